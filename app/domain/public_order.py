"""Demonstrations, matches and other events: the closed lists, and what a record of one must hold."""

from datetime import date

from app.domain.errors import RuleBroken
from app.domain.vocabulary.base import Labelled


class EventType(Labelled):
    DEMONSTRATION = "demonstration", "Demonstration"
    MATCH = "match", "Match"
    FESTIVAL = "festival", "Festival"
    VIGIL = "vigil", "Vigil"
    TRIGGER_EVENT = "trigger_event", "Trigger event"
    ELECTION = "election", "Election"
    RELIGIOUS_HOLIDAY = "religious_holiday", "Religious holiday"


class EventRelation(Labelled):
    """How an incident belongs to an event."""

    AT = "at", "At the event"
    ON_THE_WAY = "on_the_way", "On the way there"
    DISPERSAL = "dispersal", "As people left"
    ONLINE = "online", "Online, about the event"
    REPRISAL = "reprisal", "In reprisal for the event"


class ConditionPower(Labelled):
    """The power a condition was imposed under: Public Order Act 1986."""

    SECTION_12 = "s12", "Section 12: procession"
    SECTION_14 = "s14", "Section 14: assembly"


def check_days(begins_on: date, ends_on: date | None) -> None:
    """Raise RuleBroken where an event ends before it begins."""
    if ends_on is not None and ends_on < begins_on:
        raise RuleBroken("It cannot end before it begins.", field="ends_on")
