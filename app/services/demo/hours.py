"""When the people of the demonstration are at work, and courts sit."""

from datetime import UTC, datetime, timedelta
from typing import Final

from app.domain.calendar import LONDON

MORNING: Final = 8
EVENING: Final = 20
COURT_SITS_AT: Final = 10
SATURDAY: Final = 5


def waking(at: datetime) -> datetime:
    """The same moment, or the next morning where it lies in the night: people work from 8 to 20."""
    local = at.astimezone(LONDON)
    if local.hour >= EVENING:
        local += timedelta(days=1)
    return local.replace(hour=MORNING).astimezone(UTC) if not MORNING <= local.hour < EVENING else at


def court_day(at: datetime) -> datetime:
    """Ten in the morning of the first weekday from this one on."""
    local = at.astimezone(LONDON)
    while local.weekday() >= SATURDAY:
        local += timedelta(days=1)
    return local.replace(hour=COURT_SITS_AT, minute=0, second=0, microsecond=0).astimezone(UTC)
