"""Clocks that follow a grant of bail by a court, and the outcome of the crimes."""

from collections.abc import Iterator
from datetime import datetime

from app.domain.calendar import hours_after, london_day
from app.domain.case_file import CaseFile
from app.domain.deadlines.clock import Clock, Ending, clock_by, right_standing
from app.domain.law import clock_rule
from app.domain.vocabulary import ClockEvent, ClockStatus

ORAL_NOTICE = "Whether oral notice was given is not in the file."


def bail_appeal_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The written notice of an appeal by the prosecution against each grant of bail."""
    for event in case.events:
        rule = clock_rule("bail_appeal_pros", london_day(event.at), "notice")
        if event.kind is not ClockEvent.COURT_BAIL_GRANTED or rule is None:
            continue
        due = hours_after(event.at, rule.length)
        subject = event.allegation_id or event.person_id or "incident"
        yield clock_by(rule, subject=subject, starts=event.at, due=due, ending=right_standing(due, at), why=ORAL_NOTICE)


def retention_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The review of what is kept, once every crime has its outcome; local policy sets the date."""
    del at
    days = [crime.outcome_date for crime in case.crimes if crime.cancelled_reason is None]
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days):
        return
    rule = clock_rule("retention_review", max(known))
    if rule is not None:
        running = Ending(status=ClockStatus.RUNNING)
        yield clock_by(rule, subject="incident", starts=max(known), due=None, ending=running)
