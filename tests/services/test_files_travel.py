"""Files of evidence go with a case to another force: one content, two keys, and both chains say so."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.vocabulary import CopyState, CustodyKind, MalwareState, TextFound
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile, StoredFile
from app.models.viewing import FileCopying, FileText
from app.queries.search import search
from app.services import reading_files
from app.services.demo import later_acts as acts
from app.services.demo.story import Story
from app.services.uploads import inspect_upload
from tests.services.test_transfer import RECEIVER, accept, offer
from tests.stored import copied, read, send
from tests.stories import NOW, begin, tell
from tests.uploads import sound

WORDS = b"Seen at the stop: kingfisher\n"


@pytest.fixture(autouse=True)
def _own_store(store: Any) -> None:
    """Every test of this file looks into a store of its own."""


@pytest.fixture
def story(database: str) -> Story:
    return tell(acts.ready, begin())


def files(incident: Incident) -> list[EvidenceFile]:
    found = select(EvidenceFile).where(EvidenceFile.incident_id == incident.id).order_by(EvidenceFile.id)
    return list(db.session.scalars(found))


def sent(story: Story, content: bytes, name: str) -> EvidenceFile:
    return copied(send(story, content, name=name, inspect=inspect_upload))


@pytest.mark.both
def test_a_file_is_the_new_force_s_with_a_key_of_its_own_and_stored_once(story: Story) -> None:
    sent(story, sound.jpeg(size=(640, 400)), "wall.jpg")
    stored = db.session.scalar(select(func.count(StoredFile.id)))
    received = accept(story, offer(story))
    old, new = files(story.incident), files(received)
    assert [(one.file_id, one.name, one.flags, one.tool) for one in new] == [
        (one.file_id, one.name, one.flags, one.tool) for one in old
    ]
    assert {one.incident_id for one in new} == {received.id} and len(new) > 1
    by_id = {one.id: one for one in new}
    assert [one.parent_id and by_id[one.parent_id].file_id for one in new] == [
        one.parent_id and next(two.file_id for two in old if two.id == one.parent_id) for one in old
    ]
    assert db.session.scalar(select(func.count(StoredFile.id))) == stored
    for before, after in zip(old, new, strict=True):
        assert read(after) == read(before) and after.wrapped_key != before.wrapped_key
    copying = db.session.scalars(select(FileCopying).where(FileCopying.evidence_file_id == new[0].id)).one()
    assert copying.state is CopyState.MADE


@pytest.mark.both
def test_both_chains_say_who_handed_it_to_whom(story: Story) -> None:
    sent(story, WORDS, "notes.txt")
    received = accept(story, offer(story))
    sender, receiver = story.incident.unit.organisation.name, received.unit.organisation.name
    for incident, kind in ((story.incident, CustodyKind.HANDED_OVER), (received, CustodyKind.RECEIVED)):
        [file] = [one for one in files(incident) if one.parent_id is None]
        rows = db.session.scalars(
            select(CustodyEntry).where(CustodyEntry.evidence_file_id == file.id).order_by(CustodyEntry.id)
        ).all()
        assert (rows[-1].kind, rows[-1].from_holder, rows[-1].to_holder) == (kind, sender, receiver)
        assert rows[-1].sha256 == file.stored.sha256


@pytest.mark.both
def test_the_new_force_finds_its_words_and_the_old_case_keeps_its_own(story: Story) -> None:
    held = sent(story, WORDS, "notes.txt")
    page = reading_files.PageText(WORDS.decode(), TextFound.LAYER)
    reading_files.keep(held.id, [page], at=NOW)
    received = accept(story, offer(story))
    assert [one.id for one in search(story.who(RECEIVER), "kingfisher").cases] == [received.id]
    kept = db.session.scalars(select(FileText).order_by(FileText.id)).all()
    assert len(kept) == 2 and kept[0].text == kept[1].text and kept[0].text_sealed != kept[1].text_sealed


def test_what_is_sensitive_or_has_malware_stays(story: Story) -> None:
    held = sent(story, WORDS, "notes.txt")
    db.session.get_one(EvidenceItem, held.evidence_item_id).is_sensitive = True
    db.session.commit()
    received = accept(story, offer(story))
    assert not files(received) and files(story.incident)


def test_a_file_with_malware_stays_with_what_was_made_of_it(story: Story) -> None:
    held = sent(story, sound.jpeg(size=(640, 400)), "wall.jpg")
    held.malware_state = MalwareState.INFECTED
    db.session.commit()
    received = accept(story, offer(story))
    assert not files(received)
    assert not db.session.scalars(select(EvidenceItem).where(EvidenceItem.incident_id == received.id)).all()
