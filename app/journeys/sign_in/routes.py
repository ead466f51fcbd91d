"""Sign in with e-mail address and password on one page; choose a role where there are several; sign out."""

from ipaddress import ip_address, ip_network
from typing import Any

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.journeys.sign_in.forms import RoleForm, SignInForm
from app.queries import sign_in as questions
from app.services import sessions, typed_text
from app.web import doorstep, navigation
from app.web.access import public, signed_in
from app.web.clock import now
from app.web.forms import form_page
from app.web.security import CLEARED
from app.web.sessions import actor, let_in, let_out, person
from app.web.surfaces import Room, Surface

room = Room("sign_in", __name__, surface=Surface.STAFF)


@room.get("/")
@public
def home() -> ResponseReturnValue:
    found = person()
    return redirect(navigation.first_page(found.actor.role if found else None))


@room.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        admission = sessions.sign_in(
            form.email.data, form.password.data, address=_address(), station=_at_a_station(), at=now()
        )
        if admission is not None:
            let_in(admission)
            if len(admission.roles) > 1:
                return redirect(url_for("sign_in.role", **_onwards()), 303)
            return redirect(_where_to(admission.session.user_id, navigation.first_page(admission.session.role)), 303)
        form.say(
            "The e-mail address or the password is not right, or there were too many tries. "
            "After several tries you must wait before the next: a minute at first, then longer, at most 15 minutes"
        )
    signed_out = doorstep.KEPT in request.args or "next" in request.args
    return form_page("sign_in/sign_in.html", form, signed_out=signed_out, kept=doorstep.KEPT in request.args)


@room.route("/sign-in/role", methods=["GET", "POST"])
@signed_in
def role() -> ResponseReturnValue:
    form = RoleForm()
    form.offer(questions.roles_of(actor().user_id))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            admission = sessions.renew_for(actor(), form.role.data, at=now())
            let_in(admission)
            return redirect(_where_to(admission.session.user_id, navigation.first_page(form.role.data)), 303)
    return form_page("sign_in/role.html", form)


@room.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    sessions.sign_out(actor(), at=now())
    let_out()
    response: Response = make_response(redirect(url_for("sign_in.sign_in"), 303))
    response.headers["Clear-Site-Data"] = CLEARED
    return response


def _address() -> str:
    return request.remote_addr or "unknown"


def _at_a_station() -> bool:
    """Behind an address range the operator listed, a whole shift may sign in."""
    try:
        address = ip_address(_address())
    except ValueError:
        return False
    return any(address in ip_network(network) for network in current_app.extensions["settings"].station_networks)


def _onwards() -> dict[str, Any]:
    """What the person was on the way to, kept over the choice of a role."""
    return {name: request.args[name] for name in (doorstep.KEPT, "next") if name in request.args}


def _where_to(user_id: int, first_page: str) -> str:
    """Back to the form that waits for this person, else to the page that was asked for, else to the first page."""
    token_id = request.args.get(doorstep.KEPT, "")
    path = typed_text.kept_path(token_id, user_id=user_id, at=now()) if token_id else None
    if path is not None:
        return doorstep.with_kept(path, token_id)
    return doorstep.local_path(request.args.get("next")) or first_page
