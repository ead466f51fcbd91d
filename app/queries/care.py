"""Contact with the victims of a case: what was logged, what happened that they are not told of yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.events import EventKind
from app.domain.telling import NEWS, about_hearing
from app.domain.vocabulary import ClockEvent, ContactOutcome
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.outcome import Hearing
from app.models.people import Person, PersonContact
from app.models.victim import Contact, ContactEvent, DatedEvent


def news_of(incident_ids: Iterable[int]) -> dict[int, list[DatedEvent]]:
    """The events of these cases that a victim is told of, oldest first: one statement."""
    found: dict[int, list[DatedEvent]] = {}
    rows = db.session.scalars(
        select(DatedEvent)
        .where(DatedEvent.incident_id.in_(list(incident_ids)), DatedEvent.kind.in_(list(NEWS)))
        .order_by(DatedEvent.at, DatedEvent.id)
    )
    for row in rows:
        found.setdefault(row.incident_id, []).append(row)
    return found


def told_events(victim_ids: Iterable[int]) -> dict[int, set[int]]:
    """For each victim the ids of the events somebody told them of: one statement."""
    found: dict[int, set[int]] = {}
    rows = db.session.execute(
        select(Contact.victim_id, ContactEvent.event_id)
        .join(ContactEvent, ContactEvent.contact_id == Contact.id)
        .where(Contact.victim_id.in_(list(victim_ids)), Contact.outcome == ContactOutcome.TOLD)
    )
    for victim_id, event_id in rows:
        found.setdefault(victim_id, set()).add(event_id)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told a victim: the ids of the events, and the newest contact, whatever came of it."""

    events: frozenset[int]
    last: Contact


def told(victim_ids: Iterable[int]) -> dict[int, Told]:
    """Of each victim whom anybody tried to reach: one statement."""
    rows = db.session.execute(
        select(Contact, ContactEvent.event_id)
        .outerjoin(ContactEvent, ContactEvent.contact_id == Contact.id)
        .where(Contact.victim_id.in_(list(victim_ids)))
        .order_by(Contact.at, Contact.id)
    ).all()
    found: dict[int, Told] = {}
    for contact, event_id in rows:
        heard = found[contact.victim_id].events if contact.victim_id in found else frozenset()
        if event_id is not None and contact.outcome is ContactOutcome.TOLD:
            heard |= {event_id}
        found[contact.victim_id] = Told(heard, contact)
    return found


def told_kinds(events: Sequence[DatedEvent], told: set[int]) -> set[ClockEvent]:
    """The kinds of event of whose latest the victim was told."""
    latest = {event.kind: event.id for event in events}
    return {kind for kind, event_id in latest.items() if event_id in told}


def is_told_of(hearing: Hearing, events: Sequence[DatedEvent], told: set[int]) -> bool:
    """Was the victim told of the date of this hearing as it now is?"""
    about = [event.id for event in events if event.note == about_hearing(hearing.file_id)]
    return bool(about) and about[-1] in told


def log_of(incident: Incident) -> list[Contact]:
    """The contact log of a case, newest first."""
    return list(
        db.session.scalars(
            select(Contact)
            .where(Contact.incident_id == incident.id)
            .options(
                joinedload(Contact.by),
                joinedload(Contact.victim),
                selectinload(Contact.told).joinedload(ContactEvent.event),
            )
            .order_by(Contact.at.desc(), Contact.id.desc())
        )
    )


def acts_of(incident_ids: Iterable[int]) -> Mapping[int, list[EventKind]]:
    """The history of each case as kinds alone, newest first: one statement."""
    found: dict[int, list[EventKind]] = {}
    rows = db.session.execute(
        select(CaseEvent.incident_id, CaseEvent.kind)
        .where(CaseEvent.incident_id.in_(list(incident_ids)))
        .order_by(CaseEvent.id.desc())
    )
    for incident_id, kind in rows:
        found.setdefault(incident_id, []).append(kind)
    return found


def hearings_ahead(incident_ids: Iterable[int]) -> dict[int, list[Hearing]]:
    """Hearings without a result, the next first: one statement."""
    found: dict[int, list[Hearing]] = {}
    rows = db.session.scalars(
        select(Hearing)
        .where(Hearing.incident_id.in_(list(incident_ids)), Hearing.result.is_(None))
        .order_by(Hearing.listed_at, Hearing.id)
    )
    for row in rows:
        found.setdefault(row.incident_id, []).append(row)
    return found


def contact_cards(person_ids: Iterable[int]) -> dict[int, PersonContact]:
    """How to reach these people, and how never to."""
    rows = db.session.scalars(
        select(PersonContact)
        .where(PersonContact.person_id.in_(list(person_ids)))
        .options(joinedload(PersonContact.person).joinedload(Person.incident))
    )
    return {row.person_id: row for row in rows}
