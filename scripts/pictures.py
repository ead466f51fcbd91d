"""`make pictures`: every page each role can reach, at both widths, and the first page of each PDF, to be looked at.

Starts a demonstration in a folder of its own, signs in as each role and follows the links of several cases: one picture
for each route and width, build/pictures/<role>/<route>-<width>.png; and build/pictures/pdf/<paper>.png. Says at the end
which pages nobody came to.
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from app.documents.registry import DOCUMENTS

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "pictures"
WIDTHS = (1280, 375)
PORT = 8790
CASES_LOOKED_AT = 12
LINK = re.compile(r'href="(/[^"#]*)"')
NO_PAGES = frozenset({"static", "sign_in-sign_out"})
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
    """(route, address) of every page this person can reach by links; of one route up to so many cases are looked at."""
    waiting, seen = ["/"], Counter[str]()
    while waiting:
        address = waiting.pop(0)
        route = route_of(routes, address)
        if route is None or route in NO_PAGES or seen[route] >= CASES_LOOKED_AT:
            continue
        seen[route] += 1
        answer = page.request.get(address)
        if answer.ok and "text/html" in answer.headers.get("content-type", ""):
            if seen[route] == 1:
                yield route, address
            waiting.extend(dict.fromkeys(LINK.findall(answer.text())))


def papers(folder: Path) -> None:
    """Each paper of a case that a prosecutor has decided, as a PDF and its first page as a picture."""
    out = OUT / "pdf"
    out.mkdir(parents=True, exist_ok=True)
    reference = decided_case(folder)
    for key in DOCUMENTS:
        path = out / f"{key}.pdf"
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", "document", key, reference, "-o", str(path)]
        subprocess.run(flask, cwd=ROOT, env=os.environ | {"DATA_DIR": str(folder)}, check=True)
        if shutil.which("pdftoppm"):
            first = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", str(path), str(out / key)]
            subprocess.run(first, check=True)


def decided_case(folder: Path) -> str:
    """The newest case of the demonstration with a decision in it: every paper has something to say."""
    with sqlite3.connect(folder / "throughline.sqlite3") as database:
        found = database.execute(
            "SELECT reference FROM incident WHERE status IN ('charged', 'convicted', 'sentenced') ORDER BY id DESC"
        ).fetchone()
    return str(found[0])


def photograph(browser: Browser, role: str, email: str, password: str, routes: MapAdapter) -> set[str]:
    """All pages of one role; returns their routes."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{PORT}")
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    (OUT / role).mkdir(parents=True, exist_ok=True)
    found = set()
    for route, address in walk(page, routes):
        found.add(route)
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=OUT / role / f"{route}-{width}.png", full_page=True)
    context.close()
    return found


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
            reached: set[str] = set()
            for role, email in accounts.items():
                found = photograph(browser, role, email, password, routes)
                reached |= found
                print(f"{role}: {len(found)} pages", flush=True)
            browser.close()
            papers(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    pages = {rule.endpoint.replace(".", "-") for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    print("Reached by no link:", ", ".join(sorted(pages - reached - NO_PAGES)) or "none")
    print(f"Pictures are in {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
