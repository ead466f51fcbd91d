"""The moments at which a clock changes its level: none is left out, whatever the length and the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calendar import end_of_day
from app.domain.deadlines import Clock, Level, level
from app.domain.deadlines.ladder import next_change
from app.domain.vocabulary import ClockStatus

STEP = timedelta(minutes=30)


def clock(rule: str, starts: date | datetime, due: date | datetime) -> Clock:
    return Clock(
        rule=rule, subject="incident", label="x", starts=starts, due=due, status=ClockStatus.RUNNING, why="", source="",
        owner_role="officer",
    )  # fmt: skip


def changes(one: Clock, at: datetime) -> list[tuple[datetime, Level | None]]:
    found = []
    moment = next_change(one, at)
    while moment is not None:
        found.append((moment, level(one, moment)))
        moment = next_change(one, moment)
    return found


@given(
    st.sampled_from(("bail_initial", "slt_6m")),
    st.dates(date(2026, 1, 1), date(2027, 12, 1)),
    st.integers(2, 80),
)
@settings(max_examples=40, deadline=None)
def test_no_change_of_level_is_left_out(rule: str, starts: date, days: int) -> None:
    """Looking every half hour finds no level that the list of moments does not name."""
    one = clock(rule, starts, starts + timedelta(days=days))
    at = end_of_day(starts).astimezone(UTC)
    moments = changes(one, at)
    seen = level(one, at)
    while at < end_of_day(starts + timedelta(days=days + 1)):
        at += STEP
        while moments and moments[0][0] <= at:
            seen = moments.pop(0)[1]
        assert level(one, at) is seen, at
    assert not moments and seen is Level.MISSED


def test_the_moments_of_a_detention() -> None:
    """A day and a night: it ends tomorrow, it ends today, it has ended."""
    begins = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    one = clock("pace_24h", begins, begins + timedelta(hours=24))
    found = changes(one, begins)
    assert level(one, begins) is Level.SOON
    assert [name for _, name in found] == [Level.URGENT, Level.MISSED]
    assert found[0][0] == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert found[1][0] == begins + timedelta(hours=24, seconds=1)


@pytest.mark.parametrize("status", [ClockStatus.MET, ClockStatus.CLOSED])
def test_a_clock_that_has_stopped_changes_no_more(status: ClockStatus) -> None:
    one = Clock(
        rule="x", subject="incident", label="x", starts=date(2026, 1, 1), due=date(2026, 2, 1), status=status, why="",
        source="", owner_role="officer",
    )  # fmt: skip
    assert next_change(one, datetime(2026, 1, 2, tzinfo=UTC)) is None
