"""One row of the evidence of a case: an item that counts, or one beside it that does not, with what can be done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from app import formatting
from app.domain.permissions import Permission
from app.domain.vocabulary import Availability, EvidenceUsage, ItemStanding
from app.journeys.material.lines import Line, address
from app.models.material import CaseDocument, EvidenceItem
from app.models.withdrawal import Withdrawal
from app.web.case_pages import Frame
from app.web.clock import today

P = Permission


#: The last proposal about each item, by the item's row.
Proposals = Mapping[int, Withdrawal]


def item_words(row: EvidenceItem) -> str:
    """The mark of an item, or its number."""
    return f"item {row.exhibit_ref or row.file_id}"


def item_line(frame: Frame, row: EvidenceItem, at: datetime, seen: Proposals) -> Line:
    """An item that counts."""
    times = [f"{one.starts}{f' to {one.ends}' if one.ends else ''}: {one.what}" for one in row.key_times]
    minutes = f"{row.media_minutes:g} minutes" if row.media_minutes else ""
    parts = (
        row.kind.label,
        row.usage.label.lower(),
        "sensitive" if row.is_sensitive else "",
        f"decision: {row.disclosure_decision.label.lower()}" if row.disclosure_decision else "",
        f"produced by {row.produced_by.full_name.strip()}" if row.produced_by else "",
        minutes,
        file_words(row),
    )
    texts = "\n".join([*times, *([row.transcript] if row.transcript else [])])
    return Line(
        id=" ".join(word for word in (row.file_id, row.exhibit_ref) if word),
        what=row.description,
        second=f"{'Core evidence. ' if row.is_core_evidence else ''}{sentence(parts)}",
        mark=_availability(row, at),
        more=("Key times and transcript", texts) if texts and frame.may(P.EVIDENCE_VIEW) else None,
        covered="",
        address=address(frame, "change_evidence", item=row.file_id) or _decide(frame, row),
        others=_pages(frame, row, seen),
    )


def _pages(frame: Frame, row: EvidenceItem, seen: Proposals) -> tuple[tuple[str, str], ...]:
    """Where more is said of an item."""
    at: dict[str, Any] = {"reference": frame.case.reference, "item": row.file_id}
    pages = [("Files and custody chain", url_for("material.custody", **at))]
    if row.post is not None:
        pages.insert(0, ("The online post", url_for("material.post", **at)))
    if row.standing in (ItemStanding.WAITS, ItemStanding.DECLINED) and frame.may(P.CASE_EDIT):
        pages.append(("Take it as evidence, or not", url_for("material.accept_item", **at)))
    proposal = seen.get(row.id)
    if proposal and proposal.decided_at is None and frame.may(P.EVIDENCE_WITHDRAW_APPROVE):
        what = "Decide whether to restore it" if proposal.restores else "Decide whether to withdraw it"
        pages.append((what, url_for("material.decide_withdrawal", **at)))
    return tuple(pages)


def beside_line(frame: Frame, row: EvidenceItem, seen: Proposals) -> Line:
    """An item that does not count: withdrawn, sent in and not accepted yet, or not taken."""
    proposal = seen.get(row.id)
    withdrawn = row.standing is ItemStanding.WITHDRAWN and proposal is not None
    return Line(
        id=" ".join(word for word in (row.file_id, row.exhibit_ref) if word),
        what=row.description,
        second=_why(proposal) if withdrawn and proposal else _sent_in(row),
        mark=("warning" if row.standing is ItemStanding.WAITS else "info", row.standing.label),
        more=None,
        covered="",
        address=None,
        others=_pages(frame, row, seen),
    )


def _sent_in(row: EvidenceItem) -> str:
    return f"{row.kind.label}. {row.standing_reason}" if row.standing_reason else f"{row.kind.label}."


def _why(row: Withdrawal) -> str:
    """Who withdrew it, when and why; and that its restoring waits or was declined."""
    by = row.decided_by.named if row.decided_by else ""
    if row.restores:
        waits = f"{row.proposed_by.named} proposed to restore it, {formatting.day(row.proposed_at, today())}"
        return f"{waits}: {row.reason}" if row.decided_at is None else f"{waits}; {by} declined."
    when = formatting.day(row.decided_at, today()) if row.decided_at else ""
    return f"Proposed by {row.proposed_by.named}, withdrawn by {by}, {when}: {row.reason}"


def _decide(frame: Frame, row: EvidenceItem) -> str | None:
    """The page of the prosecutor's decision, for unused material."""
    if row.usage is not EvidenceUsage.UNUSED or not frame.may(P.DECISION_RECORD):
        return None
    return url_for("material.decide", reference=frame.case.reference, item=row.file_id)


def sentence(parts: Sequence[str]) -> str:
    """The parts that say something, as one sentence."""
    return f"{formatting.first_upper(', '.join(part for part in parts if part))}."


def file_words(row: EvidenceItem | CaseDocument) -> str:
    """Says so where nothing of the content is supplied."""
    return "" if row.file_name or row.file_link else "no file or link yet"


def _availability(row: EvidenceItem, at: datetime) -> tuple[str, str]:
    if row.availability is Availability.OUTSTANDING and row.due_on:
        left = formatting.how_long_left(row.due_on, at)
        return "warning", f"To come by {formatting.day(row.due_on, today())}. {left}"
    kind = {Availability.HELD: "met", Availability.UNOBTAINABLE: "info"}.get(row.availability, "warning")
    return kind, row.availability.label
