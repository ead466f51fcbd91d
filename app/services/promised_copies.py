"""The copy without hidden details of each kept file: promised with the file, asked for again where it failed."""

from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import RuleBroken
from app.domain.permissions import Permission
from app.domain.vocabulary import CopyState, MalwareState
from app.models.incident import Incident
from app.models.outbox import Outbox
from app.models.vault import EvidenceFile
from app.models.viewing import FileCopying
from app.services.authority import demand

COPY = "copy_file"


def promise(held: EvidenceFile, *, at: datetime) -> None:
    """In the transaction that keeps an original: the worker will make its copy, once the file is acknowledged."""
    db.session.add(FileCopying(evidence_file_id=held.id, asked_at=at))
    _ask(held.id, at)


def _ask(number: int, at: datetime) -> None:
    db.session.add(Outbox(kind=COPY, payload={"file": number}, promised_at=at, due_at=at))


@atomic
def promise_again(incident: Incident, held: EvidenceFile, *, actor: Actor, at: datetime) -> None:
    """Try once more to make the copy that could not be made. Changes no fact of the case.

    Raises RuleBroken where the copy is there or on its way, or the file is locked.
    """
    demand(actor, incident, Permission.CASE_EDIT)
    demand(actor, incident, Permission.EVIDENCE_VIEW)
    if held.malware_state is MalwareState.INFECTED:
        raise RuleBroken("Malware was found in this file. It is kept and not given out.")
    row = db.session.scalars(
        select(FileCopying).where(FileCopying.evidence_file_id == held.id).with_for_update()
    ).one_or_none()
    if row is not None and row.state is not CopyState.FAILED:
        raise RuleBroken("The copy is there already, or being prepared.")
    if row is None:
        db.session.add(FileCopying(evidence_file_id=held.id, asked_at=at))
    else:
        row.state, row.problem, row.asked_at, row.ended_at = CopyState.WAITING, None, at, None
    _ask(held.id, at)
    note(
        Note(
            action="copy_asked_again", kind=AuditKind.ALTERATION, at=at, actor_role=actor.role_name,
            actor_id=actor.user_id, org_id=actor.organisation_id, session_ref=actor.session_ref,
            object_type="incident", object_id=incident.reference, detail={"file": held.file_id},
        )
    )  # fmt: skip


@atomic
def promise_missing(at: datetime) -> None:
    """Files kept before copies were made: each night, those that nobody has promised a copy of."""
    promised = select(FileCopying.id).where(FileCopying.evidence_file_id == EvidenceFile.id).exists()
    originals = select(EvidenceFile).where(EvidenceFile.parent_id.is_(None), ~promised).order_by(EvidenceFile.id)
    for held in db.session.scalars(originals).all():
        promise(held, at=at)
