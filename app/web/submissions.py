"""A repeated submit has one effect; the second answer leads to the first result (CON-2)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from app.database import once
from app.database.session import end_reading
from app.domain.errors import Conflict
from app.services import typed_text
from app.web import arrivals, tokens
from app.web.clock import now
from app.web.security import UNSAFE_METHODS
from app.web.sessions import person

PATIENCE_SECONDS = 3.0
A_MOMENT = 0.05


class Taken:
    """The form of this request, if there is one."""

    def __init__(self, token_id: str | None, user_id: int | None) -> None:
        self.token_id = token_id
        self.user_id = user_id

    def answered(self, response: Response) -> None:
        """A redirect means the form was taken: remember where it led."""
        if self.user_id is None or request.method not in UNSAFE_METHODS or not 300 <= response.status_code < 304:
            return
        once.forget()
        typed_text.sent(self.token_id, user_id=self.user_id, path=request.path, result_url=response.location or "/")


def body_digest() -> str:
    """Tells the same form from the same token with other words."""
    return sha256(repr(sorted([*tokens.typed_pairs(), *arrivals.contents()])).encode()).hexdigest()


@contextmanager
def taken_once() -> Iterator[Taken]:
    """While the view runs, the first verb that writes claims the form's token in its own transaction."""
    found = person()
    user_id = found.actor.user_id if found else None
    token = tokens.of_request() if request.method in UNSAFE_METHODS else None
    if token is not None and token[1] == user_id:
        once.expect(once.FormToken(token[0], user_id, request.path, body_digest(), now()))
    try:
        yield Taken(token[0] if token else None, user_id)
    finally:
        once.forget()


def first_answer(error: once.AlreadySent) -> ResponseReturnValue:
    """Lead to where the first answer led; wait a moment where the first is still being made."""
    found = person()
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        first = typed_text.first_answer(error.token)
        if first is None or found is None or first.actor_id != found.actor.user_id:
            raise Conflict("This form was sent before")
        if (first.route, first.body_digest) != (request.path, body_digest()):
            raise Conflict("This form was already sent with other words. What was sent first stands")
        if first.result_url or time.monotonic() > until:
            return redirect(first.result_url or "/", 303)
        end_reading()
        time.sleep(A_MOMENT)
