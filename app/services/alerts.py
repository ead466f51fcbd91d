"""Alerts: what somebody should look at. Each is an event of the audit and a line on the page they begin with."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.actor import Actor, system
from app.domain.audit_chain import AuditKind
from app.models.alert import Alert, AlertKind

DOOR = system("door")
STORE = system("evidence_store")


@atomic
def sign_in_surge(failures: int, *, within: timedelta, at: datetime) -> None:
    """So many sign-ins failed that somebody may be guessing; said once in this span (RATE-1)."""
    said = exists().where(Alert.kind == AlertKind.SIGN_IN_SURGE, Alert.at > at - within)
    if db.session.scalar(select(said)):
        return
    db.session.add(Alert(kind=AlertKind.SIGN_IN_SURGE, at=at))
    note(
        Note(
            action="alert:sign_in_surge",
            kind=AuditKind.AUTH,
            at=at,
            actor_role=DOOR.role_name,
            outcome="alert",
            detail={"failures": failures},
        )
    )


@atomic
def conflict_try(incident_id: int, reference: str, *, actor: Actor, at: datetime) -> None:
    """Somebody in conflict asked for the case: a refusal in the audit and an alert to its supervisors, on each try."""
    db.session.add(Alert(kind=AlertKind.CONFLICT_TRY, at=at, incident_id=incident_id, user_id=actor.user_id))
    note(
        Note(
            action="alert:conflict_try",
            kind=AuditKind.REFUSAL,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="incident",
            object_id=reference,
            outcome="conflict",
        )
    )


@atomic
def damaged_file(incident_id: int, reference: str, *, store_name: str, at: datetime) -> None:
    """A stored file of this case is gone or not what was stored: an event in the audit, an alert to its supervisors."""
    db.session.add(Alert(kind=AlertKind.DAMAGED_FILE, at=at, incident_id=incident_id))
    note(
        Note(
            action="alert:damaged_file",
            kind=AuditKind.ADMIN,
            at=at,
            actor_role=STORE.role_name,
            object_type="incident",
            object_id=reference,
            outcome="alert",
            detail={"store_name": store_name},
        )
    )
