"""Plain text and e-mail: readable signs only, no page or program in disguise, no attachment of another kind."""

import codecs
import email
import email.policy
import re
from email.message import Message
from pathlib import PurePosixPath
from typing import BinaryIO

import puremagic

from app.services.uploads.verdict import Flag, Refused

MOST_TEXT = 32 * 1024 * 1024
MOST_PARTS = 200
LIKELY = 0.5  # how sure the library is that first bytes mean a kind
TEXTS = frozenset({".txt", ".eml", ".csv", ".log", ".md", ".json", ""})
HEADER = re.compile(rb"^(from|date|received|message-id|to|subject|return-path|mime-version|delivered-to):", re.I | re.M)
PROGRAM = re.compile(
    r"\A\s*(#!|<\?|<!doctype|<!--|<html|<svg|<script|<xml|@echo\s|\{\\rtf|%!ps|function\s*\(|import\s+os|powershell)",
    re.I,
)
PAGE = re.compile(r"<\s*(script|iframe|svg|object|embed|html)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
KEPT_PARTS = frozenset(
    {
        "pdf",
        "jpg",
        "jpeg",
        "png",
        "heic",
        "heif",
        "mp4",
        "m4v",
        "mov",
        "mp3",
        "m4a",
        "wav",
        "txt",
        "docx",
        "xlsx",
        "eml",
        "ics",
    }
)
KEPT_TYPES = re.compile(
    r"^(text/(plain|html|calendar)|image/(jpeg|png|heic|gif)|audio/|video/|message/(rfc822|delivery-status))"
)


def is_text(head: bytes) -> bool:
    return b"\0" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def is_letter(head: bytes) -> bool:
    return (
        b"\0" not in head
        and len(HEADER.findall(head)) >= 2
        and HEADER.search(head.split(b"\n", 40)[0] + b"\n") is not None
    )


def check_text(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """The whole text as signs; UTF-8, or UTF-16 with its mark, or what Windows writes."""
    data = _whole(opened, size)
    _refuse_disguised(data[:4096])
    text = _decoded(data)
    if PROGRAM.search(text) or PAGE.search(text):
        raise Refused("This is a web page or a program, not a plain text. Send a picture or a PDF of it.")
    if CONTROL.search(text):
        raise Refused("The text holds signs that no text has.")
    return (Flag.BIDI,) if BIDI.search(text) else ()


def _refuse_disguised(head: bytes) -> None:
    """Raise Refused where a library of first bytes knows this as something other than a text or a letter."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return  # nothing it knows: a plain text has no first bytes of its own
    if any(one.confidence >= LIKELY and one.extension not in TEXTS for one in found):
        raise Refused("This is another kind of file with the name of a text.")


def _whole(opened: BinaryIO, size: int) -> bytes:
    if size > MOST_TEXT:
        raise Refused("The text is longer than 32 MiB. Send it in parts.")
    opened.seek(0)
    return opened.read()


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def check_letter(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """Each part of the letter by its name and kind. Nothing of a letter is ever shown as a page."""
    data = _whole(opened, size)
    letter = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = list(letter.walk())
    if len(parts) > MOST_PARTS:
        raise Refused("The e-mail has too many parts.")
    for part in parts:
        _kept(part)
    return ()


def _kept(part: Message) -> None:
    if part.is_multipart():
        return
    name = str(part.get_filename() or "")
    suffix = PurePosixPath(name).suffix.lstrip(".").casefold()
    kind = part.get_content_type()
    if (name and suffix not in KEPT_PARTS) or (not name and not KEPT_TYPES.match(kind)):
        raise Refused("The e-mail has an attachment of a kind that cannot be kept. Send its text as a PDF.")
    body = part.get_payload(decode=True)
    if isinstance(body, bytes) and body.startswith((b"MZ", b"\x7fELF", b"#!", b"Rar!", b"7z\xbc\xaf")):
        raise Refused("The e-mail has a program or an archive attached. Send its text as a PDF.")
    if isinstance(body, bytes) and body.startswith(b"PK") and suffix not in ("docx", "xlsx"):
        raise Refused("The e-mail has an archive attached. Send its text as a PDF.")
