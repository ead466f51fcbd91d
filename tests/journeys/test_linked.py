"""The pages of cases and people that belong together: suggested or found by hand, answered, undone, hidden."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary.linking import LinkKind
from app.models.alert import Alert
from app.models.audit import AuditDetail, AuditEvent
from app.models.linking import CaseLink, DuplicateAnswer, Series
from app.models.people import IdentityLink
from app.services import conflicts, identity, investigation, joining, linking
from tests.inspection import InspectingClient
from tests.pairs import BOTH, FIRST_ONLY, SECOND_ONLY, Pair, tell_pair
from tests.stories import NOW

NOBODY = "HC-26-4K7Q2MD9"


@pytest.fixture
def pair(database: str, clock: object) -> Pair:
    return tell_pair()


def as_(client: InspectingClient, pair: Pair, name: str = BOTH) -> InspectingClient:
    client.sign_in(pair.one.cast.user(name))
    return client


def at(pair: Pair, path: str, which: int = 0) -> str:
    return f"/cases/{pair.cases[which].reference}/{path}"


def test_an_empty_part_says_so(client: InspectingClient, pair: Pair) -> None:
    page = as_(client, pair).get(at(pair, "linked")).text
    assert "You see nothing that is linked with this case." in page and "Linked cases" in page


@pytest.mark.both
def test_a_link_is_made_shown_on_both_sides_and_ended(client: InspectingClient, pair: Pair) -> None:
    one, two = pair.cases
    sergeant = as_(client, pair)
    form = {"other": two.reference.lower(), "kind": "counter_allegation", "reason": "Each accuses the other."}
    assert sergeant.submit(at(pair, "linked/add"), form).status_code == 303
    for case, other in ((0, two), (1, one)):
        page = sergeant.get(at(pair, "linked", case)).text
        assert "Counter-allegation" in page and other.reference in page and "Each accuses the other." in page
        assert f"Linked with {other.reference}: counter allegation" in sergeant.get(at(pair, "history", case)).text
    again = sergeant.submit(at(pair, "linked/add"), form)
    assert again.status_code == 422 and "linked in this way already" in again.text and form["reason"] in again.text
    row = db.session.scalars(select(CaseLink)).one()
    assert sergeant.submit(at(pair, f"linked/{row.id}/end"), {}).status_code == 303
    assert "Counter-allegation" not in sergeant.get(at(pair, "linked")).text
    assert sergeant.get(at(pair, f"linked/{row.id}/end")).status_code == 404


@pytest.mark.parametrize("path", ["linked/add", "join", "series/new"])
def test_acc_11_a_case_that_is_not_theirs_is_answered_like_none(
    client: InspectingClient, pair: Pair, path: str
) -> None:
    officer = as_(client, pair, FIRST_ONLY)
    form = {"kind": "other", "reason": "Heard of it.", "name": "Bus station"} if path != "join" else {}
    if path == "series/new":
        form = {"name": "Bus station"}
    elif path == "linked/add":
        form = {"kind": "other", "reason": "Heard of it."}
    hidden, nothing = (
        officer.submit(at(pair, path), form | {"other": other}) for other in (pair.cases[1].reference, NOBODY)
    )
    assert (hidden.status_code, nothing.status_code) == (422, 422)
    for answer in (hidden, nothing):
        assert "You have no case with this reference." in answer.text
    assert db.session.scalars(select(CaseLink)).all() == db.session.scalars(select(Series)).all() == []
    assert pair.cases[0].lead_incident_id is None


@pytest.mark.parametrize("path", ["same-incident/{0}", "people/{1}/elsewhere/in/{0}", "people/{1}/elsewhere/in/{0}/P1"])
def test_acc_11_no_address_leads_to_a_case_that_is_not_theirs(client: InspectingClient, pair: Pair, path: str) -> None:
    officer = as_(client, pair, FIRST_ONLY)
    for other in (pair.cases[1].reference, NOBODY, pair.cases[0].reference):
        assert officer.get(at(pair, path.format(other, pair.one.victim.file_id))).status_code == 404
    assert (
        as_(client, pair).get(at(pair, path.format(pair.cases[1].reference, pair.one.victim.file_id))).status_code
        == 200
    )


def test_a_series_lists_only_what_its_reader_may_open(client: InspectingClient, pair: Pair) -> None:
    one, two = pair.cases
    sergeant = as_(client, pair)
    assert sergeant.submit(at(pair, "series/new"), {"name": "Bus station", "other": two.reference}).status_code == 303
    row = db.session.scalars(select(Series)).one()
    page = sergeant.get(at(pair, f"series/{row.id}")).text
    assert "Series: Bus station" in page and one.reference in page and two.reference in page
    again = sergeant.submit(at(pair, f"series/{row.id}/add"), {"other": two.reference})
    assert again.status_code == 422 and "in this series already" in again.text
    for name, which in ((FIRST_ONLY, 0), (SECOND_ONLY, 1)):
        officer = as_(client, pair, name)
        assert officer.get(at(pair, f"series/{row.id}", which)).status_code == 404
        assert "Bus station" not in officer.get(at(pair, "linked", which)).text
    assert as_(client, pair).submit(at(pair, f"series/{row.id}/leave"), {}).status_code == 303
    assert db.session.scalars(select(Series)).all() == []


def test_joined_cases_say_so_and_the_file_of_the_lead_lists_the_others(client: InspectingClient, pair: Pair) -> None:
    lead, follower = pair.cases
    sergeant = as_(client, pair)
    assert sergeant.submit(at(pair, "join", 1), {"other": lead.reference}).status_code == 303
    assert "leads." in sergeant.get(at(pair, "linked", 1)).text
    assert "which leads" in sergeant.get(at(pair, "referrals", 1)).text
    assert "This case leads." in sergeant.get(at(pair, "linked")).text
    suspect = pair.two.suspect.full_name
    for path, words in (
        ("file-check", "Alleged in the cases joined with this one"),
        ("referrals/new", f"{follower.reference}: "),
    ):
        page = sergeant.get(at(pair, path)).text
        assert words in page and suspect in page
        officer = as_(client, pair, FIRST_ONLY).get(at(pair, path)).text
        assert "joined" not in officer and suspect not in officer
        as_(client, pair)
    assert sergeant.get(at(pair, "part")).status_code == 404, "the lead itself follows nobody"
    assert sergeant.submit(at(pair, "part", 1), {}).status_code == 303
    assert "Alleged in the cases" not in sergeant.get(at(pair, "file-check")).text
    assert follower.reference not in sergeant.get(at(pair, "linked")).text


def test_the_recording_decision_asks_about_a_like_report(client: InspectingClient, pair: Pair) -> None:
    two = pair.cases[1]
    for case in pair.cases:
        case.district, case.location_description = "Northmarsh", "Outside the bakery"
        case.occurred_from = case.occurred_to = NOW
        case.narrative = "Two youths on bicycles threw bottles at the bakery window and laughed at a headscarf."
    db.session.commit()
    assert "Could be the same incident" not in as_(client, pair, FIRST_ONLY).get(at(pair, "decision")).text
    sergeant = as_(client, pair)
    page = sergeant.page(at(pair, "decision"))
    address = str(page.select_one("section[aria-labelledby=like] a")["href"])
    assert two.reference in address and "similar words" in page.get_text()
    compared = sergeant.get(address).text
    assert two.location_description in compared and "Is it the same incident?" in compared
    assert sergeant.submit(address, {}).status_code == 422
    assert sergeant.submit(address, {"answer": "same"}).status_code == 303
    assert "This is the duplicate" in sergeant.get(at(pair, "linked")).text
    assert "Reported again" in sergeant.get(at(pair, "linked", 1)).text
    assert "Could be the same incident" not in sergeant.get(at(pair, "decision")).text
    cancel = f"crimes/{pair.one.crime.id}/cancel"
    assert "the same incident was reported twice" in sergeant.get(at(pair, cancel)).text
    assert "answered this already" in sergeant.submit(address, {"answer": "other"}).text
    assert sergeant.submit(f"{address}/undo", {}).status_code == 303
    assert "Could be the same incident" in sergeant.get(at(pair, "decision")).text
    assert sergeant.submit(address, {"answer": "other"}).status_code == 303
    assert db.session.scalars(select(DuplicateAnswer.is_same)).one() is False
    assert "Not the same" in sergeant.get(at(pair, "linked")).text


def elsewhere(pair: Pair, which: int = 0) -> str:
    return at(pair, f"people/{(pair.one, pair.two)[which].victim.file_id}/elsewhere", which)


def test_a_suggested_person_is_accepted_counted_and_undone(client: InspectingClient, pair: Pair) -> None:
    mine, theirs = pair.one.victim, pair.two.victim
    theirs.given_names, theirs.surname, theirs.date_of_birth = mine.given_names, mine.surname, mine.date_of_birth
    db.session.commit()
    sergeant = as_(client, pair)
    page = sergeant.page(elsewhere(pair))
    assert "Same name and date of birth" in page.get_text()
    address = str(page.select_one("section[aria-labelledby=suggestions] li a")["href"])
    assert sergeant.submit(address, {"answer": "same"}).status_code == 303
    assert "Repeat victim: also victim in 1 other case you may open." in sergeant.get(at(pair, "people")).text
    assert "Nobody in the cases you may open looks like this person." in sergeant.get(elsewhere(pair)).text
    assert pair.cases[1].reference in sergeant.get(at(pair, "linked")).text
    officer = as_(client, pair, FIRST_ONLY)
    assert "Repeat" not in officer.get(at(pair, "people")).text
    assert pair.cases[1].reference not in officer.get(elsewhere(pair)).text
    row = db.session.scalars(select(IdentityLink)).one()
    assert officer.get(f"{elsewhere(pair)}/{row.id}/undo").status_code == 404
    sergeant = as_(client, pair)
    assert sergeant.submit(f"{elsewhere(pair)}/{row.id}/undo", {}).status_code == 303
    assert "Repeat" not in sergeant.get(at(pair, "people")).text


def test_by_hand_the_case_and_then_the_person_are_chosen(client: InspectingClient, pair: Pair) -> None:
    sergeant = as_(client, pair)
    find = f"{elsewhere(pair)}/find"
    assert "You have no case" in sergeant.submit(find, {"other": NOBODY}).text
    assert "another case than this one" in sergeant.submit(find, {"other": pair.cases[0].reference}).text
    answer = sergeant.submit(find, {"other": pair.cases[1].reference})
    assert answer.status_code == 303
    choose = answer.location
    assert sergeant.submit(choose, {"person": "P71"}).status_code == 422
    assert sergeant.submit(choose, {"person": pair.two.victim.file_id}).status_code == 303
    page = sergeant.page(elsewhere(pair))
    assert "Nobody has answered" in page.get_text() and "Chosen by hand" in page.get_text()
    assert "Nobody has answered" in sergeant.get(elsewhere(pair, 1)).text
    question = str(page.select_one("section[aria-labelledby=links] li a")["href"])
    assert sergeant.submit(question, {"answer": "other"}).status_code == 303
    assert "You see no other case with this person." in sergeant.get(elsewhere(pair)).text


def test_con_1_two_answer_at_once_and_the_second_is_told(client: InspectingClient, pair: Pair) -> None:
    row = linking.link(*pair.cases, LinkKind.OTHER, "x", actor=pair.both, at=NOW)
    sergeant = as_(client, pair)
    path = at(pair, f"linked/{row.id}/end")
    late = sergeant.submit(path, {"version": str(row.version + 1)})
    assert late.status_code == 409 and row.ended_at is None


def test_the_part_costs_the_same_with_one_link_and_with_many(
    client: InspectingClient, pair: Pair, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def cost() -> list[int]:
        found = []
        for path in (at(pair, "linked"), at(pair, "people"), elsewhere(pair)):
            with count_queries() as statements:
                assert sergeant.get(path).status_code == 200
            found.append(len(statements))
        return found

    sergeant = as_(client, pair)
    linking.link(*pair.cases, LinkKind.OTHER, "x", actor=pair.both, at=NOW)
    linking.begin_series(*pair.cases, "One", actor=pair.both, at=NOW)
    identity.accept_same(pair.one.victim, pair.two.victim, actor=pair.both, at=NOW)
    one = cost()
    for kind in (LinkKind.SERIES, LinkKind.SAME_PLACE, LinkKind.SAME_SUSPECT):
        linking.link(*pair.cases, kind, "x", actor=pair.both, at=NOW)
    linking.begin_series(*pair.cases, "Two", actor=pair.both, at=NOW)
    identity.accept_same(pair.one.suspect, pair.two.suspect, actor=pair.both, at=NOW)
    assert cost() == one


def test_aud_4_the_audit_learns_which_other_cases_a_page_showed(client: InspectingClient, pair: Pair) -> None:
    linking.link(*pair.cases, LinkKind.OTHER, "x", actor=pair.both, at=NOW)
    as_(client, pair).get(at(pair, "linked"))
    seen = db.session.scalars(
        select(AuditDetail).join(AuditEvent).where(AuditEvent.action == "page:linked.index")
    ).one()
    assert seen.body["ids"] == [pair.cases[1].reference]


@pytest.mark.parametrize("path", ["linked/add", "people/P1/elsewhere/find"])
def test_acc_6_the_reference_of_a_case_in_conflict_is_a_try(client: InspectingClient, pair: Pair, path: str) -> None:
    two = pair.cases[1]
    investigation.allocate(two, pair.one.cast.user(FIRST_ONLY), actor=pair.both, at=NOW)
    conflicts.declare_conflict(two, "My neighbour", actor=pair.who(FIRST_ONLY), at=NOW)
    officer = as_(client, pair, FIRST_ONLY)
    form = {"kind": "other", "reason": "x"} if path == "linked/add" else {}
    typed = two.reference.replace("-", " ").lower()
    answer = officer.submit(at(pair, path), form | {"other": typed})
    assert answer.status_code == 422 and "You have no case with this reference." in answer.text
    assert officer.get(at(pair, f"same-incident/{two.reference}")).status_code == 404
    assert len(db.session.scalars(select(Alert)).all()) == 2


def test_con_1_a_late_joining_shows_what_was_typed(client: InspectingClient, pair: Pair) -> None:
    lead, follower = pair.cases
    form = {"other": lead.reference, "version": str(follower.version + 1)}
    late = as_(client, pair).submit(at(pair, "join", 1), form)
    assert late.status_code == 409 and lead.reference in late.text


def test_acc_11_joined_or_found_twice_a_case_keeps_its_own_readers(client: InspectingClient, pair: Pair) -> None:
    joining.join(pair.cases[1], pair.cases[0], actor=pair.both, at=NOW)
    joining.mark_duplicate(*pair.cases, actor=pair.both, at=NOW)
    identity.accept_same(pair.one.victim, pair.two.victim, actor=pair.both, at=NOW)
    for name, mine, other in ((FIRST_ONLY, 0, 1), (SECOND_ONLY, 1, 0)):
        officer = as_(client, pair, name)
        assert officer.get(at(pair, "linked", mine)).status_code == 200
        assert officer.get(at(pair, "linked", other)).status_code == 404
