"""Work lists: what needs the reader now, what waits for others, both sorted by the clock that ends first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true, union_all
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
from app.queries.case_rows import PER_PAGE, CaseRow, case_rows
from app.queries.incidents import visible_to
from app.queries.notices import unseen
from app.queries.search_terms import Question, holds

# What verbs and rows need of a case that is loaded for both.
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
LIVE = [status for status in Status if not status.terminal]
Place = tuple[str | None, int]


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


@lru_cache(maxsize=1024)
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


@dataclass(frozen=True, slots=True)
class Listed:
    """Up to 25 cases of one list, and the place after the last where there are more."""

    cases: list[CaseRow]
    further: Place | None


@dataclass(frozen=True, slots=True)
class WorkLists:
    """What needs the reader and what waits, how many of each; how many of the first end today; how many new notices."""

    act: Listed
    wait: Listed
    act_count: int
    wait_count: int
    today: int
    unseen: int


def work_lists(
    actor: Actor,
    *,
    filters: Filters,
    end_of_today: datetime,
    turns: Sequence[bool] = (True, False),
    after: Sequence[Any] | None = None,
) -> WorkLists:
    """Both lists by the clock that ends first, from one walk over the reader's cases; two statements.

    `turns`: which lists are shown, what needs the reader (True), what waits (False). `after`: the place to go on from,
    where only one is shown.
    """
    put = _put_together if filters.asked else _kept
    found = db.session.execute(
        put(actor, filters, end_of_today, tuple(turns), None if after is None else tuple(after))
    ).all()
    turn_of = {row.id: bool(row.turn) for row in found if row.id is not None}
    rows = case_rows(_in_order(select(Incident).where(Incident.id.in_(turn_of)))) if turn_of else []
    act, wait = (_listed([row for row in rows if turn_of[row.id] is one]) for one in (True, False))
    return WorkLists(act, wait, found[0].act, found[0].wait, found[0].today, found[0].unseen)


def _put_together(
    actor: Actor, filters: Filters, end_of_today: datetime, turns: tuple[bool, ...], after: tuple[Any, ...] | None
) -> Select[Any]:
    """Counts and the first numbers of each list; a row at least, also where there is no case."""
    mine = _turns(actor, filters).cte("mine")
    of_turn = {True: mine.c.turn.is_(True), False: mine.c.turn.is_(False)}
    count = func.count().filter
    counts = select(
        count(of_turn[True]).label("act"),
        count(of_turn[False]).label("wait"),
        count(and_(of_turn[True], mine.c.next_due_at <= end_of_today)).label("today"),
        unseen(actor).scalar_subquery().label("unseen"),
    ).subquery()
    beyond = _beyond(after, mine.c) if after is not None else None
    place = (mine.c.next_due_at.is_(None), mine.c.next_due_at, mine.c.id)
    firsts = [select(mine.c.turn, mine.c.id).where(of_turn[one]).order_by(*place).limit(PER_PAGE + 1) for one in turns]
    some = [(one if beyond is None else one.where(beyond)).subquery() for one in firsts]
    first = union_all(*(select(one.c.turn, one.c.id) for one in some)).subquery()
    return select(counts, first).select_from(counts.outerjoin(first, true()))


#: The same list is asked for again and again; what is kept is the question, never an answer.
_kept = lru_cache(maxsize=256)(_put_together)


def _turns(actor: Actor, filters: Filters) -> Select[Any]:
    """The reader's cases with whose turn it is: theirs (True), somebody else's (False)."""
    turn = case((needs(actor), true()), else_=false()).label("turn")
    open_cases = _narrowed(visible_to(actor).order_by(None), actor, filters).where(_is_open(actor))
    return open_cases.with_only_columns(Incident.id, turn, Incident.next_due_at)


def _is_open(actor: Actor) -> ColumnElement[bool]:
    return or_(needs(actor), Incident.status.in_(LIVE))


def _in_order(cases: Select[Any]) -> Select[Any]:
    """By the clock that ends first. Cases without a clock come last."""
    return cases.order_by(Incident.next_due_at.is_(None), Incident.next_due_at, Incident.id)


def _listed(rows: list[CaseRow]) -> Listed:
    shown = rows[:PER_PAGE]
    last = shown[-1] if len(rows) > PER_PAGE else None
    due = last.next_due_at.isoformat() if last and last.next_due_at else None
    return Listed(shown, (due, last.id) if last else None)


def _beyond(after: Sequence[Any], of: Any) -> ColumnElement[bool] | None:
    """Rows of these columns after this place; None for a place that makes no sense."""
    if len(after) != 2 or not isinstance(after[1], int):
        return None
    due, number = after
    if due is None:
        return and_(of.next_due_at.is_(None), of.id > number)
    try:
        at = datetime.fromisoformat(str(due))
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    same = and_(of.next_due_at == at, of.id > number)
    return or_(of.next_due_at > at, same, of.next_due_at.is_(None))


def how_many(actor: Actor, several: Sequence[Filters], *, most: int) -> list[int]:
    """How many open cases each of these lists holds, counted up to `most`. One statement."""
    if not several:
        return []
    open_cases = visible_to(actor).where(_is_open(actor)).order_by(None)
    some = [_narrowed(open_cases, actor, one).with_only_columns(Incident.id).limit(most).subquery() for one in several]
    sizes = [select(func.count()).select_from(one).scalar_subquery().label(f"n_{at}") for at, one in enumerate(some)]
    return [int(size) for size in db.session.execute(select(*sizes)).one()]


def every_row(actor: Actor, *, turn: bool, filters: Filters, most: int) -> list[CaseRow]:
    """The cases of a list in its own order, so many at most; one statement."""
    cases, mine = _narrowed(visible_to(actor).order_by(None), actor, filters), needs(actor)
    listed = cases.where(mine if turn else and_(~mine, Incident.status.in_(LIVE)))
    return case_rows(_in_order(listed).limit(most))


def drafts_of(actor: Actor) -> list[Draft]:
    """What this person has begun to write and not sent."""
    return list(
        db.session.scalars(
            select(Draft).where(Draft.user_id == actor.user_id).order_by(Draft.saved_at.desc(), Draft.id).limit(20)
        )
    )
