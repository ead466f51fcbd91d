"""Restricting a case to a named list, adding a name, lifting a conflict of interest."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.access_rules import forms
from app.models.user import User
from app.queries import access_rules as questions
from app.services import conflicts
from app.web.access import requires
from app.web.case_pages import act_page, open_frame
from app.web.clock import now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("access_rules", __name__, surface=Surface.STAFF)
P = Permission
CASE = "/cases/<reference>/access"


def _choices(people: list[User]) -> list[tuple[int, str]]:
    return [(user.id, f"{user.named}, {user.unit.name}, {user.unit.organisation.name}") for user in people]


def _to_index(reference: str) -> ResponseReturnValue:
    return redirect(url_for("access_rules.index", reference=reference), 303)


@room.get(CASE)
@requires(P.CASE_RESTRICT, P.CONFLICT_LIFT)
def index(reference: str) -> ResponseReturnValue:
    """Who the case exists for, and what can be done about it."""
    frame = open_frame(reference, P.CASE_RESTRICT)
    return render_template(
        "access_rules/index.html",
        frame=frame,
        part="cases.show",
        restricted=frame.case.is_restricted,
        named=questions.named_on(frame.case),
        conflicts=questions.conflicts_of(actor(), frame.case),
        me_id=actor().user_id,
    )


@room.route(f"{CASE}/restrict", methods=["GET", "POST"])
@requires(P.CASE_RESTRICT)
def restrict(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_RESTRICT), forms.RestrictForm()
    people = [user for user in questions.may_be_named(actor(), frame.case) if user.id != actor().user_id]
    form.members.offer(_choices(people))
    if form.validate_on_submit():
        chosen = [user for user in people if user.id in (form.members.data or ())]
        with form.showing_broken_rules():
            conflicts.restrict(frame.case, chosen, actor=actor(), at=now())
            flash("The case is restricted. It exists only for the people on the list.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title="Restrict this case to a list of names",
        lead="Only these people find or open it: no team, no unit, no search. Lifting it again needs two supervisors.",
        words="Restrict the case",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route(f"{CASE}/names", methods=["GET", "POST"])
@requires(P.CASE_RESTRICT)
def add(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_RESTRICT), forms.NameForm()
    known = {user.id for user in questions.named_on(frame.case)}
    people = [user for user in questions.may_be_named(actor(), frame.case) if user.id not in known]
    form.user.offer(_choices(people))
    if form.validate_on_submit():
        chosen = next(user for user in people if user.id == form.user.data)
        with form.showing_broken_rules():
            conflicts.add_to_list(frame.case, chosen, actor=actor(), at=now())
            flash("The name is on the list.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title="Add a name to the list",
        lead="The person sees the case at once, as far as their role allows.",
        words="Add the name",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route(f"{CASE}/conflicts/<int:number>/lift", methods=["GET", "POST"])
@requires(P.CONFLICT_LIFT)
def lift(reference: str, number: int) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CONFLICT_LIFT), forms.LiftForm()
    conflict, user = questions.conflict_by_id(actor(), frame.case, number)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            conflicts.lift_conflict(conflict, frame.case, actor=actor(), at=now())
            flash("The conflict is lifted.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Lift the conflict of {user.named}",
        lead=f"What was said: {conflict.reason}",
        words="Lift the conflict",
        back=url_for("access_rules.index", reference=reference),
    )
