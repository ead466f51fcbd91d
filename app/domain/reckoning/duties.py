"""Reckoning a duty of the Victims' Code to one victim."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.calendar import days_after, written_day
from app.domain.deadlines.clock import Clock, Ending, Moment, right_standing, standing
from app.domain.deadlines.counting import PRIMITIVES, day_of, explained
from app.domain.law import CodeDuty, clock_rules, code_duty
from app.domain.reckoning.inputs import BadInput, Input, InputKind
from app.domain.reckoning.plain import Question, after_start, written_count
from app.domain.reckoning.special import lenient_sentence
from app.domain.vocabulary import ClockStatus, Tier

REGULAR = "R6-FREQ"
LENIENT_SENTENCE = "R9-ULS"


def tier_input(duty: CodeDuty) -> Input:
    """The rights of the victim; asked for only where the length depends on them."""
    differs = duty.standard != duty.enhanced
    words = tuple(tier.value for tier in Tier)
    return Input("tier", InputKind.WORD, "Rights of the victim under the Code", required=differs, words=words)


def duty_end(duty: CodeDuty, start: Moment, tier: Tier) -> Moment | None:
    """The last day of a duty by the rights of the victim; None where an event sets the date."""
    length = duty.enhanced if tier is Tier.ENHANCED else duty.standard
    return PRIMITIVES[duty.counting](day_of(start), length) if length else None


def code_clocks(asked: Question) -> Iterator[Clock]:
    """The clock of a duty. Raises BadInput where no such duty was in force on the day of the trigger."""
    duty = code_duty(asked.key, day_of(asked.start))
    if duty is None:
        message = f"{asked.key} was not in force on {written_day(day_of(asked.start))}."
        raise BadInput(message, field="from")
    if asked.key == LENIENT_SENTENCE:
        yield from _lenient_sentence(duty, asked)
        return
    tier = Tier(asked.given.get("tier", Tier.STANDARD))
    due = duty_end(duty, asked.start, tier)
    if asked.key == REGULAR and "every_days" in asked.given:
        if not asked.given["every_days"]:
            raise BadInput("an interval is at least one day.", field="every_days")
        due = days_after(day_of(asked.start), asked.given["every_days"])
    elif "set_for" in asked.given:
        due = after_start(asked, "set_for")
    yield _clock(duty, asked, due, tier)


def _clock(duty: CodeDuty, asked: Question, due: Moment | None, tier: Tier) -> Clock:
    differs = duty.standard != duty.enhanced
    why = duty.sentence
    if due is not None:
        count = f"{written_count(asked.start, due)} {explained(duty.unit, asked.start, due)}".strip()
        why = f"{why} {_length(duty, tier)}{count}"
    ending = Ending(status=ClockStatus.RUNNING) if due is None else standing(due, asked.at)
    return Clock(
        rule=duty.key,
        variant=tier.value if differs else "",
        subject="",
        label=duty.label,
        starts=asked.start,
        due=due,
        status=ending.status,
        why=why,
        source=duty.source,
        owner_role=duty.owner_role,
        unconfirmed=duty.unconfirmed,
    )


def _length(duty: CodeDuty, tier: Tier) -> str:
    length = duty.enhanced if tier is Tier.ENHANCED else duty.standard
    if not length:
        return ""
    unit = "working day" if duty.unit == "business_days" else "day"
    rights = f" for {tier.label.lower()}" if duty.standard != duty.enhanced else ""
    return f"{length} {unit}{'' if length == 1 else 's'} after the day of the trigger{rights}. "


def _lenient_sentence(duty: CodeDuty, asked: Question) -> Iterator[Clock]:
    """The same days as the reference itself, seen from the victim."""
    rows = {row.variant: row for row in clock_rules() if row.key == "uls"}
    for clock in lenient_sentence(rows, asked):
        ending = right_standing(clock.due, asked.at) if clock.due else Ending(status=clock.status)
        yield replace(clock, rule=duty.key, label=duty.label, owner_role=duty.owner_role, status=ending.status)
