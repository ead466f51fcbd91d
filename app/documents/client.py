"""How the program gets a paper printed or a file worked on: by the pool, or else in a process made for it."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.documents.limits import Limits, RenderFailed, reason_of
from app.documents.wire import (
    LONGEST_FRAME,
    BrokenWire,
    FileJob,
    Made,
    PrintJob,
    receive_answer,
    receive_made,
    send_file_job,
    send_job,
)

T = TypeVar("T")
SOCKET_NAME = "render.sock"
_ROOT = Path(__file__).parent.parent.parent
# Nothing else of the environment reaches a render process: it needs no key and no address of a database.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH", "HOME")


class StillRendering(RenderFailed):
    """The document was not ready in the time somebody was willing to wait."""


class NotRunning(RenderFailed):
    """No render process can be had at the moment; nothing is wrong with the document."""

    def __init__(self) -> None:
        super().__init__("the print service is not running.")


@dataclass(frozen=True, slots=True)
class PrintClient:
    """Prints papers and has files worked on.

    `pool` is the socket of the render pool (`DATA_DIR / SOCKET_NAME`). `alone` allows a process for this one document
    when no pool answers; the web server says no, so that a burst of requests cannot start a hundred of them.
    """

    pool: Path | None = None
    alone: bool = True
    limits: Limits = field(default_factory=Limits)

    def render(self, job: PrintJob, timeout: float | None = None) -> bytes:
        """The PDF of a job, whole. RenderFailed says why there is none; StillRendering: not in `timeout` seconds."""
        return self._done(lambda wire, patience: _ask(wire, job, patience), timeout)

    def work(self, job: FileJob, timeout: float | None = None) -> Made:
        """What is made of a file. Raises RenderFailed, StillRendering, NotRunning; and what reading the file raises."""
        if job.size > LONGEST_FRAME:
            raise RenderFailed(f"it is larger than {LONGEST_FRAME >> 20} MB.")
        return self._done(lambda wire, patience: _ask_about_file(wire, job, patience), timeout)

    def _done(self, ask: Callable[[socket.socket, float], T], timeout: float | None) -> T:
        patience = timeout if timeout is not None else self.limits.wall_seconds + 30.0
        wire = self._knock()
        if wire is not None:
            with wire:
                return ask(wire, patience)
        if not self.alone:
            raise NotRunning
        return self._done_alone(ask, min(patience, self.limits.wall_seconds))

    def _knock(self) -> socket.socket | None:
        if self.pool is None:
            return None
        wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            wire.connect(str(self.pool))
        except OSError:
            wire.close()
            return None
        return wire

    def _done_alone(self, ask: Callable[[socket.socket, float], T], patience: float) -> T:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                process = self._spawn(theirs)
            try:
                return ask(ours, patience)
            except StillRendering:
                raise RenderFailed(f"it took longer than {patience:g} seconds.") from None
            except _NoAnswer:
                code = process.wait()
                raise RenderFailed(reason_of(-code if code < 0 else code << 8, self.limits)) from None
            finally:
                process.kill()
                process.wait()

    def _spawn(self, wire: socket.socket) -> subprocess.Popen[bytes]:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        limits = ["--cpu", str(self.limits.cpu_seconds), "--memory", str(self.limits.memory_bytes)]
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module, numbers as arguments
            [sys.executable, "-m", "app.documents.worker", "--fd", str(wire.fileno()), *limits],
            cwd=_ROOT,
            env=environment,
            pass_fds=(wire.fileno(),),
            stdin=subprocess.DEVNULL,
        )


class _NoAnswer(RenderFailed):
    """The other side ended without a word."""


def _ask(wire: socket.socket, job: PrintJob, patience: float) -> bytes:
    wire.settimeout(patience)
    try:
        send_job(wire, job)
        answer = receive_answer(wire)
    except TimeoutError:
        raise StillRendering(f"it was not ready after {patience:g} seconds.") from None
    except (BrokenWire, OSError):
        raise _NoAnswer("the process that was making it was stopped.") from None
    if isinstance(answer, str):
        raise RenderFailed(answer)
    return answer


def _ask_about_file(wire: socket.socket, job: FileJob, patience: float) -> Made:
    wire.settimeout(patience)
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it gave up early, and may have said why
            send_file_job(wire, job)
        answer = receive_made(wire)
    except TimeoutError:
        raise StillRendering(f"it was not ready after {patience:g} seconds.") from None
    except (BrokenWire, ConnectionError):
        raise _NoAnswer("the process that was making it was stopped.") from None
    if isinstance(answer, str):
        raise RenderFailed(answer)
    return answer
