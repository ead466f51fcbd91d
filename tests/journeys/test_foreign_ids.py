"""Things of another case are found at no address and taken by no form of one's own (ACC-3)."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.models.allegation import Allegation
from app.models.event import EventIncident
from app.models.material import CaseDocument, EvidenceItem, Statement
from app.models.outcome import Hearing
from app.models.people import Person
from app.models.victim import DatedEvent
from app.services.demo.story import Story
from tests.addresses import Addresses, pages
from tests.asking import person
from tests.inspection import InspectingClient, filled, soup
from tests.journeys.conftest import Tell
from tests.journeys.trying import happenings
from tests.whole_case import READERS, tell_everything

NUMBER = re.compile(r"\d+|[A-Z]\d+")


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(tell_everything, days=150)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests read these pages tag by tag."""
    monkeypatch.setattr("tests.inspection.inspect", lambda html: None)


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
          "material.change_line", "material.link_entry", "material.match", "offences.change_act",
          "report.change_crime", "offences.support", "events.show", "events.change", "events.change_condition",
          "events.change_footage", "material.answer_preservation", "material.renew_preservation",
          "material.end_preservation", "material.post")  # fmt: skip


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
        if not key[0]:
            raise KeyError(f"say what to send for {key[1]}")
        return self["", key[1]]


def _first(model: type[Statement] | type[CaseDocument], other: Story) -> str:
    found = select(model.id).where(model.incident_id == other.incident.id).order_by(model.id).limit(1)
    return str(db.session.scalars(found).one())


def _foreign(other: Story) -> _Foreign:
    """Of another force: its victim, offence, crime, officer, prosecutor, unit, papers and events."""
    victim, allegation = str(other.victim.id), str(other.allegation.id)
    officer, prosecutor = str(person(other.crew.officer).id), str(person(other.crew.prosecutor).id)
    every = {
        **dict.fromkeys(("victims", "produced_by_id", "about_person_id", "said_by_id", "appropriate_adult_id"), victim),
        **dict.fromkeys(("alternative_to_id", "allegations"), allegation),
        **dict.fromkeys(("officer", "members", "user", "mentioned", "owner", "stand_in"), officer),
        **dict.fromkeys(("suspect", "person", "victim"), "P71"),
        **dict.fromkeys(("sources", "source", "captured", "attributed", "injured"), "S71"),
        **dict.fromkeys(("statement_id", "vps_statement_id", "withdrawal_statement_id"), _first(Statement, other)),
        "interview_summary_document_id": _first(CaseDocument, other),
        "supervisor": str(person(other.crew.supervisor).id),
        "crime": str(other.crime.id),
        "prosecutor": prosecutor,
        "unit": str(other.incident.unit_id),
        "news": "V71",
    }
    found = _Foreign({("", name): value for name, value in every.items()})
    found["court.request_review", "victim"] = victim
    found["transfer.offer", "unit"] = str(person(READERS["supervisor"]).unit_id)  # a case goes to another force alone
    theirs = select(EventIncident.event_id).where(EventIncident.incident_id == other.incident.id)
    found["events.link", "event"] = str(db.session.scalars(theirs).one())
    return found
