"""Making the copies of a file, in the worker: what is shown and given to people outside the team (UPL-7, UPL-8).

Each copy is a file of its own in the store, with what it was made of, by which tool, when. The original is only read.
"""

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, cast

from sqlalchemy import select

from app import formatting
from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db, end_reading
from app.documents.client import NotRunning, PrintClient, StillRendering
from app.documents.limits import RenderFailed
from app.documents.wire import FileJob
from app.domain.actor import system
from app.domain.audit_chain import AuditKind
from app.domain.file_copies import COPY, PREVIEW, SMALL, TOOLS, VERSION
from app.domain.vocabulary import CopyState, CustodyKind, MalwareState
from app.models.sealed import keyring
from app.models.vault import EvidenceFile
from app.models.viewing import FileCopying
from app.services import evidence_store
from app.services.evidence_files import enter, lock_name, stored_as
from app.services.uploads import cleaning
from app.services.uploads.check import STUMBLES
from app.services.uploads.verdict import Refused
from app.services.vault import Content, Damaged, Staged, content_of, vault

BY_ITSELF = "Throughline, by itself"
_ENDINGS = {"image/jpeg": ".jpg", "text/plain": ".txt"}


def file_job(content: Content, craft: str, **told: Any) -> FileJob:
    """A job about a stored file: each piece is read, and verified, when it is sent."""
    return FileJob(craft, told, content.size, vault().pieces(content, 0, content.size))


def keep_promise(payload: Mapping[str, Any], printer: PrintClient, *, at: datetime) -> None:
    """Make the copy of a file, or keep in words why there is none.

    Raises NotRunning or StillRendering where it is to be tried again by itself.
    """
    found = select(FileCopying).where(FileCopying.evidence_file_id == payload["file"])
    row = db.session.scalars(found).one_or_none()
    if row is None or row.state is not CopyState.WAITING:
        return
    if row.file.malware_state is MalwareState.INFECTED:
        _fail(row.id, "Malware was found in this file.", at=at)
        return
    number, media_type, content = row.id, row.file.media_type, content_of(row.file)
    end_reading()
    make(number, content, media_type, printer, at=at)


def make(number: int, content: Content, media_type: str, printer: PrintClient, *, at: datetime) -> None:
    """The slow part of `keep_promise`, outside any transaction. Raises as it does."""
    with ExitStack() as arriving:
        try:
            parts, pages = _made(content, media_type, printer, arriving)
        except (NotRunning, StillRendering):
            raise
        except Damaged as error:
            evidence_store.found_damaged(content.name, error, at=at)
            _fail(number, "The stored file is not what was sent.", at=at)
        except (Refused, RenderFailed, *STUMBLES) as error:
            _fail(number, _in_words(error), at=at)
        else:
            _keep(number, parts, pages, at=at)


def _in_words(error: Exception) -> str:
    if isinstance(error, RenderFailed):
        return formatting.first_upper(error.reason)
    return str(error) if isinstance(error, Refused) else f"The file could not be read ({type(error).__name__})."


@dataclass(frozen=True, slots=True)
class _Part:
    """A copy on the disk that has no row yet."""

    kind: str
    media_type: str
    staged: Staged
    placed: str


def _made(
    content: Content, media_type: str, printer: PrintClient, arriving: ExitStack
) -> tuple[list[_Part], int | None]:
    """What was made, placed in the store; of a PDF also how many pages it has."""
    kind = cleaning.type_of_copy(media_type)
    if not cleaning.needs_a_process(media_type):
        staged = arriving.enter_context(vault().stage())
        with vault().open(content) as opened:
            cleaning.copy_here(io.BufferedReader(opened), content.size, media_type, cast(Any, staged))
        return [_placed(COPY, kind, staged)], None
    made = printer.work(file_job(content, "copy", type=media_type))
    types = {COPY: kind, PREVIEW: "image/jpeg", SMALL: "image/jpeg"}
    parts = []
    for name, body in zip(TOOLS, made.parts, strict=True):
        if body:
            staged = arriving.enter_context(vault().stage())
            staged.write(body)
            parts.append(_placed(name, types[name], staged))
    return parts, made.facts.get("pages")


def _placed(kind: str, media_type: str, staged: Staged) -> _Part:
    staged.complete()
    if staged.size < 1 or staged.is_too_large:
        raise Refused("Nothing was left of the file, or more than may be kept.")
    return _Part(kind, media_type, staged, vault().place(staged))


@atomic
def _keep(number: int, parts: Sequence[_Part], pages: int | None, *, at: datetime) -> None:
    """The rows of the copies, and the entry in the custody chain. Changes no fact of the case."""
    row = db.session.get_one(FileCopying, number, with_for_update=True, populate_existing=True)
    if row.state is not CopyState.WAITING:
        return  # another worker was quicker
    original = row.file
    for placed in sorted(part.placed for part in parts):
        lock_name(placed)
    copy = original
    for part in parts:
        made = _row(original, copy, part, at)
        copy = made if part.kind == COPY else copy
    of = f"Made of {original.file_id} (SHA-256 {original.stored.sha256}) without hidden details,"
    why = f"{of} with {TOOLS[COPY]} {VERSION}"
    enter(copy, CustodyKind.COPIED, why, original.uploaded_by_id, at, by_name=BY_ITSELF)
    row.state, row.pages, row.ended_at = CopyState.MADE, pages, at
    _note(original, "file_copied", at)


def _row(original: EvidenceFile, parent: EvidenceFile, part: _Part, at: datetime) -> EvidenceFile:
    """What is shown of a picture is made of its copy, the copy of the original."""
    stored, key = stored_as(part.staged, part.placed, at)
    made = EvidenceFile(
        evidence_item_id=original.evidence_item_id,
        incident_id=original.incident_id,
        stored_file_id=stored.id,
        file_id=f"{original.file_id}-{part.kind}",
        wrapped_key=keyring().wrap_file_key(key, original.incident.wrapped_key),
        name=_name(original, part.media_type),
        media_type=part.media_type,
        uploaded_by_id=original.uploaded_by_id,
        uploaded_at=at,
        parent_id=parent.id,
        tool=TOOLS[part.kind],
        tool_version=VERSION,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _name(original: EvidenceFile, media_type: str) -> str:
    """The name it came with; its ending says what the copy is."""
    if media_type == original.media_type or media_type not in _ENDINGS:
        return original.name
    return PurePosixPath(original.name).stem + _ENDINGS[media_type]


@atomic
def _fail(number: int, problem: str, *, at: datetime) -> None:
    row = db.session.get_one(FileCopying, number, with_for_update=True, populate_existing=True)
    if row.state is CopyState.WAITING:
        row.state, row.problem, row.ended_at = CopyState.FAILED, problem, at
        _note(row.file, "file_not_copied", at)


def _note(held: EvidenceFile, action: str, at: datetime) -> None:
    note(
        Note(
            action=action, kind=AuditKind.ALTERATION, at=at, actor_role=system("copy_files").role_name,
            object_type="incident", object_id=held.incident.reference, detail={"file": held.file_id},
        )
    )  # fmt: skip
