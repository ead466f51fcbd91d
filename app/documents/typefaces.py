"""The typefaces of every paper: which of the shipped fonts a text needs, and the code for a sign no font has."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
ALWAYS = "Atkinson Hyperlegible Next"
# What a warm render process holds ready; other scripts are loaded by the document that needs them.
LATIN = frozenset({ALWAYS, "Atkinson Hyperlegible Next Ext", "Noto Sans", "Noto Sans Ext"})

# These steer layout and have no picture of their own: joiners, direction marks, soft hyphen, variation selectors.
_WITHOUT_PICTURE = frozenset({0x0A, 0x0D, 0x09, 0xAD, *range(0x200B, 0x2010), 0x2060, *range(0xFE00, 0xFE10)})


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the family the stylesheet knows it by, its weight, its hash and the signs it can draw."""

    file: str
    family: str
    weight: int
    sha256: str
    signs: frozenset[int]

    @property
    def url(self) -> str:
        return f"app:fonts/{self.file}"

    @property
    def path(self) -> Path:
        return FONTS / self.file


@cache
def faces() -> tuple[Face, ...]:
    """All shipped faces in the order in which they are tried for a sign."""
    manifest = json.loads((FONTS / "manifest.json").read_text("utf-8"))
    return tuple(
        Face(row["file"], row["family"], row["weight"], row["sha256"], _signs(row["characters"]))
        for row in manifest["faces"]
    )


@cache
def families() -> tuple[str, ...]:
    """The family names, each once, in order."""
    return tuple(dict.fromkeys(face.family for face in faces()))


def faces_for(text: str) -> tuple[Face, ...]:
    """The faces without which this text could not be drawn; the everyday family is always among them."""
    needed = {ALWAYS} | {family for sign in set(text) if (family := _family_of(ord(sign)))}
    return tuple(face for face in faces() if face.family in needed)


def stylesheet(chosen: Iterable[Face]) -> str:
    """The `@font-face` rules for these faces, and one rule that lists the families in order."""
    rules = [
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{face.url}") }}'
        for face in chosen
    ]
    stack = ", ".join(f'"{family}"' for family in families())
    return "\n".join([*rules, f"html {{ font-family: {stack} }}"])


def with_codes(text: str) -> str:
    """The text with each sign that no font has replaced by its code, such as `[U+E000]`.

    Marks that turn the direction of writing around are printed as codes too: on a legal paper words stand in the order
    in which they were typed.
    """
    return _not_drawable().sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


@cache
def _not_drawable() -> re.Pattern[str]:
    drawable = _WITHOUT_PICTURE.union(*(face.signs for face in faces()))
    ranges = "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in _ranges(sorted(drawable)))
    return re.compile(f"[^{ranges}]")


@cache
def _family_of(sign: int) -> str | None:
    return next((face.family for face in faces() if sign in face.signs), None)


def _signs(ranges: str) -> frozenset[int]:
    pairs = (part.split("-") for part in ranges.split())
    return frozenset(sign for pair in pairs for sign in range(int(pair[0], 16), int(pair[-1], 16) + 1))


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
