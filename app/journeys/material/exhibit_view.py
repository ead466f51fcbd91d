"""Shapes the custody chain of an item for its page: one line from the first hands to the last, with its gaps."""

from dataclasses import dataclass

from app import formatting
from app.domain.exhibit_custody import Link, Step
from app.domain.permissions import Permission
from app.domain.vocabulary import StoreCheck, TextFound
from app.journeys.material.view import item_words as item_words
from app.journeys.material.viewing_view import kind_of, location_words
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile
from app.queries import evidence_files as questions
from app.queries.copies import Copied, copied_of, words_found
from app.services.promised_texts import READABLE
from app.web.case_pages import Frame

P = Permission
FLAGS = {
    "trailing": "Something stands behind the end of the picture.",
    "bidi": "Its text changes direction and may read otherwise than it is.",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: when, what, its facts in words, who has it where after it, what is broken."""

    at: str
    what: str
    facts: tuple[tuple[str, str], ...]
    after: str
    missing_before: tuple[str, ...]
    missing_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its number and name, what it is, marks, its hash; its small picture, and what may be done with it."""

    id: str
    name: str
    second: str
    warnings: tuple[tuple[str, str], ...]
    sha256: str
    copy: str
    words: str
    is_pictured: bool
    may_view: bool
    may_copy: bool
    may_take: bool


@dataclass(frozen=True, slots=True)
class CustodyPage:
    """Everything the page shows."""

    lead: str
    gaps: int
    steps: tuple[StepLine, ...]
    files: tuple[FileLine, ...]


def custody_page(frame: Frame, item: EvidenceItem) -> CustodyPage:
    """The chain and the files of one item."""
    chain = questions.chain_of(frame.case, item)
    files = [found for found in copied_of(frame.case) if found.original.evidence_item_id == item.id]
    words = words_found(frame.case)
    gaps = sum(bool(link.missing_before) + bool(link.missing_after) for link in chain)
    return CustodyPage(
        lead=_lead(chain),
        gaps=gaps,
        steps=tuple(_step(link) for link in chain),
        files=tuple(_file(frame, found, words.get(found.original.id, set())) for found in files),
    )


def _lead(chain: tuple[Link, ...]) -> str:
    if not chain:
        return "No step is recorded yet."
    last = chain[-1]
    if not last.holder and not last.place:
        return f"{formatting.plural(len(chain), 'step')}."
    return f"{formatting.plural(len(chain), 'step')}. {_after(last)}"


def _after(link: Link) -> str:
    """Who has it where after the step."""
    if link.holder and link.place:
        return f"Then with {link.holder}, at {link.place}."
    if link.holder:
        return f"Then with {link.holder}."
    return f"Then at {link.place}." if link.place else ""


def _step(link: Link) -> StepLine:
    step = link.step
    return StepLine(
        at=formatting.day_time(step.at),
        what=f"{step.kind.label}: {step.file}" if step.file else step.kind.label,
        facts=tuple((label, words) for label, words in _facts(step) if words),
        after="" if step.file else _after(link),
        missing_before=link.missing_before,
        missing_after=link.missing_after,
    )


def _facts(step: Step) -> list[tuple[str, str | None]]:
    late = formatting.day_time(step.recorded_at) if step.recorded_at != step.at else None
    recorded = f"{step.recorded_by}, {late}" if late else step.recorded_by
    return [
        ("By", step.by_name),
        ("From", _both(step.from_holder, step.from_place)),
        ("To", _both(step.to_holder, step.to_place)),
        ("Seal", step.seal_number),
        ("Why", step.reason),
        ("SHA-256", step.sha256),
        ("Recorded by", recorded),
    ]


def _both(holder: str | None, place: str | None) -> str | None:
    return ", ".join(words for words in (holder, place) if words) or None


def _file(frame: Frame, found: Copied, words: set[TextFound]) -> FileLine:
    """The team sees what was sent and what was made of it; everybody else what was made of it (UPL-8)."""
    original, copy, kind = found.original, found.copy, kind_of(found)
    team = frame.may(P.CASE_EDIT)
    held = original if team or copy is None else copy
    warnings = [("Location", location_words(original.flags, original.media_type))] if team else []
    warnings += [("Look twice", FLAGS[flag]) for flag in original.flags if flag in FLAGS and team]
    if {file.stored.check_result for file in (original, held)} & {StoreCheck.DAMAGED, StoreCheck.MISSING}:
        warnings.append(("Damaged", "The stored file is not what was sent. It is not given out."))
    if kind == "failed" and found.copying:
        warnings.append(("No copy", f"{found.copying.problem}"))
    shown = kind not in ("locked", "failed", "waiting") and frame.may(P.EVIDENCE_VIEW)
    return FileLine(
        id=original.file_id,
        name=f"{held.file_id} {held.name}",
        second=_origin(held, original),
        warnings=tuple(one for one in warnings if one[1]),
        sha256=held.stored.sha256,
        copy=_copy_words(copy, kind) if team or copy is None else "",
        words=_words_found(original, words),
        is_pictured=shown and "small" in found.copies,
        may_view=frame.may(P.EVIDENCE_VIEW) and kind != "locked",
        may_copy=shown,
        may_take=frame.may(P.EVIDENCE_ORIGINAL) and kind != "locked",
    )


def _words_found(original: EvidenceFile, found: set[TextFound]) -> str:
    """What the search knows of the words in it; nothing about a file in which no words are looked for."""
    if original.media_type not in READABLE:
        return ""
    if not found:
        return "Not read yet."
    labels = [how.label for how in (TextFound.MACHINE, TextFound.LAYER) if how in found] or [TextFound.NONE.label]
    return f"{labels[0]}."


def _origin(held: EvidenceFile, original: EvidenceFile) -> str:
    size, when = formatting.byte_size(held.stored.byte_size), formatting.day_time(held.uploaded_at)
    if held.parent_id is not None:
        return f"{size}, copy without hidden details, made {when}. {original.malware_state.label}."
    return f"{size}, sent by {held.uploaded_by.named}, {when}. {original.malware_state.label}."


def _copy_words(copy: EvidenceFile | None, kind: str) -> str:
    if copy is not None:
        made = f"made {formatting.day_time(copy.uploaded_at)} with {copy.tool} {copy.tool_version}"
        return f"Copy without hidden details: {copy.file_id}, {made}. SHA-256 {copy.stored.sha256}"
    return "A copy without hidden details is being prepared." if kind == "waiting" else ""
