"""A real browser against a real server: Chromium, with and without scripts, at both widths."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.databases import IN_CI

WIDTHS = (1280, 375)
AXE = Axe()
ARGUMENTS = (
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process drives the browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if IN_CI:
            raise RuntimeError("Chromium is missing; under CI no browser test may be skipped")
        pytest.skip("Chromium is missing: browser tests need it (scripts/system_packages.sh chromium)")
    alone = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=[*ARGUMENTS, *alone])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def render_pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The print service as in production: a warm process that forks one for each document."""
    # A Unix socket's path may have a hundred letters; a test's folder has more.
    socket = Path(tempfile.mkdtemp(prefix="tl-")) / "render.sock"
    pool = subprocess.Popen([sys.executable, "-m", "app.documents.pool", "--socket", str(socket)])
    until = time.monotonic() + 30
    while not socket.exists():
        assert pool.poll() is None and time.monotonic() < until
        time.sleep(0.1)
    yield socket
    pool.terminate()
    pool.wait(20)
    shutil.rmtree(socket.parent)


@pytest.fixture
def site(app: Flask, real_database: str) -> Iterator[str]:
    """The address of a server on this test's own database."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()


Opening = Callable[..., Any]


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Opening:
    """`with visitor(scripts=False, width=375) as page:` a browser of its own; faults on the page fail the test."""

    @contextmanager
    def visiting(*, scripts: bool = True, width: int = 1280) -> Iterator[Page]:
        context = chromium.new_context(
            base_url=site, java_script_enabled=scripts, viewport={"width": width, "height": 800}
        )
        faults: list[str] = []
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        context.close()
        serious = [line for line in faults if "Failed to load resource" not in line]
        assert not serious, serious

    return visiting


def sign_in(page: Page, email: str, password: str) -> None:
    """As a person does."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def axe_finds(page: Page) -> list[str]:
    """What axe says against the page as it stands."""
    results = AXE.run(page).response["violations"]
    return [f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}" for rule in results]


def sideways(page: Page) -> list[str]:
    """By how much the page is wider than the screen, if it is."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px wider than the screen"] if wide > 0 else []


def inspect(page: Page) -> None:
    """Nothing for axe to find, and no sideways scrolling."""
    found = [*axe_finds(page), *sideways(page)]
    assert not found, (page.url, found)
