"""Likeness of people and of reports. It only ever suggests: a person decides."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from app.domain.vocabulary.linking import IdentityBasis

#: From which likeness on (0 to 1) two spellings are worth a person's look.
SIMILAR_NAME = 0.84
#: Words that two accounts must share: this many, and this part of the shorter one's.
SHARED_WORDS, SHARED_PART = 4, 0.3
#: When nobody knows how long it lasted: a report of a day before or after can mean the same.
SLACK = timedelta(days=1)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    {
        "about", "after", "again", "also", "because", "been", "before", "could", "down", "from", "have", "into", "just",
        "over", "said", "says", "shouted", "some", "that", "their", "them", "then", "there", "they", "this", "told",
        "were", "what", "when", "where", "which", "while", "with", "would", "your",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """What of a person is compared: names, birth, the digests of numbers and addresses."""

    given_names: str
    surname: str
    born: date | None
    digests: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """Small letters without accents, one space between words: so that spelling alone keeps nobody apart."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).replace("-", " ").split())


def basis_of(one: Identity, other: Identity) -> IdentityBasis | None:
    """The strongest reason to think of one human; None where nothing speaks for it.

    Two known and different dates of birth speak against every likeness of names, not against a shared number.
    """
    first, second = (plain(f"{who.given_names} {who.surname}") for who in (one, other))
    named = bool(plain(one.surname)) and bool(plain(other.surname))
    apart = one.born is not None and other.born is not None and one.born != other.born
    if named and first == second and one.born is not None and one.born == other.born:
        return IdentityBasis.NAME_AND_BIRTH
    if one.digests & other.digests:
        return IdentityBasis.CONTACT
    if apart or not named:
        return None
    if first == second:
        return IdentityBasis.SAME_NAME
    return IdentityBasis.SIMILAR_NAME if SequenceMatcher(None, first, second).ratio() >= SIMILAR_NAME else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(text))) - _COMMON


def similar_words(one: str, other: str) -> bool:
    """Do two accounts share enough uncommon words to tell of one incident?"""
    first, second = _words(one), _words(other)
    shared = len(first & second)
    return shared >= SHARED_WORDS and shared >= SHARED_PART * min(len(first), len(second))


Window = tuple[datetime, datetime]


def window(begins: datetime | None, ends: datetime | None, reported: datetime) -> Window:
    """When it may have happened; without a time given, the day before the report up to the report."""
    if begins is None:
        return reported - SLACK, reported
    return begins, max(begins, ends or begins)


def overlapping(one: Window, other: Window) -> bool:
    """Could both have happened at one time, a day's error allowed?"""
    return one[0] - SLACK <= other[1] and other[0] - SLACK <= one[1]


def one_name(names: Iterable[str], others: Iterable[str]) -> bool:
    """Does somebody stand in both lists of names?"""
    return bool({plain(name) for name in names if name.strip()} & {plain(name) for name in others})
