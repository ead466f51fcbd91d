"""Each file of evidence with what was made of it, and the times marked in a recording; inside one case only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.errors import NotFound
from app.domain.file_copies import BY_TOOL, COPY, SMALL
from app.domain.vocabulary import CopyState, TextFound
from app.models.incident import Incident
from app.models.vault import EvidenceFile
from app.models.viewing import FileCopying, FileText, RecordingMark


@dataclass(frozen=True, slots=True)
class Copied:
    """An original, how far its copy has come, and the copies there are, by what they are for."""

    original: EvidenceFile
    copying: FileCopying | None
    copies: dict[str, EvidenceFile]

    @property
    def copy(self) -> EvidenceFile | None:
        return self.copies.get(COPY)

    @property
    def state(self) -> CopyState:
        return self.copying.state if self.copying else CopyState.WAITING


def copied_of(incident: Incident) -> list[Copied]:
    """Every original of the case, in order, with who sent it and what the last look at it found."""
    return _found(EvidenceFile.incident_id == incident.id)


def words_found(incident: Incident) -> dict[int, set[TextFound]]:
    """How words were found in the pages of each file that was looked into, by the file's number."""
    rows = select(FileText.evidence_file_id, FileText.found).join(FileText.file).distinct()
    found: dict[int, set[TextFound]] = {}
    for number, how in db.session.execute(rows.where(EvidenceFile.incident_id == incident.id)):
        found.setdefault(number, set()).add(how)
    return found


def pictured_of(incident: Incident) -> list[Copied]:
    """The originals of the case that have a small picture; how far other copies have come is not asked."""
    files = select(EvidenceFile).where(EvidenceFile.incident_id == incident.id).order_by(EvidenceFile.id)
    return [one for one in _together(db.session.scalars(files), {}) if SMALL in one.copies]


def copied_by_file_id(incident: Incident, file_id: str) -> Copied:
    """One original of this case (F1) with its copies. Raises NotFound."""
    own = or_(EvidenceFile.file_id == file_id, EvidenceFile.file_id.startswith(f"{file_id}-", autoescape=True))
    found = _found(EvidenceFile.incident_id == incident.id, own)
    if len(found) != 1:
        raise NotFound("Page not found")
    return found[0]


def _found(*conditions: ColumnElement[bool]) -> list[Copied]:
    files = select(EvidenceFile).where(*conditions).order_by(EvidenceFile.id)
    asked = select(FileCopying).join(FileCopying.file).where(*conditions)
    states = {row.evidence_file_id: row for row in db.session.scalars(asked)}
    options = joinedload(EvidenceFile.stored), joinedload(EvidenceFile.uploaded_by)
    return _together(db.session.scalars(files.options(*options)), states)


def _together(files: Iterable[EvidenceFile], states: dict[int, FileCopying]) -> list[Copied]:
    """The copy is made of the original, what is shown of it of the copy."""
    found: dict[int, Copied] = {}
    for file in files:
        if file.parent_id is None:
            found[file.id] = Copied(file, states.get(file.id), {})
        elif file.parent_id in found:
            whole = found[file.id] = found[file.parent_id]
            whole.copies.setdefault(BY_TOOL.get(file.tool or "", file.file_id), file)
    return [one for number, one in found.items() if one.original.id == number]


def marks_of(held: EvidenceFile) -> Sequence[RecordingMark]:
    """The times marked in a recording that stand, in the order in which they are played."""
    found = (
        select(RecordingMark)
        .where(RecordingMark.evidence_file_id == held.id, RecordingMark.taken_off_at.is_(None))
        .options(joinedload(RecordingMark.marked_by))
    )
    return db.session.scalars(found.order_by(RecordingMark.starts, RecordingMark.id)).all()


def mark_by_number(held: EvidenceFile, number: int) -> RecordingMark:
    """One mark of this recording that stands. Raises NotFound."""
    row = next((one for one in marks_of(held) if one.id == number), None)
    if row is None:
        raise NotFound("Page not found")
    return row
