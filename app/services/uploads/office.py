"""Word and Excel files: an archive with limits, without macros, links to elsewhere or other files inside (UPL-3)."""

import re
import stat
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from app.services.uploads.verdict import Flag, Refused

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
CONTENT = "[Content_Types].xml"
ARCHIVES = frozenset({".zip", ".jar", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".cab", ".docx", ".xlsx"})
ACTS = re.compile(r"vbaproject|activex|oleobject|/embeddings/|/macrosheets/|\.bin$|\.exe$|\.js$|\.vbs$", re.IGNORECASE)
OUTSIDE = re.compile(rb"TargetMode\s*=\s*['\"]External", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|activeX", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED = "The file is damaged or not what its name says."


def begins(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def check_document(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    return _check(opened, size, "word/document.xml")


def check_sheet(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    return _check(opened, size, "xl/workbook.xml")


def _check(opened: BinaryIO, size: int, main: str) -> tuple[Flag, ...]:
    opened.seek(0)
    with zipfile.ZipFile(opened) as archive:
        entries = archive.infolist()
        _limits(entries)
        if archive.comment or (entries and min(one.header_offset for one in entries) != 0):
            raise Refused("The file is two kinds of file at once. Send a plain copy.")
        names = {one.filename for one in entries}
        if len(names) != len(entries) or CONTENT not in names or main not in names:
            raise Refused(_DAMAGED)
        for entry in entries:
            _harmless(entry)
        for entry in entries:
            if entry.filename == CONTENT or entry.filename.endswith(".rels"):
                _stays_inside(archive.read(entry))
    return ()


def _limits(entries: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself; the library stops reading where an entry gives more than it said."""
    if len(entries) > MOST_ENTRIES:
        raise Refused("The file has too many parts.")
    if sum(one.file_size for one in entries) > MOST_BYTES:
        raise Refused("The file is too large when it is opened.")
    for one in entries:
        if one.file_size > MOST_RATIO * max(one.compress_size, 1) and one.file_size > 100_000:
            raise Refused("The file is packed in a way that no office program packs.")


def _harmless(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    path = PurePosixPath(name)
    if name.startswith(("/", "\\")) or ".." in path.parts or "\\" in name or ":" in name:
        raise Refused("A part of the file has a name that leads outside it.")
    if entry.flag_bits & 0x1:
        raise Refused("The file is protected by a password. Send a copy without one.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("A part of the file is a link.")
    if path.suffix.casefold() in ARCHIVES:
        raise Refused("Another archive is in the file.")
    if ACTS.search(name):
        raise Refused("The file has macros or another file in it. Send a PDF of it.")


def _stays_inside(text: bytes) -> None:
    if text.startswith(_UTF16) or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refused(_DAMAGED)
    if MACRO_TYPE.search(text):
        raise Refused("The file has macros in it. Send a PDF of it.")
    if OUTSIDE.search(text):
        raise Refused("The file fetches something from elsewhere, or links to it. Send a PDF of it.")
