"""The accounts of the demonstration, one line a role, as `make run` and `demo accounts` print them."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from app.database.session import db
from app.domain.roles import Role
from app.models.incident import Incident
from app.models.user import Organisation, Unit, User, UserRole

# How the addresses of generated officers begin: there are too many of them to be listed.
GENERATED = "generated."


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person in one role."""

    role: Role
    email: str
    organisation: str
    name: str


def demo_accounts() -> list[DemoAccount]:
    """Every enabled account of the cast, by role, organisation and name."""
    rows = db.session.execute(
        select(UserRole.role, User.email, Organisation.name, User.name)
        .join(User, User.id == UserRole.user_id)
        .join(Unit, Unit.id == User.unit_id)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .where(User.is_demo.is_(True), User.disabled_at.is_(None), User.email.not_like(f"{GENERATED}%"))
        .order_by(UserRole.id)
    )
    accounts = [DemoAccount(role, email or "", organisation, name) for role, email, organisation, name in rows]
    order = list(Role)
    return sorted(accounts, key=lambda one: (order.index(one.role), one.organisation, one.email))


def cases_told() -> int:
    """The number of the last demonstration case that was told; 0 where there is none."""
    refs = db.session.scalars(select(Incident.force_ref).where(Incident.force_ref.like("Z_/____/______")))
    return max((int(ref.rsplit("/", 1)[1]) for ref in refs if ref and ref[-6:].isdigit()), default=0)


def holds_only_invented_cases() -> bool:
    """Is every case here one of the demonstration, told or generated, and every person who may sign in of its cast?"""
    invented = or_(Incident.force_ref.like("Z_/____/______"), Incident.force_ref.like("Z_/G/________"))
    other_case = select(Incident.id).where(or_(Incident.force_ref.is_(None), ~invented)).limit(1)
    other_user = select(User.id).where(User.is_demo.is_(False), User.disabled_at.is_(None)).limit(1)
    return db.session.scalar(other_case) is None and db.session.scalar(other_user) is None
