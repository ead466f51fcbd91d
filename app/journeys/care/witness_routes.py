"""Witness care: hearings and results to pass on, and its own page of a case."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.care import witness_view
from app.journeys.care.client_routes import room as room
from app.queries import court as court_questions
from app.queries import witness_care as witness_questions
from app.web import reading
from app.web.access import load_case, requires
from app.web.sessions import actor

P = Permission


@room.get("/passing-on")
@requires(P.CONTACT_RECORD)
def passing_on() -> ResponseReturnValue:
    if actor().role is not Role.WITNESS_CARE:
        raise NotFound("Page not found")
    words = request.args.get("q", "").strip()[:200]
    cases = witness_questions.live_cases(actor(), words)
    reading.listing("incident", [case.reference for case in cases], terms=words or None)
    page = witness_view.passing_on(cases)
    found = [case.reference for case in cases] if words else []
    return render_template("care/passing_on.html", page=page, words=words, found=found)


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
