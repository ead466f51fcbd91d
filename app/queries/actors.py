"""Who is acting: one frozen row, read afresh from the database for each request (SESS-4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.roles import DutyKind, Rank, Role
from app.models.session import UserSession
from app.models.user import Duty, Organisation, OrganisationKind, Unit, User, UserRole


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the role of this session, or the system itself (`role` is None, `system` its job's name)."""

    user_id: int | None
    role: Role | None
    name: str
    unit_id: int | None = None
    unit_name: str = ""
    organisation_id: int | None = None
    organisation_name: str = ""
    organisation_kind: OrganisationKind | None = None
    rank: Rank = Rank.STAFF
    title: str | None = None
    collar_number: str | None = None
    duties: frozenset[DutyKind] = frozenset()
    session_ref: str | None = None
    system: str | None = None

    @property
    def role_name(self) -> str:
        """As the audit writes it: the role, or `system:<job>`."""
        return self.role.value if self.role else f"system:{self.system}"

    @property
    def named(self) -> str:
        """Name with rank or grade before it."""
        return f"{self.title} {self.name}" if self.title else self.name


def system(job: str) -> Actor:
    """The actor of a job: only the rights of that job, never a person's."""
    return Actor(user_id=None, role=None, name=f"system:{job}", system=job)


def actor_of(
    user: User, role: Role, duties: frozenset[DutyKind] = frozenset(), session_ref: str | None = None
) -> Actor:
    """This user acting in this role; unit and organisation must be loaded."""
    return Actor(
        user_id=user.id,
        role=role,
        name=user.name,
        unit_id=user.unit_id,
        unit_name=user.unit.name,
        organisation_id=user.unit.organisation_id,
        organisation_name=user.unit.organisation.name,
        organisation_kind=user.unit.organisation.kind,
        rank=user.rank,
        title=user.title,
        collar_number=user.collar_number,
        duties=duties,
        session_ref=session_ref,
    )


def duties_on(user_id: int, day: date) -> frozenset[DutyKind]:
    """The duties a person holds on this day."""
    rows = db.session.scalars(
        select(Duty.kind)
        .where(Duty.user_id == user_id, Duty.valid_from <= day)
        .where(or_(Duty.valid_to.is_(None), Duty.valid_to >= day))
        .order_by(Duty.id)
    )
    return frozenset(rows)


def user_with_unit(user_id: int) -> User | None:
    """A user with unit and organisation, in one statement."""
    return db.session.scalars(select(User).where(User.id == user_id).options(*_PLACE)).one_or_none()


def acting(user_id: int, role: Role, *, on: date) -> Actor | None:
    """The actor for the command line and tests; None where the account is disabled or does not hold the role."""
    user = user_with_unit(user_id)
    if user is None or user.disabled_at is not None or role not in {held.role for held in user.roles}:
        return None
    return actor_of(user, role, duties_on(user_id, on))


_PLACE = (joinedload(User.unit, innerjoin=True).joinedload(Unit.organisation, innerjoin=True),)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live row of `user_session`, its owner, and whether the owner still holds the role it acts in."""

    session: UserSession
    actor: Actor
    auth_epoch: int
    enabled: bool
    holds_role: bool


def signed_in(token_digest: str, *, on: date) -> SignedIn | None:
    """Session, user, unit, organisation and role in one statement; duties in a second (2 statements, no more)."""
    found = db.session.execute(
        select(UserSession, UserRole.id)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(UserRole, (UserRole.user_id == User.id) & (UserRole.role == UserSession.role))
        .options(joinedload(UserSession.user, innerjoin=True).options(*_PLACE))
        .where(UserSession.token_digest == token_digest)
    ).one_or_none()
    if found is None:
        return None
    row, held = found
    actor = actor_of(row.user, row.role, session_ref=str(row.id))
    if row.ended_at is None:
        actor = replace(actor, duties=duties_on(row.user_id, on))
    return SignedIn(row, actor, row.user.auth_epoch, row.user.disabled_at is None, held is not None)


def live_sessions(user_id: int, *, created_after: datetime) -> Sequence[UserSession]:
    """A person's own sessions that were not ended, newest first."""
    return db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
        .where(UserSession.created_at > created_after)
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
        .limit(20)
    ).all()


def user_by_email(email: str) -> User | None:
    """The account with this address, whatever its letter case."""
    lowered = email.strip().lower()
    return db.session.scalars(
        select(User).where(db.func.lower(User.email) == lowered).options(*_PLACE)
    ).one_or_none()


def organisation_names() -> tuple[str, ...]:
    """For the password rule: a password may not contain a force's name."""
    return tuple(db.session.scalars(select(Organisation.name).order_by(Organisation.id).limit(500)))
