"""How near the end of a clock is, and the order of the list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import law
from app.domain.calendar import end_of_day
from app.domain.deadlines import (
    FAMILIES,
    Clock,
    Level,
    clocks_of,
    end_instant,
    is_last_call,
    level,
    next_due,
)
from app.domain.vocabulary import ClockStatus
from tests.domain.deadlines.cases import ONLINE, at
from tests.domain.samples import case


def test_the_nearest_live_end_comes_first() -> None:
    clocks = clocks_of(case(ONLINE), at("2026-11-23T09:00:00Z"))
    live = [one for one in clocks if one.is_live]
    assert clocks[: len(live)] == tuple(live)
    ends = [end_instant(one) for one in live]
    assert ends == sorted(end for end in ends if end)
    assert next_due(clocks) == live[0]
    assert next_due(()) is None


def test_every_rule_of_the_table_is_law() -> None:
    known = {rule.key for rule in law.clock_rules()} | set(law.time_limit_rules())
    found = [rule for family in FAMILIES for rule in family.rules]
    assert set(found) <= known
    assert len(found) == len(set(found))


def made(rule: str, starts: date | datetime, due: date | datetime, status: ClockStatus = ClockStatus.RUNNING) -> Clock:
    return Clock(
        rule=rule,
        subject="A1",
        label="A clock",
        starts=starts,
        due=due,
        status=status,
        why="Because.",
        source="A law",
        owner_role="officer",
    )


LIMIT = made("slt_6m", date(2026, 8, 31), date(2027, 2, 28))
TARGET = made("cps_decision_green", date(2026, 11, 2), date(2026, 11, 30))
HOURS = made("pace_24h", at("2026-11-23T10:00:00Z"), at("2026-11-24T10:00:00Z"))
LONG_HOURS = made("pace_warrant", at("2026-11-20T10:00:00Z"), at("2026-11-24T10:00:00Z"))


@pytest.mark.parametrize(
    ("found", "now", "expected"),
    [
        (LIMIT, "2027-01-02T23:59:00Z", Level.ON_TIME),
        (LIMIT, "2027-01-03T00:00:00Z", Level.EARLY),
        (LIMIT, "2027-01-30T23:59:00Z", Level.EARLY),
        (LIMIT, "2027-01-31T00:00:00Z", Level.SOON),
        (LIMIT, "2027-02-14T00:00:00Z", Level.URGENT),
        (LIMIT, "2027-02-28T23:59:00Z", Level.URGENT),
        (LIMIT, "2027-03-01T00:00:00Z", Level.MISSED),
        # 28 days long: soon with a quarter (7 days) left, urgent with a tenth (2.8 days) left.
        (TARGET, "2026-11-23T23:00:00Z", Level.ON_TIME),
        (TARGET, "2026-11-24T00:00:00Z", Level.SOON),
        (TARGET, "2026-11-27T23:00:00Z", Level.SOON),
        (TARGET, "2026-11-28T12:00:00Z", Level.URGENT),
        (TARGET, "2026-12-01T00:00:00Z", Level.MISSED),
        (HOURS, "2026-11-23T12:00:00Z", Level.SOON),
        (HOURS, "2026-11-24T00:00:00Z", Level.URGENT),
        (HOURS, "2026-11-24T10:00:00Z", Level.URGENT),
        (HOURS, "2026-11-24T10:00:01Z", Level.MISSED),
        (LONG_HOURS, "2026-11-22T12:00:00Z", Level.ON_TIME),
    ],
)
def test_how_near_the_end_is(found: Clock, now: str, expected: Level) -> None:
    assert level(found, at(now)) is expected


def test_a_clock_that_ends_on_the_next_working_day_is_soon_whatever_its_length() -> None:
    duty = made("action_plan", date(2026, 11, 26), date(2026, 11, 30))
    assert level(duty, at("2026-11-26T12:00:00Z")) is Level.ON_TIME
    assert level(duty, at("2026-11-27T12:00:00Z")) is Level.SOON
    assert level(duty, at("2026-11-30T08:00:00Z")) is Level.URGENT


def test_stopped_clocks_have_no_level_and_paused_ones_say_so() -> None:
    now = at("2027-03-01T00:00:00Z")
    assert level(made("uls", date(2026, 8, 31), date(2027, 2, 28), ClockStatus.CLOSED), now) is None
    assert level(made("uls", date(2026, 8, 31), date(2027, 2, 28), ClockStatus.SUSPENDED), now) is Level.PAUSED


def test_last_call_is_for_the_last_business_days_of_a_time_limit() -> None:
    assert not is_last_call(LIMIT, at("2027-02-23T09:00:00Z"))
    assert is_last_call(LIMIT, at("2027-02-24T09:00:00Z"))
    assert not is_last_call(TARGET, at("2026-11-30T09:00:00Z"))


ORDER = [Level.ON_TIME, Level.EARLY, Level.SOON, Level.URGENT, Level.MISSED]


@given(
    st.sampled_from(["slt_6m", "cps_decision_green"]),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(1, 400),
    st.integers(0, 420 * 24),
    st.integers(0, 420 * 24),
)
def test_a_clock_only_comes_nearer(rule: str, start: date, length: int, one: int, other: int) -> None:
    found = made(rule, start, start + timedelta(days=length))
    begun = end_of_day(start).astimezone(UTC)
    early, late = (begun + timedelta(hours=hours) for hours in sorted((one, other)))
    before, after = level(found, early), level(found, late)
    assert before is not None
    assert after is not None
    assert ORDER.index(before) <= ORDER.index(after)
