"""Looking at files by page: who gets what, with which headers, what a copy says and does not say, what is recorded."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import CustodyKind, MalwareState
from app.models.audit import AuditEvent
from app.models.exhibit_custody import CustodyEntry
from app.models.vault import EvidenceFile
from app.services.demo.paths import PATHS
from app.services.uploads import inspect_upload
from tests.inspection import soup
from tests.journeys.trying import hidden_from
from tests.stored import blob, copied, flip, read, send
from tests.uploads import sheets, sound

CANARY = "Kestrel-Canary-7"
UPLOADS = Path(__file__).parents[1] / "uploads"
# Who has the case with its prosecutor; who of other roles and forces, and of its own, has not.
TEAM, OUTSIDE = ("officer", "supervisor"), ("prosecutor", "Wren Seniorly", "Tamsin Intake")
STRANGERS = ["Cory Lantern", "Ellis Pretendham", "Bex Harbourne", "Rowan Witnall", "Dell Meadows", "Emlyn Figures",
             "Fable Keyholder", "Indra Notareal"]  # fmt: skip
PARTS = ("", "/picture", "/small", "/pages/1", "/play", "/copy", "/copy-again", "/times/add", "/times/1/take-off")


@pytest.fixture(autouse=True)
def _own_store(store):
    """Every test of this file looks into a store of its own."""


@pytest.fixture
def case(tell):
    return tell(PATHS[Status.PROSECUTOR_REVIEW])


@pytest.fixture
def files(case):
    return f"/cases/{case.incident.reference}/evidence/files"


def photo():
    """A photo that says where, with which device, and holds a small picture of itself that says so too."""
    exif = sound.gps()
    exif[0x010F] = CANARY
    inner = sound.jpeg(size=(4, 4), exif=exif)
    data = sound.jpeg(size=(640, 400), exif=exif)
    return data[:2] + b"\xff\xe1" + (len(inner) + 8).to_bytes(2, "big") + b"Thumb\0" + inner + data[2:]


def sent(case, content, name):
    return copied(send(case, content, name=name, inspect=inspect_upload))


def kinds():
    return [row.kind for row in db.session.scalars(select(CustodyEntry).order_by(CustodyEntry.id))]


def events(action):
    return db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action == action))


@pytest.mark.both
def test_upl_8_outside_the_team_no_byte_of_a_photo_says_where_it_was_taken(as_, case, files):
    held = sent(case, photo(), "wall.jpg")
    before = sha256(read(held)).hexdigest()
    for who in (*TEAM, *OUTSIDE):
        client = as_(case, who)
        for part in ("/copy", "/picture", "/small"):
            served = client.get(f"{files}/F1{part}")
            assert served.status_code == 200, (who, part)
            assert CANARY.encode() not in served.data and b"Exif" not in served.data and b"Thumb" not in served.data
            made = Image.open(io.BytesIO(served.data))
            assert not made.getexif() and max(made.size) <= {"/copy": 640, "/picture": 640, "/small": 320}[part]
    assert CANARY.encode() in read(held) and sha256(read(held)).hexdigest() == before == held.stored.sha256


@pytest.mark.parametrize("name", ["clip.mp4", "telephone.heic"])
def test_upl_8_so_it_is_for_a_film_and_for_the_picture_of_a_telephone(as_, case, files, name):
    held = sent(case, (UPLOADS / name).read_bytes(), name)
    assert held.flags == ("location",) and CANARY.encode() in read(held)
    client = as_(case, "prosecutor")
    for part in ("/copy", "/play") if name.endswith("mp4") else ("/copy", "/picture", "/small"):
        served = client.get(f"{files}/F1{part}")
        assert served.status_code == 200 and CANARY.encode() not in served.data
        kind = "mp4" if name.endswith("mp4") else "jpg"
        assert (
            inspect_upload(io.BytesIO(served.data), name=f"a.{kind}", declared=None, size=len(served.data)).flags == ()
        )


def test_upl_7_a_copy_names_what_it_was_made_of_with_what_and_when_and_the_chain_has_both_hashes(as_, case, files):
    held = sent(case, photo(), "wall.jpg")
    copy, preview, small = db.session.scalars(
        select(EvidenceFile).where(EvidenceFile.parent_id.isnot(None)).order_by(EvidenceFile.id)
    )
    assert (copy.parent_id, copy.tool, copy.tool_version) == (held.id, "throughline-copy", "1")
    assert [one.parent_id for one in (preview, small)] == [copy.id, copy.id]
    entry = db.session.scalars(select(CustodyEntry).where(CustodyEntry.kind == CustodyKind.COPIED)).one()
    assert (entry.evidence_file_id, entry.sha256, entry.by_name) == (
        copy.id, copy.stored.sha256, "Throughline, by itself",
    )  # fmt: skip
    assert held.stored.sha256 in entry.reason
    page = as_(case, "officer").page(f"/cases/{case.incident.reference}/evidence/items/{held.item.file_id}/custody")
    assert "Copied: F1-copy wall.jpg" in page.get_text(" ", strip=True)


@pytest.mark.parametrize("who", [*TEAM, *OUTSIDE, "Quinn Proofread"])
def test_upl_8_the_team_sees_what_was_sent_and_others_what_was_made_of_it(as_, case, files, who):
    held = sent(case, photo(), "wall.jpg")
    item = f"/cases/{case.incident.reference}/evidence/items/{held.item.file_id}/custody"
    client = as_(case, who)
    if who == "Quinn Proofread":  # the file has left her queue
        hidden_from(client, [item, f"{files}/F1"])
        return
    listed = client.page(item).select_one("section[aria-labelledby=files]").get_text(" ", strip=True)
    team = who in TEAM
    assert ("F1 wall.jpg" in listed) == team and (held.stored.sha256 in listed) == team
    assert "F1-copy" in listed and ("says where it was taken" in listed) == team
    assert ("says where it was taken" in client.page(f"{files}/F1").get_text()) == team


def shown(case, files, name, content):
    """Every address at which something of this file comes, with the type it must have."""
    sent(case, content, name)
    kind = name.rpartition(".")[2]
    picture = {"jpg": "image/jpeg", "png": "image/png", "heic": "image/jpeg"}.get(kind)
    found = {"/copy": {"eml": "text/plain"}.get(kind) or picture or sound.DECLARED[kind].replace("x-m4a", "mp4")}
    if picture:
        found |= {"/picture": "image/jpeg", "/small": "image/jpeg"}
    if kind == "pdf":
        found |= {"/pages/1": "image/jpeg", "/small": "image/jpeg"}
    return found | ({"/play": found["/copy"]} if kind in ("mp4", "mov", "m4a", "mp3", "wav") else {})


@pytest.mark.parametrize("kind", ["jpg", "png", "heic", "pdf", "mp4", "mov", "m4a", "mp3", "wav", "docx", "xlsx",
                                  "eml", "txt"])  # fmt: skip
def test_upl_6_each_kind_is_served_with_the_headers_of_a_file(as_, case, files, kind):
    content = (UPLOADS / "telephone.heic").read_bytes() if kind == "heic" else sound.SOUND[kind]
    addresses = shown(case, files, f"one.{kind}", content)
    client = as_(case, "prosecutor")
    client.page(f"{files}/F1")
    original = client.submit(f"{files}/F1/original", {"reason": "For the expert"}).location
    for address, media_type in {
        **{f"{files}/F1{part}": one for part, one in addresses.items()},
        original: None,
    }.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        kept = address == original or address.endswith("/copy")
        assert answer.headers["Content-Disposition"].startswith("attachment" if kept else "inline"), address
        assert media_type is None or answer.headers["Content-Type"] == media_type
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cache-Control"] == "no-store"
    absent = {"/picture", "/small", "/pages/1", "/play"} - set(addresses)
    assert all(client.get(f"{files}/F1{part}").status_code == 404 for part in absent)
    assert client.get(f"{files}/F1/pages/2").status_code == 404


def test_upl_6_no_page_frames_a_file(as_, case, files):
    for number, kind in enumerate(("jpg", "pdf", "mp4", "docx", "txt"), 1):
        sent(case, sound.SOUND[kind], f"one.{kind}")
        page = as_(case, "officer").page(f"{files}/F{number}")
        assert not page.select("iframe, frame, object, embed"), kind


@pytest.mark.parametrize("name", STRANGERS)
def test_acc_2_for_others_nothing_of_a_file_exists(as_, case, files, name):
    sent(case, sheets.written(CANARY), f"{CANARY}.pdf")
    client = as_(case, name)
    hidden_from(client, [f"{files}/F1{part}" for part in PARTS])
    there, nowhere = client.get(f"{files}/F1/pages/1"), client.get(f"{files}/F9/pages/1")
    assert soup(there.text).select_one("main") == soup(nowhere.text).select_one("main")


def test_acc_3_a_copy_of_another_case_is_not_there_nor_is_a_copy_an_original(as_, case, tell, files):
    sent(case, sheets.written(CANARY), "letter.pdf")
    other = tell(PATHS[Status.PROSECUTOR_REVIEW], number=2)
    elsewhere = f"/cases/{other.incident.reference}/evidence/files"
    client = as_(case, "officer")
    hidden_from(client, [f"{elsewhere}/F1{part}" for part in PARTS])
    hidden_from(client, [f"{files}/F1-copy", f"{files}/F1-copy/original", f"{files}/F1-small/small"])


def test_acc_2_prosecutors_mark_nothing_and_ask_for_no_copy(as_, case, files):
    sent(case, sound.mp3(), "call.mp3")
    hidden_from(as_(case, "prosecutor"), [f"{files}/F1/times/add", f"{files}/F1/copy-again"])


@pytest.mark.both
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}])
def test_upl_9_a_damaged_copy_is_never_sent(as_, case, files, headers):
    sent(case, sound.mp3(), "call.mp3")
    copy = db.session.scalars(select(EvidenceFile).where(EvidenceFile.file_id == "F1-copy")).one()
    flip(blob(copy), 3)
    for part in ("/copy", "/play"):
        assert as_(case, "prosecutor").get(f"{files}/F1{part}", headers=headers).status_code == 422
    assert CustodyKind.VIEWED not in kinds()


@pytest.mark.parametrize("infected", ["F1", "F1-copy"])
def test_upl_11_what_malware_was_found_in_is_neither_shown_nor_sent(as_, case, files, infected):
    for kind in ("jpg", "pdf", "mp3"):
        sent(case, sound.SOUND[kind], f"one.{kind}")
    for number in ("F1", "F2", "F3"):
        name = infected.replace("F1", number)
        db.session.scalars(
            select(EvidenceFile).where(EvidenceFile.file_id == name)
        ).one().malware_state = MalwareState.INFECTED
    db.session.commit()
    client = as_(case, "officer")
    for address in ("F1/picture", "F1/copy", "F2/pages/1", "F2/copy", "F3/play", "F3/copy"):
        answer = client.get(f"{files}/{address}")
        assert answer.status_code == 422 and "Malware was found" in answer.text, address
    page = client.page(f"{files}/F1")
    assert "Malware was found" in page.get_text() and not page.select("main img, main audio, main video")
    assert not client.page(f"/cases/{case.incident.reference}/evidence").select(".tl-pictured img")
