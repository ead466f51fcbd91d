"""Handing out a list as a table: recorded as a disclosure with its reason and the cases in it (EXP-3, EXP-5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.domain.access import allows
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotAllowed, RuleBroken
from app.domain.permissions import Permission
from app.domain.spreadsheets import as_csv

#: A longer table needs a second person (EXP-3), who cannot be asked yet: it is refused.
MOST_ROWS = 500
TOO_MANY = f"This list has more than {MOST_ROWS} cases. Narrow it with a stage, a strand or words."


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is handed out: the rows as the reader sees them, of which cases, narrowed by what."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    references: Sequence[str]
    filters: Mapping[str, str]


@atomic
def hand_out(table: Table, reason: str, *, actor: Actor, at: datetime) -> bytes:
    """The table as a file. Raises NotAllowed without the right, RuleBroken where it is too long."""
    if actor.role is None or not allows(actor.role, Permission.LIST_EXPORT):
        raise NotAllowed("Lists are not handed out in this role.")
    if len(table.rows) > MOST_ROWS:
        raise RuleBroken(TOO_MANY)
    content = as_csv(table.columns, table.rows)
    detail = {
        "reason": reason,
        "filters": dict(table.filters),
        "rows": len(table.rows),
        "ids": list(table.references),
        "sha256": sha256(content).hexdigest(),
    }
    note(
        Note(
            action="list_handed_out",
            kind=AuditKind.DISCLOSURE,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="list",
            object_id="cases",
            detail=detail,
        )
    )
    return content
