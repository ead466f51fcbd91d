"""The hall reads the clock once for each request; everything below is given the time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import g

LONDON = ZoneInfo("Europe/London")


def _system_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Where the time comes from; tests put another in its place."""

    read: Callable[[], datetime] = staticmethod(_system_time)


def now() -> datetime:
    """The instant of this request, in UTC."""
    if "now" not in g:
        g.now = Clock.read()
    at: datetime = g.now
    return at


def today() -> date:
    """The day in London."""
    return now().astimezone(LONDON).date()
