"""My clients: the victim's view, what may be said already, the safe way before any number."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.events import EventKind as K
from app.domain.stages import Status
from app.domain.telling import DUTY_EVENTS, said_to_victim
from app.domain.vocabulary import ClockEvent, ContactChannel, ContactOutcome, PartyRole
from app.models.audit import AuditDetail, AuditEvent
from app.models.incident import ConflictOfInterest
from app.models.victim import DatedEvent, SupportReferral
from app.services import care, people
from app.services.demo.paths import PATHS
from tests.stories import NOW, agree_to_support, begin, give_safe_contact, support, tell


@pytest.fixture
def bailed(database, clock):
    return tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())


def caseworker(story):
    return story.cast.user(story.crew.caseworker)


def test_every_duty_that_a_status_awaits_has_its_events():
    assert {status.meaning.awaits_duty for status in Status} - {None} <= set(DUTY_EVENTS)


def test_said_to_victim_waits_for_the_telling():
    past = [K.CHARGED, K.CHARGE_AUTHORISED, K.PROSECUTOR_ALLOCATED, K.TRIAGE_ACCEPTED]
    assert said_to_victim(Status.CHARGED, past, set()) == Status.PROSECUTOR_REVIEW.meaning.victim
    assert said_to_victim(Status.CHARGED, past, {ClockEvent.SUSPECT_CHARGED}) == Status.CHARGED.meaning.victim
    assert said_to_victim(Status.CHARGED, [], set()) == Status.REPORTED.meaning.victim


def test_a_waiting_referral_tells_nothing_but_service_and_day(client, bailed):
    agree_to_support(bailed)
    client.sign_in(caseworker(bailed))
    page = client.page("/clients")
    text = page.get_text()
    assert "1 referral waits for you" in text and "Harbour Victim Care" in text
    for secret in (bailed.victim.surname, bailed.incident.reference, bailed.incident.title, bailed.plot.strand.label):
        assert secret not in text
    assert client.get(f"/clients/{bailed.incident.reference}").status_code == 404


@pytest.mark.both
def test_accepting_gives_the_victims_view(client, bailed):
    agree_to_support(bailed)
    client.sign_in(caseworker(bailed))
    answer = client.submit("/clients", {}, form="main form[method=post]")
    assert answer.status_code == 303
    page = client.page("/clients")
    assert bailed.victim.full_name in page.select_one("article h3").get_text()
    assert client.page(f"/clients/{bailed.incident.reference}")


def test_acc_3_a_referral_to_another_service_cannot_be_accepted(client, bailed):
    agree_to_support(bailed)
    row = db.session.scalars(select(SupportReferral)).one()
    client.sign_in(bailed.cast.user("Cory Lantern"))
    token = client.page("/clients").select_one("input[name=csrf_token]")["value"]
    answer = client.post(f"/clients/referrals/{row.id}/accept", data={"csrf_token": token})
    assert answer.status_code == 404
    assert db.session.get(SupportReferral, row.id).accepted_at is None


def test_no_safe_contact_means_no_contact_and_no_number(client, bailed):
    support(bailed)
    client.sign_in(caseworker(bailed))
    card = client.page("/clients").select_one("article")
    assert "No safe contact recorded." in card.get_text() and "Do not contact. Ask the police." in card.get_text()
    number = f"/clients/{bailed.incident.reference}/{bailed.victim.file_id}/number"
    assert client.page(number).select("main form") == []


def test_a_number_stands_behind_a_recorded_reason(client, bailed):
    give_safe_contact(bailed)
    support(bailed)
    client.sign_in(caseworker(bailed))
    page = client.page("/clients")
    card = page.select_one("article").get_text()
    assert "Text message. After six in the evening" in card and "Leave no voicemail" in card
    assert "07700" not in page.get_text() + client.page(f"/clients/{bailed.incident.reference}").get_text()
    number = f"/clients/{bailed.incident.reference}/{bailed.victim.file_id}/number"
    assert "07700" not in client.submit(number, {}).text
    shown = client.submit(number, {"reason": "asked"})
    assert shown.status_code == 200 and "07700 900123" in shown.text
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert event.action == "page:care.number" and event.object_id == bailed.incident.reference
    assert db.session.get(AuditDetail, event.event_id).body["reason"] == "They asked me to contact them"


def test_what_the_victim_was_not_told_is_not_said(client, bailed):
    agree_to_support(bailed)
    client.sign_in(caseworker(bailed))
    client.submit("/clients", {})
    page = client.page("/clients").select_one("article").get_text()
    assert Status.SUSPECT_ON_PRECHARGE_BAIL.meaning.victim not in page and "may not know yet" in page
    released = db.session.scalars(select(DatedEvent).where(DatedEvent.kind == ClockEvent.RELEASED_ON_BAIL_OR_RUI)).one()
    told = care.ContactDetails(at=NOW, channel=ContactChannel.PHONE, outcome=ContactOutcome.TOLD, events=[released])
    care.record_contact(bailed.incident, people.victim_of(bailed.victim), told, actor=bailed.officer, at=NOW)
    page = client.page("/clients").select_one("article").get_text()
    assert Status.SUSPECT_ON_PRECHARGE_BAIL.meaning.victim in page and "may not know yet" not in page


@pytest.mark.both
def test_a_hearing_is_shown_once_the_victim_was_told(client, database, clock):
    story = tell(PATHS[Status.FIRST_HEARING_LISTED], begin())
    support(story)
    client.sign_in(caseworker(story))
    assert "No hearing that" in client.page("/clients").select_one("article").get_text()
    client.sign_in(story.cast.user(story.crew.witness_care))
    fields = {
        "victim": story.victim.file_id, "channel": "phone", "outcome": "told", "news": ["H1"],
        "at-day": "23", "at-month": "11", "at-year": "2026", "at-time": "11:00",
    }  # fmt: skip
    assert client.submit(f"/cases/{story.incident.reference}/care/contact", fields).status_code == 303
    client.sign_in(caseworker(story))
    card = client.page("/clients").select_one("article").get_text()
    assert "Northmarsh Magistrates' Court" in card and Status.FIRST_HEARING_LISTED.meaning.victim in card


def test_acc_10_suspect_evidence_and_other_victims_are_masked(client, bailed):
    other = people.add_person(
        bailed.incident,
        people.PersonDetails(given_names="Othello", surname="Elsewhere", roles=(PartyRole.VICTIM,)),
        actor=bailed.officer,
        at=bailed.later(hours=1),
    )
    support(bailed)
    client.sign_in(caseworker(bailed))
    reference = bailed.incident.reference
    pages = client.get("/clients").text + client.get(f"/clients/{reference}").text
    for secret in ("Elsewhere", bailed.suspect.surname, bailed.incident.title, bailed.incident.narrative):
        assert secret not in pages
    assert client.get(f"/clients/{reference}/{other.file_id}/number").status_code == 404
    for part in ("", "/people", "/offences", "/evidence", "/court", "/care", "/history", "/clocks", "/file-check"):
        assert client.get(f"/cases/{reference}{part}").status_code == 404, part


def test_acc_6_a_worker_in_conflict_loses_the_client_at_once(client, bailed):
    support(bailed)
    worker = caseworker(bailed)
    client.sign_in(worker)
    reference = bailed.incident.reference
    assert client.submit(f"/cases/{reference}/conflict", {"reason": "My sister"}).status_code == 303
    assert db.session.scalars(select(ConflictOfInterest)).one().user_id == worker.id
    assert "You have 0 clients" in client.page("/clients").get_text()
    assert client.get(f"/clients/{reference}").status_code == 404


def test_another_workers_client_is_not_found(client, bailed):
    support(bailed)
    client.sign_in(bailed.cast.user("Cory Lantern"))
    assert client.get(f"/clients/{bailed.incident.reference}").status_code == 404
    assert "You have no clients yet" in client.page("/clients").get_text()


def test_statements_stay_constant_however_many_clients(client, bailed, count_queries):
    support(bailed)
    client.sign_in(caseworker(bailed))
    client.get("/clients")
    with count_queries() as one:
        client.get("/clients")
    for number in (7, 8, 9):
        support(tell(PATHS[Status.UNDER_INVESTIGATION], begin("Z1", number)))
    with count_queries() as many:
        client.get("/clients")
    assert len(many) == len(one)


def test_acc_10_a_support_worker_makes_contact_stricter_and_the_police_see_that_not_why(client, bailed):
    story = bailed
    support(story)
    give_safe_contact(story)
    client.sign_in(caseworker(story))
    path = f"/clients/{story.incident.reference}/{story.victim.file_id}/safe-contact"
    empty = client.submit(path, {})
    assert empty.status_code == 422 and "Nothing would become stricter" in empty.text
    sent = client.submit(
        path, {"without": ["text"], "never": "never ring at work", "reason": "Her employer listens in"}
    )
    assert sent.status_code == 303
    assert "Her employer listens in" in client.get(path).text
    client.sign_in(story.cast.user(story.crew.officer))
    page = client.get(f"/cases/{story.incident.reference}/people/{story.victim.file_id}/contact").text
    assert "never ring at work" in page and "Her employer listens in" not in page
    client.sign_in(story.cast.user("Cory Lantern"))
    assert client.get(path).status_code == 404
