"""One file, looked at once: content, extension and declared type must agree, and the whole must be sound (UPL-2..4)."""

import struct
import zipfile
import zlib
from typing import BinaryIO

import pikepdf

from app.services.uploads.kinds import BY_EXTENSION, HEAD, UNKNOWN, Kind
from app.services.uploads.strangers import refuse_strangers
from app.services.uploads.verdict import Refused, Verdict

ALLOWED = (
    "Send a PDF, a picture (JPEG, PNG, HEIC), a recording (MP4, MOV, MP3, M4A, WAV), a text, Word, Excel or e-mail."
)


# How the libraries say that they cannot read on.
STUMBLES = (
    ValueError, LookupError, EOFError, OSError, RuntimeError, AttributeError, TypeError, struct.error, zlib.error,
    zipfile.BadZipFile, pikepdf.PdfError, SyntaxError,  # Pillow's word for a broken EXIF
)  # fmt: skip


def inspect_upload(opened: BinaryIO, *, name: str, declared: str | None, size: int) -> Verdict:
    """Look at a whole file, which can be read from any place. Never raises for what stands in the file."""
    try:
        kind = _kind_named(name)
        opened.seek(0)
        head = opened.read(HEAD)
        _agreed(kind, head, declared)
        refuse_strangers(opened, size, head, kind.media_type)
        flags = kind.check(opened, size)
    except Refused as refused:
        return Verdict(False, reason=str(refused))
    except STUMBLES as error:
        # A library that stumbles over a file has not shown that the file is sound.
        return Verdict(False, reason=f"The file is damaged or not what it says it is ({type(error).__name__}).")
    return Verdict(True, kind.media_type, kind.extensions[0], flags=flags)


def _kind_named(name: str) -> Kind:
    stem, dot, extension = name.strip().rpartition(".")
    kind = BY_EXTENSION.get(extension.casefold()) if stem and dot else None
    if kind is None:
        raise Refused(f"This kind of file cannot be kept. {ALLOWED}")
    return kind


def _agreed(kind: Kind, head: bytes, declared: str | None) -> None:
    said = (declared or "").partition(";")[0].strip().casefold()
    if not head:
        raise Refused("The file is empty.")
    if said not in UNKNOWN and said not in kind.declared:
        raise Refused("The name of the file and what the browser says of it do not agree.")
    if not kind.begins(head):
        raise Refused("What is in the file is not what its name says.")
