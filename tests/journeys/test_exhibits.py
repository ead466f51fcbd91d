"""Files of an item and its custody chain, by page: what is sent, kept, shown, given out, and to whom."""

import io

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.events import EventKind
from app.domain.vocabulary import CustodyKind, MalwareState
from app.models.alert import Alert, AlertKind
from app.models.audit import AuditEvent
from app.models.exhibit_custody import CustodyEntry
from app.models.history import CaseEvent
from app.models.vault import EvidenceFile, StoredFile
from app.services import evidence_store
from tests.conftest import NOON
from tests.inspection import filled, soup
from tests.journeys.trying import happenings, hidden_from, opened, refused, saved
from tests.stored import blob, flip, item_of, read, send, some_bytes
from tests.uploads import sound

TEXT = b"What was seen at the wall.\nNothing else.\n"
STRANGERS = ["Cory Lantern", "Ellis Pretendham", "Bex Harbourne", "Rowan Witnall", "Dell Meadows", "Emlyn Figures",
             "Fable Keyholder"]  # fmt: skip


@pytest.fixture
def at(story, store):
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}"


@pytest.fixture
def files(story):
    return f"/cases/{story.incident.reference}/evidence/files"


def sent(content=TEXT, name="notes.txt", kind="text/plain"):
    return (io.BytesIO(content), name, kind)


def held():
    return db.session.scalars(select(EvidenceFile).order_by(EvidenceFile.id)).all()


def kinds():
    return [row.kind for row in db.session.scalars(select(CustodyEntry).order_by(CustodyEntry.id))]


@pytest.mark.both
def test_upl_1_a_file_is_sent_kept_and_shown_with_its_hash(as_, story, at):
    officer = as_(story, "officer")
    saved(officer, f"{at}/file", {"file": sent(), "received_from": "Ms Wren of the corner shop"})
    [one] = held()
    assert read(one) == TEXT and (one.name, one.media_type) == ("notes.txt", "text/plain")
    page = officer.page(f"{at}/custody").get_text(" ", strip=True)
    for words in ("F1 notes.txt", one.stored.sha256, "Ms Wren of the corner shop", "Not checked for malware"):
        assert words in page
    assert kinds() == [CustodyKind.RECEIVED]
    assert db.session.scalars(select(CaseEvent.kind).order_by(CaseEvent.id.desc())).first() is EventKind.FILE_STORED


def test_an_item_without_content_says_where_it_is_once_a_file_is_there_and_a_link_stays(as_, story, at):
    item_of(story).file_link = None
    db.session.commit()
    saved(as_(story, "officer"), f"{at}/file", {"file": sent()})
    saved(as_(story, "officer"), f"{at}/file", {"file": sent(b"Another one.\n", "other.txt")})
    row = item_of(story)
    assert (row.file_name, row.file_sha256, row.file_byte_size) == ("notes.txt", held()[0].stored.sha256, len(TEXT))


@pytest.mark.parametrize("name", ["pdf", "jpg", "png", "mp3", "docx"])
def test_upl_2_sound_files_of_each_kind_are_taken_from_the_page(as_, story, at, name):
    officer = as_(story, "officer")
    saved(officer, f"{at}/file", {"file": sent(sound.SOUND[name], f"one.{name}", sound.DECLARED[name])})
    assert read(held()[0]) == sound.SOUND[name]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Choose the file"),
        ((b"MZ\x90", "notes.txt", "text/plain"), "not"),
        ((TEXT, "notes.exe", "text/plain"), "cannot be kept"),
        ((b"", "notes.txt", "text/plain"), "empty"),
    ],
)
def test_upl_2_what_is_refused_is_said_beside_the_field_and_the_rest_stays(as_, story, at, store, file, sentence):
    officer = as_(story, "officer")
    fields = {"received_from": "Ms Wren"} | ({"file": sent(*file)} if file else {})
    before = happenings()
    answer = officer.submit(f"{at}/file", fields)
    assert answer.status_code == 422
    page = soup(answer.text)
    assert sentence in page.select_one("#file-error").get_text()
    assert filled(page.select_one("main form[method=post]"))["received_from"] == "Ms Wren"
    assert happenings() == before and held() == []
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_con_2_the_same_form_twice_is_one_file_and_another_file_is_not_lost(as_, story, at):
    officer = as_(story, "officer")
    fields = opened(officer, f"{at}/file")
    first = officer.post(f"{at}/file", data=fields | {"file": sent()})
    again = officer.post(f"{at}/file", data=fields | {"file": sent()})
    assert (first.status_code, again.status_code, first.location) == (303, 303, again.location)
    other = officer.post(f"{at}/file", data=fields | {"file": sent(b"Something else.\n")})
    assert other.status_code == 409 and len(held()) == 1


def taken(client, files, file="F1"):
    """The reason is given; the answer with the file."""
    reason = client.submit(f"{files}/{file}/original", {"reason": "To show it to the defence expert"})
    assert reason.status_code == 303, reason.text
    return client.get(reason.location)


@pytest.mark.both
def test_upl_6_the_original_comes_whole_with_the_headers_of_a_file(as_, story, files):
    send(story, TEXT, name="Zeuge \u201eA\u201c.txt")
    answer = taken(as_(story, "officer"), files)
    assert (answer.status_code, answer.data) == (200, TEXT)
    expected = {
        "Content-Disposition": "attachment; filename=\"Zeuge A.txt\"; filename*=UTF-8''Zeuge%20%E2%80%9EA%E2%80%9C.txt",
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
        "Content-Length": str(len(TEXT)),
    }
    assert {name: answer.headers[name] for name in expected} == expected
    assert kinds() == [CustodyKind.RECEIVED, CustodyKind.COPIED]
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert last.action == "page:material.original_content"


def test_upl_6_the_type_is_the_servers_own(as_, story, at, files):
    officer = as_(story, "officer")
    saved(officer, f"{at}/file", {"file": sent()})
    assert taken(officer, files).headers["Content-Type"] == "text/plain"


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-9", 206, slice(0, 10), "bytes 0-9/3000000"),
        ("bytes=2999990-", 206, slice(2999990, None), "bytes 2999990-2999999/3000000"),
        ("bytes=-5", 206, slice(-5, None), "bytes 2999995-2999999/3000000"),
        ("bytes=1048570-1048590", 206, slice(1048570, 1048591), "bytes 1048570-1048590/3000000"),
        ("bytes=3000000-", 416, None, "bytes */3000000"),
    ],
)
def test_upl_9_a_part_of_the_original(as_, story, files, asked, status, part, said):
    content = some_bytes(3_000_000)
    send(story, content)
    officer = as_(story, "officer")
    address = officer.submit(f"{files}/F1/original", {"reason": "For the expert"}).location
    answer = officer.get(address, headers={"Range": asked})
    assert (answer.status_code, answer.headers["Content-Range"]) == (status, said)
    assert part is None or answer.data == content[part]


def test_the_reason_holds_for_an_hour(as_, story, files, clock):
    send(story, TEXT)
    officer = as_(story, "officer")
    assert officer.get(f"{files}/F1/original/content").location.endswith("/original")
    address = officer.submit(f"{files}/F1/original", {"reason": "For the expert"}).location
    assert officer.get(address).status_code == 200
    assert as_(story, "prosecutor").get(address).status_code in (302, 404)
    clock.move(minutes=61)
    assert as_(story, "officer").get(address).status_code == 302


def test_an_empty_reason_opens_nothing(as_, story, files):
    send(story, TEXT)
    refused(as_(story, "officer"), f"{files}/F1/original", {"reason": ""}, "reason", "Give the reason")


@pytest.mark.both
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}])
def test_upl_9_a_damaged_file_is_never_sent_and_the_supervisor_is_told(as_, story, files, headers):
    one = send(story, TEXT)
    officer = as_(story, "officer")
    address = officer.submit(f"{files}/F1/original", {"reason": "For the expert"}).location
    flip(blob(one), 3)
    answer = officer.get(address, headers=headers)
    assert answer.status_code == 422 and TEXT not in answer.data
    assert [row.kind for row in db.session.scalars(select(Alert))] == [AlertKind.DAMAGED_FILE]
    assert "not what was stored" in as_(story, "supervisor").page("/work").get_text()
    assert "not what was stored" not in as_(story, "Ellis Pretendham").page("/work").get_text()


def test_upl_11_an_infected_file_is_kept_and_not_given_out(as_, story, files, at):
    send(story, TEXT).malware_state = MalwareState.INFECTED
    db.session.commit()
    officer = as_(story, "officer")
    answer = officer.submit(f"{files}/F1/original", {"reason": "For the expert"})
    assert answer.status_code == 422 and "Malware was found" in answer.text
    assert "Malware found" in officer.page(f"{at}/custody").get_text()
    assert officer.page(f"{at}/custody").select("a[href$='/original']") == []


@pytest.mark.parametrize("name", STRANGERS)
def test_acc_4_for_others_neither_file_nor_chain_exist(as_, story, at, files, name):
    send(story, TEXT, name="CANARY-NAME.txt")
    stranger = as_(story, name)
    hidden_from(stranger, [f"{at}/custody", f"{at}/custody/add", f"{at}/file", f"{files}/F1/original",
                           f"{files}/F1/original/content"])  # fmt: skip
    there, nowhere = stranger.get(f"{files}/F1/original"), stranger.get(f"{files}/F9/original")
    assert there.status_code == nowhere.status_code == 404
    assert soup(there.text).select_one("main") == soup(nowhere.text).select_one("main")


def test_acc_3_a_file_of_another_case_is_not_there(as_, story, tell, files, store):
    other = tell(number=2)
    send(other, TEXT)
    assert as_(story, "officer").get(f"{files}/F1/original").status_code == 404


def test_acc_2_the_administrator_and_the_analyst_read_how_the_store_is_and_nothing_of_a_case(as_, story):
    one = send(story, TEXT, name="CANARY-NAME.txt")
    blob(one).unlink()
    evidence_store.verify_all(NOON)
    for name in ("Fable Keyholder", "Emlyn Figures"):
        page = as_(story, name).page("/evidence-store").get_text(" ", strip=True)
        assert "1 file is not what was stored" in page
        assert "CANARY" not in page and story.incident.reference not in page
    assert as_(story, "officer").get("/evidence-store").status_code == 404


@pytest.fixture(autouse=True)
def _own_store(store):
    """Every test of this file looks into a store of its own."""


def test_the_store_keeps_one_content_for_two_items(as_, story, at):
    send(story, TEXT)
    send(story, TEXT)
    assert len(held()) == 2 and len(db.session.scalars(select(StoredFile)).all()) == 1
