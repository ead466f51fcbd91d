"""What keeps the evidence store sound: every file read again, files that belong to nobody taken away."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import joinedload

from app.database.atomic import atomic
from app.database.session import db, end_reading
from app.domain.vocabulary import StoreCheck
from app.models.incident import Incident
from app.models.vault import ArrivingFile, EvidenceFile, StoredFile
from app.services import alerts
from app.services.holding import lock_name
from app.services.vault import Content, Damaged, Missing, content_of, vault

# A file arrives, is named and gets its row within minutes; what has no row after a day never gets one.
NOBODYS_AFTER = timedelta(hours=24)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk through the store found: files read, and those that are not what was stored, by the store's name."""

    checked: int
    bad: tuple[tuple[str, StoreCheck], ...]


def verify_all(at: datetime) -> Found:
    """Read every stored file again and keep what was found; each that is not whole raises an alert for its cases."""
    numbers = db.session.scalars(
        select(StoredFile.id)
        .where(exists().where(EvidenceFile.stored_file_id == StoredFile.id))
        .order_by(StoredFile.id)
    ).all()
    bad = []
    for number in numbers:
        content = content_of(_first_holding(number))
        end_reading()
        result = look_at(content)
        keep_result(number, result, at=at)
        if result is not StoreCheck.WHOLE:
            log.error("stored file %s: %s", content.name, result.value)
            bad.append((content.name, result))
    return Found(len(numbers), tuple(bad))


def _first_holding(number: int) -> EvidenceFile:
    found = select(EvidenceFile).where(EvidenceFile.stored_file_id == number).order_by(EvidenceFile.id).limit(1)
    options = joinedload(EvidenceFile.stored), joinedload(EvidenceFile.incident)
    return db.session.scalars(found.options(*options)).one()


def look_at(content: Content) -> StoreCheck:
    """Read one file to its end."""
    try:
        vault().verify(content)
    except Missing:
        return StoreCheck.MISSING
    except Damaged:
        return StoreCheck.DAMAGED
    return StoreCheck.WHOLE


@atomic
def keep_result(number: int, result: StoreCheck, *, at: datetime) -> None:
    """What was found of a stored file; where it is not whole, each case that holds it has an alert."""
    stored = db.session.get_one(StoredFile, number)
    stored.checked_at, stored.check_result = at, result
    if result is StoreCheck.WHOLE:
        return
    holding = select(EvidenceFile.incident_id).where(EvidenceFile.stored_file_id == number)
    cases = select(Incident.id, Incident.reference).where(Incident.id.in_(holding)).order_by(Incident.id)
    for incident_id, reference in db.session.execute(cases).all():
        alerts.damaged_file(incident_id, reference, store_name=stored.store_name, at=at)


def found_damaged(name: str, error: Damaged, *, at: datetime) -> None:
    """Somebody asked for a file and it was not what was stored: the same as when the walk finds it."""
    result = StoreCheck.MISSING if isinstance(error, Missing) else StoreCheck.DAMAGED
    number = db.session.scalars(select(StoredFile.id).where(StoredFile.store_name == name)).one()
    end_reading()
    keep_result(number, result, at=at)


def sweep(at: datetime) -> int:
    """Take away what has lain in the store for a day and belongs to no row; gives how many files."""
    forget_arriving(at)
    return sum(_remove_if_nobodys(path, at) for path in vault().older_than(at - NOBODYS_AFTER))


@atomic
def forget_arriving(at: datetime) -> None:
    """What was sent in pieces: done, or given up a day ago."""
    db.session.execute(delete(ArrivingFile).where(ArrivingFile.last_at < at - NOBODYS_AFTER))


@atomic
def _remove_if_nobodys(path: Path, at: datetime) -> bool:
    """Looked at again under the lock of its name: the same content may be arriving at this moment."""
    lock_name(path.name)
    owned = db.session.scalar(select(exists().where(StoredFile.store_name == path.name)))
    if (owned and path == vault().path_of(path.name)) or not vault().is_older(path, at - NOBODYS_AFTER):
        return False
    vault().remove(path)
    return True
