"""Hearings, sentences, appeals and requests for review of one case, each looked up inside that case only (ACC-3)."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.errors import NotFound
from app.domain.vocabulary import ClockEvent
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Appeal, Hearing, HearingAllegation, Sentence, VrrAllegation, VrrRequest
from app.models.suspect import Suspect
from app.models.victim import DatedEvent

_ALLEGATION = joinedload(HearingAllegation.allegation).joinedload(Allegation.suspect).joinedload(Suspect.person)


def hearings_of(incident: Incident) -> list[Hearing]:
    """The hearings of a case, the latest first, with the offences before the court."""
    return list(
        db.session.scalars(
            select(Hearing)
            .where(Hearing.incident_id == incident.id)
            .options(selectinload(Hearing.allegations).options(_ALLEGATION))
            .order_by(Hearing.listed_at.desc(), Hearing.id.desc())
        )
    )


def hearing_by_file_id(incident: Incident, file_id: str) -> Hearing:
    """One hearing of this case (H1). Raises NotFound."""
    found = next((row for row in hearings_of(incident) if row.file_id == file_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def sentences_of(incident: Incident) -> list[Sentence]:
    """The sentences of a case in their order."""
    return list(
        db.session.scalars(
            select(Sentence)
            .join(Allegation, Allegation.id == Sentence.allegation_id)
            .where(Allegation.incident_id == incident.id)
            .order_by(Sentence.id)
        )
    )


def open_appeal(allegation: Allegation) -> Appeal:
    """The appeal of an allegation that is not decided. Raises NotFound."""
    found = db.session.scalars(
        select(Appeal)
        .where(Appeal.allegation_id == allegation.id, Appeal.decided_on.is_(None))
        .order_by(Appeal.id.desc())
        .limit(1)
    ).first()
    if found is None:
        raise NotFound("Page not found")
    return found


def reviews_of(incident: Incident) -> list[VrrRequest]:
    """The reviews victims of a case have asked for."""
    return list(
        db.session.scalars(
            select(VrrRequest)
            .where(VrrRequest.incident_id == incident.id)
            .options(
                joinedload(VrrRequest.victim_person),
                selectinload(VrrRequest.allegations).joinedload(VrrAllegation.allegation),
            )
            .order_by(VrrRequest.id)
        )
    )


def grants_of_bail(incident: Incident) -> list[DatedEvent]:
    """The grants of bail by a court in a case, the latest first."""
    return list(
        db.session.scalars(
            select(DatedEvent)
            .where(DatedEvent.incident_id == incident.id, DatedEvent.kind == ClockEvent.COURT_BAIL_GRANTED)
            .order_by(DatedEvent.at.desc(), DatedEvent.id.desc())
        )
    )


def grant_by_file_id(incident: Incident, file_id: str) -> DatedEvent:
    """One grant of bail of this case (V1). Raises NotFound."""
    found = next((row for row in grants_of_bail(incident) if row.file_id == file_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found
