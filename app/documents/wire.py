"""What goes to a render process and comes back: length-prefixed JSON and bytes; nothing is ever unpickled."""

import io
import json
import socket
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_LENGTH = struct.Struct(">I")
# Far above any real paper; a longer frame is a broken sender.
LONGEST_FRAME = 256 * 1024 * 1024


class BrokenWire(Exception):
    """The other side closed too early or sent what is not a frame."""


@dataclass(frozen=True, slots=True)
class Asset:
    """Something a paper may show by an `app:` name: its bytes and its media type."""

    body: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One paper to be printed: its HTML, from the most to the least detailed variant, and the pictures it may name.

    `tagged` is false only for marks that are laid over another page.
    """

    variants: tuple[str, ...]
    assets: Mapping[str, Asset] = field(default_factory=dict)
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class FileJob:
    """Something to be made of a stored file: by which craft, what it is told, and the file, piece by piece.

    The pieces are passed on as they come, so that whoever asks never holds the whole file.
    """

    craft: str
    told: Mapping[str, Any]
    size: int
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class FileWork:
    """A file job as it arrives in the render process."""

    craft: str
    told: Mapping[str, Any]
    file: io.BytesIO


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a file: facts in words and numbers, and files."""

    facts: Mapping[str, Any]
    parts: tuple[bytes, ...] = ()


def send_job(wire: socket.socket, job: PrintJob) -> None:
    """Write one job."""
    names = [{"name": name, "kind": asset.kind} for name, asset in job.assets.items()]
    head = {"variants": list(job.variants), "tagged": job.tagged, "assets": names}
    _send_frame(wire, json.dumps(head).encode("utf-8"))
    for asset in job.assets.values():
        _send_frame(wire, asset.body)


def send_file_job(wire: socket.socket, job: FileJob) -> None:
    """Write one job about a file."""
    _send_frame(wire, json.dumps({"craft": job.craft, "told": dict(job.told)}).encode("utf-8"))
    wire.sendall(_LENGTH.pack(job.size))
    for piece in job.pieces:
        wire.sendall(piece)


def receive_job(wire: socket.socket) -> PrintJob | FileWork:
    """Read one job; raises BrokenWire when it is cut off."""
    head = json.loads(_receive_frame(wire))
    if "craft" in head:
        return FileWork(str(head["craft"]), head["told"], _receive_file(wire))
    assets = {row["name"]: Asset(_receive_frame(wire), row["kind"]) for row in head["assets"]}
    return PrintJob(tuple(head["variants"]), assets, bool(head["tagged"]))


def send_pdf(wire: socket.socket, pdf: bytes) -> None:
    """Answer a job with its pages."""
    _send_frame(wire, json.dumps({"made": True}).encode("utf-8"))
    _send_frame(wire, pdf)


def send_made(wire: socket.socket, made: Made) -> None:
    """Answer a job about a file."""
    head = {"made": True, "facts": dict(made.facts), "parts": len(made.parts)}
    _send_frame(wire, json.dumps(head).encode("utf-8"))
    for part in made.parts:
        _send_frame(wire, part)


def send_failure(wire: socket.socket, reason: str) -> None:
    """Answer a job with the reason why it was not made."""
    _send_frame(wire, json.dumps({"made": False, "reason": reason}).encode("utf-8"))


def receive_answer(wire: socket.socket) -> bytes | str:
    """The pages, or in their place the reason why there are none."""
    head = json.loads(_receive_frame(wire))
    return _receive_frame(wire) if head["made"] else str(head["reason"])


def receive_made(wire: socket.socket) -> Made | str:
    """What was made of a file, or in its place the reason why nothing was."""
    head = json.loads(_receive_frame(wire))
    if not head["made"]:
        return str(head["reason"])
    return Made(head["facts"], tuple(_receive_frame(wire) for _ in range(head["parts"])))


def _send_frame(wire: socket.socket, body: bytes) -> None:
    wire.sendall(_LENGTH.pack(len(body)) + body)


def _receive_frame(wire: socket.socket) -> bytes:
    (length,) = _LENGTH.unpack(_receive_exactly(wire, _LENGTH.size))
    if length > LONGEST_FRAME:
        raise BrokenWire("frame too long")
    return _receive_exactly(wire, length)


def _receive_file(wire: socket.socket) -> io.BytesIO:
    (left,) = _LENGTH.unpack(_receive_exactly(wire, _LENGTH.size))
    if left > LONGEST_FRAME:
        raise BrokenWire("file too long")
    file = io.BytesIO()
    while left:
        part = wire.recv(min(left, 1 << 20))
        if not part:
            raise BrokenWire("closed too early")
        file.write(part)
        left -= len(part)
    file.seek(0)
    return file


def _receive_exactly(wire: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = wire.recv(min(count - len(parts), 1 << 20))
        if not part:
            raise BrokenWire("closed too early")
        parts += part
    return bytes(parts)
