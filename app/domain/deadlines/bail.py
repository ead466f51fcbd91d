"""Pre-charge bail with each longer period, and the reviews of a release under investigation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import days_after, london_day, written_day
from app.domain.case_file import CaseFile
from app.domain.case_file.kept import KeptOfSuspect
from app.domain.case_file.suspects import BailFacts, SuspectFacts
from app.domain.deadlines.clock import Clock, Ending, Moment, clock_by, standing
from app.domain.deadlines.counting import counted, day_of
from app.domain.deadlines.detention import after_review, last_review
from app.domain.deadlines.time_limits import ENDED
from app.domain.extensions import bail_variant, initial_variant
from app.domain.facts import allegations_of_suspect
from app.domain.law import ClockRule, clock_rule
from app.domain.vocabulary import BailExtensionClock, ClockEvent, ClockStatus, CustodyReviewKind, CustodyStatus

NO_LONGER = Ending(status=ClockStatus.CLOSED, reason="The suspect is no longer on pre-charge bail.")
LONGER = Ending(status=ClockStatus.CLOSED, reason="A longer period was granted.")
ORDERED = "The date the court ordered is not in the file."
REVIEWS = "Reviews held are not in the file; the next one after this day is shown."


def bail_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Pre-charge bail, and each longer period that was opened; it begins with the day after arrest."""
    for suspect in case.suspects:
        kept = case.kept.of(suspect.person_id)
        periods = tuple(_periods(suspect, kept))
        for period in periods:
            due = period.due
            ending = Ending(status=ClockStatus.RUNNING) if due is None else standing(due, at)
            if suspect.custody_status is not CustodyStatus.PRECHARGE_BAIL:
                ending = NO_LONGER
            elif period is not periods[-1]:
                ending = LONGER
            yield clock_by(
                period.rule, subject=suspect.person_id, starts=period.starts, due=due, ending=ending,
                why=_granted(suspect.bail, period) if suspect.bail else "",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A period of bail that was opened; `due` None = a court set it, and the file does not say to when."""

    rule: ClockRule
    starts: Moment
    due: date | None


def _periods(suspect: SuspectFacts, kept: KeptOfSuspect) -> Iterator[Period]:
    """The periods opened, shortest first. A court's first extension of an exceptionally complex case is longer.

    Street bail has a limit of its own and none of these.
    """
    if suspect.bail is None or suspect.arrested_at is None or kept.street_bail is not None:
        return
    arrested = london_day(suspect.arrested_at)
    granted = {extension.clock for extension in suspect.bail.extensions}
    delayed = {one.clock for one in kept.longer_bail if one.with_delay}
    keys = [("bail_initial", initial_variant(kept.other_agency))]
    keys += [
        (one.value, bail_variant(one, granted, with_delay=one in delayed))
        for one in BailExtensionClock
        if one in granted
    ]
    for key, variant in keys:
        rule = clock_rule(key, arrested, variant)
        if rule is None:
            continue
        found = counted(rule, arrested)
        ordered = [one.ends_on for one in kept.longer_bail if one.clock == key and one.ends_on is not None]
        due = max(ordered, default=None) if found.due is None else day_of(found.due)
        yield Period(rule, found.starts, due)


def last_day_of_bail(suspect: SuspectFacts, kept: KeptOfSuspect) -> date | None:
    """The last day of the longest period opened."""
    *_, last = (None, *_periods(suspect, kept))
    return None if last is None else last.due


def _granted(bail: BailFacts, period: Period) -> str:
    """Who extended and when, where the file says."""
    found = [extension for extension in bail.extensions if extension.clock == period.rule.key]
    said = "".join(f"Granted on {written_day(one.granted_on)} by {one.by_rank}. " for one in found)
    return f"{said}{ORDERED if period.due is None else ''}".strip()


def street_bail_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """How far the notice of street bail can reach (PACE 1984 s30B)."""
    for suspect in case.suspects:
        street = case.kept.of(suspect.person_id).street_bail
        rule = clock_rule("street_bail", london_day(street.released_at)) if street else None
        if street is None or rule is None:
            continue
        found = counted(rule, london_day(street.released_at))
        on_bail = suspect.custody_status is CustodyStatus.PRECHARGE_BAIL and found.due is not None
        ending = standing(found.due, at) if on_bail and found.due is not None else NO_LONGER
        why = f"The notice asks the suspect to attend on {written_day(street.attend_on)}."
        yield clock_by(rule, subject=suspect.person_id, starts=found.starts, due=found.due, ending=ending, why=why)


def release_review_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The next review of each release under investigation, while something alleged is still undecided."""
    for suspect in case.suspects:
        alleged = allegations_of_suspect(case, suspect.person_id)
        decided = bool(alleged) and all(one.status in ENDED or one.charged is not None for one in alleged)
        released = max(
            (
                event.at
                for event in case.events
                if event.kind is ClockEvent.RELEASED_ON_BAIL_OR_RUI and event.person_id == suspect.person_id
            ),
            default=None,
        )
        rule = clock_rule("rui", london_day(released)) if released else None
        if suspect.custody_status is not CustodyStatus.RUI or decided or released is None or rule is None:
            continue
        held = last_review(case, suspect.person_id, CustodyReviewKind.RELEASE, released)
        if held is not None:
            due = days_after(london_day(held.held_at), rule.length)
            yield clock_by(
                rule, subject=suspect.person_id, starts=london_day(held.held_at), due=due, ending=standing(due, at),
                why=after_review(held),
            )  # fmt: skip
            continue
        passed = (london_day(at) - london_day(released)).days
        number = max(1, -(-passed // rule.length))
        due = days_after(london_day(released), number * rule.length)
        yield clock_by(
            rule, subject=suspect.person_id, starts=due - timedelta(days=rule.length), due=due,
            ending=standing(due, at), why=REVIEWS if number > 1 else "",
        )  # fmt: skip
