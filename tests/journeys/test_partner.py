"""A community organisation: its own reports, in its own words, and where each stands. Released figures."""

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.errors import NotAllowed, NotFound, WrongStage
from app.domain.events import EventKind as K
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.telling import said_to_reporter
from app.domain.vocabulary import Availability, Channel, ReportedByRole
from app.models.material import EvidenceItem
from app.services import own_reports, reporting
from tests.factories import make_user
from tests.journeys.trying import happenings, hidden_from, opened, raced, refused, saved
from tests.stories import NOW, begin, tell

REPORT = {
    "title": "Shouting outside the lunch club",
    "reported_by_role": "organisation",
    "channel": "third_party",
    "narrative": "Two people shouted at our members for half an hour.",
    "occurred_precision": "exact",
    "location_kind": "street",
    "location_description": "Outside the lunch club",
    "district": "Northmarsh",
}


@pytest.fixture
def reported(database, clock):
    def by_partner(story):
        story.receive(story.who("Dell Meadows"), ReportedByRole.ORGANISATION, Channel.THIRD_PARTY)

    return tell(by_partner, begin())


def test_a_report_made_here_stands_on_our_list(client, reported):
    client.sign_in(reported.cast.user("Dell Meadows"))
    assert client.submit("/reports/new", REPORT).status_code == 303
    page = client.page("/our-reports")
    assert REPORT["title"] in page.get_text() and Status.REPORTED.meaning.victim in page.get_text()


def test_own_text_and_status_words_and_nothing_of_the_case(client, reported):
    client.sign_in(reported.cast.user("Dell Meadows"))
    reference = reported.incident.reference
    shown = client.page(f"/our-reports/{reference}")
    [covered] = shown.select("details.tl-covered")
    assert reported.incident.narrative in covered.get_text() and not covered.has_attr("open")
    page = shown.get_text()
    assert reported.incident.narrative in page and Status.REPORTED.meaning.victim in page
    for path in ("", "/history", "/clocks", "/people", "/report", "/court", "/care"):
        assert client.get(f"/cases/{reference}{path}").status_code == 404, path
    assert client.get("/work").status_code == 404 and client.get("/find?q=HC").status_code == 404


@pytest.mark.both
def test_text_the_police_rewrote_is_no_longer_ours(client, reported):
    tell(lambda story: story.assess(), reported)
    changed = {name: getattr(reported.incident, name) for name in reporting.REPORT_FIELDS}
    changed |= {"title": "A title of the police", "narrative": "What the police found out."}
    reporting.change_report(reported.incident, reporting.ReportDetails(**changed), actor=reported.supervisor, at=NOW)
    client.sign_in(reported.cast.user("Dell Meadows"))
    page = client.get(f"/our-reports/{reported.incident.reference}").text + client.get("/our-reports").text
    assert "What the police found out" not in page and "A title of the police" not in page
    assert "corrected this report" in page


def test_how_it_ended_is_the_victims_to_share():
    past = [K.CHARGED, K.CHARGE_AUTHORISED, K.PROSECUTOR_ALLOCATED]
    assert said_to_reporter(Status.CHARGED, past) == Status.PROSECUTOR_REVIEW.meaning.victim
    assert "if the person agrees" in said_to_reporter(Status.ACQUITTED, past)
    assert said_to_reporter(Status.NON_CRIME, [K.REPORT_RECEIVED]) == Status.NON_CRIME.meaning.victim


def test_reports_of_others_do_not_exist(client, reported):
    other = make_user(Role.PARTNER)
    client.sign_in(other)
    assert client.get(f"/our-reports/{reported.incident.reference}").status_code == 404
    assert "has made no report yet" in client.page("/our-reports").get_text()
    client.sign_in(reported.cast.user(reported.crew.supervisor))
    assert client.get("/our-reports").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_released_figures(client, clock, role):
    client.sign_in(make_user(role))
    assert "Nothing has been released yet" in client.page("/figures").get_text()


# Changing and adding until the police take it up (matrix rows 4 and 18, T1) ------------------------------------------

NEW_TEXT = "Three people shouted at our members for an hour."
POST = {"kind": "screenshot", "what": "A post about the club", "text": "See you next week, said one of them."}


def paths(story):
    own = f"/our-reports/{story.incident.reference}"
    return own, f"{own}/change", f"{own}/add"


@pytest.mark.both
def test_acc_2_an_organisation_changes_its_report_until_the_police_take_it_up(client, reported):
    own, change, _ = paths(reported)
    client.sign_in(reported.cast.user("Dell Meadows"))
    assert client.page(own).select_one(f"a[href='{change}']")
    saved(client, change, {"narrative": NEW_TEXT})
    assert NEW_TEXT in client.page(own).get_text()
    late = opened(client, change)
    tell(lambda story: story.assess(), reported)
    before = happenings()
    answer = client.post(change, data=late | {"narrative": "Too late by a minute."})
    assert answer.status_code == 422 and "The police have taken up this report" in answer.text
    assert "Too late by a minute." in answer.text and happenings() == before
    assert client.page(change).select("main form") == []
    assert not client.page(own).select_one(f"a[href='{change}']")
    reported.reload()
    assert reported.incident.narrative == NEW_TEXT


@pytest.mark.both
def test_con_1_a_colleagues_change_shows_both_texts(client, reported):
    _, change, _ = paths(reported)
    client.sign_in(reported.cast.user("Dell Meadows"))
    page = raced(client, change, {"narrative": "What a colleague saw."}, {"narrative": NEW_TEXT})
    assert "What a colleague saw." in page.select_one(".tl-both").get_text()


def test_a_text_of_the_police_is_not_shown_in_a_conflict_and_not_overwritten(client, reported):
    _, change, _ = paths(reported)
    client.sign_in(reported.cast.user("Dell Meadows"))
    late = opened(client, change)
    held = {name: getattr(reported.incident, name) for name in reporting.REPORT_FIELDS}
    held["narrative"] = "What the police found out."
    reporting.change_report(reported.incident, reporting.ReportDetails(**held), actor=reported.supervisor, at=NOW)
    answer = client.post(change, data=late | {"narrative": NEW_TEXT})
    assert answer.status_code == 422 and NEW_TEXT in answer.text
    assert "What the police found out." not in answer.text
    assert "What the police found out." not in client.get(change).text
    reported.reload()
    assert reported.incident.narrative == "What the police found out."


@pytest.mark.both
def test_acc_2_a_text_or_a_reference_is_added_until_the_police_take_it_up(client, reported):
    own, _, add = paths(reported)
    client.sign_in(reported.cast.user("Dell Meadows"))
    saved(client, add, POST)
    item = db.session.scalars(select(EvidenceItem)).one()
    assert (item.transcript, item.availability) == (POST["text"], Availability.HELD)
    assert "Screenshot, Mon 23 Nov" in client.page(own).get_text()
    refused(client, add, {"kind": "cctv", "what": "The door"}, "text", "say where the thing is")
    elsewhere = {"kind": "cctv", "what": "The door", "where": "The caretaker has it"}
    refused(client, add, elsewhere, "due_on", "Give the day")
    saved(client, add, elsewhere | {"due_on-day": "1", "due_on-month": "12", "due_on-year": "2026"})
    late = opened(client, add)
    tell(lambda story: story.assess(), reported)
    answer = client.post(add, data=late | POST)
    assert answer.status_code == 422 and "The police have taken up this report" in answer.text
    assert client.page(add).select("main form") == []
    assert db.session.scalar(select(func.count()).select_from(EvidenceItem)) == 2


def test_acc_2_the_verbs_refuse_an_organisation_what_was_accepted_and_what_is_not_its_own(reported):
    dell, case = reported.who("Dell Meadows"), reported.incident
    words = own_reports.OwnWords(**{name: getattr(case, name) for name in own_reports.OwnWords.__slots__})
    with pytest.raises(NotAllowed):
        own_reports.change_own_report(case, words, actor=reported.supervisor, at=NOW)
    case.reporting_organisation_id = None
    db.session.commit()
    with pytest.raises(NotFound):
        own_reports.change_own_report(case, words, actor=dell, at=NOW)
    case.reporting_organisation_id = dell.organisation_id
    db.session.commit()
    tell(lambda story: story.assess(), reported)
    held = reporting.ReportDetails(**{name: getattr(case, name) for name in reporting.REPORT_FIELDS})
    for verb in (
        lambda: own_reports.change_own_report(case, words, actor=dell, at=NOW),
        lambda: reporting.change_report(case, held, actor=dell, at=NOW),
        lambda: reporting.set_urn(case, "01QX0000126", actor=dell, at=NOW),
    ):
        with pytest.raises(WrongStage):
            verb()


def test_others_have_no_page_to_change_an_organisations_report(client, reported):
    _, change, add = paths(reported)
    for user in (make_user(Role.PARTNER), reported.cast.user(reported.crew.supervisor)):
        client.sign_in(user)
        hidden_from(client, [change, add])
