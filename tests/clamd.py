"""A daemon that speaks as clamd does, on a real socket: it knows one test string and hangs up on what is too long."""

import socket
import struct
import threading
from pathlib import Path
from typing import Self

# The test string of the makers of malware checkers, put together here so that no file of the repository holds it.
EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").encode()
NAME = "Win.Test.EICAR_HDB-1"


class FakeClamd:
    """Listens at the path of a Unix socket, or on a free port where none is given; answers one stream a line."""

    def __init__(self, path: Path | None = None, *, longest: int = 50 * 2**20) -> None:
        self.longest = longest
        self.streams: list[int] = []  # how many bytes came in each
        if path is None:
            self.listening = socket.create_server(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{self.listening.getsockname()[1]}"
        else:
            self.listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.listening.bind(str(path))
            self.listening.listen()
            self.address = str(path)
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *gone: object) -> None:
        self.listening.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line:
                line.sendall(self._heard(line) + b"\0")

    def _heard(self, line: socket.socket) -> bytes:
        if _read(line, len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND"
        heard = b""
        while size := struct.unpack("!L", _read(line, 4))[0]:
            heard += _read(line, size)
            if len(heard) > self.longest:
                return b"INSTREAM size limit exceeded. ERROR"
        self.streams.append(len(heard))
        return f"stream: {NAME} FOUND".encode() if EICAR in heard else b"stream: OK"


def _read(line: socket.socket, size: int) -> bytes:
    heard = b""
    while len(heard) < size:
        piece = line.recv(size - len(heard))
        if not piece:
            raise EOFError
        heard += piece
    return heard
