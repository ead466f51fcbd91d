"""Local choices of a force: set from a day on, with a reason; what was in force before stays on record."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import RuleBroken
from app.domain.policies import check_choice
from app.models.recording import LocalPolicy
from app.models.user import Organisation
from app.queries.policies import rows_of


@atomic
def set_policy(
    force: Organisation, name: str, value: str, *, valid_from: date, reason: str, actor: Actor, at: datetime
) -> LocalPolicy:
    """The force chooses this value from a day on. The row that ran until then ends the day before.

    A later row that is already there stays: the new one ends before it. The same first day replaces its row.
    Raises RuleBroken for a name or value nobody defined, or without a reason.
    """
    check_choice(name, value, valid_from)
    if not reason.strip():
        raise RuleBroken("Give the reason.", field="reason")
    known = rows_of(force.id, name)
    db.session.execute(
        delete(LocalPolicy).where(LocalPolicy.id.in_([row.id for row in known if row.valid_from == valid_from]))
    )
    earlier = [row for row in known if row.valid_from < valid_from]
    later = [row for row in known if row.valid_from > valid_from]
    if earlier and (earlier[-1].valid_to is None or earlier[-1].valid_to >= valid_from):
        earlier[-1].valid_to = valid_from - timedelta(days=1)
    row = LocalPolicy(
        organisation_id=force.id,
        name=name,
        value=value,
        valid_from=valid_from,
        valid_to=later[0].valid_from - timedelta(days=1) if later else None,
        set_by=actor.name,
        set_at=at,
        reason=reason.strip(),
    )
    db.session.add(row)
    db.session.flush()
    _audited(force, row, actor=actor, at=at)
    return row


def _audited(force: Organisation, row: LocalPolicy, *, actor: Actor, at: datetime) -> None:
    note(
        Note(
            action=f"policy:{row.name}={row.value}",
            kind=AuditKind.ADMIN,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=force.id,
            object_type="policy",
            object_id=f"{row.name} from {row.valid_from.isoformat()}",
            detail={"reason": row.reason},
        )
    )
