"""After charge: hearings, pleas, verdicts, sentences with uplift, appeals, requests for review."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
from app.models.allegation import Allegation
from app.models.base import Base, Row, Versioned, closed_list
from app.models.people import Person
from app.models.user import User


class Hearing(Versioned, Base):
    """A court on a day; the result is shown as written, states come from pleas, verdicts and sentences."""

    __tablename__ = "hearing"
    __table_args__ = (UniqueConstraint("incident_id", "file_id"), Index("ix_hearing_listed_at", "listed_at"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]
    court: Mapped[str]
    court_kind: Mapped[CourtKind] = mapped_column(closed_list(CourtKind, "court_kind"))
    listed_at: Mapped[datetime]
    hearing_type: Mapped[HearingType] = mapped_column(closed_list(HearingType, "hearing_type"))
    result: Mapped[str | None]

    allegations: Mapped[list["HearingAllegation"]] = relationship(
        cascade="all, delete-orphan", order_by="HearingAllegation.id"
    )


class HearingAllegation(Row, Base):
    """An allegation before the court at a hearing."""

    __tablename__ = "hearing_allegation"
    __table_args__ = (UniqueConstraint("hearing_id", "allegation_id"), Index(None, "allegation_id"))

    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))

    allegation: Mapped[Allegation] = relationship()


class PleaRow(Versioned, Base):
    """A plea, per allegation."""

    __tablename__ = "plea"
    __table_args__ = (Index(None, "allegation_id"), Index(None, "hearing_id"))

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    plea: Mapped[Plea] = mapped_column(closed_list(Plea, "plea"))
    entered_on: Mapped[date]

    allegation: Mapped[Allegation] = relationship()
    hearing: Mapped[Hearing] = relationship()


class VerdictRow(Versioned, Base):
    """A verdict, per allegation."""

    __tablename__ = "verdict"
    __table_args__ = (Index(None, "allegation_id"), Index(None, "hearing_id"))

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    verdict: Mapped[Verdict] = mapped_column(closed_list(Verdict, "verdict"))
    given_on: Mapped[date]

    allegation: Mapped[Allegation] = relationship()
    hearing: Mapped[Hearing] = relationship()


class Sentence(Versioned, Base):
    """A sentence with the answers about uplift (process.md 7.6). Unanswered ones block completion, not recording."""

    __tablename__ = "sentence"
    __table_args__ = (Index(None, "allegation_id"), Index(None, "hearing_id"))

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    sentenced_on: Mapped[date]
    type: Mapped[str]
    length: Mapped[str]
    uplift_sought: Mapped[bool | None]
    uplift_basis: Mapped[UpliftBasis | None] = mapped_column(closed_list(UpliftBasis, "uplift_basis"))
    strand: Mapped[Strand | None] = mapped_column(closed_list(Strand, "strand"))
    court_found_hostility: Mapped[CourtFinding | None] = mapped_column(
        closed_list(CourtFinding, "court_found_hostility")
    )
    uplift_announced: Mapped[bool | None]
    sentence_before_uplift: Mapped[str | None]
    sentence_after_uplift: Mapped[str | None]
    reason_not_applied: Mapped[str | None]
    recorded_on_hrs: Mapped[bool | None]
    announced_in_open_court_at: Mapped[datetime | None]

    allegation: Mapped[Allegation] = relationship()
    hearing: Mapped[Hearing] = relationship()

    @property
    def uplift_answered(self) -> bool:
        """Every question about uplift has an answer."""
        answers = (self.uplift_sought, self.uplift_basis, self.court_found_hostility, self.uplift_announced)
        return all(answer is not None for answer in answers)


class Appeal(Versioned, Base):
    """An appeal or a reference by the Attorney General, and what it left."""

    __tablename__ = "appeal"
    __table_args__ = (
        Index(None, "allegation_id"),
        CheckConstraint("(decided_on IS NULL) = (result IS NULL)", name="decided_whole"),
    )

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    by_whom: Mapped[str]
    lodged_on: Mapped[date]
    decided_on: Mapped[date | None]
    result: Mapped[str | None]


class VrrRequest(Versioned, Base):
    """A victim's request to review a decision not to charge or to stop."""

    __tablename__ = "vrr_request"
    __table_args__ = (Index(None, "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    scheme: Mapped[ReviewScheme] = mapped_column(closed_list(ReviewScheme, "scheme"))
    victim_person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime]
    stage: Mapped[ReviewStage] = mapped_column(closed_list(ReviewStage, "stage"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    result: Mapped[ReviewResult | None] = mapped_column(closed_list(ReviewResult, "result"))

    victim_person: Mapped[Person] = relationship()
    reviewer: Mapped[User | None] = relationship()
    allegations: Mapped[list["VrrAllegation"]] = relationship(cascade="all, delete-orphan", order_by="VrrAllegation.id")


class VrrAllegation(Row, Base):
    """An allegation whose decision the victim asks to be reviewed."""

    __tablename__ = "vrr_allegation"
    __table_args__ = (UniqueConstraint("request_id", "allegation_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("vrr_request.id"))
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))

    allegation: Mapped[Allegation] = relationship()
