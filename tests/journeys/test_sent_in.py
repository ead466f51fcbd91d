"""What a support worker or an organisation sends in: kept at once, evidence once the officer accepts it (row 18)."""

import io

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import Channel, ItemStanding, ReportedByRole
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile
from app.queries.asked import asked_of
from app.queries.case_file import gather
from app.services import own_reports
from app.services.demo import care_acts
from tests.journeys.trying import happenings, hidden_from, opened, refused, saved
from tests.stored import picture, read, sent_in
from tests.stories import begin, tell

WHAT = {"kind": "phone_media", "what": "The message on her phone"}


@pytest.fixture(autouse=True)
def _own_store(store):
    """The store of this test alone."""


@pytest.fixture
def helped(story):
    care_acts.support(story)
    db.session.commit()
    return story


@pytest.fixture
def at(helped):
    return f"/clients/{helped.incident.reference}/{helped.victim.file_id}/material"


def png():
    return (io.BytesIO(picture()), "phone.png", "image/png")


def standing_of(item):
    db.session.rollback()
    return db.session.get_one(EvidenceItem, item.id).standing


def in_file(story):
    db.session.rollback()
    return [one.evidence_id for one in gather(story.incident).case.evidence_items]


def last_item():
    return db.session.scalars(select(EvidenceItem).order_by(EvidenceItem.id.desc())).first()


@pytest.mark.both
def test_a_support_worker_sends_a_file_and_it_counts_once_the_officer_accepts_it(as_, helped, at):
    before = in_file(helped)
    worker = as_(helped, "Bex Harbourne")
    assert worker.page(f"/clients/{helped.incident.reference}").select(f"a[href='{at}']")
    saved(worker, at, WHAT | {"file": png()})
    item = last_item()
    [held] = db.session.scalars(select(EvidenceFile).where(EvidenceFile.evidence_item_id == item.id))
    assert item.standing is ItemStanding.WAITS and read(held).startswith(b"\x89PNG")
    assert in_file(helped) == before
    assert [one.key for one in asked_of(helped.incident) if one.key.startswith("sent_in")] == [
        f"sent_in.{item.file_id}"
    ]
    evidence = f"/cases/{helped.incident.reference}/evidence"
    hidden_from(
        worker, [evidence, f"{evidence}/items/{item.file_id}/custody", f"{evidence}/items/{item.file_id}/accept"]
    )
    officer = as_(helped, "officer")
    assert "Waits for the officer to accept it" in officer.page(evidence).get_text()
    custody = officer.page(f"{evidence}/items/{item.file_id}/custody").get_text(" ", strip=True)
    assert helped.victim.full_name.strip() in custody and "Harbourne" in custody
    saved(officer, f"{evidence}/items/{item.file_id}/accept", {"answer": "yes"})
    assert standing_of(item) is ItemStanding.COUNTS and item.file_id in in_file(helped)
    assert not [one for one in asked_of(helped.incident) if one.key.startswith("sent_in")]


def test_not_taking_it_needs_a_reason_is_kept_and_can_be_changed(as_, helped):
    item = sent_in(helped)
    path, officer = f"/cases/{helped.incident.reference}/evidence/items/{item.file_id}/accept", as_(helped, "officer")
    refused(officer, path, {"answer": "no", "reason": ""}, "reason", "Say why it is not taken")
    saved(officer, path, {"answer": "no", "reason": "It shows another day."})
    page = officer.page(f"/cases/{helped.incident.reference}/evidence").get_text(" ", strip=True)
    assert "Not taken as evidence" in page and "It shows another day." in page
    assert item.file_id not in in_file(helped) and db.session.scalars(select(EvidenceFile)).all()
    saved(officer, path, {"answer": "yes"})
    assert standing_of(item) is ItemStanding.COUNTS
    assert officer.get(path).status_code == 404


def test_what_waits_takes_no_change_no_link_and_is_not_withdrawn(as_, helped):
    item = sent_in(helped)
    at, officer = f"/cases/{helped.incident.reference}/evidence/items/{item.file_id}", as_(helped, "officer")
    assert officer.get(f"{at}/withdraw").status_code == 404
    answer = officer.submit(at, {"description": "Something else"})
    assert answer.status_code == 422 and "Accept it first" in answer.text


def test_upl_2_what_cannot_be_kept_is_said_beside_the_field(as_, helped, at):
    worker = as_(helped, "Bex Harbourne")
    before = happenings()
    answer = worker.submit(at, WHAT | {"file": (io.BytesIO(b"<html>"), "a.html", "text/html")})
    assert answer.status_code == 422 and "cannot be kept" in answer.text and happenings() == before
    refused(worker, at, WHAT, "file", "Choose the file")


def test_others_send_nothing_here_and_answer_nothing(as_, helped, at):
    item = sent_in(helped)
    for name in ("officer", "supervisor", "prosecutor", "Dell Meadows", "Rowan Witnall", "Emlyn Figures"):
        hidden_from(as_(helped, name), [at])
    path = f"/cases/{helped.incident.reference}/evidence/items/{item.file_id}/accept"
    for name in ("prosecutor", "Ellis Pretendham", "Bex Harbourne", "Dell Meadows", "Fable Keyholder"):
        hidden_from(as_(helped, name), [path])


@pytest.mark.both
def test_an_organisation_sends_a_file_with_its_report_until_the_police_take_it_up(client, database, clock):
    def by_partner(story):
        story.receive(story.who("Dell Meadows"), ReportedByRole.ORGANISATION, Channel.THIRD_PARTY)

    story = tell(by_partner, begin())
    own = f"/our-reports/{story.incident.reference}"
    client.sign_in(story.cast.user("Dell Meadows"))
    post = {"kind": "screenshot", "what": "A post about the club", "file": png()}
    saved(client, f"{own}/add", post)
    item = last_item()
    assert item.standing is ItemStanding.WAITS and in_file(story) == []
    assert "Screenshot" in client.page(own).get_text()
    refused(
        client, f"{own}/add", {"kind": "screenshot", "what": "A post", "where": "", "text": ""}, "text", "Send a file"
    )
    both = client.submit(f"{own}/add", post | {"file": png(), "where": "Our desk"})
    assert both.status_code == 422 and "not both" in both.text
    form = opened(client, f"{own}/add")
    tell(lambda told: told.assess(), story)
    late = client.post(f"{own}/add", data=form | post | {"file": png()})
    assert late.status_code in (409, 422) and own_reports.TAKEN_UP in late.text and last_item().id == item.id
