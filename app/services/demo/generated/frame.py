"""A shape on a day: its instants as stored text, and the clocks that follow from its facts, reckoned once for the day.

The facts come from a case of the shape that was written and read back as any case is; another day is the same facts
so many days later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any

from app.domain.case_file import CaseFile
from app.domain.deadlines import clocks_of
from app.domain.deadlines.asked import days_asked
from app.services.demo.generated.shapes import SHAPES, Shape
from app.services.demo.generated.tables import COLUMNS
from app.services.outlook import Outlook, outlook, stored

# Each shape begins at an hour of its own, so that a case a day later is the same case so many days later.
HOURS = (8, 9, 11, 13, 15, 16, 17, 18, 19, 20)


def begins(shape: str, day: date) -> datetime:
    """When cases of this shape are reported on a day."""
    number = list(SHAPES).index(shape)
    return datetime(day.year, day.month, day.day, HOURS[number % len(HOURS)], 7 * number % 60, tzinfo=UTC)


def as_stored(value: Any) -> Any:
    """As both databases take it in as text: instants in UTC, days, members of closed lists by their value."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


@dataclass(slots=True)
class Frame:
    """What all cases of a shape that were reported on one day have in common."""

    shape: Shape
    start: datetime
    offence: str
    alleged: int
    ahead: Outlook | None = None
    clocks: tuple[tuple[Any, ...], ...] = ()
    _texts: dict[int, str] = field(default_factory=dict)

    def at(self, minutes: int) -> str:
        """The instant so many minutes after the report, as stored."""
        if minutes not in self._texts:
            self._texts[minutes] = as_stored(self.start + timedelta(minutes=minutes))
        return self._texts[minutes]

    def on(self, minutes: int) -> str:
        """The day of that instant, as stored."""
        return self.at(minutes)[:10]

    def reckon(self, case: CaseFile, first_day: date, at: datetime) -> None:
        """The clocks as any case has them at this instant, from the facts of the same shape on its first day."""
        moved: CaseFile = later(case, self.start.date() - first_day)
        clocks = clocks_of(moved, at)
        asked = () if self.shape.standing.status.terminal else tuple(days_asked(moved))
        self.ahead = outlook(clocks, asked, at)
        self.clocks = tuple(_columns(stored(clock)) for clock in clocks)


def _columns(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(as_stored(values[name]) for name in COLUMNS["clock"][2:])


def later(facts: Any, by: timedelta) -> Any:
    """The same facts, every day and instant in them so much later."""
    if isinstance(facts, date):
        return facts + by
    if isinstance(facts, tuple):
        return tuple(later(one, by) for one in facts)
    if not is_dataclass(facts) or isinstance(facts, type):
        return facts
    moved = {name: later(value, by) for name in _names(type(facts)) if _moves(value := getattr(facts, name))}
    return replace(facts, **moved)


def _moves(value: Any) -> bool:
    return isinstance(value, date | tuple) or is_dataclass(value)


@cache
def _names(kind: type) -> Iterable[str]:
    return tuple(one.name for one in fields(kind) if one.init)
