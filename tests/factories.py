"""Valid things by default; a test mentions only what matters to it."""

import itertools
import secrets
from datetime import UTC, datetime

from app.database.session import db
from app.domain.roles import CPS_ROLES, POLICE_ROLES, Rank, Role
from app.models.session import UserSession
from app.models.user import Organisation, OrganisationKind, Unit, UnitKind, User, UserRole
from app.services.accounts import Hashing
from app.services.sessions import digest
from app.web.clock import Clock

PASSWORD = "seven green kettles sing"
BEGINNING = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

_number = itertools.count(1)


def make_unit(name: str | None = None, *, kind: OrganisationKind = OrganisationKind.POLICE_FORCE) -> Unit:
    """A team of an organisation of its own."""
    number = next(_number)
    organisation = Organisation(name=name or f"Marrowdale {number}", kind=kind, code=None)
    db.session.add(organisation)
    db.session.flush()
    unit = Unit(
        organisation_id=organisation.id, parent_id=None, name=f"Team {number}", code=f"U{number}", kind=UnitKind.TEAM
    )
    db.session.add(unit)
    db.session.flush()
    unit.path = f"/{unit.id}/"
    db.session.commit()
    return unit


def kind_for(role: Role) -> OrganisationKind:
    if role in POLICE_ROLES or role is Role.WITNESS_CARE:
        return OrganisationKind.POLICE_FORCE
    if role in CPS_ROLES:
        return OrganisationKind.CPS
    return {Role.CASEWORKER: OrganisationKind.SUPPORT_SERVICE, Role.PARTNER: OrganisationKind.COMMUNITY}.get(
        role, OrganisationKind.OVERSIGHT
    )


def make_user(*roles: Role, unit: Unit | None = None, name: str = "Robin Tarn", email: str | None = None,
              password: str = PASSWORD, rank: Rank = Rank.STAFF) -> User:  # fmt: skip
    """An enabled account in these roles (an officer by default)."""
    held = roles or (Role.OFFICER,)
    place = unit or make_unit(kind=kind_for(held[0]))
    number = next(_number)
    user = User(
        name=name,
        email=email or f"person{number}@throughline.example",
        password_hash=Hashing.hasher.hash(password),
        unit_id=place.id,
        rank=rank,
        title=None,
        collar_number=None,
        work_phone=None,
        disabled_at=None,
        created_at=BEGINNING,
    )
    user.roles = [UserRole(role=role, granted_at=BEGINNING, granted_by_id=None) for role in held]
    db.session.add(user)
    db.session.commit()
    return user


def open_session(user: User, role: Role | None = None) -> tuple[str, str]:
    """A live session of this user; gives the cookie's value and the CSRF secret."""
    token, secret, at = secrets.token_urlsafe(32), secrets.token_hex(32), Clock.read()
    db.session.add(
        UserSession(
            token_digest=digest(token),
            user_id=user.id,
            role=role or user.roles[0].role,
            auth_epoch=user.auth_epoch,
            csrf_secret=secret,
            created_at=at,
            last_seen_at=at,
            ended_at=None,
        )
    )
    db.session.commit()
    return token, secret
