"""The rows of every list of cases: clock, case, the one thing to do, stage and strands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from flask import request, url_for

from app import formatting
from app.domain.calendar import london_day
from app.domain.law import clock_rules
from app.domain.roles import Role
from app.domain.stages import Stage
from app.queries.case_rows import CaseRow
from app.web.next_steps import Next, next_step


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case in a list: clock, case, the one thing to do, stage and strands."""

    address: str
    title: str
    reference: str
    level: str
    left: str
    what_ends: str
    sentence: str
    action: tuple[str, str] | None
    stage: Stage
    strands: str
    officer: str


# The first variant of a clock is the usual one.
_LABELS = {rule.key: rule.label for rule in reversed(clock_rules())}


def clock_label(rule: str | None) -> str:
    """What a clock is about, in a list."""
    if rule is None:
        return ""
    return "Time limit" if rule.startswith("slt_") else _LABELS.get(rule, rule)


def list_row(case: CaseRow, role: Role, at: datetime) -> ListRow:
    """A row for this reader, with the clock that ends first; sentence and action come from the status table."""
    return _row(case, role, at, case.next_due_at, case.next_due_rule, case.level)


def team_row(case: CaseRow, role: Role, at: datetime) -> ListRow:
    """The same with the clock that ends first of those the police answer for."""
    return _row(case, role, at, case.police_due_at, case.police_rule, case.police_level)


def _row(case: CaseRow, role: Role, at: datetime, due: datetime | None, rule: str | None, level: str | None) -> ListRow:
    _, sentence = case.status.meaning.for_role(role)
    found = next_step(case.status, role)
    return ListRow(
        address=_address("cases.show", case.reference, request.root_path),
        title=case.title,
        reference=case.reference,
        level=_level(due, level, at),
        left=formatting.how_long_left(last_moment(due), at) if due else "No clock runs",
        what_ends=f"{clock_label(rule)}: {formatting.day(last_moment(due), london_day(at))}" if due else "",
        sentence=sentence,
        action=(found.words, _address_of(found, case.reference)) if found else None,
        stage=case.stage,
        strands=", ".join(dict.fromkeys(strand.label for strand in case.strands)),
        officer=case.officer or "Nobody yet",
    )


def _address_of(step: Next, reference: str) -> str:
    """The form itself; a step about a referral begins on the case's page, which knows its number."""
    return _address("cases.show" if step.referral else step.endpoint, reference, request.root_path)


@lru_cache(maxsize=10_000)
def _address(endpoint: str, reference: str, _: str) -> str:
    """The same rows come again and again: each address is made once for the place at which the product is served."""
    return url_for(endpoint, reference=reference)


def last_moment(due: datetime) -> datetime:
    """A clock of days ends with the first instant of the next day; people are shown the day before."""
    return due - timedelta(minutes=1)


def _level(due: datetime | None, level: str | None, at: datetime) -> str:
    """As stored when it last changed; what has ended meanwhile is missed, whoever has not looked yet."""
    if due is None:
        return "on_time"
    return "missed" if due <= at else level or "on_time"
