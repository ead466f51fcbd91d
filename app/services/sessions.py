"""Signing in and out: rows of `user_session`. Only a digest of the cookie's value is kept (SESS-1)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import update

from app.database.atomic import atomic
from app.database.audit import Note
from app.database.session import db, end_reading
from app.domain.actor import Actor, system
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotFound, RuleBroken
from app.domain.roles import Role
from app.models.session import UserSession
from app.models.user import User
from app.queries.actors import user_by_email
from app.queries.sign_in import OpenSession, live_sessions, plain_actor, session_of, user_with_unit
from app.services import accounts, alerts, limits
from app.services.accounts import Hashing, note_account
from app.services.own_password import confirm_own_password

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=30)
# Roles that see everybody, or can change who sees what, are signed out sooner (SESS-3).
IDLE_SOONER = timedelta(minutes=15)
SOONER = frozenset({Role.ADMINISTRATOR, Role.ANALYST})
MOST_SESSIONS = 3
TOUCH_EVERY = timedelta(minutes=1)


def digest(token: str) -> str:
    """What is stored in place of the cookie's value."""
    return sha256(token.encode()).hexdigest()


def idle_limit(role: Role) -> timedelta:
    return IDLE_SOONER if role in SOONER else IDLE


def is_over(session: UserSession | OpenSession, at: datetime) -> bool:
    """Ended by hand, idle too long, or older than twelve hours."""
    return (
        session.ended_at is not None
        or at - session.last_seen_at > idle_limit(session.role)
        or at - session.created_at > LONGEST
    )


@dataclass(frozen=True, slots=True)
class Admission:
    """A fresh session: the cookie's value, shown to nobody else, and the roles the person may act in."""

    token: str
    session: UserSession
    roles: tuple[Role, ...]


def sign_in(email: str, password: str, *, address: str, station: bool, at: datetime) -> Admission | None:
    """Admit a person, or None. Wrong, unknown, disabled and throttled cost the same and say the same (AUTH-5).

    The password is checked between two short transactions: hashing is slow on purpose.
    """
    by_address = limits.SIGN_IN_STATION if station else limits.SIGN_IN_ADDRESS
    tries = [
        limits.by_account_at(limits.SIGN_IN_ACCOUNT, email, address, at),
        limits.by_address(by_address, address, at),
    ]
    end_reading()
    within = limits.rate_window(tries, at=at)
    user = user_by_email(email)
    known = user if within and user is not None and _may_sign_in(user, at) else None
    stored, user_id = (known.password_hash, known.id) if known else (None, None)
    named = user.id if user else None
    end_reading()
    if not Hashing.matches(stored, password) or user_id is None:
        _refuse(named, "refused" if within else "throttled", at)
        return None
    limits.give_back(tries, at=at)
    limits.remember_place(email, address, at=at)
    return _admit(user_id, password, at=at)


def _may_sign_in(user: User, at: datetime) -> bool:
    """In use, with a role to act in, and with a password that is not a starting password of long ago."""
    expired = user.starting_password_until is not None and user.starting_password_until <= at
    return user.disabled_at is None and bool(user.roles) and not expired


@atomic
def _refuse(user_id: int | None, outcome: str, at: datetime) -> None:
    note_account("session:sign_in", actor=system("door"), user_id=user_id, at=at, kind=AuditKind.AUTH, outcome=outcome)
    everybody = limits.SIGN_IN_ALL
    failures = limits.counted(limits.overall(everybody), at=at)
    if failures >= everybody.tries:
        alerts.sign_in_surge(failures, within=everybody.window, at=at)


@atomic
def _admit(user_id: int, password: str, *, at: datetime) -> Admission:
    user = user_with_unit(user_id)
    if user is None:
        raise NotFound("No such account")
    if user.password_hash is not None and Hashing.hasher.check_needs_rehash(user.password_hash):
        user.password_hash = Hashing.hasher.hash(password)
    for old in live_sessions(user_id, created_after=at - LONGEST)[MOST_SESSIONS - 1 :]:
        old.ended_at = at
    roles = tuple(held.role for held in user.roles)
    token, session = _new_session(user, roles[0], at)
    actor = plain_actor(user, session.role, session_ref=str(session.id))
    note_account("session:sign_in", actor=actor, user_id=user.id, at=at, kind=AuditKind.AUTH)
    return Admission(token, session, roles)


def _new_session(user: User, role: Role, at: datetime) -> tuple[str, UserSession]:
    token = secrets.token_urlsafe(32)
    session = UserSession(
        token_digest=digest(token),
        user_id=user.id,
        role=role,
        auth_epoch=user.auth_epoch,
        csrf_secret=secrets.token_hex(32),
        created_at=at,
        last_seen_at=at,
        ended_at=None,
    )
    db.session.add(session)
    db.session.flush()  # the audit event names the session
    return token, session


@atomic
def renew_for(actor: Actor, role: Role, *, at: datetime) -> Admission:
    """A new id, in this role; the old one is dead (SESS-2)."""
    session = _own(actor)
    user = user_with_unit(session.user_id)
    roles = tuple(held.role for held in user.roles) if user else ()
    if user is None or role not in roles:
        raise RuleBroken("You do not hold this role", field="role")
    session.ended_at = at
    token, fresh = _new_session(user, role, at)
    fresh.created_at = session.created_at  # twelve hours count from signing in
    note_account("session:renew", actor=actor, user_id=user.id, at=at, kind=AuditKind.AUTH, outcome=role.value)
    return Admission(token, fresh, roles)


def change_own_password(*, current: str, new: str, actor: Actor, at: datetime) -> Admission:
    """Change one's own password and go on with a new id; every other session ends (SESS-4).

    The present one can be tried as often as at the door, and no more (RATE-1).
    """
    confirm_own_password(current, _refusal(actor, at), actor=actor, at=at, field="current")
    return _change_own_password(current=current, new=new, actor=actor, at=at)


def _refusal(actor: Actor, at: datetime) -> Note:
    """What the audit keeps of a present password that was not it."""
    return Note(
        action="user:password_changed",
        kind=AuditKind.REFUSAL,
        at=at,
        actor_role=actor.role_name,
        actor_id=actor.user_id,
        org_id=actor.organisation_id,
        session_ref=actor.session_ref,
        object_type="user",
        object_id=str(actor.user_id),
    )


@atomic
def _change_own_password(*, current: str, new: str, actor: Actor, at: datetime) -> Admission:
    accounts.set_own_password(current=current, new=new, actor=actor, at=at)
    return renew_for(actor, _own(actor).role, at=at)


@atomic
def sign_out(actor: Actor, *, at: datetime) -> None:
    """End this session."""
    session = _own(actor)
    session.ended_at = session.ended_at or at
    note_account("session:sign_out", actor=actor, user_id=session.user_id, at=at, kind=AuditKind.AUTH)


def _own(actor: Actor) -> UserSession:
    session = session_of(actor)
    if session is None or session.user_id != actor.user_id:
        raise NotFound("No such session")
    return session


@atomic
def end_own_session(session_id: int, *, actor: Actor, at: datetime) -> None:
    """End one of one's own sessions, wherever it is open."""
    session = db.session.get(UserSession, session_id)
    if session is None or session.user_id != actor.user_id:
        raise NotFound("No such session")
    session.ended_at = session.ended_at or at
    note_account("session:end", actor=actor, user_id=session.user_id, at=at, kind=AuditKind.AUTH)


@atomic
def end_all(user: User, *, actor: Actor, at: datetime, why: str) -> None:
    """Rights changed or the account was disabled: the epoch moves and every session ends at its next request."""
    user.auth_epoch += 1
    note_account("session:end_all", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, outcome=why)


def touch(session_id: int, *, at: datetime) -> None:
    """This session is in use. Call inside a verb; at most once a minute (`needs_touch`)."""
    db.session.execute(
        update(UserSession).where(UserSession.id == session_id, UserSession.ended_at.is_(None)).values(last_seen_at=at)
    )


def needs_touch(session: UserSession | OpenSession, at: datetime) -> bool:
    return at - session.last_seen_at >= TOUCH_EVERY


def own_sessions(actor: Actor, *, at: datetime) -> Sequence[UserSession]:
    """One's own live sessions, newest first."""
    if actor.user_id is None:
        return ()
    rows = live_sessions(actor.user_id, created_after=at - LONGEST)
    return [row for row in rows if not is_over(row, at)]
