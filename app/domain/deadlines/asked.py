"""What the case asks the police for by a day of their own: inquiries, evidence and statements still to come, and what
stands in no case file (to have a post preserved longer, to decide on a withdrawal).

No law stands behind these days, so they are no clocks of the case; they warn as a clock does, by the same table. What a
prosecutor asked for is not here: an action plan has clocks.
"""

from collections.abc import Iterator
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.deadlines.clock import Clock
from app.domain.vocabulary import Availability, ClockStatus, LineStatus


def days_asked(case: CaseFile) -> Iterator[date]:
    """The day of each thing that is still to come."""
    for line in case.lines_of_inquiry:
        if line.status is LineStatus.OUTSTANDING and line.target_date:
            yield line.target_date
    for item in case.evidence_items:
        if item.availability is Availability.OUTSTANDING and item.due_on:
            yield item.due_on
    for person in case.people:
        if person.statement_outstanding_due_on:
            yield person.statement_outstanding_due_on
    yield from case.kept.days


def until(day: date) -> Clock:
    """How near such a day is, in the form in which nearness is asked for."""
    return Clock(
        rule="asked", subject="", label="", starts=None, due=day, status=ClockStatus.RUNNING, why="",
        source="Choice of this system", owner_role="officer",
    )  # fmt: skip
