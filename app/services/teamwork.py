"""Working together: the case log, comments to colleagues, things to do, following a case, days away.

These acts stand in the audit, not in the history of the case: each side keeps its notes to itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.access import FieldGroup
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.calendar import london_day
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.permissions import Permission
from app.domain.teamwork import NoteKind, Side, side_of
from app.models.incident import Incident
from app.models.teamwork import Absence, CaseFollow, CaseNote, CaseTask, NoteMention
from app.models.user import User
from app.queries import receivers
from app.services import notices
from app.services.authority import demand, unchanged


def _audited(incident: Incident, action: str, *, actor: Actor, at: datetime) -> None:
    note(
        Note(
            action=action,
            kind=AuditKind.ALTERATION,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="incident",
            object_id=incident.reference,
        )
    )


def _side(actor: Actor) -> Side:
    side = side_of(actor.role)
    if side is None:
        raise NotFound("Page not found")
    return side


@atomic
def write_log(incident: Incident, text: str, *, actor: Actor, at: datetime) -> CaseNote:
    """An entry of the police's case log: why something is done or not done. It is never changed."""
    demand(actor, incident, Permission.CASE_EDIT)
    return _write(incident, NoteKind.LOG, text, (), actor, at)


@atomic
def comment(incident: Incident, text: str, mentioned: Sequence[User], *, actor: Actor, at: datetime) -> CaseNote:
    """A comment for one's own side; those it names are told. Whoever may not see the case cannot be named."""
    demand(actor, incident, Permission.CASE_READ)
    side = _side(actor)
    for user in mentioned:
        ours = any(side_of(row.role) is side for row in user.roles)
        if not ours or not receivers.sees_this(user, incident, FieldGroup.ACCOUNT, on=london_day(at)):
            raise RuleBroken(f"{user.named} cannot see this case.", field="mentioned")
    written = _write(incident, NoteKind.COMMENT, text, mentioned, actor, at)
    if mentioned:
        notices.promise(notices.TELL_NOTE, written.id, at=at)
    return written


def _write(
    incident: Incident, kind: NoteKind, text: str, mentioned: Sequence[User], actor: Actor, at: datetime
) -> CaseNote:
    written = CaseNote(
        incident_id=incident.id,
        kind=kind,
        side=_side(actor),
        written_at=at,
        written_by_id=actor.user_id,
        text=text,
        mentions=[NoteMention(user_id=user.id) for user in mentioned],
    )
    db.session.add(written)
    db.session.flush()
    _audited(incident, f"{kind.value}_written", actor=actor, at=at)
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """What is to be done, by whom, by when, and when to remind them."""

    says: str
    owner: User
    due_on: date | None = None
    remind_on: date | None = None
    about: str | None = None  # the key of what the case asks for


@atomic
def give_task(incident: Incident, details: TaskDetails, *, actor: Actor, at: datetime) -> CaseTask:
    """Give somebody who works on the case something to do."""
    demand(actor, incident, Permission.CASE_EDIT)
    _check(incident, details, at)
    task = CaseTask(
        incident_id=incident.id,
        says=details.says,
        about=details.about,
        owner_id=details.owner.id,
        due_on=details.due_on,
        remind_on=details.remind_on,
        given_by_id=actor.user_id,
        given_at=at,
    )
    db.session.add(task)
    db.session.flush()
    notices.promise(notices.TELL_TASK, task.id, at=at)
    _audited(incident, "task_given", actor=actor, at=at)
    return task


def _check(incident: Incident, details: TaskDetails, at: datetime) -> None:
    today = london_day(at)
    if not receivers.sees_this(details.owner, incident, FieldGroup.ACCOUNT, on=today):
        raise RuleBroken(f"{details.owner.named} cannot see this case.", field="owner")
    if details.due_on and details.due_on < today:
        raise RuleBroken("The day is over already.", field="due_on")
    if details.remind_on and (details.remind_on < today or (details.due_on and details.remind_on > details.due_on)):
        raise RuleBroken("The reminder comes from today on and not after the day itself.", field="remind_on")


@atomic
def change_task(task: CaseTask, details: TaskDetails, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Other words, another owner, another day; a new owner is told."""
    demand(actor, task.incident, Permission.CASE_EDIT)
    unchanged(task, seen)
    _still_open(task)
    _check(task.incident, details, at)
    another = task.owner_id != details.owner.id
    task.says, task.owner_id = details.says, details.owner.id
    task.due_on, task.remind_on = details.due_on, details.remind_on
    if another:
        notices.promise(notices.TELL_TASK, task.id, at=at)
    _audited(task.incident, "task_changed", actor=actor, at=at)


@atomic
def finish_task(task: CaseTask, result: str, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Done, and what came of it."""
    demand(actor, task.incident, Permission.CASE_EDIT)
    unchanged(task, seen)
    _still_open(task)
    task.done_at, task.done_by_id, task.result = at, actor.user_id, result or None
    _audited(task.incident, "task_done", actor=actor, at=at)


def _still_open(task: CaseTask) -> None:
    if task.done_at is not None:
        raise RuleBroken("This is done already.")


@atomic
def follow(incident: Incident, *, wanted: bool, actor: Actor, at: datetime) -> None:
    """Be told what happens on a case one may see, or no longer."""
    demand(actor, incident, Permission.CASE_READ)
    own = (CaseFollow.incident_id == incident.id, CaseFollow.user_id == actor.user_id)
    db.session.execute(delete(CaseFollow).where(*own))
    if wanted:
        db.session.add(CaseFollow(incident_id=incident.id, user_id=actor.user_id, since=at))
    _audited(incident, "followed" if wanted else "unfollowed", actor=actor, at=at)


@atomic
def plan_absence(begins_on: date, ends_on: date, stand_in: User | None, *, actor: Actor, at: datetime) -> Absence:
    """Days on which the actor is away; a stand-in must be of the same organisation."""
    if actor.user_id is None:
        raise NotAllowed("A job of the system is never away.")
    if ends_on < begins_on or ends_on < london_day(at):
        raise RuleBroken("The last day cannot lie before the first, or in the past.", field="ends_on")
    if stand_in is not None and (
        stand_in.id == actor.user_id
        or stand_in.unit.organisation_id != actor.organisation_id
        or stand_in.disabled_at is not None
    ):
        raise RuleBroken("Choose a colleague of your own organisation.", field="stand_in")
    clash = select(Absence.id).where(
        Absence.user_id == actor.user_id, Absence.begins_on <= ends_on, Absence.ends_on >= begins_on
    )
    if db.session.scalars(clash.limit(1)).first() is not None:
        raise RuleBroken("You have told us of some of these days already.", field="begins_on")
    away = Absence(
        user_id=actor.user_id, begins_on=begins_on, ends_on=ends_on, stand_in_id=stand_in.id if stand_in else None
    )
    db.session.add(away)
    db.session.flush()
    return away


@atomic
def end_absence(absence_id: int, *, actor: Actor) -> None:
    """Back again, or plans have changed. Raises NotFound for somebody else's days."""
    away = db.session.scalars(
        select(Absence).where(Absence.id == absence_id, Absence.user_id == actor.user_id)
    ).one_or_none()
    if away is None:
        raise NotFound("Page not found")
    db.session.delete(away)
