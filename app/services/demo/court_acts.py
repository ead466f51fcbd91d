"""Court acts of a story: charge, hearings, results, sentence. What happens, happens to every allegation."""

from datetime import datetime, timedelta

from app.domain.calendar import london_day
from app.domain.offences import Aggravation, offence
from app.domain.vocabulary import (
    ChargeMethod,
    CourtFinding,
    CourtKind,
    HearingResult,
    HearingType,
    UpliftBasis,
)
from app.models.allegation import Allegation
from app.models.outcome import Hearing
from app.services import charging, court, sentencing
from app.services.demo.hours import court_day
from app.services.demo.story import Story

COURTS = {"Z1": "Northmarsh", "Z2": "Easthaven", "Z3": "Westmoor", "Z4": "Southdale"}
CROWN, MAGISTRATES = "Crown Court", "Magistrates' Court"


def put_charge(story: Story, method: ChargeMethod = ChargeMethod.POSTAL_REQUISITION) -> Story:
    at = story.later(days=1)
    for allegation in story.all_allegations:
        charging.charge(
            story.incident,
            allegation,
            method=method,
            issued_at=at,
            bailed=True if method is ChargeMethod.CHARGE else None,
            actor=story.officer,
            at=at,
        )
    return story


def hear(story: Story, kind: HearingType, *, days: int = 2, crown: bool = False) -> Hearing:
    """List a hearing some days ahead and let it come."""
    at = story.later(hours=6)
    return court.list_hearing(
        story.incident,
        court.HearingDetails(
            court=f"{COURTS[story.crew.team[:2]]} {CROWN if crown else MAGISTRATES}",
            court_kind=CourtKind.CROWN_COURT if crown else CourtKind.MAGISTRATES,
            listed_at=min(court_day(at + timedelta(days=days)), story.until),
            hearing_type=kind,
        ),
        story.all_allegations,
        actor=story.who(story.crew.operations),
        at=at,
    )


def result(story: Story, hearing: Hearing, kind: HearingResult, reason: str | None = None) -> Story:
    """The hearing comes, and the court does this. Decisions of the prosecutor are the prosecutor's to record."""
    story.now = max(story.now, hearing.listed_at)
    at = story.later(hours=2)
    for allegation in story.all_allegations:
        court.record_result(
            story.incident,
            hearing,
            allegation,
            court.Result(result=kind, on=london_day(at), reason=reason),
            actor=story.who(story.crew.prosecutor),
            at=at,
        )
    return story


def sentence(story: Story, hearing: Hearing, *, answered: bool = True) -> Story:
    at = story.later(days=2)
    for allegation in story.all_allegations:
        sentencing.record_sentence(
            story.incident,
            hearing,
            allegation,
            kind="Community order",
            length="120 hours of unpaid work",
            on=london_day(at),
            uplift=_increased(story, allegation, at) if answered else sentencing.UpliftAnswers(),
            actor=story.who(story.crew.prosecutor),
            at=at,
        )
    return story


def _increased(story: Story, allegation: Allegation, at: datetime) -> sentencing.UpliftAnswers:
    inherent = offence(allegation.offence_type_key).aggravation is Aggravation.INHERENT
    return sentencing.UpliftAnswers(
        uplift_sought=True,
        uplift_basis=UpliftBasis.INHERENT if inherent else UpliftBasis.S66,
        strand=story.plot.strand,
        court_found_hostility=CourtFinding.YES,
        uplift_announced=True,
        sentence_before_uplift="80 hours of unpaid work",
        sentence_after_uplift="120 hours of unpaid work",
        recorded_on_hrs=True,
        announced_in_open_court_at=at,
    )
