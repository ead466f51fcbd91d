"""The search: cases one may open in which the words stand, newest first."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.cases.forms import ElsewhereForm
from app.journeys.cases.routes import case_roles_only
from app.journeys.cases.routes import room as room
from app.queries.search import MOST_COUNTED, may_ask_elsewhere, search, stubs
from app.services.limits import Own, spend
from app.web import paging, reading
from app.web.access import requires
from app.web.case_rows import list_row
from app.web.clock import now
from app.web.forms import form_page
from app.web.sessions import actor

LONGEST_QUESTION = 200


def asked_for() -> str:
    """The words of the box."""
    return request.values.get("q", "").strip()[:LONGEST_QUESTION]


@room.get("/find")
@requires(Permission.CASE_READ)
def find() -> ResponseReturnValue:
    case_roles_only()
    words, place = asked_for(), paging.start(int)
    if not words:
        reading.listing("incident", [])
        return _page("", paging.Page([]))
    spend(Own.SEARCH, actor(), at=now())
    found = search(actor(), words, after=place[0] if place else None)
    reading.listing("incident", [case.reference for case in found.cases], terms=words)
    role = actor().role or Role.OFFICER
    rows = [(list_row(case, role, now()), found.hits[case.id]) for case in found.cases]
    page = paging.Page(rows, paging.place(found.further) if found.further else None)
    return _page(words, page, _counted(found.count))


def _page(words: str, page: paging.Page[Any], count: str = "") -> ResponseReturnValue:
    elsewhere = bool(may_ask_elsewhere(actor().role))
    return render_template("cases/find.html", words=words, page=page, count=count, elsewhere=elsewhere)


@room.route("/find/elsewhere", methods=["GET", "POST"])
@requires(Permission.CASE_FIND)
def elsewhere() -> ResponseReturnValue:
    """That a case of one's own force exists, after a reason: where it is and whom to ask (ACC-5)."""
    if not may_ask_elsewhere(actor().role):
        raise NotFound("Page not found")
    form = ElsewhereForm(words=asked_for())
    if not form.validate_on_submit():
        return form_page("cases/elsewhere.html", form, found=None)
    spend(Own.SEARCH, actor(), at=now())
    found = stubs(actor(), form.words.data)
    reading.because(form.reason.data)
    reading.listing("incident", [case.reference for case in found], terms=form.words.data)
    return render_template("cases/elsewhere.html", form=form, found=found)


def _counted(count: int) -> str:
    if count > MOST_COUNTED:
        return f"More than {MOST_COUNTED:,} cases have"
    return "1 case has" if count == 1 else f"{count:,} cases have"
