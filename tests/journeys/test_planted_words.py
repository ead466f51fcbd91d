"""Words planted in every sensitive field are read by those they are for, and by nobody else (ACC-10, ACC-13)."""

import pytest
from flask import Flask

from app.services.demo.story import Story
from tests.asking import papers, person, walk
from tests.canaries import CANARIES, plant
from tests.inspection import InspectingClient
from tests.journeys.conftest import Tell
from tests.whole_case import READERS, tell_everything


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(tell_everything, days=150)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests read these pages tag by tag."""
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)


@pytest.fixture
def planted(story: Story) -> Story:
    plant(story)
    return story


def test_acc_10_no_role_reads_a_word_that_is_not_for_it(
    app: Flask, client: InspectingClient, planted: Story, quick: None
) -> None:
    leaks, read = [], set()
    for role, name in READERS.items():
        shown = [*walk(app, client, planted.incident, name), *papers(planted.incident, name)]
        for where, html in shown:
            for canary in (one for one in CANARIES if one.word in html):
                read.add(canary)
                if role not in canary.may:
                    leaks.append((role, canary.word, where))
    assert not leaks
    assert {canary for canary in CANARIES if canary.may} == read, "a word that nobody reads proves nothing"


@pytest.mark.parametrize("role", ["administrator", "analyst"])
def test_acc_13_who_keeps_accounts_or_figures_reads_nothing_of_a_case(
    app: Flask, client: InspectingClient, planted: Story, quick: None, role: str
) -> None:
    case = planted.incident
    for path, html in walk(app, client, case, READERS[role]):
        assert "CANARY-" not in html, path
        assert case.reference not in html and case.title not in html, path
    assert not list(papers(case, READERS[role]))


def test_acc_13_nobody_can_sign_in_as_somebody_else(client: InspectingClient, story: Story) -> None:
    """Every post an administrator can make leaves the session with the administrator."""
    keyholder = person(READERS["administrator"])
    client.sign_in(keyholder)
    colleagues = [READERS[role] for role in ("officer", "supervisor", "file_reviewer", "witness_care")]
    pages_of_others = [f"/administration/people/{person(name).id}" for name in colleagues]
    for path in pages_of_others:
        page = client.page(path)
        actions = {str(form.get("action") or path) for form in page.select("form[method=post]")}
        assert not [one for one in actions if not one.startswith(("/administration/", "/sign-out"))], actions
        assert keyholder.name in client.page("/administration/people").get_text()
        with client.session_transaction() as cookie:
            assert set(cookie) <= {"sid", "csrf_token", "_fresh", "_flashes"}
    assert client.get(f"/cases/{story.incident.reference}").status_code == 404
