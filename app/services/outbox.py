"""Promised work: taken by one worker at a time, tried again later when it fails, kept with its error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.models.outbox import Outbox

# Whoever takes a piece of work has this long; a worker that died gives it back by that.
LEASE = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
Handler = Callable[[Mapping[str, Any], datetime], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """One piece of work in the hands of this worker."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int


def work_one(handlers: Mapping[str, Handler], *, at: datetime) -> bool:
    """Do the work that has waited longest; gives whether there was any. A failure is recorded, not raised."""
    taken = _take(at)
    if taken is None:
        return False
    handler = handlers.get(taken.kind)
    if handler is None:
        _put_back(taken, f"nobody knows the kind {taken.kind}", at)
        return True
    try:
        handler(taken.payload, at)
    except Exception as error:
        db.session.rollback()
        _put_back(taken, type(error).__name__, at)  # its words may hold personal data
    else:
        _done(taken, at)
    return True


def wait_before(tries: int) -> timedelta:
    """How long until the next try after so many: twice as long each time."""
    doublings: int = 2 ** min(tries - 1, 16)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


@atomic
def _take(at: datetime) -> Taken | None:
    row = db.session.scalars(
        select(Outbox)
        .where(Outbox.done_at.is_(None), Outbox.due_at <= at)
        .order_by(Outbox.due_at, Outbox.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    row.tries += 1
    row.due_at = at + LEASE
    return Taken(row.id, row.kind, dict(row.payload), row.tries)


@atomic
def _put_back(taken: Taken, error: str, at: datetime) -> None:
    row = db.session.get_one(Outbox, taken.id)
    row.last_error, row.due_at = error, at + wait_before(taken.tries)


@atomic
def _done(taken: Taken, at: datetime) -> None:
    row = db.session.get_one(Outbox, taken.id)
    row.done_at, row.last_error = at, None
