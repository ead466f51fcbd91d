"""The clock of a report that is no crime: what is kept of the subject is looked at again."""

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.calendar import london_day
from app.domain.deadlines.clock import Clock, clock_by, standing
from app.domain.law import clock_rule

SUBJECT_REVIEW = "nchi_subject_review"


def subject_review_clocks(decided_at: datetime, review_on: date, at: datetime) -> Iterator[Clock]:
    """By the day a supervisor set when details of the subject were kept. No case file holds it: it is given beside."""
    starts = london_day(decided_at)
    rule = clock_rule(SUBJECT_REVIEW, starts)
    if rule is not None:
        ending = standing(review_on, at)
        yield clock_by(rule, subject="incident", starts=starts, due=review_on, ending=ending)
