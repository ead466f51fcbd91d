"""A suspect's custody, bail, interview and background; one row a suspect."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import (
    BailExtensionClock,
    CustodyReviewKind,
    CustodyStatus,
    InterviewStatus,
    PaceExtensionKind,
    PncResult,
)
from app.models.base import Base, Row, Versioned, closed_list
from app.models.people import Person


class Suspect(Versioned, Base):
    """After charge the same row is the defendant. Custody, bail and release are facts here, not moves of the case."""

    __tablename__ = "suspect"
    __table_args__ = (
        UniqueConstraint("person_id"),
        Index(None, "incident_id"),
        CheckConstraint("custody_status <> 'in_custody' OR arrested_at IS NOT NULL", name="arrested_if_in_custody"),
        CheckConstraint("custody_status <> 'precharge_bail' OR bail_granted_at IS NOT NULL", name="granted_if_on_bail"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    custody_status: Mapped[CustodyStatus] = mapped_column(
        closed_list(CustodyStatus, "custody_status"), default=CustodyStatus.NOT_ARRESTED
    )
    arrested_at: Mapped[datetime | None]
    arrest_grounds: Mapped[str | None]
    relevant_time: Mapped[datetime | None]  # PACE 1984 s41
    detention_authorised_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    release_reason: Mapped[str | None]
    bail_granted_at: Mapped[datetime | None]
    bail_conditions: Mapped[tuple[str, ...]] = mapped_column(default=())
    bail_ends_on: Mapped[date | None]
    bail_authorised_by: Mapped[str | None]  # rank
    bail_for_decision_at: Mapped[
        datetime | None
    ]  # release for the Director's decision: PACE 1984 s37(7)(a), s37C(2)(b)
    bail_by_other_agency: Mapped[bool | None]  # HMRC, NCA, SFO or FCA: a longer initial period (s47ZB)
    street_bail_until: Mapped[date | None]  # the day of the notice: bail under s30A, not from a station
    breach_arrested_at: Mapped[datetime | None]  # for failing to answer pre-charge bail, or breaching it
    breach_grounds: Mapped[str | None]
    breach_minutes_left: Mapped[int | None]  # on the detention clock, at that arrest
    initial_disclosure_on: Mapped[date | None]  # CPIA 1996 s3

    interview_status: Mapped[InterviewStatus | None] = mapped_column(closed_list(InterviewStatus, "interview_status"))
    interview_reason: Mapped[str | None]
    interview_held_at: Mapped[datetime | None]
    interview_under_caution: Mapped[bool | None]
    interview_is_no_comment: Mapped[bool | None]
    interview_summary_document_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_document.id", use_alter=True, name="fk_suspect_summary_case_document")
    )
    interview_summary: Mapped[str | None]
    defence_account: Mapped[str | None]

    pnc_result: Mapped[PncResult | None] = mapped_column(closed_list(PncResult, "pnc_result"))
    pnc_id: Mapped[str | None]
    antecedents_summary: Mapped[str | None]
    bad_character_intended: Mapped[bool | None]
    mg16_gateways: Mapped[tuple[str, ...]] = mapped_column(default=())

    has_youth_facts: Mapped[bool] = mapped_column(default=False)
    age_verified_by: Mapped[str | None]
    appropriate_adult_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    youth_justice_contact: Mapped[str | None]
    vulnerability: Mapped[str | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    appropriate_adult: Mapped[Person | None] = relationship(foreign_keys=[appropriate_adult_id])
    pace_extensions: Mapped[list["PaceExtension"]] = relationship(
        cascade="all, delete-orphan", order_by="PaceExtension.id"
    )
    bail_extensions: Mapped[list["BailExtension"]] = relationship(
        cascade="all, delete-orphan", order_by="BailExtension.id"
    )
    custody_reviews: Mapped[list["CustodyReview"]] = relationship(
        cascade="all, delete-orphan", order_by="CustodyReview.held_at, CustodyReview.id"
    )


class PaceExtension(Row, Base):
    """Detention continued beyond 24 hours: who allowed it, until when."""

    __tablename__ = "pace_extension"
    __table_args__ = (Index(None, "suspect_id"),)

    suspect_id: Mapped[int] = mapped_column(ForeignKey("suspect.id"))
    kind: Mapped[PaceExtensionKind] = mapped_column(closed_list(PaceExtensionKind, "kind"))
    ends_at: Mapped[datetime]
    by: Mapped[str]
    authorised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # None: a court, or imported
    authorised_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]  # the second review of detention, before a superintendent's authority
    grounds: Mapped[str | None]


class BailExtension(Row, Base):
    """Pre-charge bail extended, by rank or court."""

    __tablename__ = "bail_extension"
    __table_args__ = (Index(None, "suspect_id"),)

    suspect_id: Mapped[int] = mapped_column(ForeignKey("suspect.id"))
    clock: Mapped[BailExtensionClock] = mapped_column(closed_list(BailExtensionClock, "clock"))
    granted_on: Mapped[date]
    by_rank: Mapped[str]
    authorised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # None: a court, or imported
    authorised_at: Mapped[datetime | None]
    applied_on: Mapped[date | None]  # to a court
    ends_on: Mapped[date | None]
    with_delay: Mapped[bool | None]  # the court found the delay conditions met (s47ZF(7))
    grounds: Mapped[str | None]
    representations: Mapped[str | None]  # what the suspect or the solicitor said when invited to


class CustodyReview(Row, Base):
    """A review that was held: of detention without charge (PACE 1984 s40), or of a release under investigation."""

    __tablename__ = "custody_review"
    __table_args__ = (Index(None, "suspect_id"),)

    suspect_id: Mapped[int] = mapped_column(ForeignKey("suspect.id"))
    kind: Mapped[CustodyReviewKind] = mapped_column(closed_list(CustodyReviewKind, "kind"))
    held_at: Mapped[datetime]
    by: Mapped[str]
    held_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    outcome: Mapped[str]
