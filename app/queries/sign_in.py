"""Sessions and their owners, read afresh for each request (SESS-4)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.roles import DutyKind, Role
from app.formatting import with_title
from app.models.session import UserSession
from app.models.user import Duty, Organisation, Unit, User, UserRole

_PLACE = joinedload(User.unit, innerjoin=True).joinedload(Unit.organisation, innerjoin=True)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A row of `user_session` as a request needs it; nothing of it can be written back (SESS-5)."""

    id: int
    role: Role
    auth_epoch: int
    csrf_secret: str
    created_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session, who acts in it, and whether the owner still holds the role."""

    session: OpenSession
    actor: Actor
    auth_epoch: int
    enabled: bool
    holds_role: bool
    unit_name: str
    organisation_name: str
    must_choose_password: bool


def plain_actor(user: User, role: Role, *, session_ref: str | None = None) -> Actor:
    """This user in this role, without duties; the unit must be loaded."""
    return Actor(
        name=user.named,
        user_id=user.id,
        role=role,
        rank=user.rank,
        unit_id=user.unit_id,
        unit_path=user.unit.path,
        organisation_id=user.unit.organisation_id,
        session_ref=session_ref,
    )


def signed_in(token_digest: str, *, on: date) -> SignedIn | None:
    """Session, user, unit, organisation, role and duties, as plain columns: one statement in every request."""
    found: Any = db.session.execute(_signed_in(on).where(UserSession.token_digest == token_digest)).one_or_none()
    if found is None:
        return None
    actor = Actor(
        name=with_title(found.name, found.title),
        user_id=found.user_id,
        role=found.role,
        rank=found.rank,
        unit_id=found.unit_id,
        unit_path=found.path,
        organisation_id=found.organisation_id,
        duties=frozenset(DutyKind(one) for one in (found.duties or "").split()),
        session_ref=str(found.id),
    )
    return SignedIn(
        session=OpenSession(*found[: len(_OF_SESSION)]),
        actor=actor,
        auth_epoch=found.epoch_now,
        enabled=found.disabled_at is None,
        holds_role=found.held,
        unit_name=found.unit,
        organisation_name=found.organisation,
        must_choose_password=found.starting_password_until is not None,
    )


_OF_SESSION = tuple(getattr(UserSession, one.name) for one in fields(OpenSession))


@lru_cache(maxsize=4)
def _signed_in(on: date) -> Select[Any]:
    held = exists().where(UserRole.user_id == User.id, UserRole.role == UserSession.role)
    live = (Duty.valid_from <= on, or_(Duty.valid_to.is_(None), Duty.valid_to >= on))
    duties = select(func.aggregate_strings(cast(Duty.kind, String), " ")).where(Duty.user_id == User.id, *live)
    owner = (User.name, User.title, User.rank, User.unit_id, User.disabled_at, User.starting_password_until)
    place = (Unit.path, Unit.organisation_id, Unit.name.label("unit"), Organisation.name.label("organisation"))
    return (
        select(*_OF_SESSION, *owner, *place, UserSession.user_id, User.auth_epoch.label("epoch_now"))
        .add_columns(held.label("held"), duties.scalar_subquery().label("duties"))
        .join(User, User.id == UserSession.user_id)
        .join(Unit, Unit.id == User.unit_id)
        .join(Organisation, Organisation.id == Unit.organisation_id)
    )


def user_with_unit(user_id: int) -> User | None:
    """A user with unit and organisation, in one statement."""
    return db.session.scalars(select(User).where(User.id == user_id).options(_PLACE)).one_or_none()


def roles_of(user_id: int | None) -> tuple[Role, ...]:
    """The roles a person may act in, in the order they were given."""
    return tuple(db.session.scalars(select(UserRole.role).where(UserRole.user_id == user_id).order_by(UserRole.id)))


def session_of(actor: Actor) -> UserSession | None:
    """The row of the session this actor acts in."""
    return db.session.get(UserSession, int(actor.session_ref)) if actor.session_ref else None


def live_sessions(user_id: int, *, created_after: datetime) -> Sequence[UserSession]:
    """A person's own sessions that were not ended, newest first."""
    return db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
        .where(UserSession.created_at > created_after)
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
        .limit(20)
    ).all()


def organisation_names() -> tuple[str, ...]:
    """For the password rule: a password may not contain a force's name."""
    return tuple(db.session.scalars(select(Organisation.name).order_by(Organisation.id).limit(500)))
