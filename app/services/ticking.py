"""The passing of time: a case is settled again when a clock comes nearer its end, and whom it concerns is told."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.models.incident import ClockState, Incident
from app.services import notices, progress

AT_ONCE = 50
# A case that cannot be settled does not hold up the others; it is tried again after this.
LATER = timedelta(hours=1)

log = logging.getLogger(__name__)


def tick_all(at: datetime) -> int:
    """Every case whose clocks have changed by now, one transaction each; gives how many, so many at most in one go."""
    numbers = db.session.scalars(
        select(ClockState.incident_id)
        .where(ClockState.changes_at <= at)
        .order_by(ClockState.changes_at, ClockState.incident_id)
        .limit(AT_ONCE)
    ).all()
    for number in numbers:
        try:
            tick(number, at=at)
        except Exception:
            db.session.rollback()
            log.exception("the clocks of case %d could not be looked at", number)
            _put_off(number, at=at)
    return len(numbers)


@atomic
def tick(incident_id: int, *, at: datetime) -> None:
    """Store clocks and levels as they are now, and promise to tell. Two workers at once tell nobody twice."""
    incident = db.session.get_one(Incident, incident_id)
    progress.settle(incident, at=at)
    notices.promise(notices.TELL_CLOCKS, incident_id, at=at)


@atomic
def _put_off(incident_id: int, *, at: datetime) -> None:
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == incident_id)).one()
    state.changes_at = at + LATER
