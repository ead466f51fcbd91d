"""Recordings without place, device and title: the boxes that say so are emptied where they stand, so nothing moves."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from app.services.uploads.recordings import INSIDE, Box, after_tag, boxes, frame_length, is_frame, lenient
from app.services.uploads.verdict import Refused

# Boxes that say something of the recording and hold none of it.
SAID_BESIDE = frozenset({b"udta", b"meta", b"uuid"})


def copy_boxes(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    """The same length and the same offsets: what is said beside becomes free space. Written from first to last."""
    top = list(boxes(opened, 0, size))
    emptied = [found for box in top for found in _beside(opened, box)]
    at = 0
    for box, head in sorted(emptied, key=lambda found: found[0].begins):
        name = box.begins - 4 - (8 if head == 16 else 0)
        _copy_part(opened, at, name, into)
        into.write(b"free")
        _copy_part(opened, name + 4, box.begins, into)
        for begins in range(box.begins, box.ends, 1 << 20):
            into.write(bytes(min(1 << 20, box.ends - begins)))
        at = box.ends
    _copy_part(opened, at, size, into)


def _beside(opened: BinaryIO, box: Box, depth: int = 0) -> Iterator[tuple[Box, int]]:
    """The outermost boxes that say something beside. Raises Refused for a track of places (a camera on a helmet)."""
    opened.seek(box.begins - 8)
    head = 8 if opened.read(8)[4:] == box.name else 16
    if box.name in SAID_BESIDE:
        yield box, head
    elif box.name == b"hdlr" and _handler(opened, box) == b"meta":
        raise Refused("The recording carries a track of places. Add a copy made without it.")
    elif box.name in INSIDE and depth < 12:
        for inner in lenient(opened, box.begins, box.ends):
            yield from _beside(opened, inner, depth + 1)


def _handler(opened: BinaryIO, box: Box) -> bytes:
    opened.seek(box.begins + 8)
    return opened.read(4)


def copy_mp3(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    """The frames alone."""
    at = begins = after_tag(opened)
    while at < size:
        opened.seek(at)
        four = opened.read(4)
        if not is_frame(four):
            break
        at += frame_length(four)
    _copy_part(opened, begins, min(at, size), into)


def copy_wav(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    """How it is coded and the sound, nothing else."""
    parts = [chunk for chunk in _chunks(opened, size) if chunk[0] in (b"fmt ", b"data", b"fact")]
    length = 4 + sum(8 + ends - begins + ((ends - begins) & 1) for _, begins, ends in parts)
    into.write(b"RIFF" + struct.pack("<I", length) + b"WAVE")
    for name, begins, ends in parts:
        into.write(name + struct.pack("<I", ends - begins))
        _copy_part(opened, begins, ends, into)
        into.write(b"\0" * ((ends - begins) & 1))


def _chunks(opened: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    at = 12
    while at + 8 <= size:
        opened.seek(at)
        name, amount = struct.unpack("<4sI", opened.read(8))
        yield name, at + 8, min(at + 8 + amount, size)
        at += 8 + amount + (amount & 1)


def _copy_part(opened: BinaryIO, begins: int, ends: int, into: BinaryIO) -> None:
    opened.seek(begins)
    while begins < ends:
        data = opened.read(min(1 << 20, ends - begins))
        if not data:
            raise Refused("The recording is damaged.")
        into.write(data)
        begins += len(data)
