"""Asking a ClamAV daemon about a stream of bytes: its INSTREAM command, over a socket of this machine or of another."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

CHUNK = 64 * 1024
# A daemon that is there answers at once; it reads a whole file before it says what it found.
TO_CONNECT, TO_ANSWER = 5.0, 300.0
LONGEST_ANSWER = 4096


class CheckerDown(Exception):
    """Nobody answers, or not in the way agreed; the same question may be answered later."""


class TooLargeToCheck(Exception):
    """The daemon takes no stream of this length (its StreamMaxLength)."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A daemon at one address: the path of a socket, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0

    def what_is_in(self, content: Iterable[bytes]) -> str | None:
        """The name of the malware in these bytes; None where nothing was found.

        Raises CheckerDown, TooLargeToCheck.
        """
        try:
            with self._connected() as line:
                line.settimeout(TO_ANSWER)
                _send(line, content)
                answer = _answer(line)
        except OSError as error:
            raise CheckerDown(type(error).__name__) from error
        return _read(answer)

    def _connected(self) -> socket.socket:
        if not self.path:
            return socket.create_connection((self.host, self.port), TO_CONNECT)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(TO_CONNECT)
            line.connect(self.path)
        except OSError:
            line.close()
            raise
        return line


def _send(line: socket.socket, content: Iterable[bytes]) -> None:
    """The command, each chunk behind its length, a length of nothing. A daemon that has heard enough hangs up."""
    try:
        line.sendall(b"zINSTREAM\0")
        for piece in content:
            for start in range(0, len(piece), CHUNK):
                chunk = piece[start : start + CHUNK]
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        return  # what it said before stands in its answer


def _answer(line: socket.socket) -> str:
    heard = b""
    while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        heard += piece
    return heard.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _read(answer: str) -> str | None:
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    if "size limit exceeded" in said:
        raise TooLargeToCheck(said)
    raise CheckerDown(said or "no answer")


def clamd_at(address: str) -> Clamd:
    """`/run/clamav/clamd.ctl` or `127.0.0.1:3310`. Raises ValueError with a sentence."""
    if address.startswith("/"):
        return Clamd(path=address)
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError("the address of clamd must be the path of its socket, or host:port")
    return Clamd(host=host.strip("[]"), port=int(port))
