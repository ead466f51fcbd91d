"""The wrapper of every signed-in page: read, render to a string, record one event, then answer (AUD-2, AUD-3).

Nothing is shown that was not recorded: where the audit cannot be written, the answer is 503 and the page is dropped.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, g, make_response, request
from flask.typing import ResponseReturnValue

from app.database import once
from app.database.audit import Note
from app.database.session import end_reading
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotRecorded
from app.services import consultation
from app.web.clock import now
from app.web.log import fact
from app.web.sessions import person

View = Callable[..., ResponseReturnValue]


def about(object_type: str, object_id: str) -> None:
    """This page shows this object. `load_case` says it for every page of a case."""
    g.page_about = (object_type, object_id)


def listing(object_type: str, ids: Iterable[str], *, terms: str | None = None) -> None:
    """This page lists these objects, found by these words (AUD-4); both go to the erasable part of the event."""
    g.page_listing = {"shown": object_type, "ids": list(ids)} | ({"terms": terms} if terms else {})


def because(reason: str) -> None:
    """The reason the reader gave for looking."""
    g.page_reason = reason


def answer(view: View, address: dict[str, Any], kind: AuditKind) -> Response:
    """Run the view, close its reading, record what is about to be shown, and give the answer back.

    A view that records refusals is a step of an act whose first and last steps are recorded: its answer shows nothing.
    """
    response = make_response(view(**address))
    end_reading()
    if kind is AuditKind.REFUSAL and response.status_code < 400:
        once.forget()
        _keep_alive()
    elif _shows_something(response):
        once.forget()
        record(kind, response.status_code)
    return response


def _shows_something(response: Response) -> bool:
    """A redirect after a form shows nothing; the verb behind it has recorded itself."""
    return not 300 <= response.status_code < 400 or response.status_code == 304


def record(kind: AuditKind, status: int, *, outcome: str = "done") -> None:
    """Append the event of this request in its own short transaction; raise NotRecorded where that fails."""
    found = person()
    object_type, object_id = g.get("page_about", (None, None))
    listed = g.get("page_listing", {})
    reason = {"reason": g.page_reason} if "page_reason" in g else {}
    note = Note(
        action=f"page:{request.endpoint}",
        kind=kind,
        at=now(),
        actor_role=found.actor.role_name if found else "nobody",
        actor_id=found.actor.user_id if found else None,
        org_id=found.actor.organisation_id if found else None,
        session_ref=found.actor.session_ref if found else None,
        object_type=object_type,
        object_id=object_id,
        outcome=outcome if status < 400 or outcome != "done" else f"status {status}",
        detail=(listed | reason) or None,
    )
    try:
        consultation.record(note, touched_session=_touched(), at=now())
    except Exception as error:
        fact("audit could not be written", level=40, exc_info=True)
        raise NotRecorded("This could not be recorded, so it is not shown") from error


def _touched() -> int | None:
    """The session of this request, where it is time to say that it is in use."""
    found = person()
    return found.session_id if found and found.needs_touch and _counts_as_use() else None


def _keep_alive() -> None:
    touched = _touched()
    if touched is not None:
        consultation.in_use(touched, at=now())


def _counts_as_use() -> bool:
    """A page that asks again by itself does not keep a session alive (SESS-3)."""
    return request.headers.get("X-Throughline-Polling") is None
