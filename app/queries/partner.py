"""The reports an organisation made, and whether their text is still its own."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.events import EventKind
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.user import Unit, User
from app.queries.incidents import visible_to

PER_PAGE = 25


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
    own = select(User.id).join(Unit, Unit.id == User.unit_id).where(Unit.organisation_id == actor.organisation_id)
    return set(
        db.session.scalars(
            select(CaseEvent.incident_id).where(
                CaseEvent.incident_id.in_(list(incident_ids)),
                CaseEvent.kind == EventKind.REPORT_CHANGED,
                CaseEvent.actor_id.is_(None) | CaseEvent.actor_id.not_in(own),
            )
        )
    )
