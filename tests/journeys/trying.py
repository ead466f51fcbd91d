"""What is tried with every form of a case: good, bad, late and foreign input."""

from typing import Any

from bs4 import BeautifulSoup
from sqlalchemy import func, select

from app.database.session import db
from app.models.history import CaseEvent
from app.web.fields import NOT_ON_THE_LIST
from tests.inspection import InspectingClient, filled, soup


def opened(client: InspectingClient, path: str) -> dict[str, Any]:
    """The form of a page as a browser holds it."""
    form = client.page(path).select_one("main form[method=post]")
    assert form is not None, f"no form on {path}"
    return filled(form)


def happenings() -> int:
    """How many things have been recorded in the history of all cases: unchanged = nothing was written."""
    return db.session.scalar(select(func.count()).select_from(CaseEvent)) or 0


def saved(client: InspectingClient, path: str, fields: dict[str, Any]) -> None:
    """The form is taken and leads on to a page that opens."""
    answer = client.submit(path, fields)
    assert answer.status_code == 303, (path, answer.status_code, errors(answer.text))
    client.page(answer.location)


def errors(html: str) -> list[str]:
    """What the summary at the top says."""
    return [one.get_text(strip=True) for one in soup(html).select(".govuk-error-summary li")]


def refused(client: InspectingClient, path: str, fields: dict[str, Any], field: str, sentence: str) -> BeautifulSoup:
    """The sentence stands beside its field, what was typed stays, nothing is written."""
    before = happenings()
    answer = client.submit(path, fields)
    assert answer.status_code == 422, (path, answer.status_code)
    page = soup(answer.text)
    beside = page.select_one(f"#{field}-error")
    assert beside is not None and sentence in beside.get_text(), (errors(answer.text), field)
    form = page.select_one("main form[method=post]")
    assert form is not None
    if sentence != NOT_ON_THE_LIST:  # what is not on the list cannot be shown again
        kept = filled(form)
        assert {name: kept.get(name) for name, value in fields.items() if value} == {
            name: value for name, value in fields.items() if value
        }
    assert happenings() == before
    return page


def raced(client: InspectingClient, path: str, theirs: dict[str, Any], mine: dict[str, Any]) -> BeautifulSoup:
    """Open, let somebody save, then save: 409, both texts on the page, nothing overwritten; sent again it is taken."""
    late = opened(client, path)
    first = client.submit(path, theirs)
    assert first.status_code == 303, (path, first.status_code, errors(first.text))
    before = happenings()
    answer = client.post(path, data=late | mine)
    assert answer.status_code == 409, (path, answer.status_code, errors(answer.text))
    assert happenings() == before
    page = soup(answer.text)
    form = page.select_one("main form[method=post]")
    assert form is not None and page.select(".tl-both"), f"nothing clashes on {path}"
    again = client.post(path, data=filled(form))
    assert again.status_code == 303, (path, again.status_code, errors(again.text))
    return page


def hidden_from(client: InspectingClient, paths: list[str]) -> None:
    """None of these pages exists for this person, whether asked for or posted to."""
    before = happenings()
    for path in paths:
        assert client.get(path).status_code == 404, path
    assert happenings() == before
