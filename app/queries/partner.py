"""The reports an organisation made, and whether their text is still its own."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.events import EventKind
from app.domain.vocabulary import EvidenceKind
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.user import Unit, User
from app.queries.incidents import visible_to

PER_PAGE = 25
ADDED = (EventKind.EVIDENCE_ADDED, EventKind.ADDITION_OFFERED)


Place = tuple[datetime, int]


def reports_of(actor: Actor, words: str = "", after: Place | None = None) -> tuple[list[Incident], Place | None]:
    """Up to 25 reports, the last reported first, and the place after the last; `words` narrow by reference or title."""
    newest_first = (Incident.reported_at.desc(), Incident.id.desc())
    found = visible_to(actor).order_by(None).order_by(*newest_first).limit(PER_PAGE + 1)
    for word in words.split()[:6]:
        found = found.where(
            Incident.reference.icontains(word, autoescape=True) | Incident.title.icontains(word, autoescape=True)
        )
    if after is not None:
        reported_at, number = after
        same_moment = (Incident.reported_at == reported_at) & (Incident.id < number)
        found = found.where((Incident.reported_at < reported_at) | same_moment)
    rows = list(db.session.scalars(found))
    last = rows[PER_PAGE - 1] if len(rows) > PER_PAGE else None
    return rows[:PER_PAGE], (last.reported_at, last.id) if last else None


def rewritten(actor: Actor, incident_ids: Iterable[int]) -> set[int]:
    """Reports whose text somebody outside the organisation has changed since: it is no longer its own."""
    own = _people_of(actor)
    return set(
        db.session.scalars(
            select(CaseEvent.incident_id).where(
                CaseEvent.incident_id.in_(list(incident_ids)),
                CaseEvent.kind == EventKind.REPORT_CHANGED,
                CaseEvent.actor_id.is_(None) | CaseEvent.actor_id.not_in(own),
            )
        )
    )


def _people_of(actor: Actor) -> Select[int]:
    return select(User.id).join(Unit, Unit.id == User.unit_id).where(Unit.organisation_id == actor.organisation_id)


def additions_to(actor: Actor, incident: Incident) -> list[tuple[EvidenceKind, datetime]]:
    """What the organisation added to its report, by kind and moment: how the police describe it now is theirs."""
    added = db.session.scalars(
        select(CaseEvent)
        .where(CaseEvent.incident_id == incident.id, CaseEvent.kind.in_(ADDED))
        .where(CaseEvent.actor_id.in_(_people_of(actor)))
        .order_by(CaseEvent.id)
    ).all()
    items = {int(event.facts["evidence"]): event.occurred_at for event in added}
    rows = db.session.execute(
        select(EvidenceItem.id, EvidenceItem.kind).where(EvidenceItem.id.in_(items)).order_by(EvidenceItem.id)
    )
    return [(kind, items[number]) for number, kind in rows]
