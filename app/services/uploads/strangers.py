"""A second kind of file inside the first: an archive at its end, a page or a program at its beginning (UPL-4)."""

import re
import struct
from typing import BinaryIO

from app.services.uploads.verdict import Refused

TAIL = 22 + 0xFFFF  # the end of a zip archive and its longest comment
ACTIVE = re.compile(
    rb"<\?php|<\?=|<script|<!doctype\s+html|<html|<svg|<iframe|javascript:|vbscript:|<%\s*(eval|execute)", re.IGNORECASE
)
MIXED = "The file is two kinds of file at once, so it cannot be kept. Send a plain copy."
_TEXTS = frozenset({"text/plain", "message/rfc822"})


def refuse_strangers(opened: BinaryIO, size: int, head: bytes, media_type: str) -> None:
    """Raise Refused where another kind of file hides in this one. Texts and office files have checks of their own."""
    if media_type in _TEXTS or "openxmlformats" in media_type:
        return
    if ACTIVE.search(head[:2048]):
        raise Refused(MIXED)
    if media_type != "application/pdf" and b"%PDF-" in head[:1024]:
        raise Refused(MIXED)
    opened.seek(max(0, size - TAIL))
    if _ends_as_archive(opened.read(TAIL)):
        raise Refused(MIXED)


def _ends_as_archive(tail: bytes) -> bool:
    """Would a zip program open it? Its end must be there with a comment that reaches exactly to the end."""
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        if len(tail) - at >= 22:
            entries, directory = struct.unpack("<H", tail[at + 10 : at + 12])[0], tail[at + 12 : at + 16]
            if entries and directory != b"\0\0\0\0":
                return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False


def refuse_active(data: bytes) -> None:
    """Raise Refused where words of a web page or a program stand in what should be none (comments, metadata)."""
    if ACTIVE.search(data):
        raise Refused(MIXED)
