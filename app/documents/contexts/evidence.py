"""Parts that several papers share about evidence: hostility, points to prove, recordings, exhibits."""

from app.documents.blocks import Block, Heading, Quote, Quotes, Run, Table, Words, missing, note, prose, table, words
from app.documents.contexts.desk import Desk
from app.documents.wording import joined, lower
from app.domain.case_file.allegations import AllegationFacts, Element
from app.domain.case_file.incident import HostilityItem
from app.domain.case_file.material import EvidenceFacts
from app.domain.vocabulary import EvidenceKind

RECORDINGS = (EvidenceKind.CCTV, EvidenceKind.BODY_WORN_VIDEO, EvidenceKind.CALL_999, EvidenceKind.PHONE_MEDIA)


def quotes(desk: Desk, items: tuple[HostilityItem, ...], *, with_limb: bool) -> tuple[Quotes, ...]:
    """Verbatim, with where it is found; the limb is legal analysis and only for the prosecutor."""
    drawn = tuple(Quote(item.quote, _about(desk, item, with_limb)) for item in items)
    return (Quotes(drawn),) if drawn else ()


def _about(desk: Desk, item: HostilityItem, with_limb: bool) -> Words:
    said = f"said to be by {desk.cast.name(item.said_by)}" if item.said_by else "not said by whom"
    limb = f"{item.limb.label.lower()}, {item.strand.label.lower()}, " if with_limb else ""
    translation = f"In English: “{item.translation}” " if item.translation else ""
    source = desk.cast.source(item.source_document_id)
    return words(translation or None, note(f"{limb}{lower(item.time_relation.label)}, {said}. Source: {source}"))


def points_to_prove(desk: Desk, *, with_core: bool) -> tuple[Block, ...]:
    """Each element of each allegation with its evidence; an element without any is named as such."""
    blocks: list[Block] = []
    for allegation in desk.case.allegations:
        title = f"{desk.number_of(allegation.allegation_id)}. {desk.wording(allegation)}"
        blocks.append(Heading(f"{title}: {desk.cast.name(allegation.suspect_person_id)}"))
        rows = [
            (words(desk.clean(one.text)), words(one.kind.label), _both_ways(desk, allegation, one, with_core))
            for one in allegation.elements
        ]
        blocks.append(Table(("To prove", "Kind", "Evidence"), (45, 20, 35), tuple(rows)))
    return (*blocks, *_key(desk, with_core)) if blocks else ()


def _key(desk: Desk, with_core: bool) -> tuple[Block, ...]:
    """What the marks and the initials mean."""
    makers = dict.fromkeys(statement.person_id for statement in desk.case.statements)
    named = [f"{desk.cast.initials(desk.cast.person(maker))} {desk.cast.name(maker)}" for maker in makers]
    marks = (Run("core evidence  ", "core"), Run("supporting evidence. ", "support")) if with_core else ()
    return prose(words(*marks, note(f"Initials: {joined(named)}.") if named else None))


def _both_ways(desk: Desk, allegation: AllegationFacts, element: Element, with_core: bool) -> Words:
    """What supports a point and, named as such, what points the other way."""
    against = desk.against(allegation, element)
    other = f" Points the other way: {desk.cast.sources(against)}." if against else None
    return words(_evidence_of(desk, element, with_core), other)


def _evidence_of(desk: Desk, element: Element, with_core: bool) -> Words:
    if not element.source_ids:
        return missing("nothing linked to this point")
    if not with_core:
        return words(desk.cast.sources(element.source_ids))
    parts: list[Run] = []
    for source_id in element.source_ids:
        core = is_core(desk, source_id)
        parts.append(Run(f"{desk.cast.source(source_id)}{times_of(desk, source_id)}  ", "core" if core else "support"))
    return words(*parts)


def is_core(desk: Desk, source_id: str) -> bool:
    """Core evidence, or a key witness's own statement."""
    items = {item.evidence_id for item in desk.case.evidence_items if item.is_core_evidence}
    key = {person.person_id for person in desk.case.people if person.is_key_witness}
    return source_id in items or any(
        each.statement_id == source_id and each.person_id in key for each in desk.case.statements
    )


def times_of(desk: Desk, source_id: str) -> str:
    """The key times of a recording, in brackets."""
    item = next((each for each in desk.case.evidence_items if each.evidence_id == source_id), None)
    times = [each.from_ + (f"–{each.to}" if each.to else "") for each in item.key_times] if item else []
    return f" ({', '.join(times)})" if times else ""


def recordings(desk: Desk) -> tuple[Table, ...]:
    """Recorded media: item, length, key times."""
    rows = [
        (
            words(item.exhibit_ref or item.evidence_id),
            words(desk.clean(item.description)),
            _length(item),
            _key_times(desk, item),
        )
        for item in desk.used_items()
        if item.kind in RECORDINGS
    ]
    return table(("Item", "What it is", "Length", "Key times"), (10, 35, 15, 40), rows)


def _length(item: EvidenceFacts) -> Words:
    return words(f"{item.media_minutes:g} min") if item.media_minutes else words("not recorded")


def _key_times(desk: Desk, item: EvidenceFacts) -> Words:
    spans = [f"{each.from_}{f' to {each.to}' if each.to else ''}: {desk.clean(each.what)}" for each in item.key_times]
    return words("; ".join(spans) or "none marked")


def exhibits(desk: Desk) -> tuple[Table, ...]:
    """The items relied on that are held."""
    rows = [
        (words(item.exhibit_ref or item.evidence_id), words(item.kind.label), words(desk.clean(item.description)))
        for item in desk.used_items()
        if item.availability == "held"
    ]
    return table(("Exhibit", "Kind", "What it is"), (15, 25, 60), rows)
