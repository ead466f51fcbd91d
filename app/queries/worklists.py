"""Work lists: what needs the reader now, what waits for others, both sorted by the clock that ends first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.roles import Role
from app.domain.stages import Stage, Status
from app.domain.vocabulary import CrimeDecision, Strand
from app.models.allegation import Crime
from app.models.incident import Incident, IncidentStrand
from app.models.referral import Decision, Referral
from app.models.session import Draft
from app.models.user import User
from app.queries.incidents import visible_to
from app.queries.notices import unseen
from app.queries.search_terms import Question, holds

PER_PAGE = 25
# What a row of a list shows: the account of what happened and the rest of a case stay where they are.
OF_A_ROW = (
    load_only(
        Incident.reference,
        Incident.title,
        Incident.stage,
        Incident.status,
        Incident.next_due_at,
        Incident.next_due_rule,
    ),
    joinedload(Incident.oic).load_only(User.name, User.title),
    joinedload(Incident.clock_state),
    selectinload(Incident.strands),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None = any."""

    stage: Stage | None = None
    strand: Strand | None = None
    words: str | None = None
    asked: Question | None = None  # the words, taken apart

    @property
    def any(self) -> bool:
        return bool(self.stage or self.strand or self.words)


def acting_statuses(role: Role) -> list[Status]:
    """The statuses in which it is this role's turn."""
    return [status for status in Status if status.meaning.for_role(role)[0]]


def needs(actor: Actor) -> ColumnElement[bool]:
    """Is it this person's turn: by the status, or because a proposal waits for their decision?"""
    if actor.role is None:
        return false()
    turn: list[ColumnElement[bool]] = [Incident.status.in_(acting_statuses(actor.role))]
    if actor.role is Role.SUPERVISOR:
        ending = exists().where(
            Crime.incident_id == Incident.id,
            Crime.proposed_by_id.is_not(None),
            Crime.proposed_by_id != actor.user_id,
            Crime.ho_outcome_code.is_(None),
        )
        non_crime = and_(
            Incident.non_crime_proposed_by_id.is_not(None),
            Incident.non_crime_proposed_by_id != actor.user_id,
            Incident.crime_decision == CrimeDecision.PENDING,
        )
        turn += [ending, non_crime]
    if actor.role is Role.SENIOR_PROSECUTOR:
        turn.append(
            exists().where(
                Referral.incident_id == Incident.id,
                Decision.referral_id == Referral.id,
                Decision.awaits_confirmation.is_(True),
                Decision.decided_by_id != actor.user_id,
            )
        )
    return or_(*turn)


def _narrowed(found: Select[Any], actor: Actor, filters: Filters) -> Select[Any]:
    if filters.stage:
        found = found.where(Incident.stage == filters.stage)
    if filters.strand:
        found = found.where(
            exists().where(IncidentStrand.incident_id == Incident.id, IncidentStrand.strand == filters.strand)
        )
    if filters.asked:
        found = found.where(holds(actor, filters.asked))
    return found


def _listed(actor: Actor, turn: bool, filters: Filters) -> Select[Any]:
    mine = needs(actor)
    live = [status for status in Status if not status.terminal]
    chosen = mine if turn else and_(~mine, Incident.status.in_(live))
    return _narrowed(visible_to(actor).where(chosen), actor, filters)


def _in_order(actor: Actor, turn: bool, filters: Filters) -> Select[Any]:
    """By the clock that ends first. Cases without a clock come last."""
    listed = _listed(actor, turn, filters).order_by(None)
    return listed.order_by(Incident.next_due_at.is_(None), Incident.next_due_at, Incident.id).options(*OF_A_ROW)


def page(
    actor: Actor, *, turn: bool, filters: Filters, after: Sequence[Any] | None = None
) -> tuple[list[Incident], tuple[str | None, int] | None]:
    """Up to 25 cases and the place after the last; two statements. Cases without a clock come last."""
    found = _in_order(actor, turn, filters).limit(PER_PAGE + 1)
    if after is not None and (beyond := _beyond(after)) is not None:
        found = found.where(beyond)
    rows = list(db.session.scalars(found).unique())
    shown = rows[:PER_PAGE]
    last = shown[-1] if len(rows) > PER_PAGE else None
    due = last.next_due_at.isoformat() if last and last.next_due_at else None
    return shown, (due, last.id) if last else None


def _beyond(after: Sequence[Any]) -> ColumnElement[bool] | None:
    """Rows after this place; None for a place that makes no sense."""
    if len(after) != 2 or not isinstance(after[1], int):
        return None
    due, number = after
    if due is None:
        return and_(Incident.next_due_at.is_(None), Incident.id > number)
    try:
        at = datetime.fromisoformat(str(due))
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    same = and_(Incident.next_due_at == at, Incident.id > number)
    return or_(Incident.next_due_at > at, same, Incident.next_due_at.is_(None))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many need the reader, how many wait, how many of the first end today, how many notices are new."""

    act: int
    wait: int
    today: int
    unseen: int


def counts(actor: Actor, *, filters: Filters, end_of_today: datetime) -> Counts:
    """One statement."""
    act = _listed(actor, True, filters).order_by(None).subquery()
    wait = _listed(actor, False, filters).order_by(None).subquery()
    row = db.session.execute(
        select(
            select(func.count()).select_from(act).scalar_subquery().label("act"),
            select(func.count()).select_from(wait).scalar_subquery().label("wait"),
            select(func.count())
            .select_from(act)
            .where(act.c.next_due_at <= end_of_today)
            .scalar_subquery()
            .label("today"),
            unseen(actor).scalar_subquery().label("unseen"),
        )
    ).one()
    return Counts(row.act, row.wait, row.today, row.unseen)


def how_many(actor: Actor, several: Sequence[Filters], *, most: int) -> list[int]:
    """How many open cases each of these lists holds, counted up to `most`. One statement."""
    if not several:
        return []
    live = [status for status in Status if not status.terminal]
    open_cases = visible_to(actor).where(or_(needs(actor), Incident.status.in_(live))).order_by(None)
    some = [_narrowed(open_cases, actor, one).with_only_columns(Incident.id).limit(most).subquery() for one in several]
    sizes = [select(func.count()).select_from(one).scalar_subquery().label(f"n_{at}") for at, one in enumerate(some)]
    return [int(size) for size in db.session.execute(select(*sizes)).one()]


def every_row(actor: Actor, *, turn: bool, filters: Filters, most: int) -> list[Incident]:
    """The cases of a list in its own order, so many at most; two statements."""
    return list(db.session.scalars(_in_order(actor, turn, filters).limit(most)).unique())


def drafts_of(actor: Actor) -> list[Draft]:
    """What this person has begun to write and not sent."""
    return list(
        db.session.scalars(
            select(Draft).where(Draft.user_id == actor.user_id).order_by(Draft.saved_at.desc(), Draft.id).limit(20)
        )
    )
