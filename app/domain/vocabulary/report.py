"""Closed lists about what was reported, where, and who saw hostility in it."""

from app.domain.vocabulary.base import Labelled


class Strand(Labelled):
    """Monitored strand, or `other_local` for one that a force records for itself."""

    RACE = "race", "Race"
    RELIGION = "religion", "Religion"
    DISABILITY = "disability", "Disability"
    SEXUAL_ORIENTATION = "sexual_orientation", "Sexual orientation"
    TRANSGENDER = "transgender", "Transgender identity"
    OTHER_LOCAL = "other_local", "Another strand recorded locally"


class PerceivedBy(Labelled):
    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    OFFICER = "officer", "Officer"
    ORGANISATION = "organisation", "Organisation"
    OTHER = "other", "Somebody else"


class PerceptionBasis(Labelled):
    """Whether the victim has the characteristic; `actual` only where the victim said so."""

    PERCEIVED = "perceived", "The victim was taken to have the characteristic, or nobody has said"
    ACTUAL = "actual", "The victim has the characteristic and said so"


class ReportedByRole(Labelled):
    VICTIM = "victim", "The victim"
    WITNESS = "witness", "A witness"
    ON_BEHALF = "on_behalf", "Somebody on behalf of the victim"
    PROFESSIONAL = "professional", "A professional"
    ORGANISATION = "organisation", "An organisation"
    OFFICER = "officer", "An officer"


class Channel(Labelled):
    """How the report came in."""

    CALL_999 = "call_999", "999 call"
    CALL_101 = "call_101", "101 call"
    STATION = "station", "At a police station"
    OFFICER_ON_STREET = "officer_on_street", "To an officer in the street"
    ONLINE_FORM = "online_form", "Online form"
    THIRD_PARTY = "third_party", "Third-party reporting centre"
    APP = "app", "App"
    OTHER = "other", "Another way"


class LocationKind(Labelled):
    STREET = "street", "Street or public place"
    HOME = "home", "Home"
    TRANSPORT = "transport", "Public transport"
    SCHOOL = "school", "School or college"
    WORK = "work", "Work"
    PLACE_OF_WORSHIP = "place_of_worship", "Place of worship"
    SHOP = "shop", "Shop"
    EVENT = "event", "Event"
    ONLINE = "online", "Online"
    OTHER = "other", "Somewhere else"


class CrimeDecision(Labelled):
    PENDING = "pending", "Not decided yet"
    CRIME = "crime", "Crime"
    NON_CRIME = "non_crime", "Not a crime"


class CancelGround(Labelled):
    """Why a crime registrar cancels a crime record (Home Office counting rules)."""

    NO_CRIME = "no_crime", "Additional verifiable information shows that no crime happened"
    DUPLICATE = "duplicate", "It is recorded already: a duplicate"
    ERROR = "error", "It was recorded in error"
    OTHER_FORCE = "other_force", "It is another force's crime"


class HostilityLimb(Labelled):
    """The limbs of Crime and Disorder Act 1998 s28(1)."""

    DEMONSTRATES = "demonstrates", "Hostility was demonstrated"
    MOTIVATED = "motivated", "Motivated by hostility"
    BOTH = "both", "Demonstrated and motivated"
    NONE = "none", "Neither limb"


class TimeRelation(Labelled):
    BEFORE = "before", "Before the offence"
    DURING = "during", "During the offence"
    AFTER = "after", "After the offence"


class AttributionMethod(Labelled):
    """How an online account is linked to a person."""

    DISPLAY_NAME = "display_name", "Display name"
    ACCOUNT_ID = "account_id", "Account identifier"
    DEVICE = "device", "Device"
    SUBSCRIBER = "subscriber", "Subscriber data"
    IP_RESOLUTION = "ip_resolution", "Internet address resolution"
    ADMISSION = "admission", "Admission"
    RECOGNITION = "recognition", "Recognition"
