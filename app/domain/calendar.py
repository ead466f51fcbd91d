"""Counting time as the law counts it: months, days, business days, bank holidays, London days, elapsed hours.

Days are civil dates in Europe/London, instants are aware datetimes. Nothing here knows which clock asks.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
MONDAY, SATURDAY = 0, 5
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class HolidayChange:
    """A proclaimed exception to the bank holidays worked out by rule."""

    day: date
    added: bool
    name: str


def months_after(day: date, months: int) -> date:
    """The last day of a period of months "after" or "from" a day.

    The day itself does not count; the period ends on the corresponding date, or on the last day of a month that has
    none (Dodds v Walker).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_beginning_with(day: date, months: int) -> date:
    """The last day of a period of months "beginning with" a day, which counts.

    Ends the day before the corresponding date; where the month has no such date, on its last day.
    """
    end = months_after(day, months)
    return end if end.day < day.day else end - ONE_DAY


def years_beginning_with(day: date, years: int) -> date:
    """The last day of a period of years "beginning with" a day, which counts."""
    return months_beginning_with(day, 12 * years)


def days_after(day: date, days: int) -> date:
    """The last day of a period of days "after" a day, which does not count."""
    return day + timedelta(days=days)


def days_beginning_with(day: date, days: int) -> date:
    """The last day of a period of days "beginning with" a day, which counts."""
    return day + timedelta(days=days - 1)


def days_before(day: date, days: int) -> date:
    """The day that many days before a day, which does not count."""
    return day - timedelta(days=days)


def business_days_after(day: date, days: int, changes: Iterable[HolidayChange] = ()) -> date:
    """The day that many business days after a day; zero gives the day itself."""
    changes = tuple(changes)
    end = day
    left = days
    while left:
        end += ONE_DAY
        left -= is_business_day(end, changes)
    return end


def business_days_before(day: date, days: int, changes: Iterable[HolidayChange] = ()) -> date:
    """The day that many business days before a day; zero gives the day itself."""
    changes = tuple(changes)
    start = day
    left = days
    while left:
        start -= ONE_DAY
        left -= is_business_day(start, changes)
    return start


def roll_back(day: date, changes: Iterable[HolidayChange] = ()) -> date:
    """The day, or the nearest earlier business day.

    Custody time limits only: Prosecution of Offences (Custody Time Limits) Regulations 1987.
    """
    return day if is_business_day(day, tuple(changes)) else business_days_before(day, 1, changes)


def is_business_day(day: date, changes: Iterable[HolidayChange] = ()) -> bool:
    """Not a Saturday, Sunday, Christmas Day, Good Friday or bank holiday (Criminal Procedure Rules, "business day")."""
    christmas = (day.month, day.day) == (12, 25)
    return day.weekday() < SATURDAY and not christmas and day not in bank_holidays(day.year, tuple(changes))


@cache
def bank_holidays(year: int, changes: tuple[HolidayChange, ...] = ()) -> Mapping[date, str]:
    """Bank holidays of England and Wales and Good Friday in a year, each with its name, in order.

    Worked out from the Banking and Financial Dealings Act 1971 and common law; `changes` are proclaimed exceptions.
    """
    days = dict(_by_rule(year))
    for change in changes:
        if change.day.year == year and change.added:
            days[change.day] = change.name
        elif change.day.year == year:
            days.pop(change.day, None)
    return MappingProxyType(dict(sorted(days.items())))


def _by_rule(year: int) -> Iterator[tuple[date, str]]:
    easter = easter_sunday(year)
    yield _substituted(date(year, 1, 1)), "New Year's Day"
    yield easter - 2 * ONE_DAY, "Good Friday"
    yield easter + ONE_DAY, "Easter Monday"
    yield _first_monday(year, 5), "Early May bank holiday"
    yield _last_monday(year, 5), "Spring bank holiday"
    yield _last_monday(year, 8), "Summer bank holiday"
    christmas = _substituted(date(year, 12, 25))
    boxing_day = _substituted(date(year, 12, 26))
    yield christmas, "Christmas Day"
    # When the 25th is a Saturday the Monday is its substitute and Boxing Day goes on to the Tuesday; a Sunday likewise.
    yield boxing_day + ONE_DAY if boxing_day == christmas else boxing_day, "Boxing Day"


def _substituted(day: date) -> date:
    """A fixed holiday on a Saturday or Sunday is kept on the next Monday, on a Sunday 25 December on the Tuesday."""
    if (day.month, day.day) == (12, 25) and day.weekday() == SATURDAY + 1:
        return day + 2 * ONE_DAY
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=last.weekday())


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leap, short = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * short + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def london_day(at: datetime) -> date:
    """The civil date in London at an instant."""
    return at.astimezone(LONDON).date()


def start_of_day(day: date) -> datetime:
    """The first instant of a London day, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first instant after a London day, in UTC: a period that ends on the day is over from this instant on."""
    return start_of_day(day + ONE_DAY)


def hours_after(at: datetime, hours: int) -> datetime:
    """The instant that many elapsed hours later, in UTC: a change of the clocks makes no difference."""
    return at.astimezone(UTC) + timedelta(hours=hours)


def written_day(day: date) -> str:
    """A day as it stands in every sentence and paper: 23 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
