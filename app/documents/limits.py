"""What one document may cost, and the one error that says it could not be made."""

import os
import signal
from dataclasses import dataclass

# How a render process ends that had no memory left even to say so.
OUT_OF_MEMORY = 12


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
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGKILL, signal.SIGTERM):
        return "the process that was making it was stopped."
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == OUT_OF_MEMORY:
        return too_much_memory(limits)
    # The text libraries end the whole process when they cannot get memory, each in its own way.
    return (
        f"the print engine gave up, as it does when it needs more than {limits.memory_bytes // (1 << 20)} MB of memory."
    )
