"""A case and the events it belongs to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import formatting
from app.domain.permissions import Permission
from app.journeys.events import forms
from app.journeys.events.routes import room as room
from app.queries import events as questions
from app.services import events
from app.web.access import requires
from app.web.case_pages import act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.sessions import actor

P = Permission


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("events.of_case", reference=reference), 303)


@room.get("/cases/<reference>/events")
@requires(P.CASE_LINK)
def of_case(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_LINK)
    return render_template(
        "events/case.html",
        frame=frame,
        part="cases.show",
        links=questions.links_of(frame.case),
        edits=frame.may(P.CASE_EDIT),
        button_form=BaseForm(),
    )


@room.route("/cases/<reference>/events/link", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def link(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.CASE_LINK)
    form, known = forms.LinkForm(), questions.choices(actor())
    form.event.offer([(row.id, f"{row.name}, {formatting.day(row.begins_on)}") for row in known])
    if form.validate_on_submit():
        event = next(row for row in known if row.id == form.event.data)
        with form.showing_broken_rules():
            events.link(frame.case, event, form.relation.data, actor=actor(), at=now())
            flash("The case is part of the event.")
            return _back(reference)
    return act_page(
        frame, form, title="Part of which event?", words="Link the case",
        lead="An event that is not on the list is recorded under Events first.",
        back=url_for("events.of_case", reference=reference),
    )  # fmt: skip


@room.post("/cases/<reference>/events/<int:event_id>/unlink")
@requires(P.CASE_EDIT)
def unlink(reference: str, event_id: int) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_EDIT, P.CASE_LINK), BaseForm()
    if form.validate_on_submit():
        events.unlink(frame.case, questions.by_id(actor(), event_id), actor=actor(), at=now())
        flash("The case is no longer part of the event.")
    return _back(reference)
