"""Pictures drawn again without their EXIF, and small ones for a list."""

import contextlib
import io
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 50_000_000
SMALL, LARGE = 320, 1600
QUALITY = 92
_PNG = b"\x89PNG\r\n\x1a\n"
_SAID_BESIDE = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
KEPT = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe's colour mark: without them the colours change


def _drawn(opened: BinaryIO, edge: int | None = None) -> Image.Image:
    """The picture upright, decoded; with `edge` no larger than that."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    picture: Image.Image = Image.open(opened)
    if edge is not None:
        picture.draft("RGB", (edge * 2, edge * 2))
    upright = ImageOps.exif_transpose(picture) or picture
    if edge is not None:
        upright.thumbnail((edge, edge))
    return _in_common_colours(upright)


def _bare(picture: Image.Image) -> Image.Image:
    """The same dots and colours, nothing else."""
    mode = picture.mode if picture.mode in ("RGB", "L", "RGBA") else "RGBA" if "transparency" in picture.info else "RGB"
    plain = picture if picture.mode == mode else picture.convert(mode)
    made = Image.new(mode, plain.size)
    made.paste(plain)
    return made


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """A profile may name the screen or camera it is of, so the colours are worked out and the profile left behind."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode == "RGB":
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # a profile that cannot be read says nothing
            ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), inPlace=True)
    return picture


def copy_jpeg(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    bare = _bare(_drawn(opened))
    (bare.convert("RGB") if bare.mode == "RGBA" else bare).save(into, "JPEG", quality=QUALITY)


def copy_png(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    _bare(_drawn(opened)).save(into, "PNG", compress_level=3)  # more costs the process seconds for few bytes


def small_copy(opened: BinaryIO, into: BinaryIO, edge: int = SMALL) -> None:
    """A JPEG no larger than `edge` dots on a side, without anything but the picture."""
    opened.seek(0)
    _bare(_drawn(opened, edge)).convert("RGB").save(into, "JPEG", quality=80)


def without_marks(jpeg: bytes) -> bytes:
    """A picture inside a paper, its segments of metadata left out, its coded lines as they are."""
    if jpeg.startswith(_PNG):
        return _without_chunks(jpeg)
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == 0xDA:
            break
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in KEPT:
            kept += jpeg[at : at + 2 + length]
        at += 2 + length
    return bytes(kept) + jpeg[at:]


def _without_chunks(png: bytes) -> bytes:
    kept, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(png):
        length = int.from_bytes(png[at : at + 4]) + 12
        if png[at + 4 : at + 8] not in _SAID_BESIDE:
            kept += png[at : at + length]
        at += length
    return bytes(kept)
