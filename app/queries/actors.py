"""Who is acting: a user's current rank, unit, duties, as the rules need them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.roles import Role
from app.models.user import User


def actor_of(user: User, role: Role, *, on: date, session_ref: str | None = None) -> Actor:
    """The actor this user is in this role on this day; the unit and the duties must be loaded or loadable."""
    live = frozenset(
        duty.kind for duty in user.duties if duty.valid_from <= on and (duty.valid_to is None or on <= duty.valid_to)
    )
    return Actor(
        name=user.named,
        user_id=user.id,
        role=role,
        rank=user.rank,
        unit_id=user.unit_id,
        unit_path=user.unit.path,
        organisation_id=user.unit.organisation_id,
        duties=live,
        session_ref=session_ref,
    )


def user_by_email(email: str) -> User | None:
    """An account by its e-mail address, whatever the letter case."""
    return db.session.scalars(
        select(User)
        .where(User.email.is_not(None), User.email.ilike(email.replace("%", r"\%").replace("_", r"\_"), escape="\\"))
        .options(joinedload(User.unit), selectinload(User.roles), selectinload(User.duties))
        .order_by(User.id)
        .limit(1)
    ).first()
