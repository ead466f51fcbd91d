"""Statements, evidence, papers, lines of inquiry and disclosure answers."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.case_file.fields import ASKED, NAMED_FROM
from app.domain.vocabulary import (
    Availability,
    Bundle,
    ChecklistAnswer,
    DisclosureDecision,
    EvidenceKind,
    EvidenceUsage,
    LineStatus,
    MediaAnswer,
    MediaKind,
    MgForm,
    PointsTo,
    RedactionStatus,
    Schedule,
    StatementKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFacts:
    """Front of a witness statement, without its contact page."""

    statement_id: str
    person_id: str
    kind: StatementKind
    made_on: date
    signed: bool
    declaration: bool
    text: str
    taken_by: str | None = None
    is_draft: bool | None = None
    is_recorded_interview: bool | None = None
    back_page_document_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTime:
    """Clock times of a key part of a recording."""

    from_: str = field(metadata=NAMED_FROM)
    what: str
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReference:
    """Where the content is: a packed file with its hash, or a link."""

    file_name: str | None = None
    sha256: str | None = None
    byte_size: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """An item of evidence or of unused material."""

    evidence_id: str
    kind: EvidenceKind
    description: str
    is_core_evidence: bool
    usage: EvidenceUsage
    availability: Availability
    exhibit_ref: str | None = None
    is_sensitive: bool | None = None
    schedule: Schedule | None = None
    item_no: int | None = None
    disclosure_decision: DisclosureDecision | None = None
    due_on: date | None = None
    produced_by: str | None = None
    obtained_at: datetime | None = None
    media_minutes: float | None = None
    key_times: tuple[KeyTime, ...] = ()
    transcript: str | None = None
    file: FileReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaAnswerFacts:
    """Is there footage or a recording of this kind?"""

    kind: MediaKind
    answer: MediaAnswer
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """A form or paper of the file."""

    document_id: str
    mg_form: MgForm
    title: str
    bundles: tuple[Bundle, ...]
    contains_unredacted_personal_data: bool
    redaction_status: RedactionStatus
    about_person_id: str | None = None
    statement_id: str | None = None
    version: int | None = None
    dated_on: date | None = None
    redaction_reason: str | None = None
    decided_by: str | None = None
    file: FileReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOfInquiryFacts:
    """A line of inquiry: done, outstanding or not pursued."""

    text: str
    status: LineStatus
    points_to: PointsTo
    result: str | None = None
    reason: str | None = None
    target_date: date | None = None
    impact: str | None = None
    not_pursued_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresumptionChecklist:
    """The thirteen categories of the rebuttable presumption; None = not answered."""

    crime_report: ChecklistAnswer | None = None
    incident_log_or_999: ChecklistAnswer | None = None
    investigation_log: ChecklistAnswer | None = None
    custody_record: ChecklistAnswer | None = None
    suspect_descriptions: ChecklistAnswer | None = None
    suspect_identifying_records: ChecklistAnswer | None = None
    witness_convictions: ChecklistAnswer | None = None
    witness_reliability: ChecklistAnswer | None = None
    other_interviews: ChecklistAnswer | None = None
    adverse_forensics: ChecklistAnswer | None = None
    payments: ChecklistAnswer | None = None
    allegation_history: ChecklistAnswer | None = None
    officer_misconduct: ChecklistAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureFacts:
    """Answers about disclosure, never content."""

    undermining_material_answer: str | None
    presumption_checklist: PresumptionChecklist
    sensitive_material_exists: bool | None = field(default=None, metadata=ASKED)
