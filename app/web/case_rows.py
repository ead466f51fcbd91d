"""The rows of every list of cases: clock, case, the one thing to do, stage and strands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from app import formatting
from app.domain.calendar import london_day
from app.domain.law import clock_rules
from app.domain.roles import Role
from app.domain.stages import Stage
from app.models.incident import Incident
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


def list_row(case: Incident, role: Role, at: datetime) -> ListRow:
    """A row for this reader; the sentence and the action come from the status table."""
    _, sentence = case.status.meaning.for_role(role)
    found = next_step(case.status, role)
    address = url_for("cases.show", reference=case.reference)
    due = case.next_due_at
    return ListRow(
        address=address,
        title=case.title,
        reference=case.reference,
        level=_level(case, at),
        left=formatting.how_long_left(last_moment(due), at) if due else "No clock runs",
        what_ends=f"{clock_label(case.next_due_rule)}: {formatting.day(last_moment(due), london_day(at))}"
        if due
        else "",
        sentence=sentence,
        action=(found.words, _address_of(found, case.reference)) if found else None,
        stage=case.stage,
        strands=", ".join(dict.fromkeys(row.strand.label for row in case.strands)),
        officer=case.oic.named if case.oic else "Nobody yet",
    )


def _address_of(step: Next, reference: str) -> str:
    """The form itself; a step about a referral begins on the case's page, which knows its number."""
    return url_for("cases.show" if step.referral else step.endpoint, reference=reference)


def last_moment(due: datetime) -> datetime:
    """A clock of days ends with the first instant of the next day; people are shown the day before."""
    return due - timedelta(minutes=1)


def _level(case: Incident, at: datetime) -> str:
    """As stored when it last changed; what has ended meanwhile is missed, whoever has not looked yet."""
    if case.next_due_at is None:
        return "on_time"
    if case.next_due_at <= at:
        return "missed"
    return (case.clock_state.level if case.clock_state else None) or "on_time"
