"""Shapes offences, hearings, sentences, crimes and reviews for the page of court and outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import formatting
from app.domain.access import knows_history
from app.domain.offences import catalogue
from app.domain.roles import Role
from app.domain.stages import LIVE_COURT, Status
from app.domain.vocabulary import ReviewScheme
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.outcome import Hearing, Sentence, VrrRequest
from app.models.suspect import Suspect
from app.models.victim import DatedEvent
from app.queries import allegations as questions
from app.queries import court as court_questions
from app.queries import people
from app.queries.referrals import of_case as referrals_of
from app.web.case_pages import Frame


@dataclass(frozen=True, slots=True)
class OffenceLine:
    """One allegation: where it stands, its sentence, what can be recorded next."""

    row: Allegation
    words: str
    status: str
    sentences: tuple[Sentence, ...]
    before_court: bool


@dataclass(frozen=True, slots=True)
class CourtPage:
    """Everything on the page of court and outcome."""

    offences: tuple[OffenceLine, ...]
    hearings: tuple[Hearing, ...]
    crimes: tuple[Crime, ...]
    reviews: tuple[VrrRequest, ...]
    any_charged: bool
    any_ended: bool
    defendants: tuple[Suspect, ...]
    grants: tuple[DatedEvent, ...]


def words(row: Allegation) -> str:
    """The offence and the person."""
    return f"{catalogue()[row.offence_type_key].title}, {row.suspect.person.full_name}"


def court_page(frame: Frame) -> CourtPage:
    """A fixed number of statements, whatever the size of the case."""
    charged_only = frame.standing.role is Role.WITNESS_CARE  # of suspects it knows name and charge
    rows = [row for row in questions.of_case(frame.case) if row.charged_at is not None or not charged_only]
    sentences = court_questions.sentences_of(frame.case)
    history = knows_history(frame.standing)
    charged = {row.suspect_id for row in rows if row.charged_at is not None} if history else set()
    return CourtPage(
        offences=tuple(
            OffenceLine(
                row=row,
                words=words(row),
                status=row.shown_ending or row.status.label,
                sentences=tuple(one for one in sentences if one.allegation_id == row.id),
                before_court=row.status in LIVE_COURT,
            )
            for row in rows
        ),
        hearings=tuple(court_questions.hearings_of(frame.case)),
        crimes=tuple(questions.crimes_of(frame.case)),
        reviews=tuple(court_questions.reviews_of(frame.case)),
        any_charged=any(row.charged_at is not None for row in rows),
        any_ended=any(row.status.terminal and row.status is not Status.FINALISED for row in rows),
        defendants=tuple(one for one in people.suspects_of(frame.case) if one.id in charged),
        grants=tuple(court_questions.grants_of_bail(frame.case)) if history else (),
    )


def hearing_words(row: Hearing) -> str:
    """Kind of hearing, court, day and time."""
    return f"{row.hearing_type.label}, {row.court}, {formatting.day_time(row.listed_at)}"


def scheme_of(rows: Sequence[Allegation]) -> ReviewScheme:
    """Whose decision is reviewed: the police's where they ended it."""
    police = any(row.status is Status.NFA_POLICE for row in rows)
    return ReviewScheme.POLICE if police else ReviewScheme.CPS


def decider_of(case: Incident, request: VrrRequest) -> int | None:
    """Who made the decision under review: they may not decide the review."""
    asked = {row.allegation_id for row in request.allegations}
    made = [
        one.decided_by_id for referral in referrals_of(case) for one in referral.decisions if one.allegation_id in asked
    ]
    return made[0] if made else None
