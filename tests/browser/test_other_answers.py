"""Pages nobody opens by a link: what answers a fault, a race, a time-out or a form with mistakes. Axe looks at each."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.domain.errors import Conflict, NotAllowed, NotFound, NotRecorded, RuleBroken, TooOften, WrongStage
from app.domain.roles import Role
from app.models.incident import Incident
from app.services.demo.story import Story
from tests import whole_case
from tests.browser import every_page
from tests.browser.conftest import WIDTHS, Opening, axe_finds, sideways, sign_in
from tests.browser.test_every_page import NOT_BY_READING
from tests.conftest import FrozenClock
from tests.stories import begin, tell

# Fault behind a page -> the page that answers.
FAULTS: dict[str, Exception] = {
    "errors/404.html": NotFound("Not here"),
    "errors/403.html": NotAllowed("This is not for you to do on this case."),
    "errors/stage_changed.html": WrongStage("This cannot be done at the stage the case has reached."),
    "errors/429.html": TooOften("You have searched 60 times within a minute.", 40),
    "errors/changed.html": Conflict("Someone else changed this while you were writing."),
    "errors/rule.html": RuleBroken("Choose somebody of the CPS."),
    "errors/503.html": NotRecorded("This could not be recorded, so it is not shown"),
    "errors/500.html": RuntimeError("a fault in a page"),
}
Acts = Callable[[Page, Story], None]


def look(page: Page) -> None:
    """One heading, a title of the product, nothing for axe, nothing sideways, at both widths."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.title().endswith("Throughline")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = [*axe_finds(page), *sideways(page)]
        assert not found, (page.url, width, found)


def enter(page: Page, role: Role) -> None:
    page.goto("/sign-in")
    sign_in(page, every_page.email(role), every_page.PASSWORD)


@pytest.fixture
def story(real_database: str, clock: FrozenClock) -> Story:
    return tell(whole_case.tell_everything, begin())


def at(case: Incident, part: str) -> str:
    return f"/cases/{case.reference}{part}"


def _make_an_account(page: Page, story: Story) -> None:
    enter(page, Role.ADMINISTRATOR)
    page.goto("/administration/people/new")
    page.locator("[name=name]").fill("Tatum Newcomer")
    page.locator("[name=email]").fill("tatum.newcomer@northmarsh.example")
    for name in ("role", "unit", "rank"):
        field = page.locator(f"select[name={name}]")
        if field.count():
            field.select_option(index=1)
        else:
            page.locator(f"input[name={name}]").first.check()
    page.get_by_role("button", name="Make the account").click()


def _say_why_and_read(page: Page, story: Story) -> None:
    enter(page, Role.PROSECUTOR)
    page.goto(at(story.incident, "/people/P1/contact"))
    page.locator("main textarea, main input[type=text]").first.fill("To arrange a meeting with the victim")
    page.get_by_role("button", name="Show the contact details").click()


def _say_why_and_read_the_back(page: Page, story: Story) -> None:
    enter(page, Role.PROSECUTOR)
    page.goto(at(story.incident, "/evidence/statements/S1/back"))
    page.locator("main textarea, main input[type=text]").first.fill("To list the trial when the witness can come")
    page.get_by_role("button", name="Show the back page").click()


def _write_at_the_same_time(page: Page, story: Story) -> None:
    enter(page, Role.OFFICER)
    other = page.context.new_page()
    for one in (page, other):
        one.goto(at(story.incident, "/report"))
    for one, words in ((other, "What the second window says."), (page, "What the first window says.")):
        one.locator("[name=narrative]").fill(words)
        one.get_by_role("button", name="Save the report").click()
    other.close()


def _ask_in_a_wrong_way(page: Page, story: Story) -> None:
    page.goto("/sign-out")


OTHER_ANSWERS: dict[str, Acts] = {
    "administration/created.html": _make_an_account,
    "people/contact.html": _say_why_and_read,
    "material/back_page.html": _say_why_and_read_the_back,
    "errors/someone_else_changed_this.html": _write_at_the_same_time,
    "errors/plain.html": _ask_in_a_wrong_way,
}


def test_each_page_that_no_link_leads_to_is_tried_here() -> None:
    assert set(FAULTS) | set(OTHER_ANSWERS) == NOT_BY_READING


@pytest.mark.parametrize("template", sorted(OTHER_ANSWERS))
def test_answers_to_what_people_do(app: Flask, visitor: Opening, story: Story, template: str) -> None:
    with every_page.rendered(app) as shown, visitor() as page:
        OTHER_ANSWERS[template](page, story)
        assert shown[-1] == template
        look(page)


def test_pages_of_faults_with_and_without_a_person(
    app: Flask, visitor: Opening, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    with every_page.rendered(app) as shown, visitor() as page:
        for person_inside in (False, True):
            if person_inside:
                enter(page, Role.OFFICER)
            for template, fault in FAULTS.items():
                with monkeypatch.context() as patched:
                    patched.setitem(app.view_functions, "insight.released", _raising(fault))
                    page.goto("/figures")
                    assert shown[-1] == template
                    look(page)


def _raising(fault: Exception) -> Callable[[], str]:
    def view() -> str:
        raise fault

    return view


def test_back_at_the_door_after_half_an_hour(visitor: Opening, story: Story, clock: FrozenClock) -> None:
    with visitor() as page:
        enter(page, Role.OFFICER)
        page.goto(at(story.incident, "/people/add"))
        page.locator("[name=surname]").fill("Halfwritten")
        clock.move(minutes=31)
        page.get_by_role("button", name="Add the person").click()
        expect(page.get_by_text("You were signed out.")).to_be_visible()
        look(page)
        sign_in_again(page)
        expect(page.locator("[name=surname]")).to_have_value("Halfwritten")
        look(page)


def sign_in_again(page: Page) -> None:
    page.get_by_label("E-mail address").fill(every_page.email(Role.OFFICER))
    page.get_by_label("Password").fill(every_page.PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize(
    ("role", "part", "words"),
    [
        (Role.OFFICER, "/reports/new", "Record the report"),
        (Role.OFFICER, "/people/add", "Add the person"),
        (Role.OFFICER, "/offences/add", "Add the offence"),
        (Role.OFFICER, "/evidence/items/add", "Add the item"),
        (Role.PROSECUTOR, "/hearings/H1/sentence/A1", "Record the sentence"),
    ],
)
def test_a_form_sent_empty(visitor: Opening, story: Story, role: Role, part: str, words: str) -> None:
    with visitor() as page:
        enter(page, role)
        page.goto(part if part.startswith("/reports") else at(story.incident, part))
        page.get_by_role("button", name=words, exact=True).click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        assert page.title().startswith("Error: ")
        look(page)
        link = page.locator(".govuk-error-summary a").first
        link.click()
        named = str(link.get_attribute("href"))[1:]
        assert page.evaluate("document.activeElement.id") == named
