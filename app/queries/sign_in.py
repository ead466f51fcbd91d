"""Sessions and their owners, read afresh for each request (SESS-4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.roles import DutyKind, Role
from app.models.session import UserSession
from app.models.user import Duty, Organisation, Unit, User, UserRole

_PLACE = joinedload(User.unit, innerjoin=True).joinedload(Unit.organisation, innerjoin=True)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A row of `user_session`, who acts in it, and whether the owner still holds the role."""

    session: UserSession
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
    """Session, user, unit, organisation and role in one statement; duties in a second (2 statements, no more)."""
    found = db.session.execute(
        select(UserSession, UserRole.id)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(UserRole, (UserRole.user_id == User.id) & (UserRole.role == UserSession.role))
        .options(joinedload(UserSession.user, innerjoin=True).options(_PLACE))
        .where(UserSession.token_digest == token_digest)
    ).one_or_none()
    if found is None:
        return None
    row, held = found
    user = row.user
    actor = plain_actor(user, row.role, session_ref=str(row.id))
    if row.ended_at is None:
        actor = replace(actor, duties=_duties_on(user.id, on))
    unit = user.unit
    return SignedIn(
        row,
        actor,
        user.auth_epoch,
        user.disabled_at is None,
        held is not None,
        unit.name,
        unit.organisation.name,
        user.starting_password_until is not None,
    )


def _duties_on(user_id: int, day: date) -> frozenset[DutyKind]:
    rows = db.session.scalars(
        select(Duty.kind)
        .where(Duty.user_id == user_id, Duty.valid_from <= day)
        .where(or_(Duty.valid_to.is_(None), Duty.valid_to >= day))
        .order_by(Duty.id)
    )
    return frozenset(rows)


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
