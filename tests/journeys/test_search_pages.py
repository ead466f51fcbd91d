"""The pages of the search: who finds what, the words around it, and cases that are somebody else's."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.access import Relationship
from app.domain.roles import Role
from app.domain.search_groups import SearchGroup as G
from app.domain.vocabulary import MgForm
from app.models.audit import AuditDetail, AuditEvent
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.material import CaseDocument, EvidenceItem
from app.models.referral import Referral
from app.queries import search_terms
from app.queries.search import search
from app.services import search_index
from app.services.demo.story import Story
from tests import canaries
from tests.asking import person
from tests.canaries import CANARIES, CASE, plant
from tests.factories import make_user
from tests.inspection import InspectingClient
from tests.journeys.conftest import Tell
from tests.whole_case import READERS, tell_everything

#: What is planted in something that can be searched; everything else is in no index at all.
INDEXED = {
    canaries.ACCOUNT, canaries.VICTIM, canaries.WITNESS, canaries.SUSPECT, canaries.ANTECEDENTS, canaries.DEFENCE,
    canaries.SENSITIVE, canaries.EVIDENCE, canaries.STATEMENT,
    canaries.QUOTE, canaries.INQUIRY, canaries.OUTLINE, canaries.POLICE_VIEW,
}  # fmt: skip


@pytest.fixture
def planted(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)
    story = tell(tell_everything, days=150)
    plant(story)
    return story


def in_one_piece(word: str) -> str:
    return word.replace("-", "")


@pytest.mark.parametrize("role", sorted(CASE))
def test_acc_5_a_word_is_found_by_those_who_may_read_it_where_it_stands(
    client: InspectingClient, planted: Story, role: str
) -> None:
    client.sign_in(planted.cast.user(READERS[role]))
    for canary in CANARIES:
        text = client.get(f"/find?q={in_one_piece(canary.word)}").text
        found = planted.incident.reference in text
        assert found == (canary in INDEXED and role in canary.may), (canary.word, role)
        assert (f"<mark>{canary.word}</mark>" in text) == found, canary.word
        others = [one.word for one in CANARIES if one is not canary and one.word in text and role not in one.may]
        assert not others, "the words around it hold nothing more than the reader may read"


def test_acc_5_a_sensitive_item_is_in_nobody_s_index(client: InspectingClient, planted: Story) -> None:
    item = db.session.scalars(select(EvidenceItem).where(EvidenceItem.description == canaries.EVIDENCE.word)).one()
    paper = db.session.scalars(select(CaseDocument).where(CaseDocument.title == canaries.SENSITIVE.word)).one()
    item.is_sensitive, paper.mg_form = True, MgForm.MG6D
    db.session.flush()
    search_index.store(planted.incident.id)
    db.session.commit()
    client.sign_in(planted.cast.user(READERS["supervisor"]))
    for canary in (canaries.EVIDENCE, canaries.SENSITIVE):
        assert planted.incident.reference not in client.get(f"/find?q={in_one_piece(canary.word)}").text


@pytest.mark.both
def test_acc_5_who_stands_to_a_case_in_two_ways_reads_what_each_opens(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that reads names in cases of its unit and the account in cases given to it: no word is found elsewhere."""
    story = tell(tell_everything, days=150)
    plant(story)
    reader = story.who(story.crew.senior)
    groups = {Relationship.CPS_UNIT: frozenset({G.NUMBERS, G.NAMES}), Relationship.ALLOCATED: frozenset({G.ACCOUNT})}
    monkeypatch.setattr(search_terms, "readable", lambda role, kind: groups.get(kind, frozenset()))
    name, account = in_one_piece(canaries.VICTIM.word), in_one_piece(canaries.ACCOUNT.word)
    before = search(reader, name)
    assert [case.id for case in before.cases] == [story.incident.id]
    assert {hit.what for hit in before.hits[story.incident.id]} == {"Name"}
    assert not search(reader, account).cases and not search(reader, account).count
    for referral in db.session.scalars(select(Referral).where(Referral.incident_id == story.incident.id)):
        referral.prosecutor_id = reader.user_id
    db.session.commit()
    assert search(reader, account).count == 1
    assert search(reader, f"{name} {account}").count == 1, "each word where it may be read"


def test_row_32_free_words_stay_covered_and_names_do_not(client: InspectingClient, planted: Story) -> None:
    client.sign_in(planted.cast.user(READERS["officer"]))
    page = client.page(f"/find?q={in_one_piece(canaries.ACCOUNT.word)}")
    inside = page.select("details.tl-covered mark")
    assert [one.get_text() for one in inside] == [canaries.ACCOUNT.word]
    assert len(page.select("main mark")) == len(inside)
    names = client.page(f"/find?q={in_one_piece(canaries.VICTIM.word)}")
    assert names.select("main mark") and not names.select("details.tl-covered")


# Cases of one's own force that are somebody else's -------------------------------------------------------------------

ELSEWHERE = "/find/elsewhere"


def asked(client: InspectingClient, words: str, reason: str = "The victim rang and gave this name.") -> str:
    return client.submit(ELSEWHERE, {"words": words, "reason": reason}).text


def last_detail() -> dict[str, object]:
    last = select(AuditEvent.event_id).order_by(AuditEvent.seq.desc()).limit(1).scalar_subquery()
    return db.session.scalars(select(AuditDetail.body).where(AuditDetail.event_id == last)).one()


@pytest.fixture
def colleague(client: InspectingClient, planted: Story) -> InspectingClient:
    """An officer of the same team without the case."""
    return client.sign_in(make_user(Role.OFFICER, unit=planted.incident.unit, name="Kit Madeupname"))


def test_acc_5_a_case_of_the_own_force_is_named_after_a_reason_only(
    colleague: InspectingClient, planted: Story
) -> None:
    reference, name = planted.incident.reference, in_one_piece(canaries.VICTIM.word)
    assert reference not in colleague.get(f"/find?q={name}").text
    shown = colleague.get(f"{ELSEWHERE}?q={name}").text
    assert reference not in shown and f'value="{name}"' in shown
    assert "Say why you look for it" in (refused := asked(colleague, name, reason="")) and reference not in refused
    text = asked(colleague, name)
    assert reference in text and planted.incident.unit.name in text
    assert planted.incident.title not in text and "CANARY" not in text.replace(name, "")
    detail = last_detail()
    assert detail == {
        "shown": "incident", "ids": [reference], "terms": name, "reason": "The victim rang and gave this name.",
    }  # fmt: skip


def test_acc_5_a_stub_is_found_by_number_and_name_and_by_nothing_else(
    colleague: InspectingClient, planted: Story
) -> None:
    found = [one for one in CANARIES if planted.incident.reference in asked(colleague, in_one_piece(one.word))]
    assert set(found) == {canaries.VICTIM, canaries.WITNESS}
    assert planted.incident.reference in asked(colleague, planted.incident.reference)


def test_acc_7_a_restricted_case_and_one_in_conflict_have_no_stub(colleague: InspectingClient, planted: Story) -> None:
    case, reader = planted.incident, person("Kit Madeupname")
    db.session.add(
        ConflictOfInterest(
            incident_id=case.id, user_id=reader.id, reason="A cousin", declared_at=planted.now, declared_by_id=reader.id
        )
    )
    db.session.commit()
    assert "no other case" in asked(colleague, case.reference)
    for row in db.session.scalars(select(ConflictOfInterest).where(ConflictOfInterest.user_id == reader.id)):
        row.lifted_at, row.lifted_by_id = planted.now, planted.cast.user(READERS["supervisor"]).id
    db.session.commit()
    assert case.reference in asked(colleague, case.reference)
    db.session.get_one(Incident, case.id).is_restricted = True
    db.session.add(
        RestrictionMember(incident_id=case.id, user_id=planted.cast.user(READERS["officer"]).id, added_at=planted.now)
    )
    db.session.commit()
    assert "no other case" in asked(colleague, case.reference)


def test_acc_5_another_force_and_the_prosecution_find_no_stub(client: InspectingClient, planted: Story) -> None:
    client.sign_in(planted.cast.user("Ellis Pretendham"))
    assert "no other case" in asked(client, planted.incident.reference)
    client.sign_in(planted.cast.user(READERS["prosecutor"]))
    assert client.get(ELSEWHERE).status_code == 404


def test_row_64_the_page_says_how_to_look_and_what_to_try(client: InspectingClient, planted: Story) -> None:
    client.sign_in(planted.cast.user(READERS["officer"]))
    assert "A name may be misspelt" in client.get("/find").text
    assert "Every word must stand in the case" in client.get("/find?q=nothingofthekind").text
    assert "1 case has" in client.get(f"/find?q={planted.incident.reference}").text
