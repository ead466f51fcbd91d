"""Words nobody wrote: more than 20,000 forms with the frequencies of a language, and more than 5,000 family names.

Forms are built from stems and endings, so that no list of words is kept and none of them says anything.
"""

import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, product
from typing import Final

# What people write most often; the rest of the vocabulary follows by rank.
COMMON: Final = [
    "the",
    "a",
    "and",
    "to",
    "of",
    "in",
    "on",
    "at",
    "was",
    "he",
    "she",
    "they",
    "it",
    "with",
    "that",
    "his",
    "her",
    "from",
    "for",
    "by",
    "were",
    "had",
    "as",
    "not",
    "but",
    "said",
    "then",
    "when",
    "out",
    "up",
    "who",
    "which",
    "there",
    "near",
    "after",
    "before",
    "again",
    "one",
    "two",
    "man",
    "woman",
    "window",
    "door",
    "street",
    "bus",
    "shop",
]
STEMS: Final = [
    "bel",
    "dor",
    "mar",
    "lin",
    "ven",
    "sol",
    "tam",
    "wes",
    "nor",
    "hal",
    "jun",
    "bram",
    "cald",
    "dell",
    "fen",
    "gar",
    "hol",
    "ith",
    "jor",
    "kel",
    "lor",
    "mel",
    "ner",
    "ost",
    "pell",
    "quin",
    "rav",
    "sel",
    "thor",
    "und",
    "vel",
    "wyn",
    "yar",
    "zel",
    "brin",
    "cor",
    "dun",
    "eld",
    "far",
    "gil",
]
ENDINGS: Final = ("", "s", "ed", "ing", "er", "ers", "ly", "al", "en", "ish", "dale", "ton", "wick", "ford", "ward")
FAMILY_ENDINGS: Final = ("", "son", "well", "ley")
GIVEN_ENDINGS: Final = ("a", "an", "ie", "is", "on", "el")
WORDS_IN_NARRATIVE: Final = 120
WORDS_IN_SENTENCE: Final = 12
# Zipf's law: the word at rank r stands about 1/r as often as the first.
EXPONENT: Final = 1.0


@cache
def vocabulary() -> tuple[str, ...]:
    """Every form, the most frequent first; always in the same order."""
    forms = sorted({f"{one}{two}{ending}" for one, two, ending in product(STEMS, STEMS, ENDINGS)} - set(COMMON))
    random.Random(0).shuffle(forms)  # noqa: S311 - invented words, not secrets
    return (*COMMON, *forms)


@cache
def family_names() -> tuple[str, ...]:
    forms = sorted({f"{one}{two}{ending}".title() for one, two, ending in product(STEMS, STEMS, FAMILY_ENDINGS)})
    random.Random(1).shuffle(forms)  # noqa: S311
    return tuple(forms)


@cache
def given_names() -> tuple[str, ...]:
    return tuple(sorted({f"{stem}{ending}".title() for stem, ending in product(STEMS, GIVEN_ENDINGS)}))


@cache
def _weights(count: int) -> Sequence[float]:
    return tuple(accumulate(1 / rank**EXPONENT for rank in range(1, count + 1)))


def narrative(chance: random.Random) -> str:
    """An account of 120 words."""
    words = chance.choices(vocabulary(), cum_weights=_weights(len(vocabulary())), k=WORDS_IN_NARRATIVE)
    sentences = (" ".join(words[at : at + WORDS_IN_SENTENCE]) for at in range(0, WORDS_IN_NARRATIVE, WORDS_IN_SENTENCE))
    return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences) + "."


def people(chance: random.Random, count: int) -> list[tuple[str, str]]:
    """Given and family names; some families are much larger than others."""
    family = chance.choices(family_names(), cum_weights=_weights(len(family_names())), k=count)
    return list(zip(chance.choices(given_names(), k=count), family, strict=True))


def place(chance: random.Random) -> str:
    """Where it happened, as an officer would write it."""
    name = vocabulary()[len(COMMON) + int(chance.random() * 2000)].title()
    return f"{name} {chance.choice(('Road', 'Street', 'Lane', 'Square', 'Way', 'Park'))}"
