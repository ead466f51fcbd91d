"""What a row of a list shows of each case, as plain values: a list of many cases loads nothing else of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, select

from app.database.session import db
from app.domain.stages import Stage, Status
from app.domain.vocabulary import Strand
from app.formatting import with_title
from app.models.incident import ClockState, Incident, IncidentStrand
from app.models.user import User

PER_PAGE = 25
_COLUMNS = (
    Incident.id,
    Incident.reference,
    Incident.title,
    Incident.stage,
    Incident.status,
    Incident.next_due_at,
    Incident.next_due_rule,
    ClockState.level,
    ClockState.police_due_at,
    ClockState.police_rule,
    ClockState.police_level,
    User.title,
    User.name,
)
_STRANDS = (
    select(func.aggregate_strings(cast(IncidentStrand.strand, String), " "))
    .where(IncidentStrand.incident_id == Incident.id)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; `officer` is None where nobody has it, levels are those of `domain.deadlines`."""

    id: int
    reference: str
    title: str
    stage: Stage
    status: Status
    next_due_at: datetime | None
    next_due_rule: str | None
    level: str | None
    police_due_at: datetime | None
    police_rule: str | None
    police_level: str | None
    officer: str | None
    strands: tuple[Strand, ...]


def case_rows(found: Select[Any]) -> list[CaseRow]:
    """The rows of these cases, in their order; one statement."""
    wide = found.with_only_columns(*_COLUMNS, _STRANDS)
    wide = wide.outerjoin(ClockState, ClockState.incident_id == Incident.id).outerjoin(User, User.id == Incident.oic_id)
    return [_row(one) for one in db.session.execute(wide)]


def _row(found: Any) -> CaseRow:
    title, name, strands = found[-3:]
    officer = with_title(name, title) if name else None
    values: list[Any] = [*found[:-3], officer, _in_order((strands or "").split())]
    return CaseRow(*values)


def _in_order(strands: Iterable[str]) -> tuple[Strand, ...]:
    """Each once, in the order in which they are always named."""
    there = frozenset(strands)
    return tuple(strand for strand in Strand if strand.value in there)


def row_of(case: Incident) -> CaseRow:
    """The same of a case that is loaded already, with its clocks, officer and strands."""
    state = case.clock_state
    return CaseRow(
        id=case.id,
        reference=case.reference,
        title=case.title,
        stage=case.stage,
        status=case.status,
        next_due_at=case.next_due_at,
        next_due_rule=case.next_due_rule,
        level=state.level if state else None,
        police_due_at=state.police_due_at if state else None,
        police_rule=state.police_rule if state else None,
        police_level=state.police_level if state else None,
        officer=case.oic.named if case.oic else None,
        strands=_in_order(row.strand.value for row in case.strands),
    )
