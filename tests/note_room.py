"""A room of the tests' own: one form with one rule, on which the kit of the hall is tried."""

from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from jinja2 import ChoiceLoader, DictLoader

from app.database.atomic import atomic
from app.database.session import db
from app.domain.errors import Conflict, RuleBroken
from app.models.user import User
from app.web.access import signed_in
from app.web.clock import now
from app.web.fields import LongTextField, TextField
from app.web.forms import BaseForm, Saved, form_page
from app.web.surfaces import Room, Surface

PAGE = """{% extends "base.html" %}{% from "components/form.html" import form_frame, form_buttons, error_summary %}
{% block title %}A note{% endblock %}{% block content %}{{ error_summary(form) }}<h1>A note</h1>
{% call form_frame(form, "A note") %}{{ form.phone() }}{{ form.note() }}{{ form_buttons(form, "Save") }}{% endcall %}
{% endblock %}"""


class NoteForm(BaseForm):
    keeps_draft = True

    phone = TextField("Work telephone", required="Enter a number")
    note = LongTextField("Note", most=200)


@atomic
def change_phone(user_id: int, phone: str, seen: int | None) -> None:
    user = db.session.get_one(User, user_id)
    if phone == "999":
        raise RuleBroken("Not for emergencies", field="phone")
    if seen != user.version:
        raise Conflict("changed")
    user.work_phone = phone


def note(user_id: int) -> ResponseReturnValue:
    user = db.session.get_one(User, user_id)
    form = NoteForm(version=user.version, phone=user.work_phone)
    if form.validate_on_submit():

        def saved_now() -> Saved:
            fresh = db.session.get_one(User, user_id)
            return Saved({"phone": fresh.work_phone or ""}, fresh.version, "Sergeant Fell", now())

        with form.showing_broken_rules(saved_now):
            change_phone(user_id, form.phone.data, form.seen_version)
            return redirect("/account/sessions", 303)
    return form_page("note.html", form)


def add_to(app: Flask) -> None:
    """Open the room in this application."""
    room = Room("note", __name__, surface=Surface.STAFF)
    room.add_url_rule("/note/<int:user_id>", "note", signed_in(note), methods=["GET", "POST"])
    app.register_blueprint(room)
    assert app.jinja_loader is not None
    app.jinja_loader = ChoiceLoader([DictLoader({"note.html": PAGE}), app.jinja_loader])
