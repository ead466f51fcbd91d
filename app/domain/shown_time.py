"""A time as somebody else's clock showed it: the instant, and the zone in which it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from app.domain.calendar import LONDON
from app.domain.wall_clock import instant

UK, UTC_ITSELF = "Europe/London", "UTC"
_OFTEN_ON_THE_HALF_HOUR = (-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765)


def _offset(minutes: int) -> str:
    sign = "+" if minutes > 0 else "-"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _offsets() -> dict[str, int]:
    hours = [hour * 60 for hour in range(-12, 15) if hour]
    return {_offset(minutes): minutes for minutes in sorted([*hours, *_OFTEN_ON_THE_HALF_HOUR])}


_MINUTES: Mapping[str, int] = _offsets()
#: Value and words of each zone, the likely ones first.
ZONES: tuple[tuple[str, str], ...] = (
    (UK, "UK time"),
    (UTC_ITSELF, "UTC"),
    *((value, f"UTC{value}".replace("-", "\u2212")) for value in _MINUTES),
)
LABELS: Mapping[str, str] = dict(ZONES)


@dataclass(frozen=True, slots=True)
class ShownTime:
    """An instant in UTC, and the zone whose clock showed it."""

    at: datetime
    zone: str

    @property
    def local(self) -> datetime:
        """What that clock showed."""
        return self.at.astimezone(zone_of(self.zone))


def zone_of(zone: str) -> tzinfo:
    """Raises KeyError for a zone that is not on the list."""
    if zone == UK:
        return LONDON
    return UTC if zone == UTC_ITSELF else timezone(timedelta(minutes=_MINUTES[zone]))


def shown_time(day: date, at: time, zone: str, *, second: bool | None = None) -> ShownTime:
    """The instant of a time on the wall of a zone. Raises RuleBroken for UK time as `wall_clock.instant` does."""
    if zone == UK:
        return ShownTime(instant(day, at, second=second), zone)
    return ShownTime(datetime.combine(day, at, tzinfo=zone_of(zone)).astimezone(UTC), zone)
