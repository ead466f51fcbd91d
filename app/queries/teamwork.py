"""What people who work together look at: the log and comments of their own side, things to do, the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.deadlines import Level
from app.domain.errors import NotFound
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.teamwork import Side
from app.models.incident import ClockState, Incident
from app.models.session import Draft
from app.models.teamwork import Absence, CaseFollow, CaseNote, CaseTask, NoteMention, Notice
from app.models.user import Unit, User, UserRole
from app.queries import receivers
from app.queries.case_rows import CaseRow, case_rows
from app.queries.incidents import visible_to
from app.queries.worklists import OF_A_ROW

PER_PAGE = 25
NEAR = (Level.MISSED.value, Level.URGENT.value, Level.SOON.value)
LIVE = [status for status in Status if not status.terminal]


def notes_of(incident: Incident, side: Side, *, before: int | None = None) -> tuple[list[CaseNote], int | None]:
    """Log and comments of one side, the newest first."""
    found = (
        select(CaseNote)
        .where(CaseNote.incident_id == incident.id, CaseNote.side == side)
        .options(joinedload(CaseNote.written_by), selectinload(CaseNote.mentions).joinedload(NoteMention.user))
        .order_by(CaseNote.id.desc())
        .limit(PER_PAGE + 1)
    )
    if before is not None:
        found = found.where(CaseNote.id < before)
    rows = list(db.session.scalars(found))
    return rows[:PER_PAGE], rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None


def tasks_of(incident: Incident) -> list[CaseTask]:
    """Things to do on a case: the open ones by day, then the last that were done."""
    return list(
        db.session.scalars(
            select(CaseTask)
            .where(CaseTask.incident_id == incident.id)
            .options(joinedload(CaseTask.owner))
            .order_by(CaseTask.done_at.is_not(None), CaseTask.due_on.is_(None), CaseTask.due_on, CaseTask.id.desc())
            .limit(100)
        )
    )


def task_by_id(incident: Incident, number: int) -> CaseTask:
    """One of the case's tasks. Raises NotFound."""
    task = db.session.scalars(
        select(CaseTask)
        .where(CaseTask.id == number, CaseTask.incident_id == incident.id)
        .options(joinedload(CaseTask.owner))
    ).one_or_none()
    if task is None:
        raise NotFound("Page not found")
    return task


def given_of(incident: Incident) -> dict[str, CaseTask]:
    """The open tasks that give somebody what the case asks for, by its key."""
    rows = select(CaseTask).where(
        CaseTask.incident_id == incident.id, CaseTask.done_at.is_(None), CaseTask.about.is_not(None)
    )
    return {row.about: row for row in db.session.scalars(rows.order_by(CaseTask.id)) if row.about}


def follows(incident: Incident, actor: Actor) -> bool:
    """Does this person follow the case?"""
    own = select(CaseFollow.id).where(CaseFollow.incident_id == incident.id, CaseFollow.user_id == actor.user_id)
    return db.session.scalar(own) is not None


def colleagues_of(incident: Incident, side: Side, *, but: int | None = None) -> list[User]:
    """Who of one side works on the case, by name: whom a comment or a task may name."""
    return [user for user in receivers.on_side(incident, side) if user.id != but]


def _near(at: datetime) -> ColumnElement[bool]:
    """The nearest clock that the police answer for is soon, urgent or missed."""
    return or_(ClockState.police_level.in_(NEAR), ClockState.police_due_at <= at)


def at_risk(
    actor: Actor, at: datetime, *, after: tuple[datetime, int] | None = None
) -> tuple[list[CaseRow], tuple[datetime, int] | None]:
    """The team's live cases with a clock of its own near its end or past it, the nearest first."""
    found = (
        visible_to(actor)
        .where(Incident.status.in_(LIVE), ClockState.police_due_at.is_not(None), _near(at))
        .order_by(None)
        .order_by(ClockState.police_due_at, Incident.id)
        .limit(PER_PAGE + 1)
    )
    if after is not None:
        due, number = after
        later = and_(ClockState.police_due_at == due, Incident.id > number)
        found = found.where(or_(ClockState.police_due_at > due, later))
    rows = case_rows(found)
    last = rows[PER_PAGE - 1] if len(rows) > PER_PAGE else None
    place = (last.police_due_at, last.id) if last is not None and last.police_due_at is not None else None
    return rows[:PER_PAGE], place


def unallocated(actor: Actor) -> list[Incident]:
    """Live cases of the team that nobody has, the nearest clock first; a hundred at most, and the rest after them."""
    return list(
        db.session.scalars(
            visible_to(actor)
            .where(Incident.oic_id.is_(None), Incident.status.in_(LIVE))
            .order_by(None)
            .order_by(Incident.next_due_at.is_(None), Incident.next_due_at, Incident.id)
            .options(*OF_A_ROW)
            .limit(100)
        ).unique()
    )


@dataclass(frozen=True, slots=True)
class Load:
    """How much one officer has: live cases, those at risk, whether they are away today."""

    user_id: int
    name: str
    cases: int
    near: int
    away: bool


def workload(actor: Actor, at: datetime, *, on: date) -> list[Load]:
    """Officers of the supervisor's units and what they have in their hands: one statement."""
    near = cast(func.coalesce(func.sum(case((_near(at), 1), else_=0)), 0), Integer)
    away = select(Absence.id).where(Absence.user_id == User.id, Absence.begins_on <= on, Absence.ends_on >= on).exists()
    mine = visible_to(actor).where(Incident.status.in_(LIVE)).order_by(None).with_only_columns(Incident.id)
    rows = db.session.execute(
        select(User, func.count(Incident.id), near, away)
        .join(User.unit)
        .outerjoin(Incident, and_(Incident.oic_id == User.id, Incident.id.in_(mine)))
        .outerjoin(ClockState, ClockState.incident_id == Incident.id)
        .where(
            User.disabled_at.is_(None),
            Unit.path.startswith(actor.unit_path, autoescape=True),
            User.id.in_(select(UserRole.user_id).where(UserRole.role == Role.OFFICER)),
        )
        .group_by(User.id)
        .order_by(User.name, User.id)
    ).all()
    return [Load(user.id, user.named, cases, risky, bool(gone)) for user, cases, risky, gone in rows]


def cases_of(actor: Actor, officer: User) -> list[Incident]:
    """The officer's live cases that the supervisor sees, the nearest clock first."""
    return list(
        db.session.scalars(
            visible_to(actor)
            .where(Incident.oic_id == officer.id, Incident.status.in_(LIVE))
            .order_by(None)
            .order_by(Incident.next_due_at.is_(None), Incident.next_due_at, Incident.id)
            .options(*OF_A_ROW)
        ).unique()
    )


@dataclass(frozen=True, slots=True)
class InHand:
    """What hangs on one officer's hands on these cases, beside the cases: open tasks, unread notices, unsent drafts."""

    tasks: Sequence[CaseTask]
    notices: int
    drafts: Sequence[Draft]


def in_hand(officer: User, incidents: Sequence[Incident]) -> InHand:
    """Three statements. Of a draft only its title and its day are shown: its text is its writer's."""
    ids = [incident.id for incident in incidents]
    tasks = db.session.scalars(
        select(CaseTask)
        .where(CaseTask.owner_id == officer.id, CaseTask.done_at.is_(None), CaseTask.incident_id.in_(ids))
        .options(joinedload(CaseTask.incident))
        .order_by(CaseTask.due_on.is_(None), CaseTask.due_on, CaseTask.id)
    ).all()
    unread = db.session.scalar(
        select(func.count())
        .select_from(Notice)
        .where(Notice.user_id == officer.id, Notice.seen_at.is_(None), Notice.incident_id.in_(ids))
    )
    drafts = db.session.scalars(
        select(Draft).where(Draft.user_id == officer.id, Draft.incident_id.in_(ids)).order_by(Draft.saved_at, Draft.id)
    ).all()
    return InHand(tasks, unread or 0, drafts)


def absences_of(actor: Actor, *, on: date) -> list[Absence]:
    """The actor's own days away, from today on."""
    return list(
        db.session.scalars(
            select(Absence)
            .where(Absence.user_id == actor.user_id, Absence.ends_on >= on)
            .options(joinedload(Absence.stand_in))
            .order_by(Absence.begins_on, Absence.id)
        )
    )
