"""Investigations in a real browser: arrest to longer bail, many people and offences, a demonstration, a handover."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from app.database.session import db
from app.domain.stages import Status
from app.models.allegation import Allegation
from app.models.clock import ClockRow
from app.models.incident import Incident
from app.models.people import Person
from app.models.suspect import Suspect
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.browser.conftest import Opening, sign_in
from tests.browser.every_page import PASSWORD
from tests.browser.walkthrough import OFFICER, SUPERVISOR, Values, fill, first_choice, submit
from tests.conftest import FrozenClock
from tests.stories import begin, tell

INSPECTOR = "dara.fictwell@northmarsh.example"


@pytest.fixture
def case(app: Flask, real_database: str, clock: FrozenClock) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION], begin())


def act(page: Page, path: str, values: Values, words: str) -> None:
    answer = page.goto(path)
    assert answer is not None and answer.status == 200, path
    fill(page, values)
    submit(page, words)


def add_person(page: Page, case: Story, name: str, *roles: str) -> str:
    """Give the person's number in the case."""
    person = {"given_names": name, "surname": "Standwell", "roles": list(roles), "interpreter_needed": "no"}
    act(page, f"/cases/{case.incident.reference}/people/add", person, "Add the person")
    db.session.rollback()
    added = select(Person.file_id).where(Person.given_names == name).order_by(Person.id.desc())
    return str(db.session.scalars(added).first())


def test_from_arrest_to_longer_bail(visitor: Opening, case: Story, clock: FrozenClock) -> None:
    """The officer arrests and bails; months later he may not extend, the inspector may, and the clock follows."""
    now = clock.at
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        suspect = f"/cases/{case.incident.reference}/people/{add_person(page, case, 'Sasha', 'suspect')}"
        act(page, f"{suspect}/arrest", {
            "arrested_at": now.replace(hour=9), "grounds": "Seen on the recording.",
            "relevant_time": now.replace(hour=9, minute=30), "detention_authorised_at": now.replace(hour=9, minute=45),
        }, "Record the arrest")  # fmt: skip
        page.goto(f"/cases/{case.incident.reference}/clocks")
        assert "Detention without charge" in page.content()
        act(page, f"{suspect}/bail", {
            "released_at": now.replace(hour=11), "ends_on": date(2027, 2, 23), "conditions": "Keep away from Mill Road",
            "authorised_by": "Sergeant",
        }, "Record the bail")  # fmt: skip
    clock.move(days=60)
    extension = {
        "clock": "bail_ext_1", "ends_on": date(2027, 5, 23), "grounds": "The telephone is still examined.",
        "conditions_met": "y", "representations_invited": "y",
    }  # fmt: skip
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{suspect}/longer-bail")
        fill(page, extension)
        page.get_by_role("button", name="Extend bail").click()
        assert "inspector" in page.content() and "rank or above" in page.content()
    with visitor() as page:
        sign_in(page, INSPECTOR, PASSWORD)
        act(page, f"{suspect}/longer-bail", extension, "Extend bail")
        page.goto(f"/cases/{case.incident.reference}/clocks")
        assert "Pre-charge bail, first extension" in page.content() and "23 May" in page.content()
    db.session.rollback()
    assert db.session.scalars(select(Suspect).order_by(Suspect.id.desc())).first().bail_ends_on == date(2027, 5, 23)


def test_three_victims_two_suspects_five_offences(visitor: Opening, case: Story) -> None:
    """Each offence against each suspect is a row of its own, with its own points and its own time limit.

    The first suspect and an either-way offence are there already.
    """
    reference = case.incident.reference
    with visitor(scripts=False) as page:
        sign_in(page, OFFICER, PASSWORD)
        for name in ("Robin", "Kim"):
            add_person(page, case, name, "victim", "witness")
        suspects = [case.suspect.file_id, add_person(page, case, "Sasha", "suspect")]
        page.goto(f"/cases/{reference}/crimes/new")
        victims = page.locator("input[name='victims']").evaluate_all("boxes => boxes.map(box => box.value)")
        assert len(victims) == 3
        fill(page, {"crime_number": "Z1/77001/26", "offence": "poa_s4a", "victims": victims, "reason": "All three."})
        submit(page, "Record the crime")
        offences = [("cja_s39", 0), ("poa_s5", 0), ("poa_s4a", 1), ("cja_s39", 1)]
        for key, number in offences:
            page.goto(f"/cases/{reference}/offences/add")
            fill(page, {
                "suspect": suspects[number], "crime": first_choice(page, "crime"), "offence_type_key": key,
                "offence_from": date(2026, 11, 1), "wording": f"As charged under {key}",
                "identification_methods": ["recognised"],
            })  # fmt: skip
            submit(page, "Add the offence")
        page.goto(f"/cases/{reference}/offences")
        assert page.locator("h2[id^=A]").count() == 5
    db.session.rollback()
    rows = db.session.scalars(
        select(Allegation).where(Allegation.incident_id == case.incident.id).order_by(Allegation.id)
    ).all()
    assert len(rows) == 5 and len({row.suspect_id for row in rows}) == 2
    limits = select(ClockRow.subject).where(ClockRow.rule == "slt_6m", ClockRow.incident_id == case.incident.id)
    assert set(db.session.scalars(limits)) == {row.file_id for row in rows[1:]}


def test_a_demonstration_with_four_incidents(visitor: Opening, case: Story) -> None:
    cases = [case, *(tell(PATHS[Status.UNDER_INVESTIGATION], begin(number=number)) for number in (2, 3, 4))]
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto("/events/new")
        fill(page, {
            "type": first_choice(page, "type"), "name": "March over Orchard Bridge", "place": "Orchard Bridge",
            "begins_on": date(2026, 11, 14), "arrest_count": 6,
        })  # fmt: skip
        submit(page, "Record the event")
        event = page.url
        for story in cases:
            page.goto(f"/cases/{story.incident.reference}/events/link")
            fill(page, {"event": first_choice(page, "event"), "relation": first_choice(page, "relation")})
            submit(page, "Link the case")
        page.goto(event)
        shown = page.content()
        assert all(story.incident.reference in shown for story in cases)


def test_a_handover(visitor: Opening, case: Story) -> None:
    reference = case.incident.reference
    with visitor() as page:
        sign_in(page, SUPERVISOR, PASSWORD)
        page.get_by_role("link", name="Team", exact=True).click()
        page.get_by_role("link", name="Hand over the cases of DC Arden Samplewick").click()
        page.get_by_label("To whom?").select_option(label="PC Bryn Mockridge, Northmarsh Hate Crime Unit")
        submit(page, "Hand over these cases")
    db.session.rollback()
    moved = db.session.scalars(select(Incident).where(Incident.reference == reference)).one()
    assert moved.oic is not None and moved.oic.name == "Bryn Mockridge"
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        answer = page.goto(f"/cases/{reference}")
        assert answer is not None and answer.status == 404
