"""How a file with a trick in it is made, for one carrier after the other."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from PIL import Image

from tests.uploads import sound
from tests.uploads.sound import DECLARED, SOUND, box, docx, film, gps, jpeg, letter, png, xlsx

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


def symlink(out: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("word/link.xml")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    out.writestr(entry, "/etc/passwd")


def many(out: zipfile.ZipFile) -> None:
    for number in range(2_001):
        out.writestr(f"word/p{number}.xml", "x")


def twice(out: zipfile.ZipFile) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out.writestr("[Content_Types].xml", "<x/>")


def comment(out: zipfile.ZipFile) -> None:
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


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = D(S=N.JavaScript, JS="app.alert(1)")


def launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(D(S=N.Launch, F="calc.exe"))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["evil.exe"] = EXE


def form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = D(XFA=pdf.make_stream(b"<xdp/>"))


def linked(pdf: pikepdf.Pdf) -> None:
    action = D(S=N.URI, URI="https://one.example/")
    pdf.pages[0].Annots = pikepdf.Array([D(Type=N.Annot, Subtype=N.Link, Rect=[0, 0, 9, 9], A=action)])


def pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(2_000):
        pdf.add_blank_page()


def deep(pdf: pikepdf.Pdf) -> None:
    held: pikepdf.Object = pikepdf.Array([1])
    for _ in range(60):
        held = pikepdf.Array([held])
    pdf.Root.Deep = held


def titled(pdf: pikepdf.Pdf) -> None:
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
    if carrier == "png":
        data = png()
        return of("png", data[:33] + chunk(b"eXIf", gps().tobytes().removeprefix(b"Exif\0\0")) + data[33:])
    return of(carrier, jpeg(exif=gps()))


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


def progressive(carrier: str) -> Sent:
    edge = {"small": 16, "middle": 64, "large": 200}[carrier]
    return of("jpg", jpeg(size=(edge, edge), progressive=True))


def tagged(carrier: str) -> Sent:
    """Title and artist, where each container keeps them."""
    if carrier == "mp3":
        return of("mp3", sound.mp3(tag=b"TIT2" + bytes(40)))
    if carrier == "m4a":
        return of("m4a", film(b"M4A ", box(b"udta", box(b"\xa9nam", b"\0\5\x15\xc7Title"))))
    data = SOUND["wav"] + b"LIST\x0c\0\0\0INFOINAM\0\0\0\0"
    return of("wav", data[:4] + struct.pack("<I", len(data) - 8) + data[8:])


def spaced(carrier: str) -> Sent:
    return of(carrier, SOUND[carrier] + box(b"free", bytes(100)))


def illustrated(carrier: str) -> Sent:
    if carrier == "eml":
        return of("eml", letter(("photo.png", "image/png", png())))
    return of(carrier, (docx if carrier == "docx" else xlsx)({"word/media/image1.png": png()}))


def windows_lines(carrier: str) -> Sent:
    lines = {"short": "Said so.\r\n", "lines": "One.\r\nTwo.\r\n", "tabs": "One\tTwo\r\n"}
    return of("txt", lines[carrier].encode())


def grey(carrier: str) -> Sent:
    into = io.BytesIO()
    Image.new("L", (9, 9)).save(into, "PNG" if carrier == "png" else "JPEG")
    return of(carrier, into.getvalue())
