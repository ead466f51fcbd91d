"""People of a case: names and roles, contact and safe-contact, a victim's answers and needs."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import (
    PartyRole,
    ReadAloud,
    RiskLevel,
    Sex,
    StatementKind,
    StatementResponse,
    Tier,
    VictimSupport,
)
from app.models.incident import Incident
from app.models.material import Statement
from app.models.people import ContactDigest, Person, PersonContact, PersonRole
from app.models.sealed import keyring
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.queries.non_crime import may_name_subject
from app.services import history
from app.services.authority import demand, unchanged
from app.services.links import Source, of_case, replace_links
from app.services.numbering import next_file_id


def put(row: Any, details: Any, *, leave: Sequence[str] = ()) -> None:
    """Copy a verb's details, each named like its column, onto a row."""
    for member in fields(details):
        if member.name not in leave:
            setattr(row, member.name, getattr(details, member.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """Who somebody is in this case. No contact details here."""

    given_names: str
    surname: str
    roles: tuple[PartyRole, ...]
    organisation: str | None = None
    date_of_birth: date | None = None
    sex: Sex | None = None
    occupation: str | None = None
    language: str | None = None
    interpreter_needed: bool | None = None
    is_key_witness: bool | None = None
    is_vulnerable_or_intimidated: bool | None = None
    statement_outstanding_due_on: date | None = None
    same_person_note: str | None = None


@atomic
def add_person(incident: Incident, details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Add a person with the roles they have in this case; a victim or suspect gets the row their answers go to."""
    demand(actor, incident, Permission.CASE_EDIT)
    _check(incident, details)
    person = Person(incident_id=incident.id, file_id=next_file_id(Person, incident.id, "P"))
    put(person, details, leave=("roles",))
    db.session.add(person)
    db.session.flush()
    rows_of_roles(incident, person, details.roles)
    history.record(incident, EventKind.PERSON_ADDED, actor=actor, at=at, person=person.id, role=details.roles[0].value)
    return person


def _check(incident: Incident, details: PersonDetails) -> None:
    if not details.roles:
        raise RuleBroken("Choose at least one role in the case.", field="roles")
    if PartyRole.SUSPECT in details.roles:
        check_subject(incident, field="roles")


def check_subject(incident: Incident, *, field: str | None = None) -> None:
    """Raise RuleBroken where details of the subject would be stored of a report that is no crime, undecided."""
    if not may_name_subject(incident):
        raise RuleBroken(
            "This report is no crime, and no supervisor has decided to keep details of the subject.", field=field
        )


def rows_of_roles(incident: Incident, person: Person, roles: Sequence[PartyRole]) -> None:
    """The roles a person has not had yet, each with the row its answers go to."""
    kept = {row.party_role for row in person.roles}
    person.roles.extend(PersonRole(party_role=role) for role in roles if role not in kept)
    db.session.flush()
    if PartyRole.VICTIM in roles and victim_of(person) is None:
        db.session.add(Victim(incident_id=incident.id, person_id=person.id))
    if PartyRole.SUSPECT in roles and suspect_of(person) is None:
        db.session.add(Suspect(incident_id=incident.id, person_id=person.id))
    db.session.flush()


def victim_of(person: Person) -> Victim | None:
    """The row of a person's answers as a victim."""
    return db.session.scalars(select(Victim).where(Victim.person_id == person.id)).one_or_none()


def suspect_of(person: Person) -> Suspect | None:
    """The row of a person's facts as a suspect."""
    return db.session.scalars(select(Suspect).where(Suspect.person_id == person.id)).one_or_none()


@atomic
def change_person(
    person: Person, details: PersonDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct who somebody is. A role once used stays: an allegation or a crime may hang on it."""
    incident = person.incident
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(person, seen)
    _check(incident, details)
    kept = {role.party_role for role in person.roles}
    if {PartyRole.VICTIM, PartyRole.SUSPECT} & (kept - set(details.roles)):
        raise RuleBroken("A victim or suspect stays one in this case.", field="roles")
    put(person, details, leave=("roles",))
    person.roles = [row for row in person.roles if row.party_role in details.roles]
    rows_of_roles(incident, person, details.roles)
    history.record(incident, EventKind.PERSON_CHANGED, actor=actor, at=at, person=person.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """How to reach a person, and how never to."""

    address: str | None = None
    postcode: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    safe_channels: tuple[str, ...] = ()
    unsafe_channels: tuple[str, ...] = ()
    voicemail_allowed: bool | None = None
    note: str | None = None


def store_contact(person: Person, card: ContactCard) -> PersonContact:
    """The sealed row and its digests; not yet in the history."""
    contact = contact_of(person)
    if contact is None:
        contact = PersonContact(person=person)
        db.session.add(contact)
    for member in fields(card):
        value = getattr(card, member.name)
        setattr(contact, member.name, (list(value) or None) if isinstance(value, tuple) else value)
    texts = {keyring().digest_of(text) for text in (*card.phones, *card.emails)}
    contact.digests = [ContactDigest(digest=digest) for digest in sorted(texts)]
    db.session.flush()
    return contact


def contact_of(person: Person) -> PersonContact | None:
    """The contact record of a person."""
    return db.session.scalars(select(PersonContact).where(PersonContact.person_id == person.id)).one_or_none()


def _check_statement(victim: Victim, statement_id: int | None, kind: StatementKind, field: str) -> None:
    """A statement of this kind that the victim made."""
    if statement_id is None:
        return
    row = db.session.get(Statement, statement_id)
    if row is None or row.person_id != victim.person_id or row.kind is not kind:
        raise RuleBroken(f"Choose a statement of this victim: {kind.label.lower()}.", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimAnswers:
    """What is asked about every victim; None = nobody has answered."""

    victim_support: VictimSupport | None = None
    support_reason: str | None = None
    no_statement_reason: str | None = None
    evidence_led_assessment: str | None = None
    tier: Tier = Tier.STANDARD
    tier_basis: tuple[str, ...] | None = None
    vps_offered_at: datetime | None = None
    vps_response: StatementResponse = StatementResponse.NOT_ANSWERED
    vps_read_aloud: ReadAloud | None = None
    vps_summary: str | None = None
    vps_statement_id: int | None = None
    withdrawal_statement_id: int | None = None
    risk_level: RiskLevel | None = None
    injuries_description: str | None = None


@atomic
def answer_for_victim(
    victim: Victim,
    answers: VictimAnswers,
    *,
    injured: Sequence[Source] | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Support for prosecution, tier, personal statement, risk, injuries; `injured` shows them (None = as before)."""
    incident = victim.person.incident
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(victim, seen)
    _check_statement(victim, answers.vps_statement_id, StatementKind.VICTIM_PERSONAL, "vps_statement_id")
    _check_statement(victim, answers.withdrawal_statement_id, StatementKind.WITHDRAWAL, "withdrawal_statement_id")
    of_case(incident, injured or (), field="injured")
    if injured and not answers.injuries_description:
        raise RuleBroken("Describe the injuries that these show.", field="injuries_description")
    put(victim, answers)
    if injured is not None or not answers.injuries_description:
        replace_links(incident.id, "injured", victim.id, injured or ())
    history.record(incident, EventKind.VICTIM_CHANGED, actor=actor, at=at, person=victim.person_id)


@atomic
def put_needs(
    victim: Victim,
    needs: Sequence[str],
    special_measures: Sequence[str],
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The needs assessment: what the victim needs, sealed, and the special measures asked for."""
    incident = victim.person.incident
    demand(actor, incident, Permission.NEEDS_EDIT)
    unchanged(victim, seen)
    victim.needs_assessed_at = at
    victim.needs = list(needs) or None
    victim.special_measures = tuple(special_measures)
    history.record(incident, EventKind.VICTIM_CHANGED, actor=actor, at=at, person=victim.person_id)
