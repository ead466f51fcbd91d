"""The custody chain as a line: what follows on, and every kind of gap."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.exhibit_custody import Step, line_of
from app.domain.vocabulary import CustodyKind as K

BEGAN = datetime(2026, 11, 1, 10, tzinfo=UTC)


def step(kind: K, hours: int = 0, **more: object) -> Step:
    at = BEGAN + timedelta(hours=hours)
    given: dict[str, object] = {"kind": kind, "at": at, "recorded_at": at, "recorded_by": "PC Arden"}
    return Step(**(given | more))  # type: ignore[arg-type] # any field of a step


SEIZED = step(K.SEIZED, to_holder="PC Arden", to_place="Store 2", seal_number="ZX 1")
WHOLE = (
    SEIZED,
    step(K.MOVED, 1, from_place="store  2", to_place="Store 3"),
    step(K.VIEWED, 2, reason="For the interview"),
    step(K.HANDED_OVER, 3, from_holder="pc arden", to_holder="Laboratory", from_place="Store 3", to_place="Bench 4"),
    step(K.COPIED, 4, file="F1 notes.txt", sha256="0" * 64),
    step(K.WITHDRAWN, 5, reason="Returned to its owner"),
)


def gaps(*steps: Step, obtained_at: datetime | None = None) -> list[str]:
    line = line_of(steps, obtained_at=obtained_at)
    return [words for link in line for words in (*link.missing_before, *link.missing_after)]


def test_a_whole_line_has_no_gap_and_says_who_had_it_where() -> None:
    assert gaps(*WHOLE) == []
    assert [(link.holder, link.place) for link in line_of(WHOLE)] == [
        ("PC Arden", "Store 2"), ("PC Arden", "Store 3"), ("PC Arden", "Store 3"),
        ("Laboratory", "Bench 4"), ("Laboratory", "Bench 4"), ("Laboratory", "Bench 4"),
    ]  # fmt: skip


def test_the_order_is_that_of_what_happened_not_of_what_was_written_down() -> None:
    assert gaps(*reversed(WHOLE)) == []


@pytest.mark.parametrize("left_out", [0, 1, 3])
def test_a_step_left_out_is_a_gap(left_out: int) -> None:
    rest = [one for place, one in enumerate(WHOLE) if place != left_out]
    assert bool(gaps(*rest)) is (left_out != 3)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((step(K.MOVED, to_place="Store 2"),), "Nothing says how the police came to have it."),
        ((step(K.SEIZED, to_place="Store 2"),), "Nothing says who had it after this."),
        ((step(K.SEIZED, to_holder="PC Arden"),), "Nothing says where it was after this."),
        ((SEIZED, step(K.HANDED_OVER, 1, from_holder="PC Bryn", to_holder="Laboratory")), "PC Arden had it last"),
        ((SEIZED, step(K.MOVED, 1, from_place="Store 8", to_place="Store 9")), "It was last at Store 2"),
        ((SEIZED, step(K.MOVED, 1, to_place="Store 9", seal_number="ZX 2")), "The seal was ZX 1 before"),
        ((SEIZED, step(K.WITHDRAWN, 1, reason="x"), step(K.VIEWED, 2, reason="x")), "It was withdrawn before this."),
    ],
)
def test_each_kind_of_gap_is_said(steps: tuple[Step, ...], words: str) -> None:
    assert any(words in one for one in gaps(*steps))


def test_a_new_seal_with_its_reason_is_no_gap() -> None:
    assert (
        gaps(SEIZED, step(K.MOVED, 1, to_place="Bench", seal_number="ZX 2", reason="Opened for the photograph")) == []
    )


def test_time_between_obtaining_and_the_first_step_is_a_gap() -> None:
    earlier = BEGAN - timedelta(hours=2)
    assert gaps(SEIZED, obtained_at=earlier) == ["It was obtained before this; nothing says who had it in between."]
    assert gaps(SEIZED, obtained_at=BEGAN) == []
