"""Every clock of a case: those of its case file, and those of what no case file holds."""

from datetime import datetime

from app.domain.deadlines import Clock, clocks_of
from app.domain.deadlines.non_crime import subject_review_clocks
from app.models.incident import Incident
from app.queries.case_file import gather
from app.queries.non_crime import finding_of


def clocks_at(incident: Incident, at: datetime) -> tuple[Clock, ...]:
    """The clocks of a case at an instant, the nearest end first."""
    found = finding_of(incident)
    beside = subject_review_clocks(found.decided_at, found.review_on, at) if found and found.review_on else ()
    return clocks_of(gather(incident).case, at, beside=beside)
