"""Whatever links two cases, each reader sees what they saw before, and of the other case nothing (ACC-11)."""

import re

import pytest
from flask import Flask

from app.database.atomic import atomic
from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary.linking import LinkKind
from app.models.people import Person
from app.services import identity, investigation, joining, linking
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.addresses import Addresses, pages
from tests.asking import BETWEEN_CASES, papers, walk
from tests.conftest import NOON
from tests.inspection import InspectingClient, soup
from tests.journeys.conftest import Tell
from tests.pairs import BOTH, SECOND_ONLY
from tests.whole_case import READERS, tell_everything

CANARY = "CANARY-OTHERCASE-7Q"
# What a person has done and looked at, and where they are signed in: their own pages, which grow by looking.
OF_ONESELF = ("/account/activity", "/account/sessions")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests read these pages tag by tag."""
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(tell_everything, days=150)


def _under_investigation(story: Story) -> None:
    PATHS[Status.UNDER_INVESTIGATION](story)


@pytest.fixture
def other(tell: Tell, story: Story) -> Story:
    """A case of the same team that another officer has; its words are unmistakable."""
    told = tell(_under_investigation, number=2, days=150)
    sergeant = told.cast.actor(BOTH)
    investigation.allocate(told.incident, told.cast.user(SECOND_ONLY), actor=sergeant, at=NOON)
    _plant(told)
    return told


@atomic
def _plant(told: Story) -> None:
    told.incident.title = f"{CANARY} title"
    told.incident.narrative = told.incident.location_description = CANARY
    for person in (told.victim, told.suspect):
        db.session.get_one(Person, person.id).surname = CANARY


@atomic
def tie(story: Story, other: Story) -> None:
    """Every link there is between two cases; the joining past its verb, since the first case is with the CPS."""
    sergeant, pair = story.cast.actor(BOTH), (story.incident, other.incident)
    linking.link(*pair, LinkKind.SAME_SUSPECT, f"{CANARY} reason", actor=sergeant, at=NOON)
    linking.begin_series(*pair, f"{CANARY} series", actor=sergeant, at=NOON)
    joining.mark_duplicate(*pair, actor=sergeant, at=NOON)
    identity.accept_same(story.victim, other.victim, actor=sergeant, at=NOON)
    identity.propose_same(story.suspect, other.suspect, actor=sergeant, at=NOON)
    other.incident.lead_incident_id = story.incident.id


def seen(app: Flask, client: InspectingClient, story: Story, name: str) -> dict[str, str]:
    """The words of every page this person opens of this case."""
    pages = walk(app, client, story.incident, name)
    return {path: unlooked(html) for path, html in pages if path not in OF_ONESELF}


def unlooked(html: str) -> str:
    """The words of a page, but for those of a custody chain that each walk adds to by looking at files."""
    page = soup(html)
    for entry in page.select(".tl-timeline__event"):
        if entry.get_text(" ", strip=True).startswith("Viewed:"):
            entry.decompose()
    return re.sub(r"\b\d+ steps\b", "steps", page.get_text(" ", strip=True))


def test_acc_11_no_reader_of_one_case_learns_of_the_other(
    app: Flask, client: InspectingClient, story: Story, other: Story, quick: None
) -> None:
    tie(story, other)
    for role, name in READERS.items():
        html = [*walk(app, client, story.incident, name), *papers(story.incident, name)]
        words = (CANARY, other.incident.reference)
        told = [where for where, text in html if where not in OF_ONESELF and any(word in text for word in words)]
        if role == "supervisor":
            assert any(where.endswith("/linked") for where in told), "who may open both sees the link"
            assert any("/people" in where for where in told) and any("/history" in where for where in told)
        else:
            assert not told, (role, told)


@pytest.mark.parametrize("role", ["officer", "prosecutor", "file_reviewer"])
def test_acc_11_after_a_link_each_viewer_sees_what_they_saw_before(
    app: Flask, client: InspectingClient, story: Story, other: Story, quick: None, role: str
) -> None:
    before = seen(app, client, story, READERS[role])
    tie(story, other)
    after = seen(app, client, story, READERS[role])
    assert len(before) > 10 and after == before


def test_acc_11_the_other_officer_sees_what_they_saw_before(
    app: Flask, client: InspectingClient, story: Story, other: Story, quick: None
) -> None:
    before = seen(app, client, other, SECOND_ONLY)
    tie(story, other)
    after = seen(app, client, other, SECOND_ONLY)
    assert len(before) > 10 and after == before
    assert not [path for path, words in after.items() if story.incident.reference in words]


def test_acc_11_pages_about_two_cases_open_for_who_may_open_both(
    app: Flask, client: InspectingClient, story: Story, other: Story, quick: None
) -> None:
    tie(story, other)
    opened: dict[str, set[str]] = {}
    for role, name in READERS.items():
        client.sign_in(story.cast.user(name))
        for endpoint in BETWEEN_CASES:
            for case in (story.incident, other.incident):
                path = Addresses(case).of(pages(app)[endpoint])
                if path is not None and client.get(path).status_code == 200:
                    opened.setdefault(role, set()).add(endpoint)
    assert opened == {"supervisor": BETWEEN_CASES}
