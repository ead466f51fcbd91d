"""Reckoning by the row of a rule: what most rules need, and what the particular ones build on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.calendar import written_day
from app.domain.deadlines.clock import Clock, Ending, Moment, clock_by, right_standing, standing
from app.domain.deadlines.counting import HOURS, counted, day_of, explained, sentence_of_roll_back, written_moment
from app.domain.law import ClockRule, ClockTrait
from app.domain.reckoning.inputs import BadInput
from app.domain.vocabulary import ClockStatus


@dataclass(frozen=True, slots=True)
class Question:
    """One rule asked alone: from when, as of when, with what else is known."""

    key: str
    start: Moment
    at: datetime
    given: Mapping[str, Any]
    variant: str


def status_of(rule: ClockRule, due: Moment | None, at: datetime) -> Ending:
    """How a clock of a rule stands when nothing has been done yet."""
    if due is None:
        return Ending(status=ClockStatus.RUNNING)
    return right_standing(due, at) if ClockTrait.LAPSES in rule.traits else standing(due, at)


def plain(rule: ClockRule, asked: Question, *, length: int | None = None, why: str = "") -> Clock:
    """The clock a rule gives by its length from the start, or on the day that somebody set."""
    found = counted(rule, instant_where_needed(rule, asked.start), length)
    due, said = found.due, why
    if due is not None:
        said = f"{written_count(found.starts, due)} {why}".strip()
        said = f"{said} {explained(rule.unit, found.starts, due)}".strip()
    if ClockTrait.ROLLS_BACK in rule.traits and isinstance(found.raw, date):
        said = f"{said} {sentence_of_roll_back(found.raw)}".strip()
    set_for = asked.given.get("set_for")
    if set_for is not None:
        due, said = after_start(asked, "set_for"), f"Set for {written_day(set_for)}. {why}".strip()
    return dated(rule, asked, starts=found.starts, due=due, why=said)


def dated(rule: ClockRule, asked: Question, *, starts: Moment, due: Moment | None, why: str = "") -> Clock:
    """A clock of a rule that ends at a moment worked out elsewhere."""
    return clock_by(rule, subject="", starts=starts, due=due, ending=status_of(rule, due, asked.at), why=why)


def instant_where_needed(rule: ClockRule, start: Moment) -> Moment:
    """The start; a rule that counts hours refuses a day, which has no hour to count from."""
    if rule.unit == HOURS and not isinstance(start, datetime):
        raise BadInput("this rule counts hours, so give an instant such as 2026-11-23T10:00:00Z.", field="from")
    return start


def after_start(asked: Question, name: str) -> Moment:
    """An input that cannot lie before the start. Raises BadInput."""
    found: Moment = asked.given[name]
    both = isinstance(found, datetime) and isinstance(asked.start, datetime)
    if (found < asked.start) if both else (day_of(found) < day_of(asked.start)):
        raise BadInput(f"{written_moment(found)} lies before the start, {written_moment(asked.start)}.", field=name)
    return found


def written_count(starts: Moment, due: Moment) -> str:
    return f"From {written_moment(starts)} to {written_moment(due)}."
