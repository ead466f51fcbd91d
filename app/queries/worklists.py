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
from app.models.people import Person
from app.models.referral import Decision, Referral
from app.models.session import Draft
from app.models.user import User
from app.queries.incidents import visible_to
from app.queries.notices import unseen

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


def _narrowed(found: Select[Any], filters: Filters) -> Select[Any]:
    if filters.stage:
        found = found.where(Incident.stage == filters.stage)
    if filters.strand:
        found = found.where(
            exists().where(IncidentStrand.incident_id == Incident.id, IncidentStrand.strand == filters.strand)
        )
    if filters.words:
        found = found.where(matches(filters.words))
    return found


def matches(words: str) -> ColumnElement[bool]:
    """Reference, force reference, URN, crime number, the name of a person, the place: every word must be found."""
    found = []
    for word in words.split()[:6]:
        named = exists().where(
            Person.incident_id == Incident.id,
            or_(_holds(Person.given_names, word), _holds(Person.surname, word), _holds(Person.organisation, word)),
        )
        numbered = exists().where(Crime.incident_id == Incident.id, _holds(Crime.crime_number, word))
        own = [
            _holds(column, word)
            for column in (
                Incident.reference,
                Incident.force_ref,
                Incident.urn,
                Incident.title,
                Incident.location_description,
                Incident.district,
            )
        ]
        found.append(or_(named, numbered, *own))
    return and_(*found)


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return condition


def _listed(actor: Actor, turn: bool, filters: Filters) -> Select[Any]:
    mine = needs(actor)
    live = [status for status in Status if not status.terminal]
    chosen = mine if turn else and_(~mine, Incident.status.in_(live))
    return _narrowed(visible_to(actor).where(chosen), filters)


def page(
    actor: Actor, *, turn: bool, filters: Filters, after: Sequence[Any] | None = None
) -> tuple[list[Incident], tuple[str | None, int] | None]:
    """Up to 25 cases and the place after the last; two statements. Cases without a clock come last."""
    found = (
        _listed(actor, turn, filters)
        .order_by(None)
        .order_by(Incident.next_due_at.is_(None), Incident.next_due_at, Incident.id)
        .options(*OF_A_ROW)
        .limit(PER_PAGE + 1)
    )
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


def search(actor: Actor, words: str, *, after: int | None = None) -> tuple[list[Incident], int | None]:
    """Cases one may open that hold every word, newest first."""
    found = (
        visible_to(actor)
        .where(matches(words))
        .order_by(None)
        .order_by(Incident.id.desc())
        .options(*OF_A_ROW)
        .limit(PER_PAGE + 1)
    )
    if after is not None:
        found = found.where(Incident.id < after)
    rows = list(db.session.scalars(found).unique())
    return rows[:PER_PAGE], rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None


def drafts_of(actor: Actor) -> list[Draft]:
    """What this person has begun to write and not sent."""
    return list(
        db.session.scalars(
            select(Draft).where(Draft.user_id == actor.user_id).order_by(Draft.saved_at.desc(), Draft.id).limit(20)
        )
    )
