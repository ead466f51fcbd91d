"""Dated events of a case (arrest, charge, news received): what clocks and Victims' Code duties are computed from."""

from datetime import datetime

from app.database.session import db
from app.domain.vocabulary import ClockEvent
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.people import Person
from app.models.victim import DatedEvent
from app.services.numbering import next_file_id


def happened(
    incident: Incident,
    kind: ClockEvent,
    *,
    at: datetime,
    person: Person | None = None,
    allegation: Allegation | None = None,
    note: str | None = None,
) -> DatedEvent:
    """Store a dated event in the transaction of the verb that made it happen."""
    event = DatedEvent(
        incident_id=incident.id,
        file_id=next_file_id(DatedEvent, incident.id, "V"),
        kind=kind,
        at=at,
        person_id=None if person is None else person.id,
        allegation_id=None if allegation is None else allegation.id,
        note=note,
    )
    db.session.add(event)
    db.session.flush()
    return event
