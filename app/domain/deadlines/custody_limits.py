"""Custody time limits, for each offence of each defendant: days in custody count, days on bail do not.

Prosecution of Offences (Custody Time Limits) Regulations 1987: the first day is not counted, and a limit that ends on a
day that is no business day is brought back to the one before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calendar import days_after, london_day, written_day
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.events import EventFacts
from app.domain.case_file.suspects import SuspectFacts
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing, unrecorded_standing
from app.domain.deadlines.counting import PRIMITIVES, brought_back, sentence_of_roll_back
from app.domain.deadlines.court import sent_on
from app.domain.deadlines.time_limits import ENDED
from app.domain.facts import hearing_of, suspect_of
from app.domain.law import ClockRule, clock_rule
from app.domain.offences import catalogue
from app.domain.vocabulary import (
    ClockEvent,
    ClockStatus,
    CourtKind,
    CustodyStatus,
    HearingType,
    ModeOfTrial,
    Plea,
    Verdict,
)

NO_TRIAL = frozenset({Verdict.NO_VERDICT})
CROWN_COURT_LIMITS = frozenset({"ctl_crown", "ctl_voluntary_bill"})
TRIAL_IN_PROGRESS = "trial_in_progress"
SHORTER = "A summary trial is listed; when it was decided is not in the file, so the shorter 56 days count."
FROM_HEARING = "Counted from the first hearing from custody, for no first remand is in the file."


@dataclass(frozen=True, slots=True)
class Span:
    """Days in custody of a court; `end` is the day of bail, None while it lasts."""

    start: date
    end: date | None

    def days_until(self, day: date) -> int:
        """Days of this span before a day, its first not counted."""
        return max(0, (min(self.end or day, day) - self.start).days)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of an allegation: rule, days, the time in custody that counts; `until` another takes its place."""

    rule: ClockRule
    days: int
    spans: tuple[Span, ...]
    until: date | None
    why: str


def custody_limit_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Each limit of each allegation of a defendant who was remanded, and the notice an extension needs."""
    for allegation in case.allegations:
        suspect = suspect_of(case, allegation.suspect_person_id)
        if suspect is None or allegation.charged is None:
            continue
        spans, said = _custody(case, allegation, suspect, at)
        for limit in _limits(case, allegation, spans):
            clock = _clock(case, allegation, suspect, limit, said, at)
            yield clock
            if clock.status is ClockStatus.RUNNING:
                yield from _notice(clock, limit, at)


def _custody(
    case: CaseFile, allegation: AllegationFacts, suspect: SuspectFacts, at: datetime
) -> tuple[tuple[Span, ...], str]:
    """Times in custody for an allegation, from first and later remands and grants of bail."""
    kinds = {ClockEvent.FIRST_REMAND, ClockEvent.COURT_BAIL_GRANTED}
    events = [event for event in case.events if event.kind in kinds and _is_about(event, allegation, case)]
    spans: list[Span] = []
    for event in sorted(events, key=lambda event: event.at):
        inside = bool(spans) and spans[-1].end is None
        day = london_day(event.at)
        if event.kind is ClockEvent.FIRST_REMAND and not inside:
            spans.append(Span(day, None))
        elif event.kind is ClockEvent.COURT_BAIL_GRANTED and inside:
            spans[-1] = Span(spans[-1].start, day)
    if spans or suspect.custody_status is not CustodyStatus.REMANDED:
        return tuple(spans), ""
    heard = [
        london_day(hearing.listed_at)
        for hearing in case.hearings
        if hearing.hearing_type is HearingType.FIRST_HEARING_CUSTODY
        and allegation.allegation_id in hearing.allegation_ids
        and hearing.listed_at <= at
    ]
    return ((Span(min(heard), None),), FROM_HEARING) if heard else ((), "")


def _is_about(event: EventFacts, allegation: AllegationFacts, case: CaseFile) -> bool:
    """An event is about the allegation or defendant it names; one that names neither is about an only suspect."""
    if event.allegation_id is not None:
        return event.allegation_id == allegation.allegation_id
    if event.person_id is not None:
        return event.person_id == allegation.suspect_person_id
    return len(case.suspects) == 1


def _limits(case: CaseFile, allegation: AllegationFacts, spans: Sequence[Span]) -> Iterator[Limit]:
    if not spans:
        return
    sent, bill = sent_on(case, allegation.allegation_id), _bill_on(case, allegation)
    crown = min((day for day in (sent, bill) if day is not None), default=None)
    before = tuple(span for span in spans if crown is None or span.start < crown)
    if before:
        yield from _in_magistrates_court(case, allegation, before, crown)
    for key, day in (("ctl_crown", sent), ("ctl_voluntary_bill", bill)):
        rule = clock_rule(key, day) if day is not None else None
        after = tuple(_since(spans, day)) if day is not None else ()
        if rule is None or day is None or not after:
            continue
        used = sum(span.days_until(day) for span in spans) if key == "ctl_crown" else 0
        why = f"{used} days in magistrates' custody leave {rule.length - used}." if used else ""
        yield Limit(rule, rule.length - used, after, None, why)


def _in_magistrates_court(
    case: CaseFile, allegation: AllegationFacts, spans: tuple[Span, ...], until: date | None
) -> Iterator[Limit]:
    """The limit before sending. An indictable-only offence is sent forthwith and has none of its own here."""
    mode = catalogue()[allegation.offence_type_key].mode
    summary = clock_rule("ctl_summary", spans[0].start)
    either_way = clock_rule("ctl_either_way", spans[0].start)
    if summary is None or either_way is None or mode is ModeOfTrial.INDICTABLE_ONLY:
        return
    if mode is ModeOfTrial.SUMMARY_ONLY:
        yield Limit(summary, summary.length, spans, until, "")
    elif _summary_trial_listed(case, allegation):
        yield Limit(either_way, summary.length, spans, until, SHORTER)
    else:
        yield Limit(either_way, either_way.length, spans, until, "")


def _summary_trial_listed(case: CaseFile, allegation: AllegationFacts) -> bool:
    return any(
        hearing.hearing_type is HearingType.TRIAL
        and hearing.court_kind is not CourtKind.CROWN_COURT
        and allegation.allegation_id in hearing.allegation_ids
        for hearing in case.hearings
    )


def _bill_on(case: CaseFile, allegation: AllegationFacts) -> date | None:
    days = (
        london_day(event.at)
        for event in case.events
        if event.kind is ClockEvent.VOLUNTARY_BILL_PREFERRED and _is_about(event, allegation, case)
    )
    return min(days, default=None)


def _since(spans: Sequence[Span], day: date) -> Iterator[Span]:
    """What lies after a day; a span that was under way goes on from it."""
    for span in spans:
        if span.end is None or span.end > day:
            yield Span(max(span.start, day), span.end)


def _clock(
    case: CaseFile, allegation: AllegationFacts, suspect: SuspectFacts, limit: Limit, said: str, at: datetime
) -> Clock:
    *earlier, last = limit.spans
    spent = sum((span.end - span.start).days for span in earlier if span.end is not None)
    raw = days_after(last.start, limit.days - spent)
    due = brought_back(raw)
    ending = _ending(case, allegation, suspect, limit, due, at)
    paused = ending.status is ClockStatus.SUSPENDED
    remarks = (
        said,
        limit.why,
        f"{spent} days were spent before bail." if spent else "",
        _left(limit, spent) if paused else sentence_of_roll_back(raw),
    )
    return clock_by(
        limit.rule,
        subject=allegation.allegation_id,
        starts=limit.spans[0].start,
        due=None if paused else due,  # on bail no date is coming nearer
        ending=ending,
        why=" ".join(one for one in remarks if one),
    )


def _left(limit: Limit, spent: int) -> str:
    """The days that a new remand would have, where the day of bail is known."""
    last = limit.spans[-1]
    if last.end is None:
        return ""
    return f"{limit.days - spent - (last.end - last.start).days} days are left for a new remand."


def _ending(
    case: CaseFile, allegation: AllegationFacts, suspect: SuspectFacts, limit: Limit, due: date, at: datetime
) -> Ending:
    began = _trial_began(case, allegation, at)
    if began is not None and (limit.until is None or began < limit.until):
        return standing(due, at, began)
    if limit.until is not None:
        return Ending(status=ClockStatus.CLOSED, at=limit.until, reason="Another limit counts in the Crown Court.")
    if allegation.status in ENDED:
        return Ending(status=ClockStatus.CLOSED, reason="The allegation has ended.")
    bailed = limit.spans[-1].end
    if bailed is not None:
        reason = f"On bail since {written_day(bailed)}; days on bail do not count."
        return Ending(status=ClockStatus.SUSPENDED, at=bailed, reason=reason)
    if suspect.custody_status is CustodyStatus.COURT_BAIL:
        return Ending(status=ClockStatus.SUSPENDED, reason="On bail; the day it was granted is not in the file.")
    return standing(due, at)


def _trial_began(case: CaseFile, allegation: AllegationFacts, at: datetime) -> date | None:
    """The start of the trial, or a plea of guilty, which end the limit."""
    number = allegation.allegation_id
    days = [plea.entered_on for plea in case.pleas if plea.allegation_id == number and plea.plea is Plea.GUILTY]
    for verdict in case.verdicts:
        hearing = hearing_of(case, verdict.hearing_id)
        if verdict.allegation_id == number and verdict.verdict not in NO_TRIAL:
            is_trial = hearing is not None and hearing.hearing_type is HearingType.TRIAL
            days.append(london_day(hearing.listed_at) if hearing is not None and is_trial else verdict.given_on)
    if allegation.status == TRIAL_IN_PROGRESS:
        begun = [
            london_day(hearing.listed_at)
            for hearing in case.hearings
            if hearing.hearing_type is HearingType.TRIAL
            and number in hearing.allegation_ids
            and hearing.listed_at <= at
        ]
        days += [max(begun)] if begun else []
    return min(days, default=None)


def _notice(clock: Clock, limit: Limit, at: datetime) -> Iterator[Clock]:
    """The last day for notice to extend, counted back from the last day on which an application can be heard."""
    court = "crown" if limit.rule.key in CROWN_COURT_LIMITS else "magistrates"
    if clock.due is None or isinstance(clock.due, datetime):
        return
    rule = clock_rule("ctl_application_notice", clock.due, court)
    if rule is None:
        return
    due = PRIMITIVES[rule.counting](clock.due, rule.length)
    yield clock_by(
        rule,
        subject=clock.subject,
        starts=clock.starts,
        due=due,
        ending=unrecorded_standing(due, at),
        why=f"An application must be heard by {written_day(clock.due)}, the end of “{clock.label}”.",
    )
