"""Accounts, units and proposals of one organisation, looked up inside that organisation only (ACC-3)."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.models.user import Duty, Organisation, RoleProposal, Unit, User

PER_PAGE = 50


def _users(actor: Actor) -> Select[User]:
    return (
        select(User)
        .join(User.unit)
        .where(Unit.organisation_id == actor.organisation_id)
        .options(
            joinedload(User.unit).joinedload(Unit.organisation), selectinload(User.roles), selectinload(User.duties)
        )
    )


def people_of(actor: Actor, words: str = "", after: tuple[str, int] | None = None) -> list[User]:
    """Up to 51 accounts of the organisation in the order of its units; one more than a page shows."""
    found = _users(actor).order_by(Unit.path, User.id).limit(PER_PAGE + 1)
    for word in words.split()[:6]:
        columns = (User.name, User.email, Unit.name)
        found = found.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if after is not None:
        path, user_id = after
        found = found.where(or_(Unit.path > path, (Unit.path == path) & (User.id > user_id)))
    return list(db.session.scalars(found).unique())


def person_by_id(actor: Actor, user_id: int) -> User:
    """An account of the actor's organisation. Raises NotFound."""
    found = db.session.scalars(_users(actor).where(User.id == user_id)).unique().one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def duty_by_id(user: User, duty_id: int) -> Duty:
    """A duty of this account. Raises NotFound."""
    found = next((row for row in user.duties if row.id == duty_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def units_of(actor: Actor) -> list[Unit]:
    """The units of the organisation in the order of its tree."""
    return list(
        db.session.scalars(
            select(Unit)
            .where(Unit.organisation_id == actor.organisation_id)
            .options(joinedload(Unit.organisation))
            .order_by(Unit.path, Unit.id)
        )
    )


def unit_by_id(actor: Actor, unit_id: int) -> Unit:
    """A unit of the organisation. Raises NotFound."""
    found = next((row for row in units_of(actor) if row.id == unit_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def open_proposals(actor: Actor) -> list[RoleProposal]:
    """Roles proposed for people of the organisation that nobody has decided, the oldest first."""
    return list(
        db.session.scalars(
            select(RoleProposal)
            .join(User, User.id == RoleProposal.user_id)
            .join(Unit, Unit.id == User.unit_id)
            .where(Unit.organisation_id == actor.organisation_id, RoleProposal.decided_at.is_(None))
            .options(joinedload(RoleProposal.user), joinedload(RoleProposal.proposed_by))
            .order_by(RoleProposal.id)
        )
    )


def proposal_by_id(actor: Actor, number: int) -> RoleProposal:
    """One of them. Raises NotFound."""
    found = next((row for row in open_proposals(actor) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def organisation_of(actor: Actor) -> Organisation:
    """The actor's organisation."""
    return db.session.get_one(Organisation, actor.organisation_id)
