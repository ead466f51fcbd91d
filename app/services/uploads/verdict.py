"""What was found of a file, and how a check says no."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Flag(StrEnum):
    """What somebody should know of a file that is accepted."""

    LOCATION = "location"  # says where a picture or a recording was made
    TRAILING = "trailing"  # something stands behind the end of the picture; it is never served but with the original
    BIDI = "bidi"  # text that changes its direction, so that it may read otherwise than it is


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted or not, as which kind, and why not in words fit for the person who sent the file."""

    accepted: bool
    media_type: str = ""
    extension: str = ""
    reason: str = ""
    flags: tuple[Flag, ...] = ()


#: How a file is looked at; tests that are not about kinds of files put another look in its place.
Inspect = Callable[..., Verdict]


class Refused(Exception):
    """A check says no; the message is the reason, fit for the person who sent the file."""
