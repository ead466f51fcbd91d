"""Every page of the product in every role, at both widths: it opens, axe finds nothing, nothing sticks out sideways.

With PICTURES=<folder> a picture of each is kept there, to be looked at (`make pictures`).
"""

import os
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, Response

from app.domain.roles import Role
from tests import addresses
from tests.browser import every_page
from tests.browser.conftest import WIDTHS, Opening, axe_finds, sideways, sign_in
from tests.conftest import FrozenClock

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "app" / "templates"
# Pages that answer a form or a fault: test_other_answers.py provokes each of them.
NOT_BY_READING = {
    "administration/created.html", "errors/403.html", "errors/404.html", "errors/429.html", "errors/500.html",
    "errors/503.html", "errors/changed.html", "errors/plain.html", "errors/rule.html",
    "errors/someone_else_changed_this.html", "errors/stage_changed.html", "people/contact.html",
    "material/back_page.html",
}  # fmt: skip
ACT = "cases/act.html"
# Files and redirects: asked for, but nothing a browser shows.
PICTURES = os.environ.get("PICTURES")
NO_PAGES = {
    "sign_in.home", "house.health", "papers.file", "material.original_content", "material.download_copy",
    "material.play", "material.show_page", "material.show_picture", "material.show_small",
}  # fmt: skip


def test_every_page_in_every_role_at_both_widths(
    app: Flask, visitor: Opening, clock: FrozenClock, real_database: str
) -> None:
    plan = every_page.plan(app, every_page.tell_all())
    assert plan.endpoints == set(addresses.pages(app)), "routes without an address"
    assert plan.others == NO_PAGES
    with every_page.rendered(app) as shown:
        walk = _Walk(plan)
        for role in every_page.READERS:
            with visitor(width=WIDTHS[1]) as page:
                walk.in_role(page, role)
    assert not walk.faults, "\n".join(walk.faults)
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert {name for name in pages if every_page.is_page(name)} - NOT_BY_READING == set(shown) - {"note.html"}


class _Walk:
    """Opens each page of the plan once a role; axe looks at it the first time its templates are met there."""

    def __init__(self, plan: every_page.Plan) -> None:
        self.plan = plan
        self.looked_at: set[object] = set()
        self.faults: list[str] = []

    def in_role(self, page: Page, role: Role) -> None:
        page.on("response", self._heard)
        page.goto("/sign-in")
        self._look(page, "/sign-in", "sign_in.sign_in", thoroughly=role is Role.OFFICER)
        sign_in(page, every_page.email(role), every_page.PASSWORD)
        for (whose, endpoint), path in self.plan.paths.items():
            templates = self.plan.templates[whose, endpoint]
            seen = (endpoint, templates)
            # A form is the same for all who may open it; what a page shows differs.
            if whose is role and not (seen in self.looked_at and ACT in templates):
                self._open(page, path, f"{role}/{endpoint}", thoroughly=seen not in self.looked_at)
                self.looked_at.add(seen)
        for path in self.plan.moments.get(role, []):
            if path not in self.looked_at:
                self._open(page, path, f"{role}/{path.strip('/').replace('/', '-')}", thoroughly=True)
                self.looked_at.add(path)

    def _heard(self, answer: Response) -> None:
        if answer.status >= 400:
            self.faults.append(f"{answer.status} {answer.url}")

    def _open(self, page: Page, path: str, name: str, *, thoroughly: bool) -> None:
        page.goto(path)
        self._look(page, path, name, thoroughly=thoroughly)

    def _look(self, page: Page, path: str, name: str, *, thoroughly: bool) -> None:
        """At the narrow width first; then the same page is widened."""
        for width in reversed(WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            found = [*sideways(page), *(axe_finds(page) if thoroughly else [])]
            self.faults += [f"{width} {path} {fault}" for fault in found]
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
