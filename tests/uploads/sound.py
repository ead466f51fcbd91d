"""Small sound files of every kind that is kept, made by the libraries or by the letter of their formats."""

import io
import struct
import wave
import zipfile
from collections.abc import Mapping
from typing import Any

import pikepdf
from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def pdf(pages: int = 1) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    return saved(made)


def saved(made: pikepdf.Pdf) -> bytes:
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def picture(form: str, *, size: tuple[int, int] = (8, 8), **how: Any) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, "teal").save(into, form, **how)
    return into.getvalue()


def jpeg(**how: Any) -> bytes:
    return picture("JPEG", **how)


def png(**how: Any) -> bytes:
    return picture("PNG", **how)


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (54.0, 30.0, 1.5)
    return exif


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def film(brand: bytes = b"isom", inside: bytes = b"") -> bytes:
    head = box(b"ftyp", brand + b"\0\0\2\0" + brand)
    return head + box(b"moov", box(b"mvhd", bytes(100)) + inside) + box(b"mdat", b"\x11" * 64)


def heic(width: int = 64, height: int = 64) -> bytes:
    size = box(b"ispe", struct.pack(">III", 0, width, height))
    meta = b"\0\0\0\0" + box(b"hdlr", bytes(20)) + box(b"iprp", box(b"ipco", size))
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", meta) + box(b"mdat", b"\x22" * 64)


def mp3(frames: int = 6, tag: bytes = b"") -> bytes:
    head = b"ID3\3\0\0" + struct.pack(">I", len(tag)) + tag if tag else b""
    return head + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def wav() -> bytes:
    into = io.BytesIO()
    with wave.open(into, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(1600))
    return into.getvalue()


def office(main: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, main: "<w/>", **(more or {})}.items():
            archive.writestr(name, body)
    return into.getvalue()


def docx(more: Mapping[str, bytes | str] | None = None) -> bytes:
    return office("word/document.xml", more)


def xlsx(more: Mapping[str, bytes | str] | None = None) -> bytes:
    return office("xl/workbook.xml", more)


def letter(attached: tuple[str, str, bytes] | None = None) -> bytes:
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@one.example", "b@two.example", "What was said"
    made.set_content("He shouted at us again.\n")
    if attached:
        name, kind, body = attached
        main, _, sub = kind.partition("/")
        made.add_attachment(body, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


TEXT = b"He shouted at us again.\nThe second line.\n"
SOUND: Mapping[str, bytes] = {
    "pdf": pdf(), "jpg": jpeg(), "jpeg": jpeg(), "png": png(), "heic": heic(), "mp4": film(), "mov": film(b"qt  "),
    "m4a": film(b"M4A "),
    "mp3": mp3(), "wav": wav(), "docx": docx(), "xlsx": xlsx(), "eml": letter(), "txt": TEXT,
}  # fmt: skip
DECLARED: Mapping[str, str] = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "heic": "image/heic",
    "mp4": "video/mp4",    "mov": "video/quicktime", "m4a": "audio/x-m4a", "mp3": "audio/mpeg", "wav": "audio/wav",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "eml": "message/rfc822", "txt": "text/plain",
}  # fmt: skip
