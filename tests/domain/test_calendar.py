"""Each way of counting, with the worked examples and what must hold for every day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import (
    HolidayChange,
    bank_holidays,
    business_days_after,
    business_days_before,
    days_after,
    days_before,
    days_beginning_with,
    easter_sunday,
    end_of_day,
    hours_after,
    is_business_day,
    london_day,
    months_after,
    months_beginning_with,
    roll_back,
    start_of_day,
    years_beginning_with,
)

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def day(text: str) -> date:
    """A day written as people write it, its weekday checked."""
    weekday, rest = text.split(" ", 1)
    found = datetime.strptime(rest, "%d %b %Y").date()  # noqa: DTZ007 - a day has no zone
    assert found.strftime("%a") == weekday, f"{text} is a {found:%a}"
    return found


@pytest.mark.parametrize(
    ("offence", "last_day"),
    [
        ("Thu 15 Jan 2026", "Wed 15 Jul 2026"),
        ("Tue 31 Mar 2026", "Wed 30 Sep 2026"),
        ("Sat 29 Aug 2026", "Sun 28 Feb 2027"),
        ("Sun 30 Aug 2026", "Sun 28 Feb 2027"),
        ("Mon 31 Aug 2026", "Sun 28 Feb 2027"),
        ("Sun 29 Aug 2027", "Tue 29 Feb 2028"),
        ("Tue 31 Aug 2027", "Tue 29 Feb 2028"),
        ("Thu 31 Dec 2026", "Wed 30 Jun 2027"),
        ("Thu 25 Dec 2025", "Thu 25 Jun 2026"),
    ],
)
def test_six_months_after_an_offence(offence: str, last_day: str) -> None:
    assert months_after(day(offence), 6) == day(last_day)


@pytest.mark.parametrize(
    ("offence", "known", "three_years", "six_months"),
    [
        ("Mon 2 Mar 2026", "Mon 31 Aug 2026", "Thu 1 Mar 2029", "Sun 28 Feb 2027"),
        ("Tue 29 Feb 2028", "Thu 31 Aug 2028", "Fri 28 Feb 2031", "Wed 28 Feb 2029"),
    ],
)
def test_both_legs_of_a_knowledge_limit(offence: str, known: str, three_years: str, six_months: str) -> None:
    assert years_beginning_with(day(offence), 3) == day(three_years)
    assert months_beginning_with(day(known), 6) == day(six_months)


@pytest.mark.parametrize(
    ("arrest", "ends"),
    [
        ("Thu 15 Jan 2026", ["Wed 15 Apr 2026", "Wed 15 Jul 2026", "Thu 15 Oct 2026", "Fri 15 Jan 2027"]),
        ("Sat 28 Feb 2026", ["Sun 31 May 2026", "Mon 31 Aug 2026", "Mon 30 Nov 2026", "Sun 28 Feb 2027"]),
        ("Sun 30 Aug 2026", ["Mon 30 Nov 2026", "Sun 28 Feb 2027", "Sun 30 May 2027", "Mon 30 Aug 2027"]),
        ("Sun 29 Nov 2026", ["Sun 28 Feb 2027", "Sat 29 May 2027", "Sun 29 Aug 2027", "Mon 29 Nov 2027"]),
        ("Mon 29 Nov 2027", ["Tue 29 Feb 2028", "Mon 29 May 2028", "Tue 29 Aug 2028", "Wed 29 Nov 2028"]),
        ("Mon 28 Feb 2028", ["Sun 28 May 2028", "Mon 28 Aug 2028", "Tue 28 Nov 2028", "Wed 28 Feb 2029"]),
    ],
)
def test_bail_periods_begin_with_the_day_after_arrest(arrest: str, ends: list[str]) -> None:
    start = day(arrest) + timedelta(days=1)
    assert [months_beginning_with(start, months) for months in (3, 6, 9, 12)] == [day(end) for end in ends]


@pytest.mark.parametrize(
    ("start", "days", "raw", "effective"),
    [
        ("Thu 29 Oct 2026", 56, "Thu 24 Dec 2026", "Thu 24 Dec 2026"),
        ("Fri 30 Oct 2026", 56, "Fri 25 Dec 2026", "Thu 24 Dec 2026"),
        ("Mon 2 Nov 2026", 56, "Mon 28 Dec 2026", "Thu 24 Dec 2026"),
        ("Fri 23 Oct 2026", 70, "Fri 1 Jan 2027", "Thu 31 Dec 2026"),
        ("Fri 29 Jan 2027", 56, "Fri 26 Mar 2027", "Thu 25 Mar 2027"),
        ("Mon 9 Nov 2026", 175, "Mon 3 May 2027", "Fri 30 Apr 2027"),
        ("Mon 28 Sep 2026", 182, "Mon 29 Mar 2027", "Thu 25 Mar 2027"),
        ("Mon 27 Sep 2027", 182, "Mon 27 Mar 2028", "Mon 27 Mar 2028"),
    ],
)
def test_custody_limits_are_brought_back(start: str, days: int, raw: str, effective: str) -> None:
    assert days_after(day(start), days) == day(raw)
    assert roll_back(day(raw)) == day(effective)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("Mon 23 Nov 2026", 28, "Mon 21 Dec 2026"),
        ("Fri 4 Dec 2026", 14, "Fri 18 Dec 2026"),
        ("Fri 4 Dec 2026", 28, "Fri 1 Jan 2027"),
        ("Fri 27 Nov 2026", 28, "Fri 25 Dec 2026"),
        ("Fri 27 Nov 2026", 21, "Fri 18 Dec 2026"),
        ("Fri 27 Nov 2026", 50, "Sat 16 Jan 2027"),
        ("Fri 27 Nov 2026", 70, "Fri 5 Feb 2027"),
        ("Tue 1 Dec 2026", 28, "Tue 29 Dec 2026"),
        ("Mon 1 Feb 2027", 28, "Mon 1 Mar 2027"),
        ("Tue 1 Feb 2028", 28, "Tue 29 Feb 2028"),
    ],
)
def test_calendar_days_after(start: str, days: int, end: str) -> None:
    assert days_after(day(start), days) == day(end)


def test_a_hearing_is_listed_on_the_business_day_before_a_holiday() -> None:
    assert roll_back(day("Fri 1 Jan 2027")) == day("Thu 31 Dec 2026")


def test_an_unduly_lenient_sentence_is_safest_with_the_day_counted() -> None:
    safest = days_beginning_with(day("Tue 1 Dec 2026"), 28)
    assert safest == day("Mon 28 Dec 2026")
    assert roll_back(safest) == day("Thu 24 Dec 2026")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("Fri 18 Dec 2026", 10, "Wed 6 Jan 2027"),
        ("Fri 18 Dec 2026", 30, "Wed 3 Feb 2027"),
        ("Fri 11 Dec 2026", 15, "Wed 6 Jan 2027"),
        ("Fri 19 Mar 2027", 15, "Tue 13 Apr 2027"),
    ],
)
def test_business_days_after(start: str, days: int, end: str) -> None:
    assert business_days_after(day(start), days) == day(end)
    assert business_days_before(day(end), days) == day(start)


def test_three_months_to_ask_for_a_review() -> None:
    assert months_after(day("Mon 30 Nov 2026"), 3) == day("Sun 28 Feb 2027")


def test_detention_counts_elapsed_hours_over_the_clock_change() -> None:
    relevant = datetime(2026, 10, 24, 22, 30, tzinfo=LONDON)
    end = hours_after(relevant, 24).astimezone(LONDON)
    assert (end.day, end.hour, end.minute, end.tzname()) == (25, 21, 30, "GMT")


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec"),
        (2027, "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec"),
        (2028, "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec"),
        (2029, "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec"),
        # A Sunday Christmas: Boxing Day keeps its Monday, Christmas Day goes to the Tuesday.
        (2022, "3 Jan, 15 Apr, 18 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec"),
    ],
)
def test_bank_holidays_by_rule(year: int, days: str) -> None:
    assert [f"{found.day} {found:%b}" for found in bank_holidays(year)] == days.split(", ")


def test_a_proclaimed_day_is_added_and_a_moved_one_removed() -> None:
    moved = (
        HolidayChange(date(2022, 5, 30), added=False, name="Spring bank holiday"),
        HolidayChange(date(2022, 6, 2), added=True, name="Spring bank holiday"),
    )
    assert is_business_day(date(2022, 5, 30), moved)
    assert not is_business_day(date(2022, 6, 2), moved)
    assert business_days_after(date(2022, 5, 27), 1, moved) == date(2022, 5, 30)


@pytest.mark.parametrize("year", [2027, 2022])
def test_christmas_day_is_no_business_day_even_on_a_weekend(year: int) -> None:
    assert not is_business_day(date(year, 12, 25))


def test_a_day_ends_with_the_first_instant_of_the_next() -> None:
    assert end_of_day(date(2026, 10, 24)) == datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    assert end_of_day(date(2026, 10, 25)) == datetime(2026, 10, 26, 0, 0, tzinfo=UTC)
    assert end_of_day(date(2026, 10, 25)) - start_of_day(date(2026, 10, 25)) == timedelta(hours=25)


@given(DAYS, DAYS, st.integers(0, 40))
def test_months_never_overtake(one: date, other: date, months: int) -> None:
    early, late = sorted((one, other))
    assert months_after(early, months) <= months_after(late, months)
    assert months_beginning_with(early, months) <= months_beginning_with(late, months)


@given(DAYS, st.integers(1, 40))
def test_beginning_with_is_a_day_shorter_unless_clamped(start: date, months: int) -> None:
    after, beginning = months_after(start, months), months_beginning_with(start, months)
    clamped = after.day < start.day
    assert after - beginning == timedelta(days=0 if clamped else 1)
    assert not clamped or (after + timedelta(days=1)).day == 1


@given(DAYS, st.integers(0, 40))
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(start: date, months: int) -> None:
    end = months_after(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(0, 400))
def test_days_after_before_and_beginning_with_agree(start: date, days: int) -> None:
    assert days_before(days_after(start, days), days) == start
    assert days_beginning_with(start, days + 1) == days_after(start, days)


@given(DAYS, DAYS, st.integers(0, 60))
def test_business_days_never_overtake_and_go_back_as_they_came(one: date, other: date, days: int) -> None:
    early, late = sorted((one, other))
    assert business_days_after(early, days) <= business_days_after(late, days)
    assert business_days_before(early, days) <= business_days_before(late, days)
    assert business_days_after(early, days) <= business_days_after(early, days + 1) - timedelta(days=1)
    start = roll_back(early)
    assert business_days_before(business_days_after(start, days), days) == start


@given(DAYS, DAYS)
def test_roll_back_never_overtakes_and_stays_where_it_is(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert roll_back(early) <= roll_back(late)
    assert roll_back(roll_back(early)) == roll_back(early)


@given(DAYS, st.integers(0, 60))
def test_business_days_end_on_one_and_count_what_lies_between(start: date, days: int) -> None:
    end = business_days_after(start, days)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_business_day(one) for one in passed) == days
    assert days == 0 or is_business_day(end)


@given(DAYS)
def test_roll_back_gives_the_latest_business_day_not_after(start: date) -> None:
    found = roll_back(start)
    assert is_business_day(found)
    assert found <= start
    assert not any(is_business_day(found + timedelta(days=n)) for n in range(1, (start - found).days + 1))


@given(INSTANTS, st.integers(0, 100))
def test_hours_are_elapsed_hours(at: datetime, hours: int) -> None:
    local = at.astimezone(LONDON)
    assert hours_after(local, hours) - at == timedelta(hours=hours)


CHANGES = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]


@given(st.sampled_from(CHANGES), st.integers(-30, 30), st.integers(0, 100))
def test_elapsed_hours_over_a_change_of_the_clocks(change: datetime, shift: int, hours: int) -> None:
    start = (change + timedelta(hours=shift)).astimezone(LONDON)
    end = hours_after(start, hours).astimezone(LONDON)
    assert end - start.astimezone(UTC) == timedelta(hours=hours)
    crossed = start < change <= end
    wall = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    assert (wall != timedelta(hours=hours)) == crossed


@given(DAYS)
def test_a_day_has_23_24_or_25_hours_and_ends_where_the_next_begins(day_: date) -> None:
    assert end_of_day(day_) == start_of_day(day_ + timedelta(days=1))
    assert (end_of_day(day_) - start_of_day(day_)) / timedelta(hours=1) in (23, 24, 25)
    assert london_day(end_of_day(day_) - timedelta(microseconds=1)) == day_


@given(INSTANTS)
def test_an_instant_lies_in_its_london_day(at: datetime) -> None:
    assert start_of_day(london_day(at)) <= at < end_of_day(london_day(at))


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    found = easter_sunday(year)
    assert found.isoweekday() == 7
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


@given(st.integers(1980, 2120))
def test_a_year_has_eight_holidays_on_working_days(year: int) -> None:
    holidays = bank_holidays(year)
    assert len(holidays) == 8
    assert all(found.weekday() < 5 for found in holidays)
