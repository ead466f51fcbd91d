"""Outcome of a crime, reviews asked for by victims, opening decided cases again, completing what is over."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain import charging
from app.domain.actor import Actor, system
from app.domain.calendar import london_day
from app.domain.deadlines import open_ends
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.outcomes import outcome_facts
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, OutcomeCode, ReviewResult, ReviewScheme, ReviewStage
from app.domain.workflow import STEPS
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.outcome import VrrAllegation, VrrRequest
from app.models.people import Person
from app.queries.case_file import gather
from app.services import history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened

FINALISE = system("finalise")


def check_outcome(
    incident: Incident,
    crime: Crime,
    outcome: OutcomeCode,
    *,
    reason: str | None,
    on: date,
    confirmed: Collection[str] = (),
    agency: str | None = None,
) -> None:
    """Raise RuleBroken, in words for the field, where this outcome does not fit this crime now."""
    case = gather(incident).case
    facts = outcome_facts(case, crime.crime_number, on=on, rationale=reason, agency=agency, confirmed=confirmed)
    problem = charging.outcome_problem(outcome, facts) or charging.outcome_warning(outcome, facts)
    if problem:
        raise RuleBroken(problem, field="outcome")


@atomic
def set_outcome(
    incident: Incident,
    crime: Crime,
    outcome: OutcomeCode,
    *,
    reason: str,
    confirmed: Collection[str] = (),
    agency: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Set the outcome of a crime whose allegations were decided elsewhere: by the CPS, a court, a resolution."""
    demand(actor, incident, Permission.DISPOSAL_APPROVE, earlier=crime.proposed_by_id)
    unchanged(crime, seen)
    check_outcome(incident, crime, outcome, reason=reason, on=london_day(at), confirmed=confirmed, agency=agency)
    crime.ho_outcome_code, crime.outcome_date, crime.outcome_reason = outcome, london_day(at), reason
    crime.outcome_agency, crime.outcome_confirmed = agency, tuple(confirmed)
    history.record(incident, EventKind.OUTCOME_SET, actor=actor, at=at, crime=crime.id, outcome=outcome.value)


@atomic
def request_review(
    incident: Incident,
    victim: Person,
    allegations: Sequence[Allegation],
    scheme: ReviewScheme,
    *,
    actor: Actor,
    at: datetime,
) -> VrrRequest:
    """A victim asks that a decision be looked at again."""
    demand(actor, incident, Permission.REVIEW_REQUEST)
    ended = (
        {Status.NFA_POLICE}
        if scheme is ReviewScheme.POLICE
        else {
            Status.NFA_CPS_EVIDENTIAL,
            Status.NFA_CPS_PUBLIC_INTEREST,
            Status.DISCONTINUED,
            Status.ACQUITTED,
            Status.LIE_ON_FILE,
        }
    )
    if not allegations or any(one.status not in ended for one in allegations):
        raise RuleBroken("Choose the decisions that the victim may ask to be reviewed.", field="allegations")
    request = VrrRequest(
        incident_id=incident.id,
        scheme=scheme,
        victim_person_id=victim.id,
        requested_at=at,
        stage=ReviewStage.ACKNOWLEDGED,
    )
    request.allegations = [VrrAllegation(allegation_id=one.id) for one in allegations]
    db.session.add(request)
    happened(incident, ClockEvent.VRR_REQUESTED, at=at)
    history.record(incident, EventKind.REVIEW_REQUESTED, actor=actor, at=at, person=victim.id)
    return request


@atomic
def decide_review(
    incident: Incident, request: VrrRequest, result: ReviewResult, *, decider: int | None, actor: Actor, at: datetime
) -> None:
    """Close a review. `decider` is who made the decision under review; they may not decide the review."""
    demand(
        actor,
        incident,
        Permission.REVIEW_DECIDE,
        earlier=decider,
        state_allows=request.stage is not ReviewStage.CLOSED,
    )
    request.stage, request.result, request.reviewer_id = ReviewStage.CLOSED, result, actor.user_id
    history.record(incident, EventKind.REVIEW_DECIDED, actor=actor, at=at)


@atomic
def reopen_charging(incident: Incident, allegation: Allegation, reason: str, *, actor: Actor, at: datetime) -> None:
    """T17, T36: a senior prosecutor opens a decision of the CPS again, for new evidence or a successful review."""
    step = "reopen_decided" if allegation.status is Status.FINALISED else "reopen_charging"
    progress.apply(step, allegation, incident, actor=actor, at=at, given={"reason": reason})
    history.record(
        incident, EventKind.REOPENED, actor=actor, at=at, allegation=allegation.id, detail={"reason": reason}
    )


def ready_to_finalise() -> list[int]:
    """Ids of cases in which something stands at an ending that could be completed."""
    endings = list(STEPS["finalise"].sources)
    of_allegation = select(Allegation.incident_id).where(Allegation.status.in_(endings))
    of_crime = select(Crime.incident_id).where(Crime.status == Status.NFA_POLICE)
    return list(
        db.session.scalars(
            select(Incident.id).where(Incident.id.in_(of_allegation) | Incident.id.in_(of_crime)).order_by(Incident.id)
        )
    )


@atomic
def finalise(incident_id: int, *, as_of: datetime, at: datetime) -> bool:
    """T35 for one case, as `system:finalise`: complete every ending whose review and appeal periods are over.

    `as_of` is the instant for which periods are looked at. Returns whether anything was completed; the entry in the
    history lists the clocks that ended.
    """
    incident = db.session.get_one(Incident, incident_id)
    if open_ends(gather(incident).case, as_of):
        return False
    done = [row for row in _endings(incident) if _finalise(row, incident, as_of)]
    if not done:
        return False
    ended = sorted({clock.rule for clock in progress.ended_clocks(incident, as_of)})
    history.record(incident, EventKind.FINALISED, actor=FINALISE, at=at, clocks=" ".join(ended))
    return True


def _endings(incident: Incident) -> list[Allegation | Crime]:
    allegations = db.session.scalars(
        select(Allegation).where(Allegation.incident_id == incident.id).order_by(Allegation.id)
    )
    crimes = db.session.scalars(select(Crime).where(Crime.incident_id == incident.id).order_by(Crime.id))
    without = [crime for crime in crimes if not crime.allegations]
    return [*allegations, *without]


def _finalise(row: Allegation | Crime, incident: Incident, as_of: datetime) -> bool:
    step = "finalise" if isinstance(row, Allegation) else "finalise_crime"
    if row.status not in STEPS[step].sources:
        return False
    try:
        progress.apply(step, row, incident, actor=FINALISE, at=as_of)
    except RuleBroken:
        return False
    return True
