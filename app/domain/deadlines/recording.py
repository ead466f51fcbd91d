"""The clock of the police before an investigation: is what was reported a crime?"""

from collections.abc import Iterator
from datetime import datetime

from app.domain.calendar import hours_after, london_day
from app.domain.case_file import CaseFile
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing
from app.domain.law import clock_rule
from app.domain.vocabulary import ClockStatus, CrimeDecision


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
