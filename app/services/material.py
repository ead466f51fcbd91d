"""Material: evidence, statements, documents, words of hostility, lines of inquiry, media and disclosure answers."""

from dataclasses import dataclass
from datetime import date, datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import (
    HostilityLimb,
    MgForm,
    RedactionStatus,
    StatementKind,
    Strand,
    TimeRelation,
)
from app.models.incident import Incident
from app.models.material import (
    CaseDocument,
    EvidenceItem,
    HostilityItem,
    Statement,
)
from app.models.people import Person
from app.queries.statements import signature_of
from app.services import history
from app.services.authority import demand, unchanged
from app.services.back_pages import join_statement
from app.services.items import EvidenceDetails as EvidenceDetails
from app.services.items import check_evidence, new_item, person_of_case, put_evidence
from app.services.links import Source, replace_links
from app.services.numbering import next_file_id
from app.services.people import put
from app.services.standing import refuse_what_does_not_count


@atomic
def add_evidence(incident: Incident, details: EvidenceDetails, *, actor: Actor, at: datetime) -> EvidenceItem:
    """Add an item of evidence, used or unused."""
    demand(actor, incident, Permission.EVIDENCE_ADD)
    item = new_item(incident, details)
    history.record(incident, EventKind.EVIDENCE_ADDED, actor=actor, at=at, evidence=item.id)
    return item


@atomic
def change_evidence(
    item: EvidenceItem,
    incident: Incident,
    details: EvidenceDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct what is said about an item; the item itself never changes."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(item, seen)
    refuse_what_does_not_count(item)
    check_evidence(incident, details)
    put_evidence(item, details)
    history.record(incident, EventKind.EVIDENCE_CHANGED, actor=actor, at=at, evidence=item.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDetails:
    """The front of a statement."""

    kind: StatementKind
    made_on: date
    declaration: bool
    text: str
    is_draft: bool | None = None
    is_recorded_interview: bool | None = None


@atomic
def add_statement(
    incident: Incident, person: Person, details: StatementDetails, *, actor: Actor, at: datetime
) -> Statement:
    """Add a statement of a person of the case; a personal statement and a withdrawal also stand with the victim."""
    demand(actor, incident, Permission.EVIDENCE_ADD)
    if person.incident_id != incident.id:
        raise RuleBroken("Choose a person of this case.", field="person")
    if details.made_on > london_day(at):
        raise RuleBroken("The date lies in the future.", field="made_on")
    statement = Statement(
        incident_id=incident.id,
        file_id=next_file_id(Statement, incident.id, "S"),
        person_id=person.id,
        taken_by_id=actor.user_id,
        signed=False,
    )
    put(statement, details)
    db.session.add(statement)
    db.session.flush()
    history.record(incident, EventKind.STATEMENT_ADDED, actor=actor, at=at, statement=statement.id, person=person.id)
    return statement


@atomic
def change_statement(
    statement: Statement,
    incident: Incident,
    details: StatementDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct a statement. Other words under a signature are a new version that nobody has signed.

    The words that were signed stay with the signature; where another system holds it, they are not changed.
    """
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(statement, seen)
    if statement.signed and statement.text != details.text:
        if signature_of(statement) is None:
            raise RuleBroken("It was signed elsewhere, so its words stay. Add a further statement.", field="text")
        statement.text_version, statement.signed = statement.text_version + 1, False
    put(statement, details)
    history.record(
        incident, EventKind.STATEMENT_CHANGED, actor=actor, at=at, statement=statement.id, person=statement.person_id
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDetails:
    """A paper of the file, by name and hash or link."""

    mg_form: MgForm
    title: str
    contains_unredacted_personal_data: bool
    redaction_status: RedactionStatus
    bundles: tuple[str, ...] = ()
    about_person_id: int | None = None
    document_version: int | None = None
    dated_on: date | None = None
    redaction_reason: str | None = None
    statement_id: int | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    file_byte_size: int | None = None
    file_link: str | None = None


@atomic
def add_document(incident: Incident, details: DocumentDetails, *, actor: Actor, at: datetime) -> CaseDocument:
    """Add a paper to the file."""
    demand(actor, incident, Permission.EVIDENCE_ADD)
    person_of_case(incident, details.about_person_id)
    document = CaseDocument(incident_id=incident.id, file_id=next_file_id(CaseDocument, incident.id, "D"))
    put(document, details)
    db.session.add(document)
    db.session.flush()
    join_statement(document)
    history.record(incident, EventKind.DOCUMENT_ADDED, actor=actor, at=at, document=document.id)
    return document


@atomic
def change_document(
    document: CaseDocument,
    incident: Incident,
    details: DocumentDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct what is said about a paper."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(document, seen)
    person_of_case(incident, details.about_person_id)
    put(document, details)
    join_statement(document)
    document.decided_by_id = actor.user_id if details.redaction_reason else document.decided_by_id
    history.record(incident, EventKind.DOCUMENT_CHANGED, actor=actor, at=at, document=document.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostilityDetails:
    """One thing said or done, verbatim."""

    strand: Strand
    limb: HostilityLimb
    quote: str
    time_relation: TimeRelation
    translation: str | None = None
    said_by_id: int | None = None


@atomic
def add_hostility(
    incident: Incident, details: HostilityDetails, source: Source, *, actor: Actor, at: datetime
) -> HostilityItem:
    """Record words or acts that show hostility, with the paper or item they stand in."""
    demand(actor, incident, Permission.CASE_EDIT)
    _check_hostility(incident, details, source)
    item = HostilityItem(incident_id=incident.id)
    put(item, details)
    db.session.add(item)
    db.session.flush()
    replace_links(incident.id, "hostility", item.id, [source])
    history.record(incident, EventKind.HOSTILITY_ADDED, actor=actor, at=at)
    return item


def _check_hostility(incident: Incident, details: HostilityDetails, source: Source) -> None:
    if source.incident_id != incident.id:
        raise RuleBroken("Choose material of this case.", field="source")
    person_of_case(incident, details.said_by_id)


@atomic
def change_hostility(
    item: HostilityItem,
    incident: Incident,
    details: HostilityDetails,
    source: Source,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct words or acts recorded as hostility."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(item, seen)
    _check_hostility(incident, details, source)
    put(item, details)
    replace_links(incident.id, "hostility", item.id, [source])
    history.record(incident, EventKind.HOSTILITY_CHANGED, actor=actor, at=at)


@atomic
def say_no_hostility(
    incident: Incident, reason: str | None, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """State that no evidence of hostility has been found, and why; without words the statement is taken back."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(incident, seen)
    incident.no_hostility_found_reason = reason
    history.record(incident, EventKind.HOSTILITY_CHANGED, actor=actor, at=at)
