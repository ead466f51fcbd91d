"""Rules that need more than a row: what shortens, caps or sets them comes from what is given beside the start."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from app.domain.calendar import days_after, days_beginning_with, hours_after, start_of_day, written_day
from app.domain.deadlines.appeal import safest_reading
from app.domain.deadlines.clock import Clock, Ending, Moment
from app.domain.deadlines.counting import PRIMITIVES, day_of, sentence_of_listing, written_moment
from app.domain.law import ClockRule, clock_rule
from app.domain.reckoning.inputs import WARRANT_HOURS, BadInput
from app.domain.reckoning.plain import Question, after_start, dated, instant_where_needed, plain
from app.domain.vocabulary import ClockStatus, ModeOfTrial

Rows = Mapping[str, ClockRule]
DAY_HOURS = 24


def reviews(rows: Rows, asked: Question) -> Iterator[Clock]:
    """The first review and the one after it; a later one alone counts from the review before."""
    if asked.variant:
        yield plain(rows[asked.variant], asked)
        return
    first = plain(rows["first"], asked)
    yield first
    if first.due is not None:
        yield plain(rows["later"], replace(asked, start=first.due))


def longer_detention(rows: Rows, asked: Question) -> Iterator[Clock]:
    """To 36 hours, or by warrants to 96 in all; never for a summary-only offence (PACE 1984 ss42 to 44)."""
    if asked.given.get("mode") == ModeOfTrial.SUMMARY_ONLY:
        raise BadInput("detention for a summary-only offence stops at 24 hours.", field="mode")
    total = plain(rows[""], asked)
    if "issued" not in asked.given:
        if "hours" in asked.given:
            raise BadInput("the hours of a warrant count from its issue, so give that too.", field="issued")
        yield total
        return
    hours = asked.given.get("hours", WARRANT_HOURS)
    ends = hours_after(_instant(after_start(asked, "issued")), hours)
    most = _instant(total.due)
    why = f"The warrant of {hours} hours ends on {written_moment(ends)}; 96 hours in all on {written_moment(most)}."
    yield dated(rows[""], asked, starts=asked.start, due=min(ends, most), why=why)


def bail_breach(rows: Rows, asked: Question) -> Iterator[Clock]:
    """Three hours more than was left on the detention clock at the arrest."""
    minutes: int = asked.given["remaining"]
    if minutes > DAY_HOURS * 60:
        raise BadInput("no more than 24:00 can be left on the detention clock.", field="remaining")
    start = _instant(instant_where_needed(rows[""], asked.start))
    due = hours_after(start, rows[""].length) + timedelta(minutes=minutes)
    why = f"{minutes // 60}:{minutes % 60:02} was left at the arrest."
    yield dated(rows[""], asked, starts=start, due=due, why=why)


def bail_suspended(rows: Rows, asked: Question) -> Iterator[Clock]:
    """Bail suspended while the Director decides (PACE 1984 s47ZL): not certain, so the unsuspended day warns."""
    ends = day_of(after_start(asked, "bail_ends"))
    why = f"Without the suspension bail ends on {written_day(ends)}; act by that day."
    clock = dated(rows[""], asked, starts=asked.start, due=ends, why=why)
    if "resumed" not in asked.given:
        yield _suspended(clock, asked.start)
        return
    resumed = day_of(after_start(asked, "resumed"))
    left = (ends - day_of(asked.start)).days + 1
    later = days_beginning_with(resumed, max(left, rows[""].length))
    yield replace(clock, variant="unsuspended")
    said = f"{left} days were left; it resumed on {written_day(resumed)}. {why}"
    yield replace(dated(rows[""], asked, starts=resumed, due=later, why=said), variant="suspended")


def _suspended(clock: Clock, since: Moment) -> Clock:
    ending = Ending(status=ClockStatus.SUSPENDED, at=since)
    return replace(clock, status=ending.status, stopped_at=ending.at)


def for_detainee(rows: Rows, asked: Question) -> Iterator[Clock]:
    """Three hours, or the end of the detention clock where that comes first."""
    clock = plain(rows[""], asked)
    if "pace_ends" in asked.given:
        ends = _instant(after_start(asked, "pace_ends"))
        why = f"The detention clock ends on {written_moment(ends)}."
        clock = dated(rows[""], asked, starts=asked.start, due=min(_instant(clock.due), ends), why=why)
    yield clock


def before_hearing(rows: Rows, asked: Question) -> Iterator[Clock]:
    """Due by the hearing, or so many business days before it; without a hearing there is no date yet."""
    rule = rows[""]
    if "hearing" not in asked.given:
        yield dated(rule, asked, starts=asked.start, due=None)
        return
    hearing = after_start(asked, "hearing")
    due = end_before_hearing(rule, hearing)
    why = f"The hearing is on {written_moment(hearing)}, so it is due by {written_moment(due)}."
    yield dated(rule, asked, starts=asked.start, due=due, why=why)


def end_before_hearing(rule: ClockRule, hearing: Moment) -> Moment:
    """When what a hearing dates is due: the details of the case by the beginning of its day (CrimPR Part 8)."""
    if rule.counting:
        return PRIMITIVES[rule.counting](day_of(hearing), rule.length)
    if rule.key == "idpc" or not isinstance(hearing, datetime):
        return start_of_day(day_of(hearing))
    return hearing


def listing(rows: Rows, asked: Question) -> Iterator[Clock]:
    """A hearing to be listed: a court sits on business days, so the day before a weekend or holiday is said."""
    due = plain(rows[""], asked).due
    yield plain(rows[""], asked, why=sentence_of_listing(day_of(due)) if due is not None else "")


def custody_limit(rows: Rows, asked: Question) -> Iterator[Clock]:
    """A custody time limit less the days already spent; 56 days where summary trial was decided within them."""
    length, why = rows[""].length, ""
    if "summary_trial_decided" in asked.given:
        shorter = clock_rule("ctl_summary", day_of(asked.start))
        decided = day_of(after_start(asked, "summary_trial_decided"))
        if shorter is not None and decided <= days_after(day_of(asked.start), shorter.length):
            length, why = shorter.length, f"Summary trial was decided on {written_day(decided)}, so 56 days count."
    used: int = asked.given.get("days_used", 0)
    if used >= length:
        raise BadInput(f"{used} days leave nothing of the {length} days of this limit.", field="days_used")
    if used:
        why = f"{why} {length} days less {used} already spent in custody.".strip()
    yield plain(rows[""], asked, length=length - used, why=why)


def lenient_sentence(rows: Rows, asked: Question) -> Iterator[Clock]:
    """28 days, and beside them what the 2026 Act would give victims, which is not confirmed."""
    wanted = (asked.variant,) if asked.variant else ("", "act_2026")
    for variant in wanted:
        if variant != "act_2026_late":
            why = safest_reading(day_of(asked.start), rows[""].length) if variant == "" else ""
            yield plain(rows[variant], asked, why=why)
    if "request_received" in asked.given:
        yield _late_request(rows, asked)
    elif asked.variant == "act_2026_late":
        raise BadInput("is missing: the day the request was received.", field="request_received")


def _late_request(rows: Rows, asked: Question) -> Clock:
    rule = rows["act_2026_late"]
    received = day_of(after_start(asked, "request_received"))
    last = days_after(day_of(asked.start), rows[""].length)
    if not last - timedelta(days=rule.length) < received <= last:
        message = (
            f"{written_day(received)} does not lie in the last 14 of the 28 days, which end on {written_day(last)}."
        )
        raise BadInput(message, field="request_received")
    return plain(rule, replace(asked, start=received))


def _instant(moment: Moment | None) -> datetime:
    if not isinstance(moment, datetime):
        raise TypeError("hours are counted between instants")
    return moment


SPECIAL: Mapping[str, Callable[[Rows, Question], Iterator[Clock]]] = MappingProxyType(
    {
        "pace_review": reviews,
        "pace_36h": longer_detention,
        "pace_warrant": longer_detention,
        "pace_bail_breach": bail_breach,
        "bail_suspend_cps": bail_suspended,
        "cps_decision_red": for_detainee,
        "first_hearing_custody": before_hearing,
        "file_post_charge_custody": before_hearing,
        "file_post_charge_bail": before_hearing,
        "idpc": before_hearing,
        "first_hearing_gap": listing,
        "first_hearing_ngap": listing,
        "ptph": listing,
        "ctl_summary": custody_limit,
        "ctl_either_way": custody_limit,
        "ctl_crown": custody_limit,
        "uls": lenient_sentence,
    }
)
