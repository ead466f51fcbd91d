"""Events of a force: the list by day, one event, and of the cases that belong to it those the reader may open."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.access import GRANTS, allows
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.models.event import Event, EventIncident
from app.models.incident import Incident
from app.models.people import Person
from app.models.suspect import Suspect
from app.queries.incidents import visible_to
from app.queries.relationships import allowed_rows

PER_PAGE = 25
MOST_ARRESTS = 200
MOST_CHOICES = 200


def keeps_events(actor: Actor) -> bool:
    """Officers and supervisors keep the events of their own force; for everybody else the room is not there."""
    return actor.role is not None and allows(actor.role, Permission.CASE_LINK)


def of_force(actor: Actor, *, after: tuple[date, int] | None = None) -> tuple[list[Event], tuple[date, int] | None]:
    """The events of the actor's force, the latest day first, and where the next page begins. One statement."""
    found = (
        select(Event)
        .where(Event.organisation_id == actor.organisation_id)
        .order_by(Event.begins_on.desc(), Event.id.desc())
        .limit(PER_PAGE + 1)
    )
    if after is not None:
        day, number = after
        found = found.where(or_(Event.begins_on < day, and_(Event.begins_on == day, Event.id < number)))
    rows = list(db.session.scalars(found))
    last = rows[PER_PAGE - 1] if len(rows) > PER_PAGE else None
    return rows[:PER_PAGE], (last.begins_on, last.id) if last else None


def by_id(actor: Actor, number: int) -> Event:
    """One event of the actor's force with conditions and footage. Raises NotFound."""
    found = db.session.scalars(
        select(Event)
        .where(Event.id == number, Event.organisation_id == actor.organisation_id)
        .options(selectinload(Event.conditions), selectinload(Event.footage))
    ).one_or_none()
    if found is None or not keeps_events(actor):
        raise NotFound("Page not found")
    return found


@dataclass(frozen=True, slots=True)
class Linked:
    """A case that belongs to an event."""

    reference: str
    title: str
    status: str
    relation: str


def cases_of(event: Event, actor: Actor, *, before: int | None = None) -> tuple[list[Linked], int | None]:
    """The linked cases this person may open, the last linked first; nothing is said of others, not even how many."""
    opened = visible_to(actor).with_only_columns(Incident.id).order_by(None)
    found = (
        select(EventIncident)
        .where(EventIncident.event_id == event.id, EventIncident.incident_id.in_(opened))
        .options(joinedload(EventIncident.incident))
        .order_by(EventIncident.id.desc())
        .limit(PER_PAGE + 1)
    )
    if before is not None:
        found = found.where(EventIncident.id < before)
    rows = list(db.session.scalars(found))
    shown = [
        Linked(row.incident.reference, row.incident.title, row.incident.status.label, row.relation.label)
        for row in rows[:PER_PAGE]
    ]
    return shown, rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None


@dataclass(frozen=True, slots=True)
class Arrest:
    """A suspect of a linked case who was arrested."""

    name: str
    reference: str
    arrested_at: datetime
    custody: str


def arrests_of(event: Event, actor: Actor) -> list[Arrest]:
    """Arrested suspects of linked cases whose suspects this person may read; the last arrests first, two hundred."""
    grants = GRANTS[actor.role].get(Permission.SUSPECT_READ, ()) if actor.role else ()
    readable = allowed_rows(actor, frozenset(grant.relationship for grant in grants if not grant.reason))
    rows = db.session.execute(
        select(Person, Suspect, Incident.reference)
        .join(Suspect, Suspect.person_id == Person.id)
        .join(Incident, Incident.id == Suspect.incident_id)
        .join(EventIncident, EventIncident.incident_id == Incident.id)
        .where(EventIncident.event_id == event.id, Suspect.arrested_at.is_not(None), readable)
        .order_by(Suspect.arrested_at.desc(), Suspect.id)
        .limit(MOST_ARRESTS)
    )
    return [
        Arrest(person.full_name, reference, suspect.arrested_at, suspect.custody_status.label)
        for person, suspect, reference in rows
        if suspect.arrested_at is not None
    ]


def links_of(incident: Incident) -> list[EventIncident]:
    """The events a case belongs to, by day. One statement."""
    return list(
        db.session.scalars(
            select(EventIncident)
            .join(EventIncident.event)
            .where(EventIncident.incident_id == incident.id)
            .options(joinedload(EventIncident.event))
            .order_by(Event.begins_on, EventIncident.id)
        )
    )


def choices(actor: Actor) -> list[Event]:
    """The events a case may be linked to: the latest of the actor's force."""
    return list(
        db.session.scalars(
            select(Event)
            .where(Event.organisation_id == actor.organisation_id)
            .order_by(Event.begins_on.desc(), Event.id.desc())
            .limit(MOST_CHOICES)
        )
    )
