"""Who is signed in: the cookie holds a random id, the row the rest, rights come from the database (SESS-1 to 4)."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Request, current_app, g, session
from flask_login import current_user

from app.domain.actor import Actor
from app.domain.errors import NotAllowed
from app.queries import sign_in
from app.queries.sign_in import SignedIn
from app.services import sessions
from app.services.sessions import Admission
from app.web.clock import now, today
from app.web.extensions import login_manager

SID = "sid"


@dataclass(frozen=True)
class Person:
    """What Flask-Login calls the user: the actor of this request and the session's id."""

    actor: Actor
    session_id: int
    needs_touch: bool
    place: str
    must_choose_password: bool = False
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return str(self.actor.user_id)


def init_app(app: Flask) -> None:
    login_manager.request_loader(_load)
    login_manager.init_app(app)


def _load(request: Request) -> Person | None:
    token = session.get(SID)
    if not isinstance(token, str) or current_app.config["SURFACE"] == "public":
        return None
    found = sign_in.signed_in(sessions.digest(token), on=today())
    if found is None:
        return None
    if not _still_good(found):
        g.signed_out_user_id = found.actor.user_id
        return None
    if session.get("csrf_token") != found.session.csrf_secret:
        session["csrf_token"] = found.session.csrf_secret
    return Person(
        found.actor,
        found.session.id,
        sessions.needs_touch(found.session, now()),
        _place(found),
        found.must_choose_password,
    )


def _place(found: SignedIn) -> str:
    same = found.unit_name == found.organisation_name
    return found.unit_name if same else f"{found.unit_name}, {found.organisation_name}"


def _still_good(found: SignedIn) -> bool:
    return (
        found.enabled
        and found.holds_role
        and found.auth_epoch == found.session.auth_epoch
        and not sessions.is_over(found.session, now())
    )


def person() -> Person | None:
    """The person of this request, or None. Costs at most two statements, once a request."""
    found: Any = current_user
    return found._get_current_object() if found.is_authenticated else None


def actor() -> Actor:
    """Who acts in this request. Raises NotAllowed where nobody is signed in."""
    found = person()
    if found is None:
        raise NotAllowed("Sign in first")
    return found.actor


def let_in(admission: Admission) -> None:
    """Give the browser a fresh id; whatever it had before is gone (SESS-2)."""
    session.clear()
    session[SID] = admission.token
    session["csrf_token"] = admission.session.csrf_secret


def let_out() -> None:
    """Take the id from the browser."""
    session.clear()
