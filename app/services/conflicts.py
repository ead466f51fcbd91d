"""Conflict of interest and restriction: who a case does not exist for, whatever else is true (ACC-6, ACC-7).

How either is lifted: `app.services.lifting`.
"""

from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.roles import POLICE_ROLES, Role
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.people import Person
from app.models.user import User
from app.services import history
from app.services.authority import demand


@atomic
def declare_conflict(incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """A person says they have a link to somebody in the case; from now on it does not exist for them."""
    if actor.user_id is None:
        raise RuleBroken("A job of the system has no interests.")
    db.session.add(
        ConflictOfInterest(
            incident_id=incident.id,
            user_id=actor.user_id,
            reason=reason,
            declared_at=at,
            declared_by_id=actor.user_id,
        )
    )
    history.record(incident, EventKind.CONFLICT_DECLARED, actor=actor, at=at, detail={"reason": reason})


@atomic
def record_as(incident: Incident, person: Person, user: User, reason: str, *, actor: Actor, at: datetime) -> None:
    """Somebody of the case works here: from this moment it does not exist for them, whoever they are (ACC-6)."""
    demand(actor, incident, Permission.CASE_EDIT)
    if actor.role not in POLICE_ROLES:
        raise NotAllowed("An officer of the case or a supervisor records this.")
    if person.incident_id != incident.id:
        raise NotFound("Page not found")
    if conflict_of(incident, user.id) is not None:
        raise RuleBroken("The case is closed to this person already.", field="email")
    db.session.add(
        ConflictOfInterest(
            incident_id=incident.id,
            user_id=user.id,
            person_id=person.id,
            reason=reason,
            declared_at=at,
            declared_by_id=actor.user_id,
        )
    )
    history.record(incident, EventKind.CONFLICT_DECLARED, actor=actor, at=at, detail={"reason": reason})


@atomic
def restrict(incident: Incident, members: list[User], *, actor: Actor, at: datetime) -> None:
    """Only the people named see the case; who restricts it is on the list."""
    demand(actor, incident, Permission.CASE_RESTRICT, state_allows=not incident.is_restricted)
    for user in members:
        _own_side(user, actor)
    incident.is_restricted = True
    named = {user.id for user in members} | ({actor.user_id} if actor.user_id else set())
    for user_id in sorted(named):
        _name(incident, user_id, actor, at)
    history.record(incident, EventKind.RESTRICTED, actor=actor, at=at)


def _own_side(user: User, actor: Actor) -> None:
    """A senior prosecutor names people of the CPS; the police name whoever must work on the case."""
    if actor.role is Role.SENIOR_PROSECUTOR and user.unit.organisation_id != actor.organisation_id:
        raise RuleBroken("Choose somebody of the CPS.", field="user")


def _name(incident: Incident, user_id: int, actor: Actor, at: datetime) -> None:
    db.session.add(RestrictionMember(incident_id=incident.id, user_id=user_id, added_at=at, added_by_id=actor.user_id))


@atomic
def add_to_list(incident: Incident, user: User, *, actor: Actor, at: datetime) -> None:
    """Adding a name needs a supervisor who is on the list."""
    demand(actor, incident, Permission.CASE_RESTRICT, state_allows=incident.is_restricted)
    _own_side(user, actor)
    known = db.session.scalars(
        select(RestrictionMember).where(
            RestrictionMember.incident_id == incident.id, RestrictionMember.user_id == user.id
        )
    ).first()
    if known is not None:
        raise RuleBroken("This person is on the list already.", field="user")
    _name(incident, user.id, actor, at)
    history.record(incident, EventKind.RESTRICTION_CHANGED, actor=actor, at=at, user=user.id)


def conflict_of(incident: Incident, user_id: int) -> ConflictOfInterest | None:
    """The live block of a person on a case."""
    return db.session.scalars(
        select(ConflictOfInterest)
        .where(
            ConflictOfInterest.incident_id == incident.id,
            ConflictOfInterest.user_id == user_id,
            ConflictOfInterest.lifted_at.is_(None),
        )
        .order_by(ConflictOfInterest.id)
        .limit(1)
    ).first()
