"""Files of evidence: stored whole and looked at, given out for a reason, each time an entry in the custody chain."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select, text

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import Conflict, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import CustodyKind, MalwareState, StoreCheck
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.sealed import keyring
from app.models.vault import ArrivingFile, EvidenceFile, StoredFile
from app.services import history, promised_texts
from app.services.authority import demand
from app.services.numbering import next_file_id
from app.services.promised_copies import promise
from app.services.uploads import Verdict, inspect_upload
from app.services.vault import Content, Damaged, Staged, content_of, vault

LONGEST_NAME = 150
NO_NAME = "file"
# How long a reason that was given opens the original: long enough to go on after a dropped line.
REASON_HOLDS_FOR = timedelta(hours=1)
VERIFIED_WHOLE = 64 * 1024 * 1024
Inspect = Callable[..., Verdict]


def clean_name(name: str) -> str:
    """The name as it may be shown (UPL-5): no path, no control characters, none that change the direction of text."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    kept = kept.strip(" .")
    stem, dot, extension = kept.rpartition(".")
    if len(kept) > LONGEST_NAME and dot and len(extension) <= 10:
        return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
    return kept[:LONGEST_NAME] or NO_NAME


def add_file(
    incident: Incident,
    item: EvidenceItem,
    staged: Staged,
    *,
    name: str,
    declared: str | None,
    received_from: str | None = None,
    arrived: ArrivingFile | None = None,
    inspect: Inspect = inspect_upload,
    actor: Actor,
    at: datetime,
) -> EvidenceFile:
    """Keep a file that has arrived: limits, what kind it is, its place on the disk, then the row and the entries.

    `arrived` is the record of a file that came in pieces: it is finished in the same transaction.

    Raises RuleBroken with a sentence for the field of the file.
    """
    demand(actor, incident, Permission.EVIDENCE_ADD)
    if staged.is_too_large:
        raise RuleBroken(f"The file is larger than {in_words(staged.most)}.", field="file")
    verdict = inspect(staged.complete(), name=name, declared=declared, size=staged.size)
    if not verdict.accepted:
        raise RuleBroken(verdict.reason, field="file")
    placed = vault().place(staged)
    found = _Found(placed, verdict, clean_name(name), received_from, arrived)
    return _hold(incident, item, staged, found, actor=actor, at=at)


def in_words(size: int) -> str:
    """A limit as a person reads it."""
    return f"{size // 2**20:,} MiB" if size >= 2**20 else f"{size:,} bytes"


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a file by the time its row is written."""

    placed: str
    verdict: Verdict
    name: str
    received_from: str | None
    arrived: ArrivingFile | None


@atomic
def _hold(
    incident: Incident,
    item: EvidenceItem,
    staged: Staged,
    found: _Found,
    *,
    actor: Actor,
    at: datetime,
) -> EvidenceFile:
    """The row by which the case holds the file: the second half of `add_file`, in one transaction."""
    demand(actor, incident, Permission.EVIDENCE_ADD)
    if item.incident_id != incident.id:
        raise RuleBroken("Choose an item of this case.")
    _within_quota(incident, staged.size, actor)
    lock_name(found.placed)
    stored, key = stored_as(staged, found.placed, at)
    held = EvidenceFile(
        evidence_item_id=item.id,
        incident_id=incident.id,
        stored_file_id=stored.id,
        file_id=next_file_id(EvidenceFile, incident.id, "F"),
        wrapped_key=keyring().wrap_file_key(key, incident.wrapped_key),
        name=found.name,
        media_type=found.verdict.media_type,
        flags=tuple(flag.value for flag in found.verdict.flags),
        uploaded_by_id=actor.user_id,
        uploaded_at=at,
    )
    db.session.add(held)
    db.session.flush()
    enter(held, CustodyKind.RECEIVED, None, held.uploaded_by_id, at, from_holder=found.received_from)
    _promise_work(held, at)
    if item.file_name is None and item.file_link is None:  # the file check asks where the content is
        item.file_name, item.file_sha256, item.file_byte_size = held.name, staged.sha256, staged.size
    if found.arrived is not None:
        _finish(found.arrived, held)
    history.record(
        incident, EventKind.FILE_STORED, actor=actor, at=at, evidence=item.id, file=held.file_id, exhibit=item.file_id
    )
    return held


def _promise_work(held: EvidenceFile, at: datetime) -> None:
    """What is made of every file, once it is acknowledged."""
    promise(held, at=at)
    promised_texts.promise(held, at=at)


def _finish(arrived: ArrivingFile, held: EvidenceFile) -> None:
    """Raise Conflict where the same pieces became a file a moment ago."""
    row = db.session.get_one(ArrivingFile, arrived.id, with_for_update=True, populate_existing=True)
    if row.evidence_file_id is not None:
        raise Conflict("This file has just been stored.")
    row.evidence_file_id = held.id


def lock_name(name: str) -> None:
    """Until the transaction ends nobody else decides what lies under this name. SQLite has one writer anyhow."""
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        db.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _within_quota(incident: Incident, size: int, actor: Actor) -> None:
    """Raise RuleBroken where the person or the case would have more than its share (UPL-1)."""
    sizes = vault().sizes
    sent = EvidenceFile.parent_id.is_(None)  # what was made of it counts for nobody
    if _sum(sent, EvidenceFile.uploaded_by_id == actor.user_id) + size > sizes.of_person:
        raise RuleBroken("You have sent as much as one person may. Ask who runs the system.", field="file")
    if _sum(sent, EvidenceFile.incident_id == incident.id) + size > sizes.of_case:
        raise RuleBroken("This case holds as much as one case may. Ask who runs the system.", field="file")


def _sum(*conditions: ColumnElement[bool]) -> int:
    found = select(func.coalesce(func.sum(StoredFile.byte_size), 0)).join(EvidenceFile.stored)
    return int(db.session.scalar(found.where(*conditions)) or 0)


def stored_as(staged: Staged, placed: str, at: datetime) -> tuple[StoredFile, bytes]:
    """The row of this content and the key of its file: those that are there, or new ones. Needs the lock of the name.

    Where the file of the row is gone or damaged, what has just arrived takes its place, with the key of each case anew.
    """
    stored = db.session.scalars(select(StoredFile).where(StoredFile.store_name == placed)).one_or_none()
    others = _holding(stored) if stored is not None else []
    if stored is not None and others and not vault().is_there(staged, placed) and _is_sound(stored, others[0]):
        return stored, content_of(others[0]).key
    vault().settle(staged, placed)
    if stored is None:
        stored = StoredFile(
            store_name=placed,
            sha256=staged.sha256,
            byte_size=staged.size,
            frame_hashes=staged.frame_hashes,
            made_at=at,
        )
        db.session.add(stored)
        db.session.flush()
    stored.checked_at, stored.check_result = None, None
    for held in others:
        held.wrapped_key = keyring().wrap_file_key(staged.key, held.incident.wrapped_key)
    return stored, staged.key


def _holding(stored: StoredFile) -> list[EvidenceFile]:
    found = select(EvidenceFile).where(EvidenceFile.stored_file_id == stored.id).order_by(EvidenceFile.id)
    return list(db.session.scalars(found))


def _is_sound(stored: StoredFile, held: EvidenceFile) -> bool:
    if stored.check_result not in (None, StoreCheck.WHOLE):
        return False
    try:
        vault().open(content_of(held)).close()
    except Damaged:
        return False
    return True


def enter(
    held: EvidenceFile,
    kind: CustodyKind,
    reason: str | None,
    user_id: int | None,
    at: datetime,
    *,
    from_holder: str | None = None,
    by_name: str | None = None,
) -> None:
    """What happened to a file stands in the chain of its item, with the hash it had then."""
    db.session.add(
        CustodyEntry(
            evidence_item_id=held.evidence_item_id,
            evidence_file_id=held.id,
            kind=kind,
            at=at,
            recorded_at=at,
            recorded_by_id=user_id,
            by_name=by_name,
            from_holder=from_holder,
            reason=reason,
            sha256=held.stored.sha256,
        )
    )


@atomic
def take_original(held: EvidenceFile, incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """Say why the original is needed; it can then be downloaded for an hour."""
    demand(actor, incident, Permission.EVIDENCE_ORIGINAL, reason=reason)
    refuse_infected(held)
    enter(held, CustodyKind.COPIED, reason, actor.user_id, at)
    history.record(incident, EventKind.ORIGINAL_TAKEN, actor=actor, at=at, file=held.file_id)


def refuse_infected(held: EvidenceFile) -> None:
    if held.malware_state is MalwareState.INFECTED:
        raise RuleBroken("Malware was found in this file. It is kept and not given out.")


def has_reason(held: EvidenceFile, *, actor: Actor, at: datetime) -> bool:
    """Has this person said within the last hour why they need the original?"""
    found = select(CustodyEntry.id).where(
        CustodyEntry.evidence_file_id == held.id,
        CustodyEntry.kind == CustodyKind.COPIED,
        CustodyEntry.recorded_by_id == actor.user_id,
        CustodyEntry.at > at - REASON_HOLDS_FOR,
    )
    return db.session.scalars(found.limit(1)).first() is not None


def original_of(held: EvidenceFile, incident: Incident, *, whole: bool, actor: Actor, at: datetime) -> Content:
    """What is needed to send the original to somebody who gave a reason (`has_reason`).

    A file that is sent whole and is not large is verified before the first byte. Raises Damaged.
    """
    reason = "given" if has_reason(held, actor=actor, at=at) else ""
    demand(actor, incident, Permission.EVIDENCE_ORIGINAL, reason=reason)
    refuse_infected(held)
    return verified(content_of(held), whole=whole)


def verified(content: Content, *, whole: bool) -> Content:
    """A file that is sent whole and is not large is verified before the first byte (UPL-9). Raises Damaged."""
    if whole and content.size <= VERIFIED_WHOLE:
        vault().verify(content)
    return content
