"""Shapes the rows of lists, clocks and the history for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from app import formatting
from app.domain.calendar import london_day
from app.domain.deadlines import Clock, level
from app.domain.stages import Stage
from app.domain.vocabulary import ClockStatus
from app.models.clock import ClockRow
from app.models.incident import Incident
from app.queries.case_history import Happening
from app.queries.case_page import CaseHeader
from app.web.case_rows import last_moment


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
    left, when = _left_and_when(row, at)
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


def _left_and_when(row: ClockRow, at: datetime) -> tuple[str, str]:
    """How long is left in two words, and the day or hour in a sentence; a clock without a date says why it has none."""
    today = london_day(at)
    if row.due_at is None:
        return _WITHOUT_DATE.get(row.status, row.status.label), ""
    if not is_live(row):
        return row.status.label, f"was due {formatting.day(last_moment(row.due_at), today)}."
    if row.status is ClockStatus.SUSPENDED:
        return "Paused", f"the date was {formatting.day(last_moment(row.due_at), today)}."
    by = formatting.day(row.due_on, today) if row.due_on else formatting.day_time(row.due_at, today)
    return formatting.how_long_left(row.due_on or row.due_at, at), f"by {by}, 23:59." if row.due_on else f"by {by}."


# Only a clock that the law does not set says that there is no limit.
_WITHOUT_DATE = {ClockStatus.NOT_REQUIRED: "No limit", ClockStatus.RUNNING: "No date yet"}


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
