"""`make pictures`: every page each role can reach, at both widths, and the first page of each PDF, to be looked at.

Starts a demonstration in a folder of its own, signs in as each role, follows the links it finds, one picture for each
route, and writes them to build/pictures/<role>/<route>-<width>.png.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "pictures"
WIDTHS = (1280, 375)
PORT = 8790
ACCOUNT = re.compile(r"^(\w+)  (\S+@\S+\.example)  .+$")


@contextmanager
def demonstration(folder: Path) -> Iterator[tuple[dict[str, str], str]]:
    """A running product; gives the first account of each role and the password."""
    env = os.environ | {"APP_ENV": "demo", "DATA_DIR": str(folder), "PORT": str(PORT)}
    running = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    accounts: dict[str, str] = {}
    try:
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            if found := ACCOUNT.match(line):
                accounts.setdefault(found[1], found[2])
            if line.startswith("Password: "):
                yield accounts, line.removeprefix("Password: ").strip()
                return
        raise SystemExit("The demonstration did not start")
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)


def route_of(routes: MapAdapter, address: str) -> str | None:
    """The name of the route an address leads to, as a file name."""
    try:
        endpoint, _ = routes.match(urlsplit(address).path)
    except (HTTPException, RequestRedirect):
        return None
    return str(endpoint).replace(".", "-")


def walk(page: Page, routes: MapAdapter) -> Iterator[tuple[str, str]]:
    """(route, address) of every page this person can reach by links, the first address of each route."""
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop(0)
        route = route_of(routes, address)
        if route is None or route in seen or route in ("static", "sign_in-sign_out"):
            continue
        seen.add(route)
        answer = page.request.get(address)
        if "application/pdf" in answer.headers.get("content-type", ""):
            first_page_of(answer.body(), f"{route}")
            continue
        page.goto(address)
        yield route, address
        found = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
        waiting.extend(found)


def first_page_of(pdf: bytes, name: str) -> None:
    """A PDF's first page as a picture, where pdftoppm is installed; the PDF itself in any case."""
    folder = OUT / "pdf"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.pdf"
    path.write_bytes(pdf)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", path, folder / name], check=True)


def photograph(browser: Browser, role: str, email: str, password: str, routes: MapAdapter) -> int:
    """All pages of one role; returns how many."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{PORT}")
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    (OUT / role).mkdir(parents=True, exist_ok=True)
    count = 0
    for route, _ in walk(page, routes):
        count += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=OUT / role / f"{route}-{width}.png", full_page=True)
    context.close()
    return count


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is missing: scripts/system_packages.sh chromium", file=sys.stderr)
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="throughline-pictures-"))
    os.environ |= {"APP_ENV": "demo", "DATA_DIR": str(folder)}
    from wsgi import app

    routes = app.url_map.bind("127.0.0.1")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        with demonstration(folder) as (accounts, password), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--disable-gpu", *alone])
            for role, email in accounts.items():
                print(f"{role}: {photograph(browser, role, email, password, routes)} pages", flush=True)
            browser.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Pictures are in {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
