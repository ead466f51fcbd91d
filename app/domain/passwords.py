"""What a password must be (AUTH-1): long, unlisted, and not made of names everybody knows. No other rule."""

from collections.abc import Iterable
from importlib.resources import files

from app.domain.errors import RuleBroken

SHORTEST = 15
LONGEST = 128
SERVICE = "Throughline"
# Parts of names shorter than this stand in too many ordinary words to be refused.
SHORTEST_NAME_PART = 4

COMMON = frozenset(files("app.domain").joinpath("data/common_passwords.txt").read_text(encoding="utf-8").splitlines())


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


COMMON_PLAIN = frozenset(_plain(word) for word in COMMON)


def check_password(password: str, *, user_name: str, forces: Iterable[str] = (), field: str = "password") -> None:
    """Raise RuleBroken where the password may not be used. It is compared exactly as typed and never changed."""
    if len(password) < SHORTEST:
        raise RuleBroken(
            f"Use at least {SHORTEST} characters. A few words in a row are easiest to remember", field=field
        )
    if len(password) > LONGEST:
        raise RuleBroken(f"Use {LONGEST} characters or fewer", field=field)
    plain = _plain(password)
    if plain in COMMON_PLAIN:
        raise RuleBroken("Choose another password: this one is on a list of common passwords", field=field)
    names = [SERVICE, *forces, user_name, *user_name.split()]
    if any(len(_plain(name)) >= SHORTEST_NAME_PART and _plain(name) in plain for name in names):
        raise RuleBroken(
            "Choose a password without your name, your force's name or the name of this service", field=field
        )
