"""Care for victims: support with the victim's choice, telling them, news from outside, who a case exists for."""

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import SupportConsent
from app.models.incident import ConflictOfInterest, RestrictionMember
from app.models.victim import Contact, ContactEvent, DatedEvent, SupportReferral
from app.queries import people as questions
from app.services import conflicts
from app.services.demo.paths import PATHS
from tests import stories
from tests.stories import begin, tell

S = stories


@pytest.fixture
def case(database, clock):
    return tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())


def at_noon(day: int, month: int = 11, year: int = 2026) -> dict[str, str]:
    return {"at-day": str(day), "at-month": str(month), "at-year": str(year), "at-time": "10:00"}


def test_a_service_is_offered_with_the_victims_choice(client, case):
    client.sign_in(case.cast.user(case.crew.officer))
    address = f"/cases/{case.incident.reference}/care/support"
    fields = {"victim": case.victim.file_id, "unit": str(case.cast.unit("HVC-B1").id), "consent": "refused"}
    assert client.submit(address, fields).status_code == 303
    row = db.session.scalars(select(SupportReferral)).one()
    assert row.consent is SupportConsent.REFUSED and row.accepted_at is None
    assert "Refused. Nothing was sent" in client.page(f"/cases/{case.incident.reference}/care").get_text()


def test_what_a_victim_was_told_of_is_no_longer_owed(client, case):
    client.sign_in(case.cast.user(case.crew.officer))
    page = f"/cases/{case.incident.reference}/care"
    before = client.page(page).select_one("main").get_text()
    assert "A suspect was arrested" in before and "were not told" in before
    arrest = db.session.scalars(select(DatedEvent).where(DatedEvent.kind == "suspect_arrested")).one()
    fields = {
        "victim": case.victim.file_id,
        "channel": "phone",
        "outcome": "told",
        "news": [arrest.file_id],
        **at_noon(20),
    }
    assert client.submit(f"{page}/contact", fields).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(ContactEvent)) == 1
    after = client.page(page)
    owed = after.select_one(".tl-panel ul").get_text()
    assert "A suspect was arrested" not in owed and "released on bail" in owed


def test_an_attempt_that_failed_answers_nothing(client, case):
    client.sign_in(case.cast.user(case.crew.officer))
    page = f"/cases/{case.incident.reference}/care/contact"
    arrest = db.session.scalars(select(DatedEvent).where(DatedEvent.kind == "suspect_arrested")).one()
    fields = {
        "victim": case.victim.file_id,
        "channel": "phone",
        "outcome": "no_answer",
        "news": [arrest.file_id],
        **at_noon(20),
    }
    refused = client.submit(page, fields)
    assert refused.status_code == 422 and "Only where the victim was told" in refused.text
    assert client.submit(page, fields | {"news": []}).status_code == 303
    assert db.session.scalars(select(Contact)).one().told == []


def test_acc_3_victims_services_and_events_of_elsewhere_are_refused(client, case):
    other = tell(PATHS[case.incident.status], begin("Z2", 2))
    foreign = db.session.scalars(select(DatedEvent.file_id).where(DatedEvent.incident_id == other.incident.id)).all()
    client.sign_in(case.cast.user(case.crew.officer))
    address = f"/cases/{case.incident.reference}/care"
    wrong_unit = {"victim": case.victim.file_id, "unit": str(case.cast.unit("Z2-T1").id), "consent": "given"}
    assert client.submit(f"{address}/support", wrong_unit).status_code == 422
    nobody = {"victim": "P77", "unit": str(case.cast.unit("HVC-B1").id), "consent": "given"}
    assert client.submit(f"{address}/support", nobody).status_code == 422
    far = {"victim": case.victim.file_id, "channel": "phone", "outcome": "told", "news": ["V99"], **at_noon(20)}
    assert client.submit(f"{address}/contact", far).status_code == 422
    assert client.get(f"/cases/{other.incident.reference}/care").status_code == 404
    assert foreign and db.session.scalars(select(SupportReferral)).all() == []


def test_news_from_outside_is_written_down_with_its_time(client, case):
    client.sign_in(case.cast.user(case.crew.officer))
    address = f"/cases/{case.incident.reference}/care/event"
    day = {"happened_at-day": "20", "happened_at-month": "11", "happened_at-year": "2026", "happened_at-time": "09:00"}
    assert client.submit(address, {"kind": "bail_changed", **day}).status_code == 303
    assert db.session.scalars(select(DatedEvent).where(DatedEvent.kind == "bail_changed")).one()
    own = client.submit(address, {"kind": "suspect_charged", **day})
    assert own.status_code == 422 and "Choose from the list" in own.text
    ahead = client.submit(address, {"kind": "bail_changed", **day, "happened_at-day": "24"})
    assert ahead.status_code == 422 and "future" in ahead.text


@pytest.mark.both
def test_acc_7_a_restricted_case_exists_for_its_list_alone(client, case):
    cast, reference = case.cast, case.incident.reference
    officer, inspector = cast.user(case.crew.officer), cast.user(case.crew.inspector)
    client.sign_in(cast.user(case.crew.supervisor))
    address = f"/cases/{reference}/access"
    fields = {"members": [str(officer.id)], "sure": "y"}
    assert client.submit(f"{address}/restrict", fields).status_code == 303
    assert "2 people on the list" in client.page(address).get_text()
    client.sign_in(inspector)
    assert client.get(f"/cases/{reference}").status_code == 404
    client.sign_in(cast.user(case.crew.supervisor))
    assert client.submit(f"{address}/names", {"user": str(inspector.id)}).status_code == 303
    assert client.submit(f"{address}/names", {"user": str(cast.user("Kit Examplar").id)}).status_code == 422
    client.sign_in(inspector)
    assert client.get(f"/cases/{reference}").status_code == 200
    assert db.session.scalar(select(func.count()).select_from(RestrictionMember)) == 3


@pytest.mark.both
def test_acc_6_only_a_different_supervisor_proposes_to_lift_a_conflict(client, case):
    cast, reference = case.cast, case.incident.reference
    conflicts.declare_conflict(case.incident, "A cousin of the suspect", actor=case.supervisor, at=S.NOW)
    client.sign_in(cast.user(case.crew.supervisor))
    row = db.session.scalars(select(ConflictOfInterest)).one()
    address = f"/cases/{reference}/access/conflicts/{row.id}/lift"
    assert client.get(address).status_code == 404
    client.sign_in(cast.user(case.crew.officer))
    assert client.get(address).status_code == 404
    client.sign_in(cast.user("Hollis Figment"))
    assert client.get(address).status_code == 404
    client.sign_in(cast.user(case.crew.inspector))
    assert client.submit(address, {"sure": "y", "reason": "They have never met."}).status_code == 303
    assert db.session.get(ConflictOfInterest, row.id).lifted_by_id is None
    client.sign_in(cast.user(case.crew.supervisor))
    assert client.get(f"/cases/{reference}").status_code == 404


def test_a_declared_conflict_hides_the_case_at_once(client, case):
    client.sign_in(case.cast.user(case.crew.officer))
    reference = case.incident.reference
    assert client.submit(f"/cases/{reference}/conflict", {"reason": "My neighbour"}).status_code == 303
    assert client.get(f"/cases/{reference}").status_code == 404


def test_cps_operations_records_that_a_victim_was_told_but_sees_no_safe_contact(client, case):
    refused = tell(PATHS[Status.NFA_CPS_EVIDENTIAL], begin("Z1", 3))
    client.sign_in(refused.cast.user(refused.crew.operations))
    reference = refused.incident.reference
    page = client.page(f"/cases/{reference}/care")
    assert "The CPS decided not to charge" in page.get_text() and page.select(".tl-safe") == []
    assert client.get(f"/cases/{reference}/care/support").status_code == 404
    event = db.session.scalars(
        select(DatedEvent).where(DatedEvent.kind == "cps_nfa", DatedEvent.incident_id == refused.incident.id)
    ).one()
    victim = questions.victims_of(refused.incident)[0]
    fields = {
        "victim": victim.person.file_id,
        "channel": "letter",
        "outcome": "told",
        "news": [event.file_id],
        **at_noon(20),
    }
    assert client.submit(f"/cases/{reference}/care/contact", fields).status_code == 303
