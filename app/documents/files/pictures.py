"""Pictures drawn again without their EXIF, and small ones for a list."""

from typing import BinaryIO

from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
SMALL, LARGE = 320, 1600
QUALITY = 92
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
    return upright


def _bare(picture: Image.Image) -> Image.Image:
    """The same dots and colours, nothing else."""
    mode = picture.mode if picture.mode in ("RGB", "L", "RGBA") else "RGBA" if "transparency" in picture.info else "RGB"
    plain = picture if picture.mode == mode else picture.convert(mode)
    made = Image.new(mode, plain.size)
    made.paste(plain)
    return made


def copy_jpeg(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    bare = _bare(_drawn(opened))
    (bare.convert("RGB") if bare.mode == "RGBA" else bare).save(into, "JPEG", quality=QUALITY)


def copy_png(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    _bare(_drawn(opened)).save(into, "PNG")


def small_copy(opened: BinaryIO, into: BinaryIO, edge: int = SMALL) -> None:
    """A JPEG no larger than `edge` dots on a side, without anything but the picture."""
    opened.seek(0)
    _bare(_drawn(opened, edge)).convert("RGB").save(into, "JPEG", quality=80)


def without_marks(jpeg: bytes) -> bytes:
    """A JPEG inside a paper, its segments of metadata left out, its coded lines as they are."""
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
