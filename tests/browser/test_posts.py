"""An online post from its capture to its withdrawal in a real browser: with and without scripts, at both widths."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.domain.roles import Role
from app.domain.stages import Status
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.services.vault import use_vault, vault
from tests.browser.conftest import WIDTHS, Opening, inspect, sign_in
from tests.browser.every_page import PASSWORD, email
from tests.browser.walkthrough import OFFICER
from tests.conftest import FrozenClock
from tests.stored import MIB, a_post, limited, picture
from tests.stories import begin, tell
from tests.uploads import sound

SHOWN = os.environ.get("TL_PICTURES")  # where somebody who builds wants to see the pages


@pytest.fixture
def story(app: Flask, real_database: str, clock: FrozenClock) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION], begin())


@pytest.fixture
def small() -> Iterator[None]:
    """The usual store takes little for a while."""
    usual = vault()
    limited(of_file=2000)
    yield
    use_vault(usual)


def look(page: Page, name: str, width: int, *, scripts: bool = True) -> None:
    """As everybody sees it: nothing wider than the screen, axe finds nothing (it needs scripts)."""
    if SHOWN:
        page.screenshot(path=f"{SHOWN}/{name}-{width}.png", full_page=True)
    if scripts:
        inspect(page)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def capture(page: Page, folder: Path, seen: Callable[[str], None]) -> None:
    """The post with its two pictures; the first try leaves out its address."""
    files = written(folder, "post.png", picture()), written(folder, "post.pdf", sound.SOUND["pdf"])
    seen("add")
    page.get_by_label("In a few words").fill("A post about the wall")
    page.get_by_label("Where was it posted?").select_option("tiktok")
    page.get_by_role("button", name="Record the post").click()
    seen("refused")
    page.get_by_role("link", name="Give the address of the post").click()
    page.keyboard.type("https://tiktok.example/@wall/1")
    page.get_by_label("Everybody", exact=True).check()
    page.get_by_label("The text of the post").fill("They should all go back.")
    page.get_by_label("With which device or tool?").fill("Firefox 133 on Windows 11")
    page.get_by_label("Why was it looked at?").fill("To secure the post that was reported")
    for label, path in zip(("Screenshot as a picture", "The same as a PDF"), files, strict=True):
        page.get_by_label(label).set_input_files(path)
    page.get_by_role("button", name="Record the post").click()
    assert "The post is recorded" in page.inner_text("body")


def attribute(page: Page, seen: Callable[[str], None]) -> None:
    page.get_by_role("link", name="Say who is behind it").click()
    page.get_by_label("Not known").check()
    page.get_by_label("How is this known?").fill("The provider was not asked yet.")
    seen("account")
    page.get_by_role("button", name="Record it").click()


def preserve(page: Page, seen: Callable[[str], None]) -> None:
    page.get_by_role("link", name="Record a request").click()
    page.get_by_role("button", name="Record the request").click()
    page.get_by_role("link", name="Record the answer").click()
    seen("answer")
    page.get_by_label("It is preserved").check()
    day = page.get_by_role("group", name="When did the answer come?")
    for part, typed in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
        day.get_by_label(part).fill(typed)
    page.get_by_role("button", name="Record the answer").click()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False])
def test_a_post_is_captured_attributed_and_preserved(
    visitor: Opening, story: Story, tmp_path: Path, width: int, scripts: bool
) -> None:
    with visitor(width=width, scripts=scripts) as page:
        seen = partial(look, page, width=width, scripts=scripts)
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"/cases/{story.incident.reference}/evidence")
        page.get_by_role("link", name="Record an online post").click()
        capture(page, tmp_path, seen)
        attribute(page, seen)
        preserve(page, seen)
        seen("post")
        body = page.inner_text("body")
        assert "Not known who is behind the account" in body and "Preserved until" in body and "TikTok" in body


@pytest.mark.parametrize("width", WIDTHS)
def test_a_post_is_withdrawn_by_two_people(visitor: Opening, story: Story, width: int) -> None:
    item = a_post(story).item
    at = f"/cases/{story.incident.reference}/evidence/items/{item.file_id}"
    with visitor(width=width) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at}/custody")
        page.get_by_role("link", name="Propose to withdraw it").click()
        page.get_by_label("Why?").fill("It shows somebody else's wall.")
        look(page, "withdraw", width)
        page.get_by_role("button", name="Propose it").click()
        assert "A supervisor decides" in page.inner_text("body")
    with visitor(width=width) as page:
        sign_in(page, email(Role.SUPERVISOR), PASSWORD)
        page.goto(f"/cases/{story.incident.reference}/evidence")
        look(page, "evidence", width)
        page.get_by_role("link", name="Decide whether to withdraw it").click()
        page.get_by_label("Withdraw it").check()
        look(page, "decide", width)
        page.get_by_role("button", name="Record what you decide").click()
        look(page, "custody", width)
        assert "Withdrawn" in page.inner_text("body")
        page.goto(f"/cases/{story.incident.reference}/evidence")
        look(page, "withdrawn", width)
        assert "Items that do not count" in page.inner_text("body")


@pytest.mark.parametrize("width", WIDTHS)
def test_upl_1_a_browser_hears_that_it_is_far_too_large_and_goes_back_to_what_was_typed(
    visitor: Opening, story: Story, small: None, tmp_path: Path, width: int
) -> None:
    with visitor(width=width) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"/cases/{story.incident.reference}/evidence/posts/add")
        page.get_by_label("The text of the post").fill("They should all go back.")
        page.get_by_label("Screenshot as a picture").set_input_files(written(tmp_path, "a.png", bytes(5 * MIB)))
        page.get_by_role("button", name="Record the post").click()
        page.get_by_text("This is too large to send").wait_for()
        assert "at most 2,000 bytes" in page.inner_text("body")
        look(page, "too-large", width)
        page.go_back()
        assert page.get_by_label("The text of the post").input_value() == "They should all go back."
