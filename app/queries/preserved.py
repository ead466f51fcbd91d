"""Requests to preserve that still run, and the days by which a case asks for something that stands in no case file."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select, union_all
from sqlalchemy.orm import aliased

from app.database.session import db
from app.models.online import PreservationRequest
from app.models.withdrawal import Withdrawal


def running() -> ColumnElement[bool]:
    """Preserved until a day, not renewed by a later request, and still needed."""
    later = aliased(PreservationRequest)
    return and_(
        PreservationRequest.renew_by.is_not(None),
        PreservationRequest.ended_at.is_(None),
        ~exists().where(later.renews_id == PreservationRequest.id),
    )


def days_of(incident_id: int) -> tuple[date, ...]:
    """By when what is preserved must be renewed, and by when a supervisor decides on a withdrawal: one statement."""
    preserved = select(PreservationRequest.renew_by.label("day")).where(
        PreservationRequest.incident_id == incident_id, running()
    )
    waiting = select(Withdrawal.decide_by.label("day")).where(
        Withdrawal.incident_id == incident_id, Withdrawal.decided_at.is_(None)
    )
    return tuple(sorted(db.session.scalars(union_all(preserved, waiting))))
