"""What a render process can make of a file, by name: a craft is told a few words and given the file.

Each gives facts (words and numbers) and parts (bytes). The only module here that loads the engines, so nothing outside
the render processes imports it.
"""

import io
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, BinaryIO

from PIL import Image

from app.documents.files import heic, office, papers, pictures, sheets, texts
from app.documents.limits import RenderFailed
from app.documents.wire import Made

Told = Mapping[str, Any]
Copy = Callable[[BinaryIO, int, BinaryIO], None]
_OFFICE = "application/vnd.openxmlformats-officedocument."
_COPIES: Mapping[str, Copy] = {
    "image/jpeg": pictures.copy_jpeg,
    "image/png": pictures.copy_png,
    "image/heic": heic.copy_heic,
    "application/pdf": papers.copy_pdf,
    "message/rfc822": texts.copy_letter,
    _OFFICE + "wordprocessingml.document": office.copy_office,
    _OFFICE + "spreadsheetml.sheet": office.copy_office,
}
_TEXTS: Mapping[str, Callable[[BinaryIO], str]] = {
    _OFFICE + "wordprocessingml.document": texts.of_document,
    _OFFICE + "spreadsheetml.sheet": texts.of_sheets,
}


def _copy(told: Told, file: io.BytesIO) -> Made:
    """A copy without hidden details; of a picture also what is shown of it, of a PDF how many pages it has."""
    kind = str(told["type"])
    copy = io.BytesIO()
    _COPIES[kind](file, len(file.getbuffer()), copy)
    file.close()  # a large picture is not kept beside its copy
    if kind == "application/pdf":
        first = _written(partial(sheets.picture, copy, 1, edge=pictures.SMALL))
        return Made({"pages": sheets.count(copy)}, (copy.getvalue(), b"", first))
    if not kind.startswith("image/"):
        return Made({}, (copy.getvalue(), b"", b""))
    large = _written(partial(pictures.small_copy, copy, edge=pictures.LARGE))
    return Made({}, (copy.getvalue(), large, _written(partial(pictures.small_copy, io.BytesIO(large)))))


def _written(write: Callable[[BinaryIO], None]) -> bytes:
    into = io.BytesIO()
    write(into)
    return into.getvalue()


def _page_picture(told: Told, file: io.BytesIO) -> Made:
    return Made({}, (_written(partial(sheets.picture, file, int(told["page"]))),))


def _page_words(told: Told, file: io.BytesIO) -> Made:
    found = sheets.words(file, int(told["page"]), read=bool(told["read"]))
    return Made({"text": found.text, "by_machine": found.by_machine, "can_read": sheets.can_read()}, ())


def _layer(told: Told, file: io.BytesIO) -> Made:
    return Made({"texts": sheets.layer(file, most=int(told["most"]))})


def _picture_words(told: Told, file: io.BytesIO) -> Made:
    large = _written(partial(pictures.small_copy, file, edge=sheets.READING_EDGE))
    with Image.open(io.BytesIO(large)) as picture:
        return Made({"text": sheets.recognised(picture)[: sheets.MOST_WORDS]})


def _text(told: Told, file: io.BytesIO) -> Made:
    return Made({"text": _TEXTS[str(told["type"])](file)}, ())


CRAFTS: Mapping[str, Callable[[Told, io.BytesIO], Made]] = {
    "copy": _copy,
    "page_picture": _page_picture,
    "page_words": _page_words,
    "layer": _layer,
    "picture_words": _picture_words,
    "text": _text,
}


def ply(craft: str, told: Told, file: io.BytesIO) -> Made:
    """Do it. Raises RenderFailed, or what a library says of a file it cannot read."""
    if craft not in CRAFTS:
        raise RenderFailed("nobody here knows how to do this.")
    return CRAFTS[craft](told, file)
