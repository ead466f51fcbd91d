"""Colleagues to choose from."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.roles import Role
from app.models.user import Organisation, OrganisationKind, Unit, User, UserRole


def of_roles(roles: Iterable[Role], *, organisation_id: int | None = None, path: str | None = None) -> list[User]:
    """Enabled users who hold one of these roles, of an organisation or of a subtree of units, by name."""
    found = (
        select(User)
        .join(User.unit)
        .where(User.disabled_at.is_(None), User.id.in_(select(UserRole.user_id).where(UserRole.role.in_(list(roles)))))
        .options(joinedload(User.unit))
        .order_by(User.name, User.id)
    )
    if organisation_id is not None:
        found = found.where(Unit.organisation_id == organisation_id)
    if path is not None:
        found = found.where(Unit.path.startswith(path, autoescape=True))
    return list(db.session.scalars(found))


def officers_of(organisation_id: int) -> list[User]:
    """Who may be officer in a case of this force."""
    return of_roles([Role.OFFICER, Role.SUPERVISOR], organisation_id=organisation_id)


def supervisors_of(organisation_id: int) -> list[User]:
    """Who may supervise a case of this force."""
    return of_roles([Role.SUPERVISOR], organisation_id=organisation_id)


def prosecutors_under(path: str) -> list[User]:
    """Who may review a referral held by this CPS unit."""
    return of_roles([Role.PROSECUTOR, Role.SENIOR_PROSECUTOR], path=path)


def prosecutors_for(unit: Unit) -> list[User]:
    """The prosecutors of the CPS unit that a force refers its cases to."""
    cps = db.session.get(Unit, unit.organisation.cps_unit_id) if unit.organisation.cps_unit_id else None
    return prosecutors_under(cps.path) if cps else []


def support_branches() -> list[Unit]:
    """The units of support services to which a victim can be referred: the lowest of each tree."""
    parents = select(Unit.parent_id).where(Unit.parent_id.is_not(None))
    return list(
        db.session.scalars(
            select(Unit)
            .join(Unit.organisation)
            .where(Organisation.kind == OrganisationKind.SUPPORT_SERVICE, Unit.id.not_in(parents))
            .options(joinedload(Unit.organisation))
            .order_by(Organisation.name, Unit.name, Unit.id)
        )
    )


def colleagues_of(actor: Actor) -> list[User]:
    """The others of the actor's organisation who act in the same role."""
    roles = [actor.role] if actor.role else []
    return [user for user in of_roles(roles, organisation_id=actor.organisation_id) if user.id != actor.user_id]
