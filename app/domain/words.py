"""Words as they are searched for: one way to take text apart, for what is kept and for what is asked alike.

Accents, vowel points, capitals and joining marks keep nobody apart: “Siân”, “SIAN” and “sian” are one word. A name
written with a mark inside it (“O'Brien”, “al-Rashid”) is also kept as one word.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: More words than these in one question are not looked at.
MOST_WORDS = 8
#: Longer words are cut: no name is longer, and a database has its own limit.
LONGEST = 60
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
    folded = unicodedata.normalize("NFKD", chunk.casefold()).translate(_LETTERS)
    return [part[:LONGEST] for part in folded.split()]


def _whole(parts: list[str]) -> str:
    return "".join(parts)[:LONGEST]


def _kept(chunk: str) -> list[str]:
    parts = parts_of(chunk)
    return [*parts, _whole(parts)] if len(parts) > 1 else parts


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The words that are kept of these texts, each once, in order of the alphabet."""
    return tuple(sorted({word for text in texts for chunk in text.split() for word in _kept(chunk)}))


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: in one piece, or all its parts. The last one may be unfinished, and so may a number."""

    whole: str
    parts: tuple[str, ...]
    unfinished: bool

    @property
    def may_be_misspelt(self) -> bool:
        return self.whole.isalpha() and len(self.whole) >= SHORTEST_ALIKE


def terms_of(question: str) -> tuple[Term, ...]:
    """The words of a question; empty where it holds none."""
    found = [parts for chunk in question.split() if (parts := parts_of(chunk))][:MOST_WORDS]
    return tuple(
        Term(_whole(parts), tuple(parts), place == len(found) or any(one.isdigit() for one in _whole(parts)))
        for place, parts in enumerate(found, 1)
    )


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


def found_by(chunk: str, terms: Iterable[Term], misspelt: Mapping[str, frozenset[str]]) -> bool:
    """Does one of the words of a question stand in this piece of text?"""
    kept = _kept(chunk)
    return any(_is_one(kept, term, misspelt.get(term.whole, frozenset())) for term in terms)


def _is_one(kept: list[str], term: Term, also: frozenset[str]) -> bool:
    """Of a word in several parts, the short parts and the numbers say too little alone."""
    ends = {term.whole, *(part for part in term.parts if part == term.whole or (part.isalpha() and len(part) > 2))}
    return any(word in also or word in ends or (term.unfinished and word.startswith(tuple(ends))) for word in kept)
