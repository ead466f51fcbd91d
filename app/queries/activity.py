"""What a person did, from the audit: codes and times, never what was read or written."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.models.audit import AuditEvent

# It would tell somebody that a case is there which does not exist for them (ACC-6).
HIDDEN = "alert:conflict_try"


def own_activity(actor: Actor, *, before: int | None, limit: int) -> Sequence[AuditEvent]:
    """A person's own events, newest first, from the one before this number."""
    found = select(AuditEvent).where(AuditEvent.actor_id == actor.user_id, AuditEvent.action != HIDDEN)
    if isinstance(before, int):
        found = found.where(AuditEvent.seq < before)
    return db.session.scalars(found.order_by(AuditEvent.seq.desc()).limit(limit)).all()
