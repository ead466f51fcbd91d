"""What is stored of clocks: a row each, the nearest end, and when time alone changes how near something is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.calendar import end_of_day, start_of_day
from app.domain.deadlines import Clock, level
from app.domain.deadlines.asked import until
from app.domain.deadlines.ladder import next_change
from app.domain.roles import POLICE_ROLES


@dataclass(frozen=True, slots=True)
class Outlook:
    """The nearest end of a case and of the police in it, how near each is, and when that changes by itself."""

    next_due_at: datetime | None
    next_due_rule: str | None
    level: str | None
    police_due_at: datetime | None
    police_rule: str | None
    police_level: str | None
    changes_at: datetime | None


def outlook(clocks: Iterable[Clock], asked: Iterable[date], at: datetime) -> Outlook:
    """From the clocks of a case and the days by which it asks for something, as they are at an instant."""
    live = [clock for clock in clocks if clock.is_live]
    nearest = _nearest(live)
    police = _nearest([clock for clock in live if clock.owner_role in POLICE_ROLES])
    changing = [*live, *(until(day) for day in asked)]
    return Outlook(
        next_due_at=None if nearest is None else _end(nearest.due),
        next_due_rule=None if nearest is None else nearest.rule,
        level=_level(nearest, at),
        police_due_at=None if police is None else _end(police.due),
        police_rule=None if police is None else police.rule,
        police_level=_level(police, at),
        changes_at=min((moment for clock in changing if (moment := next_change(clock, at))), default=None),
    )


#: The columns of a clock's row that are counted afresh.
STORED = (
    "rule", "variant", "label", "subject", "event", "starts_at", "starts_on", "due_at", "due_on", "stopped_at",
    "status", "ended_reason", "reason", "source", "unconfirmed", "is_legal", "owner_role",
)  # fmt: skip


def stored(clock: Clock) -> dict[str, Any]:
    """The columns of a clock's row, without the case."""
    return {
        "rule": clock.rule,
        "variant": clock.variant,
        "label": clock.label,
        "subject": clock.subject,
        "event": clock.event,
        "starts_at": None if clock.starts is None else _start(clock.starts),
        "starts_on": _day(clock.starts),
        "due_at": None if clock.due is None else _end(clock.due),
        "due_on": _day(clock.due),
        "stopped_at": None if clock.stopped_at is None else _start(clock.stopped_at),
        "status": clock.status,
        "ended_reason": clock.ended_reason,
        "reason": clock.why,
        "source": clock.source,
        "unconfirmed": clock.unconfirmed,
        "is_legal": clock.is_legal,
        "owner_role": clock.owner_role,
    }


def _nearest(live: list[Clock]) -> Clock | None:
    return min(live, key=lambda clock: (_end(clock.due), clock.rule), default=None)


def _level(clock: Clock | None, at: datetime) -> str | None:
    found = level(clock, at) if clock else None
    return found.value if found else None


def _end(due: date | datetime | None) -> datetime:
    """The instant at which a clock ends: a day ends with the first instant of the next London day."""
    if due is None:
        raise ValueError("a clock without an end has none")
    return due if isinstance(due, datetime) else end_of_day(due)


def _start(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else start_of_day(moment)


def _day(moment: date | datetime | None) -> date | None:
    """The day, where what is counted is days."""
    return moment if isinstance(moment, date) and not isinstance(moment, datetime) else None
