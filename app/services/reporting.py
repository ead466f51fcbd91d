"""Report and recording decision: receive, assess, say who perceived it as hate crime, record a crime or find none."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import NotAllowed, RuleBroken
from app.domain.events import EventKind
from app.domain.offences import offence
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.vocabulary import (
    Channel,
    ClockEvent,
    CrimeDecision,
    LocationKind,
    PerceivedBy,
    PerceptionBasis,
    ReportedByRole,
    Strand,
)
from app.models.allegation import Crime, CrimeStrand, CrimeVictim
from app.models.incident import Assignment, Incident, IncidentStrand, Perception
from app.models.people import Person
from app.services import history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened
from app.services.numbering import next_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDetails:
    """What a report says. `occurred_typed` keeps the wall clock as it was typed."""

    title: str
    reported_at: datetime
    reported_by_role: ReportedByRole
    channel: Channel
    narrative: str
    location_kind: LocationKind
    location_description: str
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    occurred_precision: str = "exact"
    occurred_typed: str | None = None
    address: str | None = None
    district: str | None = None
    force_ref: str | None = None
    is_protest: bool | None = None
    is_domestic_abuse: bool | None = None
    community_tension: str | None = None


REPORT_FIELDS = tuple(name for name in ReportDetails.__slots__ if name != "address")


def new_incident(details: ReportDetails, *, unit_id: int, at: datetime) -> Incident:
    """A case with its reference and its own key; not yet in the history."""
    incident = Incident(
        reference=next_reference(at),
        wrapped_key=Incident.fresh_key(),
        digest_salt=os.urandom(16),
        unit_id=unit_id,
        created_at=at,
        **{name: getattr(details, name) for name in REPORT_FIELDS},
    )
    incident.address = details.address
    db.session.add(incident)
    db.session.flush()
    return incident


def check_times(details: ReportDetails, at: datetime) -> None:
    """A report is not from the future; an exact or rough time of the incident does not come after the report's day."""
    if details.reported_at > at:
        raise RuleBroken("The time of the report is in the future.", field="reported_at")
    if details.occurred_from and details.occurred_to and details.occurred_to < details.occurred_from:
        raise RuleBroken("It cannot have ended before it began.", field="occurred_to")
    late = details.occurred_from and london_day(details.occurred_from) > london_day(details.reported_at)
    if late and details.occurred_precision in ("exact", "about"):
        raise RuleBroken("It cannot have happened after the day of the report.", field="occurred_from")


@atomic
def receive_report(
    details: ReportDetails,
    *,
    unit_id: int,
    actor: Actor,
    at: datetime,
    organisation_id: int | None = None,
) -> Incident:
    """Take in a report. An officer who records one is assigned at once; any other waits with the unit's supervisors."""
    if actor.role in (Role.OFFICER, Role.SUPERVISOR) and unit_id != actor.unit_id:
        raise NotAllowed("A report is recorded for one's own team.")
    check_times(details, at)
    incident = new_incident(details, unit_id=unit_id, at=at)
    incident.reported_by_id = actor.user_id
    incident.reporting_organisation_id = organisation_id
    if actor.role is Role.OFFICER:
        incident.oic_id = actor.user_id
        db.session.add(Assignment(incident_id=incident.id, user_id=actor.user_id, started_at=at))
        db.session.flush()
    happened(incident, ClockEvent.REPORT_RECEIVED, at=details.reported_at)
    history.record(incident, EventKind.REPORT_RECEIVED, actor=actor, at=at)
    return incident


@atomic
def change_report(
    incident: Incident, details: ReportDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct what the report says."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(incident, seen)
    check_times(details, at)
    for name in REPORT_FIELDS:
        setattr(incident, name, getattr(details, name))
    incident.address = details.address
    history.record(incident, EventKind.REPORT_CHANGED, actor=actor, at=at)


@atomic
def set_urn(incident: Incident, urn: str | None, *, actor: Actor, at: datetime) -> None:
    """The unique reference number, as the force issued it; a wrong shape is a finding of the file check."""
    demand(actor, incident, Permission.CASE_EDIT)
    incident.urn = urn or None
    history.record(incident, EventKind.REPORT_CHANGED, actor=actor, at=at)


@atomic
def begin_assessment(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """T1: somebody reads the report. A supervisor opens or assigns what came from outside."""
    progress.apply(
        "begin_assessment", incident, incident, actor=actor, at=at, given={"report_time": incident.reported_at}
    )
    history.record(incident, EventKind.ASSESSMENT_BEGUN, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class StrandChoice:
    """A strand with its sub-strand, where one is chosen."""

    strand: Strand
    sub_strand: str | None = None


@atomic
def record_perception(
    incident: Incident,
    *,
    strands: Sequence[StrandChoice],
    perceived: Sequence[tuple[PerceivedBy, PerceptionBasis]],
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The flag: which strands, perceived by whom. Evidence of hostility is not needed, and identity is not recorded."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(incident, seen)
    if perceived and not strands:
        raise RuleBroken("Choose at least one strand, or clear who perceived it.", field="strands")
    put_perception(incident, strands, perceived)
    history.record(incident, EventKind.PERCEPTION_CHANGED, actor=actor, at=at)


def put_perception(
    incident: Incident, strands: Sequence[StrandChoice], perceived: Sequence[tuple[PerceivedBy, PerceptionBasis]]
) -> None:
    """Replace both sets; a member that stays keeps its row."""
    wanted = {(choice.strand, choice.sub_strand) for choice in strands}
    incident.strands = [row for row in incident.strands if (row.strand, row.sub_strand) in wanted]
    kept = {(row.strand, row.sub_strand) for row in incident.strands}
    for choice in strands:
        if (choice.strand, choice.sub_strand) not in kept:
            kept.add((choice.strand, choice.sub_strand))
            incident.strands.append(IncidentStrand(strand=choice.strand, sub_strand=choice.sub_strand))
    bases = dict(perceived)
    incident.perceptions = [row for row in incident.perceptions if row.by in bases]
    for row in incident.perceptions:
        row.basis = bases.pop(row.by)
    incident.perceptions.extend(Perception(by=by, basis=basis) for by, basis in bases.items())


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
    if bool(details.victims) == details.has_no_victim:
        raise RuleBroken("Choose the victim, or say that this crime has none.", field="victims")
    if any(person.incident_id != incident.id for person in details.victims):
        raise RuleBroken("Choose a person of this case.", field="victims")
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


def _known_offence(key: str) -> None:
    try:
        offence(key)
    except KeyError as error:
        raise RuleBroken("Choose an offence of the list.", field="offence_type_key") from error


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
def confirm_non_crime(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """T3, second half: a supervisor other than the proposer confirms."""
    if incident.crime_decision is CrimeDecision.CRIME:
        raise RuleBroken("A crime is recorded here. The crime registrar can cancel the record.")
    progress.apply(
        "confirm_non_crime",
        incident,
        incident,
        actor=actor,
        at=at,
        given={"reason": incident.non_crime_reason},
        earlier=incident.non_crime_proposed_by_id,
    )
    incident.crime_decision = CrimeDecision.NON_CRIME
    incident.crime_decision_at = at
    history.record(incident, EventKind.NON_CRIME_CONFIRMED, actor=actor, at=at)


@atomic
def reopen_report(incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """T36: a report found not to be a crime is assessed again."""
    progress.apply("reopen_report", incident, incident, actor=actor, at=at, given={"reason": reason})
    incident.crime_decision = CrimeDecision.PENDING
    incident.non_crime_reason = incident.non_crime_proposed_by_id = None
    history.record(incident, EventKind.REPORT_REOPENED, actor=actor, at=at, detail={"reason": reason})


@atomic
def cancel_crime(incident: Incident, crime: Crime, reason: str, *, actor: Actor, at: datetime) -> None:
    """T4: the crime registrar cancels a record; its allegations end as stayed by the same act."""
    given = {"verified_reason": reason}
    for allegation in crime.allegations:
        if not allegation.status.terminal:
            progress.apply("end_with_crime", allegation, incident, actor=actor, at=at, given=given)
    crime.cancelled_reason = reason
    progress.apply("cancel_crime", crime, incident, actor=actor, at=at, given=given)
    history.record(incident, EventKind.CRIME_CANCELLED, actor=actor, at=at, crime=crime.id)
