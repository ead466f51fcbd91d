"""Units of an organisation as a tree: adding one, giving one another name."""

from datetime import datetime

from sqlalchemy import select

from app.database import audit
from app.database.atomic import atomic
from app.database.session import db
from app.domain.access import allows
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.permissions import Permission
from app.models.user import Unit, UnitKind
from app.services.authority import unchanged


def _may(actor: Actor, unit: Unit) -> None:
    if actor.role is None or not allows(actor.role, Permission.USER_MANAGE):
        raise NotAllowed("Only an administrator does this.")
    if unit.organisation_id != actor.organisation_id:
        raise NotFound("Page not found")


@atomic
def add_unit(parent: Unit, *, name: str, code: str, kind: UnitKind, actor: Actor, at: datetime) -> Unit:
    """A unit below another one. Its path is what makes a look-up of a whole branch one condition."""
    _may(actor, parent)
    if db.session.scalars(select(Unit.id).where(Unit.code == code)).first() is not None:
        raise RuleBroken("There is already a unit with this code.", field="code")
    unit = Unit(organisation_id=parent.organisation_id, parent_id=parent.id, name=name, code=code, kind=kind)
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path}{unit.id}/"
    _note("unit:add", unit, actor, at)
    return unit


@atomic
def rename_unit(unit: Unit, name: str, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Another name; the code and the place in the tree stay."""
    _may(actor, unit)
    unchanged(unit, seen)
    unit.name = name
    _note("unit:rename", unit, actor, at)


def _note(action: str, unit: Unit, actor: Actor, at: datetime) -> None:
    audit.note(
        audit.Note(
            action=action,
            kind=AuditKind.ADMIN,
            at=at,
            actor_role=actor.role_name,
            actor_id=actor.user_id,
            org_id=actor.organisation_id,
            session_ref=actor.session_ref,
            object_type="unit",
            object_id=str(unit.id),
        )
    )
