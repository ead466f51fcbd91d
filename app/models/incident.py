"""The incident: one row is what people call the case. Report, perception, place, assignments, conflicts, links."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.stages import Stage, Status
from app.domain.vocabulary import (
    Channel,
    CrimeDecision,
    LocationKind,
    PerceivedBy,
    PerceptionBasis,
    ReportedByRole,
    Strand,
)
from app.models.base import Base, Row, Versioned, closed_list
from app.models.sealed import Sealed, keyring, sealed_column
from app.models.user import Unit, User

if TYPE_CHECKING:
    from app.models.clock import ClockRow


class Incident(Versioned, Base):
    """One case. `stage` and `status` are rolled up from its facts by `services.progress`, never assigned by a verb."""

    __tablename__ = "incident"
    __table_args__ = (
        UniqueConstraint("reference"),
        UniqueConstraint("source_system", "source_record_id"),
        CheckConstraint("occurred_to IS NULL OR occurred_from <= occurred_to", name="occurred_in_order"),
        CheckConstraint("(next_due_at IS NULL) = (next_due_rule IS NULL)", name="next_due_whole"),
        CheckConstraint("lead_incident_id IS NULL OR lead_incident_id <> id", name="not_its_own_lead"),
        Index("ix_incident_oic_due", "oic_id", "next_due_at", "id"),
        Index("ix_incident_unit_due", "unit_id", "next_due_at", "id"),
        Index("ix_incident_status", "status", "id"),
        Index("ix_incident_district", "district"),
        Index(None, "lead_incident_id"),
    )

    reference: Mapped[str]
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    digest_salt: Mapped[bytes] = mapped_column(LargeBinary)
    force_ref: Mapped[str | None]
    urn: Mapped[str | None]
    source_system: Mapped[str | None]
    source_record_id: Mapped[str | None]
    source_exported_at: Mapped[datetime | None]

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    oic_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reporting_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    lead_incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))

    title: Mapped[str]  # what was done, where; never a person's name, never a slur
    reported_at: Mapped[datetime]
    reported_by_role: Mapped[ReportedByRole] = mapped_column(closed_list(ReportedByRole, "reported_by_role"))
    channel: Mapped[Channel] = mapped_column(closed_list(Channel, "channel"))
    crime_decision: Mapped[CrimeDecision] = mapped_column(
        closed_list(CrimeDecision, "crime_decision"), default=CrimeDecision.PENDING
    )
    crime_decision_at: Mapped[datetime | None]
    crime_decision_reason: Mapped[str | None]
    non_crime_reason: Mapped[str | None]
    non_crime_proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    occurred_from: Mapped[datetime | None]
    occurred_to: Mapped[datetime | None]
    occurred_precision: Mapped[str] = mapped_column(default="exact")
    occurred_typed: Mapped[str | None]  # the wall clock as typed, with which of two repeated hours was meant
    narrative: Mapped[str]
    is_protest: Mapped[bool | None]
    is_domestic_abuse: Mapped[bool | None]
    community_tension: Mapped[str | None]
    no_hostility_found_reason: Mapped[str | None]

    location_kind: Mapped[LocationKind] = mapped_column(closed_list(LocationKind, "location_kind"))
    location_description: Mapped[str]
    district: Mapped[str | None]
    address_sealed: Mapped[bytes | None] = sealed_column()
    address = Sealed[str]("address")
    coordinates_sealed: Mapped[bytes | None] = sealed_column()
    coordinates = Sealed[list[float]]("coordinates")

    report_status: Mapped[Status] = mapped_column(closed_list(Status, "report_status"), default=Status.REPORTED)
    stage: Mapped[Stage] = mapped_column(closed_list(Stage, "stage"), default=Stage.REPORT)
    status: Mapped[Status] = mapped_column(closed_list(Status, "status"), default=Status.REPORTED)
    next_due_at: Mapped[datetime | None]
    next_due_rule: Mapped[str | None]
    is_restricted: Mapped[bool] = mapped_column(default=False)
    transfer_to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    created_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    oic: Mapped[User | None] = relationship(foreign_keys=[oic_id])
    supervisor: Mapped[User | None] = relationship(foreign_keys=[supervisor_id])
    strands: Mapped[list["IncidentStrand"]] = relationship(
        back_populates="incident", cascade="all, delete-orphan", order_by="IncidentStrand.id"
    )
    perceptions: Mapped[list["Perception"]] = relationship(
        back_populates="incident", cascade="all, delete-orphan", order_by="Perception.id"
    )
    clocks: Mapped[list["ClockRow"]] = relationship(back_populates="incident", order_by="ClockRow.id", viewonly=True)
    clock_state: Mapped["ClockState | None"] = relationship(viewonly=True)
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="incident", order_by="Assignment.id")

    def case_seal(self) -> tuple[bytes, str]:
        """The wrapped case key and the reference it is bound to."""
        return self.wrapped_key, self.reference

    @staticmethod
    def fresh_key() -> bytes:
        """A new wrapped case key for a new case."""
        return keyring().new_case_key()


class ClockState(Row, Base):
    """How near the nearest clock of a case is, and the nearest of the police; when time alone changes a level."""

    __tablename__ = "clock_state"
    __table_args__ = (UniqueConstraint("incident_id"), Index(None, "changes_at"), Index(None, "police_due_at"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    level: Mapped[str | None]  # a member of domain.deadlines.Level
    changes_at: Mapped[datetime | None]
    police_due_at: Mapped[datetime | None]
    police_rule: Mapped[str | None]
    police_level: Mapped[str | None]


class IncidentStrand(Row, Base):
    """The flag: a strand somebody perceived. It says nothing about who the victim is."""

    __tablename__ = "incident_strand"
    __table_args__ = (UniqueConstraint("incident_id", "strand", "sub_strand"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    strand: Mapped[Strand] = mapped_column(closed_list(Strand, "strand"))
    sub_strand: Mapped[str | None]

    incident: Mapped[Incident] = relationship(back_populates="strands")


class Perception(Row, Base):
    """Who perceived it as hate crime: a set, each at most once."""

    __tablename__ = "perception"
    __table_args__ = (UniqueConstraint("incident_id", "by"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    by: Mapped[PerceivedBy] = mapped_column(closed_list(PerceivedBy, "by"))
    basis: Mapped[PerceptionBasis] = mapped_column(closed_list(PerceptionBasis, "basis"))

    incident: Mapped[Incident] = relationship(back_populates="perceptions")


class OtherReference(Row, Base):
    """A reference another organisation uses for the same incident."""

    __tablename__ = "other_reference"
    __table_args__ = (Index(None, "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    organisation: Mapped[str]
    reference: Mapped[str]


class LinkedInvestigation(Row, Base):
    """A linked suspect or investigation outside this case; no status = not given."""

    __tablename__ = "linked_investigation"
    __table_args__ = (Index(None, "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    reference: Mapped[str]
    status: Mapped[str | None]


class OnlineConduct(Versioned, Base):
    """Only when the conduct was online."""

    __tablename__ = "online_conduct"
    __table_args__ = (UniqueConstraint("incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    platform: Mapped[str]
    url: Mapped[str | None]
    account_handle: Mapped[str | None]
    display_name: Mapped[str | None]
    posted_at: Mapped[datetime | None]
    captured_at: Mapped[datetime | None]
    attribution_methods: Mapped[tuple[str, ...]] = mapped_column(default=())


class Assignment(Row, Base):
    """Who had the case from when to when; an ended one gives no access."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_live", "user_id", "ended_at", "incident_id"),
        Index(None, "incident_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    incident: Mapped[Incident] = relationship(back_populates="assignments")
    user: Mapped[User] = relationship()


class ConflictOfInterest(Row, Base):
    """A block: the incident does not exist for this person, whatever else is true (ACC-6)."""

    __tablename__ = "conflict_of_interest"
    __table_args__ = (
        Index("ix_conflict_live", "user_id", "lifted_at", "incident_id"),
        CheckConstraint("lifted_by_id IS NULL OR lifted_by_id <> user_id", name="not_lifted_by_oneself"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    # The person of the case who this user is, where somebody else recorded it; empty where the user declared a link.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    declared_at: Mapped[datetime]
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class RestrictionMember(Row, Base):
    """A name on the list of a restricted incident (ACC-7)."""

    __tablename__ = "restriction_member"
    __table_args__ = (UniqueConstraint("incident_id", "user_id"), Index(None, "user_id"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class CaseStaff(Row, Base):
    """A member of staff named in the sender's file, with the id and the words of the file; the account may say more."""

    __tablename__ = "case_staff"
    __table_args__ = (UniqueConstraint("incident_id", "file_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    file_id: Mapped[str]
    name: Mapped[str]
    rank_or_grade: Mapped[str]
    collar_number: Mapped[str | None]

    user: Mapped[User] = relationship()
