"""UPL-7, UPL-8: the worker makes the copy of each file once, and keeps in words why there is none."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.database.session import db
from app.documents.client import PrintClient
from app.domain.vocabulary import CopyState, CustodyKind, MalwareState, StoreCheck
from app.models.alert import Alert, AlertKind
from app.models.exhibit_custody import CustodyEntry
from app.models.outbox import Outbox
from app.models.vault import EvidenceFile, StoredFile
from app.models.viewing import FileCopying
from app.services import copying, evidence_store, outbox, promised_copies
from app.services.demo.story import Story
from app.services.uploads import inspect_upload
from tests.stored import HereAndNow, blob, copied, flip, limited, read, send
from tests.stories import NOW
from tests.uploads import sound

TEXT = b"What was seen at the wall.\n"


def kept(case: Story, content: bytes, name: str) -> EvidenceFile:
    return send(case, content, name=name, inspect=inspect_upload)


def work(printer: PrintClient) -> bool:
    """One turn of the worker at this kind of work."""
    handlers = {promised_copies.COPY: lambda given, at: copying.keep_promise(given, printer, at=at)}
    for row in db.session.scalars(select(Outbox).where(Outbox.kind != promised_copies.COPY)).all():
        db.session.delete(row)
    db.session.commit()
    return outbox.work_one(handlers, at=NOW)


def state() -> tuple[CopyState, str | None]:
    row = db.session.scalars(select(FileCopying)).one()
    return row.state, row.problem


@pytest.mark.both
def test_the_worker_makes_the_copy_that_was_promised_with_the_file(case: Story) -> None:
    held = kept(case, sound.jpeg(exif=sound.gps()), "wall.jpg")
    before = read(held)
    assert state() == (CopyState.WAITING, None)
    assert work(HereAndNow())
    assert state() == (CopyState.MADE, None)
    made = db.session.scalars(select(EvidenceFile.file_id).order_by(EvidenceFile.id)).all()
    assert made == ["F1", "F1-copy", "F1-preview", "F1-small"] and read(held) == before
    assert kept(case, TEXT, "notes.txt").file_id == "F2"


@pytest.mark.both
def test_upl_10_a_copy_that_is_what_was_sent_is_stored_once(case: Story) -> None:
    copied(kept(case, TEXT, "notes.txt"))
    assert len(db.session.scalars(select(StoredFile)).all()) == 1
    assert [read(one) for one in db.session.scalars(select(EvidenceFile))] == [TEXT, TEXT]


@pytest.mark.both
def test_two_workers_make_one_copy(case: Story) -> None:
    held = copied(kept(case, sound.mp3(), "call.mp3"))
    copied(held)
    assert len(db.session.scalars(select(EvidenceFile)).all()) == 2
    entries = db.session.scalars(select(CustodyEntry).where(CustodyEntry.kind == CustodyKind.COPIED)).all()
    assert len(entries) == 1


def test_where_no_process_can_be_had_it_waits_and_is_tried_again(case: Story, tmp_path: Path) -> None:
    kept(case, sound.jpeg(), "wall.jpg")
    assert work(PrintClient(tmp_path / "none.sock", alone=False))
    waiting = db.session.scalars(select(Outbox).where(Outbox.kind == promised_copies.COPY)).one()
    assert state() == (CopyState.WAITING, None) and waiting.done_at is None and waiting.last_error == "NotRunning"


def test_a_damaged_original_has_no_copy_and_an_alert(case: Story) -> None:
    flip(blob(kept(case, sound.mp3(), "call.mp3")), 3)
    work(HereAndNow())
    assert state() == (CopyState.FAILED, "The stored file is not what was sent.")
    assert [row.kind for row in db.session.scalars(select(Alert))] == [AlertKind.DAMAGED_FILE]


def test_upl_11_of_what_malware_was_found_in_nothing_is_made(case: Story) -> None:
    kept(case, sound.jpeg(), "wall.jpg").malware_state = MalwareState.INFECTED
    db.session.commit()
    work(HereAndNow())
    assert state() == (CopyState.FAILED, "Malware was found in this file.")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (sound.heic(), "photo.heic", "could not be read"),
        (sound.film(inside=sound.box(b"trak", sound.box(b"mdia", sound.box(b"hdlr", bytes(8) + b"meta" + bytes(12))))),
         "helmet.mp4", "track of places"),
    ],
)  # fmt: skip
def test_what_cannot_be_copied_says_why(case: Story, content: bytes, name: str, sentence: str) -> None:
    kept(case, content, name)
    work(HereAndNow())
    reached, problem = state()
    assert reached is CopyState.FAILED and problem is not None and sentence in problem
    assert problem[0].isupper() and problem.endswith(".")


def test_upl_9_copies_are_read_again_each_night(case: Story) -> None:
    copied(kept(case, sound.jpeg(size=(2000, 900)), "wall.jpg"))
    copy = db.session.scalars(select(EvidenceFile).where(EvidenceFile.file_id == "F1-copy")).one()
    flip(blob(copy), 3)
    found = evidence_store.verify_all(NOW)
    assert found.checked == 4 and [result for _, result in found.bad] == [StoreCheck.DAMAGED]


def test_upl_1_copies_count_for_nobody(case: Story) -> None:
    limited(of_person=len(TEXT) + 10, of_case=len(TEXT) + 10)
    copied(kept(case, TEXT, "notes.txt"))
    assert kept(case, b"short\n", "more.txt").file_id == "F2"
