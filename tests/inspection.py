"""The test client reads every page it is given: well-formed, titled, labelled, without script or style of its own."""

import contextvars
import itertools
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database.session import db

# html5lib knows no newer elements' rules; these complaints say nothing about a page.
HARMLESS = {"unknown-attribute"}


class InspectingClient(FlaskClient):
    """Each request runs in a context of its own, as in a server, whatever the test has open."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # a file that is sent is closed again
        if db.session().in_transaction():
            db.session.commit()
        response: TestResponse = contextvars.Context().run(lambda: super(InspectingClient, self).open(*args, **kwargs))
        db.session.expire_all()
        headers(response)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400 and response.data:
            inspect(response.text)
        return response

    def sign_in(self, user: Any, role: Any = None) -> "InspectingClient":
        """Sign this user in, in the first role or in this one, without the detour through the page."""
        from tests.factories import open_session

        token, secret = open_session(user, role)
        with self.session_transaction() as cookie:
            cookie.clear()
            cookie["sid"], cookie["csrf_token"] = token, secret
        return self

    def page(self, path: str) -> BeautifulSoup:
        """The page at this address, which must be there."""
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return soup(response.text)

    def submit(self, path: str, fields: dict[str, Any], *, button: tuple[str, str] | None = None,
               form: str = "main form[method=post]", **kwargs: Any) -> TestResponse:  # fmt: skip
        """Open a page, fill its form as a browser would, send it."""
        tag = self.page(path).select_one(form)
        assert tag is not None, f"no form on {path}"
        data = filled(tag) | fields | (dict([button]) if button else {})
        return self.post(str(tag.get("action") or path), data=data, **kwargs)


def filled(form: Tag) -> dict[str, Any]:
    """What a browser would send of a form nobody touched."""
    data: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name = str(field["name"])
        if field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            data[name] = str(chosen["value"]) if chosen else ""
        elif field.get("type") in ("radio", "checkbox"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(str(field["value"]))
        elif field.get("type") != "submit":
            data[name] = str(field.get("value", ""))
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in data.items()}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def headers(response: TestResponse) -> None:
    """Every answer carries the headers of HDR-1."""
    policy = response.headers.get("Content-Security-Policy", "")
    a_file = policy == "sandbox; default-src 'none'"
    if a_file:  # only what a page shows or plays is not sent to be kept (UPL-6)
        shown = response.headers["Content-Type"].startswith(("image/jpeg", "image/png", "audio/", "video/"))
        assert response.headers["Content-Disposition"].startswith("attachment") or shown
    assert a_file or policy.startswith("default-src 'none'"), "no content security policy"
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def inspect(html: str) -> None:
    """Everything that must be true of any page."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    wrong = [(where, code) for where, code, _ in parser.errors if code not in HARMLESS]
    assert not wrong, f"not well-formed HTML: {wrong[:3]}"
    page = soup(html)
    titled(page)
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"two elements share an id: {sorted({one for one in ids if ids.count(one) > 1})}"
    labelled(page, set(ids))
    linked(page, set(ids))
    for tag in page.select("[style], style"):
        raise AssertionError(f"style of its own: {tag}")
    for tag in page.find_all(True):
        assert not any(name.startswith("on") for name in tag.attrs), f"script of its own: {tag}"
    for form in page.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), "a form without its token"
    for cell in page.select("table th"):
        assert cell.get("scope") in ("col", "row"), f"a table header without scope: {cell}"


def titled(page: BeautifulSoup) -> None:
    headings = page.select("h1")
    assert len(headings) == 1, f"{len(headings)} main headings"
    assert page.title is not None
    title = page.title.get_text().strip().removeprefix("Error: ")
    heading = " ".join(headings[0].get_text().split())
    assert title.startswith(heading), f"the title {title!r} does not begin with the heading {heading!r}"
    levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4")]
    for before, after in itertools.pairwise(levels):
        assert after <= before + 1, f"a heading of level {after} follows one of level {before}"


def labelled(page: BeautifulSoup, ids: set[str]) -> None:
    for field in page.select("input:not([type=hidden]):not([type=submit]), select, textarea"):
        assert field.get("id"), f"a field without id: {field}"
        assert page.select_one(f'label[for="{field["id"]}"]'), f"{field['id']} has no label"
    for label in page.select("label[for]"):
        assert str(label["for"]) in ids, f"a label for nothing: {label['for']}"
    for button in page.select("button, a"):
        assert button.get_text().strip() or button.get("aria-label"), f"nothing to read on {button}"


def linked(page: BeautifulSoup, ids: set[str]) -> None:
    for name in ("aria-describedby", "aria-labelledby"):
        for tag in page.select(f"[{name}]"):
            for word in str(tag[name]).split():
                assert word in ids, f"{name} names {word}, which is not on the page"
    for link in page.select("a[href^='#']"):
        assert str(link["href"])[1:] in ids, f"a link to {link['href']}, which is not on the page"
    for tag in page.select("[src], link[href]"):
        assert not urlsplit(str(tag.get("src") or tag.get("href"))).netloc, f"loaded from elsewhere: {tag}"
