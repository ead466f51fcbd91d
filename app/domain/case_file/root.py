"""The case file: one incident with everything known of it, as a tree of frozen facts."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.case_file.allegations import AllegationFacts, CrimeFacts
from app.domain.case_file.court import HearingFacts, PleaFacts, ReviewRequestFacts, SentenceFacts, VerdictFacts
from app.domain.case_file.events import ContactFacts, EventFacts
from app.domain.case_file.fields import NOT_IN_FILE
from app.domain.case_file.incident import HostilityItem, IncidentFacts, Perception
from app.domain.case_file.kept import KeptFacts
from app.domain.case_file.material import (
    DisclosureFacts,
    DocumentFacts,
    EvidenceFacts,
    LineOfInquiryFacts,
    MediaAnswerFacts,
    StatementFacts,
)
from app.domain.case_file.people import PersonContact, PersonFacts, StaffMember
from app.domain.case_file.referrals import ReferralFacts
from app.domain.case_file.report import PoliceReport
from app.domain.case_file.suspects import SuspectFacts
from app.domain.case_file.victims import VictimFacts
from app.domain.vocabulary import Strand

FORMAT = "Throughline case file 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who sent the file and which record it is there."""

    system: str
    record_id: str
    exported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One incident with everything known of it; field by field the contract of `data/case-file.schema.json`.

    Facts only: time limits, readiness, stage and status are worked out from it and never part of it. None stands for a
    question nobody has answered and for a field that was left out; an empty list and an absent one are the same.
    `kept` alone is not in the contract.
    """

    source: Source
    urn: str | None
    incident: IncidentFacts
    hate_strands: tuple[Strand, ...]
    perceived_by: tuple[Perception, ...]
    hostility_items: tuple[HostilityItem, ...]
    oic_id: str
    staff: tuple[StaffMember, ...]
    people: tuple[PersonFacts, ...]
    person_contacts: tuple[PersonContact, ...]
    victims: tuple[VictimFacts, ...]
    suspects: tuple[SuspectFacts, ...]
    crimes: tuple[CrimeFacts, ...]
    allegations: tuple[AllegationFacts, ...]
    statements: tuple[StatementFacts, ...]
    evidence_items: tuple[EvidenceFacts, ...]
    media_answers: tuple[MediaAnswerFacts, ...]
    documents: tuple[DocumentFacts, ...]
    lines_of_inquiry: tuple[LineOfInquiryFacts, ...]
    disclosure: DisclosureFacts
    police_report: PoliceReport | None
    referrals: tuple[ReferralFacts, ...]
    events: tuple[EventFacts, ...]
    contacts: tuple[ContactFacts, ...]
    format: str = FORMAT
    no_hostility_found_reason: str | None = None
    supervisor_id: str | None = None
    hearings: tuple[HearingFacts, ...] = ()
    pleas: tuple[PleaFacts, ...] = ()
    verdicts: tuple[VerdictFacts, ...] = ()
    sentences: tuple[SentenceFacts, ...] = ()
    vrr_requests: tuple[ReviewRequestFacts, ...] = ()
    kept: KeptFacts = field(default=KeptFacts(), metadata=NOT_IN_FILE)
