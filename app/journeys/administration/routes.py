"""People of the organisation: the list, one account, making, moving, disabling one."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.offices import ROLES_OF
from app.domain.permissions import Permission
from app.domain.roles import TWO_PERSON_ROLES, Role
from app.formatting import day_time
from app.journeys.administration import forms
from app.models.user import Unit, User
from app.queries import administration as questions
from app.queries import alerts as alert_questions
from app.services import administration, alerts
from app.web import paging, reading
from app.web.access import requires
from app.web.clock import now, today
from app.web.forms import BaseForm, Saved, form_page
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("administration", __name__, surface=Surface.STAFF)
P = Permission
PERSON = "/administration/people/<int:user_id>"
NOTICED_FOR = timedelta(days=7)


def to_person(user_id: int) -> ResponseReturnValue:
    return redirect(url_for("administration.person", user_id=user_id), 303)


@room.get("/administration/people")
@requires(P.USER_MANAGE)
def people() -> ResponseReturnValue:
    words, place = request.args.get("q", "").strip()[:200], paging.start(str, int)
    after = (place[0], place[1]) if place else None
    rows = questions.people_of(actor(), words, after)
    shown = rows[: questions.PER_PAGE]
    further = paging.place(shown[-1].unit.path, shown[-1].id) if len(rows) > questions.PER_PAGE else None
    reading.listing("user", [str(row.id) for row in shown], terms=words or None)
    return render_template(
        "administration/people.html",
        page=paging.Page(shown, further),
        words=words,
        proposals=questions.open_proposals(actor()),
        organisation=questions.organisation_of(actor()).name,
        today=today(),
        surges=alert_questions.surges(now() - NOTICED_FOR),
    )


@room.route("/administration/notices/<int:alert_id>/close", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def close_surge(alert_id: int) -> ResponseReturnValue:
    row, form = alert_questions.surge_by_id(alert_id), forms.CloseSurgeForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            alerts.close_surge(row, form.reason.data, actor=actor(), at=now())
            flash("Closed. If it happens again, it is shown here again.")
            return redirect(url_for("administration.people"), 303)
    lead = f"On {day_time(row.at)} a thousand or more sign-ins failed within five minutes."
    return form_page("administration/form.html", form, title="Close the notice", words="Close it", user=None, lead=lead)


@room.get(PERSON)
@requires(P.USER_MANAGE)
def person(user_id: int) -> ResponseReturnValue:
    user = questions.person_by_id(actor(), user_id)
    reading.about("user", str(user.id))
    return render_template(
        "administration/person.html",
        user=user,
        is_me=user.id == actor().user_id,
        proposals=[row for row in questions.open_proposals(actor()) if row.user_id == user.id],
        form=BaseForm(version=user.version),
        today=today(),
        at=now(),
    )


def own_roles() -> list[Role]:
    """The roles that exist in the actor's organisation."""
    possible = ROLES_OF[questions.organisation_of(actor()).kind.value]
    return [role for role in Role if role in possible]


def unit_choices(units: list[Unit]) -> list[tuple[int, str]]:
    """The tree as indented names."""
    top = min((unit.path.count("/") for unit in units), default=0)
    return [(unit.id, "– " * (unit.path.count("/") - top) + unit.name) for unit in units]


@room.route("/administration/people/new", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def create() -> ResponseReturnValue:
    form, units = forms.AccountForm(), questions.units_of(actor())
    form.unit.offer(unit_choices(units))
    form.role.offer([(role.value, role.label) for role in own_roles() if role not in TWO_PERSON_ROLES])
    if form.validate_on_submit():
        password = administration.starting_password(form.name.data)
        with form.showing_broken_rules():
            user = administration.create_account(
                name=form.name.data,
                email=form.email.data,
                role=form.role.data,
                place=_place(form, units),
                password=password,
                actor=actor(),
                at=now(),
            )
            return _shown_once(user, password)
    return form_page(
        "administration/form.html", form, title="Make an account", words="Make the account", user=None, lead=""
    )


def _shown_once(user: User, password: str) -> ResponseReturnValue:
    """The only time a starting password is seen."""
    return render_template(
        "administration/created.html", user=user, password=password, until=user.starting_password_until
    )


@room.post(f"{PERSON}/starting-password")
@requires(P.USER_MANAGE)
def starting_password(user_id: int) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), BaseForm()
    if not form.validate_on_submit():
        return to_person(user_id)
    password = administration.renew_starting_password(user, seen=form.seen_version, actor=actor(), at=now())
    return _shown_once(user, password)


def _place(form: forms.PlaceForm | forms.AccountForm, units: list[Unit]) -> administration.Place:
    return administration.Place(
        unit=next(unit for unit in units if unit.id == form.unit.data),
        rank=form.rank.data,
        title=form.title.data or None,
        work_phone=form.work_phone.data or None,
    )


@room.route(f"{PERSON}/place", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def move(user_id: int) -> ResponseReturnValue:
    user, units = questions.person_by_id(actor(), user_id), questions.units_of(actor())
    form = forms.PlaceForm(
        version=user.version, unit=user.unit_id, rank=user.rank, title=user.title, work_phone=user.work_phone
    )
    form.unit.offer(unit_choices(units))
    if form.validate_on_submit():
        with form.showing_broken_rules(saved_now=lambda: _saved(user_id)):
            administration.move(user, _place(form, units), seen=form.seen_version, actor=actor(), at=now())
            flash("Unit and rank are changed. The person is signed out everywhere and signs in again.")
            return to_person(user_id)
    return form_page(
        "administration/form.html",
        form,
        title=f"Change unit or rank of {user.name}",
        words="Save",
        user=user,
        lead="What they may see follows the unit at once. They are signed out and sign in again.",
    )


def _saved(user_id: int) -> Saved:
    user: User = questions.person_by_id(actor(), user_id)
    words = {
        "unit": user.unit.name,
        "rank": user.rank.value,
        "title": user.title or "",
        "work_phone": user.work_phone or "",
    }
    return Saved(words, user.version, "Another administrator", now())


@room.post(f"{PERSON}/disable")
@requires(P.USER_MANAGE)
def disable(user_id: int) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), BaseForm()
    if form.validate_on_submit():
        administration.disable(user, seen=form.seen_version, actor=actor(), at=now())
        flash("The account is disabled. The person is signed out everywhere and cannot sign in.")
    return to_person(user_id)


@room.post(f"{PERSON}/enable")
@requires(P.USER_MANAGE)
def enable(user_id: int) -> ResponseReturnValue:
    user, form = questions.person_by_id(actor(), user_id), BaseForm()
    if form.validate_on_submit():
        administration.enable(user, seen=form.seen_version, actor=actor(), at=now())
        flash("The account can be used again.")
    return to_person(user_id)
