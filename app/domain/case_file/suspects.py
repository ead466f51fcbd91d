"""Custody, bail, interview and background of each suspect."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.vocabulary import (
    BadCharacterGateway,
    BailExtensionClock,
    CustodyStatus,
    InterviewStatus,
    PaceExtensionKind,
    PncResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceExtension:
    """Longer detention, and until when."""

    kind: PaceExtensionKind
    ends_at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BailExtension:
    """A longer bail period; `clock` is the clock it opened."""

    clock: BailExtensionClock
    granted_on: date
    by_rank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BailFacts:
    """Pre-charge bail."""

    granted_at: datetime
    conditions: tuple[str, ...]
    extensions: tuple[BailExtension, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Interview; no status = unset."""

    status: InterviewStatus | None
    reason: str | None = None
    held_at: datetime | None = None
    under_caution: bool | None = None
    is_no_comment: bool | None = None
    summary_document_id: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Antecedents:
    """Previous convictions and bad character."""

    pnc_result: PncResult | None
    pnc_id: str | None = None
    summary: str | None = None
    bad_character_intended: bool | None = None
    mg16_gateways: tuple[BadCharacterGateway, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YouthFacts:
    """What must be known of a suspect under 18."""

    age_verified_by: str | None = None
    appropriate_adult_id: str | None = None
    youth_justice_contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectFacts:
    """Custody, bail, interview and background of one suspect."""

    person_id: str
    custody_status: CustodyStatus
    interview: Interview
    defence_account: str | None
    antecedents: Antecedents
    arrested_at: datetime | None = None
    relevant_time: datetime | None = None
    detention_authorised_at: datetime | None = None
    pace_extensions: tuple[PaceExtension, ...] = ()
    bail: BailFacts | None = None
    youth: YouthFacts | None = None
    vulnerability: str | None = None
