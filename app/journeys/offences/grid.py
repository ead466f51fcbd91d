"""The grid of an offence: a row for each point to prove, a column for each kind of material, what shows it where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from app import formatting
from app.domain.permissions import Permission
from app.domain.vocabulary import Availability, EvidenceKind
from app.models.allegation import Allegation, Element
from app.models.material import EvidenceItem, Statement
from app.queries.material import Source
from app.web.case_pages import Frame
from app.web.clock import today
from app.web.source_words import short_words

COLUMNS = ("Statements", "Recordings", "Other items", "Documents")
RECORDINGS = frozenset(
    {EvidenceKind.CCTV, EvidenceKind.BODY_WORN_VIDEO, EvidenceKind.CALL_999, EvidenceKind.PHONE_MEDIA}
)
Held = Mapping[int, Sequence[tuple[Source, str | None]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What shows a point: its reference, where in it, how it stands. Gone = it cannot be had: struck through."""

    file_id: str
    words: str
    place: str
    state: str
    is_core: bool
    is_gone: bool


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
        return not any(self.cells)


def rows(frame: Frame, allegation: Allegation, held: Held) -> tuple[GridRow, ...]:
    """A row for each point to prove of an allegation, in its order."""
    return tuple(_row(frame, allegation, element, held.get(element.id, ())) for element in allegation.elements)


def _row(frame: Frame, allegation: Allegation, element: Element, held: Sequence[tuple[Source, str | None]]) -> GridRow:
    cells: tuple[list[Mark], ...] = tuple([] for _ in COLUMNS)
    for source, place in held:
        cells[_column(source)].append(mark(source, place))
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


def mark(source: Source, place: str | None) -> Mark:
    """A source in a cell; without a place of the link the first key time of the recording stands there."""
    item = source if isinstance(source, EvidenceItem) else None
    first = item.key_times[0].starts if item and item.key_times else ""
    return Mark(
        file_id=source.file_id,
        words=short_words(source),
        place=place or first,
        state=_state(source),
        is_core=bool(item and item.is_core_evidence) or (isinstance(source, Statement) and _is_key(source)),
        is_gone=item is not None and item.availability is Availability.UNOBTAINABLE,
    )


def _is_key(statement: Statement) -> bool:
    return bool(statement.person.is_key_witness)


def _state(source: Source) -> str:
    if isinstance(source, Statement):
        return "" if source.signed else "not signed"
    if isinstance(source, EvidenceItem) and source.availability is Availability.OUTSTANDING:
        return f"due {formatting.day(source.due_on, today())}" if source.due_on else "still to come"
    if isinstance(source, EvidenceItem) and source.availability is Availability.UNOBTAINABLE:
        return "cannot be obtained"
    return ""


def _so_far(marks: Sequence[Mark]) -> str:
    """How much there is that can be relied on; thin where nothing of it is core."""
    standing = [one for one in marks if not one.is_gone]
    core = sum(one.is_core for one in standing)
    return f"{len(standing)} linked, {core} core" if standing else "Nothing that can be had is linked"
