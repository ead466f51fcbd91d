"""The time on the wall in London, as somebody typed it, made an instant (CON-8)."""

from datetime import UTC, date, datetime, time

from app.domain.calendar import LONDON
from app.domain.errors import RuleBroken


def is_missing(day: date, at: time) -> bool:
    """The hour the clocks skip in spring: nobody's watch showed it."""
    local = datetime.combine(day, at, tzinfo=LONDON)
    return local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None)


def is_repeated(day: date, at: time) -> bool:
    """The hour the clocks show twice in autumn."""
    first = datetime.combine(day, at, tzinfo=LONDON)
    return not is_missing(day, at) and first.utcoffset() != first.replace(fold=1).utcoffset()


def instant(day: date, at: time, *, second: bool | None = None) -> datetime:
    """The instant, in UTC. `second` says which of a repeated hour was meant; without it a repeated hour is refused."""
    if is_missing(day, at):
        raise RuleBroken("This time did not exist: the clocks went forward that night. Enter another time")
    if is_repeated(day, at) and second is None:
        raise RuleBroken("The clocks went back that night, so this time came twice. Say which one you mean")
    return datetime.combine(day, at, tzinfo=LONDON).replace(fold=1 if second else 0).astimezone(UTC)
