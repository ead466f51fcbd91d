"""Organisations, units as a tree, users with roles, rank and dated duties; proposals of roles for two people."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.roles import DutyKind, Rank, Role
from app.formatting import with_title
from app.models.base import Base, Row, Versioned, closed_list


class OrganisationKind(StrEnum):
    POLICE_FORCE = "police_force"
    CPS = "cps"
    SUPPORT_SERVICE = "support_service"
    COMMUNITY = "community"
    OVERSIGHT = "oversight"
    COURT = "court"


class UnitKind(StrEnum):
    FORCE = "force"
    COMMAND = "command"
    TEAM = "team"
    WITNESS_CARE = "witness_care"
    CPS_AREA = "cps_area"
    CPS_UNIT = "cps_unit"
    SERVICE = "service"
    BRANCH = "branch"
    OFFICE = "office"


class Organisation(Versioned, Base):
    """A force, the CPS, a support service, a community organisation, an oversight body."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("name"), UniqueConstraint("code"))

    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(closed_list(OrganisationKind, "kind"))
    code: Mapped[str | None]  # force code; empty until the adopter enters its own
    cps_unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id", use_alter=True, name="fk_organisation_cps_unit_id_unit")
    )
    issues_urns: Mapped[bool] = mapped_column(default=False)

    units: Mapped[list["Unit"]] = relationship(
        back_populates="organisation", foreign_keys="Unit.organisation_id", order_by="Unit.id"
    )


class Unit(Versioned, Base):
    """A place in the tree of an organisation; cases, referrals and support referrals belong to one."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("code"), Index(None, "organisation_id"), Index(None, "path"))

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    code: Mapped[str]
    kind: Mapped[UnitKind] = mapped_column(closed_list(UnitKind, "kind"))
    path: Mapped[str] = mapped_column(default="")  # "/1/4/9/": this unit and those above it

    organisation: Mapped[Organisation] = relationship(back_populates="units", foreign_keys=[organisation_id])


class User(Versioned, Base):
    """Somebody with an account. Staff named in an imported file become disabled users without an e-mail address."""

    __tablename__ = "user_account"
    __table_args__ = (
        Index("uq_user_account_email", text("lower(email)"), unique=True),
        CheckConstraint("disabled_at IS NOT NULL OR password_hash IS NOT NULL", name="enabled_has_password"),
        CheckConstraint("disabled_at IS NOT NULL OR email IS NOT NULL", name="enabled_has_email"),
        Index(None, "unit_id"),
    )

    name: Mapped[str]
    email: Mapped[str | None]
    password_hash: Mapped[str | None]
    # Until when the password that somebody else gave may be used to choose one's own; empty once that is done.
    starting_password_until: Mapped[datetime | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    rank: Mapped[Rank] = mapped_column(closed_list(Rank, "rank"), default=Rank.STAFF)
    title: Mapped[str | None]  # rank or grade as printed: "Detective Constable", "Senior Crown Prosecutor"
    collar_number: Mapped[str | None]
    work_phone: Mapped[str | None]
    auth_epoch: Mapped[int] = mapped_column(default=1)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    is_demo: Mapped[bool] = mapped_column(default=False)

    unit: Mapped[Unit] = relationship()
    roles: Mapped[list["UserRole"]] = relationship(
        back_populates="user", order_by="UserRole.id", foreign_keys="UserRole.user_id"
    )
    duties: Mapped[list["Duty"]] = relationship(back_populates="user", order_by="Duty.id", foreign_keys="Duty.user_id")

    @property
    def named(self) -> str:
        """Name with rank or grade before it, as printed: "DC Holloway" style is the reader's own."""
        return with_title(self.name, self.title)


class UserRole(Row, Base):
    """A role a person may act in; the session chooses one."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(closed_list(Role, "role"))
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    user: Mapped[User] = relationship(back_populates="roles", foreign_keys=[user_id])


class Duty(Row, Base):
    """A dated extra; without an end it goes on."""

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="dates_in_order"),
        Index(None, "user_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[DutyKind] = mapped_column(closed_list(DutyKind, "kind"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    user: Mapped[User] = relationship(back_populates="duties", foreign_keys=[user_id])


class RoleProposal(Versioned, Base):
    """A role that needs two different administrators, neither of them the person who gains by it (ACC-12)."""

    __tablename__ = "role_proposal"
    __table_args__ = (
        CheckConstraint("proposed_by_id <> user_id", name="proposer_does_not_gain"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_administrators"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> user_id", name="approver_does_not_gain"),
        CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        Index(None, "user_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(closed_list(Role, "role"))
    reason: Mapped[str]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
