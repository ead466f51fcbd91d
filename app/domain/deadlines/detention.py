"""Detention without charge of each suspect who was brought to a police station, its reviews and extensions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.calendar import hours_after, london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.kept import ReviewHeld
from app.domain.case_file.suspects import PaceExtension, SuspectFacts
from app.domain.deadlines.clock import Clock, Ending, clock_by, is_over, standing
from app.domain.deadlines.counting import written_moment
from app.domain.facts import allegations_of_suspect
from app.domain.law import ClockRule, clock_rule
from app.domain.offences import catalogue
from app.domain.vocabulary import (
    ChargeMethod,
    ClockEvent,
    ClockStatus,
    CustodyReviewKind,
    CustodyStatus,
    PaceExtensionKind,
)

RELEASES = frozenset({ClockEvent.RELEASED_NO_CHARGE, ClockEvent.RELEASED_ON_BAIL_OR_RUI})
SUMMARY_ONLY = "Only summary-only offences are alleged, so detention cannot be extended."
NOT_KNOWN = Ending(status=ClockStatus.CLOSED, reason="Detention has ended; the time is not in the file.")
LONGER = Ending(status=ClockStatus.CLOSED, reason="Longer detention was authorised.")
REVIEWS = "Reviews held are not in the file; each is taken to have been held when it was due."


def detention_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The 24 hours, and the longer time a superintendent or a court allowed (PACE 1984 ss41 to 44)."""
    for suspect in case.suspects:
        steps = tuple(_steps(case, suspect))
        for rule, due, why in steps:
            ending = LONGER if due != steps[-1][1] else _ending(case, suspect, due, at)
            yield clock_by(
                rule, subject=suspect.person_id, starts=suspect.relevant_time, due=due, ending=ending, why=why
            )


def detention_end(case: CaseFile, suspect: SuspectFacts) -> datetime | None:
    """When detention without charge must end as things stand; None for a suspect never brought to a station."""
    breach = breach_end(case, suspect)
    if breach is not None:
        return breach
    *_, last = (None, *_steps(case, suspect))
    return None if last is None else last[1]


def _steps(case: CaseFile, suspect: SuspectFacts) -> Iterator[tuple[ClockRule, datetime, str]]:
    """Each limit that was opened, in order, with what is said of it; never a longer one for summary-only offences."""
    starts = suspect.relevant_time
    rule = clock_rule("pace_24h", london_day(starts)) if starts else None
    if starts is None or rule is None:
        return
    summary_only = is_summary_only(case, suspect)
    due = hours_after(starts, rule.length)
    yield rule, due, SUMMARY_ONLY if summary_only else ""
    if summary_only:
        return
    for key, kind in (
        ("pace_36h", PaceExtensionKind.SUPERINTENDENT_36H),
        ("pace_warrant", PaceExtensionKind.COURT_WARRANT),
    ):
        granted = _granted(suspect, kind)
        longer = clock_rule(key, london_day(starts))
        if granted is None or longer is None:
            continue
        due = max(due, min(granted.ends_at, hours_after(starts, longer.length)))
        yield longer, due, f"Allowed by {granted.by} to {written_moment(granted.ends_at)}."


def _granted(suspect: SuspectFacts, kind: PaceExtensionKind) -> PaceExtension | None:
    granted = (extension for extension in suspect.pace_extensions if extension.kind is kind)
    return max(granted, key=lambda extension: extension.ends_at, default=None)


def is_summary_only(case: CaseFile, suspect: SuspectFacts) -> bool:
    """Are summary-only offences all that is alleged? Without an allegation the offence is not known."""
    alleged = allegations_of_suspect(case, suspect.person_id)
    return bool(alleged) and all(catalogue()[one.offence_type_key].is_summary_only for one in alleged)


def breach_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Detention after an arrest for failing to answer pre-charge bail or breaching it: what was left, and 3 hours."""
    for suspect in case.suspects:
        breach, due = case.kept.of(suspect.person_id).breach, breach_end(case, suspect)
        rule = clock_rule("pace_bail_breach", london_day(breach.arrested_at)) if breach else None
        if breach is None or due is None or rule is None:
            continue
        ending = _standing(case, suspect, breach.arrested_at, due, at, detained=True)
        why = f"{breach.minutes_left // 60}:{breach.minutes_left % 60:02} was left at the arrest."
        yield clock_by(
            rule, subject=suspect.person_id, starts=breach.arrested_at, due=due, ending=ending, why=why
        )  # fmt: skip


def breach_end(case: CaseFile, suspect: SuspectFacts) -> datetime | None:
    """When detention after a breach of bail must end; None where there was no such arrest."""
    breach = case.kept.of(suspect.person_id).breach
    rule = clock_rule("pace_bail_breach", london_day(breach.arrested_at)) if breach else None
    if breach is None or rule is None:
        return None
    return hours_after(breach.arrested_at, rule.length) + timedelta(minutes=breach.minutes_left)


def _ending(case: CaseFile, suspect: SuspectFacts, due: datetime, at: datetime) -> Ending:
    detained = case.kept.of(suspect.person_id).breach is None  # else detention under these limits ended with bail
    return _standing(case, suspect, suspect.relevant_time, due, at, detained=detained)


def _standing(
    case: CaseFile, suspect: SuspectFacts, begun: datetime | None, due: datetime, at: datetime, *, detained: bool
) -> Ending:
    """How a limit stands: by now while the suspect is detained under it, else by when the detention ended."""
    if detained and suspect.custody_status is CustodyStatus.IN_CUSTODY:
        return standing(due, at)
    ended = _left_detention(case, suspect, begun)
    return NOT_KNOWN if ended is None else standing(due, at, ended)


def _left_detention(case: CaseFile, suspect: SuspectFacts, begun: datetime | None) -> datetime | None:
    """When the suspect was released or charged in custody, the first since this detention began."""
    moments = [event.at for event in case.events if event.kind in RELEASES and event.person_id == suspect.person_id]
    moments += [
        allegation.charged.issued_at
        for allegation in allegations_of_suspect(case, suspect.person_id)
        if allegation.charged and allegation.charged.method is ChargeMethod.CHARGE
    ]
    return min((moment for moment in moments if begun is None or moment >= begun), default=None)


def review_of_detention_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The next review of detention of each suspect in custody (PACE 1984 s40)."""
    for suspect in case.suspects:
        authorised = suspect.detention_authorised_at
        if authorised is None or suspect.custody_status is not CustodyStatus.IN_CUSTODY:
            continue
        first = clock_rule("pace_review", london_day(authorised), "first")
        later = clock_rule("pace_review", london_day(authorised), "later")
        last = detention_end(case, suspect)
        if first is None or later is None:
            continue
        held = last_review(case, suspect.person_id, CustodyReviewKind.DETENTION, authorised)
        if held is not None:
            yield from _after_review(later, suspect, held, last, at)
            continue
        rule, starts, due = first, authorised, hours_after(authorised, first.length)
        while is_over(due, at) and (last is not None and due < last):
            rule, starts, due = later, due, hours_after(due, later.length)
        if last is None or due < last:
            why = REVIEWS if rule is later else ""
            yield clock_by(rule, subject=suspect.person_id, starts=starts, due=due, ending=standing(due, at), why=why)


def _after_review(
    rule: ClockRule, suspect: SuspectFacts, held: ReviewHeld, last: datetime | None, at: datetime
) -> Iterator[Clock]:
    """The review after one that was held: from then on each is recorded, so one that is not was missed."""
    due = hours_after(held.held_at, rule.length)
    if last is None or due < last:
        yield clock_by(
            rule, subject=suspect.person_id, starts=held.held_at, due=due, ending=standing(due, at),
            why=after_review(held),
        )  # fmt: skip


def last_review(case: CaseFile, person_id: str, kind: CustodyReviewKind, since: datetime) -> ReviewHeld | None:
    """The last review of this kind that was held since."""
    held = (one for one in case.kept.of(person_id).reviews if one.kind is kind and one.held_at >= since)
    return max(held, key=lambda one: one.held_at, default=None)


def after_review(held: ReviewHeld) -> str:
    """From which review the next is counted."""
    return f"Counted from the review held on {written_moment(held.held_at)} by {held.by}."
