"""Boxes in which each line is typed in parts, with a bar between them: "12:04 | what happened"."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from app.web.answers import LinesField

Parts = tuple[str | None, ...]


def split(line: str, count: int) -> list[str]:
    """The parts of a line, bare."""
    return [part.strip() for part in line.split("|", count - 1)]


class BarsField(LinesField):
    """Lines of two or more parts. `example` is shown with what is wrong."""

    parts = 2

    def __init__(self, label: str, *, example: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.example = example

    @staticmethod
    def shown(value: Iterable[Any] | None) -> str:
        """The text for a stored list."""
        return "\n".join(" | ".join(part for part in one if part) for one in value or ())

    def pre_validate(self, form: BaseForm) -> None:
        super().pre_validate(form)
        for number, line in enumerate((self.data or "").splitlines(), start=1):
            if line.strip() and not self.is_whole(split(line, self.parts)):
                raise StopValidation(f"Line {number}: put a bar between the parts, like {self.example}")

    def is_whole(self, typed: Sequence[str]) -> bool:
        return len(typed) == self.parts and all(typed)

    @property
    def answer(self) -> tuple[Any, ...]:
        return tuple(tuple(split(line, self.parts)) for line in (self.data or "").splitlines() if line.strip())


class KeyTimesField(BarsField):
    """From, to, what can be seen or heard; the second time may be left out."""

    parts = 3

    def is_whole(self, typed: Sequence[str]) -> bool:
        return len(typed) in (2, 3) and all(typed)

    @property
    def answer(self) -> tuple[Parts, ...]:
        lines = [split(line, self.parts) for line in (self.data or "").splitlines() if line.strip()]
        return tuple((one[0], one[1] if len(one) == 3 else None, one[-1]) for one in lines)
