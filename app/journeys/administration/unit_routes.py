"""The units of the organisation as a tree."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.administration import forms
from app.journeys.administration.right_routes import room as room
from app.queries import administration as questions
from app.services import units as verbs
from app.web.access import requires
from app.web.clock import now
from app.web.forms import Saved, form_page
from app.web.sessions import actor

P = Permission


def _to_units() -> ResponseReturnValue:
    return redirect(url_for("administration.units"), 303)


@room.get("/administration/units")
@requires(P.USER_MANAGE)
def units() -> ResponseReturnValue:
    rows = questions.units_of(actor())
    names = {row.id: row.name for row in rows}
    return render_template(
        "administration/units.html", rows=rows, names=names, organisation=questions.organisation_of(actor()).name
    )


@room.route("/administration/units/<int:unit_id>/below", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def add_unit(unit_id: int) -> ResponseReturnValue:
    parent, form = questions.unit_by_id(actor(), unit_id), forms.UnitForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.add_unit(
                parent, name=form.name.data, code=form.code.data, kind=form.kind.data, actor=actor(), at=now()
            )
            flash("The unit is there. Nobody works in it yet.")
            return _to_units()
    return form_page("administration/unit.html", form, title=f"Add a unit below {parent.name}", words="Add the unit")


@room.route("/administration/units/<int:unit_id>/name", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    unit = questions.unit_by_id(actor(), unit_id)
    form = forms.RenameForm(version=unit.version, name=unit.name)
    if form.validate_on_submit():
        with form.showing_broken_rules(saved_now=lambda: _saved(unit_id)):
            verbs.rename_unit(unit, form.name.data, seen=form.seen_version, actor=actor(), at=now())
            flash("The unit has its new name.")
            return _to_units()
    return form_page("administration/unit.html", form, title=f"Rename {unit.name}", words="Save the name")


def _saved(unit_id: int) -> Saved:
    unit = questions.unit_by_id(actor(), unit_id)
    return Saved({"name": unit.name}, unit.version, "Another administrator", now())
