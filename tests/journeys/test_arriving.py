"""A file that is sent in pieces: it goes on after a dropped line or a reload, and is one file in the end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database.session import db
from app.models.audit import AuditEvent
from app.models.incident import Assignment
from app.models.session import UserSession
from app.models.vault import ArrivingFile, EvidenceFile
from app.services import arriving, evidence_store
from app.web.clock import Clock
from tests.journeys.trying import opened
from tests.stored import MIB, item_of, limited, read
from tests.uploads import sound

TEXT = ("What was seen at the wall, " * 90_000).encode()
PIECES = [TEXT[start : start + MIB] for start in range(0, len(TEXT), MIB)]


@pytest.fixture(autouse=True)
def _own_store(store):
    """Every test of this file looks into a store of its own."""


@pytest.fixture
def at(story, store):
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}"


class Sender:
    """What the script does."""

    def __init__(self, client, at):
        self.client, self.at = client, at
        self.token = opened(client, f"{at}/file")["csrf_token"]

    def begin(self, **more):
        about = {"name": "notes.txt", "size": str(len(TEXT)), "declared": "text/plain", "fingerprint": "notes|1|2",
                 "received_from": "Ms Wren", "csrf_token": self.token} | more  # fmt: skip
        return self.client.post(f"{self.at}/arriving", data=about)

    def piece(self, address, number, body):
        headers = {"X-CSRFToken": self.token, "Content-Type": "application/octet-stream"}
        return self.client.post(f"{address}/{number}", data=body, headers=headers)

    def finish(self, address):
        return self.client.post(f"{address}/finish", data={"csrf_token": self.token})


@pytest.fixture
def sender(as_, story, at):
    return Sender(as_(story, "officer"), at)


def held():
    return db.session.scalars(select(EvidenceFile)).all()


@pytest.mark.both
def test_a_file_in_pieces_is_one_file_with_its_entry(sender, store):
    begun = sender.begin().json
    for number, body in enumerate(PIECES):
        assert sender.piece(begun["address"], number, body).json == {"next": number + 1}
    assert all(TEXT[:27] not in path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    done = sender.finish(begun["address"])
    assert done.status_code == 200, done.text
    [one] = held()
    assert read(one) == TEXT and one.name == "notes.txt"
    assert "Ms Wren" in sender.client.page(done.json["location"]).get_text()
    assert [path for path in store.folder.rglob("*") if path.is_file()] == [store.path_of(one.stored.store_name)]
    assert sender.finish(begun["address"]).json == done.json and len(held()) == 1


def test_after_a_reload_it_goes_on_and_a_piece_twice_counts_once(sender):
    address = sender.begin().json["address"]
    sender.piece(address, 0, PIECES[0])
    assert sender.piece(address, 0, PIECES[0]).json == {"next": 1}
    assert sender.piece(address, 2, PIECES[2]).json == {"next": 1}
    assert sender.begin().json == {"address": address, "next": 1}
    for number in (1, 2):
        sender.piece(address, number, PIECES[number])
    assert sender.finish(address).status_code == 200 and read(held()[0]) == TEXT


@pytest.mark.parametrize("spoilt", [PIECES[0][:-1], PIECES[0] + b"x", b""])
def test_a_piece_that_is_not_whole_is_not_taken(sender, spoilt):
    address = sender.begin().json["address"]
    assert sender.piece(address, 0, spoilt).status_code == 422
    assert sender.begin().json["next"] == 0


def test_what_is_not_all_there_is_no_file(sender):
    address = sender.begin().json["address"]
    sender.piece(address, 0, PIECES[0])
    answer = sender.finish(address)
    assert answer.status_code == 422 and "Not all of the file" in answer.json["reason"] and held() == []


def test_upl_2_the_whole_is_looked_at_before_it_is_kept(sender):
    address = sender.begin(name="one.pdf", size=str(len(sound.SOUND["txt"])), declared="").json["address"]
    sender.piece(address, 0, sound.SOUND["txt"])
    answer = sender.finish(address)
    assert answer.status_code == 422 and "not what its name says" in answer.json["reason"] and held() == []


@pytest.mark.parametrize(("size", "status"), [("0", 422), ("1", 200), ("2000", 200), ("2001", 422), ("x", 422)])
def test_upl_1_the_limit_holds_before_a_byte_is_sent(sender, size, status):
    limited(of_file=2000)
    assert sender.begin(size=size).status_code == status


def test_one_person_begins_so_many_and_no_more(sender, monkeypatch):
    monkeypatch.setattr(arriving, "AT_ONCE", 2)
    assert [sender.begin(fingerprint=str(one)).status_code for one in range(3)] == [200, 200, 422]


@pytest.mark.parametrize("who", ["supervisor", "Cory Lantern", "Ellis Pretendham", "Fable Keyholder"])
def test_acc_4_what_somebody_else_sends_does_not_exist(sender, as_, story, who):
    address = sender.begin().json["address"]
    other = as_(story, who)
    other_token = opened_token(other)
    headers = {"X-CSRFToken": other_token, "Content-Type": "application/octet-stream"}
    assert other.post(f"{address}/0", data=PIECES[0], headers=headers).status_code == 404
    assert other.post(f"{address}/finish", data={"csrf_token": other_token}).status_code == 404


def opened_token(client):
    return client.page("/figures").select_one("input[name=csrf_token]")["value"]


def test_what_was_given_up_is_gone_after_a_day(sender, store):
    address = sender.begin().json["address"]
    sender.piece(address, 0, PIECES[0])
    db.session.execute(update(ArrivingFile).values(last_at=Clock.read() - timedelta(hours=30)))
    db.session.commit()
    evidence_store.sweep(datetime.now(UTC) + timedelta(hours=25))
    assert db.session.scalars(select(ArrivingFile)).all() == []
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def events():
    found = select(AuditEvent.action, AuditEvent.kind).order_by(AuditEvent.seq)
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(found) if "material." in row.action or row.action == "file_stored"]


@pytest.mark.both
def test_aud_1_a_file_is_an_event_when_it_begins_and_when_it_is_done_and_no_piece_is_one(sender):
    before = len(events())
    address = sender.begin().json["address"]
    for number, body in enumerate(PIECES):
        sender.piece(address, number, body)
    sender.finish(address)
    assert [action for action, _ in events()[before:]] == [
        "page:material.begin_file", "file_stored", "page:material.finish_file",
    ]  # fmt: skip


@pytest.mark.parametrize("change", ["disabled", "elsewhere"])
def test_sess_4_rights_are_read_at_each_piece_and_what_is_refused_is_recorded(sender, story, change):
    address = sender.begin().json["address"]
    assert sender.piece(address, 0, PIECES[0]).status_code == 200
    user = story.cast.user(story.crew.officer)
    if change == "disabled":
        user.auth_epoch += 1
    else:
        open_ones = update(Assignment).where(Assignment.incident_id == story.incident.id)
        db.session.execute(open_ones.values(ended_at=Clock.read()))
    db.session.commit()
    before = len(events())
    answer = sender.piece(address, 1, PIECES[1])
    assert answer.status_code in (302, 303, 401, 404) and sender.finish(address).status_code != 200
    assert db.session.scalars(select(ArrivingFile.pieces)).one() == 1
    refusals = [kind for action, kind in events()[before:] if action == "page:material.add_piece"]
    assert refusals == ([] if change == "disabled" else ["refusal"])


def test_a_long_upload_keeps_the_session_in_use(sender, clock):
    address = sender.begin().json["address"]
    used = db.session.scalars(select(UserSession.last_seen_at).order_by(UserSession.id.desc())).first()
    clock.move(minutes=5)
    sender.piece(address, 0, PIECES[0])
    db.session.rollback()
    assert db.session.scalars(select(UserSession.last_seen_at).order_by(UserSession.id.desc())).first() > used
