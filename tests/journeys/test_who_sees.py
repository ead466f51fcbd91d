"""Who sees what: every page of the product, asked for by everybody, against the decision; and no trace elsewhere."""

import itertools
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import delete

from app.database.atomic import atomic
from app.database.session import db
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.session import Draft
from app.services.demo.story import Story
from tests.addresses import Addresses, pages
from tests.asking import ASKING, BETWEEN_CASES, NOT_HERE, answers, person, wrong
from tests.canaries import plant
from tests.conftest import NOON
from tests.inspection import InspectingClient, soup
from tests.journeys.conftest import Tell
from tests.whole_case import tell_everything


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(tell_everything, days=150)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests read these pages tag by tag."""
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)


def test_acc_2_every_page_answers_everybody_as_the_decision_says(
    app: Flask, client: InspectingClient, story: Story, quick: None
) -> None:
    found = list(answers(app, client, story.incident, ASKING))
    assert not wrong(found)
    opened = {endpoint for _, endpoint, _, status in found if status == 200}
    # What nobody opened here needs a thing this case does not hold; each is opened in a test of its own room.
    assert set(pages(app)) - opened == NOT_HERE | BETWEEN_CASES | {"administration.decide"}


def test_acc_2_whoever_is_not_signed_in_is_sent_to_the_door(app: Flask, client: InspectingClient, story: Story) -> None:
    for endpoint, rule in pages(app).items():
        path = Addresses(story.incident).of(rule)
        if path is None or app.view_functions[endpoint].access == "public":  # type: ignore[attr-defined] # declared by @requires
            continue
        answer = client.get(path)
        assert (answer.status_code, answer.location.split("?")[0]) in ((302, "/sign-in"), (303, "/sign-in")), endpoint


def test_acc_2_a_declared_conflict_closes_every_page_of_the_case(
    app: Flask, client: InspectingClient, story: Story, quick: None
) -> None:
    for name in (story.crew.officer, story.crew.prosecutor, story.crew.caseworker):
        block(story, name)
        found = list(answers(app, client, story.incident, [name]))
        assert not wrong(found)
        of_case = [row for row in found if "reference" in pages(app)[row[1]].arguments]
        assert {status for *_, status in of_case} == {404}


def test_acc_2_a_restricted_case_exists_for_the_named_alone(
    app: Flask, client: InspectingClient, story: Story, quick: None
) -> None:
    restrict(story, story.crew.prosecutor)
    names = [story.crew.officer, story.crew.supervisor, story.crew.senior, story.crew.prosecutor]
    found = list(answers(app, client, story.incident, names))
    assert not wrong(found)
    opened = {name for name, endpoint, _, status in found if status == 200 and endpoint.split(".")[0] == "people"}
    assert opened == {story.crew.prosecutor}


@atomic
def block(story: Story, name: str) -> None:
    db.session.add(
        ConflictOfInterest(
            incident_id=story.incident.id,
            user_id=person(name).id,
            reason="A neighbour",
            declared_at=NOON,
            declared_by_id=person(name).id,
        )
    )


@atomic
def restrict(story: Story, name: str) -> None:
    db.session.get_one(Incident, story.incident.id).is_restricted = True
    db.session.add(RestrictionMember(incident_id=story.incident.id, user_id=person(name).id, added_at=NOON))


# ACC-4: not allowed and not there are the same -----------------------------------------------------------------------


def test_acc_4_a_case_one_may_not_see_and_one_that_is_not_there_answer_alike(
    app: Flask, client: InspectingClient, story: Story, quick: None
) -> None:
    reference, nothing = story.incident.reference, "HC-26-0000000X"
    for name in ("Bryn Mockridge", "Zuri Briefly", "Cory Lantern"):
        client.sign_in(person(name))
        for endpoint, rule in pages(app).items():
            path = Addresses(story.incident).of(rule) if "reference" in rule.arguments else None
            if path is None:
                continue
            both = (path, path.replace(reference, nothing))
            bodies = [client.get(one) for one in both]
            assert [one.status_code for one in bodies] == [404, 404], (name, endpoint)
            assert len({masked(one.text, reference, nothing) for one in bodies}) == 1, (name, endpoint)
            if not endpoint.endswith((".index", ".show", ".suspect", ".file")):
                continue
            assert len({(one.status_code, one.content_length) for one in map(client.head, both)}) == 1
            unchanged = {"If-None-Match": "*", "If-Modified-Since": "Mon, 23 Nov 2026 12:00:00 GMT"}
            assert {client.get(one, headers=unchanged).status_code for one in both} == {404}


def masked(html: str, *references: str) -> str:
    """Without what differs from answer to answer: the token, the number of the request, the address asked for."""
    for tag in (page := soup(html)).select("input[name=csrf_token], [name=form_token], meta[name=csrf-token]"):
        tag["value"] = tag["content"] = ""
    text = str(page)
    for reference in references:
        text = text.replace(reference, "")
    return text


# ACC-5: lists and search ---------------------------------------------------------------------------------------------


def test_acc_5_a_case_one_may_not_see_leaves_no_trace_in_lists_counts_and_search(
    app: Flask, client: InspectingClient, story: Story, tell: Tell, quick: None
) -> None:
    """The lists of everybody in the north are the same before and after a case of the south comes into being."""
    names = [one for one in ASKING if one not in SOUTH]
    before = {name: dict(lists(app, client, name)) for name in names}
    other = tell(tell_everything, number=2, force="Z3", days=150)
    plant(other, of_partner=False)
    _forget_drafts(other.incident.id)
    for name in names:
        for path, text in lists(app, client, name):
            assert text == before[name][path], (name, path)
            assert "CANARY-" not in text.replace("CANARY-VICTIM", "")
    client.sign_in(person(other.crew.officer))
    assert "CANARY-" in client.get("/cases/" + other.incident.reference).text
    assert other.incident.reference in client.get("/find?q=CANARY-VICTIM").text


@atomic
def _forget_drafts(incident_id: int) -> None:
    """What somebody wrote about a case is their own, whatever they may see of the case now."""
    db.session.execute(delete(Draft).where(Draft.incident_id == incident_id))


SOUTH = {"Indra Notareal", "Zuri Briefly", "Cory Lantern"}
LISTS = (
    "cases.work", "cases.find", "events.index", "transfer.waiting", "care.clients", "care.passing_on",
    "partner.reports", "administration.people",
)  # fmt: skip


def lists(app: Flask, client: InspectingClient, name: str) -> Iterator[tuple[str, str]]:
    """Every list this person has, whole, narrowed by a planted word and by the story's own."""
    client.sign_in(person(name))
    for endpoint, query in itertools.product(LISTS, ("", "?q=CANARY-VICTIM", "?q=HC-26", "?q=7Q")):
        path = pages(app)[endpoint].rule + query
        answer = client.get(path)
        yield path, masked(answer.text) if answer.status_code == 200 else str(answer.status_code)
