"""What the search finds of a generated case: its row in the index, made of the rows just written."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from app.domain.search_groups import SearchGroup
from app.services.demo.generated.rows import MATERIAL, Case
from app.services.demo.generated.tables import COLUMNS, Rows
from app.services.search_index import taken_apart

AsStored = Callable[[Sequence[str]], str]
_NUMBERS: Final = ("reference", "force_ref")
_ACCOUNT: Final = ("title", "location_description", "district", "narrative")
_OF_AN_ITEM: Final = ("exhibit_ref", "description")


def add_words(case: Case, rows: Rows, as_stored: AsStored) -> None:
    """Add the row of the index for the case whose rows came last."""
    with_crime = case.frame.shape.crime is not None
    people = [" ".join(_cells("person", row, ("given_names", "surname"))) for row in rows["person"][-3:]]
    report, items = (
        rows["incident"][-1],
        [_cells("evidence_item", row, _OF_AN_ITEM) for row in rows["evidence_item"][-len(MATERIAL) :]],
    )
    crimes = _cells("crime_record", rows["crime_record"][-1], ("crime_number",)) if with_crime else []
    words, digest = taken_apart({
        SearchGroup.NUMBERS: [*_cells("incident", report, _NUMBERS), *crimes],
        SearchGroup.ACCOUNT: _cells("incident", report, _ACCOUNT),
        SearchGroup.SUSPECT: [people.pop(1)] if with_crime else [],
        SearchGroup.NAMES: people,
        SearchGroup.EVIDENCE: [text for texts in zip(*items, strict=True) for text in texts],
    })  # fmt: skip
    stored = (as_stored(words[group]) for group in SearchGroup)
    rows["case_words"].append((case.id("case_words"), case.id("incident"), digest, *stored))


def _cells(table: str, row: tuple[Any, ...], names: Sequence[str]) -> list[Any]:
    return [row[COLUMNS[table].index(name)] for name in names]
