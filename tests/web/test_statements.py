"""What a page asks of the database: a fixed number of statements, counted at the driver, whatever the page shows.

Six of its own for a list, ten for a case, beside at most two for session and user and four for the audit.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from flask import Flask

from app.domain.access import allows
from app.domain.roles import Role
from app.services.demo.story import Story
from tests.addresses import Addresses, pages
from tests.growth import MANY, crowd_beside, grow_beside, grow_within
from tests.inspection import InspectingClient
from tests.stories import begin, tell
from tests.whole_case import READERS, tell_everything

AUDIT = re.compile(r"\b(INTO|FROM|UPDATE) audit_(event|detail|head)\b")
SESSION = re.compile(r"\bFROM user_session\b|\bUPDATE user_session\b|SELECT duty\.kind\s+FROM duty\b")
LIST, CASE = 6, 10

CASE_ROLES = ("officer", "supervisor", "file_reviewer", "prosecutor", "senior_prosecutor", "cps_operations")
CASE_PAGES = ("cases.show", "cases.history", "cases.clocks", "papers.index")
# Where each role finds its cases, its clients, its reports.
LISTS = dict.fromkeys(CASE_ROLES, ("/work", LIST)) | {
    "witness_care": ("/passing-on", LIST),
    "partner": ("/our-reports", LIST),
    "caseworker": ("/clients", LIST),
}
# The file check reads the whole case file: a fixed number of statements too, but many.
FILE_PAGES = {"offences.index", "referral.file_check", "referral.check", "review.workspace", "material.mark_match"}
PART, WHOLE_FILE = 21, 73  # the file itself, what no case file holds, and what travels with it

Counting = Callable[[], AbstractContextManager[list[str]]]


@dataclass(frozen=True)
class Cost:
    """Statements of one answer by purpose, and how long the page was."""

    status: int
    own: int
    session: int
    audit: int
    length: int

    @property
    def statements(self) -> tuple[int, int, int]:
        return self.own, self.session, self.audit


@pytest.fixture
def story(database: str, clock: object, monkeypatch: pytest.MonkeyPatch) -> Story:
    """One case with one of everything. Other tests read these pages; here they are only counted."""
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)
    return tell(tell_everything, begin())


@pytest.fixture
def cost(client: InspectingClient, count_queries: Counting) -> Callable[[str], Cost]:
    """What the page at this address costs the person who is signed in."""

    def asked(path: str) -> Cost:
        with count_queries() as statements:
            answer = client.get(path)
        audit = [one for one in statements if AUDIT.search(one)]
        session = [one for one in statements if SESSION.search(one)]
        own = len(statements) - len(audit) - len(session)
        return Cost(answer.status_code, own, len(session), len(audit), len(answer.data))

    return asked


def measured(story: Story, client: InspectingClient, cost: Callable[[str], Cost], paths: dict[str, dict[str, str]]
             ) -> dict[tuple[str, str], Cost]:  # fmt: skip
    """Each role asks for its pages, with the session that signing in made."""
    found = {}
    for role, addresses in paths.items():
        client.sign_in(story.cast.user(READERS[role]))
        for name, path in addresses.items():
            found[role, name] = cost(path)
    return found


def may_try(app: Flask, role: str, endpoint: str) -> bool:
    """Could this role ever open this page?"""
    access = app.view_functions[endpoint].access  # type: ignore[attr-defined] # declared by @requires
    return isinstance(access, str) or any(allows(Role(role), permission) for permission in access)


def within(found: dict[tuple[str, str], Cost], budget: Callable[[str, str], int]) -> Iterator[str]:
    """A sentence for each page that costs more than it may."""
    for (role, name), spent in found.items():
        if spent.own > budget(role, name) or spent.session > 2 or spent.audit > 4:
            yield f"{role} on {name}: {spent}"


def grown(one: dict[tuple[str, str], Cost], many: dict[tuple[str, str], Cost]) -> list[str]:
    """A sentence for each page that costs something else with forty than with one."""
    return [f"{key}: {one[key]} became {many[key]}" for key in one if one[key].statements != many[key].statements]


@pytest.mark.both
def test_a_list_costs_six_statements_whether_it_shows_one_case_or_forty(
    story: Story, client: InspectingClient, cost: Callable[[str], Cost]
) -> None:
    paths = {role: {path: path} for role, (path, _) in LISTS.items()}
    for role in CASE_ROLES:
        paths[role] |= {"search": f"/find?q={story.victim.surname}"}
    one = measured(story, client, cost, paths)
    grow_beside(story.incident)
    many = measured(story, client, cost, paths)
    assert {spent.status for spent in one.values()} == {200}
    assert not list(within(one | many, lambda role, name: LISTS[role][1]))
    assert not grown(one, many)
    assert not [key for key in one if many[key].length < one[key].length + 1000], "a list that did not grow"


@pytest.mark.both
def test_a_case_page_costs_ten_statements_whether_it_shows_one_of_each_or_forty(
    app: Flask, story: Story, client: InspectingClient, cost: Callable[[str], Cost]
) -> None:
    rules = pages(app)
    found = {name: Addresses(story.incident).of(rules[name]) for name in CASE_PAGES}
    paths = {role: {name: path for name, path in found.items() if path} for role in CASE_ROLES}
    one = measured(story, client, cost, paths)
    grow_within(story.incident)
    many = measured(story, client, cost, paths)
    assert {spent.status for spent in one.values()} == {200}
    assert not list(within(one | many, lambda role, name: CASE))
    assert not grown(one, many)
    assert not [key for key in one if many[key].length < one[key].length + 1000], "a page that did not grow"


@pytest.mark.both
def test_every_other_page_of_a_case_costs_the_same_with_one_and_with_forty(
    app: Flask, database: str, story: Story, client: InspectingClient, cost: Callable[[str], Cost]
) -> None:
    """Parts of the case and the forms on it; what a role does not find costs nothing to ask for."""
    addresses = {name: Addresses(story.incident).of(rule) for name, rule in pages(app).items()}
    parts_only = database == "postgresql"  # the forms ask nothing of the database that the parts do not
    asked = {
        role: {
            name: path
            for name, path in addresses.items()
            if path and may_try(app, role, name) and (name.endswith(".index") or not parts_only)
        }
        for role in READERS
    }
    one = {key: spent for key, spent in measured(story, client, cost, asked).items() if spent.status == 200}
    grow_within(story.incident)
    shown = {role: {name: str(addresses[name]) for who, name in one if who == role} for role in READERS}
    many = measured(story, client, cost, shown)
    assert not [key for key in one if many[key].status != 200]
    assert not [f"{key}: {one[key]} became {many[key]}" for key in one if one[key].own != many[key].own]
    budget = dict.fromkeys(FILE_PAGES, WHOLE_FILE)
    assert not [f"{key}: {spent}" for key, spent in many.items() if spent.own > budget.get(key[1], PART)]


@pytest.mark.both
def test_the_pages_of_an_administrator_cost_the_same_with_forty_colleagues(
    app: Flask, story: Story, client: InspectingClient, cost: Callable[[str], Cost]
) -> None:
    rules = pages(app)
    names = ("administration.people", "administration.units", "administration.person", "administration.rights")
    paths = {"administrator": {name: str(Addresses(story.incident).of(rules[name])) for name in names}}
    one = measured(story, client, cost, paths)
    assert len(crowd_beside(story.incident.unit)) > MANY
    many = measured(story, client, cost, paths)
    assert {spent.status for spent in one.values()} == {200}
    assert not list(within(one | many, lambda role, name: LIST))
    assert not grown(one, many)
    key = ("administrator", "administration.people")
    assert many[key].length > one[key].length
