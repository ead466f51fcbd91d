"""When the level of a clock changes by the passing of time alone: the moments at which somebody is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from app.domain.calendar import business_days_before, end_of_day, london_day, start_of_day
from app.domain.deadlines.clock import Clock, level
from app.domain.law import holiday_changes, warning_levels

# An instant is over only once it has gone by.
AFTER = timedelta(seconds=1)
# The longest run of days that are no business days is shorter.
HOLIDAYS = 6


def next_change(clock: Clock, at: datetime) -> datetime | None:
    """The first instant after `at` at which the level is another; None where time changes nothing more."""
    now = level(clock, at)
    if now is None:
        return None
    later = sorted(moment for moment in _moments(clock) if moment > at)
    return next((moment for moment in later if level(clock, moment) is not now), None)


def _moments(clock: Clock) -> Iterator[datetime]:
    """Every instant at which a row of the warning table could begin to hold."""
    assert clock.due is not None  # noqa: S101 - a clock with a level ends
    end = (clock.due if isinstance(clock.due, datetime) else end_of_day(clock.due)).astimezone(UTC)
    last = london_day(clock.due) if isinstance(clock.due, datetime) else clock.due
    yield end
    yield end + AFTER
    for days in range(HOLIDAYS + 1):
        yield start_of_day(last - timedelta(days=days))
    for row in warning_levels().values():
        if row.days is not None:
            yield start_of_day(last - timedelta(days=row.days))
        if row.business_days is not None:
            yield start_of_day(business_days_before(last, row.business_days, holiday_changes()))
        if row.share is not None and clock.starts is not None:
            yield end - (end - _begun(clock.starts)) * float(row.share)


def _begun(starts: date | datetime) -> datetime:
    return (starts if isinstance(starts, datetime) else end_of_day(starts)).astimezone(UTC)
