"""Recording that somebody saw something: one event in a short transaction of its own."""

from datetime import datetime

from app.database import audit
from app.database.atomic import atomic
from app.services import sessions


@atomic
def record(note: audit.Note, *, touched_session: int | None, at: datetime) -> None:
    """Append the event; in the same transaction mark the session as used, at most once a minute."""
    if touched_session is not None:
        sessions.touch(touched_session, at=at)
    audit.note(note)


@atomic
def in_use(session_id: int, *, at: datetime) -> None:
    """Mark the session as used where nothing is shown that must be recorded."""
    sessions.touch(session_id, at=at)
