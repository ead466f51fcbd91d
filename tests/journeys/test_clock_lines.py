"""What a page says of a clock without a date: no limit, not begun and paused are three things."""

import pytest

from app.domain.vocabulary import ClockStatus
from app.journeys.cases import view
from app.models.clock import ClockRow
from tests.stories import NOW


def row(status: ClockStatus, *, is_legal: bool = True) -> ClockRow:
    return ClockRow(
        rule="x", variant="", label="A clock", subject="incident", event=None, starts_at=None, starts_on=None,
        due_at=None, due_on=None, stopped_at=None, status=status, ended_reason=None, reason="", source="",
        unconfirmed=False, is_legal=is_legal, owner_role="officer",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ClockStatus.NOT_REQUIRED, "No limit"),
        (ClockStatus.RUNNING, "No date yet"),
        (ClockStatus.SUSPENDED, "Paused"),
        (ClockStatus.CLOSED, "Closed"),
    ],
)
def test_a_clock_without_a_date_says_why(status: ClockStatus, words: str) -> None:
    assert view._left_and_when(row(status), NOW) == (words, "")
