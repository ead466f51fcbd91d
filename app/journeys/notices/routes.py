"""Notices: what happened on one's cases, what is near its end, who asked for one. And the days on which one is away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.notices.forms import AbsenceForm
from app.journeys.notices.view import line
from app.queries import notices as told
from app.queries import staff
from app.queries import teamwork as questions
from app.services import notices, teamwork
from app.web import paging, reading
from app.web.access import requires
from app.web.clock import now, today
from app.web.forms import BaseForm, form_page
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("notices", __name__, surface=Surface.STAFF)
P = Permission


@room.get("/notices")
@requires(P.CASE_READ)
def index() -> ResponseReturnValue:
    place = paging.start(int)
    rows, further = told.notices_of(actor(), before=place[0] if place else None)
    reading.listing("incident", [row.incident.reference for row in rows], terms=None)
    page = paging.Page([line(row, now()) for row in rows], paging.place(further) if further else None)
    return render_template(
        "notices/index.html",
        page=page,
        unseen=told.unseen_notices(actor()),
        newest=rows[0].id if rows else None,
        button_form=BaseForm(),
    )


@room.post("/notices/seen")
@requires(P.CASE_READ)
def seen() -> ResponseReturnValue:
    newest = request.args.get("up_to", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 16:
        notices.mark_seen(actor().user_id or 0, up_to=int(newest), at=now())
    return redirect(url_for("notices.index"), 303)


@room.route("/notices/away", methods=["GET", "POST"])
@requires(P.CASE_READ)
def away() -> ResponseReturnValue:
    """Days away: clocks do not stop for them, somebody else is told."""
    form = AbsenceForm()
    colleagues = staff.colleagues_of(actor())
    form.stand_in.offer([(user.id, f"{user.named}, {user.unit.name}") for user in colleagues])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            chosen = next((user for user in colleagues if user.id == form.stand_in.data), None)
            teamwork.plan_absence(form.begins_on.data, form.ends_on.data, chosen, actor=actor(), at=now())
            flash("Saved. Somebody else is told in your place on these days.")
            return redirect(url_for("notices.away"), 303)
    rows = questions.absences_of(actor(), on=today())
    return form_page("notices/away.html", form, rows=rows, button_form=BaseForm())


@room.post("/notices/away/<int:absence_id>/end")
@requires(P.CASE_READ)
def end_absence(absence_id: int) -> ResponseReturnValue:
    teamwork.end_absence(absence_id, actor=actor())
    flash("These days are taken off.")
    return redirect(url_for("notices.away"), 303)
