"""A community organisation: its own reports, in its own words, and where each stands. Released figures."""

import pytest

from app.domain.events import EventKind as K
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.telling import said_to_reporter
from app.domain.vocabulary import Channel, ReportedByRole
from app.services import reporting
from tests.factories import make_user
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
    page = client.page(f"/our-reports/{reference}").get_text()
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
