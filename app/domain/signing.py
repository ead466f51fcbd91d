"""Signing a statement: what is declared, the hash of the exact words, whether a typed name is the name."""

from hashlib import sha256

# Declaration of truth under the front of a statement (Criminal Justice Act 1967 s9, Magistrates' Courts Act 1980 s5B),
# in plain words: the wording of the printed form is not confirmed here.
DECLARATION = (
    "I have read this statement. It is true as far as I know and believe. I know that I can be prosecuted if I have"
    " said anything in it that I know to be false or do not believe to be true."
)


def text_hash(text: str) -> str:
    """SHA-256 of the words as they stand, in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def same_name(typed: str, known: str) -> bool:
    """Is this the full name, whatever the case of its letters and the spaces between its parts?"""
    return " ".join(typed.split()).casefold() == " ".join(known.split()).casefold()
