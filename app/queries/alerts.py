"""Alerts for those whose task it is to look: surges at the door, tries at a case that is blocked for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

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


def conflict_tries(actor: Actor, since: datetime) -> list[Tries]:
    """Tries at cases this person looks after, the last first. The CPS looks after its own people."""
    relationship = LOOKS_AFTER.get(actor.role) if actor.role else None
    if relationship is None:
        return []
    found = (
        select(User, Incident.reference, Incident.title, func.count(), func.max(Alert.at).label("last"))
        .join(Alert, Alert.user_id == User.id)
        .join(Incident, Incident.id == Alert.incident_id)
        .where(Alert.kind == AlertKind.CONFLICT_TRY, Alert.at > since)
        .where(allowed_rows(actor, frozenset({relationship})))
        .group_by(User.id, Incident.id)
        .order_by(func.max(Alert.at).desc(), Incident.id)
        .limit(AT_MOST)
    )
    if actor.role is Role.SENIOR_PROSECUTOR:
        found = found.join(Unit, Unit.id == User.unit_id).where(Unit.organisation_id == actor.organisation_id)
    rows = db.session.execute(found).all()
    return [Tries(row[0].named, row[1], row[2], row[3], row[4]) for row in rows]
