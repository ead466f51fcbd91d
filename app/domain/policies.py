"""Local choices that drive behaviour, by date: what a force or an area may set (`data/policies.csv`)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.tables import Dated, load, on_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Dated):
    """One choice, as text."""

    key: str
    value: str
    says: str


@cache
def _policies() -> tuple[Policy, ...]:
    return tuple(load("policies.csv", Policy))


def policy(key: str, on: date) -> Policy:
    """The choice in force on a day. Raises KeyError for a name nobody defined."""
    found = on_day((row for row in _policies() if row.key == key), on)
    if found is None:
        raise KeyError(key)
    return found


def in_force(on: date) -> tuple[Policy, ...]:
    """Every choice in force on a day."""
    return tuple(row for row in _policies() if row.valid_on(on))


def number(key: str, on: date) -> int:
    """A choice that is a number."""
    return int(policy(key, on).value)
