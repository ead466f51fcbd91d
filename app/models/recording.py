"""What hangs on the recording decision: findings of no crime, cancelled records, transfers, local choices by date."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.non_crime import RecordingMode, RecordKept, SubjectGround
from app.domain.vocabulary import CancelGround
from app.models.allegation import Crime
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident
from app.models.user import Unit, User


class NonCrimeFinding(Row, Base):
    """A confirmed finding that a report is no crime: the mode of that day, what is kept, whether of whom."""

    __tablename__ = "non_crime_finding"
    __table_args__ = (
        CheckConstraint(
            "(ground IS NULL) = (threshold_reason IS NULL) AND (ground IS NULL) = (review_on IS NULL)",
            name="threshold_whole",
        ),
        CheckConstraint("record <> 'nothing' OR ground IS NULL", name="no_subject_without_record"),
        Index(None, "incident_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    mode: Mapped[RecordingMode] = mapped_column(closed_list(RecordingMode, "mode"))
    record: Mapped[RecordKept] = mapped_column(closed_list(RecordKept, "record"))
    ground: Mapped[SubjectGround | None] = mapped_column(closed_list(SubjectGround, "ground"))
    threshold_reason: Mapped[str | None]
    review_on: Mapped[date | None]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]

    decided_by: Mapped[User] = relationship()


class PaperRelevance(Row, Base):
    """Why papers of a report that is no crime are made after all: a prosecutor asked, and it is relevant to this."""

    __tablename__ = "paper_relevance"
    __table_args__ = (Index(None, "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    prosecutor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]

    prosecutor: Mapped[User] = relationship(foreign_keys=[prosecutor_id])


class CrimeCancellation(Row, Base):
    """On which of the four grounds the crime registrar cancelled a record; the words stand on the record."""

    __tablename__ = "crime_cancellation"
    __table_args__ = (UniqueConstraint("crime_id"),)

    crime_id: Mapped[int] = mapped_column(ForeignKey("crime_record.id"))
    ground: Mapped[CancelGround] = mapped_column(closed_list(CancelGround, "ground"))
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]

    crime: Mapped[Crime] = relationship()


class TransferOffer(Versioned, Base):
    """A case offered to a team of another force, and the answer, unless the offer was withdrawn before there was one.

    The case that came of it belongs to that force.
    """

    __tablename__ = "transfer_offer"
    __table_args__ = (
        UniqueConstraint("received_as_id"),
        Index(None, "incident_id"),
        Index(None, "unit_id", "answered_at"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL) AND (answered_at IS NULL) = (accepted IS NULL)",
            name="answered_whole",
        ),
        CheckConstraint("accepted IS NULL OR accepted = (received_as_id IS NOT NULL)", name="received_if_accepted"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name="withdrawn_whole",
        ),
        CheckConstraint("withdrawn_at IS NULL OR answered_at IS NULL", name="withdrawn_unanswered"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    reason: Mapped[str]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    offered_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
    answer: Mapped[str | None]  # why it was declined
    received_as_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]

    incident: Mapped[Incident] = relationship(foreign_keys=[incident_id])
    unit: Mapped[Unit] = relationship()
    offered_by: Mapped[User] = relationship(foreign_keys=[offered_by_id])
    received_as: Mapped[Incident | None] = relationship(foreign_keys=[received_as_id])

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class LocalPolicy(Versioned, Base):
    """A choice of one force from a day on; it takes the place of the default of the file."""

    __tablename__ = "local_policy"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="days_in_order"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    value: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    reason: Mapped[str]
