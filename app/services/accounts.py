"""Accounts: making one, choosing a password, disabling. Who signs in and how long: `app.services.sessions`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select

from app.database import audit
from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor, system
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotAllowed, RuleBroken
from app.domain.passwords import check_password
from app.domain.roles import Rank, Role
from app.models.user import Organisation, OrganisationKind, Unit, UnitKind, User, UserRole
from app.queries.actors import user_by_email
from app.queries.sign_in import organisation_names, user_with_unit

FIRST_ADMINISTRATORS = 2
# So long a password that somebody else gave lets its owner in, to choose another.
STARTING_PASSWORD_LASTS = timedelta(hours=72)


class Hashing:
    """Argon2id with the cost the factory gave; a dummy hash makes unknown users cost the same (AUTH-2, AUTH-5)."""

    hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1, type=Type.ID)
    dummy = hasher.hash("nobody has this password")

    @classmethod
    def use_cost(cls, *, memory: int, passes: int, lanes: int) -> None:
        """Called once by the application factory. Memory in KiB."""
        cls.hasher = PasswordHasher(memory_cost=memory, time_cost=passes, parallelism=lanes, type=Type.ID)
        cls.dummy = cls.hasher.hash("nobody has this password")

    @classmethod
    def matches(cls, stored: str | None, password: str) -> bool:
        """Compare exactly as typed. Without a stored hash the same work is done and the answer is no."""
        try:
            return cls.hasher.verify(stored or cls.dummy, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def note_account(
    action: str,
    *,
    actor: Actor,
    user_id: int | None,
    at: datetime,
    kind: AuditKind,
    outcome: str = "done",
    **detail: str,
) -> None:
    """Note an act on an account for the audit."""
    audit.note(
        audit.Note(
            action=action,
            kind=kind,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="user",
            object_id=str(user_id) if user_id is not None else None,
            outcome=outcome,
            detail=detail or None,
        )
    )


@dataclass(frozen=True, slots=True)
class NewUser:
    """What is known of a person who gets an account."""

    name: str
    email: str
    password: str
    roles: Sequence[Role]
    unit_id: int
    rank: Rank = Rank.STAFF
    title: str | None = None
    collar_number: str | None = None
    work_phone: str | None = None
    is_demo: bool = False
    is_starting: bool = False  # somebody else knows the password: good only for choosing another


@atomic
def create_user(new: NewUser, *, actor: Actor, at: datetime) -> User:
    """Make an account. Refuses a second one with the same address, in whatever letter case."""
    if user_by_email(new.email) is not None:
        raise RuleBroken("There is already an account with this e-mail address", field="email")
    if not new.roles:
        raise RuleBroken("Choose at least one role", field="roles")
    check_password(new.password, user_name=new.name, forces=organisation_names())
    user = User(
        name=new.name,
        email=new.email.strip(),
        password_hash=Hashing.hasher.hash(new.password),
        starting_password_until=at + STARTING_PASSWORD_LASTS if new.is_starting else None,
        unit_id=new.unit_id,
        rank=new.rank,
        title=new.title,
        collar_number=new.collar_number,
        work_phone=new.work_phone,
        disabled_at=None,
        created_at=at,
        is_demo=new.is_demo,
    )
    user.roles = [UserRole(role=role, granted_at=at, granted_by_id=actor.user_id) for role in new.roles]
    db.session.add(user)
    db.session.flush()  # the audit event names the new row
    note_account(
        "user:create",
        actor=actor,
        user_id=user.id,
        at=at,
        kind=AuditKind.ADMIN,
        roles=",".join(role.value for role in new.roles),
    )
    return user


@atomic
def create_first_administrator(*, name: str, email: str, password: str, at: datetime) -> User:
    """From the command line, until two administrators are active; later ones need the two-person rule."""
    active = db.session.scalar(
        select(func.count())
        .select_from(UserRole)
        .join(User, User.id == UserRole.user_id)
        .where(UserRole.role == Role.ADMINISTRATOR, User.disabled_at.is_(None))
    )
    if (active or 0) >= FIRST_ADMINISTRATORS:
        raise NotAllowed("Two administrators are active. They give the role to others, two of them together")
    unit = db.session.scalars(select(Unit).where(Unit.code == "ADMIN")).one_or_none() or _administration()
    new = NewUser(
        name=name, email=email, password=password, roles=[Role.ADMINISTRATOR], unit_id=unit.id, is_starting=True
    )
    return create_user(new, actor=system("create-user"), at=at)


def _administration() -> Unit:
    organisation = Organisation(name="System administration", kind=OrganisationKind.OVERSIGHT, code=None)
    unit = Unit(organisation=organisation, name="System administration", code="ADMIN", kind=UnitKind.OFFICE)
    db.session.add_all([organisation, unit])
    db.session.flush()  # the account needs the unit's key
    return unit


@atomic
def set_own_password(*, current: str, new: str, actor: Actor, at: datetime) -> None:
    """Change one's own password; the epoch moves, so that sessions of before end (SESS-4)."""
    user = user_with_unit(actor.user_id or 0)
    if user is None or not Hashing.matches(user.password_hash, current):
        raise RuleBroken("This is not your present password", field="current")
    check_password(new, user_name=user.name, forces=organisation_names(), field="new")
    if user.starting_password_until is not None and new == current:
        raise RuleBroken("Choose another password than the one you were given", field="new")
    user.password_hash, user.starting_password_until = Hashing.hasher.hash(new), None
    user.auth_epoch += 1
    note_account("user:password_changed", actor=actor, user_id=user.id, at=at, kind=AuditKind.AUTH)


@atomic
def give_starting_password(user: User, password: str, *, actor: Actor, at: datetime) -> None:
    """Another starting password for somebody who has not chosen one of their own yet; the one before is void."""
    if user.starting_password_until is None:
        raise RuleBroken("This person has chosen a password of their own. Nobody else sets it.")
    check_password(password, user_name=user.name, forces=organisation_names())
    user.password_hash = Hashing.hasher.hash(password)
    user.starting_password_until = at + STARTING_PASSWORD_LASTS
    user.auth_epoch += 1
    note_account("user:starting_password", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN)
