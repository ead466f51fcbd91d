"""Names that stand in a free account: those of people of the case, with capitalised names written next to them.

Found, never taken out by itself: a person says which of them go. Source: Code of practice on non-crime hate incidents
(in force 3 June 2023): personal data of the subject is kept only after a decision; whether it has been replaced is not
confirmed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TAKEN_OUT = "[name taken out]"
_RUN = re.compile(r"\b[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*)*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Words that begin a sentence with a capital and are no part of the name that follows them.
_NO_NAMES = frozenset({
    "the", "a", "an", "and", "but", "or", "then", "when", "while", "he", "she", "they", "it", "we", "i", "you",
    "his", "her", "their", "our", "my", "who", "that", "this", "there", "here", "as", "at", "in", "on", "by",
    "with", "for", "from", "to", "later", "after", "before", "yesterday", "today", "both", "neither", "either",
    "one", "two",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written in the account, and whose it is."""

    words: str
    whose: str


def names_in(account: str, people: Iterable[tuple[str, str]]) -> tuple[Named, ...]:
    """The names of these people that an account holds, in order, each once. `people`: (full name, how to call them).

    A part of a name is found in any case of letters; capitalised words beside it belong to it.
    """
    whose: dict[str, str] = {}
    for name, called in people:
        for part in _WORD.findall(name):
            if len(part) > 1 and part.casefold() not in _NO_NAMES:
                whose.setdefault(part.casefold(), called)
    found: dict[str, Named] = {}
    for run in _RUN.finditer(account):
        for words, owner in _in_run(run.group(), whose):
            found.setdefault(words, Named(words, owner))
    return tuple(found.values())


def _in_run(run: str, whose: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The names in words that stand beside each other."""
    words = [(one.group(), one.start(), one.end()) for one in _WORD.finditer(run)]
    place = 0
    while place < len(words):
        last = place
        while last < len(words) and _could_be(words[last][0], whose):
            last += 1
        owner = next((whose[_bare(one[0])] for one in words[place:last] if _bare(one[0]) in whose), None)
        if owner is not None:
            yield run[words[place][1] : words[last - 1][2]].removesuffix("'s").removesuffix("’s"), owner
        place = max(last, place + 1)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def _could_be(word: str, whose: dict[str, str]) -> bool:
    return _bare(word) in whose or (word[0].isupper() and _bare(word) not in _NO_NAMES)


def without_names(account: str, names: Iterable[str]) -> str:
    """The account with these names taken out; longer names first, so that none is left in part."""
    for name in sorted(names, key=lambda one: -len(one)):
        account = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", TAKEN_OUT, account)
    return account
