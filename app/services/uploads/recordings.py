"""Sound, film and HEIC: the boxes or frames of the container from the first byte to the last."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from app.services.uploads.pictures import has_location, limit_pixels
from app.services.uploads.verdict import Flag, Refused

_DAMAGED = "The recording is damaged, or something else stands in the file."
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_MP4 = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"3gp4", b"3gp5"}
)
# Boxes that may stand at the top of such a file.
TOP = frozenset(b"ftyp moov mdat free skip wide uuid meta moof mfra sidx styp udta pnot pdin ssix prft emsg".split())
INSIDE = frozenset({b"moov", b"trak", b"udta", b"mdia", b"minf", b"stbl", b"edts", b"meta", b"iprp", b"ipco", b"ilst"})
MOST_BOXES = 20_000
MOST_EXIF = 50
_EXIF = re.compile(rb"II\*\0|MM\0\*")
PLACES = (b"\xa9xyz", b"loci")
PLACE_KEYS = (b"com.apple.quicktime.location", b"com.android.capture.location")


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the container: its name, where its content begins and where it ends."""

    name: bytes
    begins: int
    ends: int


def _brand(head: bytes) -> bytes:
    return head[8:12] if head[4:8] == b"ftyp" else b""


def is_heic(head: bytes) -> bool:
    return _brand(head) in _HEIC


def is_mp4(head: bytes) -> bool:
    return _brand(head) in _MP4


def is_mov(head: bytes) -> bool:
    return _brand(head) == b"qt  " or (not _brand(head) and head[4:8] in (b"moov", b"wide", b"mdat"))


def is_m4a(head: bytes) -> bool:
    return _brand(head) in (b"M4A ", b"M4B ") or (_brand(head) in _MP4)


def boxes(opened: BinaryIO, begins: int, ends: int) -> Iterator[Box]:
    """The boxes that fill this stretch exactly. Raises Refused where they do not."""
    at, count = begins, 0
    while at < ends:
        count += 1
        opened.seek(at)
        head = opened.read(16)
        if len(head) < 8 or count > MOST_BOXES:
            raise Refused(_DAMAGED)
        length, name = struct.unpack(">I4s", head[:8])
        skip = 8
        if length == 1 and len(head) == 16:
            (length,), skip = struct.unpack(">Q", head[8:16]), 16
        elif length == 0:
            length = ends - at
        if length < skip or at + length > ends:
            raise Refused(_DAMAGED)
        yield Box(name, at + skip, at + length)
        at += length


def check_boxes(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """Film and sound in boxes: only known ones at the top, with an index, filled to the last byte."""
    top = list(boxes(opened, 0, size))
    names = [box.name for box in top]
    if any(name not in TOP for name in names) or b"moov" not in names:
        raise Refused(_DAMAGED)
    return (Flag.LOCATION,) if any(_says_where(opened, box) for box in top if box.name != b"mdat") else ()


def _says_where(opened: BinaryIO, box: Box, depth: int = 0) -> bool:
    if box.name in PLACES:
        return True
    if box.name == b"keys":
        opened.seek(box.begins)
        data = opened.read(min(box.ends - box.begins, 1 << 16))
        return any(key in data for key in PLACE_KEYS)
    if box.name not in INSIDE or depth > 12:
        return False
    begins = box.begins + _full_box(opened, box)
    return any(_says_where(opened, inner, depth + 1) for inner in lenient(opened, begins, box.ends))


def _full_box(opened: BinaryIO, box: Box) -> int:
    """`meta` has four more bytes before its boxes in MP4 and HEIC, and none in QuickTime."""
    if box.name != b"meta":
        return 0
    opened.seek(box.begins)
    return 4 if opened.read(4) == b"\0\0\0\0" else 0


def lenient(opened: BinaryIO, begins: int, ends: int) -> list[Box]:
    """QuickTime ends some lists with four zero bytes: what fills no box there is no box."""
    found: list[Box] = []
    try:
        found.extend(boxes(opened, begins, ends))
    except Refused:
        if ends - (found[-1].ends if found else begins) > 8:
            raise
    return found


def check_heic(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """HEIC: the size of each picture before anything is decoded, and where it was taken."""
    top = list(boxes(opened, 0, size))
    if any(box.name not in TOP for box in top) or all(box.name != b"meta" for box in top):
        raise Refused(_DAMAGED)
    for box in top:
        if box.name == b"meta":
            _limit_heic(opened, box)
    opened.seek(0)
    data = opened.read(min(size, 8 << 20))
    found = (data[place.start() : place.start() + (1 << 16)] for place in islice(_EXIF.finditer(data), MOST_EXIF))
    return (Flag.LOCATION,) if any(_is_located(block) for block in found) else ()


def _is_located(block: bytes) -> bool:
    """The first bytes of EXIF may stand in the coded picture by chance: then they say nothing."""
    try:
        return has_location(b"Exif\0\0" + block)
    except (SyntaxError, ValueError, LookupError, struct.error):
        return False


def _limit_heic(opened: BinaryIO, box: Box, depth: int = 0) -> None:
    for inner in lenient(opened, box.begins + _full_box(opened, box), box.ends):
        if inner.name == b"ispe":
            opened.seek(inner.begins + 4)
            limit_pixels(*struct.unpack(">II", opened.read(8)))
        elif inner.name in INSIDE and depth < 6:
            _limit_heic(opened, inner, depth + 1)


def is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or is_frame(head[:4])


def is_frame(four: bytes) -> bool:
    """The head of an MPEG audio frame: its sync, then version, layer, bit rate and sampling rate that exist."""
    if len(four) < 4 or four[0] != 0xFF or four[1] & 0xE0 != 0xE0:
        return False
    version, layer = four[1] >> 3 & 3, four[1] >> 1 & 3
    return version != 1 and layer == 1 and four[2] >> 4 not in (0, 15) and four[2] >> 2 & 3 != 3


_RATES = (44100, 48000, 32000)
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def frame_length(four: bytes) -> int:
    first = four[1] >> 3 & 3 == 3
    rate = _RATES[four[2] >> 2 & 3] >> {3: 0, 2: 1, 0: 2}[four[1] >> 3 & 3]
    kbits = (_KBITS_1 if first else _KBITS_2)[four[2] >> 4]
    return (144 if first else 72) * kbits * 1000 // rate + (four[2] >> 1 & 1)


def check_mp3(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """Frame after frame to the end; only a tag of the known kinds may follow."""
    at = after_tag(opened)
    frames = 0
    while at < size:
        opened.seek(at)
        four = opened.read(4)
        if not is_frame(four):
            break
        at += frame_length(four)
        frames += 1
    opened.seek(min(at, size))
    rest = opened.read(1 << 20)
    if frames < 2 or (rest.strip(b"\0") and not rest.startswith((b"TAG", b"APETAGEX", b"LYRICSBEGIN"))):
        raise Refused(_DAMAGED)
    return ()


def after_tag(opened: BinaryIO) -> int:
    opened.seek(0)
    head = opened.read(10)
    if not head.startswith(b"ID3"):
        return 0
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte & 0x7F
    return 10 + length


def is_wav(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WAVE"


def check_wav(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """The chunks fill what the head says, and the head says the whole file."""
    opened.seek(4)
    (length,) = struct.unpack("<I", opened.read(4))
    if not 0 <= size - (length + 8) <= 1:
        raise Refused(_DAMAGED)
    at, names = 12, []
    while at + 8 <= length + 8:
        opened.seek(at)
        name, amount = struct.unpack("<4sI", opened.read(8))
        names.append(name)
        at += 8 + amount + (amount & 1)
    if at > length + 9 or b"fmt " not in names or b"data" not in names:
        raise Refused(_DAMAGED)
    return ()
