"""The render pool: one warm process beside the web server, which forks a limited worker for each document.

`python -m app.documents.pool --socket PATH` runs it. At most four documents are made at once; more wait in line.
"""

import argparse
import contextlib
import os
import selectors
import signal
import socket
import stat
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from app.documents import pdf
from app.documents.limits import OUT_OF_MEMORY, Limits, reason_of
from app.documents.wire import send_failure
from app.documents.worker import answer, take_limits

AT_ONCE = 4
LONGEST_LINE = 200


@dataclass(slots=True)
class _Worker:
    """A forked process at work: the socket of whoever asked, its own pipe, and when it must be done."""

    pid: int
    wire: socket.socket
    pipe: int
    ends_at: float
    letters: bytes = b""
    stopped_because: str | None = field(default=None)


class Pool:
    """Accepts jobs on a Unix socket and prints each in a process of its own."""

    def __init__(self, path: Path, limits: Limits, at_once: int = AT_ONCE) -> None:
        self._path = path
        self._limits = limits
        self._at_once = at_once
        self._events = selectors.DefaultSelector()
        self._line: deque[socket.socket] = deque()
        self._workers: dict[int, _Worker] = {}
        self._open = True
        self._door = _listen(path)
        self._events.register(self._door, selectors.EVENT_READ, self._welcome)

    def serve(self) -> None:
        """Work until told to stop."""
        try:
            while self._open:
                for key, _ in self._events.select(timeout=self._patience()):
                    handle: Callable[[], None] = key.data
                    handle()
                self._stop_overdue()
                while self._line and len(self._workers) < self._at_once:
                    self._start(self._line.popleft())
        finally:
            self._close()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End after the current moment; running documents are given up."""
        self._open = False

    def _patience(self) -> float:
        ends = [worker.ends_at for worker in self._workers.values()]
        return max(0.0, min([*ends, time.monotonic() + 1.0]) - time.monotonic())

    def _welcome(self) -> None:
        wire, _ = self._door.accept()
        if len(self._line) < LONGEST_LINE:
            self._line.append(wire)
            return
        self._say(wire, "too many documents are waiting. Try again in a minute.")
        wire.close()

    def _start(self, wire: socket.socket) -> None:
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._work(wire, write_end)
        os.close(write_end)
        worker = _Worker(pid, wire, read_end, time.monotonic() + self._limits.wall_seconds)
        self._workers[pid] = worker
        self._events.register(read_end, selectors.EVENT_READ, lambda: self._hear(worker))

    def _work(self, wire: socket.socket, pipe: int) -> None:
        """The life of a forked worker: it never returns into the pool."""
        code = 1
        try:
            self._forget_others(wire)
            take_limits(self._limits)
            answer(wire, self._limits, lambda letter: (os.write(pipe, letter), None)[1])
            pdf.let_go()
            code = 0
        except MemoryError:
            code = OUT_OF_MEMORY
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _forget_others(self, wire: socket.socket) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._events.close()
        self._door.close()
        for other in [*self._line, *(worker.wire for worker in self._workers.values())]:
            if other is not wire:
                other.close()

    def _hear(self, worker: _Worker) -> None:
        letters = os.read(worker.pipe, 16)
        worker.letters += letters
        if not letters:
            self._finish(worker)
        elif letters == b"r":
            # From now on the socket has nothing to say but that whoever asked has gone away.
            self._events.register(worker.wire, selectors.EVENT_READ, lambda: self._give_up(worker))

    def _give_up(self, worker: _Worker) -> None:
        if worker.pid not in self._workers:
            return  # it finished in the same moment, and its socket is closed
        self._events.unregister(worker.wire)
        if b"a" not in worker.letters:
            self._kill(worker, "nobody was waiting for it any more.")

    def _stop_overdue(self) -> None:
        now = time.monotonic()
        for worker in self._workers.values():
            if worker.ends_at <= now and worker.stopped_because is None:
                self._kill(worker, f"it took longer than {self._limits.wall_seconds:g} seconds.")

    def _kill(self, worker: _Worker, reason: str) -> None:
        worker.stopped_because = reason
        worker.ends_at = float("inf")
        os.kill(worker.pid, signal.SIGKILL)

    def _finish(self, worker: _Worker) -> None:
        self._events.unregister(worker.pipe)
        os.close(worker.pipe)
        with contextlib.suppress(KeyError):
            self._events.unregister(worker.wire)
        _, status = os.waitpid(worker.pid, 0)
        del self._workers[worker.pid]
        # Once the answer has begun a second voice on the socket would garble it: then a closed door says enough.
        if b"a" not in worker.letters:
            self._say(worker.wire, worker.stopped_because or reason_of(status, self._limits))
        worker.wire.close()

    @staticmethod
    def _say(wire: socket.socket, reason: str) -> None:
        wire.settimeout(1.0)
        with contextlib.suppress(OSError):
            send_failure(wire, reason)

    def _close(self) -> None:
        for worker in self._workers.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            os.waitpid(worker.pid, 0)
        self._door.close()
        self._path.unlink(missing_ok=True)


def _listen(path: Path) -> socket.socket:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
        path.unlink()  # left by a pool that was killed
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    unready = path.with_suffix(".new")
    unready.unlink(missing_ok=True)
    before = os.umask(0o177)
    try:
        door.bind(str(unready))
    finally:
        os.umask(before)
    door.listen(64)
    unready.rename(path)  # whoever sees the name finds somebody listening
    return door


def main() -> None:
    """Warm up, then serve until told to stop."""
    usual = Limits()
    options = argparse.ArgumentParser(prog="python -m app.documents.pool", description=__doc__)
    options.add_argument("--socket", type=Path, required=True)
    options.add_argument("--cpu", type=int, default=usual.cpu_seconds, help="seconds of processor time a document")
    options.add_argument("--memory", type=int, default=usual.memory_bytes, help="bytes of memory a document")
    options.add_argument("--wall", type=float, default=usual.wall_seconds, help="seconds a document")
    options.add_argument("--at-once", type=int, default=AT_ONCE)
    chosen = options.parse_args()
    pdf.warm_up()
    pool = Pool(chosen.socket, Limits(chosen.cpu, chosen.memory, chosen.wall), chosen.at_once)
    signal.signal(signal.SIGTERM, pool.stop)
    signal.signal(signal.SIGINT, pool.stop)
    pool.serve()
    pdf.let_go(warm_too=True)


if __name__ == "__main__":
    main()
