"""Words as they are searched for: one way to take text apart, for what is kept and for what is asked alike.

Accents, vowel points, capitals and joining marks keep nobody apart: “Siân”, “SIAN” and “sian” are one word. A name
written with a mark inside it (“O'Brien”, “al-Rashid”) is also kept as one word.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: More words than these in one question are not looked at.
MOST_WORDS = 8
#: Longer words are cut: no name is longer, and a database has its own limit.
LONGEST = 60
#: Stands between two texts, and before a word that has no place in one. Nobody can ask for it.
GAP = "\ue000"
#: Of a column, so many words keep their place, and so often one word does; the rest is found, but in no phrase.
MOST_PLACES, MOST_TIMES = 16_000, 255
#: Of a column, different words of so many letters are kept: a database has a limit to one row.
MOST_LETTERS = 200_000
_IN_QUOTES = re.compile(r'(?<!\S)["“”„«]([^"“”„«»]+)["“”»](?!\S)')
#: Shorter names are found as they are written: with so few letters, one wrong letter is another name.
SHORTEST_ALIKE = 4
#: In a name as short as this a wrong letter makes another name (Sian and Sean); a slip of the fingers does not.
SHORT_NAME = 4
#: From this length on, one letter may be missing and another too many.
LONG_NAME = 7
# Letters without a decomposition of their own, and letters of Arabic that are written either way.
_FOLDED = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h",
    "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "",
}  # fmt: skip
# Marks above, below and beside a letter, and signs that only join or turn the writing.
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cf"})


class _Letters(dict[int, str]):
    """What becomes of a letter; worked out once for each."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        if letter in _FOLDED or kind in _DROPPED:
            made = _FOLDED.get(letter, "")
        elif kind == "Nd":
            made = str(unicodedata.decimal(letter))
        else:
            made = letter if letter.isalnum() else " "
        self[code] = made
        return made


_LETTERS = _Letters()


def parts_of(chunk: str) -> list[str]:
    """The words in what stands between two spaces."""
    if chunk.isascii() and chunk.isalnum():
        return [chunk.lower()[:LONGEST]]
    folded = unicodedata.normalize("NFKD", chunk.casefold()).translate(_LETTERS)
    return [part[:LONGEST] for part in folded.split()]


def _whole(parts: list[str]) -> str:
    return "".join(parts)[:LONGEST]


def _kept(chunk: str) -> list[str]:
    parts = parts_of(chunk)
    return [*parts, _whole(parts)] if len(parts) > 1 else parts


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of these texts as they stand, a gap between two texts; at the end, words that have no place.

    Such are words with a mark inside in one piece, and what exceeds the limits; there is a gap before each.
    """
    row: list[str] = []
    placeless: set[str] = set()
    for text in texts:
        for chunk in text.split():
            parts = parts_of(chunk)
            row += parts
            if len(parts) > 1:
                placeless.add(_whole(parts))
        row.append(GAP)
    if len(row) > MOST_TIMES:
        placeless.update(word for word in row[MOST_PLACES:] if word != GAP)
        row = _within_limits(row[:MOST_PLACES])
    left = MOST_LETTERS - sum(map(len, set(row)))
    for word in sorted(placeless.difference(row)):
        left -= len(word)
        if left >= 0:
            row += (GAP, word)
    return tuple(row)


def _within_limits(row: Iterable[str]) -> list[str]:
    """A gap in the place of a word that has come too often, or once too many letters have come."""
    times: Counter[str] = Counter()
    kept, left = [], MOST_LETTERS
    for word in row:
        if word not in times:
            left -= len(word)
        times[word] += 1
        kept.append(word if times[word] <= MOST_TIMES and left >= 0 else GAP)
    return kept


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: in one piece, or all its parts. The last one may be unfinished, and so may a number.

    Or what stood in quotes: its words as they are, beside each other.
    """

    whole: str
    parts: tuple[str, ...]
    unfinished: bool
    quoted: bool = False

    @property
    def may_be_misspelt(self) -> bool:
        return not self.quoted and self.whole.isalpha() and len(self.whole) >= SHORTEST_ALIKE


def terms_of(question: str) -> tuple[Term, ...]:
    """The words of a question, and what stands in quotes in it; empty where it holds none."""
    chunks: list[tuple[str, bool]] = []
    for place, piece in enumerate(_IN_QUOTES.split(question)):  # every second piece stood in quotes
        chunks += [(piece, True)] if place % 2 else [(chunk, False) for chunk in piece.split()]
    found = [(parts, quoted) for chunk, quoted in chunks if (parts := _parts_of_all(chunk))][:MOST_WORDS]
    return tuple(
        _quotation(parts) if quoted else _word(parts, place == len(found))
        for place, (parts, quoted) in enumerate(found, 1)
    )


def _parts_of_all(text: str) -> list[str]:
    return [part for chunk in text.split() for part in parts_of(chunk)]


def _quotation(parts: list[str]) -> Term:
    shown = tuple(parts[:MOST_WORDS])
    return Term(" ".join(shown), shown, unfinished=False, quoted=True)


def _word(parts: list[str], last: bool) -> Term:
    whole = _whole(parts)
    return Term(whole, tuple(parts), last or any(one.isdigit() for one in whole))


def neighbours(word: str) -> frozenset[str]:
    """The word, and the word without one of its letters: two words with one in common may be one name misspelt."""
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def alike(one: str, other: str) -> bool:
    """May two words be one name, once misspelt? One letter wrong, missing, too many, or two exchanged.

    In a short name no letter may be wrong; in a long one, one may be missing and another too many. The answer does not
    depend on a database.
    """
    shorter = min(len(one), len(other))
    if shorter < SHORTEST_ALIKE:
        return one == other
    return distance(one, other, wrong=2 if shorter <= SHORT_NAME else 1) <= (2 if shorter >= LONG_NAME else 1)


def distance(one: str, other: str, *, wrong: int = 1) -> int:
    """How many letters to add, drop or exchange with the next one, from one word to the other.

    `wrong` is what a letter in the place of another counts.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for column, wanted in enumerate(other, 1):
            best = min(before[column] + 1, row[-1] + 1, before[column - 1] + wrong * (letter != wanted))
            exchanged = column > 1 and place > 1 and letter == other[column - 2] and one[place - 2] == wanted
            row.append(min(best, earlier[column - 2] + 1) if exchanged else best)
    return row[-1]


def marked(chunks: Sequence[str], terms: Iterable[Term], misspelt: Mapping[str, frozenset[str]]) -> list[bool]:
    """Of each piece of a text: does what was looked for stand in it?"""
    terms = tuple(terms)
    words = [term for term in terms if not term.quoted]
    kept = [_kept(chunk) for chunk in chunks]
    marks = [any(_is_one(one, term, misspelt.get(term.whole, frozenset())) for term in words) for one in kept]
    if quoted := [term.parts for term in terms if term.quoted]:
        places = [(part, place) for place, chunk in enumerate(chunks) for part in parts_of(chunk)]
        for start in range(len(places)):
            for parts in quoted:
                run = places[start : start + len(parts)]
                if tuple(part for part, _ in run) == parts:
                    marks[run[0][1] : run[-1][1] + 1] = [True] * (run[-1][1] + 1 - run[0][1])
    return marks


def _is_one(kept: list[str], term: Term, also: frozenset[str]) -> bool:
    """Of a word in several parts, the short parts and the numbers say too little alone."""
    ends = {term.whole, *(part for part in term.parts if part == term.whole or (part.isalpha() and len(part) > 2))}
    return any(word in also or word in ends or (term.unfinished and word.startswith(tuple(ends))) for word in kept)
