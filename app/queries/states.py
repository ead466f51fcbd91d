"""On what stage and status of a case rest: where its crimes and allegations stand, and who is held."""

from dataclasses import dataclass

from sqlalchemy import Integer, String, null, select, type_coerce, union_all

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import CustodyStatus
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.suspect import Suspect


@dataclass(frozen=True, slots=True)
class Alleged:
    """Where an allegation stands, of which crime; `interrupted` is where it goes on after a warrant."""

    crime_id: int
    status: Status
    interrupted: Status | None


@dataclass(frozen=True, slots=True)
class States:
    """Allegations, crimes by their number, and the custody of each suspect, each in the order of recording."""

    allegations: tuple[Alleged, ...]
    crimes: tuple[tuple[int, Status], ...]
    custody: tuple[CustodyStatus, ...]


def states_of(incident: Incident) -> States:
    """One statement: it is asked at the end of every transaction that changes a case."""
    nothing = type_coerce(null(), Integer)
    every = union_all(
        select(
            type_coerce("allegation", String).label("of"),
            Allegation.id.label("row_id"),
            Allegation.crime_id.label("crime_id"),
            type_coerce(Allegation.status, String).label("state"),
            type_coerce(Allegation.interrupted_status, String).label("interrupted"),
        ).where(Allegation.incident_id == incident.id),
        select(type_coerce("crime", String), Crime.id, Crime.id, type_coerce(Crime.status, String), null()).where(
            Crime.incident_id == incident.id
        ),
        select(
            type_coerce("suspect", String),
            Suspect.id,
            nothing,
            type_coerce(Suspect.custody_status, String),
            null(),
        ).where(Suspect.incident_id == incident.id),
    ).subquery()
    rows = db.session.execute(select(every).order_by(every.c.row_id)).all()
    return States(
        tuple(
            Alleged(row.crime_id, Status(row.state), Status(row.interrupted) if row.interrupted else None)
            for row in rows
            if row.of == "allegation"
        ),
        tuple((row.row_id, Status(row.state)) for row in rows if row.of == "crime"),
        tuple(CustodyStatus(row.state) for row in rows if row.of == "suspect"),
    )
