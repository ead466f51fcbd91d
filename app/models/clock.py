"""Clocks of a case in their one shape: legal limits, targets and later the Victims' Code alike."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import ClockStatus
from app.models.base import Base, Row, closed_list
from app.models.incident import Incident


class ClockRow(Row, Base):
    """One clock, re-computed in the transaction that changes a fact. `due_*` both empty = no limit."""

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_incident", "incident_id", "due_at"),
        CheckConstraint("due_on IS NULL OR due_at IS NOT NULL", name="day_has_its_end"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    rule: Mapped[str]
    variant: Mapped[str]
    label: Mapped[str]
    subject: Mapped[str]
    event: Mapped[str | None]
    starts_at: Mapped[datetime | None]
    starts_on: Mapped[date | None]
    due_at: Mapped[datetime | None]  # for a day: its end in London, exclusive
    due_on: Mapped[date | None]
    stopped_at: Mapped[datetime | None]
    status: Mapped[ClockStatus] = mapped_column(closed_list(ClockStatus, "status"))
    ended_reason: Mapped[str | None]
    reason: Mapped[str]
    source: Mapped[str]
    unconfirmed: Mapped[bool]
    is_legal: Mapped[bool]
    owner_role: Mapped[str]

    incident: Mapped[Incident] = relationship(back_populates="clocks", viewonly=True)
