"""Finding the words of files for the search: promised with the file, and each night for those without a promise."""

from datetime import datetime

from sqlalchemy import exists, select

from app.database.atomic import atomic
from app.database.session import db
from app.models.outbox import Outbox
from app.models.vault import EvidenceFile
from app.models.viewing import FileText

READ = "read_file"
_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF, LETTER, PLAIN = "application/pdf", "message/rfc822", "text/plain"
OFFICE = frozenset({_OFFICE + "wordprocessingml.document", _OFFICE + "spreadsheetml.sheet"})
PICTURES = frozenset({"image/jpeg", "image/png", "image/heic"})
#: The kinds of file in which words are looked for; a recording has its transcript.
READABLE = frozenset({PDF, LETTER, PLAIN}) | OFFICE | PICTURES


def promise(held: EvidenceFile, *, at: datetime) -> None:
    """In the transaction that keeps an original: the worker will look for its words."""
    if held.media_type in READABLE:
        db.session.add(Outbox(kind=READ, payload={"file": held.id}, promised_at=at, due_at=at))


@atomic
def promise_missing(at: datetime) -> None:
    """Files in which nobody has looked for words, nor promised to."""
    read = exists().where(FileText.evidence_file_id == EvidenceFile.id)
    waiting = {row.payload["file"] for row in db.session.scalars(
        select(Outbox).where(Outbox.kind == READ, Outbox.done_at.is_(None)))}  # fmt: skip
    originals = select(EvidenceFile).where(EvidenceFile.parent_id.is_(None), ~read).order_by(EvidenceFile.id)
    for held in db.session.scalars(originals).all():
        if held.id not in waiting:
            promise(held, at=at)
