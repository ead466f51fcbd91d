"""Statutory time limits: the last day on which a charge may be issued or an information laid, per allegation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calendar import london_day, written_day
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.deadlines.clock import Clock, Ending, in_time, standing
from app.domain.deadlines.counting import PRIMITIVES
from app.domain.law import TimeLimitRule, time_limit_rules
from app.domain.offences import catalogue
from app.domain.vocabulary import ClockStatus

#: The allegation has ended: a limit that passes afterwards was not missed.
ENDED = frozenset(
    {
        "nfa_police", "nfa_cps_evidential", "nfa_cps_public_interest", "oocr_authorised", "oocr_completed", "acquitted",
        "discontinued", "stayed", "lie_on_file", "finalised",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """The limit of one allegation. `due` None with `has_limit` = cannot be worked out, and `problem` says why."""

    rule: str
    label: str
    has_limit: bool
    starts: date | None
    due: date | None
    why: str
    source: str
    unconfirmed: bool = False
    problem: str | None = None


def allegation_time_limit(case: CaseFile, allegation: AllegationFacts) -> TimeLimit:
    """The statutory time limit of an allegation. Raises KeyError for an offence the catalogue does not hold."""
    offence = catalogue()[allegation.offence_type_key]
    rules = time_limit_rules()
    rule = rules[offence.time_limit_rule]
    domestic = rules.get(offence.time_limit_rule_if_domestic_abuse)
    # Without the date of the first statement only the ordinary, earlier limit is safe.
    if domestic and case.incident.is_domestic_abuse and allegation.domestic_abuse_first_statement_on:
        rule = domestic
    starts = _counted_from(rule, allegation)
    if not rule.months:
        return _limit(rule, offence.unconfirmed, starts=starts)
    if starts is None:
        return _limit(rule, offence.unconfirmed, problem="The date of the offence is missing.")
    first = PRIMITIVES[rule.counting](starts, rule.months)
    second_from = _second_from(rule, allegation)
    if second_from is None:
        return _limit(rule, offence.unconfirmed, starts=starts, due=first, more=_remark(rule, allegation))
    if second_from < starts:
        problem = f"{written_day(second_from)} lies before the offence, so the time limit cannot be worked out."
        return _limit(rule, offence.unconfirmed, starts=starts, problem=problem)
    second = PRIMITIVES[rule.second_counting](second_from, rule.second_months)
    return _limit(rule, offence.unconfirmed, starts=starts, due=min(first, second), more=_remark(rule, allegation))


def _limit(
    rule: TimeLimitRule,
    unconfirmed: bool,
    *,
    starts: date | None = None,
    due: date | None = None,
    more: str = "",
    problem: str | None = None,
) -> TimeLimit:
    return TimeLimit(
        rule=rule.key,
        label=rule.label,
        has_limit=bool(rule.months),
        starts=starts,
        due=due,
        why=f"{rule.sentence} {more}".strip(),
        source=rule.source,
        unconfirmed=unconfirmed or rule.unconfirmed,
        problem=problem,
    )


def _counted_from(rule: TimeLimitRule, allegation: AllegationFacts) -> date | None:
    """The last day of the offence; for a course of conduct the last act relied on."""
    if rule.key == "slt_course_of_conduct" and allegation.acts:
        return max(act.on for act in allegation.acts)
    return allegation.offence_to or allegation.offence_from


def _second_from(rule: TimeLimitRule, allegation: AllegationFacts) -> date | None:
    if rule.second_from == "first_statement":
        return allegation.domestic_abuse_first_statement_on
    if rule.second_from == "prosecutor_knowledge":
        known = [review.reviewed_on for review in allegation.prosecutor_knowledge if review.sufficient_evidence]
        return min(known, default=None)
    return None


def _remark(rule: TimeLimitRule, allegation: AllegationFacts) -> str:
    if rule.second_from == "prosecutor_knowledge" and _second_from(rule, allegation) is None:
        return "No review has found the evidence sufficient yet, so only the three years count."
    if allegation.alternative_to and rule.key == "slt_6m":
        return time_limit_rules()["slt_alternative"].sentence
    starts, first = _counted_from(rule, allegation), allegation.offence_from
    if rule.key == "slt_6m" and starts and first and first < starts:
        earlier = PRIMITIVES[rule.counting](first, rule.months)
        return f"Counted from the last day; from the first day it would end on {written_day(earlier)}."
    return ""


def time_limit_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """A clock for each allegation, also where the answer is that there is no limit."""
    for allegation in case.allegations:
        limit = allegation_time_limit(case, allegation)
        ending = _ending(limit, allegation, at)
        yield Clock(
            rule=limit.rule,
            subject=allegation.allegation_id,
            label=limit.label,
            starts=limit.starts,
            due=limit.due,
            status=ending.status,
            why=f"{limit.why} {limit.problem or ''}".strip(),
            source=limit.source,
            owner_role="officer",
            unconfirmed=limit.unconfirmed,
            is_legal=True,
            stopped_at=ending.at,
            ended_reason=ending.reason,
        )


def _ending(limit: TimeLimit, allegation: AllegationFacts, at: datetime) -> Ending:
    if not limit.has_limit:
        return Ending(status=ClockStatus.NOT_REQUIRED, reason="There is no time limit.")
    if limit.due is None:
        return Ending(status=ClockStatus.RUNNING)
    issued = allegation.charged.issued_at if allegation.charged else None
    if issued is not None:
        late = not in_time(limit.due, issued)
        # Proceedings started after the last day are no answer to the limit.
        return Ending(
            status=ClockStatus.BREACHED if late else ClockStatus.MET,
            at=issued,
            reason=f"Issued on {written_day(london_day(issued))}{', after the last day' if late else ''}.",
        )
    ending = standing(limit.due, at)
    if ending.status is ClockStatus.BREACHED and allegation.status in ENDED:
        return Ending(status=ClockStatus.CLOSED, at=limit.due, reason="The allegation had ended without a charge.")
    return ending
