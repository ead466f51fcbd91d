"""Keeping a list of cases under a name, changing it, taking it off and putting it back: one's own alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.access import allows
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotFound, RuleBroken
from app.domain.permissions import Permission
from app.domain.stages import Stage
from app.domain.vocabulary import Strand
from app.models.saved_filter import SavedFilter
from app.queries.saved_filters import CAN_COME_BACK
from app.services.authority import unchanged

#: Each is counted whenever the lists are shown.
MOST_LISTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDetails:
    """A name and the filters of the list; one filter at least."""

    name: str
    stage: Stage | None = None
    strand: Strand | None = None
    words: str | None = None


@atomic
def keep(details: ListDetails, *, actor: Actor, at: datetime) -> SavedFilter:
    """Keep a list. Raises RuleBroken where it narrows nothing, where the name is taken, where there are too many."""
    user_id = _owner(actor)
    _check(details, user_id, actor)
    live = select(func.count()).where(
        SavedFilter.user_id == user_id, SavedFilter.role == actor.role, SavedFilter.taken_off_at.is_(None)
    )
    if (db.session.scalar(live) or 0) >= MOST_LISTS:
        raise RuleBroken(f"You keep {MOST_LISTS} lists already. Take one off first.")
    row = SavedFilter(user_id=user_id, role=actor.role, kept_at=at)
    _put(row, details)
    db.session.add(row)
    return _audited(row, "list_kept", actor, at)


@atomic
def change(row: SavedFilter, details: ListDetails, *, seen: int | None, actor: Actor, at: datetime) -> SavedFilter:
    """Another name or other filters."""
    _own(row, actor)
    unchanged(row, seen)
    _check(details, row.user_id, actor, row.id)
    _put(row, details)
    return _audited(row, "list_changed", actor, at)


@atomic
def take_off(row: SavedFilter, *, actor: Actor, at: datetime) -> SavedFilter:
    """Take it off; for some days it can be put back. What was taken off longer ago goes for good."""
    _own(row, actor)
    db.session.execute(
        delete(SavedFilter).where(SavedFilter.user_id == row.user_id, SavedFilter.taken_off_at < at - CAN_COME_BACK)
    )
    row.taken_off_at = row.taken_off_at or at
    return _audited(row, "list_taken_off", actor, at)


@atomic
def put_back(row: SavedFilter, *, actor: Actor, at: datetime) -> SavedFilter:
    """It was taken off by mistake."""
    _own(row, actor)
    _check(ListDetails(name=row.name, words=row.words, stage=row.stage, strand=row.strand), row.user_id, actor, row.id)
    row.taken_off_at = None
    return _audited(row, "list_put_back", actor, at)


def _owner(actor: Actor) -> int:
    if actor.user_id is None or actor.role is None or not allows(actor.role, Permission.CASE_READ):
        raise NotFound("Page not found")
    return actor.user_id


def _own(row: SavedFilter, actor: Actor) -> None:
    if row.user_id != _owner(actor) or row.role is not actor.role:
        raise NotFound("Page not found")


def _check(details: ListDetails, user_id: int, actor: Actor, own_id: int | None = None) -> None:
    if not (details.stage or details.strand or details.words):
        raise RuleBroken("Choose a stage, a strand or words: a list without them is the whole list.", field="stage")
    same = select(SavedFilter.id).where(
        SavedFilter.user_id == user_id,
        SavedFilter.role == actor.role,
        SavedFilter.taken_off_at.is_(None),
        func.lower(SavedFilter.name) == details.name.lower(),
    )
    if any(found != own_id for found in db.session.scalars(same)):
        raise RuleBroken("You keep a list of this name already.", field="name")


def _put(row: SavedFilter, details: ListDetails) -> None:
    row.name, row.stage, row.strand, row.words = details.name, details.stage, details.strand, details.words or None


def _audited(row: SavedFilter, action: str, actor: Actor, at: datetime) -> SavedFilter:
    db.session.flush()
    note(
        Note(
            action=action,
            kind=AuditKind.ALTERATION,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="saved_filter",
            object_id=str(row.id),
        )
    )
    return row
