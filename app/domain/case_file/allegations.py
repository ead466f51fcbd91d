"""Recorded crimes, allegations and what must be proved of each."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.case_file.fields import ASKED
from app.domain.vocabulary import (
    ChargeMethod,
    ChargingAuthority,
    ConsentType,
    ElementKind,
    IdentificationMethod,
    OutcomeCode,
    Strand,
    VenueView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeFacts:
    """A recorded crime; as a rule one per victim. `hate_strands` None = those of the incident."""

    crime_number: str
    recorded_at: datetime
    offence_type_key: str
    victim_person_ids: tuple[str, ...]
    has_no_victim: bool | None = None
    hate_strands: tuple[Strand, ...] | None = None
    ho_outcome_code: OutcomeCode | None = field(default=None, metadata=ASKED)
    outcome_date: date | None = None
    cancelled_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One point to prove and what supports it."""

    kind: ElementKind
    text: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageFacts:
    """Who owns what was damaged, and the cost of repair in pounds."""

    owner: str
    repair_cost_gbp: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A dated act of a course of conduct."""

    on: date
    text: str
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts:
    """Consent to prosecute, asked for and given."""

    consent_type: ConsentType
    requested_at: datetime | None = None
    granted_at: datetime | None = None
    granted_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeReview:
    """A prosecutor review that bears on a knowledge-based time limit."""

    reviewed_on: date
    prosecutor_id: str
    sufficient_evidence: bool
    certificate_signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFacts:
    """Start of proceedings; the issue counts for time limits, not the service."""

    method: ChargeMethod
    issued_at: datetime
    bailed: bool | None = None
    police_charge_grounds: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationFacts:
    """One suspect, one offence, one crime and through it the victims."""

    allegation_id: str
    suspect_person_id: str
    crime_number: str
    offence_type_key: str
    offence_from: date | None
    offence_to: date | None
    charging_authority: ChargingAuthority
    status: str
    elements: tuple[Element, ...]
    identification_methods: tuple[IdentificationMethod, ...]
    wording: str | None = None
    hostility_strands: tuple[Strand, ...] = ()
    alternative_to: str | None = None
    venue_view: VenueView | None = None
    is_online: bool | None = None
    echr_note: str | None = None
    damage: DamageFacts | None = None
    acts: tuple[Act, ...] = ()
    prosecution_consent: ConsentFacts | None = None
    prosecutor_knowledge: tuple[KnowledgeReview, ...] = ()
    domestic_abuse_first_statement_on: date | None = None
    charged: ChargeFacts | None = None
