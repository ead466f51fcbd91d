"""Looking at files in a real browser: a photo in the list, the pages of a PDF, a film that begins at a marked time."""

import io
import os
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page

from app.documents.client import PrintClient
from app.domain.roles import Role
from app.domain.stages import Status
from app.services.demo.paths import PATHS
from app.worker import Worker
from tests.browser.conftest import Opening, inspect, sign_in
from tests.browser.every_page import PASSWORD, email
from tests.browser.walkthrough import OFFICER
from tests.conftest import FrozenClock
from tests.stored import item_of
from tests.stories import begin, tell
from tests.uploads import sheets, sound

LOCATED = "This photo says where it was taken. People outside the team get a copy without it."
CLIP = Path(__file__).parents[1] / "uploads" / "clip.mp4"


@pytest.fixture
def at(app: Flask, real_database: str, clock: FrozenClock, render_pool: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The evidence of a case, on a server whose files are worked on by the render pool, as in production."""
    monkeypatch.setitem(app.extensions, "printer", PrintClient(render_pool, alone=False))
    story = tell(PATHS[Status.PROSECUTOR_REVIEW], begin())
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}"


def photo() -> bytes:
    """A wall with paint on it, and where it stands."""
    wall = Image.effect_noise((2400, 1600), 40).convert("RGB")
    wall.paste((150, 30, 30), (700, 500, 1700, 1100))
    into = io.BytesIO()
    wall.save(into, "JPEG", exif=sound.gps())
    return into.getvalue()


def send(page: Page, at: str, folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.write_bytes(content)
    page.goto(f"{at}/file")
    page.get_by_label("The file").set_input_files(path)
    page.get_by_role("button", name="Send the file").click()
    page.wait_for_url("**/custody", timeout=30_000)


def work(app: Flask, clock: FrozenClock) -> None:
    """What the worker does beside the server."""
    worker = Worker(app, clock=lambda: clock.at)
    while worker.turn():
        pass


def look(page: Page, name: str) -> None:
    """Fit for both widths; a picture of it is kept where somebody asks for pictures."""
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("() => [...document.images].every((one) => one.complete)")
        inspect(page)
        if folder := os.environ.get("PICTURES_OF_TESTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def is_drawn(page: Page, selector: str) -> bool:
    """A picture is there, and the browser could draw it."""
    page.wait_for_function("(one) => document.querySelector(one)?.naturalWidth > 0", arg=selector)
    return True


def test_upl_8_a_photo_is_shown_in_the_list_once_its_copy_is_made(
    app: Flask, visitor: Opening, at: str, tmp_path: Path, clock: FrozenClock
) -> None:
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        send(page, at, tmp_path, "wall.jpg", photo())
        assert page.get_by_role("status").filter(has_text=LOCATED).is_visible()
        look(page, "photo-sent")
        page.get_by_role("link", name="View wall.jpg").or_(page.get_by_role("link", name="View F1 wall.jpg")).click()
        assert page.get_by_text("A copy without hidden details is being prepared").is_visible()
        look(page, "photo-waits")
        work(app, clock)
        page.get_by_role("link", name="Show the page again").click()
        assert is_drawn(page, ".tl-sheet img")
        look(page, "photo")
        page.goto(f"{at}/custody")
        look(page, "files")
        page.goto(at.rpartition("/items/")[0])
        assert is_drawn(page, ".tl-pictured img")
        look(page, "evidence")
    with visitor() as page:
        sign_in(page, email(Role.PROSECUTOR), PASSWORD)
        page.goto(f"{at}/custody")
        assert page.get_by_text("F1-copy wall.jpg").first.is_visible() and page.get_by_text(LOCATED).count() == 0
        look(page, "files-prosecutor")


def test_upl_6_a_pdf_is_read_page_by_page_with_its_words_beside_also_without_scripts(
    app: Flask, visitor: Opening, at: str, tmp_path: Path, clock: FrozenClock
) -> None:
    with visitor(scripts=False) as page:
        sign_in(page, OFFICER, PASSWORD)
        send(page, at, tmp_path, "letter.pdf", sheets.written("He shouted at us", "The second page", "The end"))
        work(app, clock)
        page.goto(f"{at.rpartition('/items/')[0]}/files/F1")
        page.get_by_role("link", name="Next page").click()
        assert page.get_by_alt_text("letter.pdf, page 2 of 3").is_visible()
        assert page.get_by_text("The second page").is_visible()
        page.get_by_label("Go to page").fill("3")
        page.get_by_role("button", name="Go", exact=True).click()
        assert page.get_by_text("The end", exact=True).is_visible()
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at.rpartition('/items/')[0]}/files/F1?page=2")
        assert is_drawn(page, ".tl-sheet img")
        look(page, "pdf")
        send(page, at, tmp_path, "scan.pdf", sheets.scanned("Nobody heard him"))
        work(app, clock)
        page.goto(f"{at.rpartition('/items/')[0]}/files/F2")
        assert page.get_by_text("This page has no text layer.").is_visible()
        look(page, "scan")


def test_a_film_is_marked_and_begins_at_the_mark(
    app: Flask, visitor: Opening, at: str, tmp_path: Path, clock: FrozenClock
) -> None:
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        send(page, at, tmp_path, "tram.mp4", CLIP.read_bytes())
        work(app, clock)
        page.goto(f"{at.rpartition('/items/')[0]}/files/F1")
        page.get_by_role("link", name="Mark a time").click()
        look(page, "mark")
        page.get_by_label("From").fill("0:07")
        page.get_by_label("What can be seen or heard?").fill("The words are shouted at the tram stop")
        page.get_by_role("button", name="Mark the time").click()
        page.wait_for_function("() => document.querySelector('#player').readyState >= 1")
        look(page, "film")
        page.get_by_role("link", name="0:07", exact=True).click()
        page.wait_for_function("() => document.querySelector('#player').currentTime >= 7")
        assert "starts" not in page.url
    with visitor(scripts=False, width=375) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at.rpartition('/items/')[0]}/files/F1")
        page.get_by_role("link", name="0:07", exact=True).click()
        assert page.locator("#player").get_attribute("src").endswith("/files/F1/play#t=7")
