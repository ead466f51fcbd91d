"""Shapes a file for the page on which it is looked at: what is shown of its copy, its words, the times marked in it."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from app.documents.client import PrintClient
from app.documents.limits import RenderFailed
from app.domain import playing_time
from app.domain.permissions import Permission
from app.domain.vocabulary import CopyState
from app.models.viewing import RecordingMark
from app.queries import copies
from app.queries.copies import Copied
from app.services import sheets, viewing
from app.services.vault import Content
from app.web.case_pages import Frame

P = Permission
LOCATED = "This {what} says where it was {made}. People outside the team get a copy without it."
NO_LAYER = "This page has no text layer."
READ = "Read from the picture by a machine. It may be wrong: check it against the page."
SENTENCES = {
    "waiting": "A copy without hidden details is being prepared. Show this page again in a minute.",
    "locked": "Malware was found in this file. It is kept and not given out.",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a PDF: which, how its picture is called, its words and what is to be known of them."""

    number: int
    pages: int
    alt: str
    words: str
    note: str
    may_read: bool


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A time marked in a recording; `address` shows the page with the player at that place."""

    number: int
    starts: str
    time: str
    note: str
    by: str
    address: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """Everything the page shows. `kind` says how: picture, paper, sound, film, text, or in one sentence why nothing."""

    id: str
    item: str
    name: str
    kind: str
    sentence: str
    alt: str
    located: str
    copy_row: int | None
    may_take: bool
    may_mark: bool
    may_try: bool
    sheet: Sheet | None = None
    text: str | None = None
    marks: tuple[MarkLine, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the page of a PDF, whether a machine is to read it, where the player begins."""

    page: int = 1
    read: bool = False
    starts: int | None = None
    ends: int | None = None


def location_words(flags: tuple[str, ...], media_type: str) -> str:
    """The sentence for the team about a file that says where it was made; empty where it does not."""
    if "location" not in flags:
        return ""
    photo = media_type.startswith("image/")
    return LOCATED.format(what="photo" if photo else "recording", made="taken" if photo else "made")


def kind_of(found: Copied) -> str:
    """How the copy is shown: by its type."""
    if viewing.is_locked(found.original, *found.copies.values()):
        return "locked"
    if found.copy is None:
        return "failed" if found.state is CopyState.FAILED else "waiting"
    if found.copy.media_type.startswith("image/"):
        return "picture"
    kinds = {"application/pdf": "paper", "audio": "sound", "video": "film"}
    return kinds.get(found.copy.media_type) or kinds.get(found.copy.media_type.partition("/")[0]) or "text"


def file_page(frame: Frame, found: Copied, asked: Asked, content: Content | None) -> FilePage:
    """`content` is the copy, where there is one to be shown."""
    original, kind, team = found.original, kind_of(found), frame.may(P.CASE_EDIT)
    name, copy = original.name, found.copy
    problem = found.copying.problem if found.copying else None
    media_type = copy.media_type if copy else ""
    pages = found.copying.pages if found.copying else None
    plain: dict[str, Any] = {
        "id": original.file_id,
        "item": original.item.file_id,
        "name": name,
        "kind": kind,
        "sentence": SENTENCES.get(kind) or (f"No copy could be made. {problem}" if problem else ""),
        "alt": f"Picture of {original.item.description}: {name}",
        "located": location_words(original.flags, original.media_type) if team else "",
        "copy_row": copy.id if copy else None,
        "may_take": frame.may(P.EVIDENCE_ORIGINAL) and kind != "locked",
        "may_mark": team and kind in ("sound", "film"),
        "may_try": team and kind == "failed",
    }
    if kind in ("sound", "film"):
        address = url_for("material.play", reference=frame.case.reference, file=original.file_id)
        plain["source"] = address + _fragment(asked)
        plain["marks"] = tuple(_mark(frame, original.file_id, row) for row in copies.marks_of(original))
    if content is not None and kind == "paper":
        plain["sheet"] = _sheet(name, pages or 1, asked, content)
    if content is not None and kind == "text":
        plain["text"], plain["sentence"] = _text(content, media_type)
    return FilePage(**plain)


def _fragment(asked: Asked) -> str:
    """Where the player begins and stops, as browsers understand it."""
    if asked.starts is None:
        return ""
    return f"#t={asked.starts},{asked.ends}" if asked.ends else f"#t={asked.starts}"


def _mark(frame: Frame, file: str, row: RecordingMark) -> MarkLine:
    starts = playing_time.words(row.starts)
    address = url_for("material.view_file", reference=frame.case.reference, file=file, starts=row.starts, ends=row.ends)
    return MarkLine(
        number=row.id,
        starts=str(row.starts),
        time=f"{starts} to {playing_time.words(row.ends)}" if row.ends else starts,
        note=row.note,
        by=row.marked_by.named,
        address=f"{address}#player",
    )


def printer() -> PrintClient:
    client: PrintClient = current_app.extensions["printer"]
    return client


def _sheet(name: str, pages: int, asked: Asked, content: Content) -> Sheet:
    number = min(max(asked.page, 1), pages)
    alt = f"{name}, page {number} of {pages}"
    try:
        found = sheets.page_words(content, number, printer(), read=asked.read)
    except RenderFailed as failed:
        return Sheet(number, pages, alt, "", f"The text of this page cannot be shown: {failed.reason}", may_read=False)
    note = READ if found.by_machine and found.text else "" if found.text else NO_LAYER
    if asked.read and not found.text:
        note = f"{NO_LAYER} A machine found no words on it either."
    return Sheet(number, pages, alt, found.text, note, found.can_read and not found.text and not asked.read)


def _text(content: Content, media_type: str) -> tuple[str | None, str]:
    """The words, and a sentence where they are not all there is."""
    try:
        text = sheets.text_of(content, media_type, printer())
    except RenderFailed as failed:
        return None, f"The text cannot be shown: {failed.reason} Download the copy to read it."
    cut = len(text) >= sheets.MOST_TEXT or (media_type == "text/plain" and content.size > sheets.MOST_TEXT)
    return text, "Only the first part is shown. Download the copy for the rest." if cut else ""
