"""Counting tries: one table, one function, for all limits (RATE-1, RATE-3). Holds across worker processes and restarts.

Tries are counted by the minute, and a limit looks back over its own length, so there is no moment at which all is
forgotten at once. Nobody waits in a process of the server: the instant until which a key must wait is stored.
"""

import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import sha256

from sqlalchemy import Update, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import TooOften
from app.models.sealed import keyring
from app.models.session import RateWindow


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of one key in any span of this length.

    `waits` belong to the last failures before that: after each of them the key must wait, every time longer. A try made
    while waiting counts for nothing, so a wait always ends.
    """

    name: str
    tries: int
    window: timedelta
    waits: tuple[timedelta, ...] = ()

    def wait_after(self, failures: int) -> timedelta | None:
        """How long a key waits that has failed this often."""
        place = failures - 1 - (self.tries - len(self.waits))
        return self.waits[min(place, len(self.waits) - 1)] if self.waits and place >= 0 else None


MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
SIGN_IN_ACCOUNT = Limit("sign-in:account", 5, QUARTER, (MINUTE, 4 * MINUTE, QUARTER))
SIGN_IN_ADDRESS = Limit("sign-in:address", 20, QUARTER, (QUARTER,))
# For address ranges the operator lists, such as a station's, where a whole shift signs in behind one address.
SIGN_IN_STATION = Limit("sign-in:address", 400, QUARTER, (QUARTER,))
# Given again by somebody who is signed in. A count of its own: who fails at the door shuts nobody out of their work.
OWN_PASSWORD = Limit("own-password:account", 5, QUARTER, SIGN_IN_ACCOUNT.waits)
# Refuses nobody: whoever could reach it could shut everybody out. It raises an alert.
SIGN_IN_ALL = Limit("sign-in:all", 1000, timedelta(minutes=5))


class Own(Enum):
    """What somebody signed in may do so often and no more (RATE-3): over which span, and how it is said."""

    SEARCH = MINUTE, "You have searched very often in the last minutes."
    DOWNLOAD = MINUTE, "You have downloaded very much in the last minutes."
    TABLE = timedelta(days=1), "You have taken as many lists out today as one person may."
    PAPER = timedelta(hours=1), "You have made as many new documents in the last hour as one person may."


class _OwnLimits:
    """How often, in the order of `Own`; the factory gives it."""

    tries: tuple[int, ...] = ()


def use_own_limits(tries: Sequence[int]) -> None:
    """Called once by the application factory."""
    _OwnLimits.tries = tuple(tries)


@dataclass(frozen=True, slots=True)
class Try:
    """One try counted against one limit."""

    limit: Limit
    key_digest: str


class _AddressKey:
    """Lives in the memory of the server's processes only (PRV-1); the factory gives it."""

    key: bytes | None = None


def use_address_key(key: bytes) -> None:
    """Called once by the application factory."""
    _AddressKey.key = key


def _plain(email: str) -> str:
    """Letter case and Unicode form of the name make no difference."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _of_day(words: str, day: date) -> str:
    """A keyed digest whose key changes every day, for what holds an address: the address itself is never stored."""
    if _AddressKey.key is None:
        raise RuntimeError("no address key was given")
    key = hmac.new(_AddressKey.key, day.isoformat().encode(), sha256).digest()
    return hmac.new(key, words.encode(), sha256).hexdigest()


def by_account(limit: Limit, email: str) -> Try:
    """Counts for the account, wherever the try comes from."""
    return Try(limit, keyring().digest_of(f"{limit.name}:{_plain(email)}"))


def by_account_at(limit: Limit, email: str, address: str, at: datetime) -> Try:
    """As `by_account`; where this account signed in yesterday or today at this address, a count of its own.

    So nobody elsewhere can shut the owner out for good by failing in their name.
    """
    place = f"place:{_plain(email)}:{address}"
    days = [_of_day(place, day) for day in (at.date(), (at - timedelta(days=1)).date())]
    if not db.session.scalar(select(exists().where(RateWindow.key_digest.in_(days)))):
        return by_account(limit, email)
    return Try(limit, _of_day(f"{limit.name}:{place}", at.date()))


def by_address(limit: Limit, address: str, at: datetime) -> Try:
    """Counts for the address."""
    return Try(limit, _of_day(f"{limit.name}:{address}", at.date()))


def overall(limit: Limit) -> Try:
    """Counts for everybody together."""
    return Try(limit, keyring().digest_of(limit.name))


@atomic
def rate_window(tries: Sequence[Try], *, at: datetime) -> bool:
    """Count these tries; False where one of their keys must wait or has reached its limit: then nothing is counted."""
    for one in tries:
        _add(one.key_digest, at)
    found = [(one, *_looking_back(one, at)) for one in tries]
    if any(count > one.limit.tries or (wait is not None and wait > at) for one, count, wait in found):
        _take_back(tries, at)
        return False
    for one, count, _ in found:
        wait = one.limit.wait_after(count)
        _set_wait(one, at, None if wait is None else at + wait)
    return True


def spend(own: Own, actor: Actor, *, at: datetime) -> None:
    """Count one use by this person, in a transaction of its own. Raises TooOften where it is one too many."""
    window, words = own.value
    limit = Limit(f"own:{own.name.lower()}", _OwnLimits.tries[list(Own).index(own)], window)
    used = Try(limit, keyring().digest_of(f"{limit.name}:{actor.user_id}"))
    if not rate_window([used], at=at):
        raise TooOften(words, _seconds_to_wait(used, at))


def _seconds_to_wait(used: Try, at: datetime) -> int:
    """Until enough of the counted minutes lie further back than the limit looks."""
    rows = db.session.execute(
        select(RateWindow.window_starts_at, RateWindow.tries)
        .where(
            RateWindow.key_digest == used.key_digest,
            RateWindow.window_starts_at > at - used.limit.window - MINUTE,
        )
        .order_by(RateWindow.window_starts_at)
    ).all()
    left = sum(row.tries for row in rows)
    for row in rows:
        left -= row.tries
        if left < used.limit.tries:
            until = row.window_starts_at + used.limit.window + MINUTE
            return max(1, int((until - at).total_seconds()))
    return int(used.limit.window.total_seconds())


@atomic
def give_back(tries: Sequence[Try], *, at: datetime) -> None:
    """A try that succeeded does not count and makes nobody wait."""
    for one in tries:
        _set_wait(one, at, None)
    _take_back(tries, at)


@atomic
def counted(one: Try, *, at: datetime) -> int:
    """Count a try against a limit that refuses nobody; returns how many there were within its length."""
    _add(one.key_digest, at)
    return _looking_back(one, at)[0]


@atomic
def remember_place(email: str, address: str, *, at: datetime) -> None:
    """This account signed in at this address."""
    _add(_of_day(f"place:{_plain(email)}:{address}", at.date()), at)


@atomic
def forget_old_windows(*, before: datetime) -> int:
    """Remove windows that ended long ago; returns how many."""
    result = db.session.execute(delete(RateWindow).where(RateWindow.window_starts_at < before))
    return int(getattr(result, "rowcount", 0))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _add(key_digest: str, at: datetime) -> None:
    """One more try in this minute. The row stays locked until the transaction ends."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(RateWindow).values(key_digest=key_digest, window_starts_at=_minute(at), tries=1)
    counting = statement.on_conflict_do_update(
        index_elements=[RateWindow.key_digest, RateWindow.window_starts_at],
        set_={"tries": RateWindow.tries + 1},
    )
    db.session.execute(counting)


def _looking_back(one: Try, at: datetime) -> tuple[int, datetime | None]:
    """How many tries within the limit's length, and the latest instant until which the key must wait."""
    row = db.session.execute(
        select(func.coalesce(func.sum(RateWindow.tries), 0), func.max(RateWindow.waits_until)).where(
            RateWindow.key_digest == one.key_digest, RateWindow.window_starts_at > at - one.limit.window - MINUTE
        )
    ).one()
    return int(row[0]), row[1]


def _of_minute(one: Try, at: datetime) -> Update:
    return update(RateWindow).where(RateWindow.key_digest == one.key_digest, RateWindow.window_starts_at == _minute(at))


def _set_wait(one: Try, at: datetime, until: datetime | None) -> None:
    db.session.execute(_of_minute(one, at).values(waits_until=until))


def _take_back(tries: Sequence[Try], at: datetime) -> None:
    for one in tries:
        db.session.execute(_of_minute(one, at).where(RateWindow.tries > 0).values(tries=RateWindow.tries - 1))
