"""Counting by the rule of a clock: from the moment at which it starts to the moment at which it ends."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import (
    LONDON,
    bank_holidays,
    business_days_after,
    business_days_before,
    days_after,
    days_before,
    days_beginning_with,
    hours_after,
    is_business_day,
    london_day,
    months_after,
    months_beginning_with,
    roll_back,
    written_day,
)
from app.domain.deadlines.clock import Moment
from app.domain.law import ClockRule, ClockTrait, holiday_changes

ONE_DAY = timedelta(days=1)
HOURS = "hours"
#: The ways of counting days that the files of law may name.
PRIMITIVES: Mapping[str, Callable[[date, int], date]] = {
    "months_after": months_after,
    "months_beginning_with": months_beginning_with,
    "days_after": days_after,
    "days_beginning_with": days_beginning_with,
    "days_before": days_before,
    "business_days_after": lambda day, days: business_days_after(day, days, holiday_changes()),
    "business_days_before": lambda day, days: business_days_before(day, days, holiday_changes()),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a count starts and ends. `raw` is the end before it was brought back; `due` None = no length of its own."""

    starts: Moment
    due: Moment | None
    raw: Moment | None


def day_of(moment: Moment) -> date:
    """The London day of a day or an instant."""
    return london_day(moment) if isinstance(moment, datetime) else moment


def counted(rule: ClockRule, start: Moment, length: int | None = None) -> Counted:
    """Count a rule from its start; `length` takes the place of the rule's own where other facts shorten it.

    Hours need an instant, and raise TypeError for a day. A clock of days keeps the instant it started with, unless the
    first day counted is the day after.
    """
    length = rule.length if length is None else length
    if rule.unit == HOURS:
        if not isinstance(start, datetime):
            raise TypeError(f"{rule.key} counts hours, so it starts with an instant")
        end = hours_after(start, length)
        return Counted(start, end, end)
    if ClockTrait.NEXT_DAY in rule.traits:
        start = day_of(start) + ONE_DAY
    if not rule.counting:
        return Counted(start, None, None)
    raw = PRIMITIVES[rule.counting](day_of(start), length)
    return Counted(start, brought_back(raw) if ClockTrait.ROLLS_BACK in rule.traits else raw, raw)


def brought_back(day: date) -> date:
    """The day, or the nearest earlier business day."""
    return roll_back(day, holiday_changes())


def sentence_of_roll_back(raw: date) -> str:
    """What is said where a limit was brought back; nothing where it ends on a business day."""
    if is_business_day(raw, holiday_changes()):
        return ""
    return f"Counted out it ends on {_weekday(raw)} {written_day(raw)}, which is no business day."


def sentence_of_listing(due: date) -> str:
    """What is said of a hearing whose last day is none on which a court sits."""
    if is_business_day(due, holiday_changes()):
        return ""
    return f"{written_day(due)} is no business day, so it must be listed by {written_day(brought_back(due))}."


def written_moment(moment: Moment) -> str:
    """A day, or an instant with its London wall clock and zone."""
    if not isinstance(moment, datetime):
        return written_day(moment)
    local = moment.astimezone(LONDON)
    return f"{written_day(local.date())}, {local:%H:%M} {local.tzname()}"


def explained(unit: str, starts: Moment, due: Moment) -> str:
    """The count in words: what was skipped, clamped, or lies across a change of the clocks."""
    return " ".join(_remarks(unit, starts, due))


def _remarks(unit: str, starts: Moment, due: Moment) -> Iterator[str]:
    if isinstance(due, datetime):
        if isinstance(starts, datetime) and starts.astimezone(LONDON).utcoffset() != due.astimezone(LONDON).utcoffset():
            yield "The clocks change in between; elapsed hours count."
        return
    first = day_of(starts)
    if unit == "business_days":
        earlier, later = sorted((first, due))
        skipped = list(_holidays(earlier, later))
        yield "Saturdays and Sundays do not count" + (f", nor {_listed(skipped)}." if skipped else ".")
        return
    if unit == "months" and due.day < first.day and months_after(first, _months(first, due)) == due:
        yield f"The month has no day {first.day}, so it ends on its last day."
    if not is_business_day(due, holiday_changes()):
        yield f"It ends on {_weekday(due)} {written_day(due)}; a weekend or holiday does not extend it."


def _months(first: date, due: date) -> int:
    return (due.year - first.year) * 12 + due.month - first.month


def _holidays(first: date, last: date) -> Iterator[date]:
    """Bank holidays after one day and up to another."""
    for year in range(first.year, last.year + 1):
        yield from (day for day in bank_holidays(year, holiday_changes()) if first < day <= last)


def _listed(days: list[date]) -> str:
    return ", ".join(written_day(day) for day in days)


def _weekday(day: date) -> str:
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
