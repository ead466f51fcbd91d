"""Local choices: what a force has set, and what is in force for it on a day."""

from datetime import date

from sqlalchemy import or_, select

from app.database.session import db
from app.domain.errors import NotFound
from app.domain.policies import Policy, local, policy
from app.models.recording import LocalPolicy
from app.models.user import Organisation, OrganisationKind


def policy_of(organisation_id: int, name: str, on: date) -> Policy:
    """The choice in force for a force on a day: its own, or the default. One statement."""
    rows = db.session.scalars(
        select(LocalPolicy)
        .where(
            LocalPolicy.organisation_id == organisation_id,
            LocalPolicy.name == name,
            LocalPolicy.valid_from <= on,
            or_(LocalPolicy.valid_to.is_(None), LocalPolicy.valid_to >= on),
        )
        .order_by(LocalPolicy.valid_from)
    )
    return policy(name, on, [_as_policy(row) for row in rows])


def _as_policy(row: LocalPolicy) -> Policy:
    return local(row.name, row.value, row.valid_from, row.valid_to, set_by=row.set_by, reason=row.reason)


def rows_of(organisation_id: int, name: str) -> list[LocalPolicy]:
    """Every row a force has of one choice, by its first day."""
    return list(
        db.session.scalars(
            select(LocalPolicy)
            .where(LocalPolicy.organisation_id == organisation_id, LocalPolicy.name == name)
            .order_by(LocalPolicy.valid_from)
        )
    )


def force_with_code(code: str) -> Organisation:
    """The force with this code. Raises NotFound."""
    found = db.session.scalars(
        select(Organisation).where(Organisation.code == code, Organisation.kind == OrganisationKind.POLICE_FORCE)
    ).one_or_none()
    if found is None:
        raise NotFound(f"There is no force {code}.")
    return found
