"""Lifting a block of a case takes two people: one proposes it with a reason, another decides (ACC-6, ACC-7)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Versioned
from app.models.incident import ConflictOfInterest, Incident
from app.models.user import User


class LiftProposal(Versioned, Base):
    """To lift one conflict of interest or, where none is named, the restriction of the case."""

    __tablename__ = "lift_proposal"
    __table_args__ = (
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "(decided_by_id IS NULL) = (decided_at IS NULL) AND (decided_by_id IS NULL) = (approved IS NULL)",
            name="decided_whole",
        ),
        Index(None, "incident_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    conflict_id: Mapped[int | None] = mapped_column(ForeignKey("conflict_of_interest.id"))
    reason: Mapped[str]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]

    incident: Mapped[Incident] = relationship()
    conflict: Mapped[ConflictOfInterest | None] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
