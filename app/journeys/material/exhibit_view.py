"""Shapes the custody chain of an item for its page: one line from the first hands to the last, with its gaps."""

from dataclasses import dataclass

from app import formatting
from app.domain.exhibit_custody import Link, Step
from app.domain.permissions import Permission
from app.domain.vocabulary import ItemStanding, MalwareState, StoreCheck
from app.journeys.material.items import item_words as item_words
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile
from app.models.withdrawal import Withdrawal
from app.queries import evidence_files as questions
from app.queries.withdrawals import proposals_of
from app.web.case_pages import Frame
from app.web.sessions import actor

FLAGS = {
    "location": "It says where it was made.",
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
    """One file: its number and name, what it is, marks, its hash."""

    id: str
    name: str
    second: str
    warnings: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed about the item last, what came of it, and whether the reader may decide."""

    words: tuple[str, ...]
    is_open: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class CustodyPage:
    """Everything the page shows."""

    lead: str
    gaps: int
    steps: tuple[StepLine, ...]
    files: tuple[FileLine, ...]
    standing: str
    proposal: Proposal | None
    can_propose: str
    is_post: bool


def custody_page(frame: Frame, item: EvidenceItem) -> CustodyPage:
    """The chain and the files of one item."""
    chain = questions.chain_of(frame.case, item)
    files = [held for held in questions.files_of(frame.case) if held.evidence_item_id == item.id]
    may_take = frame.may(Permission.EVIDENCE_ORIGINAL)
    last = proposals_of(frame.case).get(item.id)
    gaps = sum(bool(link.missing_before) + bool(link.missing_after) for link in chain)
    return CustodyPage(
        lead=_lead(chain),
        gaps=gaps,
        steps=tuple(_step(link) for link in chain),
        files=tuple(_file(held, may_take=may_take) for held in files),
        standing="" if item.counts else item.standing.label,
        proposal=_proposal(frame, last) if last else None,
        can_propose=_can_propose(frame, item, last),
        is_post=item.post is not None,
    )


def _proposal(frame: Frame, row: Withdrawal) -> Proposal:
    what = "restore" if row.restores else "withdraw"
    words = [f"{row.proposed_by.named} proposed to {what} it, {formatting.day_time(row.proposed_at)}: {row.reason}"]
    if row.decided_by is not None and row.decided_at is not None:
        done = f"{what}d" if row.restores else "withdrew"
        answer = f": {row.answer}" if row.answer else ""
        verb = f"{done} it" if row.approved else "declined"
        words.append(f"{row.decided_by.named} {verb}, {formatting.day_time(row.decided_at)}{answer}")
    is_open = row.decided_at is None
    may = is_open and frame.may(Permission.EVIDENCE_WITHDRAW_APPROVE) and row.proposed_by_id != actor().user_id
    return Proposal(tuple(words), is_open, may)


def _can_propose(frame: Frame, item: EvidenceItem, last: Withdrawal | None) -> str:
    """The words of the link on which the reader proposes it; nothing where they may not, or it waits."""
    waits = last is not None and last.decided_at is None
    if waits or not frame.may(Permission.EVIDENCE_WITHDRAW_PROPOSE):
        return ""
    words = {ItemStanding.COUNTS: "Propose to withdraw it", ItemStanding.WITHDRAWN: "Propose to restore it"}
    return words.get(item.standing, "")


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


def _file(held: EvidenceFile, *, may_take: bool) -> FileLine:
    stored = held.stored
    infected = held.malware_state is MalwareState.INFECTED
    warnings = [f"{held.malware_state.label}: {held.malware_name}"] if infected else []
    warnings += [FLAGS[flag] for flag in held.flags if flag in FLAGS]
    if stored.check_result in (StoreCheck.DAMAGED, StoreCheck.MISSING):
        warnings.append("The stored file is not what was sent. It is not given out.")
    return FileLine(
        id=held.file_id if may_take and not infected else "",
        name=f"{held.file_id} {held.name}",
        second=f"{formatting.byte_size(stored.byte_size)}, sent by {held.uploaded_by.named},"
        f" {formatting.day_time(held.uploaded_at)}. {_malware(held)}.",
        warnings=tuple(warnings),
        sha256=stored.sha256,
    )


def _malware(held: EvidenceFile) -> str:
    """What a check said and when; a file that nobody checked says so."""
    if held.scanned_at is None:
        return held.malware_state.label
    return f"{held.malware_state.label}, {formatting.day_time(held.scanned_at)}"
