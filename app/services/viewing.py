"""Looking at a file: its copies only, never one with malware; each consultation stands in the custody chain."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.database.atomic import atomic
from app.database.session import db, end_reading
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.vocabulary import CustodyKind, MalwareState
from app.models.incident import Incident
from app.models.vault import EvidenceFile
from app.models.viewing import FileViewing
from app.queries.copies import Copied
from app.services.authority import demand
from app.services.evidence_files import enter, lock_name, refuse_infected, verified
from app.services.vault import Content, content_of

# What one session asks of one file within this time is one consultation.
ONE_CONSULTATION = timedelta(minutes=10)


def is_locked(*files: EvidenceFile | None) -> bool:
    """Was malware found in the original or in what was made of it?"""
    return any(file is not None and file.malware_state is MalwareState.INFECTED for file in files)


def copy_to_show(incident: Incident, found: Copied, part: str, *, whole: bool, actor: Actor) -> Content:
    """What is needed to send the copy for this purpose, verified as an original is.

    Raises NotFound where there is none, RuleBroken where malware was found in any of them, Damaged.
    """
    demand(actor, incident, Permission.EVIDENCE_VIEW)
    copy = found.copies.get(part)
    if copy is None or copy.parent_id is None or copy.incident_id != incident.id:
        raise NotFound("Page not found")
    for one in (found.original, *found.copies.values()):
        refuse_infected(one)
    return verified(content_of(copy), whole=whole)


def consult(number: int, *, ranges: bool, actor: Actor, at: datetime) -> bool:
    """This person looks at the copy with this row: begin a consultation unless one is running.

    Gives whether the request needs no event of its own: a range of what this session has begun to play (AUD-3).
    """
    row = _running(number, actor)
    since = at - ONE_CONSULTATION
    began = row is not None and row.began_at > since
    played = row is not None and row.ranges_began_at is not None and row.ranges_began_at > since
    end_reading()
    if began and (played or not ranges):
        return ranges
    _begin(number, ranges=ranges, actor=actor, at=at)
    return False


def _running(number: int, actor: Actor) -> FileViewing | None:
    mine = FileViewing.user_id == actor.user_id, FileViewing.session_ref == (actor.session_ref or "")
    return db.session.scalars(select(FileViewing).where(FileViewing.evidence_file_id == number, *mine)).one_or_none()


@atomic
def _begin(number: int, *, ranges: bool, actor: Actor, at: datetime) -> None:
    """One VIEWED entry a person, session and ten minutes. Changes no fact of the case."""
    copy = db.session.get_one(EvidenceFile, number)
    demand(actor, copy.incident, Permission.EVIDENCE_VIEW)
    lock_name(f"viewing {number} {actor.user_id} {actor.session_ref}")
    row = _running(number, actor)
    if row is None:
        row = FileViewing(
            evidence_file_id=number, user_id=actor.user_id, session_ref=actor.session_ref or "",
            began_at=at - ONE_CONSULTATION,
        )  # fmt: skip
        db.session.add(row)
    if row.began_at <= at - ONE_CONSULTATION:
        row.began_at = at
        enter(copy, CustodyKind.VIEWED, None, actor.user_id, at)
    if ranges:
        row.ranges_began_at = at


@atomic
def forget_old(*, before: datetime) -> None:
    """Consultations that began before this instant are over."""
    db.session.execute(delete(FileViewing).where(FileViewing.began_at < before))
