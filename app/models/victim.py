"""A victim's answers, tier, needs, personal statement and referral to a support service; contact with them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import (
    ClockEvent,
    ContactChannel,
    ContactOutcome,
    ReadAloud,
    RiskLevel,
    StatementResponse,
    SupportConsent,
    Tier,
    VictimSupport,
)
from app.models.base import Base, Row, Versioned, closed_list
from app.models.people import Person
from app.models.sealed import Sealed, sealed_column
from app.models.user import Unit, User


class Victim(Versioned, Base):
    """Care and rights, one row a victim."""

    __tablename__ = "victim"
    __table_args__ = (UniqueConstraint("person_id"), Index(None, "incident_id"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    victim_support: Mapped[VictimSupport | None] = mapped_column(closed_list(VictimSupport, "victim_support"))
    support_reason: Mapped[str | None]
    no_statement_reason: Mapped[str | None]
    withdrawal_statement_id: Mapped[int | None] = mapped_column(
        ForeignKey("statement.id", use_alter=True, name="fk_victim_withdrawal_statement")
    )
    evidence_led_assessment: Mapped[str | None]
    tier: Mapped[Tier] = mapped_column(closed_list(Tier, "tier"), default=Tier.STANDARD)
    tier_basis: Mapped[tuple[str, ...] | None]
    has_update_choice: Mapped[bool] = mapped_column(default=False)
    updates_every_days: Mapped[int | None]
    updates_channel: Mapped[str | None]
    updates_opted_out_at: Mapped[datetime | None]
    updates_recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    vps_offered_at: Mapped[datetime | None]
    vps_response: Mapped[StatementResponse] = mapped_column(
        closed_list(StatementResponse, "vps_response"), default=StatementResponse.NOT_ANSWERED
    )
    vps_statement_id: Mapped[int | None] = mapped_column(
        ForeignKey("statement.id", use_alter=True, name="fk_victim_vps_statement")
    )
    vps_read_aloud: Mapped[ReadAloud | None] = mapped_column(closed_list(ReadAloud, "vps_read_aloud"))
    vps_summary: Mapped[str | None]
    risk_level: Mapped[RiskLevel | None] = mapped_column(closed_list(RiskLevel, "risk_level"))
    injuries_description: Mapped[str | None]
    needs_assessed_at: Mapped[datetime | None]
    needs_sealed: Mapped[bytes | None] = sealed_column()
    needs = Sealed[list[str]]("needs")
    special_measures: Mapped[tuple[str, ...] | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    updates_recorded_by: Mapped[User | None] = relationship(foreign_keys=[updates_recorded_by_id])
    support_referrals: Mapped[list["SupportReferral"]] = relationship(
        back_populates="victim", order_by="SupportReferral.id"
    )

    def case_seal(self) -> tuple[bytes, str]:
        return self.person.incident.case_seal()


class SupportReferral(Versioned, Base):
    """A victim's referral to a support service with her choice. Accepted, it gives a caseworker access."""

    __tablename__ = "support_referral"
    __table_args__ = (
        Index(None, "victim_id"),
        Index("ix_support_referral_caseworker", "caseworker_id", "ended_at"),
        Index("ix_support_referral_unit", "unit_id", "accepted_at"),
        CheckConstraint("accepted_at IS NULL OR consent = 'given'", name="accepted_only_with_consent"),
        CheckConstraint("(accepted_at IS NULL) = (caseworker_id IS NULL)", name="accepted_by_somebody"),
    )

    victim_id: Mapped[int] = mapped_column(ForeignKey("victim.id"))
    referred_at: Mapped[datetime]
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    service: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # None: not an organisation here
    consent: Mapped[SupportConsent] = mapped_column(closed_list(SupportConsent, "consent"))
    accepted_at: Mapped[datetime | None]
    caseworker_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]

    victim: Mapped[Victim] = relationship(back_populates="support_referrals")
    unit: Mapped[Unit | None] = relationship()
    caseworker: Mapped[User | None] = relationship(foreign_keys=[caseworker_id])


class DatedEvent(Versioned, Base):
    """A dated thing that starts clocks and duties: arrest, charge, decision communicated, news received."""

    __tablename__ = "dated_event"
    __table_args__ = (UniqueConstraint("incident_id", "file_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]
    kind: Mapped[ClockEvent] = mapped_column(closed_list(ClockEvent, "kind"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    allegation_id: Mapped[int | None] = mapped_column(ForeignKey("allegation.id"))
    note: Mapped[str | None]
    oral_notice_at: Mapped[datetime | None]  # of an appeal by the prosecution against this grant of bail
    written_notice_at: Mapped[datetime | None]


class Contact(Versioned, Base):
    """Contact with a victim: when, how, whether told. An unsuccessful attempt is logged and ends nothing."""

    __tablename__ = "contact"
    __table_args__ = (Index(None, "incident_id"), Index(None, "victim_id"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    victim_id: Mapped[int] = mapped_column(ForeignKey("victim.id"))
    at: Mapped[datetime]
    channel: Mapped[ContactChannel] = mapped_column(closed_list(ContactChannel, "channel"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    outcome: Mapped[ContactOutcome] = mapped_column(closed_list(ContactOutcome, "outcome"))
    note_sealed: Mapped[bytes | None] = sealed_column()
    note = Sealed[str]("note")

    victim: Mapped[Victim] = relationship()
    by: Mapped[User | None] = relationship()
    told: Mapped[list["ContactEvent"]] = relationship(cascade="all, delete-orphan", order_by="ContactEvent.id")

    def case_seal(self) -> tuple[bytes, str]:
        return self.victim.case_seal()


class ContactEvent(Row, Base):
    """An event the victim was told about in a contact."""

    __tablename__ = "contact_event"
    __table_args__ = (UniqueConstraint("contact_id", "event_id"), Index(None, "event_id"))

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("dated_event.id"))

    event: Mapped[DatedEvent] = relationship()
