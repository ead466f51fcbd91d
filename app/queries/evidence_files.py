"""The files and the custody chain of a case's evidence, each inside that case only; how the store is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.exhibit_custody import Link, Step, line_of
from app.domain.vocabulary import MalwareState, StoreCheck
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.vault import ArrivingFile, EvidenceFile, StoredFile
from app.queries.material import evidence_of


def files_of(incident: Incident) -> Sequence[EvidenceFile]:
    """Every file of the case's evidence, with who sent it and what the last look at it found."""
    found = select(EvidenceFile).where(EvidenceFile.incident_id == incident.id).order_by(EvidenceFile.id)
    return db.session.scalars(
        found.options(joinedload(EvidenceFile.stored), joinedload(EvidenceFile.uploaded_by))
    ).all()


def file_by_file_id(incident: Incident, file_id: str) -> EvidenceFile:
    """One file of this case (F1). Raises NotFound."""
    row = next((one for one in files_of(incident) if one.file_id == file_id), None)
    if row is None:
        raise NotFound("Page not found")
    return row


def arriving_by_upload_id(incident: Incident, upload_id: str, actor: Actor) -> ArrivingFile:
    """A file that this person sends to this case in pieces. Raises NotFound."""
    found = (
        select(ArrivingFile)
        .join(ArrivingFile.item)
        .where(EvidenceItem.incident_id == incident.id, ArrivingFile.user_id == actor.user_id)
        .where(ArrivingFile.upload_id == upload_id)
    )
    row = db.session.scalars(found).one_or_none()
    if row is None:
        raise NotFound("Page not found")
    return row


def chains_of(incident: Incident) -> dict[int, list[Step]]:
    """The steps recorded of each item of the case, by the item's number."""
    found = (
        select(CustodyEntry)
        .join(EvidenceItem, EvidenceItem.id == CustodyEntry.evidence_item_id)
        .where(EvidenceItem.incident_id == incident.id)
        .options(joinedload(CustodyEntry.recorded_by), joinedload(CustodyEntry.file))
        .order_by(CustodyEntry.at, CustodyEntry.id)
    )
    chains: dict[int, list[Step]] = {}
    for row in db.session.scalars(found):
        chains.setdefault(row.evidence_item_id, []).append(_step(row))
    return chains


def chain_of(incident: Incident, item: EvidenceItem) -> tuple[Link, ...]:
    """The custody chain of one item, with its gaps."""
    return line_of(chains_of(incident).get(item.id, []), obtained_at=item.obtained_at)


def lines_of(incident: Incident) -> dict[str, tuple[Link, ...]]:
    """The custody chain of each item that has one, by the item's number in the case (E1)."""
    items = {item.id: item for item in evidence_of(incident)}
    return {
        items[number].file_id: line_of(steps, obtained_at=items[number].obtained_at)
        for number, steps in chains_of(incident).items()
    }


def _step(row: CustodyEntry) -> Step:
    return Step(
        kind=row.kind,
        at=row.at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.named,
        by_name=row.by_name,
        from_holder=row.from_holder,
        to_holder=row.to_holder,
        from_place=row.from_place,
        to_place=row.to_place,
        seal_number=row.seal_number,
        reason=row.reason,
        file=f"{row.file.file_id} {row.file.name}" if row.file else None,
        sha256=row.sha256,
    )


@dataclass(frozen=True, slots=True)
class StoreReport:
    """How many files there are, when they were last looked at, how many are not what was stored. Nothing of a case."""

    files: int
    byte_size: int
    unchecked: int
    oldest_check: datetime | None
    damaged: int
    missing: int
    not_scanned: int
    infected: int


def store_report() -> StoreReport:
    """What the last looks at the store found."""
    count = func.count().filter
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(StoredFile.byte_size), 0),
            count(StoredFile.checked_at.is_(None)),
            func.min(StoredFile.checked_at),
            count(StoredFile.check_result == StoreCheck.DAMAGED),
            count(StoredFile.check_result == StoreCheck.MISSING),
        )
    ).one()
    scanned = db.session.execute(
        select(
            count(EvidenceFile.malware_state == MalwareState.UNSCANNED),
            count(EvidenceFile.malware_state == MalwareState.INFECTED),
        ).select_from(EvidenceFile)
    ).one()
    return StoreReport(row[0], int(row[1]), row[2], row[3], row[4], row[5], scanned[0], scanned[1])
