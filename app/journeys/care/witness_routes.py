"""Witness care: hearings and results to pass on, and its own page of a case."""

from contextlib import suppress
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.care import witness_view
from app.journeys.care.client_routes import room as room
from app.queries import court as court_questions
from app.queries import witness_care as witness_questions
from app.web import paging, reading
from app.web.access import load_case, requires
from app.web.sessions import actor

P = Permission


@room.get("/passing-on")
@requires(P.CONTACT_RECORD)
def passing_on() -> ResponseReturnValue:
    if actor().role is not Role.WITNESS_CARE:
        raise NotFound("Page not found")
    words = request.args.get("q", "").strip()[:200]
    cases, in_all, further = witness_questions.live_cases(actor(), words, _start())
    reading.listing("incident", [case.reference for case in cases], terms=words or None)
    after = paging.place(further[0].isoformat() if further[0] else None, further[1]) if further else None
    return render_template(
        "care/passing_on.html",
        page=witness_view.passing_on(cases),
        words=words,
        cases=paging.Page([case.reference for case in cases], after),
        in_all=in_all,
    )


def _start() -> witness_questions.Place | None:
    """The place in the address; the beginning for one that makes no sense."""
    place = paging.start(str | None, int)
    if place is None or place[0] is None:
        return (None, place[1]) if place else None
    with suppress(ValueError):
        at = datetime.fromisoformat(place[0])
        return (at, place[1]) if at.tzinfo else None
    return None


@room.get("/passing-on/<reference>")
@requires(P.CONTACT_RECORD)
def witness(reference: str) -> ResponseReturnValue:
    if actor().role is not Role.WITNESS_CARE:
        raise NotFound("Page not found")
    case = load_case(reference)
    return render_template(
        "care/witness.html",
        reference=case.reference,
        page=witness_view.passing_on([case]),
        people=witness_view.cared_for(case),
        charges=witness_view.charges(case),
        hearings=court_questions.hearings_of(case),
        in_court=witness_view.in_court(case),
        officer=case.oic.named if case.oic else "Nobody yet",
    )
