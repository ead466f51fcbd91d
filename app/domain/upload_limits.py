"""The most that may be sent and kept, by date (`data/upload_limits.csv`, UPL-1)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.tables import BadTable, Dated, load, on_day

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimit(Dated):
    """One limit, in MiB."""

    name: str
    mib: int
    says: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """The most bytes of one file, of what one person sent, of what one case holds."""

    of_file: int
    of_person: int
    of_case: int


@cache
def upload_limits() -> tuple[UploadLimit, ...]:
    """Every row of the file."""
    return load("upload_limits.csv", UploadLimit)


def sizes_on(day: date) -> Sizes:
    """The limits in force on a day. Raises BadTable where the file has none for it."""
    return Sizes(*(_bytes(name, day) for name in ("file", "person", "case")))


def _bytes(name: str, day: date) -> int:
    found = on_day((row for row in upload_limits() if row.name == name), day)
    if found is None:
        raise BadTable(f"upload_limits.csv: there is no limit of a {name} on {day}")
    return found.mib * MEBIBYTE
