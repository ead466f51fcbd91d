"""One render process: takes one job from its socket under hard limits, answers, and ends."""

import argparse
import contextlib
import os
import resource
import socket
import sys
from collections.abc import Callable

from app.documents import pdf
from app.documents.files import crafts
from app.documents.limits import OUT_OF_MEMORY, Limits, RenderFailed, too_much_memory
from app.documents.wire import (
    BrokenWire,
    FileWork,
    Made,
    PrintJob,
    receive_job,
    send_failure,
    send_made,
    send_pdf,
)

# A sender that is silent for so many seconds is given up.
_SILENCE = 10.0
# Bytes above the limit, given only to say that it was hit.
_LAST_BREATH = 32 << 20


def take_limits(limits: Limits) -> None:
    """Bind this process to the processor time and memory of one document; it cannot be undone.

    Where the system does not know a limit (memory on macOS) the wall clock kept by the parent still holds.
    """
    seconds = limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes + _LAST_BREATH))


def answer(wire: socket.socket, limits: Limits, tell: Callable[[bytes], None]) -> None:
    """Read one job, print the paper or ply the craft, send it back.

    `tell` is given one letter when the job was read (r) and one before the answer is written (a): whoever waits for
    this process then knows whether a word from it can still be spoken in its place.
    """
    wire.settimeout(_SILENCE)
    try:
        job = receive_job(wire)
        tell(b"r")
        made = _make(lambda: _work(job), limits)
    except (BrokenWire, ValueError, KeyError, OSError):
        made = "the request for it did not arrive whole."
    wire.settimeout(None)
    tell(b"a")
    with contextlib.suppress(OSError):  # whoever asked has gone
        if isinstance(made, bytes):
            send_pdf(wire, made)
        elif isinstance(made, Made):
            send_made(wire, made)
        else:
            send_failure(wire, made)


def _work(job: PrintJob | FileWork) -> bytes | Made:
    if isinstance(job, FileWork):
        return crafts.ply(job.craft, job.told, job.file)
    return pdf.to_pdf(job.variants, job.assets, tagged=job.tagged)


def _make(make: Callable[[], bytes | Made], limits: Limits) -> bytes | Made | str:
    try:
        return make()
    except RenderFailed as failed:
        return failed.reason
    except MemoryError:
        _take_last_breath()
        return too_much_memory(limits)
    except RecursionError:
        return "its parts are nested too deeply."
    except Exception as fault:
        # The fault's own words may repeat the paper's text: only its kind and place are told.
        place = fault.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "?"
        sys.stderr.write(f"render failed: {type(fault).__name__} in {where}\n")
        return f"it could not be read or laid out ({type(fault).__name__})."


def _take_last_breath() -> None:
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def main() -> None:
    """Print one job from an inherited socket: the way taken when no pool runs."""
    options = argparse.ArgumentParser(prog="python -m app.documents.worker")
    options.add_argument("--fd", type=int, required=True)
    options.add_argument("--cpu", type=int, required=True)
    options.add_argument("--memory", type=int, required=True)
    chosen = options.parse_args()
    limits = Limits(cpu_seconds=chosen.cpu, memory_bytes=chosen.memory)
    take_limits(limits)
    try:
        answer(socket.socket(fileno=chosen.fd), limits, lambda letter: None)
        pdf.let_go(warm_too=True)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
