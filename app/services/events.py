"""Demonstrations, matches and other events: kept by the officers and supervisors of a force, with cases linked to them.

An act on an event itself stands in the audit; an act that links a case stands in that case's history.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.public_order import ConditionPower, EventRelation, EventType, check_days
from app.models.event import Event, EventCondition, EventFootage, EventIncident
from app.models.incident import Incident
from app.queries.events import keeps_events
from app.services import history
from app.services.authority import demand, unchanged
from app.services.people import put


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """What an event was. Numbers are people; `arrest_count` is the force's own count. Nobody is named."""

    type: EventType
    name: str
    place: str
    begins_on: date
    ends_on: date | None = None
    operation_name: str | None = None
    expected_number: int | None = None
    actual_number: int | None = None
    arrest_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDetails:
    """A condition imposed under Public Order Act 1986 s12 or s14: its text, by whom, when."""

    power: ConditionPower
    text: str
    imposed_by: str
    imposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageDetails:
    """Footage that somebody holds: what, where, from when to when, under which reference."""

    what: str
    held_at: str
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    reference: str | None = None


def _demand(actor: Actor, event: Event | None = None) -> None:
    """Officers and supervisors of the event's own force; for anybody else it does not exist."""
    if not keeps_events(actor) or (event is not None and event.organisation_id != actor.organisation_id):
        raise NotFound("Page not found")


def _audited(event: Event, action: str, *, actor: Actor, at: datetime) -> None:
    note(
        Note(
            action=action,
            kind=AuditKind.ALTERATION,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="event",
            object_id=str(event.id),
        )
    )


@atomic
def record_event(details: EventDetails, *, actor: Actor, at: datetime) -> Event:
    """An event of the actor's own force."""
    _demand(actor)
    check_days(details.begins_on, details.ends_on)
    event = Event(organisation_id=actor.organisation_id, created_by_id=actor.user_id, created_at=at)
    _put(event, details)
    db.session.add(event)
    db.session.flush()
    _audited(event, "event_recorded", actor=actor, at=at)
    return event


def _put(event: Event, details: EventDetails) -> None:
    """An event without a last day is one of a single day."""
    put(event, details, leave=("ends_on",))
    event.ends_on = details.ends_on or details.begins_on


@atomic
def change_event(event: Event, details: EventDetails, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Correct what is recorded of an event, or say how it went."""
    _demand(actor, event)
    unchanged(event, seen)
    check_days(details.begins_on, details.ends_on)
    _put(event, details)
    _audited(event, "event_changed", actor=actor, at=at)


@atomic
def add_condition(event: Event, details: ConditionDetails, *, actor: Actor, at: datetime) -> EventCondition:
    """A condition that was imposed on the event."""
    _demand(actor, event)
    row = EventCondition(event_id=event.id)
    put(row, details)
    db.session.add(row)
    _audited(event, "condition_recorded", actor=actor, at=at)
    return row


@atomic
def change_condition(
    row: EventCondition, details: ConditionDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct what is recorded of a condition."""
    _demand(actor, row.event)
    unchanged(row, seen)
    put(row, details)
    _audited(row.event, "condition_changed", actor=actor, at=at)


def _check_times(details: FootageDetails) -> None:
    if details.ends_at is not None and (details.begins_at is None or details.ends_at < details.begins_at):
        raise RuleBroken("Give a beginning that does not come after the end.", field="begins_at")


@atomic
def add_footage(event: Event, details: FootageDetails, *, actor: Actor, at: datetime) -> EventFootage:
    """Footage that is held of the event."""
    _demand(actor, event)
    _check_times(details)
    row = EventFootage(event_id=event.id)
    put(row, details)
    db.session.add(row)
    _audited(event, "footage_recorded", actor=actor, at=at)
    return row


@atomic
def change_footage(
    row: EventFootage, details: FootageDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct what is recorded of footage."""
    _demand(actor, row.event)
    unchanged(row, seen)
    _check_times(details)
    put(row, details)
    _audited(row.event, "footage_changed", actor=actor, at=at)


def _link_of(incident: Incident, event: Event) -> EventIncident | None:
    found = select(EventIncident).where(EventIncident.incident_id == incident.id, EventIncident.event_id == event.id)
    return db.session.scalars(found).one_or_none()


@atomic
def link(incident: Incident, event: Event, relation: EventRelation, *, actor: Actor, at: datetime) -> None:
    """The case belongs to an event of its force."""
    demand(actor, incident, Permission.CASE_EDIT)
    _demand(actor, event)
    if incident.unit.organisation_id != event.organisation_id:
        raise RuleBroken("Choose an event of the force that has the case.", field="event")
    if _link_of(incident, event) is not None:
        raise RuleBroken("The case is part of this event already.", field="event")
    db.session.add(
        EventIncident(
            event_id=event.id, incident_id=incident.id, relation=relation, linked_at=at, linked_by_id=actor.user_id
        )
    )
    history.record(incident, EventKind.EVENT_LINKED, actor=actor, at=at, event_id=event.id)


@atomic
def unlink(incident: Incident, event: Event, *, actor: Actor, at: datetime) -> None:
    """The case does not belong to the event after all. Raises NotFound where it is not linked."""
    demand(actor, incident, Permission.CASE_EDIT)
    _demand(actor, event)
    row = _link_of(incident, event)
    if row is None:
        raise NotFound("Page not found")
    db.session.delete(row)
    history.record(incident, EventKind.EVENT_UNLINKED, actor=actor, at=at, event_id=event.id)
