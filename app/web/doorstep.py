"""What happens to somebody who is not signed in, or whose form is too old: nothing typed is lost, nothing is done."""

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from app import formatting
from app.database.session import end_reading
from app.services import typed_text
from app.web import tokens
from app.web.clock import now
from app.web.extensions import csrf
from app.web.security import UNSAFE_METHODS
from app.web.sessions import actor, person

KEPT = "kept"
LONGEST_TITLE = 120


def local_path(target: str | None) -> str | None:
    """A path on this site, or None: never another host, scheme or trick of slashes (INP-7)."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or len(target) > 500:
        return None
    return target if target.isprintable() and "\\" not in target else None


def ask_to_sign_in() -> ResponseReturnValue:
    """To the door and back; a form that was posted waits, sealed, for its owner."""
    if request.method not in UNSAFE_METHODS:
        return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")))
    token = tokens.of_request()
    if token is None or token[1] is None:
        return redirect(url_for("sign_in.sign_in"), 303)
    _keep(token[0], token[1])
    return redirect(url_for("sign_in.sign_in", kept=token[0]), 303)


# All that somebody with a starting password may reach.
WHILE_CHOOSING = frozenset({"account.password", "sign_in.sign_out"})


def must_choose_password() -> bool:
    """Does this person still use a password that somebody else knows, on a page where that is not enough?"""
    found = person()
    return found is not None and found.must_choose_password and request.endpoint not in WHILE_CHOOSING


def ask_to_choose_password() -> ResponseReturnValue:
    """To the page on which one's own password is chosen; nothing of what was asked for is done."""
    return redirect(url_for("account.password"), 303)


def refuse_without_token() -> ResponseReturnValue | None:
    """CSRF. A form of this person with an outdated token comes back filled; any other is refused."""
    if request.method not in UNSAFE_METHODS:
        return None
    try:
        csrf.protect()
    except CSRFError:
        token, found = tokens.of_request(), person()
        if token is None or found is None or token[1] is None or token[1] != found.actor.user_id:
            raise
        _keep(token[0], token[1])
        return redirect(with_kept(request.path, token[0]), 303)
    return None


def with_kept(path: str, token_id: str) -> str:
    """The address of the form, with the text that waits for it."""
    return f"{path}?{KEPT}={token_id}"


def _keep(token_id: str, user_id: int) -> None:
    end_reading()
    typed_text.keep_form(token_id, user_id=user_id, path=request.path, pairs=tokens.typed_pairs(), at=now())


def waiting_text() -> typed_text.TypedText | None:
    """The kept form this address asks for, where it belongs to this page and this person."""
    token_id, found = request.args.get(KEPT), person()
    if not token_id or found is None or found.actor.user_id is None:
        return None
    if "waiting_text" not in g:
        kept = typed_text.kept_form(token_id, user_id=found.actor.user_id, at=now())
        g.waiting_text = kept if kept is not None and kept.path == request.path else None
    waiting: typed_text.TypedText | None = g.waiting_text
    return waiting


def draft_text() -> typed_text.TypedText | None:
    """This person's draft of the form on this page."""
    found = person()
    if found is None or found.actor.user_id is None:
        return None
    return typed_text.draft(found.actor.user_id, request.path, at=now())


def wants_draft() -> bool:
    """Was "save and come back" pressed, or does the page save by itself?"""
    return request.method in UNSAFE_METHODS and "save_draft" in request.form


def save_draft() -> ResponseReturnValue:
    """Save what was typed for its author. By script it answers one sentence, by hand it leads to the first page."""
    typed_text.save_draft(
        user_id=actor().user_id or 0,
        path=request.path,
        title=request.form.get("draft_title", "")[:LONGEST_TITLE] or "A form",
        reference=(request.view_args or {}).get("reference"),
        pairs=tokens.typed_pairs(),
        at=now(),
    )
    if request.headers.get("X-Throughline-Draft"):
        return Response(f"Draft saved at {formatting.time(now())}. Only you can see it.", mimetype="text/plain")
    flash("Your draft is saved. Only you can see it.")
    return redirect("/", 303)
