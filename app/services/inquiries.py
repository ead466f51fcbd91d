"""Lines of inquiry, media answers, disclosure answers and decisions of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import Conflict, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import (
    ChecklistAnswer,
    DisclosureDecision,
    EvidenceUsage,
    LineStatus,
    MediaAnswer,
    MediaKind,
    PointsTo,
)
from app.models.incident import Incident
from app.models.material import (
    DisclosureAnswers,
    EvidenceItem,
    LineOfInquiry,
    MediaAnswerRow,
    PresumptionAnswer,
)
from app.services import history
from app.services.authority import demand, unchanged
from app.services.people import put
from app.services.standing import refuse_what_does_not_count


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDetails:
    """A reasonable line of inquiry."""

    text: str
    status: LineStatus
    points_to: PointsTo
    result: str | None = None
    reason: str | None = None
    target_date: date | None = None
    impact: str | None = None
    not_pursued_reason: str | None = None


@atomic
def put_line(
    incident: Incident,
    details: LineDetails,
    *,
    line: LineOfInquiry | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> LineOfInquiry:
    """Add a line of inquiry, or change one."""
    demand(actor, incident, Permission.CASE_EDIT)
    if line is not None:
        unchanged(line, seen)
    line = line or LineOfInquiry(incident_id=incident.id)
    put(line, details)
    db.session.add(line)
    db.session.flush()
    history.record(incident, EventKind.INQUIRY_CHANGED, actor=actor, at=at)
    return line


@atomic
def answer_media(
    incident: Incident,
    answers: Mapping[MediaKind, tuple[MediaAnswer, str | None]],
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Is there footage or a recording? A reason goes with each no. `seen` is `media_version` of what was read."""
    demand(actor, incident, Permission.CASE_EDIT)
    rows = {row.kind: row for row in db.session.scalars(_media(incident))}
    if seen is not None and media_version(rows.values()) != seen:
        raise Conflict("Someone else changed this while you were writing.")
    for kind, (answer, reason) in answers.items():
        row = rows.get(kind) or MediaAnswerRow(incident_id=incident.id, kind=kind)
        row.answer, row.reason = answer, reason
        db.session.add(row)
    history.record(incident, EventKind.EVIDENCE_CHANGED, actor=actor, at=at, item="media")


def media_version(rows: Iterable[MediaAnswerRow]) -> int:
    """One number for the answers together: it grows with each change of any of them."""
    return sum(row.version for row in rows)


def _media(incident: Incident) -> Select[MediaAnswerRow]:
    return select(MediaAnswerRow).where(MediaAnswerRow.incident_id == incident.id).order_by(MediaAnswerRow.id)


@atomic
def answer_disclosure(
    incident: Incident,
    *,
    undermining: str | None,
    sensitive: bool | None,
    checklist: Mapping[str, ChecklistAnswer],
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """What could undermine the prosecution or help the suspect, and the presumption checklist."""
    demand(actor, incident, Permission.CASE_EDIT)
    row = db.session.scalars(
        select(DisclosureAnswers).where(DisclosureAnswers.incident_id == incident.id)
    ).one_or_none() or DisclosureAnswers(incident_id=incident.id)
    if row.id is not None:
        unchanged(row, seen)
    row.undermining_material_answer, row.sensitive_material_exists = undermining, sensitive
    known = {item.category: item for item in row.checklist}
    for category, answer in checklist.items():
        if category in known:
            known[category].answer = answer
        else:
            row.checklist.append(PresumptionAnswer(category=category, answer=answer))
    db.session.add(row)
    history.record(incident, EventKind.DISCLOSURE_CHANGED, actor=actor, at=at)


@atomic
def decide_disclosure(
    item: EvidenceItem,
    incident: Incident,
    decision: DisclosureDecision | None,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The prosecutor's decision on an unused item: disclose, clearly not, inspect, in house. None takes it back."""
    demand(actor, incident, Permission.EVIDENCE_SCHEDULE)
    demand(actor, incident, Permission.DECISION_RECORD)
    unchanged(item, seen)
    refuse_what_does_not_count(item)
    if item.usage is not EvidenceUsage.UNUSED:
        raise RuleBroken("Only unused material is decided on: this item is used as evidence.", field="decision")
    item.disclosure_decision = decision
    history.record(incident, EventKind.DISCLOSURE_DECIDED, actor=actor, at=at, evidence=item.id)
