"""Searching, asking for a case that is somebody else's, keeping a list: without scripts, on a phone, for axe."""

import pytest
from playwright.sync_api import expect

from app.domain.roles import Role
from app.services.demo.story import Story
from tests import whole_case
from tests.browser import every_page
from tests.browser.conftest import WIDTHS, Opening, axe_finds, sideways, sign_in
from tests.conftest import FrozenClock
from tests.stories import begin, tell

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.fixture
def story(real_database: str, clock: FrozenClock) -> Story:
    return tell(whole_case.tell_everything, begin())


def test_the_search_works_without_scripts_on_a_phone(visitor: Opening, story: Story) -> None:
    case = story.incident
    with visitor(scripts=False, width=375) as page:
        sign_in(page, every_page.email(Role.OFFICER), every_page.PASSWORD)
        page.goto("/find?q=tram")
        hit = page.locator("details.tl-covered").first
        expect(hit.locator("mark").first).not_to_be_visible()
        hit.locator("summary").press("Enter")
        expect(hit.locator("mark").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.goto("/work?q=tram")
        page.get_by_role("link", name="Keep this list under a name").click()
        page.get_by_label("Name of the list").fill("Trams")
        page.get_by_role("button", name="Keep the list").click()
        page.get_by_role("link", name="Trams", exact=True).click()
        expect(page.get_by_role("link", name=case.title).first).to_be_visible()
        page.goto("/work/table?q=tram")
        page.get_by_label("Those that wait for someone else").check()
        page.get_by_label("What is the table for?").fill("For the morning meeting.")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the table").click()
        assert download.value.suggested_filename.endswith(".csv")


def test_axe_finds_nothing_on_these_pages_with_something_to_show(visitor: Opening, story: Story) -> None:
    with visitor() as page:
        sign_in(page, every_page.email(Role.OFFICER), every_page.PASSWORD)
        page.goto("/work/lists/new?q=tram")
        page.get_by_label("Name of the list").fill("Trams")
        page.get_by_role("button", name="Keep the list").click()
        faults = []
        for path in (
            "/find?q=tram",
            "/work/lists",
            "/work/lists/1",
            "/work/table?q=tram",
            "/find/elsewhere",
            "/work?q=tram",
        ):
            page.goto(path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                faults += [(path, width, one) for one in (*axe_finds(page), *sideways(page))]
        page.goto("/work/lists")
        page.get_by_role("button", name="Take off").click()
        faults += [("taken off", 0, one) for one in axe_finds(page)]
        assert not faults
