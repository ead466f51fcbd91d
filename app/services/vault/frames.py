"""How a file is sealed: frames of 1 MiB, each under the file's own AES-256 key and bound to its place (ENC-1).

The number of the frame is its nonce: a key seals one file once, so a nonce never comes twice under one key.
"""

import io
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

FRAME = 1024 * 1024
TAG = 16
HASH = 32
NONCE = 12
PIECE_SLOT = NONCE + FRAME + TAG  # what a piece takes while its file arrives


class Damaged(Exception):
    """What lies in the store is not what was stored."""


class Missing(Damaged):
    """Nothing lies in the store where the file should be."""


def sealed_size(size: int) -> int:
    """How many bytes a content of this size takes in the store."""
    return size + TAG * -(-size // FRAME)


def _seal(key: bytes, number: int, plain: bytes) -> bytes:
    return AESGCM(key).encrypt(number.to_bytes(12, "big"), plain, f"frame {number}".encode())


def seal_piece(key: bytes, number: int, piece: bytes) -> bytes:
    """A piece of a file that is still arriving. It may come again, so its nonce is random and stands before it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, piece, f"piece {number}".encode())


def open_piece(key: bytes, number: int, sealed: bytes) -> bytes:
    """Undo `seal_piece`. Raises Damaged."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], f"piece {number}".encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(f"piece {number}") from error


class Frames(io.RawIOBase):
    """The content of a sealed file, from any place; each frame is verified before a byte of it is given."""

    def __init__(self, sealed: BinaryIO, key: bytes, size: int, hashes: bytes) -> None:
        self._sealed, self._key, self._size, self._hashes = sealed, key, size, hashes
        self._at = 0
        self._kept: tuple[int, bytes] | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning of the file")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Raises Damaged."""
        into = memoryview(buffer)
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, FRAME)
        piece = self.frame(number)[start : start + len(into)]
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def frame(self, number: int) -> bytes:
        """One frame in the clear. Raises Damaged."""
        if self._kept is not None and self._kept[0] == number:
            return self._kept[1]
        self._sealed.seek(number * (FRAME + TAG))
        body = self._sealed.read(min(FRAME, self._size - number * FRAME) + TAG)
        try:
            plain = AESGCM(self._key).decrypt(number.to_bytes(12, "big"), body, f"frame {number}".encode())
        except (InvalidTag, ValueError) as error:
            raise Damaged(f"frame {number}") from error
        if sha256(plain).digest() != self._hashes[number * HASH : (number + 1) * HASH]:
            raise Damaged(f"frame {number}")
        self._kept = (number, plain)
        return plain

    def close(self) -> None:
        self._sealed.close()
        super().close()


class Staged(io.BufferedIOBase):
    """A file on its way into the store: sealed while it arrives, never in the clear on a disk, then read again.

    More than `most` bytes are counted and not kept. Who made it closes it: what was not placed is gone then.
    """

    def __init__(self, path: Path, opened: BinaryIO, most: int) -> None:
        self.path, self.most = path, most
        self.key = AESGCM.generate_key(bit_length=256)
        self.size = 0
        self.frame_hashes = b""
        self._sealed = opened
        self._waiting = bytearray()
        self._whole = sha256()
        self._reader: io.BufferedReader | None = None

    @property
    def is_too_large(self) -> bool:
        return self.size > self.most

    @property
    def sha256(self) -> str:
        """Of all that arrived."""
        return self._whole.hexdigest()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return self._reader is None

    def seekable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Take in a piece. Nothing can be added once the file was read."""
        if self._reader is not None:
            raise io.UnsupportedOperation("the file is complete")
        piece = bytes(data)
        self.size += len(piece)
        if not self.is_too_large:
            self._whole.update(piece)
            self._waiting += piece
            while len(self._waiting) >= FRAME:
                self._write_frame()
        return len(piece)

    def _write_frame(self) -> None:
        plain = bytes(self._waiting[:FRAME])
        del self._waiting[:FRAME]
        number = len(self.frame_hashes) // HASH
        self._sealed.write(_seal(self.key, number, plain))
        self.frame_hashes += sha256(plain).digest()

    def complete(self) -> io.BufferedReader:
        """The last frame is sealed; the content as a file to read."""
        if self._reader is None:
            if self._waiting and not self.is_too_large:
                self._write_frame()
            self._sealed.flush()
            kept = min(self.size, len(self.frame_hashes) // HASH * FRAME)
            self._reader = io.BufferedReader(Frames(self._sealed, self.key, kept, self.frame_hashes), FRAME)
        return self._reader

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.complete().seek(offset, whence)

    def tell(self) -> int:
        return self.size if self._reader is None else self._reader.tell()

    def read(self, size: int | None = -1) -> bytes:
        return self.complete().read(-1 if size is None else size)

    def fileno(self) -> int:
        return self._sealed.fileno()

    def close(self) -> None:
        if not self.closed:
            self._sealed.close()
            self.path.unlink(missing_ok=True)
        super().close()
