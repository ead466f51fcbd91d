"""How days, times and shortened texts stand in a paper."""

from collections.abc import Iterable
from datetime import date, datetime

from app.domain.calendar import LONDON
from app.formatting import listed, plural

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | None) -> str:
    """`23 Nov 2026`; an instant is taken in London."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON)
    return f"{value.day} {_SHORT_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime | None) -> str:
    """`23 Nov 2026, 16:05`, in London time."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{day(local)}, {local:%H:%M}"


def days_of(start: date | None, end: date | None) -> str:
    """One day, or from the first to the last."""
    if start is None or end is None or start == end:
        return day(start or end)
    return f"{day(start)} to {day(end)}"


def left(due: date | datetime, now: datetime) -> str:
    """How much time is left, or how long ago it ended, in the unit that matters: hours for a clock of hours."""
    if isinstance(due, datetime):
        minutes = int((due - now).total_seconds() // 60)
        if abs(minutes) < 48 * 60:
            hours = abs(minutes) // 60
            span = plural(hours, "hour") if hours else plural(abs(minutes), "minute")
            return span if minutes >= 0 else f"ended {span} ago"
        due = due.astimezone(LONDON).date()
    days = (due - now.astimezone(LONDON).date()).days
    if days < 0:
        return f"ended {plural(-days, 'day')} ago"
    return "ends today" if days == 0 else plural(days, "day")


def due_words(due: date | datetime | None) -> str:
    """The end of a clock as printed."""
    return moment(due) if isinstance(due, datetime) else day(due)


def joined(parts: Iterable[str]) -> str:
    """`a, b and c`, leaving out what is empty."""
    return listed(part for part in parts if part)


def lower(text: str) -> str:
    """The text with its first letter small unless it starts with an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def clipped(text: str, signs: int) -> str:
    """At most so many signs, cut between words, with a mark that there is more."""
    if len(text) <= signs:
        return text
    cut = text[:signs].rsplit(" ", 1)[0].rstrip(",;:- ")
    return f"{cut or text[:signs]} …"


def sentences(text: str, number: int) -> str:
    """The first sentences of a text."""
    found: list[str] = []
    rest = text.strip()
    while rest and len(found) < number:
        head, mark, rest = rest.partition(". ")
        found.append(head + ("." if mark else ""))
    return " ".join(found)
