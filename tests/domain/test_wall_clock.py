"""London's wall clock (CON-8): the hour that never was, the hour that came twice."""

from datetime import UTC, date, datetime, time

import pytest

from app.domain.errors import RuleBroken
from app.domain.wall_clock import instant, is_missing, is_repeated


@pytest.mark.parametrize(
    ("day", "at", "second", "expected"),
    [
        (date(2026, 1, 15), time(9, 30), None, datetime(2026, 1, 15, 9, 30, tzinfo=UTC)),
        (date(2026, 7, 15), time(9, 30), None, datetime(2026, 7, 15, 8, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), False, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), True, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (date(2026, 12, 31), time(23, 59, 59), None, datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (date(2028, 2, 29), time(0, 0), None, datetime(2028, 2, 29, 0, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), None, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_con_8_instants(day, at, second, expected):
    assert instant(day, at, second=second) == expected


def test_con_8_a_time_that_did_not_exist_is_refused():
    assert is_missing(date(2026, 3, 29), time(1, 30))
    with pytest.raises(RuleBroken, match="did not exist"):
        instant(date(2026, 3, 29), time(1, 30))


def test_con_8_a_time_that_came_twice_asks_which():
    assert is_repeated(date(2026, 10, 25), time(1, 30)) and not is_repeated(date(2026, 10, 25), time(2, 0))
    with pytest.raises(RuleBroken, match="came twice"):
        instant(date(2026, 10, 25), time(1, 30))
