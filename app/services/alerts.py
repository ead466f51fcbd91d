"""Alerts: what somebody should look at. Each is an event of the audit and a line on the page they begin with."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, update

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.access import allows
from app.domain.actor import Actor, system
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotAllowed, RuleBroken
from app.domain.permissions import Permission
from app.models.alert import Alert, AlertKind
from app.models.incident import Incident
from app.queries import alerts as questions
from app.services.authority import demand

DOOR = system("door")
STORE = system("evidence_store")
CHECKER = system("malware_check")


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
def close_tries(alert: Alert, incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """Somebody who looks after the case has looked: this try and those before it by the same person need no more.

    A later try is an alert of its own. Raises NotFound for whoever is not shown it, RuleBroken without a reason.
    """
    demand(actor, incident, Permission.CONFLICT_LIFT)
    row = questions.try_by_id(actor, incident, alert.id)
    same = (Alert.kind == row.kind, Alert.incident_id == row.incident_id, Alert.user_id == row.user_id)
    _close(reason, *same, Alert.id <= row.id, actor=actor, at=at)
    _noted("alert:conflict_try_closed", reason, actor, at, object_type="incident", object_id=incident.reference)


@atomic
def close_surge(alert: Alert, reason: str, *, actor: Actor, at: datetime) -> None:
    """An administrator knows why so many sign-ins failed. Raises NotFound, RuleBroken without a reason."""
    if actor.role is None or not allows(actor.role, Permission.USER_MANAGE):
        raise NotAllowed("An administrator closes this.")
    row = questions.surge_by_id(alert.id)
    _close(reason, Alert.id == row.id, actor=actor, at=at)
    _noted("alert:sign_in_surge_closed", reason, actor, at)


def _close(reason: str, *which: ColumnElement[bool], actor: Actor, at: datetime) -> None:
    if not reason.strip():
        raise RuleBroken("Say what you found.", field="reason")
    closed = update(Alert).where(*which, Alert.closed_at.is_(None))
    done = db.session.execute(closed.values(closed_at=at, closed_by_id=actor.user_id, closed_reason=reason))
    if not getattr(done, "rowcount", 0):
        raise RuleBroken("Somebody has closed this already.", field="reason")


def _noted(action: str, reason: str, actor: Actor, at: datetime, **about: str) -> None:
    note(
        Note(
            action=action,
            kind=AuditKind.ADMIN,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            detail={"reason": reason},
            **about,
        )
    )


@atomic
def damaged_file(incident_id: int, reference: str, *, store_name: str, at: datetime) -> None:
    """A stored file of this case is gone or not what was stored: an event in the audit, an alert to its supervisors."""
    _about_file(AlertKind.DAMAGED_FILE, STORE, incident_id, reference, {"store_name": store_name}, at)


@atomic
def infected_file(incident_id: int, reference: str, *, malware: str, at: datetime) -> None:
    """Malware was found in a stored file of this case: an event in the audit, an alert to its supervisors."""
    _about_file(AlertKind.INFECTED_FILE, CHECKER, incident_id, reference, {"malware": malware}, at)


def _about_file(
    kind: AlertKind, by: Actor, incident_id: int, reference: str, detail: dict[str, str], at: datetime
) -> None:
    db.session.add(Alert(kind=kind, at=at, incident_id=incident_id))
    note(
        Note(
            action=f"alert:{kind.value}",
            kind=AuditKind.ADMIN,
            at=at,
            actor_role=by.role_name,
            object_type="incident",
            object_id=reference,
            outcome="alert",
            detail=detail,
        )
    )
