"""Files that are sent in pieces: begun, each piece once, finished as one file. After a dropped line it goes on."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound, RuleBroken
from app.domain.permissions import Permission
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.sealed import keyring
from app.models.vault import ArrivingFile, EvidenceFile
from app.services.authority import demand
from app.services.evidence_files import add_file
from app.services.holding import Sent, clean_name, in_words
from app.services.people import put
from app.services.uploads import Inspect, inspect_upload
from app.services.vault import FRAME, Damaged, vault

AT_ONCE = 20


@atomic
def begin(
    incident: Incident,
    item: EvidenceItem,
    *,
    name: str,
    size: int,
    fingerprint: str,
    declared: str | None,
    received_from: str | None,
    actor: Actor,
    at: datetime,
) -> ArrivingFile:
    """Begin to send a file, or go on with the same file of the same person where it was left.

    Changes no fact of the case, so nothing of it stands in the history before the file is whole.
    """
    demand(actor, incident, Permission.EVIDENCE_ADD)
    if item.incident_id != incident.id:
        raise RuleBroken("Choose an item of this case.")
    _check_size(size)
    mine = ArrivingFile.user_id == actor.user_id, ArrivingFile.evidence_file_id.is_(None)
    same = ArrivingFile.evidence_item_id == item.id, ArrivingFile.fingerprint == fingerprint
    found = db.session.scalars(select(ArrivingFile).where(*mine, *same, ArrivingFile.byte_size == size)).first()
    if found is not None:
        return found
    if (db.session.scalar(select(func.count()).select_from(ArrivingFile).where(*mine)) or 0) >= AT_ONCE:
        raise RuleBroken("You have begun to send as many files as one person may. Finish one first.", field="file")
    about = _About(clean_name(name), size, fingerprint, declared, received_from)
    return _begun(item, about, actor, at)


def _check_size(size: int) -> None:
    if size < 1:
        raise RuleBroken("The file is empty.", field="file")
    if size > vault().sizes.of_file:
        raise RuleBroken(f"The file is larger than {in_words(vault().sizes.of_file)}.", field="file")


@dataclass(frozen=True, slots=True)
class _About:
    """What the sender says of the file."""

    name: str
    byte_size: int
    fingerprint: str
    declared: str | None
    received_from: str | None


def _begun(item: EvidenceItem, about: _About, actor: Actor, at: datetime) -> ArrivingFile:
    upload_id = secrets.token_hex(16)
    arriving = ArrivingFile(
        upload_id=upload_id,
        evidence_item_id=item.id,
        user_id=actor.user_id,
        key_sealed=keyring().seal(secrets.token_hex(32), _about(upload_id)),
        last_at=at,
    )
    put(arriving, about)
    db.session.add(arriving)
    db.session.flush()
    return arriving


def _about(upload_id: str) -> str:
    return f"arriving_file:{upload_id}"


def _key(arriving: ArrivingFile) -> bytes:
    return bytes.fromhex(keyring().open(arriving.key_sealed, _about(arriving.upload_id)))


def _length(arriving: ArrivingFile, number: int) -> int:
    """How long this piece must be; nothing where there is no such piece."""
    return max(0, min(FRAME, arriving.byte_size - number * FRAME))


def _demand_own(incident: Incident, arriving: ArrivingFile, actor: Actor) -> None:
    """What somebody else sends does not exist."""
    demand(actor, incident, Permission.EVIDENCE_ADD)
    if arriving.user_id != actor.user_id or arriving.item.incident_id != incident.id:
        raise NotFound("Page not found")


@atomic
def add_piece(
    incident: Incident, arriving: ArrivingFile, number: int, piece: bytes, *, actor: Actor, at: datetime
) -> int:
    """Take in a piece where it is the next one; gives the number of the piece that is wanted now."""
    _demand_own(incident, arriving, actor)
    locked = db.session.get_one(ArrivingFile, arriving.id, with_for_update=True, populate_existing=True)
    if number == locked.pieces and locked.evidence_file_id is None:
        if not piece or len(piece) != _length(locked, number):
            raise RuleBroken("A piece of the file did not arrive whole. Send it again.", field="file")
        vault().write_piece(locked.upload_id, number, piece, _key(locked))
        locked.pieces, locked.last_at = number + 1, at
    return locked.pieces


def finish(
    incident: Incident, arriving: ArrivingFile, *, inspect: Inspect = inspect_upload, actor: Actor, at: datetime
) -> EvidenceFile:
    """All pieces are here: keep them as one file. Asked again, it gives the same file. Raises RuleBroken."""
    _demand_own(incident, arriving, actor)
    if arriving.kept_as is not None:
        return arriving.kept_as
    key, number, upload_id = _key(arriving), 0, arriving.upload_id
    with vault().stage() as staged:
        try:
            while size := _length(arriving, number):
                staged.write(vault().read_piece(upload_id, number, size, key))
                number += 1
        except Damaged as error:
            raise RuleBroken("Not all of the file has arrived. Send it again.", field="file") from error
        held = add_file(
            incident,
            arriving.item,
            Sent(
                staged=staged,
                name=arriving.name,
                declared=arriving.declared,
                received_from=arriving.received_from,
            ),
            arrived=arriving,
            inspect=inspect,
            actor=actor,
            at=at,
        )
    vault().drop_pieces(upload_id)
    return held
