"""Words of hatred are covered until somebody asks for them, on every page on which they could stand (row 32)."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.database.session import db
from app.domain.stages import Status
from app.models.material import EvidenceItem, HostilityItem, KeyTime, Statement
from app.models.report_text import ChronologyEntry, PoliceReport
from app.services.demo.story import Story
from tests.asking import walk
from tests.inspection import InspectingClient, soup
from tests.journeys.conftest import Tell
from tests.pairs import BOTH, Pair, tell_pair
from tests.whole_case import READERS, tell_everything

SLUR = "zlurrword"
# Whoever opens one of these has asked for the words: they are changed, or signed, there.
ASKED_FOR = (
    "/hostility/", "/statements/", "/items/", "/report-text", "/report/change", "/chronology/", "/matches", "/details"
)  # fmt: skip
# The forms in which a report is corrected.
REPORT_FORMS = re.compile(r"/cases/[^/]+/report|/our-reports/[^/]+/change")


def asked_for(path: str) -> bool:
    return bool(REPORT_FORMS.fullmatch(path)) or any(part in path for part in ASKED_FOR)


def uncovered(html: str) -> list[str]:
    """Where the slur stands outside covered words: the tags around it."""
    page = soup(html)
    for one in page.select("details.tl-covered"):
        one.decompose()
    found = []
    for text in page.find_all(string=lambda words: SLUR in str(words).lower()):
        found.append(" > ".join(parent.name for parent in list(text.parents)[:4]))
    return found + [tag.name for tag in page.find_all(_has_attribute)]


def _has_attribute(tag: BeautifulSoup) -> bool:
    return any(SLUR in str(value).lower() for value in tag.attrs.values())


@pytest.fixture
def planted(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)
    story = tell(tell_everything, days=150)
    story.incident.narrative = f"A man called her a {SLUR}."
    for item in db.session.scalars(select(HostilityItem)):
        item.quote, item.translation = f"You {SLUR}", f"In English: {SLUR}"
    for statement in db.session.scalars(select(Statement)):
        statement.text = f"He called me a {SLUR}."
    for evidence in db.session.scalars(select(EvidenceItem)):
        evidence.transcript = f"12:04 male voice: {SLUR}"
        evidence.key_times = [KeyTime(starts="12:04:10", what=f"the word {SLUR}")]
    report = db.session.scalars(select(PoliceReport)).one()
    report.chronology = [ChronologyEntry(at="12:04", text=f"He says {SLUR}")]
    db.session.commit()
    return story


@pytest.fixture
def pair(database: str, clock: object) -> Pair:
    return tell_pair()


@pytest.mark.parametrize("role", ["officer", "supervisor", "prosecutor", "file_reviewer", "cps_operations"])
def test_row_32_a_slur_stands_on_no_page_outside_covered_words(
    app: Flask, client: InspectingClient, planted: Story, role: str
) -> None:
    seen, bare = 0, []
    for path, html in walk(app, client, planted.incident, READERS[role]):
        seen += SLUR in html.lower()
        if not asked_for(path):
            bare += [(path, where) for where in uncovered(html)]
    assert seen, "a slur that nobody reads proves nothing"
    assert not bare


def test_row_32_search_results_and_the_work_list_do_not_show_it(
    app: Flask, client: InspectingClient, planted: Story
) -> None:
    client.sign_in(planted.cast.user(READERS["officer"]))
    for path in (f"/find?q={planted.incident.reference}", "/work", f"/cases/{planted.incident.reference}/history"):
        shown = client.page(path).get_text()
        assert planted.incident.reference in shown or "history" in path, path
        assert SLUR not in shown.lower(), path


def test_row_32_the_words_come_when_they_are_asked_for(client: InspectingClient, planted: Story) -> None:
    client.sign_in(planted.cast.user(READERS["officer"]))
    page = client.page(f"/cases/{planted.incident.reference}/evidence")
    covered = page.select("details.tl-covered")
    assert any(SLUR in one.get_text() for one in covered)
    assert not any(one.has_attr("open") for one in covered), "covered until pressed"
    assert all(one.select_one("summary") for one in covered), "a press of a key opens them without a script"


def test_row_32_the_report_is_covered_before_its_assessment_and_beside_another(
    client: InspectingClient, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)
    one, two = pair.cases
    one.narrative = two.narrative = f"He called her a {SLUR}."
    one.status = Status.REPORTED
    db.session.commit()
    client.sign_in(pair.one.cast.user(BOTH))
    for path in (f"same-incident/{two.reference}", "assessment"):
        html = client.get(f"/cases/{one.reference}/{path}").text
        assert SLUR in html and not uncovered(html), path
