"""What one document may cost, and the one error that says it could not be made."""

import os
import signal
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document: processor and wall time in seconds, memory in bytes."""

    cpu_seconds: int = 40
    memory_bytes: int = 1 << 30
    wall_seconds: float = 90.0


class RenderFailed(Exception):
    """A document could not be made; nothing was written.

    The reason is fit for a person to read.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"We could not make this document: {reason}")
        self.reason = reason


def too_much_memory(limits: Limits) -> str:
    """The reason given when the memory limit was hit."""
    return f"it needed more than {limits.memory_bytes // (1 << 20)} MB of memory."


def reason_of(status: int, limits: Limits) -> str:
    """Why a worker ended without an answer, from the status the system gives."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return f"it needed more than {limits.cpu_seconds} seconds of computing time."
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV):
        # The text libraries end the process when they cannot get memory.
        return too_much_memory(limits)
    return "the process that was making it was stopped."
