"""Demonstrations, matches and other events of one force: conditions, footage, and the incidents that belong to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.public_order import ConditionPower, EventRelation, EventType
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident
from app.models.user import User


class Event(Versioned, Base):
    """An event as its force records it. It names nobody who took part: who is suspected stands in the cases alone."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("begins_on <= ends_on", name="days_in_order"),
        CheckConstraint("expected_number >= 0", name="expected_not_negative"),
        CheckConstraint("actual_number >= 0", name="actual_not_negative"),
        CheckConstraint("arrest_count >= 0", name="arrests_not_negative"),
        Index("ix_event_force_day", "organisation_id", "begins_on", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    type: Mapped[EventType] = mapped_column(closed_list(EventType, "type"))
    name: Mapped[str]
    place: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    operation_name: Mapped[str | None]
    expected_number: Mapped[int | None]
    actual_number: Mapped[int | None]
    arrest_count: Mapped[int | None]  # as the force counted them, incidents outside this system included
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]

    conditions: Mapped[list["EventCondition"]] = relationship(order_by="EventCondition.id", back_populates="event")
    footage: Mapped[list["EventFootage"]] = relationship(order_by="EventFootage.id", back_populates="event")


class EventCondition(Versioned, Base):
    """A condition imposed on a procession or an assembly: its text, by whom, when."""

    __tablename__ = "event_condition"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    power: Mapped[ConditionPower] = mapped_column(closed_list(ConditionPower, "power"))
    text: Mapped[str]
    imposed_by: Mapped[str]  # name and rank
    imposed_at: Mapped[datetime]

    event: Mapped[Event] = relationship(back_populates="conditions")


class EventFootage(Versioned, Base):
    """Footage somebody holds of an event: what, where, from when to when, under which reference. Never the file."""

    __tablename__ = "event_footage"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR begins_at <= ends_at", name="times_in_order"),
        Index(None, "event_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    what: Mapped[str]
    held_at: Mapped[str]
    begins_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    reference: Mapped[str | None]

    event: Mapped[Event] = relationship(back_populates="footage")


class EventIncident(Row, Base):
    """An incident that belongs to an event, and how."""

    __tablename__ = "event_incident"
    __table_args__ = (UniqueConstraint("incident_id", "event_id"), Index(None, "event_id"))

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    relation: Mapped[EventRelation] = mapped_column(closed_list(EventRelation, "relation"))
    linked_at: Mapped[datetime]
    linked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    event: Mapped[Event] = relationship()
    incident: Mapped[Incident] = relationship()
    linked_by: Mapped[User] = relationship()
