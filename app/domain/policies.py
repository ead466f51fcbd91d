"""Local choices that drive behaviour, by date: what a force or an area may set (`data/policies.csv`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.errors import RuleBroken
from app.domain.tables import Dated, Mark, load, on_day

# Choices that are one of a few words; every other choice is a number.
CHOICES = {"nchi_recording_mode": ("code2023", "asb_intel", "off")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Dated):
    """One choice, as text."""

    key: str
    value: str
    says: str


@cache
def _policies() -> tuple[Policy, ...]:
    return tuple(load("policies.csv", Policy))


def policy(key: str, on: date, own: Iterable[Policy] = ()) -> Policy:
    """The choice in force on a day: a force's own row before the default. Raises KeyError for a name nobody defined."""
    found = on_day((row for row in own if row.key == key), on)
    found = found or on_day((row for row in _policies() if row.key == key), on)
    if found is None:
        raise KeyError(key)
    return found


def in_force(on: date) -> tuple[Policy, ...]:
    """Every choice in force on a day."""
    return tuple(row for row in _policies() if row.valid_on(on))


def local(key: str, value: str, valid_from: date, valid_to: date | None, *, set_by: str, reason: str) -> Policy:
    """A force's own choice as a row: its meaning is the default's, its source is who chose it and why."""
    says = policy(key, valid_from).says
    return Policy(
        key=key,
        value=value,
        says=says,
        valid_from=valid_from,
        valid_to=valid_to,
        source=f"{set_by}: {reason}",
        mark=Mark.CHECKED,
    )


def check_choice(key: str, value: str, on: date) -> None:
    """Raise RuleBroken for a name nobody defined, or a value that this choice cannot have."""
    try:
        policy(key, on)
    except KeyError as error:
        raise RuleBroken(f"There is no choice called {key}.", field="name") from error
    allowed = CHOICES.get(key)
    if allowed is not None and value not in allowed:
        raise RuleBroken(f"Choose one of {', '.join(allowed)}.", field="value")
    if allowed is None and not (value.isascii() and value.isdigit()):
        raise RuleBroken("Give a whole number.", field="value")


def number(key: str, on: date) -> int:
    """A choice that is a number."""
    return int(policy(key, on).value)
