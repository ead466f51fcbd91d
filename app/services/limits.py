"""Counting tries: one table, one function, for all limits (RATE-1). Holds across worker processes and restarts."""

import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from app.database.atomic import atomic
from app.database.session import db
from app.models.sealed import keyring
from app.models.session import RateWindow


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of one key in each window of this length."""

    name: str
    tries: int
    window: timedelta


SIGN_IN_ACCOUNT = Limit("sign-in:account", 5, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign-in:address", 20, timedelta(minutes=15))
# For address ranges the operator lists, such as a station's, where a whole shift signs in behind one address.
SIGN_IN_STATION = Limit("sign-in:address", 400, timedelta(minutes=15))
SIGN_IN_ALL = Limit("sign-in:all", 1000, timedelta(minutes=5))


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


def by_account(limit: Limit, email: str) -> Try:
    """Letter case and Unicode form of the name make no difference."""
    name = unicodedata.normalize("NFKC", email).strip().casefold()
    return Try(limit, keyring().digest_of(f"{limit.name}:{name}"))


def by_address(limit: Limit, address: str, at: datetime) -> Try:
    """A keyed digest whose key changes every day; the address itself is never stored."""
    if _AddressKey.key is None:
        raise RuntimeError("no address key was given")
    today = hmac.new(_AddressKey.key, at.date().isoformat().encode(), sha256).digest()
    return Try(limit, hmac.new(today, f"{limit.name}:{address}".encode(), sha256).hexdigest())


def overall(limit: Limit) -> Try:
    return Try(limit, keyring().digest_of(limit.name))


@atomic
def rate_window(tries: Sequence[Try], *, at: datetime) -> bool:
    """Count these tries; False where one of their limits is reached, and then nothing is counted."""
    starts = [(one, _window_start(at, one.limit.window)) for one in tries]
    counts = [_add(one.key_digest, start) for one, start in starts]
    if all(count <= one.limit.tries for (one, _), count in zip(starts, counts, strict=True)):
        return True
    _take_back(starts)
    return False


@atomic
def give_back(tries: Sequence[Try], *, at: datetime) -> None:
    """A try that succeeded does not count."""
    _take_back([(one, _window_start(at, one.limit.window)) for one in tries])


@atomic
def forget_old_windows(*, before: datetime) -> int:
    """Remove windows that ended long ago; returns how many."""
    result = db.session.execute(delete(RateWindow).where(RateWindow.window_starts_at < before))
    return int(getattr(result, "rowcount", 0))


def _window_start(at: datetime, window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)


def _add(key_digest: str, start: datetime) -> int:
    """One more try; returns how many there are now. The row stays locked until the transaction ends."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(RateWindow).values(key_digest=key_digest, window_starts_at=start, tries=1)
    counted = statement.on_conflict_do_update(
        index_elements=[RateWindow.key_digest, RateWindow.window_starts_at],
        set_={"tries": RateWindow.tries + 1},
    ).returning(RateWindow.tries)
    return int(db.session.execute(counted).scalar_one())


def _take_back(starts: Sequence[tuple[Try, datetime]]) -> None:
    for one, start in starts:
        db.session.execute(
            update(RateWindow)
            .where(RateWindow.key_digest == one.key_digest, RateWindow.window_starts_at == start)
            .where(RateWindow.tries > 0)
            .values(tries=RateWindow.tries - 1)
        )
