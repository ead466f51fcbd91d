"""Somebody signed in gives their password again. Guessing there is counted like guessing at the door (RATE-1)."""

from dataclasses import replace
from datetime import datetime

from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db, end_reading
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import RuleBroken
from app.models.user import User
from app.services import limits
from app.services.accounts import Hashing

WRONG = (
    "This is not your password, or there were too many tries. "
    "After several tries you must wait before the next: a minute at first, then longer, at most 15 minutes"
)


def confirm_own_password(password: str, about: Note, *, actor: Actor, at: datetime, field: str = "password") -> None:
    """Raise RuleBroken where it is not the actor's password, or where they must wait; both say the same (AUTH-5).

    The try is counted and committed before the password is looked at, so tries at one moment are counted as well. A
    refusal is kept in the audit as `about` says, whatever becomes of the act itself. Call it outside a verb.
    """
    user = db.session.get(User, actor.user_id) if actor.user_id else None
    if user is None or user.email is None:
        raise RuleBroken("Somebody who is signed in must do this.")
    tries, stored = [limits.by_account(limits.OWN_PASSWORD, user.email)], user.password_hash
    end_reading()
    within = limits.rate_window(tries, at=at)
    end_reading()
    if not Hashing.matches(stored if within else None, password):
        _keep_refusal(about, "refused" if within else "throttled")
        raise RuleBroken(WRONG, field=field)
    limits.give_back(tries, at=at)


@atomic
def _keep_refusal(about: Note, outcome: str) -> None:
    note(replace(about, kind=AuditKind.REFUSAL, outcome=outcome))
