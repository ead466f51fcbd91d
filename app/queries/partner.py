"""The reports an organisation made, and whether their text is still its own."""

from collections.abc import Iterable

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.events import EventKind
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.user import Unit, User
from app.queries.incidents import visible_to

PER_PAGE = 25


def reports_of(actor: Actor, words: str = "", after: int | None = None) -> tuple[list[Incident], int | None]:
    """Up to 25 reports, newest first, and the place after the last; `words` narrow by reference, title or text."""
    found = visible_to(actor).order_by(None).order_by(Incident.id.desc()).limit(PER_PAGE + 1)
    for word in words.split()[:6]:
        found = found.where(
            Incident.reference.icontains(word, autoescape=True) | Incident.title.icontains(word, autoescape=True)
        )
    if after is not None:
        found = found.where(Incident.id < after)
    rows = list(db.session.scalars(found))
    return rows[:PER_PAGE], rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None


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
