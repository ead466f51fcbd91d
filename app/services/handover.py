"""Changing hands: many new cases to one officer at once, and everything one officer has to another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.models.incident import Incident
from app.models.sealed import keyring
from app.models.session import Draft
from app.models.teamwork import CaseTask, Notice
from app.models.user import User
from app.services.investigation import allocate


@atomic
def allocate_many(incidents: Sequence[Incident], officer: User, *, actor: Actor, at: datetime) -> int:
    """Give these cases to one officer: all of them or none. Gives how many."""
    if not incidents:
        raise RuleBroken("Choose at least one case.", field="cases")
    for incident in incidents:
        allocate(incident, officer, actor=actor, at=at)
    return len(incidents)


@atomic
def hand_over(incidents: Sequence[Incident], giver: User, receiver: User, *, actor: Actor, at: datetime) -> int:
    """Move cases with what hangs on the giver's hands: open tasks, unread notices, unsent drafts. Gives how many cases.

    A draft about a case goes with the case: whoever no longer has the case could neither open nor send it.
    """
    if giver.id == receiver.id:
        raise RuleBroken("Choose somebody else.", field="officer")
    allocate_many(incidents, receiver, actor=actor, at=at)
    moved = [incident.id for incident in incidents]
    for task in db.session.scalars(
        select(CaseTask).where(
            CaseTask.incident_id.in_(moved), CaseTask.owner_id == giver.id, CaseTask.done_at.is_(None)
        )
    ):
        task.owner_id = receiver.id
    _move_notices(moved, giver, receiver)
    _move_drafts(moved, giver, receiver)
    return len(moved)


def _move_notices(moved: Sequence[int], giver: User, receiver: User) -> None:
    has = select(Notice.key).where(Notice.user_id == receiver.id)
    db.session.execute(
        update(Notice)
        .where(
            Notice.incident_id.in_(moved),
            Notice.user_id == giver.id,
            Notice.seen_at.is_(None),
            Notice.key.not_in(has),
        )
        .values(user_id=receiver.id)
    )


def _move_drafts(moved: Sequence[int], giver: User, receiver: User) -> None:
    """Sealed anew for the new owner; where both have begun the same form the receiver's own stays."""
    taken = set(db.session.scalars(select(Draft.path).where(Draft.user_id == receiver.id)))
    for draft in db.session.scalars(select(Draft).where(Draft.incident_id.in_(moved), Draft.user_id == giver.id)):
        if draft.path not in taken:
            text = keyring().open(draft.body_sealed, f"draft:{giver.id}:{draft.path}")
            draft.body_sealed = keyring().seal(text, f"draft:{receiver.id}:{draft.path}")
            draft.user_id = receiver.id
