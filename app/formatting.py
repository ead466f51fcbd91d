"""Dates, names, money and lists as a person reads them. Pure; used by pages and PDFs alike."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.domain.calendar import LONDON, MONTHS, london_day, written_day
from app.domain.shown_time import LABELS, UTC_ITSELF, ShownTime

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date | datetime, today: date | None = None) -> str:
    """`Mon 23 Nov`, with the year when it is not the year of `today` (or when `today` is not given)."""
    on = london_day(value) if isinstance(value, datetime) else value
    text = f"{_WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"
    return text if today is not None and on.year == today.year else f"{text} {on.year}"


def short_day(value: date | datetime) -> str:
    """`23 Nov 2026`; an instant is taken in London."""
    return written_day(london_day(value) if isinstance(value, datetime) else value)


def long_day(value: date | datetime) -> str:
    """`23 November 2026`, as on paper."""
    on = london_day(value) if isinstance(value, datetime) else value
    return f"{on.day} {_LONG_MONTHS[on.month - 1]} {on.year}"


def time(at: datetime) -> str:
    """`08:40` in London."""
    return at.astimezone(LONDON).strftime("%H:%M")


def day_time(at: datetime, today: date | None = None) -> str:
    """`Mon 23 Nov, 08:40` in London."""
    return f"{day(at, today)}, {time(at)}"


def as_shown(shown: ShownTime) -> str:
    """`Mon 23 Nov, 08:40 UTC+05:30; in UTC Mon 23 Nov, 03:10`: what that clock showed, and the instant."""
    local, label = shown.local, LABELS[shown.zone]
    words = f"{written(local)} {label}"
    return words if shown.zone == UTC_ITSELF else f"{words}; in UTC {written(shown.at)}"


def written(at: datetime) -> str:
    """The day and the time on the clock of this instant's own zone."""
    return f"{day(at.date())}, {at.strftime('%H:%M')}"


def day_heading(on: date, today: date) -> str:
    """A day above a group of events: `Today, Mon 23 Nov 2026`."""
    return f"Today, {day(on)}" if on == today else day(on)


def how_long_left(due: date | datetime, at: datetime) -> str:
    """`Due today`, `13 days left`, `5 h 53 min left`, `Was due Fri 20 Nov`; never without the date beside it."""
    if isinstance(due, datetime) and due > at and due - at < timedelta(hours=24):
        minutes = int((due - at).total_seconds()) // 60
        return f"{minutes // 60} h {minutes % 60} min left" if minutes >= 60 else f"{minutes} min left"
    today = london_day(at)
    on = london_day(due) if isinstance(due, datetime) else due
    days = (on - today).days
    if days < 0 or (isinstance(due, datetime) and due <= at):
        return f"Was due {day(on, today)}"
    if days == 0:
        return "Due today"
    return "Due tomorrow" if days == 1 else f"{days} days left"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 case`, `5 cases`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Iterable[str], *, joined_by: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joined_by} {parts[-1]}"


def byte_size(count: int) -> str:
    """How large a file is: 3.4 MB, 12 KB, 800 bytes."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:,.1f} MB"
    return f"{count / 1000:,.0f} KB" if count >= 1000 else plural(count, "byte")


def pounds(amount: Decimal | int) -> str:
    """`£1,250` or `£1,250.40`."""
    value = Decimal(amount)
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"


def first_upper(text: str) -> str:
    """The first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def full_name(given_names: str | None, surname: str | None, organisation: str | None = None) -> str:
    """`Ada Example`, or `Ada Example, Example Trust` for the contact of an organisation."""
    person = " ".join(part.strip() for part in (given_names, surname) if part and part.strip())
    return ", ".join(part for part in (person, organisation) if part)
