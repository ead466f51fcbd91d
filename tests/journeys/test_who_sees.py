"""Who sees what: every page of the product, asked for by everybody, against the decision and against planted words."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import delete, select

from app.database.atomic import atomic
from app.database.session import db
from app.documents.registry import DOCUMENTS
from app.domain.access import Circumstances, Standing, allows, decide, sees
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.models.allegation import Allegation
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.material import EvidenceItem, Statement
from app.models.outcome import Hearing
from app.models.people import Person
from app.models.session import Draft
from app.models.user import User
from app.models.victim import DatedEvent
from app.queries.actors import actor_of
from app.queries.relationships import standing, with_duty
from app.services import documents
from app.services.demo.story import Story
from tests.addresses import PAPER, Addresses, pages
from tests.canaries import CANARIES, IN_PAPERS, plant
from tests.conftest import NOON
from tests.inspection import InspectingClient, filled, soup
from tests.journeys.conftest import Tell
from tests.journeys.trying import happenings
from tests.whole_case import READERS, tell_everything

NUMBER = re.compile(r"\d+|[A-Z]\d+")

# Everybody who asks: one of each role, then a colleague without the case and officers of two other forces.
ASKING = [*READERS.values(), "Bryn Mockridge", "Ellis Pretendham", "Indra Notareal", "Zuri Briefly", "Cory Lantern"]
# Pages that exist only at a certain state of the case (an appeal that runs, a refusal to confirm), or send on.
OF_A_STATE = {"sign_in.home", "court.appeal_result", "court.decide_review", "review.confirm", "review.overturn"}
# Some roles have only these rooms of a case, though the matrix lets them read parts of what others show.
ROOMS: dict[Role, set[str]] = {
    Role.CASEWORKER: {"care.client", "care.number", "cases.conflict"},
    Role.PARTNER: {"partner.report", "cases.conflict"},
    Role.WITNESS_CARE: {"care", "court", "papers", "cases.conflict"},
}
# Lists of cases are for those whose work is cases.
CASE_LISTS = {"cases.work", "cases.find"}
PAPERS = {"papers.issue", "papers.preparing", "papers.made", "papers.file"}
# A page of one role only.
ONE_ROLE = {
    "care.client": Role.CASEWORKER,
    "care.number": Role.CASEWORKER,
    "care.witness": Role.WITNESS_CARE,
    "care.passing_on": Role.WITNESS_CARE,
    "partner.report": Role.PARTNER,
    "partner.reports": Role.PARTNER,
}


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(tell_everything, days=150)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests read these pages tag by tag."""
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)


def person(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def actor(name: str) -> Actor:
    user = person(name)
    return actor_of(user, user.roles[0].role, on=NOON.date())


def opens(app: Flask, endpoint: str, who: Actor, case: Incident) -> bool:
    """What the decision says about this page for this person."""
    access, role = app.view_functions[endpoint].access, who.role  # type: ignore[attr-defined]
    assert role is not None
    if ONE_ROLE.get(endpoint, role) is not role or (endpoint in CASE_LISTS and role is Role.PARTNER):
        return False
    if "reference" not in pages(app)[endpoint].arguments:
        return isinstance(access, str) or any(allows(role, one) for one in access)
    if role in ROOMS and not {endpoint, endpoint.split(".")[0]} & ROOMS[role]:
        return False
    stand = standing(who, case)
    if endpoint in PAPERS and not _decided(stand, who, DOCUMENTS[PAPER].permission):
        return False
    return sees(stand) and any(_decided(stand, who, one) for one in access)


def _decided(stand: Standing, who: Actor, permission: Permission) -> bool:
    """A page that asks for a reason is a page; a conflict may be declared by everybody who sees the case."""
    if permission is Permission.CONFLICT_DECLARE:
        return True
    return decide(with_duty(stand, who, permission), permission, Circumstances(reason_given=True)).allowed


def answers(
    app: Flask, client: InspectingClient, case: Incident, names: Sequence[str]
) -> Iterator[tuple[str, str, bool, int]]:
    """These people ask for every page of this case: who, page, what the decision says, what came."""
    addresses = Addresses(case)
    paths = {endpoint: addresses.of(rule) for endpoint, rule in pages(app).items()}
    for name in names:
        client.sign_in(person(name))
        who = actor(name)
        for endpoint, path in paths.items():
            if path is not None:
                status = client.get(path).status_code
                yield name, endpoint, opens(app, endpoint, who, case), status


def wrong(found: Iterable[tuple[str, str, bool, int]]) -> list[tuple[str, str, bool, int]]:
    """Answers that are not what the decision says: 200 where it allows, else the page does not exist."""
    return [
        (name, endpoint, allowed, status)
        for name, endpoint, allowed, status in found
        if (status != 200 if allowed and endpoint not in OF_A_STATE else status not in (200, 302, 403, 404))
        or (status == 200 and not allowed)
    ]


def test_acc_2_every_page_answers_everybody_as_the_decision_says(
    app: Flask, client: InspectingClient, story: Story, quick: None
) -> None:
    found = list(answers(app, client, story.incident, ASKING))
    assert not wrong(found)
    opened = {endpoint for _, endpoint, _, status in found if status == 200}
    # What nobody opened here needs a thing this case does not hold; each is opened in a test of its own room.
    unopened = (OF_A_STATE - {"court.decide_review"}) | {"access_rules.lift", "administration.decide"}
    assert set(pages(app)) - opened == unopened


def test_acc_2_whoever_is_not_signed_in_is_sent_to_the_door(app: Flask, client: InspectingClient, story: Story) -> None:
    for endpoint, rule in pages(app).items():
        path = Addresses(story.incident).of(rule)
        if path is None or app.view_functions[endpoint].access == "public":  # type: ignore[attr-defined]
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


# ACC-3: things of another case --------------------------------------------------------------------------------------


@pytest.fixture
def other(tell: Tell, story: Story) -> Story:
    """A case like it of a force of another area; its things have numbers the first case does not use."""
    told = tell(tell_everything, number=2, force="Z3", days=150)
    _renumber(told.incident.id)
    return told


@atomic
def _renumber(incident_id: int) -> None:
    for model in (Person, Statement, EvidenceItem, DatedEvent, Allegation, Hearing):
        for row in db.session.scalars(select(model).where(model.incident_id == incident_id)):
            row.file_id = f"{row.file_id[0]}7{row.file_id[1:]}"


# Addresses that carry the id of a row.
BY_ROW = ("court.propose_ending", "court.end", "court.set_outcome", "court.reopen", "report.cancel", "court.uplift",
          "court.decide_review", "papers.made", "papers.file", "offences.link", "material.change_hostility",
          "material.change_line")  # fmt: skip


def test_acc_3_a_row_of_another_case_is_not_found_at_an_address_of_ones_own(
    app: Flask, client: InspectingClient, story: Story, other: Story, quick: None
) -> None:
    rules, mine, theirs = pages(app), Addresses(story.incident), Addresses(other.incident)
    for role in ("officer", "supervisor", "prosecutor", "senior_prosecutor", "cps_operations"):
        client.sign_in(person(READERS[role]))
        for endpoint in BY_ROW:
            path = str(theirs.of(rules[endpoint])).replace(other.incident.reference, story.incident.reference)
            assert path != mine.of(rules[endpoint])
            assert client.get(path).status_code == 404, (role, path)


def choices(page: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """The fields of a form in which something is chosen by the number of a row or of a file."""
    for form in page.select("main form[method=post]"):
        for name in sorted({str(tag["name"]) for tag in form.select("select, [type=radio], [type=checkbox]")}):
            offered = [str(tag["value"]) for tag in form.select(f"[name={name}][value], [name={name}] option[value]")]
            if any(offered) and all(NUMBER.fullmatch(value) for value in offered if value):
                yield form, name


def test_acc_3_no_form_takes_a_thing_of_another_force(
    app: Flask, client: InspectingClient, story: Story, other: Story, quick: None
) -> None:
    foreign = _foreign(other)
    tried = set()
    for role in ("officer", "supervisor", "senior_prosecutor", "cps_operations", "witness_care"):
        client.sign_in(person(READERS[role]))
        for endpoint, rule in pages(app).items():
            path = Addresses(story.incident).of(rule)
            answer = client.get(path) if path and "reference" in rule.arguments else None
            if answer is None or answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            for form, name in choices(soup(answer.text)):
                before = happenings()
                sent = client.post(path, data=filled(form) | {name: foreign[endpoint, name]})
                assert sent.status_code == 422, (role, endpoint, name, sent.status_code)
                assert soup(sent.text).select_one(f"#{name}-error"), (role, endpoint, name)
                assert happenings() == before
                tried.add(name)
    assert len(tried) > 12


class _Foreign(dict[tuple[str, str], str]):
    """By page and field what to send; most fields mean the same on every page."""

    def __missing__(self, key: tuple[str, str]) -> str:
        return self["", key[1]]


def _foreign(other: Story) -> _Foreign:
    """Of another force: its victim, offence, crime, officer, prosecutor, unit, papers and events."""
    victim, allegation = str(other.victim.id), str(other.allegation.id)
    officer, prosecutor = str(person(other.crew.officer).id), str(person(other.crew.prosecutor).id)
    every = {
        **dict.fromkeys(("victims", "produced_by_id", "about_person_id", "said_by_id"), victim),
        **dict.fromkeys(("alternative_to_id", "allegations"), allegation),
        **dict.fromkeys(("officer", "members", "user"), officer),
        **dict.fromkeys(("suspect", "person", "victim"), "P71"),
        **dict.fromkeys(("sources", "source"), "S71"),
        "crime": str(other.crime.id),
        "prosecutor": prosecutor,
        "unit": str(other.incident.unit_id),
        "news": "V71",
    }
    found = _Foreign({("", name): value for name, value in every.items()})
    found["court.request_review", "victim"] = victim
    return found


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
LISTS = ("cases.work", "cases.find", "care.clients", "care.passing_on", "partner.reports", "administration.people")


def lists(app: Flask, client: InspectingClient, name: str) -> Iterator[tuple[str, str]]:
    """Every list this person has, whole, narrowed by a planted word and by the story's own."""
    client.sign_in(person(name))
    for endpoint, query in itertools.product(LISTS, ("", "?q=CANARY-VICTIM", "?q=HC-26", "?q=7Q")):
        path = pages(app)[endpoint].rule + query
        answer = client.get(path)
        yield path, masked(answer.text) if answer.status_code == 200 else str(answer.status_code)


# ACC-10, ACC-13: words -----------------------------------------------------------------------------------------------


def walk(app: Flask, client: InspectingClient, case: Incident, who: str) -> Iterator[tuple[str, str]]:
    """Every page this person opens, with each person and file of the case, and what a reason given opens besides."""
    client.sign_in(person(who))
    for endpoint, rule in pages(app).items():
        for path in Addresses(case).every(rule):
            answer = client.get(path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield path, answer.text
                if endpoint in ("people.contact", "care.number"):
                    yield path, _asked_with_reason(client, path, answer.text)


def _asked_with_reason(client: InspectingClient, path: str, html: str) -> str:
    form = soup(html).select_one("main form[method=post]")
    if form is None or not form.select_one("[name=reason]"):
        return ""
    listed = form.select_one("[name=reason][type=radio]")
    reason = str(listed["value"]) if listed else "Needed to warn the victim of a release."
    return client.post(path, data=filled(form) | {"reason": reason}).text


def papers(case: Incident, who: str) -> Iterator[tuple[str, str]]:
    """Every paper this person may have made, as it would be printed."""
    for key in DOCUMENTS:
        with suppress(NotFound, NotAllowed):
            made = documents.prepare(key, db.session.get_one(Incident, case.id), actor=actor(who), as_of=NOON)
            yield key, "".join(made.job.variants)


@pytest.fixture
def planted(story: Story) -> Story:
    plant(story)
    return story


def test_acc_10_no_role_reads_a_word_that_is_not_for_it(
    app: Flask, client: InspectingClient, planted: Story, quick: None
) -> None:
    leaks, read = [], set()
    for role, name in READERS.items():
        shown = [(path, html, False) for path, html in walk(app, client, planted.incident, name)]
        shown += [(key, html, True) for key, html in papers(planted.incident, name)]
        for where, html, printed in shown:
            for canary in (one for one in CANARIES if one.word in html):
                read.add(canary)
                if role not in (IN_PAPERS.get(canary, canary.may) if printed else canary.may):
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
