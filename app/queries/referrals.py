"""Referrals of a case with what hangs on them; allegations that can be referred now."""

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, selectinload

from app.database.session import db
from app.domain.stages import Status
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.referral import ActionPlan, Decision, Referral, ReferralAllegation, Review
from app.models.suspect import Suspect

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


def referable(incident: Incident) -> list[Allegation]:
    """Allegations that stand where a referral can begin."""
    at = (
        Status.UNDER_INVESTIGATION,
        Status.TRIAGE_REJECTED,
        Status.ACTION_PLAN_ISSUED,
        Status.ADMIN_FINALISED,
    )
    return list(
        db.session.scalars(
            select(Allegation)
            .where(Allegation.incident_id == incident.id, Allegation.status.in_(at))
            .options(joinedload(Allegation.suspect).joinedload(Suspect.person))
            .order_by(Allegation.id)
        )
    )
