"""The team: clocks at risk, what each officer has, cases that nobody has, handover."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.team import forms
from app.models.incident import Incident
from app.models.user import User
from app.queries import staff
from app.queries import teamwork as questions
from app.queries.case_rows import row_of
from app.services import handover as hands
from app.web import paging, reading
from app.web.access import requires
from app.web.case_rows import list_row, team_row
from app.web.clock import now, today
from app.web.forms import form_page
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("team", __name__, surface=Surface.STAFF)
P = Permission


@room.get("/team")
@requires(P.CASE_ALLOCATE)
def index() -> ResponseReturnValue:
    cases, further = questions.at_risk(actor(), now(), after=_place())
    reading.listing("incident", [case.reference for case in cases], terms=None)
    after = paging.place(further[0].isoformat(), further[1]) if further else None
    return render_template(
        "team/index.html",
        page=paging.Page([team_row(case, Role.SUPERVISOR, now()) for case in cases], after),
        loads=questions.workload(actor(), now(), on=today()),
        waiting=len(questions.unallocated(actor())),
    )


def _place() -> tuple[datetime, int] | None:
    place = paging.start(str, int)
    try:
        due = datetime.fromisoformat(place[0]) if place else None
    except ValueError:
        return None
    return (due, place[1]) if place and due and due.tzinfo else None


@room.route("/team/allocate", methods=["GET", "POST"])
@requires(P.CASE_ALLOCATE)
def allocate() -> ResponseReturnValue:
    """Many cases to one officer, all or none."""
    cases = questions.unallocated(actor())
    form = forms.AllocateManyForm()
    officers = _offer(form, cases)
    reading.listing("incident", [case.reference for case in cases], terms=None)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            chosen, officer = _chosen(form, cases, officers)
            hands.allocate_many(chosen, officer, actor=actor(), at=now())
            flash("The cases have an officer.")
            return redirect(url_for("team.index"), 303)
    return form_page("team/allocate.html", form, cases=cases)


@room.route("/team/<int:user_id>/handover", methods=["GET", "POST"])
@requires(P.CASE_ALLOCATE)
def handover(user_id: int) -> ResponseReturnValue:
    """Everything one officer has in this team, and whom it goes to."""
    giver = _officer(user_id)
    cases = questions.cases_of(actor(), giver)
    form = forms.HandoverForm(cases=[case.reference for case in cases])
    officers = [user for user in _offer(form, cases) if user.id != giver.id]
    reading.listing("incident", [case.reference for case in cases], terms=None)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            chosen, receiver = _chosen(form, cases, officers)
            hands.hand_over(chosen, giver, receiver, actor=actor(), at=now())
            flash("The cases are handed over, with what was open on them.")
            return redirect(url_for("team.index"), 303)
    return form_page(
        "team/handover.html",
        form,
        giver=giver,
        rows=[list_row(row_of(case), Role.OFFICER, now()) for case in cases],
        in_hand=questions.in_hand(giver, cases),
    )


def _officer(user_id: int) -> User:
    """An officer of the supervisor's own units."""
    found = next((user for user in staff.of_roles([Role.OFFICER], path=actor().unit_path) if user.id == user_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def _offer(form: Any, cases: Sequence[Incident]) -> list[User]:
    officers = staff.of_roles([Role.OFFICER], path=actor().unit_path)
    form.officer.offer([(user.id, f"{user.named}, {user.unit.name}") for user in officers])
    rows = [list_row(row_of(case), Role.OFFICER, now()) for case in cases]
    form.cases.offer([(row.reference, f"{row.title} ({row.reference})", {"hint": row.what_ends}) for row in rows])
    return officers


def _chosen(form: Any, cases: Sequence[Incident], officers: Sequence[User]) -> tuple[list[Incident], User]:
    officer = next((user for user in officers if user.id == form.officer.data), None)
    if officer is None:
        raise NotFound("Page not found")
    return [case for case in cases if case.reference in form.cases.data], officer
