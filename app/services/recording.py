"""The recording decision: record a crime, propose that there is none, open the report again, cancel a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.offences import offence
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.telling import EVENT_OF
from app.domain.vocabulary import CancelGround, ClockEvent, CrimeDecision, Strand
from app.models.allegation import Crime, CrimeStrand, CrimeVictim
from app.models.incident import Incident
from app.models.people import Person
from app.models.recording import CrimeCancellation
from app.services import history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeDetails:
    """A crime to be recorded: one a victim, as a rule."""

    crime_number: str
    offence_type_key: str
    reason: str
    victims: Sequence[Person] = ()
    has_no_victim: bool = False
    strands: Sequence[Strand] | None = None  # None = those of the incident


@atomic
def record_crime(incident: Incident, details: CrimeDetails, *, actor: Actor, at: datetime) -> Crime:
    """T2: on the balance of probability a crime, and nothing credible to the contrary."""
    progress.apply("record_crime", incident, incident, actor=actor, at=at, given={"crime_test": details.reason})
    crime = new_crime(incident, details, at=at)
    incident.crime_decision = CrimeDecision.CRIME
    incident.crime_decision_at = incident.crime_decision_at or at
    incident.crime_decision_reason = details.reason
    happened(incident, ClockEvent.CRIME_RECORDED, at=at)
    history.record(incident, EventKind.CRIME_RECORDED, actor=actor, at=at, crime=crime.id)
    return crime


def new_crime(incident: Incident, details: CrimeDetails, *, at: datetime) -> Crime:
    """The crime's row with its victims; refused when a victim is of another case or nobody is named."""
    _known_offence(details.offence_type_key)
    _check_victims(incident, details)
    _check_number(incident, details.crime_number)
    crime = Crime(
        incident_id=incident.id,
        crime_number=details.crime_number,
        recorded_at=at,
        offence_type_key=details.offence_type_key,
        has_no_victim=details.has_no_victim,
        own_strands=details.strands is not None,
    )
    crime.victims = [CrimeVictim(person_id=person.id) for person in details.victims]
    crime.strands = [CrimeStrand(strand=strand) for strand in details.strands or ()]
    db.session.add(crime)
    db.session.flush()
    return crime


def _check_number(incident: Incident, number: str, crime: Crime | None = None) -> None:
    """A crime number stands once in a case."""
    taken = select(Crime.id).where(Crime.incident_id == incident.id, Crime.crime_number == number)
    if any(row_id != (crime.id if crime else None) for row_id in db.session.scalars(taken)):
        raise RuleBroken("Another crime of this case has this number.", field="crime_number")


def _check_victims(incident: Incident, details: CrimeDetails) -> None:
    if bool(details.victims) == details.has_no_victim:
        raise RuleBroken("Choose the victim, or say that this crime has none.", field="victims")
    if any(person.incident_id != incident.id for person in details.victims):
        raise RuleBroken("Choose a person of this case.", field="victims")


def _known_offence(key: str) -> None:
    try:
        offence(key)
    except KeyError as error:
        raise RuleBroken("Choose an offence of the list.", field="offence_type_key") from error


@atomic
def change_crime(
    incident: Incident, crime: Crime, details: CrimeDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct the number, the offence recorded, the victims or the strands of a crime that has not ended.

    The offence recorded is that of the crime; what is alleged is said under Offences. A victim of the crime whom
    somebody was told about stays in the history.
    """
    demand(actor, incident, Permission.CASE_EDIT, state_allows=crime.cancelled_reason is None)
    unchanged(crime, seen)
    if crime.ho_outcome_code is not None:
        raise WrongStage("This crime has its outcome, so its record stays as it is.")
    _known_offence(details.offence_type_key)
    _check_victims(incident, details)
    _check_number(incident, details.crime_number, crime)
    crime.crime_number, crime.offence_type_key = details.crime_number, details.offence_type_key
    crime.has_no_victim, crime.own_strands = details.has_no_victim, details.strands is not None
    wanted = {person.id for person in details.victims}
    crime.victims = [row for row in crime.victims if row.person_id in wanted]
    known = {row.person_id for row in crime.victims}
    crime.victims.extend(CrimeVictim(person_id=person.id) for person in details.victims if person.id not in known)
    strands = set(details.strands or ())
    crime.strands = [row for row in crime.strands if row.strand in strands]
    kept = {row.strand for row in crime.strands}
    crime.strands.extend(CrimeStrand(strand=strand) for strand in Strand if strand in strands - kept)
    history.record(
        incident, EventKind.CRIME_CHANGED, actor=actor, at=at, crime=crime.id, detail={"reason": details.reason}
    )


@atomic
def propose_non_crime(incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """T3, first half: the officer's view that no crime happened; a supervisor confirms."""
    demand(
        actor,
        incident,
        Permission.CASE_CLOSE_PROPOSE,
        state_allows=incident.report_status is Status.UNDER_ASSESSMENT,
    )
    if incident.crime_decision is CrimeDecision.CRIME:
        raise RuleBroken("A crime is recorded here. The crime registrar can cancel the record.")
    incident.non_crime_reason = reason
    incident.non_crime_proposed_by_id = actor.user_id
    history.record(incident, EventKind.NON_CRIME_PROPOSED, actor=actor, at=at)


@atomic
def reopen_report(incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """T36: a report found not to be a crime is assessed again."""
    progress.apply("reopen_report", incident, incident, actor=actor, at=at, given={"reason": reason})
    incident.crime_decision = CrimeDecision.PENDING
    incident.non_crime_reason = incident.non_crime_proposed_by_id = None
    history.record(incident, EventKind.REPORT_REOPENED, actor=actor, at=at, detail={"reason": reason})


@atomic
def cancel_crime(
    incident: Incident,
    crime: Crime,
    ground: CancelGround,
    reason: str,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """T4: the crime registrar cancels a record; its allegations end as stayed by the same act.

    The ground is one of the closed list; the words say what verifies it: the other number, the force whose crime it is.
    """
    given = {"verified_reason": reason}
    demand(actor, incident, Permission.CRIME_CANCEL)
    unchanged(crime, seen)
    for allegation in crime.allegations:
        if not allegation.status.terminal:
            progress.apply("end_with_crime", allegation, incident, actor=actor, at=at, given=given)
            happened(incident, EVENT_OF[allegation.status], at=at, allegation=allegation)
    crime.cancelled_reason = reason
    progress.apply("cancel_crime", crime, incident, actor=actor, at=at, given=given)
    db.session.add(CrimeCancellation(crime_id=crime.id, ground=ground, decided_by_id=actor.user_id, decided_at=at))
    history.record(incident, EventKind.CRIME_CANCELLED, actor=actor, at=at, crime=crime.id, reason_code=ground.value)
