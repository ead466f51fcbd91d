"""Papers of the sample cases, each made once: dossier, PDF, and everything that can be read out of a PDF."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pikepdf
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

from app.documents import pdf
from app.documents.dossier import Dossier, compile_dossier
from app.documents.registry import DOCUMENTS
from app.documents.render import render_document
from app.domain.case_file import CaseFile, from_json
from tests.domain.samples import NAMES, case, document, expected

KEYS = tuple(DOCUMENTS)
SAMPLES = NAMES
REFERENCE = "HC-26-4K7Q2MD9"


def at_of(name: str) -> datetime:
    return datetime.fromisoformat(expected(name)["as_of"])


def dossier_of(file: CaseFile, at: datetime, **changes: Any) -> Dossier:
    """A dossier as the services make it, of any case file."""
    made = compile_dossier(
        file,
        at,
        reference=REFERENCE,
        version=3,
        stage="CPS referral",
        status="Supervisor review",
        holding_unit="Testshire Hate Crime Unit",
        made_by="officer in the case",
        cps_unit="CPS Testshire",
    )
    return replace(made, **changes)


def dossier(name: str, **changes: Any) -> Dossier:
    return dossier_of(case(name), at_of(name), **changes)


def changed(name: str, change: Any, **changes: Any) -> Dossier:
    """The dossier of a sample after a change to its document."""
    copy = document(name)
    change(copy)
    return dossier_of(from_json(copy), at_of(name), **changes)


def printed(key: str, of: Dossier) -> bytes:
    job = render_document(key, of)
    return pdf.to_pdf(job.variants, job.assets)


@cache
def paper(name: str, key: str) -> bytes:
    return printed(key, dossier(name))


def text_of(made: bytes, pages: list[int] | None = None) -> str:
    """The text a reader can copy out, of all pages or of some."""
    texts = _page_texts(made)
    return "\n".join(texts if pages is None else [texts[number] for number in pages])


@cache
def _page_texts(made: bytes) -> list[str]:
    # Text is written page by page, each ended by a form feed.
    return extract_text(io.BytesIO(made), laparams=LAParams(all_texts=True)).split("\f")[:-1]


@cache
def paper_text(name: str, key: str) -> str:
    return plain(text_of(paper(name, key)))


def plain(text: str) -> str:
    """White space collapsed, soft hyphens joined, one kind of quotation mark: how the expected files are compared."""
    text = text.replace("\u00ad\n", "").replace("\u00ad", "")
    text = text.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}))
    return re.sub(r"\s+", " ", text)


def solid(text: str) -> str:
    """Without any white space: for texts that break inside words."""
    return re.sub(r"\s+", "", plain(text))


def depths_of(made: bytes) -> Iterator[bytes]:
    """Raw bytes, each stream unpacked, every string, name and attachment."""
    yield made
    with pikepdf.open(io.BytesIO(made)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()
            yield from _strings(thing)
        for name in opened.attachments:
            yield name.encode()
            yield opened.attachments[name].get_file().read_bytes()


def _strings(thing: Any, depth: int = 0) -> Iterator[bytes]:
    if isinstance(thing, pikepdf.String):
        yield str(thing).encode()
        yield bytes(thing)
    elif depth < 4 and isinstance(thing, pikepdf.Dictionary):
        for value in thing.values():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)
    elif depth < 4 and isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)


@cache
def _searched(made: bytes) -> tuple[str, bytes]:
    return solid(text_of(made)).lower(), b"\n".join(depths_of(made))


def is_hidden(words: str, made: bytes) -> bool:
    """These words cannot be found in the paper's text, bytes, streams, strings or attachments."""
    text, depths = _searched(made)
    forms = (words.encode(), words.encode("utf-16-be"), words.encode("latin-1", "ignore"))
    return solid(words).lower() not in text and not any(form and form in depths for form in forms)
