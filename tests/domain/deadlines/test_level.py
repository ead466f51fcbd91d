"""How near the end of a clock is, and the order of the list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import law
from app.domain.calendar import business_days_before, end_of_day
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


# 60 days long: a tenth is 6 days, three business days before Monday 15 Mar is Wednesday 10 Mar, the shorter of the two.
LONG = made("vrr_cps_review", date(2027, 1, 14), date(2027, 3, 15))
# 100 days long: a quarter is 25 days, so the 14 days count.
LONGER = made("vrr_cps_review", date(2026, 12, 5), date(2027, 3, 15))
EASTER = made("vrr_cps_review", date(2027, 2, 1), date(2027, 3, 30))
OFFICE = made("case_stated", date(2027, 3, 22), date(2027, 3, 30))
APPEAL = made("appeal_mags_crown", date(2026, 12, 11), date(2027, 1, 6))


@pytest.mark.parametrize(
    ("found", "now", "expected"),
    [
        (LONG, "2027-03-09T23:59:59Z", Level.SOON),
        (LONG, "2027-03-10T00:00:00Z", Level.URGENT),
        (LONGER, "2027-02-28T23:59:59Z", Level.ON_TIME),
        (LONGER, "2027-03-01T00:00:00Z", Level.SOON),
        (LONGER, "2027-03-09T23:59:59Z", Level.SOON),
        (LONGER, "2027-03-10T00:00:00Z", Level.URGENT),
        (LONGER, "2027-03-15T23:59:59Z", Level.URGENT),
        (LONGER, "2027-03-16T00:00:00Z", Level.MISSED),
        # Three business days before Tuesday after Easter is Tuesday 23 Mar; a tenth of 57 days is 5.7.
        (EASTER, "2027-03-24T12:00:00+00:00", Level.SOON),
        (EASTER, "2027-03-25T12:00:00+00:00", Level.URGENT),
        # A court's office is warned of two business days ahead, over Easter from Wednesday 24 Mar.
        (OFFICE, "2027-03-23T23:59:59+00:00", Level.ON_TIME),
        (OFFICE, "2027-03-24T00:00:00+00:00", Level.SOON),
        (made("action_plan", date(2027, 3, 23), date(2027, 3, 30)), "2027-03-25T12:00:00+00:00", Level.SOON),
        (made("action_plan", date(2027, 3, 23), date(2027, 3, 30)), "2027-03-24T23:59:59+00:00", Level.ON_TIME),
        # 26 days long: a quarter is six and a half.
        (APPEAL, "2026-12-31T11:59:59Z", Level.ON_TIME),
        (APPEAL, "2026-12-31T12:00:00Z", Level.SOON),
        # The last days of a time limit, over a weekend.
        (LIMIT, "2027-02-13T23:59:59Z", Level.SOON),
    ],
)
def test_the_ladder_at_each_of_its_steps(found: Clock, now: str, expected: Level) -> None:
    assert level(found, at(now)) is expected


def test_court_office_clocks_are_those_that_go_to_a_court() -> None:
    assert law.court_office_rules() >= {"appeal_mags_crown", "case_stated", "appeal_coa", "ctl_application_notice"}
    assert not law.court_office_rules() & {"action_plan", "cps_decision_green", "vrr_cps", "crime_recording"}


@given(st.dates(date(2026, 1, 1), date(2029, 12, 1)), st.integers(1, 200))
def test_red_on_the_last_day_and_at_least_amber_on_the_business_days_before(start: date, length: int) -> None:
    due = start + timedelta(days=length)
    for rule, ahead in (("vrr_cps_review", 1), ("appeal_coa", 2)):
        found = made(rule, start, due)
        noon = at(f"{due}T12:00:00+00:00")
        assert level(found, noon) is Level.URGENT
        before = business_days_before(due, ahead)
        assert level(found, at(f"{before}T12:00:00+00:00")) in (Level.SOON, Level.URGENT)


@given(st.dates(date(2026, 1, 1), date(2029, 12, 1)), st.integers(0, 400))
def test_nothing_rolls_forward_by_itself(start: date, length: int) -> None:
    due = start + timedelta(days=length)
    for rule in ("slt_6m", "vrr_cps_review", "appeal_coa", "ctl_crown"):
        found = made(rule, start, due)
        assert level(found, end_of_day(due) - timedelta(seconds=1)) is Level.URGENT
        assert level(found, end_of_day(due)) is Level.MISSED


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
