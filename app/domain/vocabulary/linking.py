"""Closed lists about cases and people that belong together."""

from app.domain.vocabulary.base import Labelled


class LinkKind(Labelled):
    """Why two cases are shown beside each other."""

    SERIES = "series", "Part of a series"
    SAME_SUSPECT = "same_suspect", "Same suspect"
    SAME_PLACE = "same_place", "Same place"
    COUNTER_ALLEGATION = "counter_allegation", "Counter-allegation"
    OTHER = "other", "Another reason"


class IdentityBasis(Labelled):
    """What speaks for one human behind two persons, the strongest first."""

    NAME_AND_BIRTH = "name_and_birth", "Same name and date of birth"
    CONTACT = "contact", "Same telephone number or e-mail address"
    SAME_NAME = "same_name", "Same name"
    SIMILAR_NAME = "similar_name", "Similar name"
    BY_HAND = "by_hand", "Chosen by hand"
