"""Copies without what a file says beside its content: place, device, author, thumbnail (UPL-8). The original stays.

Recordings and plain texts are copied here, piece by piece, however long they are. What must be decoded or taken apart
(pictures, PDFs, Word, Excel, e-mails) is work for a render process with its limits: `app.documents.files`.
"""

import shutil
from collections.abc import Callable, Mapping
from typing import BinaryIO

from app.services.uploads import recording_copies
from app.services.uploads.verdict import Refused

# How a copy is made, by the house's own type of the file. What stands in neither table has no such copy.
_OFFICE = "application/vnd.openxmlformats-officedocument."
_HERE: Mapping[str, Callable[[BinaryIO, int, BinaryIO], None]] = {
    "video/mp4": recording_copies.copy_boxes,
    "video/quicktime": recording_copies.copy_boxes,
    "audio/mp4": recording_copies.copy_boxes,
    "audio/mpeg": recording_copies.copy_mp3,
    "audio/wav": recording_copies.copy_wav,
    "text/plain": lambda opened, size, into: shutil.copyfileobj(opened, into),
}
# The type of what a render process makes, by the type of the file.
_IN_A_PROCESS: Mapping[str, str] = {
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "image/heic": "image/jpeg",
    "application/pdf": "application/pdf",
    "message/rfc822": "text/plain",
    _OFFICE + "wordprocessingml.document": _OFFICE + "wordprocessingml.document",
    _OFFICE + "spreadsheetml.sheet": _OFFICE + "spreadsheetml.sheet",
}
NO_COPY = "No copy without hidden details can be made of this kind of file. Add a PDF of it."


def can_be_cleaned(media_type: str) -> bool:
    return media_type in _HERE or media_type in _IN_A_PROCESS


def needs_a_process(media_type: str) -> bool:
    return media_type in _IN_A_PROCESS


def type_of_copy(media_type: str) -> str:
    """The type of the copy: that of the file, save where no browser shows it."""
    return _IN_A_PROCESS.get(media_type, media_type)


def copy_here(opened: BinaryIO, size: int, media_type: str, into: BinaryIO) -> None:
    """Write the copy of a recording or a text that was accepted. Raises Refused with the reason in words."""
    if media_type not in _HERE:
        raise Refused(NO_COPY)
    opened.seek(0)
    _HERE[media_type](opened, size, into)
