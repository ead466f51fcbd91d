"""Suspects: arrest, custody, bail, release, interview, background. Facts of the suspect, not moves of the case."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day, written_day
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.extensions import last_bail_day, latest_bail
from app.domain.permissions import Permission
from app.domain.vocabulary import ClockEvent, CustodyStatus, InterviewStatus, PartyRole, PncResult
from app.models.incident import Incident
from app.models.material import CaseDocument
from app.models.people import Person
from app.models.suspect import Suspect
from app.services import history
from app.services.authority import demand, unchanged
from app.services.happenings import happened
from app.services.people import check_subject, put

# F1, F2, F3: from which states a suspect can come to each state.
COMES_FROM = {
    CustodyStatus.IN_CUSTODY: frozenset(
        {CustodyStatus.NOT_ARRESTED, CustodyStatus.VOLUNTARY, CustodyStatus.PRECHARGE_BAIL, CustodyStatus.RUI}
    ),
    CustodyStatus.PRECHARGE_BAIL: frozenset({CustodyStatus.IN_CUSTODY}),
    CustodyStatus.RUI: frozenset({CustodyStatus.IN_CUSTODY, CustodyStatus.PRECHARGE_BAIL}),
    CustodyStatus.NOT_ARRESTED: frozenset({CustodyStatus.IN_CUSTODY, CustodyStatus.PRECHARGE_BAIL, CustodyStatus.RUI}),
}


# Arrested and bailed elsewhere than at a station (PACE 1984 s30A).
STREET_BAIL_FROM = COMES_FROM[CustodyStatus.IN_CUSTODY] - {CustodyStatus.PRECHARGE_BAIL}


def turn(suspect: Suspect, to: CustodyStatus, sources: Set[CustodyStatus] | None = None) -> None:
    """The only code that changes a suspect's custody state before charge. Raises WrongStage."""
    check_turn(suspect, COMES_FROM[to] if sources is None else sources)
    suspect.custody_status = to


def check_turn(suspect: Suspect, sources: Set[CustodyStatus]) -> None:
    """Raise WrongStage where the suspect stands at none of these."""
    if suspect.custody_status not in sources:
        raise WrongStage(f"The suspect is “{suspect.custody_status.label}”, so this cannot be recorded now.")


@atomic
def arrest(
    suspect: Suspect,
    *,
    arrested_at: datetime,
    grounds: str,
    relevant_time: datetime,
    detention_authorised_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """F1: arrested; the custody clock counts from the relevant time (PACE 1984 s41)."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    check_subject(incident)
    if arrested_at > at or relevant_time > at:
        raise RuleBroken("The time lies in the future.", field="arrested_at")
    if relevant_time < arrested_at:
        raise RuleBroken("The relevant time cannot lie before the arrest.", field="relevant_time")
    if detention_authorised_at and detention_authorised_at < relevant_time:
        raise RuleBroken("Detention cannot be authorised before arrival.", field="detention_authorised_at")
    begin_anew(suspect)
    turn(suspect, CustodyStatus.IN_CUSTODY)
    suspect.arrested_at, suspect.arrest_grounds, suspect.relevant_time = arrested_at, grounds, relevant_time
    suspect.detention_authorised_at = detention_authorised_at
    happened(incident, ClockEvent.SUSPECT_ARRESTED, at=arrested_at, person=suspect.person)
    history.record(incident, EventKind.SUSPECT_ARRESTED, actor=actor, at=at, person=suspect.person_id)


def begin_anew(suspect: Suspect) -> None:
    """With a new arrest every period of detention and bail begins anew."""
    suspect.pace_extensions, suspect.bail_extensions = [], []  # first: loading them writes what stands half changed
    suspect.relevant_time = suspect.detention_authorised_at = suspect.released_at = None
    suspect.bail_ends_on = suspect.bail_granted_at = suspect.street_bail_until = suspect.bail_for_decision_at = None
    suspect.breach_arrested_at = suspect.breach_grounds = suspect.breach_minutes_left = None
    suspect.bail_by_other_agency = None


def _released(suspect: Suspect, released_at: datetime, at: datetime) -> None:
    arrested = suspect.breach_arrested_at or suspect.arrested_at
    if released_at > at or (arrested and released_at < arrested):
        raise RuleBroken("Check the time of release.", field="released_at")
    suspect.released_at = released_at


@atomic
def bail(
    suspect: Suspect,
    *,
    released_at: datetime,
    conditions: Sequence[str],
    ends_on: date,
    authorised_by: str,
    by_other_agency: bool = False,
    actor: Actor,
    at: datetime,
) -> None:
    """F2: released on pre-charge bail, at most until the end of the initial period (PACE 1984 s47ZB).

    After an arrest for breach of bail the period goes on as it was.
    """
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    check_turn(suspect, COMES_FROM[CustodyStatus.PRECHARGE_BAIL])
    last = bail_may_last_until(suspect, by_other_agency=by_other_agency)
    _released(suspect, released_at, at)
    turn(suspect, CustodyStatus.PRECHARGE_BAIL)
    suspect.bail_by_other_agency = by_other_agency
    if not london_day(released_at) < ends_on <= last:
        raise RuleBroken(f"Bail ends after the release and at the latest on {written_day(last)}.", field="ends_on")
    suspect.bail_granted_at, suspect.bail_conditions = released_at, tuple(conditions)
    suspect.bail_ends_on, suspect.bail_authorised_by, suspect.bail_for_decision_at = ends_on, authorised_by, None
    happened(incident, ClockEvent.RELEASED_ON_BAIL_OR_RUI, at=released_at, person=suspect.person)
    history.record(incident, EventKind.SUSPECT_BAILED, actor=actor, at=at, person=suspect.person_id)


def bail_may_last_until(suspect: Suspect, *, by_other_agency: bool = False) -> date:
    """The last day of the period: 3 months beginning with the day after arrest, 6 in a case of another agency."""
    if suspect.arrested_at is None:
        raise WrongStage("The suspect was not arrested.")
    if suspect.bail_extensions and suspect.bail_ends_on:
        return suspect.bail_ends_on
    granted = {one.clock for one in suspect.bail_extensions}
    last = last_bail_day(latest_bail(granted), suspect.arrested_at, granted, other_agency=by_other_agency)
    if last is None:
        raise RuleBroken("The law of the day of this arrest sets no such period.", field="ends_on")
    return last


@atomic
def release_under_investigation(suspect: Suspect, *, released_at: datetime, actor: Actor, at: datetime) -> None:
    """F2, F3: released under investigation; no clock of its own."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    turn(suspect, CustodyStatus.RUI)
    _released(suspect, released_at, at)
    happened(incident, ClockEvent.RELEASED_ON_BAIL_OR_RUI, at=released_at, person=suspect.person)
    history.record(incident, EventKind.SUSPECT_RELEASED, actor=actor, at=at, person=suspect.person_id)


@atomic
def release(suspect: Suspect, *, released_at: datetime, reason: str, actor: Actor, at: datetime) -> None:
    """F2, F3: no longer in custody, on bail or under release; the reason is kept."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    turn(suspect, CustodyStatus.NOT_ARRESTED)
    _released(suspect, released_at, at)
    suspect.release_reason = reason
    happened(incident, ClockEvent.RELEASED_NO_CHARGE, at=released_at, person=suspect.person)
    history.record(incident, EventKind.SUSPECT_FREED, actor=actor, at=at, person=suspect.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRecord:
    """Interviewed, declined or not interviewed; what was said, in words fit to print."""

    interview_status: InterviewStatus
    interview_reason: str | None = None
    interview_held_at: datetime | None = None
    interview_under_caution: bool | None = None
    interview_is_no_comment: bool | None = None
    interview_summary_document_id: int | None = None
    interview_summary: str | None = None
    defence_account: str | None = None


@atomic
def record_interview(
    suspect: Suspect, record: InterviewRecord, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """The interview, or why there was none, and what the suspect says happened."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    check_subject(incident)
    unchanged(suspect, seen)
    if record.interview_status is not InterviewStatus.INTERVIEWED and not record.interview_reason:
        raise RuleBroken("Say why there was no interview.", field="interview_reason")
    _document_of_case(incident, record.interview_summary_document_id)
    if record.interview_held_at and record.interview_held_at > at:
        raise RuleBroken("The interview lies in the future.", field="interview_held_at")
    fresh = record.interview_held_at is not None and record.interview_held_at != suspect.interview_held_at
    put(suspect, record)
    if suspect.custody_status is CustodyStatus.NOT_ARRESTED and fresh:
        suspect.custody_status = CustodyStatus.VOLUNTARY
    if fresh and record.interview_held_at:
        happened(incident, ClockEvent.SUSPECT_INTERVIEWED, at=record.interview_held_at, person=suspect.person)
    history.record(incident, EventKind.SUSPECT_INTERVIEWED, actor=actor, at=at, person=suspect.person_id)


def _document_of_case(incident: Incident, document_id: int | None) -> None:
    document = None if document_id is None else db.session.get(CaseDocument, document_id)
    if document_id is not None and (document is None or document.incident_id != incident.id):
        raise RuleBroken("Choose a document of this case.", field="interview_summary_document_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Antecedents, age and vulnerability of a suspect."""

    pnc_result: PncResult | None = None
    pnc_id: str | None = None
    antecedents_summary: str | None = None
    bad_character_intended: bool | None = None
    mg16_gateways: tuple[str, ...] = ()
    age_verified_by: str | None = None
    appropriate_adult_id: int | None = None
    youth_justice_contact: str | None = None
    vulnerability: str | None = None


@atomic
def put_background(
    suspect: Suspect, background: Background, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """What is known of the suspect's record, age and vulnerability."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CASE_EDIT)
    check_subject(incident)
    unchanged(suspect, seen)
    _check_adult(suspect, incident, background.appropriate_adult_id)
    put(suspect, background)
    suspect.has_youth_facts = suspect.has_youth_facts or bool(
        background.age_verified_by or background.appropriate_adult_id or background.youth_justice_contact
    )
    history.record(incident, EventKind.SUSPECT_CHANGED, actor=actor, at=at, person=suspect.person_id)


def _check_adult(suspect: Suspect, incident: Incident, person_id: int | None) -> None:
    """The appropriate adult is another person of the case, named there as such; one who was named before may stay."""
    if person_id is None or person_id == suspect.appropriate_adult_id:
        return
    person = db.session.get(Person, person_id)
    if person is None or person.incident_id != incident.id or person_id == suspect.person_id:
        raise RuleBroken("Choose a person of this case.", field="appropriate_adult_id")
    if PartyRole.APPROPRIATE_ADULT not in {role.party_role for role in person.roles}:
        raise RuleBroken("Add them as appropriate adult under People first.", field="appropriate_adult_id")
