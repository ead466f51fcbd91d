"""History: the only code that adds an entry to a case. It settles the case and notes the act for the audit."""

import hmac
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from app.database.atomic import before_commit
from app.database.audit import Note, note
from app.database.session import db
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind, canonical
from app.domain.events import BETWEEN_CASES, EventKind
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.services import progress
from app.services.notices import promise_event

_COLLECTION = frozenset(
    {
        EventKind.REPORT_RECEIVED,
        EventKind.PERSON_ADDED,
        EventKind.EVIDENCE_ADDED,
        EventKind.STATEMENT_ADDED,
        EventKind.DOCUMENT_ADDED,
        EventKind.HOSTILITY_ADDED,
        EventKind.IMPORTED,
        EventKind.TRANSFER_RECEIVED,
    }
)
_DISCLOSURE = frozenset(
    {
        EventKind.REFERRED,
        EventKind.RESUBMITTED,
        EventKind.ADVICE_ASKED,
        EventKind.SUPPORT_OFFERED,
        EventKind.DOCUMENT_ISSUED,
        EventKind.TRANSFERRED,
    }
)
_ACCESS = frozenset(
    {
        EventKind.CONFLICT_DECLARED,
        EventKind.CONFLICT_LIFTED,
        EventKind.LIFT_PROPOSED,
        EventKind.LIFT_REFUSED,
        EventKind.RESTRICTED,
        EventKind.RESTRICTION_CHANGED,
        EventKind.RESTRICTION_LIFTED,
    }
)


def record(
    incident: Incident,
    kind: EventKind,
    *,
    actor: Actor,
    at: datetime,
    recipient: str | None = None,
    detail: dict[str, Any] | None = None,
    **facts: str | int,
) -> CaseEvent:
    """The last line of every verb. `facts` are ids and codes; `detail` is what may identify a person, for the audit.

    The case is settled once, at the end of the transaction, and the act noted for the audit with the row as it is then.
    An act about two cases changes no fact of either, so nothing is settled and no version moves.
    """
    between = kind in BETWEEN_CASES  # changes no fact of the case: nobody may notice it who may not see the other one
    if not between:
        flag_modified(incident, "title")  # a child changed: the case's version moves with it
    event = CaseEvent(
        incident_id=incident.id,
        kind=kind,
        occurred_at=at,
        actor_id=actor.user_id,
        actor_role=actor.role_name,
        facts={name: str(value) for name, value in facts.items()},
    )
    db.session.add(event)
    db.session.flush()
    promise_event(event, at=at)
    if not between:
        before_commit(("settle", incident.id), lambda: progress.settle(incident, at=at))
    before_commit(("note", event.id), lambda: note(_note(incident, kind, actor, at, recipient, detail)))
    return event


def record_both(
    kind: EventKind,
    one: Incident,
    other: Incident,
    *,
    actor: Actor,
    at: datetime,
    **facts: Any,
) -> None:
    """The last line of a verb about two cases: an entry in each, which names the other one."""
    record(one, kind, actor=actor, at=at, other=other.reference, **facts)
    record(other, kind, actor=actor, at=at, other=one.reference, **facts)


def _note(
    incident: Incident,
    kind: EventKind,
    actor: Actor,
    at: datetime,
    recipient: str | None,
    detail: dict[str, Any] | None,
) -> Note:
    return Note(
        action=kind.value,
        kind=_kind(kind),
        at=at,
        actor_role=actor.role_name,
        actor_id=actor.user_id,
        org_id=actor.organisation_id,
        session_ref=actor.session_ref,
        object_type="incident",
        object_id=incident.reference,
        recipient=recipient,
        content_digest=_digest(incident),
        detail=detail,
    )


def _kind(kind: EventKind) -> AuditKind:
    if kind in _COLLECTION:
        return AuditKind.COLLECTION
    if kind in _DISCLOSURE:
        return AuditKind.DISCLOSURE
    if kind in BETWEEN_CASES:
        return AuditKind.COMBINATION
    return AuditKind.ADMIN if kind in _ACCESS else AuditKind.ALTERATION


def _digest(incident: Incident) -> str:
    """HMAC of the case's row after the change, under its own salt: the digest dies with the row."""
    row = {column.key: _plain(getattr(incident, column.key)) for column in Incident.__table__.columns}
    return hmac.new(incident.digest_salt, canonical(row).encode(), sha256).hexdigest()


def _plain(value: Any) -> str | int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)
