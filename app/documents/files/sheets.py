"""Pages of a PDF as pictures, and the words that stand on them: as written in the file, or read by a machine."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import pypdfium2
from PIL import Image

from app.documents.files.pictures import LARGE
from app.documents.limits import RenderFailed

# Wide enough to read small print, and to be read by a machine.
READING_EDGE = 2480
READING_SECONDS = 30.0
MOST_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Words:
    """The text of one page. `by_machine` where it was recognised from the picture and may be wrong."""

    text: str
    by_machine: bool = False


def count(opened: BinaryIO) -> int:
    with _document(opened) as pdf:
        return len(pdf)


def picture(opened: BinaryIO, number: int, into: BinaryIO, edge: int = LARGE) -> None:
    """Page `number`, from 1, as a JPEG no larger than `edge` dots on a side. Raises RenderFailed."""
    with _document(opened) as pdf:
        _drawn(pdf, number, edge).save(into, "JPEG", quality=85)


def words(opened: BinaryIO, number: int, *, read: bool = False) -> Words:
    """The words of page `number`, from 1. With `read`, and where none are in the file, they are recognised.

    Raises RenderFailed.
    """
    with _document(opened) as pdf:
        page = pdf[_index(pdf, number)]
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\0", "").strip()
        if text or not read:
            return Words(text[:MOST_WORDS])
        return Words(recognised(_drawn(pdf, number, READING_EDGE))[:MOST_WORDS], by_machine=True)


def layer(opened: BinaryIO, *, most: int) -> list[str]:
    """The words in the file of each page, of so many pages and so many words at most. Raises RenderFailed."""
    found: list[str] = []
    left = MOST_WORDS * 10
    with _document(opened) as pdf:
        for place in range(min(len(pdf), most)):
            text = pdf[place].get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\0", "").strip()
            found.append(text[: min(left, MOST_WORDS)])
            left -= len(found[-1])
    return found


def can_read() -> bool:
    """Is there a program on this machine that recognises text?"""
    return shutil.which("tesseract") is not None


def recognised(page: Image.Image) -> str:
    """The words a machine sees in a picture of a page. Raises RenderFailed."""
    program = shutil.which("tesseract")
    if program is None:
        raise RenderFailed("no program that recognises text is installed.")
    sent = io.BytesIO()
    page.convert("L").save(sent, "PNG")
    environment = {"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the picture comes by its standard input
            [program, "stdin", "stdout", "-l", "eng"],
            input=sent.getvalue(), capture_output=True, timeout=READING_SECONDS, env=environment, check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        raise RenderFailed("the text of the page could not be recognised.") from None
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()


@contextmanager
def _document(opened: BinaryIO) -> Iterator[pypdfium2.PdfDocument]:
    opened.seek(0)
    try:
        pdf = pypdfium2.PdfDocument(opened.read())
    except pypdfium2.PdfiumError:
        raise RenderFailed("the PDF could not be opened.") from None
    try:
        yield pdf
    finally:
        pdf.close()


def _index(pdf: pypdfium2.PdfDocument, number: int) -> int:
    if not 1 <= number <= len(pdf):
        raise RenderFailed("the PDF has no such page.")
    return number - 1


def _drawn(pdf: pypdfium2.PdfDocument, number: int, edge: int) -> Image.Image:
    page = pdf[_index(pdf, number)]
    longest = max(page.get_size())
    if longest <= 0:
        raise RenderFailed("the page has no size.")
    drawn: Image.Image = page.render(scale=edge / longest).to_pil().convert("RGB")
    drawn.thumbnail((edge, edge))  # the engine rounds up
    return drawn
