"""Safe contact of a person: one instruction, the strictest entry wins.

Anyone entitled may tighten it at once. Loosening needs the victim's own word: a day on which they said so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.vocabulary import ContactChannel


@dataclass(frozen=True, slots=True)
class Instruction:
    """How to reach a person, how never to, and whether a message may be left (None = not known: do not)."""

    safe: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    voicemail: bool | None = None

    @classmethod
    def of(cls, safe: Iterable[str] | None, never: Iterable[str] | None, voicemail: bool | None) -> "Instruction":
        """Whatever order and double the entries were typed in."""
        return cls(frozenset(safe or ()), frozenset(line.strip() for line in never or () if line.strip()), voicemail)


def loosened(before: Instruction | None, after: Instruction) -> tuple[str, ...]:
    """What a change makes less strict, each as a sentence; empty where it only tightens, or nothing was agreed yet."""
    if before is None:
        return ()
    added = sorted(ContactChannel(one).label for one in after.safe - before.safe)
    found = [f"{label} becomes a safe way." for label in added]
    found += [f"“{line}” is taken off." for line in sorted(before.never - after.never)]
    if after.voicemail and not before.voicemail:
        found.append("A message may be left.")
    return tuple(found)


def tightened(before: Instruction, *, without: Iterable[str], never: Iterable[str], no_voicemail: bool) -> Instruction:
    """The instruction with fewer safe ways, more that must never be done, and no message left if so said."""
    return Instruction(
        safe=before.safe - frozenset(without),
        never=before.never | Instruction.of((), never, None).never,
        voicemail=False if no_voicemail else before.voicemail,
    )
