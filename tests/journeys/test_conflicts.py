"""Conflicts and restrictions: closed at once, each try told to the supervisor, lifted by two (ACC-6, ACC-7)."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from app.models.alert import Alert
from app.models.audit import AuditDetail, AuditEvent
from app.models.incident import ConflictOfInterest, RestrictionMember
from app.models.lifting import LiftProposal
from app.services import alerts, conflicts, lifting
from tests.conftest import NOON
from tests.journeys.test_who_sees import masked

pytestmark = pytest.mark.both
NOBODY = "HC-26-0000000X"


def works_here(client, story, user, person=None):
    path = f"/cases/{story.incident.reference}/people/{(person or story.victim).file_id}/works-here"
    return client.submit(path, {"email": user.email, "reason": "The victim told the officer."})


def who(story, name):
    return story.cast.actor(name)


# Set when a user declares a link or is recorded as somebody of the case ----------------------------------------------


@pytest.mark.parametrize("part", ["victim", "suspect"])
def test_acc_6_somebody_of_the_case_who_works_here_loses_it_while_the_page_is_open(app, as_, story, part):
    """A supervisor of the team stands on a page of the case when it is recorded that they are somebody in it."""
    colleague = story.cast.user(story.crew.supervisor)
    theirs = app.test_client().sign_in(colleague)
    path = f"/cases/{story.incident.reference}"
    page = theirs.page(f"{path}/report")
    fields = {one["name"]: one.get("value", "") for one in page.select("main form input[name]")}
    assert works_here(as_(story, "officer"), story, colleague, getattr(story, part)).status_code == 303
    assert theirs.get(path).status_code == 404
    assert theirs.post(f"{path}/report", data=fields).status_code == 404
    assert story.incident.reference not in theirs.get("/work").text
    assert story.incident.title not in theirs.get(f"/find?q={story.incident.reference}").text
    row = db.session.scalars(select(ConflictOfInterest)).one()
    assert (row.user_id, row.person_id) == (colleague.id, getattr(story, part).id)


def test_acc_6_it_beats_assignment_and_the_officer_may_record_it_of_oneself(as_, story):
    client = as_(story, "officer")
    answer = works_here(client, story, story.cast.user(story.crew.officer))
    assert answer.location == "/"
    assert client.get(f"/cases/{story.incident.reference}").status_code == 404


def test_acc_6_an_address_without_account_and_a_second_record_are_said_beside_the_field(as_, story):
    client = as_(story, "officer")
    colleague = story.cast.user("Bryn Mockridge")
    path = f"/cases/{story.incident.reference}/people/{story.victim.file_id}/works-here"
    page = client.submit(path, {"email": "nobody@x.example", "reason": "Heard it."})
    assert page.status_code == 422 and "Nobody has an account" in page.text and "nobody@x.example" in page.text
    works_here(client, story, colleague)
    assert "closed to this person already" in works_here(client, story, colleague).text


def test_acc_6_only_the_police_of_the_case_record_it(story):
    other = story.cast.user("Bryn Mockridge")
    for name in (story.crew.prosecutor, story.crew.caseworker, "Indra Notareal"):
        with pytest.raises((NotAllowed, NotFound)):
            conflicts.record_as(story.incident, story.victim, other, "x", actor=who(story, name), at=NOON)


# Each try ------------------------------------------------------------------------------------------------------------


def test_acc_6_each_try_is_told_to_the_supervisor_and_not_to_the_one_who_tries(app, as_, story, clock):
    reference = story.incident.reference
    colleague = story.cast.user(story.crew.officer)
    conflicts.declare_conflict(story.incident, "My neighbour", actor=who(story, story.crew.officer), at=NOON)
    theirs = app.test_client().sign_in(colleague)
    for path in ("", "/people", "/evidence"):
        closed, nothing = theirs.get(f"/cases/{reference}{path}"), theirs.get(f"/cases/{NOBODY}{path}")
        assert (closed.status_code, nothing.status_code) == (404, 404)
        assert masked(closed.text, reference) == masked(nothing.text, NOBODY)
        clock.move(minutes=1)
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "alert:conflict_try")).all()
    assert [(one.kind, one.actor_id, one.object_id) for one in events] == [("refusal", colleague.id, reference)] * 3
    assert len(db.session.scalars(select(Alert)).all()) == 3
    page = as_(story, "supervisor").page("/work").select_one("section[aria-labelledby=tries]").get_text()
    assert colleague.name in page and "3 times" in page and "12:02" in page
    own = theirs.page("/account/activity").select_one("main").get_text()
    assert "conflict" not in own.replace("conflict_declared", "") and own.count("Was refused") == 6
    assert "Asked for a case" not in theirs.page("/work").get_text()


def test_acc_6_a_try_is_told_to_the_unit_that_holds_the_case_and_nobody_else(app, as_, story, clock):
    conflicts.declare_conflict(story.incident, "My neighbour", actor=who(story, story.crew.officer), at=NOON)
    app.test_client().sign_in(story.cast.user(story.crew.officer)).get(f"/cases/{story.incident.reference}")
    for name in ("Bryn Mockridge", "Indra Notareal", story.crew.senior):
        assert "Asked for a case" not in as_(story, name).get("/work").text
    clock.move(days=15)
    assert "Asked for a case" not in as_(story, "supervisor").get("/work").text


def close_path(client):
    link = client.page("/work").select_one("section[aria-labelledby=tries] a[href$='/close']")
    return link and link["href"]


def test_acc_6_whoever_is_shown_a_try_closes_it_with_what_they_found(app, as_, story, clock):
    conflicts.declare_conflict(story.incident, "My neighbour", actor=who(story, story.crew.officer), at=NOON)
    theirs = app.test_client().sign_in(story.cast.user(story.crew.officer))
    for _ in range(2):
        theirs.get(f"/cases/{story.incident.reference}")
    client = as_(story, "supervisor")
    path = close_path(client)
    answer = client.submit(path, {"reason": ""})
    assert answer.status_code == 422 and "Say what you found" in answer.text
    assert client.submit(path, {"reason": "An old bookmark."}).status_code == 303
    assert close_path(client) is None and client.get(path).status_code == 404
    rows = db.session.scalars(select(Alert)).all()
    assert {(one.closed_reason, one.closed_by_id) for one in rows} == {
        ("An old bookmark.", story.cast.user(story.crew.supervisor).id)
    }
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "alert:conflict_try_closed")).one()
    assert (event.kind, event.object_id) == ("admin", story.incident.reference)
    assert db.session.get(AuditDetail, event.event_id).body["reason"] == "An old bookmark."
    assert "bookmark" not in client.get(f"/cases/{story.incident.reference}/history").text
    theirs.get(f"/cases/{story.incident.reference}")
    assert close_path(as_(story, "supervisor")), "a later try is an alert of its own"


def test_acc_6_nobody_else_closes_a_try(app, as_, story, clock):
    conflicts.declare_conflict(story.incident, "My neighbour", actor=who(story, story.crew.officer), at=NOON)
    app.test_client().sign_in(story.cast.user(story.crew.officer)).get(f"/cases/{story.incident.reference}")
    row = db.session.scalars(select(Alert)).one()
    path = f"/cases/{story.incident.reference}/access/tries/{row.id}/close"
    for name in (story.crew.officer, "Bryn Mockridge", "Indra Notareal", story.crew.senior, "Greer Madeupson"):
        assert as_(story, name).get(path).status_code in (403, 404), name
        with pytest.raises((NotAllowed, NotFound)):
            alerts.close_tries(row, story.incident, "Mine.", actor=who(story, name), at=NOON)
    assert row.closed_at is None
    alerts.close_tries(row, story.incident, "Seen.", actor=who(story, story.crew.supervisor), at=NOON)
    with pytest.raises(NotFound):
        alerts.close_tries(row, story.incident, "Again.", actor=who(story, story.crew.supervisor), at=NOON)


def test_acc_6_asking_for_a_case_that_is_simply_not_ones_own_is_no_try(as_, story):
    as_(story, "Bryn Mockridge").get(f"/cases/{story.incident.reference}")
    assert db.session.scalars(select(Alert)).all() == []


# Lifting takes two ---------------------------------------------------------------------------------------------------


@pytest.fixture
def blocked(story):
    conflicts.declare_conflict(story.incident, "My neighbour", actor=who(story, story.crew.officer), at=NOON)
    return story


def live(story, name):
    return conflicts.conflict_of(story.incident, story.cast.user(name).id) is not None


def test_acc_6_one_supervisor_proposes_another_lifts(as_, blocked):
    reference, crew = blocked.incident.reference, blocked.crew
    number = db.session.scalars(select(ConflictOfInterest.id)).one()
    path = f"/cases/{reference}/access"
    form = {"reason": "They moved away years ago.", "sure": "y"}
    assert as_(blocked, "supervisor").submit(f"{path}/conflicts/{number}/lift", form).status_code == 303
    assert live(blocked, crew.officer)
    proposal = db.session.scalars(select(LiftProposal)).one()
    decide = f"{path}/proposals/{proposal.id}"
    assert as_(blocked, "supervisor").submit(decide, {"answer": "yes"}).status_code == 403
    assert live(blocked, crew.officer)
    page = as_(blocked, "inspector").page(path)
    assert "They moved away years ago." in page.get_text() and page.select_one(f"a[href='{decide}']")
    assert as_(blocked, "inspector").submit(decide, {"answer": "yes"}).status_code == 303
    assert not live(blocked, crew.officer)
    assert as_(blocked, "officer").get(f"/cases/{reference}").status_code == 200


def test_acc_6_the_second_person_may_leave_it_as_it_is(as_, blocked):
    row = db.session.scalars(select(ConflictOfInterest)).one()
    lifting.propose_to_lift_conflict(blocked.incident, row, "x", actor=who(blocked, blocked.crew.supervisor), at=NOON)
    proposal = db.session.scalars(select(LiftProposal.id)).one()
    path = f"/cases/{blocked.incident.reference}/access/proposals/{proposal}"
    assert as_(blocked, "inspector").submit(path, {"answer": "no"}).status_code == 303
    assert live(blocked, blocked.crew.officer)
    assert as_(blocked, "inspector").get(path).status_code == 404


def test_acc_6_neither_half_is_for_the_one_it_is_about(story):
    """A supervisor in conflict neither proposes nor decides: the case is not there."""
    crew = story.crew
    conflicts.declare_conflict(story.incident, "A cousin", actor=who(story, crew.supervisor), at=NOON)
    row = db.session.scalars(select(ConflictOfInterest)).one()
    with pytest.raises(NotFound):
        lifting.propose_to_lift_conflict(story.incident, row, "x", actor=who(story, crew.supervisor), at=NOON)
    proposal = lifting.propose_to_lift_conflict(story.incident, row, "x", actor=who(story, crew.inspector), at=NOON)
    for name in (crew.supervisor, crew.inspector, crew.officer):
        with pytest.raises((NotFound, NotAllowed)):
            lifting.decide_lift(proposal, story.incident, True, actor=who(story, name), at=NOON)
    with pytest.raises(RuleBroken, match="proposed already"):
        lifting.propose_to_lift_conflict(story.incident, row, "x", actor=who(story, crew.inspector), at=NOON)
    assert live(story, crew.supervisor)


def test_con_1_two_decide_at_once_and_the_first_decision_stands(blocked):
    row = db.session.scalars(select(ConflictOfInterest)).one()
    crew = blocked.crew
    sergeant, inspector = who(blocked, crew.supervisor), who(blocked, crew.inspector)
    proposal = lifting.propose_to_lift_conflict(blocked.incident, row, "x", actor=sergeant, at=NOON)
    lifting.decide_lift(proposal, blocked.incident, False, seen=proposal.version, actor=inspector, at=NOON)
    with pytest.raises(RuleBroken, match="decided already"):
        lifting.decide_lift(proposal, blocked.incident, True, actor=inspector, at=NOON)
    assert live(blocked, crew.officer)


def test_acc_7_a_restriction_is_lifted_by_two_supervisors_on_the_list(as_, story):
    crew, reference = story.crew, story.incident.reference
    sergeant, inspector = who(story, crew.supervisor), who(story, crew.inspector)
    path = f"/cases/{reference}/access"
    with pytest.raises(WrongStage):
        lifting.propose_to_lift_restriction(story.incident, "x", actor=sergeant, at=NOON)
    conflicts.restrict(story.incident, [], actor=sergeant, at=NOON)
    with pytest.raises(NotFound):
        lifting.propose_to_lift_restriction(story.incident, "x", actor=inspector, at=NOON)
    assert as_(story, "supervisor").submit(f"{path}/lift", {"reason": "The risk is over."}).status_code == 303
    proposal = db.session.scalars(select(LiftProposal)).one()
    with pytest.raises(NotAllowed):
        lifting.decide_lift(proposal, story.incident, True, actor=sergeant, at=NOON)
    with pytest.raises(NotFound):
        lifting.decide_lift(proposal, story.incident, True, actor=inspector, at=NOON)
    conflicts.add_to_list(story.incident, story.cast.user(crew.inspector), actor=sergeant, at=NOON)
    assert as_(story, "officer").get(f"/cases/{reference}").status_code == 404
    decide = f"{path}/proposals/{proposal.id}"
    assert as_(story, "inspector").submit(decide, {"answer": "yes"}).status_code == 303
    assert as_(story, "officer").get(f"/cases/{reference}").status_code == 200
    assert db.session.scalars(select(RestrictionMember)).all() == []
    conflicts.restrict(story.incident, [], actor=sergeant, at=NOON)
    assert as_(story, "officer").get(f"/cases/{reference}").status_code == 404
