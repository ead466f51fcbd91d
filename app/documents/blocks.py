"""What a paper is made of: sections of prose, facts, tables and quotations, as frozen values a template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

Kind = Literal["", "strong", "note", "core", "support", "missing"]


@dataclass(frozen=True, slots=True)
class Run:
    """A few words in one manner; `core` and `support` put their mark before the words."""

    text: str
    kind: Kind = ""


Words = tuple[Run, ...]


def words(*parts: "str | Run | Words | None") -> Words:
    """Join what there is to one line; nothing for what is absent or empty."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, tuple):
            runs.extend(part)
        elif isinstance(part, Run):
            runs.append(part)
        elif part:
            runs.append(Run(part))
    return tuple(runs)


def strong(text: str) -> Run:
    return Run(text, "strong")


def note(text: str) -> Run:
    return Run(text, "note")


def missing(why: str = "") -> Words:
    """The mark for something that must be there and is not, and why or by when."""
    return words(Run("NOT SUPPLIED", "missing"), f" {why}" if why else None)


def text_of(line: Words) -> str:
    """The words alone."""
    return "".join(run.text for run in line)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    kind: ClassVar[str] = "prose"
    paragraphs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Named facts, a row each."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with column heads; widths in percent, in steps of five. The first cell of a row is the row's head."""

    kind: ClassVar[str] = "table"
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they were said or written, with where they are found."""

    text: str
    about: Words


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotations, each set apart."""

    kind: ClassVar[str] = "quotes"
    items: tuple[Quote, ...]


Block = Heading | Prose | Bullets | Facts | Table | Quotes


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of a paper and where its content comes from.

    A section without blocks is printed as NOT SUPPLIED, with `why_missing`.
    """

    number: int
    title: str
    source: str
    blocks: tuple[Block, ...]
    why_missing: str = ""


@dataclass(frozen=True, slots=True)
class Masthead:
    """Head of a paper and what stands on each of its pages."""

    kind: str
    title: str
    subtitle: str
    urn: str
    reference: str
    lines: tuple[Words, ...]
    version: str
    draft: bool
    made: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper of numbered sections."""

    masthead: Masthead
    sections: tuple[Section, ...]


def headed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks under a heading; without blocks no heading either."""
    return (Heading(text), *blocks) if blocks else ()


def prose(*paragraphs: "str | Words | None") -> tuple[Prose, ...]:
    """Paragraphs, or nothing when none has words."""
    lines = tuple(words(paragraph) for paragraph in paragraphs if paragraph)
    return (Prose(lines),) if lines else ()


def facts(*rows: tuple[str, "str | Words | None"]) -> tuple[Facts, ...]:
    """Facts with an answer, or nothing."""
    kept = tuple((label, words(value)) for label, value in rows if value)
    return (Facts(kept),) if kept else ()


def table(heads: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[Words, ...]]) -> tuple[Table, ...]:
    """A table with rows, or nothing."""
    return (Table(heads, widths, tuple(rows)),) if rows else ()


def bullets(items: "list[Words]") -> tuple[Bullets, ...]:
    """A list with items, or nothing."""
    return (Bullets(tuple(items)),) if items else ()
