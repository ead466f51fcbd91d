"""Allegations and crimes of one case, each looked up inside that case only (ACC-3)."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.errors import NotFound
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.suspect import Suspect

_WITH = (
    joinedload(Allegation.suspect).joinedload(Suspect.person),
    joinedload(Allegation.crime),
)


def of_case(incident: Incident) -> list[Allegation]:
    """The allegations of a case with suspect and crime."""
    return list(
        db.session.scalars(
            select(Allegation).where(Allegation.incident_id == incident.id).options(*_WITH).order_by(Allegation.id)
        )
    )


def with_points(incident: Incident) -> list[Allegation]:
    """The allegations of a case with what must be proved of each."""
    return list(
        db.session.scalars(
            select(Allegation)
            .where(Allegation.incident_id == incident.id)
            .options(*_WITH, selectinload(Allegation.elements), selectinload(Allegation.acts))
            .order_by(Allegation.id)
        )
    )


def by_file_id(incident: Incident, file_id: str) -> Allegation:
    """One allegation of this case by its own numbering (A1). Raises NotFound."""
    found = db.session.scalars(
        select(Allegation)
        .where(Allegation.incident_id == incident.id, Allegation.file_id == file_id)
        .options(*_WITH, selectinload(Allegation.elements))
    ).one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def crimes_of(incident: Incident) -> list[Crime]:
    """The recorded crimes of a case with their allegations."""
    return list(
        db.session.scalars(
            select(Crime)
            .where(Crime.incident_id == incident.id)
            .options(selectinload(Crime.allegations))
            .order_by(Crime.id)
        )
    )


def crime_by_id(incident: Incident, number: int) -> Crime:
    """One crime of this case. Raises NotFound."""
    found = next((row for row in crimes_of(incident) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found
