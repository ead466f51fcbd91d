"""Days, times, money and lists as a person reads them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app import formatting

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def test_days() -> None:
    assert formatting.short_day(date(2026, 11, 3)) == "3 Nov 2026"
    assert formatting.short_day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 Jul 2026"
    assert formatting.day(TODAY) == "Mon 23 Nov 2026"
    assert formatting.day(TODAY, TODAY) == "Mon 23 Nov"
    assert formatting.day(date(2027, 6, 1), TODAY) == "Tue 1 Jun 2027"
    assert formatting.long_day(date(2026, 9, 5)) == "5 September 2026"
    assert formatting.day_heading(TODAY, TODAY) == "Today, Mon 23 Nov 2026"
    assert formatting.day_heading(date(2026, 11, 22), TODAY) == "Sun 22 Nov 2026"


def test_times_are_those_of_london() -> None:
    assert formatting.time(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "09:05"
    assert formatting.time(datetime(2026, 12, 1, 17, 5, tzinfo=UTC)) == "17:05"
    assert formatting.day_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), TODAY) == "Thu 2 Jul, 00:30"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 27), "4 days left"),
        (date(2026, 11, 24), "Due tomorrow"),
        (TODAY, "Due today"),
        (date(2026, 11, 20), "Was due Fri 20 Nov"),
        (date(2025, 11, 20), "Was due Thu 20 Nov 2025"),
        (datetime(2026, 11, 23, 14, 53, tzinfo=UTC), "5 h 53 min left"),
        (datetime(2026, 11, 23, 9, 20, tzinfo=UTC), "20 min left"),
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), "Was due Mon 23 Nov"),
        (datetime(2026, 11, 26, 9, 0, tzinfo=UTC), "3 days left"),
    ],
)
def test_how_long_is_left(due: date | datetime, words: str) -> None:
    assert formatting.how_long_left(due, NOW) == words


def test_numbers_and_lists() -> None:
    assert formatting.plural(1, "case") == "1 case"
    assert formatting.plural(5000, "case") == "5,000 cases"
    assert formatting.plural(2, "inquiry", "inquiries") == "2 inquiries"
    assert formatting.listed([]) == ""
    assert formatting.listed(["a"]) == "a"
    assert formatting.listed(["a", "b"]) == "a and b"
    assert formatting.listed(["a", "b", "c"], joined_by="or") == "a, b or c"
    assert formatting.pounds(3630) == "£3,630"
    assert formatting.pounds(Decimal("1250.4")) == "£1,250.40"
    assert formatting.first_upper("pc Example") == "Pc Example"


def test_names() -> None:
    assert formatting.full_name("Ada", "Example") == "Ada Example"
    assert formatting.full_name(None, "Example") == "Example"
    assert formatting.full_name("Ada", "Example", "Example Trust") == "Ada Example, Example Trust"
    assert formatting.full_name("", "", "Example Trust") == "Example Trust"
