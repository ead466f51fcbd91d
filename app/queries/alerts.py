"""Alerts for those whose task it is to look: surges at the door, tries at a case that is blocked for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from app.database.session import db
from app.domain.access import Relationship
from app.domain.actor import Actor
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


def surges(since: datetime) -> Sequence[datetime]:
    """When so many sign-ins failed that an alert was raised, the last first."""
    found = select(Alert.at).where(Alert.kind == AlertKind.SIGN_IN_SURGE, Alert.at > since)
    return db.session.scalars(found.order_by(Alert.at.desc(), Alert.id).limit(AT_MOST)).all()


@dataclass(frozen=True, slots=True)
class Tries:
    """Somebody in conflict asked for a case: who, which, how often, when last."""

    who: str
    reference: str
    title: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A case with a file that is not what was stored: which, when it was last found."""

    reference: str
    title: str
    last: datetime


@dataclass(frozen=True, slots=True)
class ToLookInto:
    """What those who look after cases should look into."""

    tries: tuple[Tries, ...] = ()
    spoilt: tuple[Spoilt, ...] = ()


def to_look_into(actor: Actor, since: datetime) -> ToLookInto:
    """Alerts about cases this person looks after, the last first. The CPS looks after its own people."""
    relationship = LOOKS_AFTER.get(actor.role) if actor.role else None
    if relationship is None:
        return ToLookInto()
    found = (
        select(Alert.kind, User, Incident.reference, Incident.title, func.count(), func.max(Alert.at).label("last"))
        .join(Incident, Incident.id == Alert.incident_id)
        .outerjoin(User, User.id == Alert.user_id)
        .where(Alert.kind.in_((AlertKind.CONFLICT_TRY, AlertKind.DAMAGED_FILE)), Alert.at > since)
        .where(allowed_rows(actor, frozenset({relationship})))
        .group_by(Alert.kind, User.id, Incident.id)
        .order_by(func.max(Alert.at).desc(), Incident.id)
        .limit(AT_MOST)
    )
    if actor.role is Role.SENIOR_PROSECUTOR:
        own = Unit.organisation_id == actor.organisation_id
        found = found.outerjoin(Unit, Unit.id == User.unit_id).where(or_(Alert.user_id.is_(None), own))
    rows = db.session.execute(found).all()
    return ToLookInto(
        tries=tuple(Tries(row[1].named, *row[2:]) for row in rows if row[0] is AlertKind.CONFLICT_TRY),
        spoilt=tuple(Spoilt(row[2], row[3], row[5]) for row in rows if row[0] is AlertKind.DAMAGED_FILE),
    )
