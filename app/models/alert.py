"""What somebody should look at though no case says so: tries at a case that is blocked, a surge at the door,
a stored file that is not what was stored, or in which malware was found."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Row, closed_list
from app.models.incident import Incident
from app.models.user import User


class AlertKind(StrEnum):
    CONFLICT_TRY = "conflict_try"
    SIGN_IN_SURGE = "sign_in_surge"
    DAMAGED_FILE = "damaged_file"
    INFECTED_FILE = "infected_file"


class Alert(Row, Base):
    """One thing that happened; whose it is to look, and to close it, follows from the kind. Not shown in the case."""

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'conflict_try') = (incident_id IS NOT NULL AND user_id IS NOT NULL)", name="try_is_whole"
        ),
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL) AND (closed_at IS NULL) = (closed_reason IS NULL)",
            name="closed_whole",
        ),
        Index("ix_alert_kind_at", "kind", "at"),
        Index(None, "incident_id"),
    )

    kind: Mapped[AlertKind] = mapped_column(closed_list(AlertKind, "kind"))
    at: Mapped[datetime]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str | None]

    incident: Mapped[Incident | None] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
