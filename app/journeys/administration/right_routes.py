"""Roles, duties, and the page of roles and rights."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import TWO_PERSON_ROLES, Role
from app.journeys.administration import forms, view
from app.journeys.administration.routes import PERSON, own_roles, to_person
from app.journeys.administration.routes import room as room
from app.queries import administration as questions
from app.services import administration
from app.web.access import requires
from app.web.clock import now, today
from app.web.forms import BaseForm, form_page
from app.web.sessions import actor

P = Permission


@room.route(f"{PERSON}/roles/new", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def give_role(user_id: int) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), forms.RoleForm()
    held = {row.role for row in user.roles}
    form.role.offer([(role.value, *view.role_choice(role)) for role in own_roles() if role not in held])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            if form.role.data in TWO_PERSON_ROLES:
                administration.propose_role(user, form.role.data, form.reason.data, actor=actor(), at=now())
                flash("The role is proposed. Another administrator decides; nothing has changed yet.")
            else:
                administration.grant(user, form.role.data, actor=actor(), at=now())
                flash("The role is given. The person is signed out everywhere and signs in again.")
            return to_person(user_id)
    return form_page(
        "administration/form.html",
        form,
        title=f"Give {user.name} a role",
        words="Give or propose the role",
        user=user,
        lead="Four roles need two administrators: you propose, another one decides.",
    )


@room.post(f"{PERSON}/roles/<role>/take")
@requires(P.USER_MANAGE)
def take_role(user_id: int, role: str) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), BaseForm()
    if role not in {row.role.value for row in user.roles}:
        raise NotFound("Page not found")
    if form.validate_on_submit():
        administration.take_away(user, Role(role), actor=actor(), at=now())
        flash("The role is taken away. The person is signed out everywhere and signs in again.")
    return to_person(user_id)


@room.route("/administration/proposals/<int:number>", methods=["GET", "POST"])
@requires(P.USER_GRANT)
def decide(number: int) -> ResponseReturnValue:
    proposal = questions.proposal_by_id(actor(), number)
    form = forms.DecideForm(version=proposal.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            given = form.answer.data == "yes"
            administration.decide_proposal(proposal, given, seen=form.seen_version, actor=actor(), at=now())
            if given:
                flash("The role is given. The person is signed out everywhere and signs in again.")
            else:
                flash("The role is not given.")
            return redirect(url_for("administration.people"), 303)
    mine = actor().user_id in (proposal.proposed_by_id, proposal.user_id)
    return form_page("administration/proposal.html", form, proposal=proposal, mine=mine)


@room.route(f"{PERSON}/duties/new", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def give_duty(user_id: int) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), forms.DutyForm(valid_from=today())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            administration.give_duty(
                user, form.kind.data, form.valid_from.data, form.valid_to.data, actor=actor(), at=now()
            )
            flash("The duty is given. The person is signed out everywhere and signs in again.")
            return to_person(user_id)
    return form_page(
        "administration/form.html",
        form,
        title=f"Give {user.name} a duty",
        words="Give the duty",
        user=user,
        lead="A duty adds to a role for some time.",
    )


@room.post(f"{PERSON}/duties/<int:duty_id>/end")
@requires(P.USER_MANAGE)
def end_duty(user_id: int, duty_id: int) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), BaseForm()
    duty = questions.duty_by_id(user, duty_id)
    if form.validate_on_submit():
        administration.end_duty(user, duty, today(), actor=actor(), at=now())
        flash("The duty has ended. The person is signed out everywhere and signs in again.")
    return to_person(user_id)


@room.get("/administration/rights")
@requires(P.USER_MANAGE)
def rights() -> ResponseReturnValue:
    asked = request.args.get("role", "")
    role = Role(asked) if asked in {one.value for one in Role} else Role.OFFICER
    return render_template(
        "administration/rights.html",
        role=role,
        selects=[("role", "Role", [(one.value, one.label) for one in Role], role.value)],
        lines=view.rights_of(role),
        of=len(Permission),
    )
