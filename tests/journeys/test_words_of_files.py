"""Words in uploaded files: found by whoever may list the item, by nobody else; and what the page says of them."""

import io
import shutil
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import MalwareState, TextFound
from app.models.material import EvidenceItem
from app.models.outbox import Outbox
from app.models.search import CaseWords
from app.models.vault import EvidenceFile
from app.models.viewing import FileText
from app.queries.search import search, stubs
from app.services import promised_texts, reading_files, search_index
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.services.uploads import inspect_upload
from tests.stored import HereAndNow, send
from tests.uploads import sheets

CANARY = "Merlincanary"
OCR = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no program that recognises text is installed")


@pytest.fixture(autouse=True)
def _own_store(store: Any) -> None:
    """Every test of this file looks into a store of its own."""


@pytest.fixture
def case(tell: Any) -> Story:
    story: Story = tell(PATHS[Status.PROSECUTOR_REVIEW])
    return story


def sent(case: Story, content: bytes, name: str) -> EvidenceFile:
    """Sent and, as promised, read by the worker."""
    held = send(case, content, name=name, inspect=inspect_upload)
    promised = db.session.scalars(select(Outbox).where(Outbox.kind == promised_texts.READ)).all()
    payload = next(row.payload for row in promised if row.payload["file"] == held.id)
    reading_files.keep_promise(payload, HereAndNow(), at=case.now)
    return db.session.get_one(EvidenceFile, held.id)


def pages(held: EvidenceFile) -> list[tuple[int, TextFound]]:
    rows = db.session.scalars(select(FileText).where(FileText.evidence_file_id == held.id).order_by(FileText.page))
    return [(row.page, row.found) for row in rows]


def text(words: str) -> bytes:
    return f"Seen at the stop: {words}\n".encode()


def written(words: str) -> Image.Image:
    picture = Image.new("RGB", (1200, 300), "white")
    ImageDraw.Draw(picture).text((40, 100), words, fill="black", font=ImageFont.load_default(64))
    return picture


@pytest.mark.both
def test_words_of_a_file_are_found_by_whoever_may_list_the_item(as_: Any, case: Story) -> None:
    sent(case, text(CANARY), "notes.txt")
    assert [one.id for one in search(case.officer, CANARY).cases] == [case.incident.id]
    assert [one.id for one in search(case.officer, f'"the stop {CANARY}"').cases] == [case.incident.id]
    page = as_(case, "officer").get(f"/find?q={CANARY}").text
    assert "File F1, page 1" in page and f"<mark>{CANARY}</mark>" in page
    kept = db.session.scalars(select(FileText)).one()
    assert kept.text is not None and CANARY in kept.text
    assert kept.text_sealed is not None and CANARY.encode() not in kept.text_sealed, "sealed with the key of the case"


@pytest.mark.both
def test_acc_5_words_of_a_sensitive_item_are_found_by_nobody_in_no_way(as_: Any, case: Story) -> None:
    held = sent(case, text(CANARY), "notes.txt")
    reference = case.incident.reference
    item = db.session.get_one(EvidenceItem, held.evidence_item_id)
    item.is_sensitive = True
    db.session.flush()
    search_index.store(case.incident.id)
    db.session.commit()
    for who in ("officer", "supervisor", "prosecutor"):
        answer = as_(case, who).get(f"/find?q={CANARY}").text
        assert reference not in answer and "case has" not in answer, who
        assert CANARY not in answer.replace(f"“{CANARY}”", "").replace(f'"{CANARY}"', "").replace(f"q={CANARY}", "")
    found = search(case.officer, CANARY)
    assert not found.cases and not found.count and not found.hits
    assert not stubs(case.officer, CANARY)
    assert not search(case.officer, CANARY[:-1]).count, "nor as the beginning of a word, nor as a name misspelt"
    row = db.session.scalars(select(CaseWords).where(CaseWords.incident_id == case.incident.id)).one()
    columns = (row.numbers, row.account, row.names, row.suspect, row.history, row.evidence, row.referral)
    assert all(CANARY.lower() not in column for column in columns)


def test_acc_5_who_may_not_list_evidence_finds_no_word_of_a_file(as_: Any, case: Story) -> None:
    sent(case, text(CANARY), "notes.txt")
    for who in ("Rowan Witnall", "Ellis Pretendham", "Dell Meadows"):
        answer = as_(case, who).get(f"/find?q={CANARY}")
        assert case.incident.reference not in answer.text, who


def test_words_of_a_file_with_malware_go_from_the_index(case: Story) -> None:
    held = sent(case, text(CANARY), "notes.txt")
    held.malware_state = MalwareState.INFECTED
    db.session.flush()
    search_index.store(case.incident.id)
    db.session.commit()
    assert not search(case.officer, CANARY).count


@OCR
def test_a_page_without_a_layer_and_a_picture_are_read_by_machine(as_: Any, case: Story) -> None:
    scan = io.BytesIO()
    written("Graffiti seen").save(scan, "PDF")
    paper = sent(case, scan.getvalue(), "scan.pdf")
    picture = io.BytesIO()
    written("Poster torn").save(picture, "PNG")
    photo = sent(case, picture.getvalue(), "wall.png")
    assert pages(paper) == [(1, TextFound.MACHINE)] and pages(photo) == [(1, TextFound.MACHINE)]
    assert search(case.officer, "graffiti").count == 1 and search(case.officer, "poster").count == 1
    item = db.session.get_one(EvidenceItem, paper.evidence_item_id)
    page = as_(case, "officer").get(f"/cases/{case.incident.reference}/evidence/items/{item.file_id}/custody").text
    assert page.count("Text found by machine") == 2


def test_the_words_of_each_page_of_a_pdf_and_of_an_office_file_are_kept(case: Story) -> None:
    assert pages(sent(case, sheets.written("The first page", "The second page"), "letter.pdf"))
    assert {how for _, how in pages(sent(case, text("a note"), "notes.txt"))} == {TextFound.LAYER}


def test_the_page_says_what_the_search_knows_of_a_file(as_: Any, case: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    held = send(case, text(CANARY), name="notes.txt", inspect=inspect_upload)
    item = db.session.get_one(EvidenceItem, held.evidence_item_id)
    address = f"/cases/{case.incident.reference}/evidence/items/{item.file_id}/custody"
    assert "Not read yet" in as_(case, "officer").get(address).text
    reading_files.keep(held.id, [reading_files.PageText("", TextFound.NONE)], at=case.now)
    assert "No text layer" in as_(case, "officer").get(address).text


def test_each_night_what_nobody_promised_to_read_is_promised(case: Story) -> None:
    held = send(case, text(CANARY), name="notes.txt", inspect=inspect_upload)
    promised = select(Outbox).where(Outbox.kind == promised_texts.READ)
    promised_texts.promise_missing(case.now)
    [row] = db.session.scalars(promised).all()
    db.session.delete(row)
    db.session.commit()
    promised_texts.promise_missing(case.now)
    assert [row.payload for row in db.session.scalars(promised)] == [{"file": held.id}]
