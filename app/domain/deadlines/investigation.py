"""Clocks of the police before a referral: crime recording, detention, pre-charge bail, and what makes them longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.calendar import hours_after, london_day, months_beginning_with
from app.domain.case_file import CaseFile
from app.domain.case_file.suspects import BailFacts, SuspectFacts
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing
from app.domain.extensions import bail_variant
from app.domain.facts import allegations_of_suspect
from app.domain.law import clock_rule
from app.domain.vocabulary import (
    BailExtensionClock,
    ChargeMethod,
    ClockEvent,
    ClockStatus,
    CrimeDecision,
    CustodyStatus,
    PaceExtensionKind,
)

RELEASES = frozenset({ClockEvent.RELEASED_NO_CHARGE, ClockEvent.RELEASED_ON_BAIL_OR_RUI})
#: Extensions with a length of their own; a further order of a court has the length it says.
WITH_LENGTH = (
    BailExtensionClock.BAIL_EXT_1, BailExtensionClock.BAIL_EXT_2, BailExtensionClock.BAIL_EXT_COMPLEX,
    BailExtensionClock.BAIL_COURT_1,
)  # fmt: skip
LONGER_DETENTION = {
    PaceExtensionKind.SUPERINTENDENT_36H: "pace_36h",
    PaceExtensionKind.COURT_WARRANT: "pace_warrant",
}
LONGER = Ending(status=ClockStatus.CLOSED, reason="Longer detention was authorised.")


def crime_recording_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Whether it is a crime is decided within a day of the first report."""
    reported = case.incident.reported_at
    rule = clock_rule("crime_recording", london_day(reported))
    if rule is None:
        return
    due = hours_after(reported, rule.length)
    recorded = min((crime.recorded_at for crime in case.crimes), default=None)
    ending = standing(due, at, recorded)
    if recorded is None and case.incident.crime_decision is not CrimeDecision.PENDING:
        ending = Ending(status=ClockStatus.CLOSED, reason="Decided; the time of the decision is not in the file.")
    yield clock_by(rule, subject="incident", starts=reported, due=due, ending=ending)


def detention_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Detention without charge of each suspect who was brought to a police station."""
    for suspect in case.suspects:
        starts = suspect.relevant_time
        rule = clock_rule("pace_24h", london_day(starts)) if starts else None
        if rule is None or starts is None:
            continue
        due = hours_after(starts, rule.length)
        yield clock_by(
            rule,
            subject=suspect.person_id,
            starts=starts,
            due=due,
            ending=LONGER if suspect.pace_extensions else _detention_ending(case, suspect, due, at),
        )
        yield from _longer_detention(case, suspect, starts, at)


def _longer_detention(case: CaseFile, suspect: SuspectFacts, starts: datetime, at: datetime) -> Iterator[Clock]:
    """A clock for a superintendent's authority and one for the last warrant, each to the end that was given."""
    ends = {extension.kind: extension.ends_at for extension in suspect.pace_extensions}
    for kind, due in ends.items():
        rule = clock_rule(LONGER_DETENTION[kind], london_day(starts))
        if rule is not None:
            ending = _detention_ending(case, suspect, due, at) if due == max(ends.values()) else LONGER
            yield clock_by(rule, subject=suspect.person_id, starts=starts, due=due, ending=ending)


def _detention_ending(case: CaseFile, suspect: SuspectFacts, due: datetime, at: datetime) -> Ending:
    if suspect.custody_status is CustodyStatus.IN_CUSTODY:
        return standing(due, at)
    ended = _left_detention(case, suspect)
    if ended is None:
        return Ending(status=ClockStatus.CLOSED, reason="Detention has ended; the time is not in the file.")
    return standing(due, at, ended)


def _left_detention(case: CaseFile, suspect: SuspectFacts) -> datetime | None:
    """When the suspect was released or charged in custody, the first after the relevant time."""
    assert suspect.relevant_time is not None  # noqa: S101 - asked only of suspects with one
    moments = [event.at for event in case.events if event.kind in RELEASES and event.person_id == suspect.person_id]
    moments += [
        allegation.charged.issued_at
        for allegation in allegations_of_suspect(case, suspect.person_id)
        if allegation.charged and allegation.charged.method is ChargeMethod.CHARGE
    ]
    return min((moment for moment in moments if moment >= suspect.relevant_time), default=None)


def bail_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Pre-charge bail, and each longer period police or court opened; it begins with the day after arrest."""
    for suspect in case.suspects:
        if suspect.bail is None or suspect.arrested_at is None:
            continue
        starts = london_day(suspect.arrested_at) + timedelta(days=1)
        opened = _periods(suspect.bail)
        for key, variant in opened:
            rule = clock_rule(key, london_day(suspect.arrested_at), variant)
            if rule is None:
                continue
            due = months_beginning_with(starts, rule.length)
            ending = standing(due, at)
            if suspect.custody_status is not CustodyStatus.PRECHARGE_BAIL:
                ending = Ending(status=ClockStatus.CLOSED, reason="The suspect is no longer on pre-charge bail.")
            elif (key, variant) != opened[-1] or _further_order(suspect.bail):
                ending = Ending(status=ClockStatus.CLOSED, reason="A longer period was granted.")
            yield clock_by(rule, subject=suspect.person_id, starts=starts, due=due, ending=ending)


def _periods(bail: BailFacts) -> tuple[tuple[str, str], ...]:
    granted = {extension.clock for extension in bail.extensions}
    longer = ((clock.value, bail_variant(clock, granted)) for clock in WITH_LENGTH if clock in granted)
    return ("bail_initial", "standard"), *longer


def _further_order(bail: BailFacts) -> bool:
    return any(extension.clock not in WITH_LENGTH for extension in bail.extensions)
