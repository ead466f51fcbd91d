"""The clocks of a case as they stand: counted from its facts, and closed where another force has the case."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.deadlines import Clock, clocks_of
from app.domain.deadlines.asked import days_asked
from app.domain.deadlines.non_crime import subject_review_clocks
from app.domain.stages import Status
from app.domain.vocabulary import ClockStatus
from app.models.incident import Incident
from app.queries.case_file import gather_for_clocks
from app.queries.non_crime import finding_of

# What the law counts from an arrest goes on for whoever is held or on bail here, whoever has the case.
OF_A_PERSON = ("pace_", "bail_")
WHY = "Another force has the case."


@dataclass(frozen=True, slots=True)
class Times:
    """The clocks of a case at an instant, the nearest end first; and the days by which it asks for something."""

    clocks: tuple[Clock, ...]
    asked: tuple[date, ...]


def times_of(incident: Incident, at: datetime) -> Times:
    """Clocks and days from one reading of the facts. Nothing is asked for any more where the case has ended."""
    case, found = gather_for_clocks(incident), finding_of(incident)
    asked = () if incident.status.terminal else tuple(days_asked(case))
    beside = subject_review_clocks(found.decided_at, found.review_on, at) if found and found.review_on else ()
    return Times(_standing(incident, clocks_of(case, at, beside=beside)), asked)


def clocks_of_case(incident: Incident, at: datetime) -> tuple[Clock, ...]:
    """Every clock of a case at an instant, the nearest end first."""
    return times_of(incident, at).clocks


def _standing(incident: Incident, found: tuple[Clock, ...]) -> tuple[Clock, ...]:
    if incident.report_status is not Status.TRANSFERRED_FORCE:
        return found
    return tuple(clock if clock.rule.startswith(OF_A_PERSON) else _closed(clock) for clock in found)


def _closed(clock: Clock) -> Clock:
    return replace(clock, status=ClockStatus.CLOSED, ended_reason=WHY) if clock.is_open else clock
