"""Texts of the disclosable summary."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.vocabulary import MatchReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyEntry:
    """An event; `at` is the time as printed."""

    at: str
    text: str
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessEvidence:
    """What one witness says, in a paragraph."""

    person_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledMatch:
    """Words that look like personal details and stay for a reason; settled only when confirmed by another."""

    field: str
    match: str
    reason_code: MatchReason
    reason: str
    by: str
    at: datetime
    confirmed_by: str | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceReport:
    """Texts of the disclosable summary."""

    headline: str
    chronology: tuple[ChronologyEntry, ...]
    identification: str
    witness_evidence: tuple[WitnessEvidence, ...] = ()
    exhibits_note: str | None = None
    injuries_loss_damage: str | None = None
    interview: str | None = None
    antecedents: str | None = None
    victim_impact: str | None = None
    orders_sought: str | None = None
    officer_certified_at: datetime | None = None
    supervisor_certified_at: datetime | None = None
    settled_matches: tuple[SettledMatch, ...] = ()
