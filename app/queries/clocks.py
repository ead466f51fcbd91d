"""The clocks of a case as they stand: counted from its facts, and closed where another force has the case."""

from dataclasses import replace
from datetime import datetime

from app.domain.deadlines import Clock, clocks_of
from app.domain.stages import Status
from app.domain.vocabulary import ClockStatus
from app.models.incident import Incident
from app.queries.case_file import gather

# What the law counts from an arrest goes on for whoever is held or on bail here, whoever has the case.
OF_A_PERSON = ("pace_", "bail_")
WHY = "Another force has the case."


def clocks_of_case(incident: Incident, at: datetime) -> tuple[Clock, ...]:
    """Every clock of a case at an instant, the nearest end first."""
    found = clocks_of(gather(incident).case, at)
    if incident.report_status is not Status.TRANSFERRED_FORCE:
        return found
    return tuple(clock if clock.rule.startswith(OF_A_PERSON) else _closed(clock) for clock in found)


def _closed(clock: Clock) -> Clock:
    return replace(clock, status=ClockStatus.CLOSED, ended_reason=WHY) if clock.is_open else clock
