"""Alerts for those whose task it is to look: surges at the door, tries at a case that is blocked for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.database.session import db
from app.domain.access import Relationship
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.roles import Role
from app.models.alert import Alert, AlertKind
from app.models.incident import Incident
from app.models.user import Unit, User
from app.queries.relationships import allowed_rows

AT_MOST = 20
# Who looks after a block, and for which cases: those of the unit that holds them, or that are referred to one's unit.
LOOKS_AFTER: Mapping[Role, Relationship] = {
    Role.SUPERVISOR: Relationship.TEAM,
    Role.SENIOR_PROSECUTOR: Relationship.CPS_UNIT,
}


OPEN_SURGE = and_(Alert.kind == AlertKind.SIGN_IN_SURGE, Alert.closed_at.is_(None))


def surges(since: datetime) -> Sequence[Alert]:
    """When so many sign-ins failed that an alert was raised, the last first, while nobody has closed it."""
    found = select(Alert).where(OPEN_SURGE, Alert.at > since)
    return db.session.scalars(found.order_by(Alert.at.desc(), Alert.id).limit(AT_MOST)).all()


def surge_by_id(number: int) -> Alert:
    """An open alert about sign-ins. Raises NotFound."""
    return _found(select(Alert).where(OPEN_SURGE, Alert.id == number))


def _found(wanted: Select[Alert]) -> Alert:
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        raise NotFound("Page not found")
    return row


@dataclass(frozen=True, slots=True)
class Tries:
    """Somebody in conflict asked for a case: who, which, how often, when last."""

    number: int  # of the last of them
    who: str
    reference: str
    title: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A case with a file that is not what was stored, or holds malware: which, when it was last found."""

    reference: str
    title: str
    last: datetime


@dataclass(frozen=True, slots=True)
class ToLookInto:
    """What those who look after cases should look into."""

    tries: tuple[Tries, ...] = ()
    spoilt: tuple[Spoilt, ...] = ()
    infected: tuple[Spoilt, ...] = ()


def to_look_into(actor: Actor, since: datetime) -> ToLookInto:
    """Alerts about cases this person looks after that nobody has closed, the last first: one statement."""
    if actor.role not in LOOKS_AFTER:
        return ToLookInto()
    number, last = func.max(Alert.id), func.max(Alert.at).label("last")
    found = (
        select(Alert.kind, User, number, Incident.reference, Incident.title, func.count(), last)
        .join(Incident, Incident.id == Alert.incident_id)
        .outerjoin(User, User.id == Alert.user_id)
        .where(*_looked_after(actor), Alert.at > since)
        .group_by(Alert.kind, User.id, Incident.id)
        .order_by(last.desc(), Incident.id)
        .limit(AT_MOST)
    )
    rows = db.session.execute(found).all()
    return ToLookInto(
        tries=tuple(Tries(row[2], row[1].named, *row[3:]) for row in rows if row[0] is AlertKind.CONFLICT_TRY),
        spoilt=_of_files(rows, AlertKind.DAMAGED_FILE),
        infected=_of_files(rows, AlertKind.INFECTED_FILE),
    )


def _of_files(rows: Sequence[Any], kind: AlertKind) -> tuple[Spoilt, ...]:
    return tuple(Spoilt(row[3], row[4], row[6]) for row in rows if row[0] is kind)


def _looked_after(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Open alerts about cases of one's own unit. The CPS looks after its own people, and after every file."""
    relationship = LOOKS_AFTER.get(actor.role) if actor.role else None
    mine = allowed_rows(actor, frozenset({relationship} if relationship else ()))
    kinds = (AlertKind.CONFLICT_TRY, AlertKind.DAMAGED_FILE, AlertKind.INFECTED_FILE)
    open_ones = and_(Alert.kind.in_(kinds), Alert.closed_at.is_(None))
    if actor.role is not Role.SENIOR_PROSECUTOR:
        return open_ones, mine
    ours = select(User.id).join(User.unit).where(Unit.organisation_id == actor.organisation_id)
    return open_ones, mine, or_(Alert.user_id.is_(None), Alert.user_id.in_(ours))


def try_by_id(actor: Actor, incident: Incident, number: int) -> Alert:
    """An open try at this case that the person looks after. Raises NotFound."""
    wanted = select(Alert).join(Incident, Incident.id == Alert.incident_id)
    about = (Alert.id == number, Alert.incident_id == incident.id, Alert.kind == AlertKind.CONFLICT_TRY)
    return _found(wanted.where(*_looked_after(actor), *about))
