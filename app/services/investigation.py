"""Investigation as a whole: who has the case, endings by the police, opening again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.outcomes import CONFIRMATIONS
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, OutcomeCode
from app.models.allegation import Allegation, Crime
from app.models.incident import Assignment, Incident
from app.models.user import User
from app.services import history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened
from app.services.outcome import check_outcome


@atomic
def allocate(incident: Incident, officer: User, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """T5, and every later change of hands: the case gets an officer of its force."""
    demand(actor, incident, Permission.CASE_ALLOCATE)
    unchanged(incident, seen)
    check_may_have(incident, officer)
    put_in_hands(incident, officer, at=at)
    for crime in crimes_of(incident):
        if crime.status is Status.RECORDED:
            progress.apply("allocate", crime, incident, actor=actor, at=at, given={"officer": officer})
    history.record(incident, EventKind.ALLOCATED, actor=actor, at=at, user=officer.id)


def check_may_have(incident: Incident, officer: User) -> None:
    """Raise RuleBroken where this account cannot have a case of this force."""
    roles = {row.role for row in officer.roles}
    own_force = officer.unit.organisation_id == incident.unit.organisation_id
    if officer.disabled_at is not None or not own_force or not roles & {Role.OFFICER, Role.SUPERVISOR}:
        raise RuleBroken("Choose an officer of this force.", field="officer")


@atomic
def supervise(incident: Incident, supervisor: User, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Name who supervises the case: a supervisor of its force who does not have it as officer."""
    demand(actor, incident, Permission.CASE_ALLOCATE)
    unchanged(incident, seen)
    own_force = supervisor.unit.organisation_id == incident.unit.organisation_id
    if supervisor.disabled_at is not None or not own_force or Role.SUPERVISOR not in {r.role for r in supervisor.roles}:
        raise RuleBroken("Choose a supervisor of this force.", field="supervisor")
    if supervisor.id == incident.oic_id:
        raise RuleBroken("The officer in the case cannot supervise it.", field="supervisor")
    incident.supervisor_id = supervisor.id
    history.record(incident, EventKind.SUPERVISED, actor=actor, at=at, user=supervisor.id)


def put_in_hands(incident: Incident, officer: User, *, at: datetime) -> None:
    """End the assignment that runs and begin the next."""
    for assignment in incident.assignments:
        if assignment.ended_at is None and assignment.user_id != officer.id:
            assignment.ended_at = at
    if not any(row.user_id == officer.id and row.ended_at is None for row in incident.assignments):
        incident.assignments.append(Assignment(user_id=officer.id, started_at=at))
    incident.oic_id = officer.id
    db.session.flush()


def crimes_of(incident: Incident) -> list[Crime]:
    """The recorded crimes of a case in their order."""
    return list(db.session.scalars(select(Crime).where(Crime.incident_id == incident.id).order_by(Crime.id)))


@atomic
def propose_ending(
    incident: Incident, crime: Crime, *, outcome: OutcomeCode, reason: str, actor: Actor, at: datetime
) -> None:
    """T6, first half: the officer proposes that the police end a crime without charge, with an outcome."""
    demand(actor, incident, Permission.DISPOSAL_PROPOSE)
    check_outcome(incident, crime, outcome, reason=reason, on=london_day(at), confirmed=CONFIRMATIONS)
    crime.proposed_ending, crime.proposed_outcome, crime.proposed_by_id = reason, outcome, actor.user_id
    history.record(incident, EventKind.ENDING_PROPOSED, actor=actor, at=at, crime=crime.id)


@atomic
def end_by_police(
    incident: Incident,
    crime: Crime,
    *,
    confirmed: Collection[str] = (),
    agency: str | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """T6, second half: a supervisor other than the proposer ends it; the duty to tell the victim starts with it."""
    outcome = crime.proposed_outcome
    if outcome is not None:
        reason, day = crime.proposed_ending, london_day(at)
        check_outcome(incident, crime, outcome, reason=reason, on=day, confirmed=confirmed, agency=agency)
    given = {"reason": crime.proposed_ending, "outcome_code": outcome}
    moved = [row for row in crime.allegations if not row.status.terminal]
    for allegation in moved:
        progress.apply(
            "end_by_police", allegation, incident, actor=actor, at=at, given=given, earlier=crime.proposed_by_id
        )
        happened(incident, ClockEvent.POLICE_NFA, at=at, allegation=allegation)
    if not crime.allegations:
        progress.apply(
            "end_crime_by_police", crime, incident, actor=actor, at=at, given=given, earlier=crime.proposed_by_id
        )
        happened(incident, ClockEvent.POLICE_NFA, at=at)
    if crime.allegations and not moved:
        raise RuleBroken("Every allegation of this crime has ended already.")
    crime.ho_outcome_code, crime.outcome_date = outcome, london_day(at)
    crime.outcome_reason, crime.outcome_agency = crime.proposed_ending, agency
    crime.outcome_confirmed = tuple(confirmed)
    history.record(incident, EventKind.ENDED_BY_POLICE, actor=actor, at=at, crime=crime.id, outcome=str(outcome))


@atomic
def reopen_investigation(incident: Incident, crime: Crime, reason: str, *, actor: Actor, at: datetime) -> None:
    """T36: new evidence or a successful review; what the police ended is investigated again."""
    given = {"reason": reason}
    for allegation in crime.allegations:
        if allegation.status in (Status.NFA_POLICE, Status.FINALISED):
            progress.apply("reopen_investigation", allegation, incident, actor=actor, at=at, given=given)
    if not crime.allegations:
        progress.apply("reopen_crime", crime, incident, actor=actor, at=at, given=given)
    crime.ho_outcome_code = crime.outcome_date = crime.outcome_reason = None
    crime.proposed_ending = crime.proposed_outcome = crime.proposed_by_id = None
    history.record(incident, EventKind.REOPENED, actor=actor, at=at, crime=crime.id, detail={"reason": reason})


def allegations_of(incident: Incident) -> list[Allegation]:
    """The allegations of a case in their order."""
    return list(
        db.session.scalars(select(Allegation).where(Allegation.incident_id == incident.id).order_by(Allegation.id))
    )
