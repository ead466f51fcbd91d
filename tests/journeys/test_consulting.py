"""What is recorded when somebody looks at a file, times marked in a recording, words beside pages, copies that fail."""

import io
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary import CopyState, CustodyKind
from app.models.audit import AuditDetail, AuditEvent
from app.models.exhibit_custody import CustodyEntry
from app.models.history import CaseEvent
from app.models.outbox import Outbox
from app.models.vault import EvidenceFile
from app.models.viewing import FileCopying, FileViewing, RecordingMark
from app.services import consultation, nightly, promised_copies
from app.services.demo.paths import PATHS
from app.services.uploads import inspect_upload
from tests.conftest import NOON
from tests.journeys.trying import happenings, refused, saved
from tests.stored import copied, read, send
from tests.uploads import sheets, sound

CLIP = (Path(__file__).parents[1] / "uploads" / "clip.mp4").read_bytes()


@pytest.fixture(autouse=True)
def _own_store(store):
    """Every test of this file looks into a store of its own."""


@pytest.fixture
def case(tell):
    return tell(PATHS[Status.PROSECUTOR_REVIEW])


@pytest.fixture
def files(case):
    return f"/cases/{case.incident.reference}/evidence/files"


def kept(case, content, name):
    return send(case, content, name=name, inspect=inspect_upload)


def viewed():
    return db.session.scalar(select(func.count()).where(CustodyEntry.kind == CustodyKind.VIEWED))


def events(*actions):
    wanted = [f"page:material.{one}" for one in actions]
    return db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action.in_(wanted)))


@pytest.mark.both
def test_aud_3_ranges_of_one_recording_are_one_consultation_for_ten_minutes(as_, case, files, clock):
    copied(kept(case, CLIP, "tram.mp4"))
    client = as_(case, "prosecutor")
    for start in (0, 4000, 8000, 100):
        answer = client.get(f"{files}/F1/play", headers={"Range": f"bytes={start}-{start + 99}"})
        part = f"bytes {start}-{start + 99}/{len(CLIP)}"
        assert (answer.status_code, answer.headers["Content-Range"]) == (206, part)
    assert (events("play"), viewed()) == (1, 1)
    clock.move(minutes=11)
    client.get(f"{files}/F1/play", headers={"Range": "bytes=0-9"})
    assert (events("play"), viewed()) == (2, 2)
    as_(case, "officer").get(f"{files}/F1/play", headers={"Range": "bytes=0-9"})
    assert (events("play"), viewed()) == (3, 3)


def test_aud_3_whole_head_and_conditional_requests_are_recorded_each(as_, case, files):
    copied(kept(case, CLIP, "tram.mp4"))
    client = as_(case, "prosecutor")
    client.page(f"{files}/F1")
    assert client.head(f"{files}/F1/play").status_code == 200
    assert client.get(f"{files}/F1/play", headers={"If-Modified-Since": "Mon, 23 Nov 2026 12:00:00 GMT"}).data == read(
        copy_of("F1")
    )
    assert client.get(f"{files}/F1/play", headers={"Range": f"bytes={len(CLIP)}-"}).status_code == 416
    assert client.get(f"{files}/F1/play", headers={"Range": "bytes=0-9"}).status_code == 206
    assert (events("view_file"), events("play"), viewed()) == (1, 4, 1)


def copy_of(number):
    return db.session.scalars(select(EvidenceFile).where(EvidenceFile.file_id == f"{number}-copy")).one()


def test_aud_3_a_page_with_its_picture_is_one_entry_in_the_chain_and_a_list_is_none(as_, case, files):
    held = copied(kept(case, sound.jpeg(), "wall.jpg"))
    client = as_(case, "prosecutor")
    client.page(f"/cases/{case.incident.reference}/evidence")
    client.get(f"{files}/F1/small")
    assert viewed() == 0
    client.page(f"{files}/F1")
    client.get(f"{files}/F1/picture")
    assert viewed() == 1 and events("view_file", "show_picture", "show_small") == 3
    chain = client.page(f"/cases/{case.incident.reference}/evidence/items/{held.item.file_id}/custody")
    assert "Viewed: F1-copy wall.jpg" in chain.get_text(" ", strip=True)


def test_aud_2_where_the_audit_cannot_be_written_no_byte_of_a_file_comes(as_, case, files, monkeypatch):
    copied(kept(case, sheets.written("Kestrel"), "letter.pdf"))
    client = as_(case, "prosecutor")

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(consultation, "record", broken)
    for part in ("", "/pages/1", "/copy", "/small"):
        answer = client.get(f"{files}/F1{part}")
        assert answer.status_code == 503 and b"Kestrel" not in answer.data and b"JFIF" not in answer.data


def test_consultations_that_are_over_are_forgotten_and_the_chain_stays(as_, case, files):
    copied(kept(case, sound.jpeg(), "wall.jpg"))
    as_(case, "officer").page(f"{files}/F1")
    nightly.forget_viewings(NOON.replace(day=30))
    assert db.session.scalars(select(FileViewing)).all() == [] and viewed() == 1


@pytest.mark.both
def test_a_time_is_marked_shown_to_prosecutors_and_taken_off_with_its_history(as_, case, files):
    copied(kept(case, CLIP, "tram.mp4"))
    saved(as_(case, "officer"), f"{files}/F1/times/add", {"starts": "0:04", "ends": "0:09", "note": "He shouts <it>"})
    page = as_(case, "prosecutor").page(f"{files}/F1")
    link = page.select_one("table a")
    assert link.get_text() == "0:04 to 0:09" and link["href"].endswith("/files/F1?starts=4&ends=9#player")
    assert "He shouts <it>" in page.select_one("table").get_text() and "Arden Samplewick" in page.get_text()
    at_mark = as_(case, "prosecutor").page(link["href"])
    assert at_mark.select_one("video")["src"].endswith("/files/F1/play#t=4,9")
    [mark] = db.session.scalars(select(RecordingMark))
    saved(as_(case, "officer"), f"{files}/F1/times/{mark.id}/take-off", {})
    db.session.refresh(mark)
    assert mark.taken_off_at is not None
    assert "No time is marked yet" in as_(case, "officer").page(f"{files}/F1").get_text()
    assert as_(case, "officer").get(f"{files}/F1/times/{mark.id}/take-off").status_code == 404
    last = db.session.scalars(select(CaseEvent.kind).order_by(CaseEvent.id.desc()).limit(2)).all()
    assert last == [EventKind.TIME_TAKEN_OFF, EventKind.TIME_MARKED]


def test_a_mark_is_found_by_its_words_by_whoever_may_read_it_and_no_longer_once_taken_off(as_, case, files):
    copied(kept(case, CLIP, "tram.mp4"))
    saved(as_(case, "officer"), f"{files}/F1/times/add", {"starts": "4", "note": "Zanzibar is shouted"})
    found = {who: as_(case, who).page("/find?q=zanzibar").get_text() for who in ("prosecutor", "Indra Notareal")}
    assert case.incident.reference in found["prosecutor"] and case.incident.reference not in found["Indra Notareal"]
    assert as_(case, "Rowan Witnall").get("/find?q=zanzibar").status_code == 404  # witness care searches no cases
    mark = db.session.scalars(select(RecordingMark.id)).one()
    saved(as_(case, "officer"), f"{files}/F1/times/{mark}/take-off", {})
    assert case.incident.reference not in as_(case, "prosecutor").page("/find?q=zanzibar").get_text()


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"starts": "four", "note": "x"}, "starts", "Write the time"),
        ({"starts": "0:75", "note": "x"}, "starts", "Write the time"),
        ({"starts": "0:10", "ends": "0:10", "note": "x"}, "ends", "after the beginning"),
        ({"starts": "", "note": "x"}, "starts", "Give the time"),
        ({"starts": "0:10", "note": ""}, "note", "Say what"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_beside_its_field(as_, case, files, fields, field, sentence):
    copied(kept(case, sound.mp3(), "call.mp3"))
    refused(as_(case, "officer"), f"{files}/F1/times/add", fields, field, sentence)


def test_upl_6_the_words_of_a_page_stand_beside_it_and_one_page_at_a_time(as_, case, files):
    copied(kept(case, sheets.written("He shouted at us", "The second page"), "letter.pdf"))
    client = as_(case, "prosecutor")
    first, second = client.page(f"{files}/F1"), client.page(f"{files}/F1?page=2")
    assert first.select_one("main img")["alt"] == "letter.pdf, page 1 of 2"
    assert "He shouted at us" in first.get_text() and "The second page" not in first.get_text()
    assert "The second page" in second.get_text()
    assert second.select_one("a[rel=prev]") and not second.select("a[rel=next]")
    for odd in ("0", "99", "-1", "x", ""):
        assert client.page(f"{files}/F1?page={odd}").select_one("main img")


def test_a_page_without_words_says_so_and_is_read_by_machine_on_request_only(as_, case, files):
    copied(kept(case, sheets.scanned("Nobody heard him"), "scan.pdf"))
    client = as_(case, "prosecutor")
    page = client.page(f"{files}/F1")
    assert "This page has no text layer." in page.get_text() and "Nobody heard" not in page.get_text()
    read_it = page.find("a", string="Have the page read by a machine")
    if shutil.which("tesseract") is None:
        assert read_it is None
        return
    page = client.page(read_it["href"])
    assert "Nobody heard him" in page.get_text() and "It may be wrong" in page.get_text()


def test_the_words_of_office_files_and_e_mails_are_shown_as_words(as_, case, files):
    word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    part = f"{word}He said &lt;b&gt;so</w:t></w:r></w:p></w:body></w:document>"
    copied(kept(case, sound.docx({"word/document.xml": part}), "note.docx"))
    copied(kept(case, sound.letter(), "mail.eml"))
    copied(kept(case, b"A line & <another>\n", "notes.txt"))
    client = as_(case, "prosecutor")
    for number, words in enumerate(("He said <b>so", "Subject: What was said", "A line & <another>"), 1):
        assert words in client.page(f"{files}/F{number}").select_one(".tl-words").get_text()


def test_until_the_copy_is_made_the_page_says_that_it_is_being_prepared(as_, case, files):
    held = kept(case, sound.jpeg(), "wall.jpg")
    client = as_(case, "prosecutor")
    assert "is being prepared" in client.page(f"{files}/F1").get_text() and viewed() == 0
    assert all(client.get(f"{files}/F1{part}").status_code == 404 for part in ("/copy", "/picture", "/small"))
    item = f"/cases/{case.incident.reference}/evidence/items/{held.item.file_id}/custody"
    assert "is being prepared" in client.page(item).get_text()


@pytest.mark.both
def test_a_copy_that_fails_says_why_and_can_be_tried_again_by_the_team(as_, case, files):
    handler = sound.box(b"hdlr", bytes(8) + b"meta" + bytes(12))
    held = copied(kept(case, sound.film(inside=sound.box(b"trak", sound.box(b"mdia", handler))), "helmet.mp4"))
    [row] = db.session.scalars(select(FileCopying))
    assert (row.state, row.problem) == (
        CopyState.FAILED, "The recording carries a track of places. Add a copy made without it.",
    )  # fmt: skip
    prosecutor = as_(case, "prosecutor").page(f"{files}/F1").get_text(" ", strip=True)
    assert "track of places" in prosecutor and "The team of the case can try again" in prosecutor
    before = happenings()
    saved(as_(case, "officer"), f"{files}/F1/copy-again", {})
    assert happenings() == before
    asked = db.session.scalars(select(Outbox).where(Outbox.kind == promised_copies.COPY)).all()
    assert [one.payload for one in asked] == [{"file": held.id}] * 2
    db.session.refresh(row)
    assert (row.state, row.problem) == (CopyState.WAITING, None)
    again = as_(case, "officer").submit(f"{files}/F1/copy-again", {})
    assert again.status_code == 422 and "being prepared" in again.text


def test_files_kept_before_there_were_copies_are_copied_by_night(case, store):
    held = kept(case, sound.jpeg(), "wall.jpg")
    for row in db.session.scalars(select(FileCopying)).all():
        db.session.delete(row)
    db.session.commit()
    nightly.copy_files(NOON)
    nightly.copy_files(NOON)
    assert db.session.scalars(select(FileCopying.evidence_file_id)).all() == [held.id]


def test_upl_8_the_answer_to_an_upload_says_that_a_photo_carries_its_place(as_, case):
    at = f"/cases/{case.incident.reference}/evidence/items/E1"
    photo = (io.BytesIO(sound.jpeg(exif=sound.gps())), "wall.jpg", "image/jpeg")
    client = as_(case, "officer")
    answer = client.submit(f"{at}/file", {"file": photo})
    banners = " ".join(one.get_text() for one in client.page(answer.location).select(".tl-banner"))
    assert "This photo says where it was taken. People outside the team get a copy without it." in banners


def test_upl_7_no_look_and_no_copy_changes_the_original(as_, case, files):
    held = kept(case, sheets.written("One", "Two"), "letter.pdf")
    before = read(held)
    copied(held)
    client = as_(case, "prosecutor")
    for part in ("", "?page=2", "?read=1", "/pages/1", "/small", "/copy"):
        assert client.get(f"{files}/F1{part}").status_code == 200
    db.session.expire_all()
    assert read(held) == before and held.stored.checked_at is None


def test_the_detail_of_an_event_never_names_what_a_file_says(as_, case, files):
    copied(kept(case, sheets.written("Kestrel-Canary-7"), "letter.pdf"))
    as_(case, "prosecutor").page(f"{files}/F1")
    assert not any("Kestrel" in str(row.body) for row in db.session.scalars(select(AuditDetail)))
