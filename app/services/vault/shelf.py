"""Where stored files lie: a folder with one file a content, named by a keyed hash, each step safe against a crash."""

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from app.domain.upload_limits import Sizes
from app.models.sealed import keyring
from app.models.vault import EvidenceFile
from app.services.vault.frames import (
    FRAME,
    HASH,
    PIECE_SLOT,
    Damaged,
    Frames,
    Missing,
    Staged,
    open_piece,
    seal_piece,
    sealed_size,
)

ARRIVING = "arriving"


@dataclass(frozen=True, slots=True)
class Content:
    """All that is needed to read one stored file; holds its key, so it is made for one use and kept nowhere."""

    name: str
    size: int
    sha256: str
    frame_hashes: bytes
    key: bytes


def content_of(held: EvidenceFile) -> Content:
    """The file as this case holds it: its key is opened with the key of the case."""
    stored = held.stored
    key = keyring().unwrap_file_key(held.wrapped_key, held.incident.wrapped_key)
    return Content(stored.store_name, stored.byte_size, stored.sha256, stored.frame_hashes, key)


@dataclass(frozen=True, slots=True)
class Vault:
    """The store at one place. Names tell nothing; only the owner of the process may look into the folders."""

    files: LocalFileSystem
    folder: Path
    limits: Callable[[], Sizes]

    @property
    def sizes(self) -> Sizes:
        """The limits of this moment (UPL-1)."""
        return self.limits()

    def stage(self) -> Staged:
        """A place for a file that arrives, on the store's own disk."""
        folder = self._made(self.folder / ARRIVING)
        path = folder / secrets.token_hex(16)
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        return Staged(path, cast(BinaryIO, os.fdopen(opened, "w+b")), self.sizes.of_file)

    def write_piece(self, upload_id: str, number: int, piece: bytes, key: bytes) -> None:
        """Keep a piece of a file that is sent in pieces. One that comes again takes the place of the first."""
        path = self._made(self.folder / ARRIVING) / upload_id
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            file.seek(number * PIECE_SLOT)
            file.write(seal_piece(key, number, piece))

    def read_piece(self, upload_id: str, number: int, size: int, key: bytes) -> bytes:
        """Raises Damaged."""
        try:
            with self.files.open(str(self.folder / ARRIVING / upload_id), "rb") as file:
                file.seek(number * PIECE_SLOT)
                return open_piece(key, number, file.read(PIECE_SLOT - FRAME + size))
        except FileNotFoundError as error:
            raise Missing("not in the store") from error

    def drop_pieces(self, upload_id: str) -> None:
        (self.folder / ARRIVING / upload_id).unlink(missing_ok=True)

    def path_of(self, store_name: str) -> Path:
        return self.folder / store_name[:2] / store_name[2:4] / store_name

    def place(self, staged: Staged) -> str:
        """Give a complete file its name, on the disk for good; the content's own name is returned.

        Where the name is taken the file there stays: whose it is, the database says (`settle`).
        """
        staged.complete()
        os.fsync(staged.fileno())
        name = keyring().store_name(staged.sha256)
        path = self.path_of(name)
        self._made(path.parent)
        try:
            os.link(staged.path, path)
        except FileExistsError:
            return name
        _sync(path.parent)
        return name

    def is_there(self, staged: Staged, name: str) -> bool:
        """Is it this very file that lies under the name, and not one that was there before?"""
        path = self.path_of(name)
        return path.exists() and path.samefile(staged.path)

    def settle(self, staged: Staged, name: str) -> None:
        """The file under this name is this one from now on. For whoever holds the lock of the name."""
        path = self.path_of(name)
        if not self.is_there(staged, name):
            other = staged.path.with_suffix(".new")
            os.link(staged.path, other)
            other.replace(path)
            _sync(path.parent)

    def open(self, content: Content) -> Frames:
        """Raises Damaged where the whole of it cannot be there."""
        path = str(self.path_of(content.name))
        try:
            if self.files.size(path) != sealed_size(content.size):
                raise Damaged("another size than what was stored")
            sealed = self.files.open(path, "rb")
        except FileNotFoundError as error:
            raise Missing("not in the store") from error
        return Frames(cast(BinaryIO, sealed), content.key, content.size, content.frame_hashes)

    def verify(self, content: Content) -> None:
        """Read the whole file, frame by frame. Raises Damaged."""
        whole = sha256()
        with self.open(content) as opened:
            for number in range(len(content.frame_hashes) // HASH):
                whole.update(opened.frame(number))
        if whole.hexdigest() != content.sha256:
            raise Damaged("the whole")

    def pieces(self, content: Content, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` until before `stop`, of verified frames only. Raises Damaged."""
        with self.open(content) as opened:
            while start < stop:
                number, offset = divmod(start, FRAME)
                piece = opened.frame(number)[offset : offset + stop - start]
                start += len(piece)
                yield piece

    def older_than(self, instant: datetime) -> Iterator[Path]:
        """Files that lie here since before this instant."""
        return (path for path in map(Path, self.files.find(str(self.folder))) if self.is_older(path, instant))

    def is_older(self, path: Path, instant: datetime) -> bool:
        try:
            return datetime.fromtimestamp(path.stat().st_mtime, UTC) < instant
        except FileNotFoundError:  # its upload has just ended
            return False

    def remove(self, path: Path) -> None:
        self.files.rm_file(str(path))

    def _made(self, folder: Path) -> Path:
        """The folder and those above it, for the owner alone; each new name is on the disk before it is used."""
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(mode=0o700, exist_ok=True)
            _sync(one.parent)
        return folder


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def open_vault(address: str, limits: Callable[[], Sizes]) -> Vault:
    """The store at this address. Raises SystemExit where it is not a folder of this machine.

    Other stores that fsspec knows cannot promise that a name is taken once and on the disk before the database speaks.
    """
    files, path = url_to_fs(address)
    if not isinstance(files, LocalFileSystem):
        raise SystemExit("EVIDENCE_STORE must be a folder of this machine")
    return Vault(files, Path(path), limits)


class _Held:
    """The process's store, given once by the application factory."""

    vault: Vault | None = None


def use_vault(given: Vault) -> None:
    """Called once by the application factory."""
    _Held.vault = given


def vault() -> Vault:
    """The store in use. Raises RuntimeError before one was given."""
    if _Held.vault is None:
        raise RuntimeError("no evidence store was given")
    return _Held.vault
