"""What a person has been told of cases they may see."""

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.models.incident import Incident
from app.models.teamwork import Notice
from app.queries.incidents import visible_to
from app.queries.relationships import of_one

PER_PAGE = 25


def notices_of(actor: Actor, *, before: int | None = None) -> tuple[list[Notice], int | None]:
    """A person's notices, the newest first; one about a case that is no longer theirs to see is not there."""
    found = (
        select(Notice)
        .where(*_own(actor))
        .options(joinedload(Notice.incident))
        .order_by(Notice.id.desc())
        .limit(PER_PAGE + 1)
    )
    if before is not None:
        found = found.where(Notice.id < before)
    rows = list(db.session.scalars(found))
    return rows[:PER_PAGE], rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None


def unseen(actor: Actor) -> Select[int]:
    """How many notices the person has not read, as a query: lists count it with what else they count."""
    return select(func.count()).select_from(Notice).where(*_own(actor), Notice.seen_at.is_(None))


def unseen_notices(actor: Actor) -> int:
    """How many notices the person has not read."""
    return db.session.scalar(unseen(actor)) or 0


def _own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Of cases the person may see, and of no other."""
    seen_by = visible_to(actor, of_one).with_only_columns(Incident.id).order_by(None)
    return Notice.user_id == actor.user_id, seen_by.where(Incident.id == Notice.incident_id).exists()
