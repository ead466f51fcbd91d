"""Who changed a case last: what the page says that shows two people's texts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.events import BETWEEN_CASES
from app.models.history import CaseEvent
from app.models.incident import Incident


@dataclass(frozen=True, slots=True)
class LastChange:
    """A name fit to be read by anybody on the case, and when."""

    by: str
    at: datetime


def last_change(incident: Incident) -> LastChange:
    """The newest line of the history that changed the case itself; one without any was changed when it was made."""
    row = db.session.scalars(
        select(CaseEvent)
        .where(CaseEvent.incident_id == incident.id, CaseEvent.kind.not_in(BETWEEN_CASES))
        .options(joinedload(CaseEvent.actor))
        .order_by(CaseEvent.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return LastChange("Throughline", incident.created_at)
    return LastChange(row.actor.named if row.actor else "Throughline", row.occurred_at)
