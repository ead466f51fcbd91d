"""Statements, items and documents in words: as a choice, and short."""

from collections.abc import Iterable

from app import formatting
from app.models.material import EvidenceItem, Statement
from app.queries.material import Source
from app.web.clock import today


def short_words(source: Source) -> str:
    """A source in few words, its number first."""
    if isinstance(source, Statement):
        return f"{source.file_id} {source.person.full_name.strip()}"
    if isinstance(source, EvidenceItem):
        return f"{source.file_id} {source.exhibit_ref or source.kind.label.lower()}"
    return f"{source.file_id} {source.mg_form.value.replace('_', ' ')}"


def source_words(source: Source) -> str:
    """A source as a choice: number, what it is, enough to tell it from the next."""
    if isinstance(source, Statement):
        made = formatting.day(source.made_on, today())
        return f"{source.file_id}: {source.kind.label.lower()} of {source.person.full_name.strip()}, {made}"
    if isinstance(source, EvidenceItem):
        mark = f" {source.exhibit_ref}" if source.exhibit_ref else ""
        return f"{source.file_id}{mark}: {source.kind.label.lower()}, {source.description}"
    return f"{source.file_id}: {source.title}"


def source_choices(sources: Iterable[Source]) -> list[tuple[str, str]]:
    """Everything of a case a point can be linked to, as a field offers it."""
    return [(one.file_id, source_words(one)) for one in sources]
