"""Finding the words of a file, in the worker: as they stand in the file, or recognised in a picture of the page.

The file is opened in a render process. The words are kept sealed with the key of the case; the index of the search
holds them with the words of the item they belong to, so that who may not list the item finds nothing of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db, end_reading
from app.documents.client import NotRunning, PrintClient, StillRendering
from app.documents.limits import RenderFailed
from app.domain.actor import system
from app.domain.audit_chain import AuditKind
from app.domain.vocabulary import MalwareState, TextFound
from app.models.vault import EvidenceFile
from app.models.viewing import FileText
from app.services import evidence_store, search_index, sheets
from app.services.copying import file_job
from app.services.promised_texts import LETTER, PDF, PICTURES
from app.services.vault import Content, Damaged, content_of

#: Pages whose own words are kept, and pages that a machine reads: the rest has no words for the search.
MOST_PAGES, MOST_READ = 500, 12
READING_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page, and how they were found; none where none were."""

    text: str
    found: TextFound


def keep_promise(payload: Mapping[str, Any], printer: PrintClient, *, at: datetime) -> None:
    """Find and keep the words of a file.

    Raises NotRunning or StillRendering where it is to be tried again by itself.
    """
    held = db.session.scalars(select(EvidenceFile).where(EvidenceFile.id == payload["file"])).one_or_none()
    if held is None or held.malware_state is MalwareState.INFECTED:
        return
    number, media_type, content = held.id, held.media_type, content_of(held)
    end_reading()
    try:
        pages = pages_of(content, media_type, printer)
    except Damaged as error:
        evidence_store.found_damaged(content.name, error, at=at)
        return
    except (StillRendering, NotRunning):
        raise
    except RenderFailed:
        pages = [_page("")]
    keep(number, pages, at=at)


def pages_of(content: Content, media_type: str, printer: PrintClient) -> list[PageText]:
    """The words of each page; what has no pages is one. Raises RenderFailed, Damaged."""
    if media_type in PICTURES:
        return [_recognised(content, "picture_words", printer)]
    if media_type == LETTER:
        made = printer.work(file_job(content, "copy", type=media_type), sheets.PATIENCE_SECONDS)
        return [_page(made.parts[0].decode())]
    if media_type != PDF:
        return [_page(sheets.text_of(content, media_type, printer))]
    facts = printer.work(file_job(content, "layer", most=MOST_PAGES), sheets.READING_SECONDS).facts
    pages = [_page(text) for text in facts["texts"]]
    empty = [place for place, page in enumerate(pages) if page.found is TextFound.NONE]
    for place in empty[:MOST_READ]:
        pages[place] = _recognised(content, "page_words", printer, page=place + 1, read=True)
    return pages


def _page(text: str) -> PageText:
    return PageText(text, TextFound.LAYER if text.strip() else TextFound.NONE)


def _recognised(content: Content, craft: str, printer: PrintClient, **told: Any) -> PageText:
    """One page that cannot be read keeps nobody from the words of the others."""
    try:
        text = str(printer.work(file_job(content, craft, **told), READING_SECONDS).facts["text"])
    except NotRunning:
        raise
    except RenderFailed:
        text = ""
    return PageText(text, TextFound.MACHINE if text.strip() else TextFound.NONE)


@atomic
def keep(number: int, pages: Sequence[PageText], *, at: datetime) -> None:
    """The words of a file in the place of those that were there, and in the index. Changes no fact of the case."""
    held = db.session.get_one(EvidenceFile, number, with_for_update=True, populate_existing=True)
    db.session.execute(delete(FileText).where(FileText.evidence_file_id == number))
    for place, page in enumerate(pages or [_page("")], 1):
        row = FileText(file=held, page=place, found=page.found)
        row.text = page.text if page.found is not TextFound.NONE else None
        db.session.add(row)
    db.session.flush()
    search_index.store(held.incident_id)
    note(
        Note(
            action="file_read", kind=AuditKind.ALTERATION, at=at, actor_role=system("read_files").role_name,
            object_type="incident", object_id=held.incident.reference, detail={"file": held.file_id},
        )
    )  # fmt: skip
