"""Refusals and faults made pages, in one place. No view has its own, and none tells more than the reader may know."""

from functools import partial

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from app.database.once import AlreadySent
from app.database.session import db
from app.domain.audit_chain import AuditKind
from app.domain.errors import Conflict, NotAllowed, NotFound, NotRecorded, RuleBroken, WrongStage
from app.web import arrivals, reading, submissions
from app.web.forms import SomebodyElseSaved
from app.web.log import fact
from app.web.sessions import person

# Raised low, shown once: (status, template).
PAGES: dict[type[Exception], tuple[int, str]] = {
    NotFound: (404, "errors/404.html"),
    NoResultFound: (404, "errors/404.html"),
    NotAllowed: (403, "errors/403.html"),
    WrongStage: (409, "errors/stage_changed.html"),
    Conflict: (409, "errors/changed.html"),
    StaleDataError: (409, "errors/changed.html"),
    RuleBroken: (422, "errors/rule.html"),
}
# For answers that can use no template: the fault was in showing a page, or the address is not ours.
BARE = '<!DOCTYPE html><html lang="en-GB"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
TITLES = {
    400: "We could not read this form",
    405: "This page cannot be used that way",
    429: "Too many tries",
}


def init_app(app: Flask) -> None:
    for kind, (status, template) in PAGES.items():
        app.register_error_handler(kind, partial(_refusal, status=status, template=template))
    app.register_error_handler(NotRecorded, _not_recorded)
    app.register_error_handler(SomebodyElseSaved, _both_texts)
    app.register_error_handler(AlreadySent, _sent_before)
    app.register_error_handler(SecurityError, _not_our_name)
    app.register_error_handler(CSRFError, _http)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _roll_back() -> None:
    db.session.rollback()


def _recorded(status: int, code: str) -> bool:
    """A refusal of somebody who is signed in is an event of its own (AUD-1); False where it could not be written."""
    try:
        if person() is not None:
            reading.record(AuditKind.REFUSAL, status, outcome=code)
    except NotRecorded:
        return False
    return True


def _refusal(error: Exception, *, status: int, template: str) -> ResponseReturnValue:
    _roll_back()
    if not _recorded(status, type(error).__name__):
        return _not_recorded(error)
    return render_template(template, reason=str(error)), status


def _sent_before(error: AlreadySent) -> ResponseReturnValue:
    """The second answer leads to the first result; the same token with other words is refused."""
    try:
        return submissions.first_answer(error)
    except Conflict as refused:
        return _refusal(refused, status=409, template="errors/changed.html")


def _not_our_name(error: SecurityError) -> ResponseReturnValue:
    """The request named a host that is not ours (HDR-3): no link can be made, nothing is read."""
    return BARE.format(TITLES[400]), 400


def _http(error: HTTPException) -> ResponseReturnValue:
    _roll_back()
    status = error.code or 500
    if status == 404:
        return _refusal(error, status=404, template="errors/404.html")
    if status == 403:
        return _refusal(error, status=403, template="errors/403.html")
    if status < 400:
        return error
    if status >= 500:
        return _fault(error)
    if status == 413:
        return _too_large()
    title = TITLES.get(status, "We could not do this")
    page = render_template("errors/plain.html", title=title, status=status)
    headers = [(name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")]
    return page, status, headers


def _too_large() -> ResponseReturnValue:
    """What the limit is, and the way back: whoever goes back in the browser has what they typed."""
    arrivals.hear_out()
    rule = request.url_rule
    form = request.path if rule is not None and "GET" in (rule.methods or ()) else None
    return render_template("errors/too_large.html", limit=arrivals.limit_in_words(), form=form), 413


def _not_recorded(error: Exception) -> ResponseReturnValue:
    _roll_back()
    return render_template("errors/503.html", posted=request.method == "POST"), 503


def _both_texts(error: SomebodyElseSaved) -> ResponseReturnValue:
    """Only fields that clash are shown; nothing that was typed is lost."""
    _roll_back()
    form, saved = error.form, error.saved
    clashes = []
    for field in form.own_fields():
        mine = str(field.data or "")
        theirs = saved.words.get(field.short_name) if saved else None
        if theirs is not None and theirs != mine:
            clashes.append((field, theirs))
    if saved is not None:
        form.version.data = str(saved.version)
    if not _recorded(409, "Conflict"):
        return _not_recorded(error)
    page = render_template("errors/someone_else_changed_this.html", form=form, saved=saved, clashes=clashes)
    return page, 409


def _fault(error: Exception) -> ResponseReturnValue:
    """Something broke: a page with a reference and nothing of the fault; the log has where, not what (LOG-3)."""
    try:
        _roll_back()
        fact("fault", level=40, exc_info=True, route=request.endpoint)
        _recorded(500, "fault")
        return render_template("errors/500.html", reference=g.get("request_id", "")), 500
    except Exception:
        fact("fault while showing a fault", level=50, exc_info=True, route=request.endpoint)
        return BARE.format("Something went wrong"), 500
