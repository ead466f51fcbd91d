"""Files of evidence travel with a case to another force: the same content, a key of its own for the new case.

Each item with a file comes along with what it is, and nothing that was learnt from it. What is sensitive stays, for
somebody has to decide about it, and so does a file with malware.
"""

from datetime import datetime

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.vocabulary import CopyState, CustodyKind, MalwareState
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.sealed import keyring
from app.models.vault import EvidenceFile
from app.models.viewing import FileCopying, FileText
from app.services import promised_copies, promised_texts
from app.services.evidence_files import lock_name
from app.services.vault import content_of

OF_ITEM = (
    "file_id", "exhibit_ref", "kind", "description", "is_core_evidence", "usage", "availability", "obtained_at",
    "file_name", "file_sha256", "file_byte_size",
)  # fmt: skip
OF_FILE = (
    "stored_file_id", "file_id", "name", "media_type", "flags", "malware_state", "uploaded_by_id", "uploaded_at",
    "tool", "tool_version",
)  # fmt: skip


def carry_files(incident: Incident, received: Incident, *, actor: Actor, at: datetime) -> None:
    """Give the new case the files of the old one; both chains say who handed them to whom. Part of the transfer."""
    found = (
        select(EvidenceFile)
        .join(EvidenceFile.item)
        .where(
            EvidenceFile.incident_id == incident.id,
            EvidenceFile.malware_state != MalwareState.INFECTED,
            EvidenceItem.is_sensitive.is_not(True),
        )
        .order_by(EvidenceFile.id)
    )
    files = db.session.scalars(found).all()
    for name in sorted({held.stored.store_name for held in files}):
        lock_name(name)  # nobody gives the content another key meanwhile
    items: dict[int, EvidenceItem] = {}
    carried: dict[int, EvidenceFile] = {}
    for held in files:
        if held.parent_id is not None and held.parent_id not in carried:
            continue  # made of a file that stays
        if held.evidence_item_id not in items:
            items[held.evidence_item_id] = _item(held.item, received)
        carried[held.id] = _file(held, items[held.evidence_item_id], carried, received)
        if held.parent_id is None:
            _hand_over(held, carried[held.id], actor, at)
            _what_was_made(held, carried[held.id], at)


def _item(item: EvidenceItem, received: Incident) -> EvidenceItem:
    copy = EvidenceItem(incident_id=received.id, **{name: getattr(item, name) for name in OF_ITEM})
    db.session.add(copy)
    db.session.flush()
    return copy


def _file(held: EvidenceFile, item: EvidenceItem, carried: dict[int, EvidenceFile], to: Incident) -> EvidenceFile:
    copy = EvidenceFile(
        evidence_item_id=item.id,
        incident_id=to.id,
        wrapped_key=keyring().wrap_file_key(content_of(held).key, to.wrapped_key),
        parent_id=carried[held.parent_id].id if held.parent_id is not None else None,
        **{name: getattr(held, name) for name in OF_FILE},
    )
    db.session.add(copy)
    db.session.flush()
    return copy


def _hand_over(held: EvidenceFile, copy: EvidenceFile, actor: Actor, at: datetime) -> None:
    """The old chain ends with whoever has it now; the new one begins with whom it came from."""
    sender, receiver = (file.incident.unit.organisation.name for file in (held, copy))
    for file, kind in ((held, CustodyKind.HANDED_OVER), (copy, CustodyKind.RECEIVED)):
        db.session.add(
            CustodyEntry(
                evidence_item_id=file.evidence_item_id, evidence_file_id=file.id, kind=kind, at=at, recorded_at=at,
                recorded_by_id=actor.user_id, from_holder=sender, to_holder=receiver,
                reason="The case was transferred.", sha256=file.stored.sha256,
            )
        )  # fmt: skip


def _what_was_made(held: EvidenceFile, copy: EvidenceFile, at: datetime) -> None:
    """How far its copies have come, and its words, sealed for the new case; what is not there yet is promised."""
    row = db.session.scalars(select(FileCopying).where(FileCopying.evidence_file_id == held.id)).one_or_none()
    if row is None or row.state is CopyState.WAITING:
        promised_copies.promise(copy, at=at)
    else:
        made = {name: getattr(row, name) for name in ("state", "problem", "pages", "asked_at", "ended_at")}
        db.session.add(FileCopying(evidence_file_id=copy.id, **made))
    pages = db.session.scalars(select(FileText).where(FileText.evidence_file_id == held.id).order_by(FileText.page))
    kept = pages.all()
    if not kept:
        promised_texts.promise(copy, at=at)
    for page in kept:
        words = FileText(file=copy, page=page.page, found=page.found)
        words.text = page.text
        db.session.add(words)
    db.session.flush()
