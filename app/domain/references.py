"""References such as HC-26-4K7Q2MD9: made from a counter so that they tell neither order nor volume, and read back.

Seven characters of Crockford base 32 come from a keyed permutation of the counter; the eighth checks the whole,
year included, and catches every single wrong character and every exchange of two.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "HC"
BODY_LENGTH = 7
CAPACITY = 32**BODY_LENGTH
HALF_BITS = 18  # two halves of 36 bits, the smallest even number that holds the 35 bits of the body
HALF_MASK = (1 << HALF_BITS) - 1
ROUNDS = 8
#: People read I and L for one, and O for nought.
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
SHAPE = re.compile(rf"{PREFIX}(?P<year>\d\d)(?P<body>[{ALPHABET}]{{{BODY_LENGTH}}})(?P<check>[{ALPHABET}])")


class BadReference(ValueError):
    """What was typed is no reference; the message is fit for a person."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that was read: the year it was made in and its body."""

    year: int
    body: str

    def __str__(self) -> str:
        return f"{PREFIX}-{self.year % 100:02d}-{self.body}{check_character(self.year, self.body)}"


def make(counter: int, *, year: int, key: bytes) -> str:
    """The reference of a counter value in a year. Another counter of the year never gives the same one."""
    if not 0 <= counter < CAPACITY:
        raise ValueError(f"The counter must lie between 0 and {CAPACITY - 1}")
    number = _permuted(counter, year, key)
    # Outside the 35 bits of the body the permutation is applied again; it always comes back inside.
    while number >= CAPACITY:
        number = _permuted(number, year, key)
    return str(Reference(year=year, body=_encoded(number)))


def parse(text: str) -> Reference:
    """Read a reference as people type it: any case, with or without hyphens and spaces. Raises BadReference."""
    plain = re.sub(r"[\s\-–]", "", text).upper()
    found = SHAPE.fullmatch(plain[:2] + plain[2:].translate(MISREAD))
    if found is None:
        raise BadReference("A reference looks like HC-26-4K7Q2MD9")
    reference = Reference(year=2000 + int(found["year"]), body=found["body"])
    if check_character(reference.year, reference.body) != found["check"]:
        raise BadReference("Check the reference: one character is wrong or two have changed places")
    return reference


def check_character(year: int, body: str) -> str:
    """The character that makes the weighted sum over the field of 32 elements nought."""
    digits = f"{year % 100:02d}{body}"
    total, weight = 0, 2
    for character in digits:
        total ^= _product(weight, ALPHABET.index(character))
        weight = _product(weight, 2)
    return ALPHABET[total]


def _product(left: int, right: int) -> int:
    """Product in the field of 32 elements (x^5 + x^2 + 1); two is a generator, so all weights differ."""
    found = 0
    while right:
        if right & 1:
            found ^= left
        left <<= 1
        if left & 0b100000:
            left ^= 0b100101
        right >>= 1
    return found


def _permuted(number: int, year: int, key: bytes) -> int:
    """A Feistel network: whatever the round function, each number has exactly one image."""
    left, right = number >> HALF_BITS, number & HALF_MASK
    for turn in range(ROUNDS):
        message = b"%d/%d/%d" % (year, turn, right)
        digest = hmac.digest(key, message, hashlib.sha256)
        left, right = right, left ^ (int.from_bytes(digest[:4], "big") & HALF_MASK)
    return left << HALF_BITS | right


def _encoded(number: int) -> str:
    characters = []
    for _ in range(BODY_LENGTH):
        number, rest = divmod(number, 32)
        characters.append(ALPHABET[rest])
    return "".join(reversed(characters))
