"""Files that a case comes to hold: looked at, placed in the store, then the row with a key of its own (ENC-1)."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select, text

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.vocabulary import CustodyKind, StoreCheck
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.sealed import keyring
from app.models.vault import EvidenceFile, StoredFile
from app.services import malware
from app.services.numbering import next_file_id
from app.services.uploads import Inspect, Verdict, inspect_upload
from app.services.vault import Damaged, Staged, content_of, vault

LONGEST_NAME = 150
NO_NAME = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as it arrived: its content, what the sender calls it, and the field its sentences stand beside."""

    staged: Staged
    name: str
    declared: str | None
    received_from: str | None = None
    field: str = "file"


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be kept and lies in the store; nobody's until a row of a case holds it."""

    sent: Sent
    verdict: Verdict
    placed: str


def clean_name(name: str) -> str:
    """The name as it may be shown (UPL-5): no path, no control characters, none that change the direction of text."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    kept = kept.strip(" .")
    stem, dot, extension = kept.rpartition(".")
    if len(kept) > LONGEST_NAME and dot and len(extension) <= 10:
        return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
    return kept[:LONGEST_NAME] or NO_NAME


def look_into(
    sent: Sent, inspect: Inspect = inspect_upload, *, only: Collection[str] = (), otherwise: str = ""
) -> Looked:
    """Limits, what kind of file it is, then its place on the disk: before any transaction, for it takes a while.

    `only` narrows the kinds by media type; `otherwise` is the sentence for another one.

    Raises RuleBroken with a sentence for the field of the file.
    """
    staged = sent.staged
    if staged.is_too_large:
        raise RuleBroken(f"The file is larger than {in_words(staged.most)}.", field=sent.field)
    verdict = inspect(staged.complete(), name=sent.name, declared=sent.declared, size=staged.size)
    if not verdict.accepted:
        raise RuleBroken(verdict.reason, field=sent.field)
    if only and verdict.media_type not in only:
        raise RuleBroken(otherwise, field=sent.field)
    return Looked(sent, verdict, vault().place(staged))


def in_words(size: int) -> str:
    """A limit as a person reads it."""
    return f"{size // 2**20:,} MiB" if size >= 2**20 else f"{size:,} bytes"


def hold(incident: Incident, item: EvidenceItem, looked: Looked, *, actor: Actor, at: datetime) -> EvidenceFile:
    """The row by which the case holds the file and its entry in the custody chain; part of a verb's transaction."""
    staged, verdict = looked.sent.staged, looked.verdict
    _within_quota(incident, staged.size, actor, looked.sent.field)
    lock_name(looked.placed)
    stored, key = _stored(staged, looked.placed, at)
    held = EvidenceFile(
        evidence_item_id=item.id,
        incident_id=incident.id,
        stored_file_id=stored.id,
        file_id=next_file_id(EvidenceFile, incident.id, "F"),
        wrapped_key=keyring().wrap_file_key(key, incident.wrapped_key),
        name=clean_name(looked.sent.name),
        media_type=verdict.media_type,
        flags=tuple(flag.value for flag in verdict.flags),
        uploaded_by_id=actor.user_id,
        uploaded_at=at,
    )
    db.session.add(held)
    db.session.flush()
    enter(held, CustodyKind.RECEIVED, None, actor, at, from_holder=looked.sent.received_from)
    if item.file_name is None and item.file_link is None:  # the file check asks where the content is
        item.file_name, item.file_sha256, item.file_byte_size = held.name, staged.sha256, staged.size
    malware.promise(held, at=at)
    return held


def lock_name(name: str) -> None:
    """Until the transaction ends nobody else decides what lies under this name. SQLite has one writer anyhow."""
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        db.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _within_quota(incident: Incident, size: int, actor: Actor, field: str) -> None:
    """Raise RuleBroken where the person or the case would have more than its share (UPL-1)."""
    sizes = vault().sizes
    if _sum(EvidenceFile.uploaded_by_id == actor.user_id) + size > sizes.of_person:
        raise RuleBroken("You have sent as much as one person may. Ask who runs the system.", field=field)
    if _sum(EvidenceFile.incident_id == incident.id) + size > sizes.of_case:
        raise RuleBroken("This case holds as much as one case may. Ask who runs the system.", field=field)


def _sum(condition: object) -> int:
    found = select(func.coalesce(func.sum(StoredFile.byte_size), 0)).join(EvidenceFile.stored)
    return int(db.session.scalar(found.where(condition)) or 0)  # type: ignore[arg-type] # a column's comparison


def _stored(staged: Staged, placed: str, at: datetime) -> tuple[StoredFile, bytes]:
    """The row of this content and the key of its file: those that are there, or new ones.

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
    actor: Actor,
    at: datetime,
    *,
    from_holder: str | None = None,
) -> None:
    """What happened to a file stands in the chain of its item, with the hash it had then."""
    db.session.add(
        CustodyEntry(
            evidence_item_id=held.evidence_item_id,
            evidence_file_id=held.id,
            kind=kind,
            at=at,
            recorded_at=at,
            recorded_by_id=actor.user_id,
            from_holder=from_holder,
            reason=reason,
            sha256=held.stored.sha256,
        )
    )
