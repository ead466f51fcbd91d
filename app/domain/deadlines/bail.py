"""Pre-charge bail with each longer period, and the reviews of a release under investigation."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.calendar import days_after, london_day, written_day
from app.domain.case_file import CaseFile
from app.domain.case_file.suspects import BailFacts
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing
from app.domain.deadlines.counting import counted
from app.domain.deadlines.time_limits import ENDED
from app.domain.extensions import bail_variant
from app.domain.facts import allegations_of_suspect
from app.domain.law import clock_rule
from app.domain.vocabulary import BailExtensionClock, ClockEvent, ClockStatus, CustodyStatus

NO_LONGER = Ending(status=ClockStatus.CLOSED, reason="The suspect is no longer on pre-charge bail.")
LONGER = Ending(status=ClockStatus.CLOSED, reason="A longer period was granted.")
ORDERED = "The date the court ordered is not in the file."
REVIEWS = "Reviews held are not in the file; the next one after this day is shown."


def bail_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Pre-charge bail, and each longer period that was opened; it begins with the day after arrest."""
    for suspect in case.suspects:
        if suspect.bail is None or suspect.arrested_at is None:
            continue
        arrested = london_day(suspect.arrested_at)
        periods = _periods(suspect.bail)
        for key, variant in periods:
            rule = clock_rule(key, arrested, variant)
            if rule is None:
                continue
            found = counted(rule, arrested)
            ending = Ending(status=ClockStatus.RUNNING) if found.due is None else standing(found.due, at)
            if suspect.custody_status is not CustodyStatus.PRECHARGE_BAIL:
                ending = NO_LONGER
            elif (key, variant) != periods[-1]:
                ending = LONGER
            yield clock_by(
                rule, subject=suspect.person_id, starts=found.starts, due=found.due, ending=ending,
                why=_granted(suspect.bail, key),
            )  # fmt: skip


def _periods(bail: BailFacts) -> tuple[tuple[str, str], ...]:
    """The periods opened, shortest first. A court's first extension of an exceptionally complex case is longer."""
    granted = {extension.clock for extension in bail.extensions}
    opened = ((one.value, bail_variant(one, granted)) for one in BailExtensionClock if one in granted)
    return ("bail_initial", "standard"), *opened


def _granted(bail: BailFacts, key: str) -> str:
    """Who extended and when, where the file says."""
    found = [extension for extension in bail.extensions if extension.clock == key]
    said = "".join(f"Granted on {written_day(one.granted_on)} by {one.by_rank}. " for one in found)
    return f"{said}{ORDERED if key == BailExtensionClock.BAIL_COURT_2 else ''}".strip()


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
        passed = (london_day(at) - london_day(released)).days
        number = max(1, -(-passed // rule.length))
        due = days_after(london_day(released), number * rule.length)
        yield clock_by(
            rule, subject=suspect.person_id, starts=due - timedelta(days=rule.length), due=due,
            ending=standing(due, at), why=REVIEWS if number > 1 else "",
        )  # fmt: skip
