"""Recorded crimes and allegations: one suspect, one offence, one crime and through it the victims."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.stages import Status
from app.domain.vocabulary import (
    ChargeMethod,
    ChargingAuthority,
    ConsentType,
    ElementKind,
    OutcomeCode,
    Strand,
    VenueView,
)
from app.models.base import Base, Row, Versioned, closed_list
from app.models.people import Person
from app.models.suspect import Suspect
from app.models.user import User


class Crime(Versioned, Base):
    """A recorded crime. While it has no allegation it carries a status of its own."""

    __tablename__ = "crime_record"
    __table_args__ = (
        UniqueConstraint("incident_id", "crime_number"),
        CheckConstraint("(ho_outcome_code IS NULL) = (outcome_date IS NULL)", name="outcome_whole"),
        CheckConstraint("status <> 'cancelled_record' OR cancelled_reason IS NOT NULL", name="reason_if_cancelled"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    crime_number: Mapped[str]
    recorded_at: Mapped[datetime]
    offence_type_key: Mapped[str]
    has_no_victim: Mapped[bool] = mapped_column(default=False)
    own_strands: Mapped[bool] = mapped_column(default=False)
    status: Mapped[Status] = mapped_column(closed_list(Status, "status"), default=Status.RECORDED)
    ho_outcome_code: Mapped[OutcomeCode | None] = mapped_column(closed_list(OutcomeCode, "ho_outcome_code"))
    outcome_date: Mapped[date | None]
    outcome_reason: Mapped[str | None]
    outcome_agency: Mapped[str | None]
    outcome_confirmed: Mapped[tuple[str, ...]] = mapped_column(default=())
    cancelled_reason: Mapped[str | None]
    proposed_ending: Mapped[str | None]  # the officer's words when proposing that police end it
    proposed_outcome: Mapped[OutcomeCode | None] = mapped_column(closed_list(OutcomeCode, "proposed_outcome"))
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    victims: Mapped[list["CrimeVictim"]] = relationship(cascade="all, delete-orphan", order_by="CrimeVictim.id")
    strands: Mapped[list["CrimeStrand"]] = relationship(cascade="all, delete-orphan", order_by="CrimeStrand.id")
    allegations: Mapped[list["Allegation"]] = relationship(back_populates="crime", order_by="Allegation.id")


class CrimeVictim(Row, Base):
    """A victim of a recorded crime; as a rule one a crime, several where the sender keeps them so."""

    __tablename__ = "crime_victim"
    __table_args__ = (UniqueConstraint("crime_id", "person_id"), Index(None, "person_id"))

    crime_id: Mapped[int] = mapped_column(ForeignKey("crime_record.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship()


class CrimeStrand(Row, Base):
    """Strands of one crime, only where they differ from those of the incident."""

    __tablename__ = "crime_strand"
    __table_args__ = (UniqueConstraint("crime_id", "strand"),)

    crime_id: Mapped[int] = mapped_column(ForeignKey("crime_record.id"))
    strand: Mapped[Strand] = mapped_column(closed_list(Strand, "strand"))


class Allegation(Versioned, Base):
    """One suspect, one offence, one crime. Its status is set by `services.progress` alone."""

    __tablename__ = "allegation"
    __table_args__ = (
        UniqueConstraint("incident_id", "file_id"),
        CheckConstraint("offence_from <= offence_to", name="offence_dates_in_order"),
        CheckConstraint("(charged_method IS NULL) = (charged_at IS NULL)", name="charge_whole"),
        CheckConstraint(
            "status NOT IN ('charged', 'requisitioned', 'summonsed') OR charged_at IS NOT NULL", name="date_if_charged"
        ),
        CheckConstraint("damage_cost_gbp >= 0", name="cost_not_negative"),
        CheckConstraint("alternative_to_id <> id", name="not_its_own_alternative"),
        CheckConstraint("(status = 'warrant_issued') = (interrupted_status IS NOT NULL)", name="warrant_interrupts"),
        Index(None, "crime_id"),
        Index(None, "suspect_id"),
        Index("ix_allegation_status", "status"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]
    suspect_id: Mapped[int] = mapped_column(ForeignKey("suspect.id"))
    crime_id: Mapped[int] = mapped_column(ForeignKey("crime_record.id"))
    offence_type_key: Mapped[str]
    wording: Mapped[str | None]
    offence_from: Mapped[date | None]
    offence_to: Mapped[date | None]
    charging_authority: Mapped[ChargingAuthority] = mapped_column(closed_list(ChargingAuthority, "charging_authority"))
    status: Mapped[Status] = mapped_column(closed_list(Status, "status"), default=Status.UNDER_INVESTIGATION)
    interrupted_status: Mapped[Status | None] = mapped_column(closed_list(Status, "interrupted_status"))
    shown_ending: Mapped[str | None]  # deceased, unfit, no verdict taken: stayed, shown by its own name
    hostility_strands: Mapped[tuple[str, ...] | None]
    alternative_to_id: Mapped[int | None] = mapped_column(ForeignKey("allegation.id"))
    venue_view: Mapped[VenueView | None] = mapped_column(closed_list(VenueView, "venue_view"))
    identification_methods: Mapped[tuple[str, ...]] = mapped_column(default=())
    is_online: Mapped[bool | None]
    echr_note: Mapped[str | None]
    damage_owner: Mapped[str | None]
    damage_cost_gbp: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    consent_type: Mapped[ConsentType | None] = mapped_column(closed_list(ConsentType, "consent_type"))
    consent_requested_at: Mapped[datetime | None]
    consent_granted_at: Mapped[datetime | None]
    consent_granted_by: Mapped[str | None]
    domestic_abuse_first_statement_on: Mapped[date | None]
    charged_method: Mapped[ChargeMethod | None] = mapped_column(closed_list(ChargeMethod, "charged_method"))
    charged_at: Mapped[datetime | None]
    charged_bailed: Mapped[bool | None]
    police_charge_grounds: Mapped[str | None]
    police_charge_pace_ends_at: Mapped[datetime | None]
    police_charge_no_prosecutor: Mapped[str | None]
    oocr_kind: Mapped[str | None]
    oocr_conditions: Mapped[str | None]
    oocr_due_on: Mapped[date | None]
    oocr_by_police: Mapped[bool] = mapped_column(default=False)

    suspect: Mapped[Suspect] = relationship()
    crime: Mapped[Crime] = relationship(back_populates="allegations")
    elements: Mapped[list["Element"]] = relationship(cascade="all, delete-orphan", order_by="Element.id")
    acts: Mapped[list["Act"]] = relationship(cascade="all, delete-orphan", order_by="Act.id")
    knowledge: Mapped[list["ProsecutorKnowledge"]] = relationship(
        cascade="all, delete-orphan", order_by="ProsecutorKnowledge.id"
    )


class Element(Row, Base):
    """A point to prove: from the catalogue, from the sender's file, or added by a person; never deleted."""

    __tablename__ = "element"
    __table_args__ = (Index(None, "allegation_id"),)

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    key: Mapped[str]
    kind: Mapped[ElementKind] = mapped_column(closed_list(ElementKind, "kind"))
    text: Mapped[str]


class Act(Row, Base):
    """A dated act of a course of conduct."""

    __tablename__ = "act"
    __table_args__ = (Index(None, "allegation_id"),)

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    on: Mapped[date]
    text: Mapped[str]


class ProsecutorKnowledge(Row, Base):
    """Every prosecutor review that bears on a knowledge-based time limit."""

    __tablename__ = "prosecutor_knowledge"
    __table_args__ = (Index(None, "allegation_id"),)

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    reviewed_on: Mapped[date]
    prosecutor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    sufficient_evidence: Mapped[bool]
    certificate_signed_on: Mapped[date | None]

    prosecutor: Mapped[User] = relationship()
