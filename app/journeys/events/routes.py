"""Events of the own force: the list by day, one event, its conditions and footage."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.events import forms
from app.models.base import Versioned
from app.models.event import Event
from app.queries import events as questions
from app.services import events
from app.web import paging, reading
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.clock import now
from app.web.forms import BaseForm, Saved, form_page
from app.web.saved import clashing
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("events", __name__, surface=Surface.STAFF)
P = Permission


def _to(event: Event) -> ResponseReturnValue:
    return redirect(url_for("events.show", event_id=event.id), 303)


def _open(event_id: int) -> Event:
    event = questions.by_id(actor(), event_id)
    reading.about("event", str(event.id))
    return event


def _saved(form: BaseForm, row: Versioned, values: Mapping[str, Any]) -> Saved:
    return Saved(clashing(form, values), row.version, "A colleague", now())


def _page(form: BaseForm, title: str, words: str, event: Event | None = None) -> ResponseReturnValue:
    return form_page("events/form.html", form, title=title, words=words, event=event)


@room.get("/events")
@requires(P.CASE_LINK)
def index() -> ResponseReturnValue:
    rows, further = questions.of_force(actor(), after=_place())
    after = paging.place(further[0].isoformat(), further[1]) if further else None
    return render_template("events/index.html", page=paging.Page(rows, after))


def _place() -> tuple[date, int] | None:
    place = paging.start(str, int)
    try:
        return (date.fromisoformat(place[0]), place[1]) if place else None
    except ValueError:
        return None


@room.route("/events/new", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def new() -> ResponseReturnValue:
    form = forms.EventForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            event = events.record_event(details_of(form, events.EventDetails), actor=actor(), at=now())
            flash("The event is recorded.")
            return _to(event)
    return _page(form, "Record an event", "Record the event")


@room.get("/events/<int:event_id>")
@requires(P.CASE_LINK)
def show(event_id: int) -> ResponseReturnValue:
    event = _open(event_id)
    place = paging.start(int)
    cases, further = questions.cases_of(event, actor(), before=place[0] if place else None)
    arrests = questions.arrests_of(event, actor())
    reading.listing("incident", [*(row.reference for row in cases), *(row.reference for row in arrests)])
    page = paging.Page(cases, paging.place(further) if further else None)
    return render_template("events/show.html", event=event, page=page, arrests=arrests)


@room.route("/events/<int:event_id>/change", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def change(event_id: int) -> ResponseReturnValue:
    event = _open(event_id)
    held = stored(event, events.EventDetails)
    form = forms.EventForm(version=event.version, **held)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _saved(form, event, stored(event, events.EventDetails))):
            details = details_of(form, events.EventDetails)
            events.change_event(event, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The event is changed.")
            return _to(event)
    return _page(form, "Change the event", "Save the event", event)


@room.route("/events/<int:event_id>/conditions/add", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def add_condition(event_id: int) -> ResponseReturnValue:
    event, form = _open(event_id), forms.ConditionForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            events.add_condition(event, details_of(form, events.ConditionDetails), actor=actor(), at=now())
            flash("The condition is recorded.")
            return _to(event)
    return _page(form, "Record a condition", "Record the condition", event)


@room.route("/events/<int:event_id>/conditions/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def change_condition(event_id: int, number: int) -> ResponseReturnValue:
    event = _open(event_id)
    row = _one(event.conditions, number)
    form = forms.ConditionForm(version=row.version, **stored(row, events.ConditionDetails))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _saved(form, row, stored(row, events.ConditionDetails))):
            details = details_of(form, events.ConditionDetails)
            events.change_condition(row, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The condition is changed.")
            return _to(event)
    return _page(form, "Change the condition", "Save the condition", event)


@room.route("/events/<int:event_id>/footage/add", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def add_footage(event_id: int) -> ResponseReturnValue:
    event, form = _open(event_id), forms.FootageForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            events.add_footage(event, details_of(form, events.FootageDetails), actor=actor(), at=now())
            flash("The footage is recorded.")
            return _to(event)
    return _page(form, "Record footage that is held", "Record the footage", event)


@room.route("/events/<int:event_id>/footage/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def change_footage(event_id: int, number: int) -> ResponseReturnValue:
    event = _open(event_id)
    row = _one(event.footage, number)
    form = forms.FootageForm(version=row.version, **stored(row, events.FootageDetails))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _saved(form, row, stored(row, events.FootageDetails))):
            details = details_of(form, events.FootageDetails)
            events.change_footage(row, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The footage is changed.")
            return _to(event)
    return _page(form, "Change the footage", "Save the footage", event)


def _one(rows: Any, number: int) -> Any:
    """One condition or piece of footage of this event. Raises NotFound."""
    found = next((row for row in rows if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found
