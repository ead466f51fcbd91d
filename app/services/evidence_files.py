"""Files of evidence: stored whole and looked at, given out for a reason, each time an entry in the custody chain."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import Conflict, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import CustodyKind, MalwareState
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.vault import ArrivingFile, EvidenceFile
from app.services import history
from app.services.authority import demand
from app.services.holding import Looked, Sent, enter, hold, look_into
from app.services.standing import refuse_what_does_not_count
from app.services.uploads import Inspect, inspect_upload
from app.services.vault import Content, content_of, vault

# How long a reason that was given opens the original: long enough to go on after a dropped line.
REASON_HOLDS_FOR = timedelta(hours=1)
VERIFIED_WHOLE = 64 * 1024 * 1024


def add_file(
    incident: Incident,
    item: EvidenceItem,
    sent: Sent,
    *,
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
    return _keep(incident, item, look_into(sent, inspect), arrived, actor=actor, at=at)


@atomic
def _keep(
    incident: Incident,
    item: EvidenceItem,
    looked: Looked,
    arrived: ArrivingFile | None,
    *,
    actor: Actor,
    at: datetime,
) -> EvidenceFile:
    """The second half of `add_file`, in one transaction."""
    demand(actor, incident, Permission.EVIDENCE_ADD)
    if item.incident_id != incident.id:
        raise RuleBroken("Choose an item of this case.")
    refuse_what_does_not_count(item)
    held = hold(incident, item, looked, actor=actor, at=at)
    if arrived is not None:
        _finish(arrived, held)
    history.record(
        incident, EventKind.FILE_STORED, actor=actor, at=at, evidence=item.id, file=held.file_id, exhibit=item.file_id
    )
    return held


def _finish(arrived: ArrivingFile, held: EvidenceFile) -> None:
    """Raise Conflict where the same pieces became a file a moment ago."""
    row = db.session.get_one(ArrivingFile, arrived.id, with_for_update=True, populate_existing=True)
    if row.evidence_file_id is not None:
        raise Conflict("This file has just been stored.")
    row.evidence_file_id = held.id


@atomic
def take_original(held: EvidenceFile, incident: Incident, reason: str, *, actor: Actor, at: datetime) -> None:
    """Say why the original is needed; it can then be downloaded for an hour."""
    demand(actor, incident, Permission.EVIDENCE_ORIGINAL, reason=reason)
    refuse_infected(held)
    enter(held, CustodyKind.COPIED, reason, actor, at)
    history.record(incident, EventKind.ORIGINAL_TAKEN, actor=actor, at=at, file=held.file_id)


def refuse_infected(held: EvidenceFile) -> None:
    """Raise RuleBroken for a file in which malware was found: no page and no paper gives it out (UPL-11)."""
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
    content = content_of(held)
    if whole and content.size <= VERIFIED_WHOLE:
        vault().verify(content)
    return content
