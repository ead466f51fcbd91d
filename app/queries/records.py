"""Rows by the names the outside gives them: a record of a sender, a reference, a unit's code, a service's name."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.errors import NotFound
from app.models.incident import Incident
from app.models.user import Organisation, OrganisationKind, Unit, UnitKind


def reference_of(system: str, record_id: str) -> str | None:
    """The case that a sender's record became, if it was imported."""
    return db.session.scalars(
        select(Incident.reference).where(Incident.source_system == system, Incident.source_record_id == record_id)
    ).one_or_none()


def branch_named(service: str) -> Unit | None:
    """The branch that takes the referrals of a support service of this name, where it is an organisation here."""
    units = db.session.scalars(
        select(Unit)
        .join(Unit.organisation)
        .where(Organisation.kind == OrganisationKind.SUPPORT_SERVICE, func.lower(Organisation.name) == service.lower())
        .order_by(Unit.id)
    ).all()
    return next((unit for unit in units if unit.kind is UnitKind.BRANCH), units[0] if units else None)


def police_team(code: str) -> Unit | None:
    """The police unit with this code; for the code of a force, its first team."""
    units = (
        select(Unit)
        .join(Unit.organisation)
        .where(Organisation.kind == OrganisationKind.POLICE_FORCE)
        .options(joinedload(Unit.organisation))
        .order_by(Unit.id)
    )
    found = db.session.scalars(units.where(Unit.code == code)).one_or_none()
    if found is None or found.kind is not UnitKind.FORCE:
        return found
    teams = units.where(Unit.path.startswith(found.path), Unit.kind == UnitKind.TEAM)
    return db.session.scalars(teams.limit(1)).first() or found


def case_of(reference: str) -> Incident:
    """A case by its reference, for commands of this machine: they have no actor. Raises NotFound."""
    found = db.session.scalars(select(Incident).where(Incident.reference == reference.strip().upper())).one_or_none()
    if found is None:
        raise NotFound(f"There is no case {reference}.")
    return found
