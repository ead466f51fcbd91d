"""Referrals of a case with what hangs on them; allegations that can be referred now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.stages import Status
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.referral import ActionPlan, Decision, Referral, ReferralAllegation, Review
from app.models.suspect import Suspect
from app.queries.incidents import visible_to

_WITH = (
    defer(Referral.snapshot),
    joinedload(Referral.unit),
    joinedload(Referral.drafted_by),
    joinedload(Referral.checked_by),
    joinedload(Referral.prosecutor),
    selectinload(Referral.allegations)
    .joinedload(ReferralAllegation.allegation)
    .joinedload(Allegation.suspect)
    .joinedload(Suspect.person),
    selectinload(Referral.triage),
    selectinload(Referral.tt_conditions),
    selectinload(Referral.reviews).joinedload(Review.prosecutor),
    selectinload(Referral.decisions).joinedload(Decision.decided_by),
    selectinload(Referral.action_plan).selectinload(ActionPlan.actions),
)


def of_case(incident: Incident) -> list[Referral]:
    """The referrals of a case, the newest first."""
    return list(
        db.session.scalars(
            select(Referral)
            .where(Referral.incident_id == incident.id)
            .options(*_WITH)
            .order_by(Referral.referral_no.desc())
        )
    )


def by_number(incident: Incident, number: int) -> Referral | None:
    """One referral of a case."""
    return db.session.scalars(
        select(Referral).where(Referral.incident_id == incident.id, Referral.referral_no == number).options(*_WITH)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Travelling:
    """What travels in a referral, as one reader may know it; `whole` where nothing is kept from them."""

    parts: tuple[Referral, ...]
    whole: bool


def travelling_in(row: Referral, actor: Actor) -> Travelling:
    """The referrals of joined cases that travel in this one: those of the cases this person may open."""
    parts = db.session.scalars(
        select(Referral).where(Referral.leading_id == row.id).options(*_WITH, joinedload(Referral.incident))
        .order_by(Referral.id)
    ).all()  # fmt: skip
    if not parts:
        return Travelling((), True)
    ids = visible_to(actor).where(Incident.id.in_([one.incident_id for one in parts]))
    seen = set(db.session.scalars(ids.with_only_columns(Incident.id).order_by(None)))
    there = tuple(one for one in parts if one.incident_id in seen)
    return Travelling(there, len(there) == len(parts))


def leading_of(row: Referral, actor: Actor) -> Referral | None:
    """The referral in which this one travels, where this person may open its case."""
    return beside((row,), actor).leading.get(row.id)


@dataclass(frozen=True, slots=True)
class Beside:
    """Of several referrals, by their ids: in which other one each travels, and what travels in it."""

    leading: Mapping[int, Referral]
    travelling: Mapping[int, Sequence[Referral]]


def beside(rows: Sequence[Referral], actor: Actor) -> Beside:
    """What goes to the CPS with these referrals, of cases this person may open: one statement for all of them."""
    ids, leading = [row.id for row in rows], [row.leading_id for row in rows if row.leading_id is not None]
    cases = visible_to(actor).with_only_columns(Incident.id).order_by(None)
    found = db.session.scalars(
        select(Referral)
        .where(or_(Referral.leading_id.in_(ids), Referral.id.in_(leading)), Referral.incident_id.in_(cases))
        .options(defer(Referral.snapshot), joinedload(Referral.incident))
        .order_by(Referral.id)
    ).all()
    known = {one.id: one for one in found}
    return Beside(
        leading={row.id: known[row.leading_id] for row in rows if row.leading_id in known},
        travelling={row.id: [one for one in found if one.leading_id == row.id] for row in rows},
    )


def answers_alike(one: Incident, other: Incident) -> bool:
    """Would a resubmission of these two cases answer the same kind of thing: both an action plan, or neither?

    Only then is it one file again: an answered plan goes straight to its prosecutor, anything else to the first check.
    """
    return _referable_again(one) and _referable_again(other) and _last_has_plan(one) == _last_has_plan(other)


def _referable_again(incident: Incident) -> bool:
    return any(row.status is not Status.UNDER_INVESTIGATION for row in referable(incident))


def _last_has_plan(incident: Incident) -> bool:
    last = (
        select(Referral.id)
        .where(Referral.incident_id == incident.id, Referral.submitted_at.is_not(None))
        .order_by(Referral.referral_no.desc())
        .limit(1)
        .scalar_subquery()
    )
    return db.session.scalar(select(ActionPlan.id).where(ActionPlan.referral_id == last)) is not None


def referable(*incidents: Incident) -> list[Allegation]:
    """Allegations of these cases that stand where a referral can begin, case by case as given."""
    at = (
        Status.UNDER_INVESTIGATION,
        Status.TRIAGE_REJECTED,
        Status.ACTION_PLAN_ISSUED,
        Status.ADMIN_FINALISED,
    )
    found = db.session.scalars(
        select(Allegation)
        .where(Allegation.incident_id.in_([incident.id for incident in incidents]), Allegation.status.in_(at))
        .options(joinedload(Allegation.suspect).joinedload(Suspect.person))
        .order_by(Allegation.id)
    )
    order = [incident.id for incident in incidents]
    return sorted(found, key=lambda row: order.index(row.incident_id))
