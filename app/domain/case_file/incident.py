"""What was reported: the incident, its place, who perceived hostility and what shows it."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.case_file.fields import ASKED
from app.domain.vocabulary import (
    AttributionMethod,
    Channel,
    CrimeDecision,
    HostilityLimb,
    LocationKind,
    PerceivedBy,
    PerceptionBasis,
    ReportedByRole,
    Strand,
    TimeRelation,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReference:
    """Reference of another organisation."""

    organisation: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedInvestigation:
    """A linked suspect or investigation; no status = not given."""

    reference: str
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened; `address` is restricted and never printed."""

    kind: LocationKind
    description: str
    address: str | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineFacts:
    """Capture and attribution of what happened online."""

    platform: str
    url: str | None = None
    account_handle: str | None = None
    display_name: str | None = None
    posted_at: datetime | None = None
    captured_at: datetime | None = None
    capture_source_ids: tuple[str, ...] = ()
    attribution_methods: tuple[AttributionMethod, ...] = ()
    attribution_source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFacts:
    """What was reported."""

    force_ref: str
    reported_at: datetime
    reported_by_role: ReportedByRole
    channel: Channel
    crime_decision: CrimeDecision
    occurred_from: datetime | None
    narrative: str
    location: Place
    non_crime_reason: str | None = None
    occurred_to: datetime | None = field(default=None, metadata=ASKED)
    is_protest: bool | None = None
    is_domestic_abuse: bool | None = None
    community_tension: str | None = field(default=None, metadata=ASKED)
    other_refs: tuple[OtherReference, ...] = ()
    linked_investigations: tuple[LinkedInvestigation, ...] = field(default=(), metadata=ASKED)
    online: OnlineFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perception:
    """Who perceived this as hate crime, and on what basis."""

    by: PerceivedBy
    basis: PerceptionBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class HostilityItem:
    """One thing said or done that shows hostility; the quote is verbatim."""

    strand: Strand
    limb: HostilityLimb
    quote: str
    time_relation: TimeRelation
    source_document_id: str
    translation: str | None = None
    said_by: str | None = None
