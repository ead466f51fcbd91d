"""Copies without what a file says beside its content: place, device, author, thumbnail (UPL-8). The original stays."""

import shutil
from collections.abc import Callable, Mapping
from typing import BinaryIO

from app.services.uploads import office_copies, paper_copies, picture_copies, recording_copies
from app.services.uploads.verdict import Refused

# How a copy is made, by the house's own type of the file. What is not here has no such copy.
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WAYS: Mapping[str, Callable[[BinaryIO, int, BinaryIO], None]] = {
    "image/jpeg": picture_copies.copy_jpeg,
    "image/png": picture_copies.copy_png,
    "application/pdf": paper_copies.copy_pdf,
    "video/mp4": recording_copies.copy_boxes,
    "video/quicktime": recording_copies.copy_boxes,
    "audio/mp4": recording_copies.copy_boxes,
    "audio/mpeg": recording_copies.copy_mp3,
    "audio/wav": recording_copies.copy_wav,
    _OFFICE + "wordprocessingml.document": office_copies.copy_office,
    _OFFICE + "spreadsheetml.sheet": office_copies.copy_office,
    "text/plain": lambda opened, size, into: shutil.copyfileobj(opened, into),
}
TOOL, VERSION = "throughline-copy", "1"


def can_be_cleaned(media_type: str) -> bool:
    return media_type in _WAYS


def clean_copy(opened: BinaryIO, size: int, media_type: str, into: BinaryIO) -> None:
    """Write the copy of a file that was accepted. Raises Refused where none can be made, with the reason in words."""
    if media_type not in _WAYS:
        raise Refused("No copy without hidden details can be made of this kind of file. Add a PDF of it.")
    opened.seek(0)
    _WAYS[media_type](opened, size, into)
