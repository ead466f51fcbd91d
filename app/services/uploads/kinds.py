"""The kinds of file that are kept (UPL-2): each by first bytes, extensions and the types a browser may declare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from app.services.uploads import letters, office, papers, pictures, recordings
from app.services.uploads.verdict import Flag

HEAD = 4096
Check = Callable[[BinaryIO, int], tuple[Flag, ...]]

# What a browser says when it does not know; it is then for content and extension to agree.
UNKNOWN = frozenset({"", "application/octet-stream", "binary/octet-stream"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `begins` looks at the first bytes; `check` at the whole, and gives what is to be flagged."""

    media_type: str
    extensions: tuple[str, ...]
    declared: frozenset[str]
    begins: Callable[[bytes], bool]
    check: Check


def _kind(media_type: str, extensions: str, declared: str, begins: Callable[[bytes], bool], check: Check) -> Kind:
    return Kind(media_type, tuple(extensions.split()), frozenset({media_type, *declared.split()}), begins, check)


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: tuple[Kind, ...] = (
    _kind("application/pdf", "pdf", "application/x-pdf", papers.begins, papers.check),
    _kind("image/jpeg", "jpg jpeg", "image/jpg image/pjpeg", pictures.is_jpeg, pictures.check_jpeg),
    _kind("image/png", "png", "image/x-png", pictures.is_png, pictures.check_png),
    _kind("image/heic", "heic heif", "image/heif", recordings.is_heic, recordings.check_heic),
    _kind("video/mp4", "mp4 m4v", "video/x-m4v application/mp4", recordings.is_mp4, recordings.check_boxes),
    _kind("video/quicktime", "mov", "video/mov", recordings.is_mov, recordings.check_boxes),
    _kind("audio/mp4", "m4a", "audio/x-m4a audio/m4a audio/aac", recordings.is_m4a, recordings.check_boxes),
    _kind("audio/mpeg", "mp3", "audio/mp3 audio/x-mpeg", recordings.is_mp3, recordings.check_mp3),
    _kind("audio/wav", "wav", "audio/x-wav audio/wave audio/vnd.wave", recordings.is_wav, recordings.check_wav),
    _kind(_OFFICE + "wordprocessingml.document", "docx", "", office.begins, office.check_document),
    _kind(_OFFICE + "spreadsheetml.sheet", "xlsx", "", office.begins, office.check_sheet),
    _kind("message/rfc822", "eml", "text/plain", letters.is_letter, letters.check_letter),
    _kind("text/plain", "txt", "", letters.is_text, letters.check_text),
)
BY_EXTENSION: Mapping[str, Kind] = {extension: kind for kind in KINDS for extension in kind.extensions}
