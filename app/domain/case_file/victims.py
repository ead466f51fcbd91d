"""Care and needs of each victim."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.case_file.fields import ASKED
from app.domain.vocabulary import (
    ReadAloud,
    RiskLevel,
    SpecialMeasure,
    StatementResponse,
    SupportConsent,
    Tier,
    TierBasis,
    VictimSupport,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateChoice:
    """How often and by which way the victim wants news."""

    every_days: int | None = None
    channel: str | None = None
    opted_out_at: datetime | None = None
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalStatement:
    """Offer of a victim personal statement and the answer."""

    offered_at: datetime | None
    response: StatementResponse
    statement_id: str | None = None
    read_aloud: ReadAloud | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Injuries:
    """Injuries and what shows them."""

    description: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportReferral:
    """Referral to a support service."""

    referred_at: datetime
    service: str
    consent: SupportConsent


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimFacts:
    """Care and needs of one victim; `needs` is restricted."""

    person_id: str
    victim_support: VictimSupport | None
    tier: Tier
    vps: PersonalStatement
    risk_level: RiskLevel | None
    support_reason: str | None = None
    no_statement_reason: str | None = None
    withdrawal_statement_id: str | None = None
    evidence_led_assessment: str | None = None
    tier_basis: tuple[TierBasis, ...] = ()
    updates: UpdateChoice | None = None
    injuries: Injuries | None = None
    needs_assessed_at: datetime | None = field(default=None, metadata=ASKED)
    needs: tuple[str, ...] = ()
    special_measures: tuple[SpecialMeasure, ...] = ()
    support_referral: SupportReferral | None = None
