"""The custody chain of an exhibit as a line: each step, who has it where after it, and where the line is broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.vocabulary import CustodyKind

# Steps after which somebody has the exhibit somewhere; copies and looks leave it where it is.
MOVES = frozenset({CustodyKind.SEIZED, CustodyKind.RECEIVED, CustodyKind.MOVED, CustodyKind.HANDED_OVER})
BEGINS = frozenset({CustodyKind.SEIZED, CustodyKind.RECEIVED})
# Steps that follow from what two people decide; nobody writes them by hand.
DECIDED = frozenset({CustodyKind.WITHDRAWN, CustodyKind.RESTORED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of the chain. `file` names the stored file it is about: such an entry moves no exhibit."""

    kind: CustodyKind
    at: datetime
    recorded_at: datetime
    recorded_by: str
    by_name: str | None = None
    from_holder: str | None = None
    to_holder: str | None = None
    from_place: str | None = None
    to_place: str | None = None
    seal_number: str | None = None
    reason: str | None = None
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A step with who has the exhibit where after it; what is missing between the step before and it, and after it."""

    step: Step
    holder: str | None
    place: str | None
    missing_before: tuple[str, ...] = ()
    missing_after: tuple[str, ...] = ()

    @property
    def is_broken(self) -> bool:
        return bool(self.missing_before or self.missing_after)


@dataclass(slots=True)
class _Known:
    """What the line says so far."""

    holder: str | None = None
    place: str | None = None
    seal: str | None = None
    last: Step | None = None
    withdrawn: bool = False


def line_of(steps: Sequence[Step], *, obtained_at: datetime | None = None) -> tuple[Link, ...]:
    """The chain in the order in which things happened, with every gap in words.

    A gap is: the first step is neither seizure nor receipt, or comes after the item was obtained; who gave it or where
    it lay is not who had it or where it was put; a step after which nobody is said to have it, or nowhere; another seal
    without a reason; anything after it was withdrawn and before it was restored.
    """
    known = _Known()
    links: list[Link] = []
    for step in sorted(steps, key=lambda one: (one.at, one.recorded_at)):
        if step.file is not None:  # the file is proved by its hash, not by whose hands it passed through
            links.append(Link(step, known.holder, known.place))
            continue
        if step.kind in DECIDED:  # it stays where it is
            known.withdrawn = step.kind is CustodyKind.WITHDRAWN
            links.append(Link(step, known.holder, known.place))
            continue
        before = (*_beginning(step, known, obtained_at), *_joins(step, known))
        _follow(step, known)
        links.append(Link(step, known.holder, known.place, before, tuple(_open_end(step, known))))
    return tuple(links)


def _beginning(step: Step, known: _Known, obtained_at: datetime | None) -> list[str]:
    gaps = ["It was withdrawn before this."] if known.withdrawn else []
    if known.last is not None:
        return gaps
    if step.kind not in BEGINS:
        gaps.append("Nothing says how the police came to have it.")
    if obtained_at is not None and obtained_at < step.at:
        gaps.append("It was obtained before this; nothing says who had it in between.")
    return gaps


def _joins(step: Step, known: _Known) -> list[str]:
    """Where this step does not take up what the one before left."""
    if known.last is None:
        return []
    gaps = []
    if known.holder and step.from_holder and not _same(known.holder, step.from_holder):
        gaps.append(f"{known.holder} had it last; this says that it came from {step.from_holder}.")
    if known.place and step.from_place and not _same(known.place, step.from_place):
        gaps.append(f"It was last at {known.place}; this says that it came from {step.from_place}.")
    if known.seal and step.seal_number and not _same(known.seal, step.seal_number) and not step.reason:
        gaps.append(f"The seal was {known.seal} before; nothing says why it is another one.")
    return gaps


def _follow(step: Step, known: _Known) -> None:
    if step.kind in MOVES:
        passes_on = step.kind is CustodyKind.HANDED_OVER or step.kind in BEGINS
        known.holder = step.to_holder or (None if passes_on else known.holder)
        known.place = step.to_place or (known.place if step.kind is CustodyKind.HANDED_OVER else None)
    known.seal = step.seal_number or known.seal
    known.last = step


def _open_end(step: Step, known: _Known) -> list[str]:
    """From this step until the next one nobody is said to have it, or it is said to be nowhere."""
    if step.kind not in MOVES:
        return []
    gaps = [] if known.holder else ["Nothing says who had it after this."]
    return gaps if known.place else [*gaps, "Nothing says where it was after this."]


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
