"""Shapes the rows of lists, clocks and the history for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from flask import url_for

from app import formatting
from app.domain.calendar import london_day
from app.domain.deadlines import Clock, level
from app.domain.law import clock_rules
from app.domain.roles import Role
from app.domain.stages import Stage
from app.domain.vocabulary import ClockStatus
from app.models.clock import ClockRow
from app.models.incident import Incident
from app.queries.case_history import Happening
from app.queries.case_page import CaseHeader
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
        level=_level(due, case.next_due_rule, at),
        left=formatting.how_long_left(_last_moment(due), at) if due else "No clock runs",
        what_ends=f"{clock_label(case.next_due_rule)}: {formatting.day(_last_moment(due), london_day(at))}"
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


def _last_moment(due: datetime) -> datetime:
    """A clock of days ends with the first instant of the next day; people are shown the day before."""
    return due - timedelta(minutes=1)


def _level(due: datetime | None, rule: str | None, at: datetime) -> str:
    if due is None or rule is None:
        return "on_time"
    if due <= at:
        return "missed"
    left = due - at
    if left.days < 1:
        return "urgent"
    return "soon" if left.days < 3 else "on_time"


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock on a page of a case."""

    level: str
    left: str
    what: str
    when: str
    sentences: tuple[str, ...]
    source: str


def clock_lines(rows: Sequence[ClockRow], header: CaseHeader, at: datetime) -> list[ClockLine]:
    """Live clocks first, each with its why; ended and limitless ones are told in words."""
    return [_clock_line(row, header, at) for row in rows]


def is_live(row: ClockRow) -> bool:
    """Does it still ask something of somebody?"""
    return row.due_at is not None and row.status in (
        ClockStatus.RUNNING,
        ClockStatus.SUSPENDED,
        ClockStatus.BREACHED,
    )


def _clock_line(row: ClockRow, header: CaseHeader, at: datetime) -> ClockLine:
    clock = _as_clock(row)
    found = level(clock, at) if is_live(row) else None
    today = london_day(at)
    if row.due_at is None:
        left, when = "No limit" if row.is_legal else "Not begun", ""
    elif not is_live(row):
        left, when = row.status.label, f"was due {formatting.day(_last_moment(row.due_at), today)}."
    elif row.status is ClockStatus.SUSPENDED:
        left, when = "Paused", f"the date was {formatting.day(_last_moment(row.due_at), today)}."
    else:
        moment = row.due_on or row.due_at
        left = formatting.how_long_left(moment, at)
        by = formatting.day(row.due_on, today) if row.due_on else formatting.day_time(row.due_at, today)
        when = f"by {by}, 23:59." if row.due_on else f"by {by}."
    sentences = (row.reason, *((row.ended_reason,) if row.ended_reason else ()))
    if row.unconfirmed:
        sentences = (*sentences, "This rule is not confirmed.")
    return ClockLine(
        level=found.value if found else "on_time",
        left=left,
        what=f"{row.label}{_about(row.subject, header)}",
        when=when,
        sentences=sentences,
        source=row.source,
    )


def _about(subject: str, header: CaseHeader) -> str:
    """The offence or the person a clock is about, by name."""
    names = {charge.file_id: charge.offence for charge in header.charges}
    names |= {party.file_id: party.name for party in header.parties}
    if subject in names:
        return f", {names[subject]}"
    return f", referral {subject[1:]}" if subject.startswith("R") else ""


def _as_clock(row: ClockRow) -> Clock:
    return Clock(
        rule=row.rule,
        variant=row.variant,
        subject=row.subject,
        label=row.label,
        starts=row.starts_on or row.starts_at,
        due=row.due_on or row.due_at,
        status=row.status,
        why=row.reason,
        source=row.source,
        owner_role=row.owner_role,
        is_legal=row.is_legal,
        unconfirmed=row.unconfirmed,
    )


def by_day(events: Sequence[Happening], at: datetime) -> list[tuple[str, list[tuple[str, str, str, bool, list[str]]]]]:
    """The history grouped by London day, newest first, in the shape the timeline draws."""
    days = groupby(events, key=lambda event: london_day(event.at))
    return [
        (
            formatting.day_heading(day, london_day(at)),
            [(e.sentence, "", f"{formatting.time(e.at)}, {e.by}", e.turning, []) for e in group],
        )
        for day, group in days
    ]


ORDER = (Stage.REPORT, Stage.INVESTIGATION, Stage.REFERRAL, Stage.OUTCOME)


def tracker(case: Incident) -> list[tuple[str, str, str, str]]:
    """The four steps: (label, when, words, state)."""
    here = ORDER.index(case.stage)
    steps = []
    for number, stage in enumerate(ORDER):
        if number < here:
            steps.append((stage.label, "", "Done", "done"))
        elif number == here:
            steps.append((stage.label, "", case.status.label.lower(), "now"))
        else:
            steps.append((stage.label, "", "Not started", "ahead"))
    steps[0] = (steps[0][0], formatting.day(case.reported_at), *steps[0][2:])
    return steps
