"""The text of the disclosable police report, with its settled matches."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import MatchReason
from app.models.base import Base, Row, Versioned, closed_list
from app.models.people import Person
from app.models.user import User


class PoliceReport(Versioned, Base):
    """What the police report says in words; facts it prints from the tables are not repeated here."""

    __tablename__ = "police_report"
    __table_args__ = (UniqueConstraint("incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    headline: Mapped[str]
    identification: Mapped[str]
    exhibits_note: Mapped[str | None]
    injuries_loss_damage: Mapped[str | None]
    interview: Mapped[str | None]
    antecedents: Mapped[str | None]
    victim_impact: Mapped[str | None]
    orders_sought: Mapped[str | None]
    officer_certified_at: Mapped[datetime | None]
    supervisor_certified_at: Mapped[datetime | None]

    chronology: Mapped[list["ChronologyEntry"]] = relationship(
        cascade="all, delete-orphan", order_by="ChronologyEntry.id"
    )
    witness_evidence: Mapped[list["WitnessEvidence"]] = relationship(
        cascade="all, delete-orphan", order_by="WitnessEvidence.id"
    )
    settled_matches: Mapped[list["SettledMatch"]] = relationship(
        cascade="all, delete-orphan", order_by="SettledMatch.id"
    )


class ChronologyEntry(Row, Base):
    """One timed event as printed."""

    __tablename__ = "chronology_entry"
    __table_args__ = (Index(None, "report_id"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("police_report.id"))
    at: Mapped[str]
    text: Mapped[str]


class WitnessEvidence(Row, Base):
    """What a key witness says, in one paragraph."""

    __tablename__ = "witness_evidence"
    __table_args__ = (Index(None, "report_id"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("police_report.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]

    person: Mapped[Person] = relationship()


class SettledMatch(Row, Base):
    """Words found by the personal-details check that stay for a reason a second person confirms."""

    __tablename__ = "settled_match"
    __table_args__ = (
        Index(None, "report_id"),
        CheckConstraint("(confirmed_by_id IS NULL) = (confirmed_at IS NULL)", name="confirmed_whole"),
    )

    report_id: Mapped[int] = mapped_column(ForeignKey("police_report.id"))
    field: Mapped[str]
    match: Mapped[str]
    reason_code: Mapped[MatchReason] = mapped_column(closed_list(MatchReason, "reason_code"))
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_at: Mapped[datetime | None]

    by: Mapped[User] = relationship(foreign_keys=[by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
