"""The history of a case: what a reader of the case should know happened. Append-only; facts hold ids and codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.events import EventKind
from app.models.base import Base, Row, closed_list
from app.models.user import User


class CaseEvent(Row, Base):
    """One entry; names live in the rows it points to."""

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_incident", "incident_id", "id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[EventKind] = mapped_column(closed_list(EventKind, "kind"))
    occurred_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_role: Mapped[str]
    facts: Mapped[dict[str, Any]]

    actor: Mapped[User | None] = relationship()
