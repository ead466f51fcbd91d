"""Appending to the audit chain. Events are noted during a verb and appended as the last thing before its commit."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Table, insert, select, update

from app.database.session import db
from app.domain.audit_chain import GENESIS, AuditKind, detail_digest, link
from app.models.audit import AuditDetail, AuditEvent, AuditHead

_EVENTS, _DETAILS, _HEAD = (cast(Table, one.__table__) for one in (AuditEvent, AuditDetail, AuditHead))
_NOTED = "audit_noted"
_WRITTEN = "audit_written_at"


@dataclass(frozen=True, slots=True)
class AuditKey:
    """The MAC key in use and its id; older keys are kept for verifying."""

    key_id: str
    key: bytes


class _Key:
    current: AuditKey | None = None


def use_key(key: AuditKey) -> None:
    """Called once by the application factory."""
    _Key.current = key


@dataclass(frozen=True, slots=True)
class Note:
    """One act to be recorded. `detail` holds what may identify a person and goes to the erasable part."""

    action: str
    kind: AuditKind
    at: datetime
    actor_role: str
    actor_id: int | None = None
    org_id: int | None = None
    session_ref: str | None = None
    object_type: str | None = None
    object_id: str | None = None
    reason_code: str | None = None
    recipient: str | None = None
    outcome: str = "done"
    content_digest: str | None = None
    detail: Mapping[str, Any] | None = None


@contextmanager
def recorded_at(at: datetime) -> Iterator[None]:
    """While invented stories of the past are told, their events carry the instant at which they are written."""
    info = db.session().info
    info[_WRITTEN] = at
    try:
        yield
    finally:
        info.pop(_WRITTEN, None)


def note(event: Note) -> None:
    """Remember an act of the verb that is running."""
    db.session().info.setdefault(_NOTED, []).append(event)


def forget() -> None:
    """Drop what was noted: the transaction ended."""
    db.session().info.pop(_NOTED, None)


def noted() -> tuple[Note, ...]:
    """What the running verb has noted so far."""
    return tuple(db.session().info.get(_NOTED, ()))


def append_noted() -> None:
    """Append everything noted. The head is the last lock taken; nothing is flushed after it."""
    events = noted()
    if not events:
        return
    if _Key.current is None:
        raise RuntimeError("no audit key was given")
    plain = db.session.connection()  # rows and no objects: this ends every answer
    head = plain.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1).with_for_update()).one()
    seq, prev = head.seq, head.hash
    rows, details = [], []
    for event in events:
        seq += 1
        row, detail = _row(event, seq, prev, _Key.current)
        prev = row["hash"]
        rows.append(row)
        if detail is not None:
            details.append(detail)
    plain.execute(insert(_EVENTS), rows)
    if details:
        plain.execute(insert(_DETAILS), details)
    plain.execute(update(_HEAD).where(AuditHead.id == 1).values(seq=seq, hash=prev))


def _row(event: Note, seq: int, prev: str, key: AuditKey) -> tuple[dict[str, Any], dict[str, Any] | None]:
    row: dict[str, Any] = {name: getattr(event, name) for name in Note.__slots__ if name != "detail"}
    row |= {
        "seq": seq,
        "event_id": secrets.token_hex(16),
        "at": (db.session().info.get(_WRITTEN) or event.at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "kind": event.kind.value,
        "key_id": key.key_id,
        "detail_digest": None,
    }
    detail = None
    if event.detail:
        salt = os.urandom(16)
        row["detail_digest"] = detail_digest(salt, event.detail)
        detail = {"event_id": row["event_id"], "salt": salt, "body": dict(event.detail)}
    row["prev_hash"] = prev
    row["hash"] = link(key.key, prev, row)
    return row, detail


def first_head() -> dict[str, Any]:
    """The head of an empty chain; the first migration inserts it."""
    return {"id": 1, "seq": 0, "hash": GENESIS}
