"""Ring one: every route declares who may try it; a route that does not stops the app (ACC-1)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from flask import Flask, Response, make_response
from flask.typing import ResponseReturnValue

from app.database import once
from app.database.session import end_reading
from app.domain.access import allows
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.models.incident import Incident
from app.queries import incidents
from app.services import alerts
from app.web import doorstep, reading, submissions
from app.web.clock import now
from app.web.sessions import actor, person
from app.web.surfaces import Room

View: TypeAlias = Callable[..., ResponseReturnValue]

PUBLIC = "public"
SIGNED_IN = "signed_in"


def requires(*permissions: Permission, records: AuditKind = AuditKind.CONSULTATION) -> Callable[[View], View]:
    """Open to roles that could ever do one of these; what may be done to which case is decided by the rings below.

    `records` is the kind of event an answer is recorded as; REFUSAL: none but what is refused (`reading.answer`).
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**address: Any) -> ResponseReturnValue:
            found = person()
            if found is None:
                return doorstep.ask_to_sign_in()
            if doorstep.must_choose_password():
                return doorstep.ask_to_choose_password()
            if found.actor.role is None or not any(allows(found.actor.role, one) for one in permissions):
                raise NotFound("Not part of this role's work")
            return _inside(view, address, records)

        return _declared(guarded, permissions, records)

    return declare


def signed_in(view: View) -> View:
    """Open to everybody who is signed in, in any role."""

    @wraps(view)
    def guarded(**address: Any) -> ResponseReturnValue:
        if person() is None:
            return doorstep.ask_to_sign_in()
        if doorstep.must_choose_password():
            return doorstep.ask_to_choose_password()
        return _inside(view, address, AuditKind.CONSULTATION)

    return _declared(guarded, SIGNED_IN, AuditKind.CONSULTATION)


def public(view: View) -> View:
    """Open to everybody; shows nothing of a case or a person, so nothing is recorded as a consultation."""

    @wraps(view)
    def guarded(**address: Any) -> ResponseReturnValue:
        refused = doorstep.refuse_without_token()
        return refused if refused is not None else view(**address)

    return _declared(guarded, PUBLIC, None)


def load_case(reference: str) -> Incident:
    """Ring two: the case at this address, as far as it exists for this person; the audit learns what was shown."""
    try:
        case = incidents.by_reference(actor(), reference)
    except NotFound:
        alert_if_closed(reference)
        raise
    reading.about("incident", case.reference)
    return case


def alert_if_closed(reference: str) -> None:
    """Each try of somebody in conflict is told to those who look after the case; the answer stays that of no case."""
    number = incidents.closed_by_conflict(actor(), reference)
    if number is not None:
        end_reading()
        once.forget()
        alerts.conflict_try(number, reference, actor=actor(), at=now())


def _inside(view: View, address: dict[str, Any], records: AuditKind) -> Response:
    """The way every signed-in answer takes: token, form taken once, view, one event in the audit, answer."""
    refused = doorstep.refuse_without_token()
    if refused is not None:
        return make_response(refused)
    if doorstep.wants_draft():
        return make_response(doorstep.save_draft())
    with submissions.taken_once() as form:
        response = reading.answer(view, address, records)
        form.answered(response)
    return response


def _declared(view: View, access: object, records: AuditKind | None) -> View:
    view.access = access  # type: ignore[attr-defined] # a function carries what its decorator declares
    view.records = records  # type: ignore[attr-defined] # likewise
    return view


def refuse_undeclared_routes(app: Flask) -> None:
    """Stop at start-up where a view carries no access or a blueprint names no surface."""
    open_doors = {name for name, view in app.view_functions.items() if not hasattr(view, "access")} - {"static"}
    if open_doors:
        raise RuntimeError(f"No access declared: {sorted(open_doors)}")
    nowhere = {name for name, room in app.blueprints.items() if not isinstance(room, Room)}
    if nowhere:
        raise RuntimeError(f"No surface named: {sorted(nowhere)}")
