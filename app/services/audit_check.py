"""Is the audit whole? Walks the chain, compares its head, ties details to their events, reports clocks set back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.database.session import db
from app.domain.audit_chain import GENESIS, AuditKind, detail_digest, link
from app.models.audit import AuditDetail, AuditEvent, AuditHead

CLEAN, TAMPERED, CANNOT_TELL = 0, 1, 2
# Two servers' clocks may differ a little; a step back beyond this is reported, and is not tampering by itself.
STEP = timedelta(seconds=5)
PART = 2_000
COLUMNS = tuple(column.key for column in AuditEvent.__table__.columns)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`result` is the exit code of the command: 0 clean, 1 tampering, 2 cannot tell."""

    result: int
    events: int
    findings: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """Where the walk has come to."""

    seq: int
    hash: str
    at: str = ""
    events: int = 0
    unknown_key: bool = False


def verify(keys: Mapping[str, bytes], *, since: int = 0) -> Verdict:
    """Check every event after number `since`. `keys` holds each MAC key by its id.

    Events are told from tampering only by their key: where it is missing the answer is that nobody can tell.
    """
    walk = _start(since)
    if walk is None:
        return Verdict(CANNOT_TELL, 0, (), (f"There is no event {since} to begin after.",))
    findings: list[str] = []
    remarks: list[str] = []
    for row in _events(since):
        findings += _broken(row, walk, keys)
        if walk.at and _moment(row["at"]) < _moment(walk.at) - STEP:
            remarks.append(f"Event {row['seq']}: the clock was set back before it ({walk.at} to {row['at']}).")
        walk.seq, walk.hash, walk.at, walk.events = row["seq"], row["hash"], row["at"], walk.events + 1
    findings += _head(walk)
    findings += _details(since)
    if walk.unknown_key:
        remarks.append("Some events were written with a key that is not here.")
    result = TAMPERED if findings else CANNOT_TELL if walk.unknown_key else CLEAN
    return Verdict(result, walk.events, tuple(findings), tuple(remarks))


def _start(since: int) -> _Walk | None:
    if since == 0:
        return _Walk(0, GENESIS)
    known = db.session.get(AuditEvent, since)
    return None if known is None else _Walk(known.seq, known.hash, known.at)


def _events(since: int) -> Iterator[dict[str, Any]]:
    """In parts, so that a long log does not fill the memory."""
    table = AuditEvent.__table__
    last = since
    while True:
        rows = db.session.execute(select(table).where(table.c.seq > last).order_by(table.c.seq).limit(PART)).all()
        for row in rows:
            yield {name: getattr(row, name) for name in COLUMNS}
        if len(rows) < PART:
            return
        last = rows[-1].seq


def _broken(row: Mapping[str, Any], walk: _Walk, keys: Mapping[str, bytes]) -> Iterator[str]:
    seq = row["seq"]
    if seq != walk.seq + 1:
        yield f"Event {walk.seq + 1} is missing; event {seq} follows."
    if row["prev_hash"] != walk.hash:
        yield f"Event {seq} does not link to the one before it."
    key = keys.get(row["key_id"])
    if key is None:
        walk.unknown_key = True
    elif link(key, row["prev_hash"], row) != row["hash"]:
        yield f"Event {seq} was changed."


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a changed event, which its hash has shown
        return datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def _head(walk: _Walk) -> Iterator[str]:
    head = db.session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1)).one_or_none()
    if head is None:
        yield "The head of the chain is missing."
    elif (head.seq, head.hash) != (walk.seq, walk.hash):
        yield f"The head names event {head.seq}, the last event is {walk.seq}."


def _details(since: int) -> Iterator[str]:
    """Details that are there must fit; details that are gone must have been erased by somebody."""
    erased = set(
        db.session.scalars(
            select(AuditEvent.object_id).where(
                AuditEvent.kind == AuditKind.ERASURE.value, AuditEvent.object_type == "audit_event"
            )
        )
    )
    rows = db.session.execute(
        select(AuditEvent.seq, AuditEvent.event_id, AuditEvent.detail_digest, AuditDetail.salt, AuditDetail.body)
        .outerjoin(AuditDetail, AuditDetail.event_id == AuditEvent.event_id)
        .where(AuditEvent.seq > since)
        .order_by(AuditEvent.seq)
        .execution_options(yield_per=PART)
    )
    for row in rows:
        if row.salt is None:
            if row.detail_digest is not None and row.event_id not in erased:
                yield f"Event {row.seq}: its detail is gone, and nobody recorded an erasure."
        elif row.detail_digest is None or detail_digest(row.salt, row.body) != row.detail_digest:
            yield f"Event {row.seq}: its detail was changed."
