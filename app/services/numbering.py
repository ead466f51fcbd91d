"""Numbers a case gives its own rows (P1, E2 …) and the reference of a new case."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.database.session import db
from app.domain import references
from app.domain.calendar import london_day
from app.models.outbox import ReferenceCounter
from app.models.sealed import keyring


def next_file_id(model: Any, incident_id: int, letter: str) -> str:
    """The id after the highest one of this kind in the case. A copy has the number of what it was made of (F1-copy)."""
    taken = db.session.scalars(select(model.file_id).where(model.incident_id == incident_id).order_by(model.id))
    return f"{letter}{max((int(file_id[1:].partition('-')[0]) for file_id in taken), default=0) + 1}"


def next_reference(at: datetime) -> str:
    """The next reference of the year; the counter row stays locked until the transaction ends."""
    year = london_day(at).year
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    drawn = db.session.execute(
        insert(ReferenceCounter)
        .values(year=year, drawn=1)
        .on_conflict_do_update(index_elements=[ReferenceCounter.year], set_={"drawn": ReferenceCounter.drawn + 1})
        .returning(ReferenceCounter.drawn)
    ).scalar_one()
    return references.make(int(drawn), year=year, key=keyring().reference)
