"""Hearings, pleas, verdicts, sentences and reviews asked for by victims."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.case_file.fields import ASKED
from app.domain.vocabulary import (
    CourtFinding,
    CourtKind,
    HearingType,
    Plea,
    ReviewResult,
    ReviewScheme,
    ReviewStage,
    Strand,
    UpliftBasis,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    """A hearing; `result` is shown as written, states come from pleas, verdicts and sentences."""

    hearing_id: str
    court: str
    court_kind: CourtKind
    listed_at: datetime
    hearing_type: HearingType
    allegation_ids: tuple[str, ...]
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PleaFacts:
    """A plea to one allegation."""

    allegation_id: str
    hearing_id: str
    plea: Plea
    entered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFacts:
    """A verdict on one allegation."""

    allegation_id: str
    hearing_id: str
    verdict: Verdict
    given_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFacts:
    """A sentence with what the court said about hostility."""

    allegation_id: str
    hearing_id: str
    sentenced_on: date
    type: str
    length: str
    uplift_sought: bool
    uplift_basis: UpliftBasis
    court_found_hostility: CourtFinding
    uplift_announced: bool
    strand: Strand | None = None
    sentence_before_uplift: str | None = None
    sentence_after_uplift: str | None = None
    reason_not_applied: str | None = None
    recorded_on_hrs: bool | None = None
    announced_in_open_court_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequestFacts:
    """A victim's request for review of a decision."""

    scheme: ReviewScheme
    victim_person_id: str
    requested_at: datetime
    stage: ReviewStage
    allegation_ids: tuple[str, ...]
    reviewer_id: str | None = None
    result: ReviewResult | None = field(default=None, metadata=ASKED)
