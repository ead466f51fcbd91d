"""Times marked in a recording: each said by somebody, never changed; one that is wrong is taken off and stays known."""

from datetime import datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain import playing_time
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.incident import Incident
from app.models.vault import EvidenceFile
from app.models.viewing import RecordingMark
from app.services import history
from app.services.authority import demand

PLAYED = ("audio/", "video/")


@atomic
def mark_time(
    incident: Incident, held: EvidenceFile, starts: int, ends: int | None, note: str, *, actor: Actor, at: datetime
) -> RecordingMark:
    """Say what happens at a time of a recording, in seconds from its beginning."""
    _demand(incident, held, actor)
    if ends is not None and ends <= starts:
        raise RuleBroken("The end must come after the beginning.", field="ends")
    mark = RecordingMark(
        evidence_file_id=held.id, starts=starts, ends=ends, note=note, marked_by_id=actor.user_id, marked_at=at
    )
    db.session.add(mark)
    db.session.flush()
    _tell(incident, EventKind.TIME_MARKED, mark, held, actor, at)
    return mark


@atomic
def take_off(incident: Incident, mark: RecordingMark, *, actor: Actor, at: datetime) -> None:
    """The mark was wrong: it is no longer shown. Raises Conflict where somebody has just done the same."""
    held = mark.file
    _demand(incident, held, actor)
    row = db.session.get_one(RecordingMark, mark.id, with_for_update=True, populate_existing=True)
    if row.taken_off_at is not None:
        raise Conflict("Somebody has just taken this mark off.")
    row.taken_off_at, row.taken_off_by_id = at, actor.user_id
    _tell(incident, EventKind.TIME_TAKEN_OFF, row, held, actor, at)


def _demand(incident: Incident, held: EvidenceFile, actor: Actor) -> None:
    demand(actor, incident, Permission.CASE_EDIT)
    demand(actor, incident, Permission.EVIDENCE_VIEW)
    if held.incident_id != incident.id:
        raise NotFound("Page not found")
    if not held.media_type.startswith(PLAYED):
        raise RuleBroken("Times are marked in recordings only.")


def _tell(
    incident: Incident, kind: EventKind, mark: RecordingMark, held: EvidenceFile, actor: Actor, at: datetime
) -> None:
    history.record(incident, kind, actor=actor, at=at, file=held.file_id, starts=playing_time.words(mark.starts))
