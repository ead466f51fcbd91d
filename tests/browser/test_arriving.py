"""Files in a real browser: in pieces over a line that drops, several at once, and whole where no script runs."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Route
from sqlalchemy import select

from app.database.session import db
from app.domain.roles import Role
from app.domain.stages import Status
from app.models.vault import EvidenceFile
from app.services.demo.paths import PATHS
from tests.browser.conftest import Opening, inspect, sign_in
from tests.browser.every_page import PASSWORD, email
from tests.browser.walkthrough import OFFICER
from tests.conftest import FrozenClock
from tests.stored import item_of, read
from tests.stories import begin, tell

LONG = ("What was seen at the wall. " * 90_000).encode()


@pytest.fixture
def at(app: Flask, real_database: str, clock: FrozenClock) -> str:
    story = tell(PATHS[Status.UNDER_INVESTIGATION], begin())
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}"


def held() -> list[bytes]:
    db.session.rollback()
    return [read(one) for one in db.session.scalars(select(EvidenceFile).order_by(EvidenceFile.id))]


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_pieces_go_on_after_the_line_dropped_and_files_are_sent_together(
    visitor: Opening, at: str, tmp_path: Path
) -> None:
    dropped: list[str] = []

    def drop(route: Route) -> None:
        """The second piece of the first file is lost twice."""
        if len(dropped) < 2:
            dropped.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    with visitor(width=375) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at}/file")
        page.route("**/arriving/*/1", drop)
        page.get_by_label("The file").set_input_files(
            [written(tmp_path, "long.txt", LONG), written(tmp_path, "short.txt", b"Another one.\n")]
        )
        page.get_by_role("button", name="Send the file").click()
        page.wait_for_url("**/custody", timeout=30_000)
        inspect(page)
    assert len(dropped) == 2 and held() == [LONG, b"Another one.\n"]


def test_what_is_refused_is_said_on_the_page(visitor: Opening, at: str, tmp_path: Path) -> None:
    with visitor() as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at}/file")
        page.get_by_label("The file").set_input_files(written(tmp_path, "wall.pdf", b"no paper at all"))
        page.get_by_role("button", name="Send the file").click()
        page.get_by_text("What is in the file is not what its name says").wait_for(timeout=15_000)
        inspect(page)
    assert held() == []


def test_without_scripts_the_form_sends_the_file_whole(visitor: Opening, at: str, tmp_path: Path) -> None:
    with visitor(scripts=False) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at}/file")
        page.get_by_label("The file").set_input_files(written(tmp_path, "long.txt", LONG))
        page.get_by_role("button", name="Send the file").click()
        page.wait_for_url("**/custody", timeout=30_000)
    assert held() == [LONG]


def test_the_pages_of_an_exhibit_and_of_the_store_read_well_on_a_telephone(
    visitor: Opening, at: str, tmp_path: Path
) -> None:
    with visitor(width=375) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{at}/file")
        page.get_by_label("The file").set_input_files(written(tmp_path, "a.txt", b"One line.\n"))
        page.get_by_role("button", name="Send the file").click()
        page.wait_for_url("**/custody", timeout=30_000)
        for path in (f"{at}/custody/add", f"{at}/file", f"{at.rpartition('/items/')[0]}/files/F1/original"):
            page.goto(path)
            inspect(page)
    with visitor(width=375) as page:
        sign_in(page, email(Role.ADMINISTRATOR), PASSWORD)
        page.goto("/evidence-store")
        inspect(page)
