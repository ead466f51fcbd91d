"""Withdrawing an item and restoring it takes two people; what is withdrawn is kept, marked, and in no paper."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import NotAllowed
from app.domain.roles import Role
from app.domain.vocabulary import CustodyKind, ItemStanding
from app.models.exhibit_custody import CustodyEntry
from app.models.material import SourceLink
from app.models.user import UserRole
from app.models.withdrawal import Withdrawal
from app.queries.actors import actor_of
from app.queries.asked import asked_of
from app.queries.case_file import gather
from app.services import withdrawals
from app.services.links import replace_links
from tests.conftest import NOON
from tests.journeys.trying import happenings, hidden_from, refused, saved
from tests.stored import a_post, item_of

WHY = "It shows somebody else's wall."


@pytest.fixture(autouse=True)
def _own_store(store):
    """The store of this test alone."""


@pytest.fixture
def at(story):
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}"


def proposed(as_, story, at):
    saved(as_(story, "officer"), f"{at}/withdraw", {"reason": WHY})


def decided(as_, story, at, answer="yes", reason=""):
    saved(as_(story, "supervisor"), f"{at}/withdraw/decide", {"answer": answer, "reason": reason})


def in_file(story):
    db.session.rollback()
    return [one.evidence_id for one in gather(story.incident).case.evidence_items]


def link_of(story, item):
    """An act, which may stand in any number of papers: the item shows the first point to prove."""
    element = story.allegation.elements[0]
    db.session.add(SourceLink(incident_id=story.incident.id, element_id=element.id, evidence_id=item.id))
    db.session.commit()
    return element


@pytest.mark.both
def test_an_item_is_withdrawn_and_restored_by_two_and_says_so_in_its_chain(as_, story, at):
    item = item_of(story)
    element = link_of(story, item)
    before = in_file(story)
    proposed(as_, story, at)
    assert in_file(story) == before and item_of(story).standing is ItemStanding.COUNTS
    decided(as_, story, at)
    assert item.file_id not in in_file(story)
    sources = gather(story.incident).case.allegations[0].elements[0].source_ids
    assert element.id and item.file_id not in sources
    index = as_(story, "officer").page(at.rpartition("/items")[0]).get_text(" ", strip=True)
    assert "Items that do not count" in index and WHY in index
    proposed(as_, story, at)
    decided(as_, story, at)
    assert in_file(story) == before
    assert item.file_id in gather(story.incident).case.allegations[0].elements[0].source_ids
    steps = select(CustodyEntry).where(CustodyEntry.evidence_item_id == item.id).order_by(CustodyEntry.id)
    rows = [row for row in db.session.scalars(steps) if row.kind in (CustodyKind.WITHDRAWN, CustodyKind.RESTORED)]
    assert [row.kind for row in rows] == [CustodyKind.WITHDRAWN, CustodyKind.RESTORED]
    assert all(WHY in row.reason and "Samplewick" in row.reason for row in rows)


def test_a_withdrawn_item_takes_no_change_no_file_and_no_link(as_, story, at):
    proposed(as_, story, at)
    decided(as_, story, at)
    officer = as_(story, "officer")
    for path in (at, f"{at}/custody"):
        assert "Withdrawn" in officer.page(f"{at}/custody").get_text(), path
    assert officer.page(f"{at}/custody").select("a[href$='/file']") == []
    item = item_of(story)
    before = happenings()
    form = officer.submit(at, {"description": "Something else"})
    assert form.status_code == 422 and "stays as it is" in form.text and happenings() == before
    allegation = story.allegation.file_id
    points = f"/cases/{story.incident.reference}/offences/{allegation}/points/{story.allegation.elements[0].id}"
    offered = [str(one["value"]) for one in officer.page(points).select("[name=sources]")]
    assert item.file_id not in offered


def test_declining_needs_a_reason_and_changes_nothing(as_, story, at):
    proposed(as_, story, at)
    supervisor = as_(story, "supervisor")
    refused(supervisor, f"{at}/withdraw/decide", {"answer": "no", "reason": ""}, "reason", "Say why you decline")
    decided(as_, story, at, "no", "It does show the wall.")
    page = as_(story, "officer").page(f"{at}/custody").get_text(" ", strip=True)
    assert "declined" in page and "It does show the wall." in page and "Propose to withdraw it" in page
    assert item_of(story).standing is ItemStanding.COUNTS


def test_what_waits_is_not_proposed_again_and_the_case_asks_the_supervisor(as_, story, at):
    proposed(as_, story, at)
    answer = as_(story, "officer").submit(f"{at}/withdraw", {"reason": "Again"})
    assert answer.status_code == 422 and "proposed already" in answer.text
    [asked] = [one for one in asked_of(story.incident) if one.key.startswith("withdrawal")]
    assert asked.is_for_supervisor and asked.due_on is not None and (asked.due_on - NOON.date()).days == 7
    decided(as_, story, at)
    assert not [one for one in asked_of(story.incident) if one.key.startswith("withdrawal")]


@pytest.mark.both
def test_acc_12_the_one_who_proposed_decides_in_no_role(story, database, store):
    item = item_of(story)
    proposal = withdrawals.propose(story.incident, item, WHY, actor=story.officer, at=NOON)
    with pytest.raises(NotAllowed):
        withdrawals.decide(proposal, story.incident, True, actor=story.officer, at=NOON)
    db.session.rollback()
    user = story.cast.user(story.crew.officer)
    user.unit_id = story.incident.unit_id
    db.session.add(UserRole(user_id=user.id, role=Role.SUPERVISOR, granted_at=NOON))
    db.session.commit()
    promoted = actor_of(user, Role.SUPERVISOR, on=NOON.date())
    with pytest.raises(NotAllowed, match="Somebody other"):
        withdrawals.decide(proposal, story.incident, True, actor=promoted, at=NOON)
    db.session.rollback()
    assert db.session.scalars(select(Withdrawal)).one().decided_at is None
    withdrawals.decide(proposal, story.incident, True, actor=story.supervisor, at=NOON)
    assert item_of(story).standing is ItemStanding.WITHDRAWN


def test_words_of_hostility_are_not_left_without_their_source(as_, story, at):
    item = item_of(story)
    link = db.session.scalars(select(SourceLink).where(SourceLink.hostility_id.is_not(None))).first()
    if link is None:
        pytest.fail("the story has no words of hostility")
    replace_links(story.incident.id, "hostility", link.hostility_id, [item])
    db.session.commit()
    answer = as_(story, "officer").submit(f"{at}/withdraw", {"reason": WHY})
    assert answer.status_code == 422 and "Words of hostility stand in this item alone" in answer.text


def test_only_the_officer_proposes_and_only_the_supervisor_decides(as_, story, at):
    for name in ("supervisor", "prosecutor", "Ellis Pretendham", "Bex Harbourne", "Emlyn Figures"):
        hidden_from(as_(story, name), [f"{at}/withdraw"])
    proposed(as_, story, at)
    for name in ("officer", "prosecutor", "Ellis Pretendham", "Bex Harbourne", "Fable Keyholder"):
        hidden_from(as_(story, name), [f"{at}/withdraw/decide"])


def test_a_withdrawn_post_keeps_its_page_and_takes_no_correction(as_, story, store):
    post = a_post(story)
    path = f"/cases/{story.incident.reference}/evidence/items/{post.item.file_id}"
    proposed(as_, story, path)
    decided(as_, story, path)
    page = as_(story, "officer").page(f"{path}/post")
    assert "Withdrawn" in page.get_text() and page.select("a[href$='/post/change']") == []
    answer = as_(story, "officer").submit(f"{path}/post/change", {"tool": "Another"})
    assert answer.status_code == 422 and "stays as it is" in answer.text
