"""The lists somebody keeps, with how many cases each holds now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.models.saved_filter import SavedFilter
from app.queries.search_terms import questions
from app.queries.worklists import Filters, how_many

#: More than these are shown as so many and more.
MOST_COUNTED = 100
#: So long a list that was taken off can be put back.
CAN_COME_BACK = timedelta(days=7)


def _own(actor: Actor) -> Select[SavedFilter]:
    return select(SavedFilter).where(SavedFilter.user_id == actor.user_id, SavedFilter.role == actor.role)


def lists_of(actor: Actor, at: datetime) -> list[SavedFilter]:
    """This person's lists in this role by name, those just taken off among them. One statement."""
    recent = or_(SavedFilter.taken_off_at.is_(None), SavedFilter.taken_off_at > at - CAN_COME_BACK)
    return list(db.session.scalars(_own(actor).where(recent).order_by(SavedFilter.name, SavedFilter.id)))


def own_list(actor: Actor, list_id: int) -> SavedFilter:
    """One of this person's own lists. Raises NotFound for anybody else's."""
    found = db.session.scalars(_own(actor).where(SavedFilter.id == list_id)).one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def sizes(actor: Actor, rows: Sequence[SavedFilter]) -> list[int]:
    """How many open cases each holds, counted up to one more than is shown. Two statements."""
    asked = questions([row.words or "" for row in rows])
    narrowed = [
        Filters(stage=row.stage, strand=row.strand, words=row.words, asked=one if row.words else None)
        for row, one in zip(rows, asked, strict=True)
    ]
    return how_many(actor, narrowed, most=MOST_COUNTED + 1)
