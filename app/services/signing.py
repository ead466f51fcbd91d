"""Signing a statement, and its back page. Nobody's password stands for another's signature."""

from dataclasses import dataclass
from datetime import datetime

from app.database.atomic import atomic
from app.database.audit import Note
from app.database.session import db
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.signing import same_name, text_hash
from app.domain.vocabulary import MgForm, RedactionStatus, SignatureManner
from app.models.incident import Incident
from app.models.material import CaseDocument, Statement
from app.models.statement import StatementBackPage, StatementSignature
from app.models.user import User
from app.queries.statements import back_page_of
from app.services import history, own_password
from app.services.authority import demand, unchanged
from app.services.back_pages import join_statement
from app.services.numbering import next_file_id
from app.services.people import put


def sign_with_password(
    statement: Statement, incident: Incident, password: str, *, seen: int | None = None, actor: Actor, at: datetime
) -> StatementSignature:
    """A member of staff confirms the exact words of their own statement with their own password.

    Raises RuleBroken for a statement of somebody else, for another password and after too many tries (RATE-1). The
    password is checked between short transactions; whether these words may be signed is asked before it and after.
    """
    demand(actor, incident, Permission.CASE_EDIT)
    _is_own(statement, actor)
    own_password.confirm_own_password(password, _refusal(incident, actor, at), actor=actor, at=at)
    return _sign_own(statement, incident, seen, actor=actor, at=at)


def _is_own(statement: Statement, actor: Actor) -> None:
    if statement.signed:
        raise RuleBroken("These words are signed already.")
    if not same_name(_signing_user(actor).name, statement.person.full_name):
        raise RuleBroken("This is the statement of somebody else. Only they can sign it.", field="password")


def _refusal(incident: Incident, actor: Actor, at: datetime) -> Note:
    """What the audit keeps of a password that did not sign."""
    return Note(
        action="statement:sign",
        kind=AuditKind.REFUSAL,
        at=at,
        actor_role=actor.role_name,
        actor_id=actor.user_id,
        org_id=actor.organisation_id,
        session_ref=actor.session_ref,
        object_type="incident",
        object_id=incident.reference,
    )


@atomic
def _sign_own(
    statement: Statement, incident: Incident, seen: int | None, *, actor: Actor, at: datetime
) -> StatementSignature:
    _may_sign(statement, incident, seen, actor)
    _is_own(statement, actor)
    statement.declaration = True
    return _sign(statement, incident, SignatureManner.PASSWORD, statement.person.full_name, at, actor=actor, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOriginal:
    """What is recorded of a statement signed on paper: when, who was present, where the original is."""

    signed_at: datetime
    present: str
    original_reference: str
    declaration: bool = True


@atomic
def sign_on_paper(
    statement: Statement,
    incident: Incident,
    original: PaperOriginal,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> StatementSignature:
    """Record that the person signed these words on paper. Raises RuleBroken for a time that has not come."""
    _may_sign(statement, incident, seen, actor)
    if original.signed_at > at:
        raise RuleBroken("The time lies in the future.", field="signed_at")
    if london_day(original.signed_at) < statement.made_on:
        raise RuleBroken("It cannot be signed before the day it was made.", field="signed_at")
    statement.declaration = original.declaration
    return _sign(
        statement,
        incident,
        SignatureManner.PAPER,
        statement.person.full_name,
        original.signed_at,
        present=original.present,
        reference=original.original_reference,
        actor=actor,
        at=at,
    )


@atomic
def sign_in_presence(
    statement: Statement,
    incident: Incident,
    typed_name: str,
    *,
    confirmed: bool,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> StatementSignature:
    """The person types their full name under the words, beside the officer who is signed in and is recorded as present.

    Raises RuleBroken for another name, and where the declaration is not confirmed.
    """
    _may_sign(statement, incident, seen, actor)
    user = _signing_user(actor)
    if not same_name(typed_name, statement.person.full_name):
        raise RuleBroken("Type the full name of the person whose statement this is.", field="full_name")
    if same_name(user.name, statement.person.full_name):
        raise RuleBroken("Your own statement is signed with your password.", field="full_name")
    if not confirmed:
        raise RuleBroken("Confirm that the words are true.", field="confirmed")
    statement.declaration = True
    name = " ".join(typed_name.split())
    return _sign(
        statement, incident, SignatureManner.PRESENCE, name, at, present=user.named, actor=actor, at=at
    )  # fmt: skip


def _may_sign(statement: Statement, incident: Incident, seen: int | None, actor: Actor) -> None:
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(statement, seen)
    if statement.signed:
        raise RuleBroken("These words are signed already.")


def _signing_user(actor: Actor) -> User:
    user = db.session.get(User, actor.user_id) if actor.user_id else None
    if user is None:
        raise RuleBroken("Somebody who is signed in must do this.")
    return user


def _sign(
    statement: Statement,
    incident: Incident,
    manner: SignatureManner,
    name: str,
    signed_at: datetime,
    *,
    present: str | None = None,
    reference: str | None = None,
    actor: Actor,
    at: datetime,
) -> StatementSignature:
    """The signature holds the words themselves: what was signed can be read whatever the statement says later."""
    signature = StatementSignature(
        statement_id=statement.id,
        text_version=statement.text_version,
        manner=manner,
        signed_name=name,
        signed_at=signed_at,
        text=statement.text,
        text_sha256=text_hash(statement.text),
        present=present,
        original_reference=reference,
        recorded_by_id=actor.user_id,
    )
    statement.signed = True
    statement.is_draft = False if statement.is_draft else statement.is_draft
    db.session.add(signature)
    db.session.flush()
    history.record(
        incident, EventKind.STATEMENT_SIGNED, actor=actor, at=at, statement=statement.id, person=statement.person_id
    )
    return signature


@dataclass(frozen=True, slots=True, kw_only=True)
class BackPage:
    """What the back page asks besides contact details: when the witness cannot come, needs, medical records."""

    unavailable: str | None = None
    needs: str | None = None
    medical_consent: bool | None = None


@atomic
def write_back_page(
    statement: Statement, incident: Incident, page: BackPage, *, seen: int | None = None, actor: Actor, at: datetime
) -> StatementBackPage:
    """Write the back page of a statement; the file gets a paper of its own for it, which goes into no bundle."""
    demand(actor, incident, Permission.PERSON_EDIT)
    row = back_page_of(statement)
    if row is None:
        row = StatementBackPage(statement=statement, incident=incident)
        db.session.add(row)
    else:
        unchanged(row, seen)
    put(row, page)
    db.session.flush()
    if statement.back_page_document_id is None:
        _paper_for(statement, incident)
    history.record(
        incident, EventKind.BACK_PAGE_CHANGED, actor=actor, at=at, statement=statement.id, person=statement.person_id
    )
    return row


def _paper_for(statement: Statement, incident: Incident) -> None:
    paper = CaseDocument(
        incident_id=incident.id,
        file_id=next_file_id(CaseDocument, incident.id, "D"),
        mg_form=MgForm.MG11_BACK,
        title=f"Back page of statement {statement.file_id}",
        about_person_id=statement.person_id,
        statement_id=statement.id,
        contains_unredacted_personal_data=True,
        redaction_status=RedactionStatus.NOT_CHECKED,
    )
    db.session.add(paper)
    db.session.flush()
    join_statement(paper)
