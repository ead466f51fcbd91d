"""What the pages of the recording decision say of its clock."""

from datetime import datetime

from app import formatting
from app.domain.calendar import london_day
from app.domain.vocabulary import ClockStatus, CrimeDecision
from app.models.incident import Incident
from app.queries import case_page

RULE = "crime_recording"
LIVE = (ClockStatus.RUNNING, ClockStatus.BREACHED)


def recording_clock(case: Incident, at: datetime) -> str:
    """Until when it is to be decided whether this is a crime, and how much time is left; nothing once it is decided."""
    row = case_page.clock_of(case, RULE)
    if case.crime_decision is not CrimeDecision.PENDING or row is None or row.due_at is None or row.status not in LIVE:
        return ""
    due = formatting.day_time(row.due_at, london_day(at))
    left = formatting.how_long_left(row.due_at, at)
    if row.due_at <= at:
        return f"The decision was due by {due}, 24 hours after the report. Make it now."
    return f"The decision is due by {due}, 24 hours after the report ({left[:1].lower()}{left[1:]})."
