"""One-time form tokens: "this form was already taken" is written in the verb's own transaction (CON-2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.database.session import db
from app.models.session import Submission

_PENDING = "form_token_pending"


class AlreadySent(Exception):
    """The same form was sent before; `token` finds the first answer."""

    def __init__(self, token: str) -> None:
        super().__init__("This form was already sent")
        self.token = token


@dataclass(frozen=True, slots=True)
class FormToken:
    """The token of the form being answered; the first verb that begins writing claims it."""

    token: str
    actor_id: int | None
    route: str
    body_digest: str
    at: datetime


def expect(token: FormToken) -> None:
    """The request carries this token. Nothing is written yet."""
    db.session().info[_PENDING] = token


def forget() -> None:
    """The request is over, or its first verb committed."""
    db.session().info.pop(_PENDING, None)


def claim_pending() -> None:
    """First thing in a verb's transaction: a second claim of the same token ends the verb before it did anything."""
    pending: FormToken | None = db.session().info.get(_PENDING)
    if pending is None:
        return
    try:
        db.session.execute(
            insert(Submission).values(
                token=pending.token,
                actor_id=pending.actor_id,
                route=pending.route,
                body_digest=pending.body_digest,
                result_url="",
                at=pending.at,
            )
        )
    except IntegrityError as error:
        raise AlreadySent(pending.token) from error
