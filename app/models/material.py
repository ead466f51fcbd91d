"""The material of a case: evidence, statements, documents, hostility, inquiries, media and disclosure answers."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import (
    Availability,
    ChecklistAnswer,
    DisclosureDecision,
    EvidenceKind,
    EvidenceUsage,
    HostilityLimb,
    ItemStanding,
    LineStatus,
    MediaAnswer,
    MediaKind,
    MgForm,
    PointsTo,
    RedactionStatus,
    Schedule,
    StatementKind,
    Strand,
    TimeRelation,
)
from app.models.base import Base, Row, Versioned, closed_list
from app.models.people import Person
from app.models.user import User

if TYPE_CHECKING:
    from app.models.online import OnlinePost


class FileReference:
    """Where the content of an item is: a packed file with its hash, or a link; all empty = nothing supplied."""

    file_name: Mapped[str | None]
    file_sha256: Mapped[str | None]
    file_byte_size: Mapped[int | None]
    file_link: Mapped[str | None]


class EvidenceItem(FileReference, Versioned, Base):
    """An item of evidence, used or unused. One that does not count is kept and stands in no paper."""

    __tablename__ = "evidence_item"
    __table_args__ = (
        UniqueConstraint("incident_id", "file_id"),
        CheckConstraint("length(file_sha256) = 64", name="whole_hash"),
        CheckConstraint("item_no >= 1", name="item_no_from_one"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]
    exhibit_ref: Mapped[str | None]
    kind: Mapped[EvidenceKind] = mapped_column(closed_list(EvidenceKind, "kind"))
    description: Mapped[str]
    is_core_evidence: Mapped[bool]
    usage: Mapped[EvidenceUsage] = mapped_column(closed_list(EvidenceUsage, "usage"))
    is_sensitive: Mapped[bool | None]
    schedule: Mapped[Schedule | None] = mapped_column(closed_list(Schedule, "schedule"))
    item_no: Mapped[int | None]
    disclosure_decision: Mapped[DisclosureDecision | None] = mapped_column(
        closed_list(DisclosureDecision, "disclosure_decision")
    )
    availability: Mapped[Availability] = mapped_column(closed_list(Availability, "availability"))
    due_on: Mapped[date | None]
    produced_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    obtained_at: Mapped[datetime | None]
    media_minutes: Mapped[float | None]
    transcript: Mapped[str | None]
    standing: Mapped[ItemStanding] = mapped_column(closed_list(ItemStanding, "standing"), default=ItemStanding.COUNTS)
    standing_reason: Mapped[str | None]  # why it was not taken

    produced_by: Mapped[Person | None] = relationship()
    key_times: Mapped[list["KeyTime"]] = relationship(cascade="all, delete-orphan", order_by="KeyTime.id")
    post: Mapped["OnlinePost | None"] = relationship(back_populates="item")

    @property
    def counts(self) -> bool:
        """Is it evidence of the case: neither withdrawn nor waiting to be accepted?"""
        return self.standing is ItemStanding.COUNTS


class KeyTime(Row, Base):
    """A stretch of a recording that matters, in clock times of the recording."""

    __tablename__ = "key_time"
    __table_args__ = (Index(None, "evidence_item_id"),)

    evidence_item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    starts: Mapped[str]
    ends: Mapped[str | None]
    what: Mapped[str]


class Statement(Versioned, Base):
    """The front of an MG11; its back page is a document of its own."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("incident_id", "file_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[StatementKind] = mapped_column(closed_list(StatementKind, "kind"))
    made_on: Mapped[date]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signed: Mapped[bool]
    declaration: Mapped[bool]
    is_draft: Mapped[bool | None]
    is_recorded_interview: Mapped[bool | None]
    text: Mapped[str]
    text_version: Mapped[int] = mapped_column(default=1)  # a change of the words of a signed statement is a new one
    back_page_document_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_document.id", use_alter=True, name="fk_statement_back_page")
    )

    person: Mapped[Person] = relationship()
    taken_by: Mapped[User | None] = relationship()


class CaseDocument(FileReference, Versioned, Base):
    """A form or paper of the file, by name and hash or link."""

    __tablename__ = "case_document"
    __table_args__ = (
        UniqueConstraint("incident_id", "file_id"),
        CheckConstraint("length(file_sha256) = 64", name="whole_hash"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]
    mg_form: Mapped[MgForm] = mapped_column(closed_list(MgForm, "mg_form"))
    title: Mapped[str]
    about_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"))
    document_version: Mapped[int | None]
    dated_on: Mapped[date | None]
    bundles: Mapped[tuple[str, ...]] = mapped_column(default=())
    contains_unredacted_personal_data: Mapped[bool]
    redaction_status: Mapped[RedactionStatus] = mapped_column(closed_list(RedactionStatus, "redaction_status"))
    redaction_reason: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    about_person: Mapped[Person | None] = relationship()
    statement: Mapped[Statement | None] = relationship(foreign_keys=[statement_id])
    decided_by: Mapped[User | None] = relationship()


class SourceLink(Row, Base):
    """What supports what: one point of the file linked to one item, statement or document, in the order given."""

    __tablename__ = "source_link"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN element_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN act_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN chronology_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN injured_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN action_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN capture_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN attribution_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN hostility_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_owner",
        ),
        CheckConstraint(
            "(CASE WHEN evidence_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN statement_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN document_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_source",
        ),
        CheckConstraint("key_time IS NULL OR element_id IS NOT NULL", name="key_time_of_a_point"),
        CheckConstraint("NOT is_against OR element_id IS NOT NULL", name="against_of_a_point"),
        CheckConstraint("taken_back_at IS NULL OR element_id IS NOT NULL", name="taken_back_of_a_point"),
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_by_id IS NULL)", name="taken_back_whole"),
        Index(None, "incident_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    element_id: Mapped[int | None] = mapped_column(ForeignKey("element.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    chronology_id: Mapped[int | None] = mapped_column(ForeignKey("chronology_entry.id"))
    injured_id: Mapped[int | None] = mapped_column(ForeignKey("victim.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("online_conduct.id"))
    attribution_id: Mapped[int | None] = mapped_column(ForeignKey("online_conduct.id"))
    hostility_id: Mapped[int | None] = mapped_column(ForeignKey("hostility_item.id"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_item.id"))
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("case_document.id"))
    key_time: Mapped[str | None]  # where in the source: a time of a recording, a page and line
    is_against: Mapped[bool] = mapped_column(default=False)  # it points the other way: it speaks against the point
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    taken_back_by: Mapped[User | None] = relationship()


class HostilityItem(Versioned, Base):
    """One thing said or done, verbatim, with limb, time and source."""

    __tablename__ = "hostility_item"
    __table_args__ = (Index(None, "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    strand: Mapped[Strand] = mapped_column(closed_list(Strand, "strand"))
    limb: Mapped[HostilityLimb] = mapped_column(closed_list(HostilityLimb, "limb"))
    quote: Mapped[str]
    translation: Mapped[str | None]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    time_relation: Mapped[TimeRelation] = mapped_column(closed_list(TimeRelation, "time_relation"))

    said_by: Mapped[Person | None] = relationship()


class MediaAnswerRow(Versioned, Base):
    """Is there footage or a recording of this kind?"""

    __tablename__ = "media_answer"
    __table_args__ = (UniqueConstraint("incident_id", "kind"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[MediaKind] = mapped_column(closed_list(MediaKind, "kind"))
    answer: Mapped[MediaAnswer] = mapped_column(closed_list(MediaAnswer, "answer"))
    reason: Mapped[str | None]


class LineOfInquiry(Versioned, Base):
    """A reasonable line of inquiry, towards or away from the suspect."""

    __tablename__ = "line_of_inquiry"
    __table_args__ = (Index(None, "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    text: Mapped[str]
    status: Mapped[LineStatus] = mapped_column(closed_list(LineStatus, "status"))
    points_to: Mapped[PointsTo] = mapped_column(closed_list(PointsTo, "points_to"))
    result: Mapped[str | None]
    reason: Mapped[str | None]
    target_date: Mapped[date | None]
    impact: Mapped[str | None]
    not_pursued_reason: Mapped[str | None]


class DisclosureAnswers(Versioned, Base):
    """Answers about disclosure, not its content; one row a case."""

    __tablename__ = "disclosure_answers"
    __table_args__ = (UniqueConstraint("incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    undermining_material_answer: Mapped[str | None]
    sensitive_material_exists: Mapped[bool | None]

    checklist: Mapped[list["PresumptionAnswer"]] = relationship(
        cascade="all, delete-orphan", order_by="PresumptionAnswer.id"
    )


class PresumptionAnswer(Row, Base):
    """One category of material treated as likely to meet the disclosure test: held, not held, not applicable."""

    __tablename__ = "presumption_answer"
    __table_args__ = (UniqueConstraint("disclosure_id", "category"),)

    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure_answers.id"))
    category: Mapped[str]
    answer: Mapped[ChecklistAnswer] = mapped_column(closed_list(ChecklistAnswer, "answer"))
