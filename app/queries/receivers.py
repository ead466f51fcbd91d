"""Who on a case is told of something: its people by their part in it, stand-ins for those who are away."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.access import FieldGroup, fields_for
from app.domain.actor import Actor
from app.domain.roles import Role
from app.domain.teamwork import Receiver, Side
from app.models.incident import Incident
from app.models.referral import Referral
from app.models.teamwork import Absence, CaseFollow
from app.models.user import Unit, User, UserRole
from app.queries.actors import actor_of
from app.queries.incidents import visible_to
from app.queries.relationships import of_one, standing


def people_of(incident: Incident, receiver: Receiver, *, on: date, named: int | None = None) -> list[User]:
    """The users who are this receiver on a case on a day; who is away is replaced by the stand-in or the team."""
    found = _in_post(incident, receiver, named)
    present: list[User] = []
    for user in found:
        away = _absence(user, on)
        if away is None:
            present.append(user)
        elif away.stand_in is not None:
            present.append(away.stand_in)
        elif receiver in (Receiver.OFFICER, Receiver.NAMED):
            present.extend(_team(incident))
    return list({user.id: user for user in present if user.disabled_at is None}.values())


def on_side(incident: Incident, side: Side) -> list[User]:
    """Who works on the case for the police (officer and supervisors) or for the CPS (of its last referral), by name."""
    if side is Side.POLICE:
        one, roles, units = incident.oic_id, [Role.SUPERVISOR], _above(incident.unit)
    else:
        referral = _last_referral(incident)
        one = referral.prosecutor_id if referral else None
        roles = [Role.SENIOR_PROSECUTOR, Role.CPS_OPERATIONS]
        units = _above(db.session.get_one(Unit, referral.unit_id)) if referral and referral.unit_id else []
    holders = select(UserRole.user_id).where(UserRole.role.in_(roles))
    return list(
        db.session.scalars(
            select(User)
            .where(User.disabled_at.is_(None))
            .where(or_(User.id == one, and_(User.unit_id.in_(units), User.id.in_(holders))))
            .options(joinedload(User.unit))
            .order_by(User.name, User.id)
        )
    )


def followers_of(incident: Incident) -> list[User]:
    """Who asked to be told what happens on this case."""
    followed = select(CaseFollow.user_id).where(CaseFollow.incident_id == incident.id)
    return list(db.session.scalars(_users().where(User.id.in_(followed))))


def sees_this(user: User, incident: Incident, group: FieldGroup, *, on: date) -> bool:
    """May this person, in one of their roles, read this part of the case today?"""
    return any(_reads(actor_of(user, one.role, on=on), incident, group) for one in user.roles)


def _reads(actor: Actor, incident: Incident, group: FieldGroup) -> bool:
    found = db.session.scalars(visible_to(actor, of_one).where(Incident.id == incident.id)).one_or_none()
    return found is not None and group in fields_for(standing(actor, incident))


def _users() -> Select[User]:
    """Enabled users with what their rights depend on."""
    return (
        select(User)
        .where(User.disabled_at.is_(None))
        .options(joinedload(User.unit), selectinload(User.roles), selectinload(User.duties))
        .order_by(User.id)
    )


def _in_post(incident: Incident, receiver: Receiver, named: int | None) -> list[User]:
    match receiver:
        case Receiver.OFFICER:
            return _by_id(incident.oic_id)
        case Receiver.NAMED:
            return _by_id(named)
        case Receiver.TEAM:
            return _team(incident)
        case Receiver.SUPERVISORS:
            return _of_role(Role.SUPERVISOR, _above(incident.unit))
        case _:
            return _at_the_cps(incident, receiver)


def _at_the_cps(incident: Incident, receiver: Receiver) -> list[User]:
    referral = _last_referral(incident)
    if referral is None or referral.unit_id is None:
        return []
    if receiver is Receiver.PROSECUTOR and referral.prosecutor_id is not None:
        return _by_id(referral.prosecutor_id)
    role = Role.SENIOR_PROSECUTOR if receiver is Receiver.SENIOR_PROSECUTORS else Role.CPS_OPERATIONS
    return _of_role(role, _above(db.session.get_one(Unit, referral.unit_id)))


def _last_referral(incident: Incident) -> Referral | None:
    return db.session.scalars(
        select(Referral)
        .where(Referral.incident_id == incident.id, Referral.submitted_at.is_not(None))
        .order_by(Referral.referral_no.desc())
        .limit(1)
    ).one_or_none()


def _by_id(user_id: int | None) -> list[User]:
    return list(db.session.scalars(_users().where(User.id == user_id))) if user_id is not None else []


def _team(incident: Incident) -> list[User]:
    """The supervisors of the holding unit; where it has none, those above it."""
    return _of_role(Role.SUPERVISOR, [incident.unit_id]) or _of_role(Role.SUPERVISOR, _above(incident.unit))


def _of_role(role: Role, units: Iterable[int]) -> list[User]:
    holders = select(UserRole.user_id).where(UserRole.role == role)
    return list(db.session.scalars(_users().where(User.unit_id.in_(list(units)), User.id.in_(holders))))


def _above(unit: Unit) -> list[int]:
    """The unit and those above it, whose people answer for what happens in it."""
    return [int(number) for number in unit.path.split("/") if number]


def _absence(user: User, on: date) -> Absence | None:
    return db.session.scalars(
        select(Absence)
        .where(Absence.user_id == user.id, Absence.begins_on <= on, Absence.ends_on >= on)
        .options(
            joinedload(Absence.stand_in).options(
                joinedload(User.unit), selectinload(User.roles), selectinload(User.duties)
            )
        )
        .order_by(Absence.id)
        .limit(1)
    ).one_or_none()
