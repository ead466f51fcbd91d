"""Every rule that can be asked: what it is, what it asks for, and its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.calendar import written_day
from app.domain.deadlines.clock import Clock, Moment
from app.domain.deadlines.counting import HOURS, day_of
from app.domain.law import ClockRule, ClockTrait, CodeDuty, TimeLimitRule, clock_rules, code_duties, time_limit_rules
from app.domain.reckoning.duties import LENIENT_SENTENCE, code_clocks, tier_input
from app.domain.reckoning.inputs import INPUTS, BadInput, Input, InputKind, read
from app.domain.reckoning.limits import time_limit, variants_of
from app.domain.reckoning.plain import Question, plain
from app.domain.reckoning.special import SPECIAL
from app.domain.tables import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantShape:
    """One variant of a rule: how long, by what source, how far confirmed. Length 0 = set by an event."""

    variant: str
    label: str
    length: int
    unit: str
    source: str
    mark: Mark

    @property
    def confirmed(self) -> bool:
        return self.mark is not Mark.NOT_CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShape:
    """A rule as it is listed; `sentence` says what sets a date that has no length."""

    key: str
    label: str
    start: Input
    inputs: tuple[Input, ...]
    variants: tuple[VariantShape, ...]
    sentence: str

    @property
    def usual(self) -> VariantShape:
        return self.variants[0]


def all_rules() -> tuple[RuleShape, ...]:
    """Time limits, the clocks of police and CPS, the duties of the Victims' Code, each in the order of its file."""
    limits = [_limit_shape(rule) for rule in time_limit_rules().values()]
    rows: dict[str, list[ClockRule]] = {}
    for row in clock_rules():
        rows.setdefault(row.key, []).append(row)
    return (*limits, *(_clock_shape(found) for found in rows.values()), *map(_duty_shape, code_duties()))


def _limit_shape(rule: TimeLimitRule) -> RuleShape:
    names = variants_of(rule) or ("",)
    lengths = (rule.months, rule.second_months)
    variants = tuple(
        VariantShape(
            variant=name, label=rule.label, length=length, unit="months" if length else "", source=rule.source,
            mark=rule.mark,
        )
        for name, length in zip(names, lengths, strict=False)
    )  # fmt: skip
    last_act = "Last act relied on" if rule.key == "slt_course_of_conduct" else "Offence, its last day"
    return _shape(rule.key, rule.label, last_act, variants, rule.sentence)


def _clock_shape(rows: list[ClockRule]) -> RuleShape:
    first = rows[0]
    variants = tuple(
        VariantShape(
            variant=row.variant, label=row.label, length=row.length, unit=row.unit, source=row.source, mark=row.mark
        )
        for row in rows
    )
    return _shape(first.key, first.label, first.starts, variants, first.sentence)


def _duty_shape(duty: CodeDuty) -> RuleShape:
    differs = duty.standard != duty.enhanced
    lengths = (("standard", duty.standard), ("enhanced", duty.enhanced)) if differs else (("", duty.standard),)
    variants = tuple(
        VariantShape(variant=tier, label=duty.label, length=length, unit=duty.unit, source=duty.source, mark=duty.mark)
        for tier, length in lengths
    )
    more = INPUTS["uls"] if duty.key == LENIENT_SENTENCE else ()
    return _shape(duty.key, duty.label, duty.starts, variants, duty.sentence, (tier_input(duty), *more))


def _shape(
    key: str,
    label: str,
    starts: str,
    variants: tuple[VariantShape, ...],
    sentence: str,
    inputs: tuple[Input, ...] = (),
) -> RuleShape:
    kind = InputKind.INSTANT if variants[0].unit == HOURS else InputKind.MOMENT
    start = Input("from", kind, starts, required=True)
    more = (*inputs, *INPUTS.get(key, ()))
    return RuleShape(key=key, label=label, start=start, inputs=more, variants=variants, sentence=sentence)


def shape_of(key: str) -> RuleShape:
    """The rule of a key. Raises BadInput for one that does not exist."""
    found = next((one for one in all_rules() if one.key == key), None)
    if found is None:
        raise BadInput(f"there is no rule {key!r}; `clock --list` names them all.", field="rule")
    return found


def reckon(
    key: str, start: Moment, given: Mapping[str, str], at: datetime, variant: str | None = None
) -> tuple[Clock, ...]:
    """The clocks of one rule: one, or several where the rule gives several dates.

    `given` holds the inputs as text. Raises BadInput naming the argument for a rule, variant or input that does not
    exist, is missing, or cannot be.
    """
    shape = shape_of(key)
    asked = Question(key, start, at, _values(shape, given), _variant(shape, variant))
    if key in time_limit_rules():
        return tuple(time_limit(asked))
    if any(duty.key == key for duty in code_duties()):
        return tuple(code_clocks(asked))
    return tuple(_by_rows(asked))


def _values(shape: RuleShape, given: Mapping[str, str]) -> dict[str, Any]:
    known = {one.name: one for one in shape.inputs}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise BadInput(f"{shape.key} has no such input; it has: {names}.", field=name)
    for one in shape.inputs:
        if one.required and one.name not in given:
            raise BadInput(f"is missing: {one.meaning}{f' ({_or(one.words)})' if one.words else ''}.", field=one.name)
    return {name: read(known[name], text) for name, text in given.items()}


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(words)


def _variant(shape: RuleShape, variant: str | None) -> str:
    """The variant asked for, checked; the tiers of a duty are an input and no variant."""
    names = [one.variant for one in shape.variants if one.variant]
    if any(one.name == "tier" for one in shape.inputs):
        names = ["act_2026", "act_2026_late"] if shape.key == LENIENT_SENTENCE else []
    if variant is None:
        return ""
    if variant not in names:
        raise BadInput(
            f"{shape.key} has no variant {variant!r}; it has: {', '.join(names) or 'none'}.", field="variant"
        )
    return variant


def _by_rows(asked: Question) -> Iterator[Clock]:
    day = day_of(asked.start)
    rows = {row.variant: row for row in clock_rules() if row.key == asked.key and row.valid_on(day)}
    if not rows or asked.variant not in ("", *rows):
        raise BadInput(f"{asked.key} was not law on {written_day(day)}.", field="from")
    special = SPECIAL.get(asked.key)
    if special is not None:
        yield from special(rows, asked)
        return
    for rule in _chosen(rows, asked):
        yield plain(rule, asked)


def _chosen(rows: Mapping[str, ClockRule], asked: Question) -> list[ClockRule]:
    """The variant named, else the usual one or those side by side. Raises BadInput where one must be named."""
    if asked.variant:
        return [rows[asked.variant]]
    together = [row for row in rows.values() if ClockTrait.TOGETHER in row.traits]
    usual = [row for row in rows.values() if row.variant == "" or ClockTrait.USUAL in row.traits]
    if not (together or usual):
        raise BadInput(f"{asked.key} needs one of its variants: {', '.join(rows)}.", field="variant")
    return together or usual
