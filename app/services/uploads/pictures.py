"""JPEG and PNG: the size before anything is decoded, every part walked to the end, where the picture was taken."""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from app.documents.files.pictures import MOST_PIXELS
from app.services.uploads.strangers import refuse_active
from app.services.uploads.verdict import Flag, Refused

MOST_FRAMES = 100
GPS = 0x8825
_BROKEN = "The picture is damaged."
_PNG = b"\x89PNG\r\n\x1a\n"
# Markers of JPEG without a length: restarts and the like.
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def is_jpeg(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def is_png(head: bytes) -> bool:
    return head.startswith(_PNG)


def limit_pixels(width: int, height: int) -> None:
    """Raise Refused for a picture of more than 50 million pixels (UPL-3)."""
    if width < 1 or height < 1:
        raise Refused(_BROKEN)
    if width * height > MOST_PIXELS:
        raise Refused("The picture has more than 50 million pixels. Send a smaller copy.")


def check_jpeg(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """Walk the segments to the end of the picture; what stands behind it is flagged, or refused where it is active."""
    opened.seek(2)
    sized, exif = False, b""
    for marker, body in _segments(opened):
        if marker in _SIZES:
            height, width = struct.unpack(">HH", body[1:5])
            limit_pixels(width, height)
            sized = True
        elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
            exif = exif or body
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            refuse_active(body)
    if not sized:
        raise Refused(_BROKEN)
    located = (Flag.LOCATION,) if exif and has_location(exif) else ()
    return (*located, *_behind(opened))


def _behind(opened: BinaryIO) -> tuple[Flag, ...]:
    """What telephones put behind a picture (a moving one) is flagged; anything else behind it is refused."""
    rest = opened.read(1 << 20)
    refuse_active(rest)
    if not rest.strip(b"\0"):
        return ()
    if rest[4:8] != b"ftyp":
        raise Refused("Something stands behind the end of the picture. Send a plain copy.")
    return (Flag.TRAILING,)


def _segments(opened: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each segment up to the end of the picture, the coded lines left out."""
    while (marker := _marker(opened)) != _END:
        if marker in _BARE or marker == _START:
            continue
        (length,) = struct.unpack(">H", _exactly(opened, 2))
        yield marker, _exactly(opened, length - 2)
        if marker == _SCAN:
            _skip_scan(opened)


def _marker(opened: BinaryIO) -> int:
    if _exactly(opened, 1) != b"\xff":
        raise Refused(_BROKEN)
    byte = _exactly(opened, 1)
    while byte == b"\xff":
        byte = _exactly(opened, 1)
    return byte[0]


def _skip_scan(opened: BinaryIO) -> None:
    """Past the coded picture to the next real marker: in it, FF is followed by 00 or a restart."""
    while True:
        at = opened.tell()
        chunk = opened.read(1 << 16)
        if len(chunk) < 2:
            raise Refused(_BROKEN)
        found = chunk.find(b"\xff")
        while 0 <= found < len(chunk) - 1:
            following = chunk[found + 1]
            if following not in _BARE and following not in (0, 0xFF):
                opened.seek(at + found)
                return
            found = chunk.find(b"\xff", found + 1)
        if len(chunk) < 1 << 16:
            raise Refused(_BROKEN)
        opened.seek(at + len(chunk) - 1)


def check_png(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """Walk the chunks with their sums to the end; nothing may stand behind it."""
    opened.seek(len(_PNG))
    located = False
    for number, (name, body) in enumerate(_chunks(opened, size)):
        if (number == 0) != (name == b"IHDR"):
            raise Refused(_BROKEN)
        located = _look_at(name, body) or located
    if opened.read(1):
        raise Refused("Something stands behind the end of the picture. Send a plain copy.")
    return (Flag.LOCATION,) if located else ()


def _chunks(opened: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk to the last; the sum of each is right."""
    name = b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", _exactly(opened, 8))
        if length > size:
            raise Refused(_BROKEN)
        body = _exactly(opened, length)
        if zlib.crc32(name + body) != struct.unpack(">I", _exactly(opened, 4))[0]:
            raise Refused(_BROKEN)
        yield name, body


def _look_at(name: bytes, body: bytes) -> bool:
    """One chunk against the limits; does it say where the picture was taken?"""
    if name == b"IHDR":
        limit_pixels(*struct.unpack(">II", body[:8]))
    elif name == b"acTL" and struct.unpack(">I", body[:4])[0] > MOST_FRAMES:
        raise Refused("The picture has more than 100 frames.")
    elif name in (b"tEXt", b"iTXt", b"zTXt"):
        refuse_active(body)
    return name == b"eXIf" and has_location(b"Exif\0\0" + body)


def has_location(exif: bytes) -> bool:
    """Does this EXIF block say where the picture was taken?"""
    refuse_active(exif)
    held = Image.Exif()
    held.load(exif)
    return bool(held.get_ifd(GPS))


def _exactly(opened: BinaryIO, count: int) -> bytes:
    data = opened.read(count) if count >= 0 else b""
    if len(data) != count or count < 0:
        raise Refused(_BROKEN)
    return data
