"""Reading the files of law and lists under `data/`: each row a frozen object, or the program does not start."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.domain.vocabulary.base import Labelled

DATA = Path(__file__).parent / "data"


class Mark(Labelled):
    """How far a value has been confirmed."""

    CHECKED = "checked", "Checked"
    GENERAL = "general", "General knowledge"
    WARNED = "warned", "Confirm with a lawyer"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every row has: since when and until when it is law (None = always), its source, how far it is confirmed."""

    valid_from: date | None
    valid_to: date | None
    source: str
    mark: Mark

    @property
    def unconfirmed(self) -> bool:
        """Shown with the words "not confirmed"."""
        return self.mark is Mark.NOT_CONFIRMED

    def valid_on(self, day: date) -> bool:
        """Is the row law on the day the law says counts?"""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class BadTable(Exception):
    """A file of law cannot be read; the message names file, row and reason."""


RowT = TypeVar("RowT", bound=Dated)


def load(name: str, kind: type[RowT]) -> tuple[RowT, ...]:
    """All rows of `data/name` as objects of a kind whose fields are the columns."""
    lines = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    reader = csv.DictReader(lines, strict=True)
    expected = [member.name for member in fields(kind)]
    if sorted(reader.fieldnames or ()) != sorted(expected):
        raise BadTable(f"{name}: the columns are not {', '.join(expected)}")
    hints = get_type_hints(kind)
    rows = tuple(_row(name, number, kind, hints, cells) for number, cells in enumerate(reader, 1))
    for row in rows:
        if not row.source or (row.valid_from and row.valid_to and row.valid_to < row.valid_from):
            raise BadTable(f"{name}: {row} has no source, or ends before it begins")
    return rows


def _row(name: str, number: int, kind: type[RowT], hints: dict[str, Any], cells: dict[str, str]) -> RowT:
    try:
        values: dict[str, Any] = {column: _cell(hints[column], text) for column, text in cells.items()}
        return kind(**values)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise BadTable(f"{name}, row {number}: {error}") from error


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


READERS: dict[type, Callable[[str], object]] = {bool: _yes_or_no, date: date.fromisoformat}


def _cell(hint: Any, text: str) -> object:
    if isinstance(hint, UnionType):
        if not text:
            return None
        hint = next(choice for choice in get_args(hint) if choice is not NoneType)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_cell(inner, word) for word in text.split())
    return READERS.get(hint, hint)(text)


def by_key(rows: Iterable[RowT], *columns: str) -> dict[Any, RowT]:
    """Rows under their key, which may be several columns; a key that comes twice stops the program."""
    found: dict[Any, RowT] = {}
    for row in rows:
        key = tuple(getattr(row, column) for column in columns)
        if key in found:
            raise BadTable(f"{type(row).__name__}: {key} comes twice")
        found[key] = row
    return {key[0] if len(columns) == 1 else key: row for key, row in found.items()}


def on_day(rows: Iterable[RowT], day: date) -> RowT | None:
    """The one row that is law on a day; two of them is an error in the file."""
    found = [row for row in rows if row.valid_on(day)]
    if len(found) > 1:
        raise BadTable(f"{found[0]} and {found[1]} are both law on {day}")
    return found[0] if found else None
