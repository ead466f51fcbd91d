"""Custody chain: each exhibit from the first hands to the last, with every gap in its place. For the CPS."""

from app.documents.blocks import Block, Paper, Section, Words, facts, prose, strong, table, words
from app.documents.contexts.desk import Desk
from app.documents.dossier import Dossier
from app.documents.wording import moment
from app.domain.case_file.material import EvidenceFacts
from app.domain.exhibit_custody import Link, Step

_SOURCE = "Source: entries of the police as they were made"


def build(dossier: Dossier) -> Paper:
    """One section an exhibit that has a step. Sensitive material is in no paper, and neither is its chain."""
    desk = Desk.of(dossier, keeps_handles=True)
    head = desk.masthead(
        "Custody chain",
        "Custody chain of exhibits",
        "Who had each exhibit, where, from when. Entries are added and never changed.",
    )
    held = [item for item in desk.open_items() if item.evidence_id in dossier.chains]
    sections = [
        Section(
            number,
            _title(desk, item),
            _SOURCE,
            (*_post(desk, dossier.posts.get(item.evidence_id, ())), *_chain(desk, dossier.chains[item.evidence_id])),
        )
        for number, item in enumerate(held, start=1)
    ]
    return Paper(head, tuple(sections) or (Section(1, "Exhibits", _SOURCE, (), "No step is recorded of any exhibit."),))


def _title(desk: Desk, item: EvidenceFacts) -> str:
    return f"{item.exhibit_ref or item.evidence_id}: {desk.clean(item.description)}"


def _post(desk: Desk, lines: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """An online post: where, whose account, when as shown and in UTC, captured by whom with what. Not its words."""
    return facts(*[(label, desk.clean(words_)) for label, words_ in lines]) if lines else ()


def _chain(desk: Desk, chain: tuple[Link, ...]) -> tuple[Block, ...]:
    rows = [row for link in chain for row in _rows(desk, link)]
    gaps = sum(bool(link.missing_before) + bool(link.missing_after) for link in chain)
    return (
        *facts(("Steps", str(len(chain))), ("Gaps", str(gaps) if gaps else "none")),
        *table(("When", "What", "From", "To", "Seal, reason, recorded by"), (15, 15, 20, 20, 30), rows),
        *_hashes(chain),
    )


def _rows(desk: Desk, link: Link) -> list[tuple[Words, ...]]:
    step = link.step
    row = (
        words(f"{moment(step.at)} (London)"),
        words(step.kind.label, f", file {_file(step)}" if step.file else None),
        _place(desk, step.from_holder, step.from_place),
        _place(desk, step.to_holder, step.to_place),
        _more(desk, step),
    )
    return [*_gap(desk, link.missing_before), row, *_gap(desk, link.missing_after)]


def _gap(desk: Desk, missing: tuple[str, ...]) -> list[tuple[Words, ...]]:
    """A gap is a row of its own, so that it stands where the line is broken."""
    said = words(desk.clean(" ".join(missing)))
    return [(words(strong("GAP")), words("not shown"), words("not shown"), words("not shown"), said)] if missing else []


def _place(desk: Desk, holder: str | None, place: str | None) -> Words:
    found = [desk.clean(one) for one in (holder, place) if one]
    return words(", ".join(found) or "not said")


def _more(desk: Desk, step: Step) -> Words:
    late = f", {moment(step.recorded_at)} (London)" if step.recorded_at != step.at else ""
    parts = (
        f"Seal {step.seal_number}." if step.seal_number else "",
        f"Done by {step.by_name}." if step.by_name else "",
        f"{step.reason.rstrip('.')}." if step.reason else "",
        f"Recorded by {step.recorded_by}{late}.",
    )
    return words(desk.clean(" ".join(part for part in parts if part)))


def _file(step: Step) -> str:
    """The number of the file alone: the name it came with is in no paper."""
    return (step.file or "").partition(" ")[0]


def _hashes(chain: tuple[Link, ...]) -> tuple[Block, ...]:
    found = {_file(link.step): link.step.sha256 for link in chain if link.step.file and link.step.sha256}
    return prose(*[f"SHA-256 of file {name}: {value}" for name, value in found.items()])
