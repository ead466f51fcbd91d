"""The grid of an offence: a row for each point to prove, a column for each kind of material, what shows it or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from app import formatting
from app.domain.permissions import Permission
from app.domain.vocabulary import Availability, EvidenceKind
from app.models.allegation import Allegation, Element
from app.models.material import EvidenceItem, Statement
from app.queries.material import Held as LinkedSource
from app.queries.material import Source
from app.web.case_pages import Frame
from app.web.clock import today
from app.web.source_words import short_words

COLUMNS = ("Statements", "Recordings", "Other items", "Documents")
RECORDINGS = frozenset(
    {EvidenceKind.CCTV, EvidenceKind.BODY_WORN_VIDEO, EvidenceKind.CALL_999, EvidenceKind.PHONE_MEDIA}
)
Held = Mapping[int, Sequence[LinkedSource]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is linked to a point: its reference, where in it, how it stands. Gone = it cannot be had: struck through."""

    file_id: str
    words: str
    place: str
    state: str
    is_core: bool
    is_gone: bool
    is_against: bool
    taken_back: str

    @property
    def supports(self) -> bool:
        return not self.is_against and not self.taken_back


@dataclass(frozen=True, slots=True)
class GridRow:
    """One point to prove with a cell a column."""

    text: str
    kind: str
    cells: tuple[tuple[Mark, ...], ...]
    so_far: str
    address: str | None

    @property
    def is_empty(self) -> bool:
        """Nothing supports the point; what points the other way or was taken back does not."""
        return not any(one.supports for cell in self.cells for one in cell)


def rows(frame: Frame, allegation: Allegation, held: Held) -> tuple[GridRow, ...]:
    """A row for each point to prove of an allegation, in its order."""
    return tuple(_row(frame, allegation, element, held.get(element.id, ())) for element in allegation.elements)


def _row(frame: Frame, allegation: Allegation, element: Element, held: Sequence[LinkedSource]) -> GridRow:
    cells: tuple[list[Mark], ...] = tuple([] for _ in COLUMNS)
    for one in held:
        cells[_column(one.source)].append(mark(one))
    address = None
    if frame.may(Permission.CASE_EDIT):
        ref = frame.case.reference
        address = url_for("offences.support", reference=ref, allegation=allegation.file_id, number=element.id)
    return GridRow(
        text=element.text,
        kind=element.kind.label,
        cells=tuple(tuple(cell) for cell in cells),
        so_far=_so_far([one for cell in cells for one in cell]),
        address=address,
    )


def _column(source: Source) -> int:
    if isinstance(source, Statement):
        return 0
    if isinstance(source, EvidenceItem):
        return 1 if source.kind in RECORDINGS else 2
    return 3


def mark(held: LinkedSource) -> Mark:
    """A source in a cell; without a place of the link the first key time of the recording stands there."""
    source = held.source
    item = source if isinstance(source, EvidenceItem) else None
    first = item.key_times[0].starts if item and item.key_times else ""
    return Mark(
        file_id=source.file_id,
        words=short_words(source),
        place=held.place or first,
        state=_state(source),
        is_core=bool(item and item.is_core_evidence) or (isinstance(source, Statement) and _is_key(source)),
        is_gone=item is not None and (item.availability is Availability.UNOBTAINABLE or not item.counts),
        is_against=held.is_against,
        taken_back=_taken_back(held),
    )


def _taken_back(held: LinkedSource) -> str:
    if held.taken_back_at is None:
        return ""
    return f"taken back by {held.taken_back_by}, {formatting.day(held.taken_back_at, today())}"


def _is_key(statement: Statement) -> bool:
    return bool(statement.person.is_key_witness)


def _state(source: Source) -> str:
    if isinstance(source, Statement):
        return "" if source.signed else "not signed"
    if isinstance(source, EvidenceItem) and not source.counts:
        return source.standing.label.lower()
    if isinstance(source, EvidenceItem) and source.availability is Availability.OUTSTANDING:
        return f"due {formatting.day(source.due_on, today())}" if source.due_on else "still to come"
    if isinstance(source, EvidenceItem) and source.availability is Availability.UNOBTAINABLE:
        return "cannot be obtained"
    return ""


def _so_far(marks: Sequence[Mark]) -> str:
    """How much there is that can be relied on, how much of it is core, and how much points the other way."""
    supporting = [one for one in marks if one.supports]
    standing = [one for one in supporting if not one.is_gone]
    against = sum(one.is_against and not one.taken_back and not one.is_gone for one in marks)
    words = []
    if standing:
        words.append(f"{len(standing)} linked, {sum(one.is_core for one in standing)} core")
    elif supporting:
        words.append("Nothing that can be had is linked")
    if against:
        words.append(f"{formatting.plural(against, 'points', 'point')} the other way")
    return "; ".join(words)
