"""A report that is no crime (T3): a supervisor confirms it, and decides what is kept of it and of whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.naming import without_names
from app.domain.non_crime import (
    MODE,
    RecordingMode,
    RecordKept,
    Threshold,
    check_kept_on,
    check_threshold,
    mode_of,
    record_in,
)
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.vocabulary import CrimeDecision, PartyRole
from app.models.incident import Incident
from app.models.people import ContactDigest, IdentityLink, Person, PersonCharacteristics, PersonContact
from app.models.recording import NonCrimeFinding, PaperRelevance
from app.models.user import User
from app.queries.non_crime import finding_of, kept_since, names_in_account, subjects_of
from app.queries.policies import policy_of
from app.services import history, progress
from app.services.authority import demand, unchanged

# What a person is called whose details are not kept.
NOBODY = ("Subject", "not named")
OF_PERSON = ("organisation", "date_of_birth", "sex", "occupation", "language", "same_person_note")
OF_SUSPECT = (
    "arrest_grounds", "interview_summary", "interview_reason", "defence_account", "pnc_result", "pnc_id",
    "antecedents_summary", "vulnerability", "youth_justice_contact", "age_verified_by", "release_reason",
)  # fmt: skip


def mode_for(incident: Incident, at: datetime) -> RecordingMode:
    """The mode in force for the force that holds the report, on this London day."""
    return mode_of(policy_of(incident.unit.organisation_id, MODE, london_day(at)))


@atomic
def confirm_non_crime(
    incident: Incident,
    *,
    worth_keeping: bool = False,
    threshold: Threshold | None = None,
    names_out: Sequence[str] | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """T3, second half: a supervisor other than the proposer confirms, and decides what is kept.

    What is kept follows from the mode of the day. Without a threshold decision the subject's details are taken out.
    Names in the account itself go only where `names_out` says so; None = nobody has looked, and raises RuleBroken where
    the details of a subject go while the account names people of the case.
    """
    if incident.crime_decision is CrimeDecision.CRIME:
        raise RuleBroken("A crime is recorded here. The crime registrar can cancel the record.")
    given = {"reason": incident.non_crime_reason}
    proposer = incident.non_crime_proposed_by_id
    demand(actor, incident, Permission.CASE_CLOSE_APPROVE, earlier=proposer)
    unchanged(incident, seen)
    progress.apply("confirm_non_crime", incident, incident, actor=actor, at=at, given=given, earlier=proposer)
    mode = mode_for(incident, at)
    _take_names_out(incident, names_out, must_look=threshold is None)
    kept = record_in(mode, worth_keeping=worth_keeping)
    if threshold is not None:
        check_threshold(threshold, kept, london_day(at))
    incident.crime_decision = CrimeDecision.NON_CRIME
    incident.crime_decision_at = at
    _found(incident, mode, kept, threshold, actor, at)
    flag = sorted(row.strand.value for row in incident.strands)
    if kept is not RecordKept.HATE_INCIDENT:
        incident.strands, incident.perceptions = [], []
    if threshold is None:
        _forget_subjects(incident)
    history.record(
        incident, EventKind.NON_CRIME_CONFIRMED, actor=actor, at=at, detail={"strands": flag}, record=kept.value,
        names_out=len(names_out or ()),
    )  # fmt: skip


def _take_names_out(incident: Incident, chosen: Sequence[str] | None, *, must_look: bool) -> None:
    found = {one.words for one in names_in_account(incident)}
    if chosen is None:
        if found and must_look and subjects_of(incident):
            raise RuleBroken("Say which names are taken out of the account.", field="names_out")
        return
    if not found.issuperset(chosen):
        raise RuleBroken("Choose names that stand in the account.", field="names_out")
    incident.narrative = without_names(incident.narrative, chosen)


def _found(
    incident: Incident, mode: RecordingMode, kept: RecordKept, threshold: Threshold | None, actor: Actor, at: datetime
) -> None:
    db.session.add(
        NonCrimeFinding(
            incident_id=incident.id,
            mode=mode,
            record=kept,
            ground=threshold.ground if threshold else None,
            threshold_reason=threshold.reason if threshold else None,
            review_on=threshold.review_on if threshold else None,
            decided_by_id=actor.user_id,
            decided_at=at,
        )
    )
    db.session.flush()


def _forget_subjects(incident: Incident) -> None:
    """Who the report complains of is not stored: the place in the case stays, without a name or a fact."""
    for suspect, person in subjects_of(incident):
        for name in OF_SUSPECT:
            setattr(suspect, name, None)
        if {role.party_role for role in person.roles} & {PartyRole.VICTIM, PartyRole.WITNESS}:
            continue  # who is also complainant or witness is named for that
        person.given_names, person.surname = NOBODY
        for name in OF_PERSON:
            setattr(person, name, None)
        _forget_beside(person)
    db.session.flush()


def _forget_beside(person: Person) -> None:
    """Contact, characteristics and links of a person."""
    cards = select(PersonContact.id).where(PersonContact.person_id == person.id)
    db.session.execute(delete(ContactDigest).where(ContactDigest.contact_id.in_(cards)))
    db.session.execute(delete(PersonContact).where(PersonContact.person_id == person.id))
    db.session.execute(delete(PersonCharacteristics).where(PersonCharacteristics.person_id == person.id))
    linked = or_(IdentityLink.person_id == person.id, IdentityLink.same_as_id == person.id)
    db.session.execute(delete(IdentityLink).where(linked))


@atomic
def review_subject(
    incident: Incident,
    threshold: Threshold | None,
    *,
    names_out: Sequence[str] | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """What is kept of the subject is looked at again: kept on, with a risk, a reason and a day, or taken out.

    Raises WrongStage where nothing is kept.
    """
    demand(actor, incident, Permission.CASE_CLOSE_APPROVE)
    unchanged(incident, seen)
    earlier, since = finding_of(incident), kept_since(incident)
    if earlier is None or since is None:
        raise WrongStage("No details of a subject are kept here.")
    if threshold is not None:
        check_threshold(threshold, earlier.record, london_day(at))
        check_kept_on(threshold, london_day(since))
    _take_names_out(incident, names_out, must_look=threshold is None)
    _found(incident, earlier.mode, earlier.record, threshold, actor, at)
    if threshold is None:
        _forget_subjects(incident)
    kind = EventKind.SUBJECT_TAKEN_OUT if threshold is None else EventKind.SUBJECT_KEPT_ON
    history.record(incident, kind, actor=actor, at=at, names_out=len(names_out or ()))


@atomic
def record_relevance(incident: Incident, prosecutor: User, reason: str, *, actor: Actor, at: datetime) -> None:
    """A prosecutor asked for papers of a report that is no crime: who, and to what it is relevant."""
    demand(actor, incident, Permission.DOCUMENT_ISSUE)
    demand(actor, incident, Permission.CASE_EDIT)
    if incident.crime_decision is not CrimeDecision.NON_CRIME:
        raise WrongStage("Papers of this case need no such record: it was not found to be no crime.")
    if not {row.role for row in prosecutor.roles} & {Role.PROSECUTOR, Role.SENIOR_PROSECUTOR}:
        raise RuleBroken("Choose a prosecutor.", field="prosecutor")
    if not reason.strip():
        raise RuleBroken("Say to what it is relevant.", field="reason")
    db.session.add(
        PaperRelevance(
            incident_id=incident.id,
            prosecutor_id=prosecutor.id,
            reason=reason,
            recorded_by_id=actor.user_id,
            recorded_at=at,
        )
    )
    history.record(incident, EventKind.RELEVANCE_RECORDED, actor=actor, at=at, user=prosecutor.id)
