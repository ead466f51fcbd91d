"""Withdrawing an item of evidence, or restoring it, takes two people: one proposes with a reason, another decides."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Versioned
from app.models.material import EvidenceItem
from app.models.user import User


class Withdrawal(Versioned, Base):
    """One proposal and what came of it. The last one that was approved says how the item stands."""

    __tablename__ = "withdrawal"
    __table_args__ = (
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "(decided_by_id IS NULL) = (decided_at IS NULL) AND (decided_by_id IS NULL) = (approved IS NULL)",
            name="decided_whole",
        ),
        CheckConstraint("approved IS NULL OR approved OR answer IS NOT NULL", name="declined_with_a_reason"),
        Index(None, "incident_id"),
        Index(None, "evidence_item_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    evidence_item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    restores: Mapped[bool]  # the item is withdrawn and shall count again
    reason: Mapped[str]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    decide_by: Mapped[date]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    answer: Mapped[str | None]

    item: Mapped[EvidenceItem] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
