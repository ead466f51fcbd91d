"""Dated events that start clocks, and contacts with victims that end them."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.vocabulary import ClockEvent, ContactChannel, ContactOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """A dated thing that starts clocks."""

    event_id: str
    kind: ClockEvent
    at: datetime
    person_id: str | None = None
    allegation_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """A contact with a victim; an unsuccessful attempt does not stop a clock. `note` is restricted."""

    at: datetime
    victim_person_id: str
    channel: ContactChannel
    outcome: ContactOutcome
    by: str | None = None
    answers_event_ids: tuple[str, ...] = ()
    note: str | None = None
