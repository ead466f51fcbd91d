"""What of a copy is put on a page: pages of a PDF as pictures with their words, and the text of other files.

Nothing of it is kept: each is made when somebody looks, in a render process, from a copy that is verified on its way.
"""

import codecs
from dataclasses import dataclass

from app.database.session import end_reading
from app.documents.client import PrintClient
from app.services.copying import file_job
from app.services.vault import Content, vault

PATIENCE_SECONDS = 20.0
READING_SECONDS = 45.0
MOST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page of a PDF. `by_machine`: recognised from the picture. `can_read`: a machine could do so."""

    text: str
    by_machine: bool
    can_read: bool


def page_picture(content: Content, number: int, printer: PrintClient) -> bytes:
    """Page `number`, from 1, as a JPEG. Raises RenderFailed, Damaged."""
    end_reading()
    return printer.work(file_job(content, "page_picture", page=number), PATIENCE_SECONDS).parts[0]


def page_words(content: Content, number: int, printer: PrintClient, *, read: bool) -> Words:
    """The words of page `number`; with `read` by machine where the file has none. Raises RenderFailed, Damaged."""
    end_reading()
    patience = READING_SECONDS if read else PATIENCE_SECONDS
    facts = printer.work(file_job(content, "page_words", page=number, read=read), patience).facts
    return Words(str(facts["text"]), bool(facts["by_machine"]), bool(facts["can_read"]))


def text_of(content: Content, media_type: str, printer: PrintClient) -> str:
    """The first part of the text of a copy, as plain text. Raises RenderFailed, Damaged."""
    end_reading()
    if media_type == "text/plain":
        return _plain(b"".join(vault().pieces(content, 0, min(content.size, MOST_TEXT))))
    return str(printer.work(file_job(content, "text", type=media_type), PATIENCE_SECONDS).facts["text"])


def _plain(data: bytes) -> str:
    """As the check of texts reads them; the last sign may be cut through."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "ignore")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
