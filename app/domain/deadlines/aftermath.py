"""Clocks that follow a grant of bail by a court, and the outcome of the crimes."""

from collections.abc import Iterator
from datetime import datetime

from app.domain.calendar import business_days_after, hours_after, london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.events import EventFacts
from app.domain.case_file.kept import AppealNotice
from app.domain.deadlines.clock import Clock, Ending, clock_by, right_standing
from app.domain.deadlines.counting import written_moment
from app.domain.law import clock_rule, holiday_changes
from app.domain.vocabulary import ClockEvent, ClockStatus, CourtKind, HearingType

ORAL_NOTICE = "Whether oral notice was given is not in the file."
NO_WRITTEN_NOTICE = "No written notice is in the file within the two hours."


def bail_appeal_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """An appeal by the prosecution against each grant of bail: written notice, and after oral notice the hearing."""
    for event in case.events:
        rule = clock_rule("bail_appeal_pros", london_day(event.at), "notice")
        if event.kind is not ClockEvent.COURT_BAIL_GRANTED or rule is None:
            continue
        due = hours_after(event.at, rule.length)
        subject = event.allegation_id or event.person_id or "incident"
        notice = case.kept.notice_on(event.event_id)
        if notice is None:
            ending, why = right_standing(due, at), ORAL_NOTICE
        else:
            ending = right_standing(due, at, notice.written_at)
            why = f"Oral notice was given on {written_moment(notice.given_at)}."
            yield from _hearing_of_appeal(case, event, notice, subject, at)
        yield clock_by(rule, subject=subject, starts=event.at, due=due, ending=ending, why=why)


def _hearing_of_appeal(
    case: CaseFile, event: EventFacts, notice: AppealNotice, subject: str, at: datetime
) -> Iterator[Clock]:
    """The hearing in the Crown Court; without written notice in time there is no appeal to hear."""
    day = london_day(notice.given_at)
    rule = clock_rule("bail_appeal_pros", day, "hearing")
    written = clock_rule("bail_appeal_pros", london_day(event.at), "notice")
    if rule is None or written is None:
        return
    due = business_days_after(day, rule.length, holiday_changes())
    limit = hours_after(event.at, written.length)
    begun = min((one.listed_at for one in case.hearings
                 if one.hearing_type is HearingType.BAIL and one.court_kind is CourtKind.CROWN_COURT
                 and notice.given_at <= one.listed_at <= at), default=None)  # fmt: skip
    late = at > limit if notice.written_at is None else notice.written_at > limit
    ending = Ending(status=ClockStatus.CLOSED, at=limit, reason=NO_WRITTEN_NOTICE)
    if not late:
        ending = right_standing(due, at, begun)
    yield clock_by(rule, subject=subject, starts=day, due=due, ending=ending)


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
