"""Fields typed in several inputs: a day, and a day with a time on the wall in London (CON-8)."""

import re
from abc import ABC, abstractmethod
from datetime import date, time
from typing import Any

import wtforms

from app.domain.calendar import LONDON
from app.domain.errors import RuleBroken
from app.domain.shown_time import LABELS, UK, ZONES, shown_time
from app.domain.wall_clock import instant, is_repeated
from app.web.fields import NOT_ON_THE_LIST, Drawn, Present, without_controls

_CLOCK_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")


class _InParts(wtforms.Field, ABC):
    """A value typed in several inputs, each named `<name>-<part>`."""

    parts: tuple[str, ...] = ()

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, **kwargs: Any):
        super().__init__(label, description=hint, validators=_validators_in_parts(required), **kwargs)
        self.typed: dict[str, str] = {}
        self.bad_parts: frozenset[str] = frozenset(self.parts)

    @property
    def part_names(self) -> list[str]:
        return [f"{self.name}-{part}" for part in self.parts]

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.object_data = data if data is not wtforms.utils.unset_value else self.default
        self.data = self.object_data
        if formdata is None or not any(name in formdata for name in self.part_names):
            self.typed = self.split(self.data)
            return
        self.typed = {part: without_controls(formdata.get(f"{self.name}-{part}", "")).strip() for part in self.parts}
        try:
            self.data = self.join() if self.is_typed else None
        except (ValueError, RuleBroken) as error:
            self.data = None
            self.process_errors.append(str(error))

    @property
    def is_typed(self) -> bool:
        """Did somebody write something into one of the inputs?"""
        return any(self.typed.values())

    @abstractmethod
    def split(self, data: Any) -> dict[str, str]:
        """What the inputs show for a value."""

    @abstractmethod
    def join(self) -> Any:
        """The value of what was typed. Raises ValueError with a sentence."""


def _validators_in_parts(required: str | None) -> list[Any]:
    return [Present(required)] if required else []


def _typed_date(typed: dict[str, str]) -> date:
    missing = [part for part in ("day", "month", "year") if not typed[part]]
    if missing:
        raise ValueError(f"Enter the {' and the '.join(missing)} too")
    if not all(typed[part].isascii() and typed[part].isdigit() for part in ("day", "month", "year")):
        raise ValueError("Enter the date in numbers, for example 27 3 2026")
    if len(typed["year"]) != 4:
        raise ValueError("Enter the year with four figures")
    try:
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        raise ValueError("This date does not exist. Check the day and the month") from None


class DateField(_InParts):
    """A day, typed as day, month and year."""

    widget = Drawn("date_field")
    parts = ("day", "month", "year")

    def split(self, data: date | None) -> dict[str, str]:
        return {part: str(getattr(data, part)) if data else "" for part in self.parts}

    def join(self) -> date:
        return _typed_date(self.typed)


class LocalDateTimeField(_InParts):
    """A day and a time on the wall in London; gives an instant in UTC.

    A time the clocks skipped is refused; a time that came twice asks which one (CON-8).
    """

    widget = Drawn("datetime_field")
    parts: tuple[str, ...] = ("day", "month", "year", "time", "which")

    @property
    def asks_which(self) -> bool:
        """Show the question only where the typed time came twice."""
        try:
            return is_repeated(_typed_date(self.typed), self._time())
        except ValueError:
            return False

    @property
    def typed_words(self) -> str | None:
        """The wall clock as it was typed, and which of two repeated hours was meant (CON-8)."""
        words = " ".join(self.typed[part] for part in self.parts if self.typed.get(part))
        return words or None

    def split(self, data: Any) -> dict[str, str]:
        if data is None:
            return dict.fromkeys(self.parts, "")
        local = data.astimezone(LONDON)
        typed = {part: str(getattr(local, part)) for part in ("day", "month", "year")}
        return typed | {"time": local.strftime("%H:%M"), "which": "second" if local.fold else "first"}

    def _time(self) -> time:
        found = _CLOCK_TIME.fullmatch(self.typed["time"])
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError("Enter the time like 18:25")
        return time(int(found[1]), int(found[2]))

    def join(self) -> Any:
        day = _typed_date(self.typed)
        second = {"first": False, "second": True}.get(self.typed["which"])
        return instant(day, self._time(), second=second)


class ShownTimeField(LocalDateTimeField):
    """A day and a time as somebody else's clock showed it, and the zone of that clock; UK time unless told."""

    widget = Drawn("shown_time_field")
    parts = ("day", "month", "year", "time", "which", "zone")
    zones = ZONES

    @property
    def is_typed(self) -> bool:
        return any(typed for part, typed in self.typed.items() if part != "zone")

    @property
    def asks_which(self) -> bool:
        return self.typed["zone"] in ("", UK) and super().asks_which

    def split(self, data: Any) -> dict[str, str]:
        if data is None:
            return dict.fromkeys(self.parts, "") | {"zone": UK}
        local = data.local
        typed = {part: str(getattr(local, part)) for part in ("day", "month", "year")}
        which = "second" if local.fold else "first"
        return typed | {"time": local.strftime("%H:%M"), "which": which, "zone": data.zone}

    def join(self) -> Any:
        zone = self.typed["zone"] or UK
        if zone not in LABELS:
            raise ValueError(NOT_ON_THE_LIST)
        second = {"first": False, "second": True}.get(self.typed["which"])
        return shown_time(_typed_date(self.typed), self._time(), zone, second=second)
