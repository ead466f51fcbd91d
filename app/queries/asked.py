"""What a case itself asks the police for: open actions of the CPS, inquiries, evidence and statements still to come,
what a platform preserves until a day, items whose withdrawal waits for a supervisor.

Read from the facts, never stored: what is done is gone from here by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Text, cast, literal, null, select, union_all

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import Availability, ItemStanding, LineStatus
from app.models.incident import Incident
from app.models.material import EvidenceItem, LineOfInquiry
from app.models.online import OnlinePost, PreservationRequest
from app.models.people import Person
from app.models.referral import ActionItem, ActionPlan, Referral
from app.models.withdrawal import Withdrawal
from app.queries.preserved import running


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the case asks for: a key to name it by, what it is, until when, and where it is answered."""

    key: str
    says: str
    due_on: date | None
    endpoint: str
    values: tuple[tuple[str, Any], ...]

    @property
    def is_for_supervisor(self) -> bool:
        """A supervisor answers it, not the officer in the case."""
        return self.key.startswith("withdrawal.")

    @property
    def has_clock(self) -> bool:
        """An action of the CPS has a clock of the case, which tells of it."""
        return self.key.startswith("action.")


_SAYS = {
    "action": "Answer the CPS: {words}",
    "inquiry": "Inquiry: {words}",
    "item": "Get {number}: {words}",
    "statement": "Take the statement of {words}",
    "preservation": "Have {words} preserved longer: {number}",
    "withdrawal": "Decide on the withdrawal of {number}: {words}",
    "sent_in": "Take {number} as evidence or not: {words}",
}
_WHERE = {
    "action": ("referral.answer", ("number", "action")),
    "inquiry": ("material.change_line", ("number",)),
    "item": ("material.change_evidence", ("item",)),
    "statement": ("material.add_statement", ()),
    "preservation": ("material.renew_preservation", ("item", "number")),
    "withdrawal": ("material.decide_withdrawal", ("item",)),
    "sent_in": ("material.accept_item", ("item",)),
}


def asked_of(incident: Incident) -> list[Asked]:
    """Everything still open, the nearest day first, what has no day last: one statement. Another force's: nothing."""
    if incident.report_status is Status.TRANSFERRED_FORCE:
        return []
    parts = (_actions, _inquiries, _items, _statements, _preservation, _withdrawals, _sent_in)
    rows: Sequence[Any] = db.session.execute(union_all(*(part(incident.id) for part in parts))).all()
    found = [_asked(row) for row in rows]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.max, one.key))


def _asked(row: Any) -> Asked:
    endpoint, names = _WHERE[row.kind]
    given = tuple(zip(names, (part for part in (row.number, row.second) if part), strict=False))
    key = ".".join(part for part in (row.kind, row.number, row.second) if part)
    return Asked(key, _SAYS[row.kind].format(words=row.words.strip(), number=row.number), row.due_on, endpoint, given)


def _row(kind: str, number: Any, second: Any, words: Any, due_on: Any) -> Any:
    return select(
        literal(kind).label("kind"),
        cast(number, Text).label("number"),
        cast(null() if second is None else second, Text).label("second"),
        cast(words, Text).label("words"),
        due_on.label("due_on"),
    )


def _actions(incident_id: int) -> Any:
    return (
        _row("action", Referral.referral_no, ActionItem.action_no, ActionItem.text, ActionItem.due_on)
        .join(ActionPlan, ActionPlan.id == ActionItem.plan_id)
        .join(Referral, Referral.id == ActionPlan.referral_id)
        .where(Referral.incident_id == incident_id, ActionItem.answered_at.is_(None))
    )


def _inquiries(incident_id: int) -> Any:
    line = LineOfInquiry
    return _row("inquiry", line.id, None, line.text, line.target_date).where(
        line.incident_id == incident_id, line.status == LineStatus.OUTSTANDING
    )


def _items(incident_id: int) -> Any:
    item = EvidenceItem
    return _row("item", item.file_id, None, item.description, item.due_on).where(
        item.incident_id == incident_id,
        item.availability == Availability.OUTSTANDING,
        item.standing == ItemStanding.COUNTS,
    )


def _sent_in(incident_id: int) -> Any:
    item = EvidenceItem
    return _row("sent_in", item.file_id, None, item.description, cast(null(), Date)).where(
        item.incident_id == incident_id, item.standing == ItemStanding.WAITS
    )


def _statements(incident_id: int) -> Any:
    name = Person.given_names + " " + Person.surname
    return _row("statement", Person.file_id, None, name, Person.statement_outstanding_due_on).where(
        Person.incident_id == incident_id, Person.statement_outstanding_due_on.is_not(None)
    )


def _preservation(incident_id: int) -> Any:
    """What a platform preserves until a day: asked for again before it ends, unless it was renewed or ended."""
    asked = PreservationRequest
    return (
        _row("preservation", EvidenceItem.file_id, asked.id, asked.platform, asked.renew_by)
        .join(OnlinePost, OnlinePost.id == asked.post_id)
        .join(EvidenceItem, EvidenceItem.id == OnlinePost.evidence_item_id)
        .where(asked.incident_id == incident_id, running())
    )


def _withdrawals(incident_id: int) -> Any:
    waiting = Withdrawal
    return (
        _row("withdrawal", EvidenceItem.file_id, None, EvidenceItem.description, waiting.decide_by)
        .join(EvidenceItem, EvidenceItem.id == waiting.evidence_item_id)
        .where(waiting.incident_id == incident_id, waiting.decided_at.is_(None))
    )
