"""Reckoning a statutory time limit: each leg is a date of its own, and the earlier end counts."""

from collections.abc import Iterator
from datetime import date

from app.domain.calendar import written_day
from app.domain.deadlines.clock import Clock, Ending, Moment, standing
from app.domain.deadlines.counting import PRIMITIVES, day_of, explained
from app.domain.law import TimeLimitRule, time_limit_rules
from app.domain.reckoning.inputs import BadInput
from app.domain.reckoning.plain import Question, written_count
from app.domain.vocabulary import ClockStatus

FIRST_LEG = "from_offence"
NO_LIMIT = "slt_none"
MISSING = "No review has found the evidence sufficient yet, so only this leg counts."
#: The input from which the second leg of a rule counts, and the variant that names the leg.
SECOND_LEGS = {"prosecutor_knowledge": ("knowledge", "from_knowledge"), "first_statement": ("first_statement",) * 2}


def variants_of(rule: TimeLimitRule) -> tuple[str, ...]:
    """The legs of a limit by name; a limit with one leg names none."""
    return (FIRST_LEG, _second(rule)[1]) if rule.second_months else ()


def _second(rule: TimeLimitRule) -> tuple[str, str]:
    name, variant = SECOND_LEGS[rule.second_from]
    return name, variant if variant.startswith("from_") else f"from_{variant}"


def time_limit(asked: Question) -> Iterator[Clock]:
    """Each leg of a limit. Raises BadInput where the second leg would start before the offence."""
    rule = time_limit_rules()[asked.key]
    offence = day_of(asked.start)
    if not rule.months:
        none = Ending(status=ClockStatus.NOT_REQUIRED if rule.key == NO_LIMIT else ClockStatus.RUNNING)
        yield _leg(rule, "", asked.start, None, none, "")
        return
    legs = [(FIRST_LEG if rule.second_months else "", offence, PRIMITIVES[rule.counting](offence, rule.months))]
    second = _second_leg(rule, asked) if rule.second_months else None
    legs += [second] if second is not None else []
    missing = MISSING if rule.second_months and second is None else ""
    last = min(due for _, _, due in legs)
    for variant, starts, due in legs:
        if asked.variant in ("", variant):
            why = f"{written_count(starts, due)} {explained('months', starts, due)} {missing}".strip()
            if len(legs) > 1:
                why = f"{why} The earlier of both ends counts: {written_day(last)}."
            yield _leg(rule, variant, starts, due, standing(due, asked.at), why)


def _second_leg(rule: TimeLimitRule, asked: Question) -> tuple[str, date, date] | None:
    """The variant, start and end of the second leg, or None where it has not begun."""
    name, variant = _second(rule)
    known: date | None = asked.given.get(name)
    if known is None and asked.variant == variant:
        raise BadInput("is missing: the day from which this leg counts.", field=name)
    if known is None:
        return None
    offence = day_of(asked.start)
    if known < offence:
        message = f"{written_day(known)} lies before the offence of {written_day(offence)}, which cannot be."
        raise BadInput(message, field=name)
    return variant, known, PRIMITIVES[rule.second_counting](known, rule.second_months)


def _leg(rule: TimeLimitRule, variant: str, starts: Moment, due: date | None, ending: Ending, why: str) -> Clock:
    return Clock(
        rule=rule.key,
        variant=variant,
        subject="",
        label=rule.label,
        starts=starts,
        due=due,
        status=ending.status,
        why=f"{rule.sentence} {why}".strip(),
        source=rule.source,
        owner_role="officer",
        unconfirmed=rule.unconfirmed,
        is_legal=True,
    )
