"""Staff named in a file: an account that is here already, or a disabled one of their organisation's unit."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.case_file.people import StaffMember
from app.domain.errors import RuleBroken
from app.domain.vocabulary import StaffOrganisation
from app.models.user import Organisation, OrganisationKind, Unit, UnitKind, User

# Names of organisations made when none of the kind is here.
NAMES = {
    OrganisationKind.COURT: ("Courts", "COURTS"),
    OrganisationKind.SUPPORT_SERVICE: ("Other support services", "SUPPORT"),
}
KINDS = {
    StaffOrganisation.COURT: OrganisationKind.COURT,
    StaffOrganisation.SUPPORT: OrganisationKind.SUPPORT_SERVICE,
}


def accounts_for(staff: tuple[StaffMember, ...], unit: Unit, *, at: datetime) -> dict[str, User]:
    """Staff id → account. Two members of one file never share an account."""
    found: dict[str, User] = {}
    for member in staff:
        place = place_of(member.organisation, unit)
        taken = [user.id for user in found.values()]
        found[member.staff_id] = _known(member, place, taken) or _made(member, place, at)
    return found


def place_of(kind: StaffOrganisation, unit: Unit) -> Unit:
    """The unit in which staff of this kind stand, seen from the team that holds the case."""
    force = unit.organisation
    if kind is StaffOrganisation.POLICE:
        return _top(unit)
    if kind is StaffOrganisation.WITNESS_CARE:
        return _witness_care(unit)
    if kind is StaffOrganisation.CPS:
        if force.cps_unit_id is None:
            raise RuleBroken("No CPS unit is set for this force. An administrator can set it.", field="/staff")
        return db.session.get_one(Unit, force.cps_unit_id)
    return _of_kind(KINDS[kind])


def _top(unit: Unit) -> Unit:
    return db.session.get_one(Unit, int(unit.path.strip("/").split("/")[0])) if unit.path else unit


def _witness_care(unit: Unit) -> Unit:
    own = db.session.scalars(
        select(Unit)
        .where(Unit.organisation_id == unit.organisation_id, Unit.kind == UnitKind.WITNESS_CARE)
        .order_by(Unit.id)
        .limit(1)
    ).first()
    top = _top(unit)
    return own or _unit(unit.organisation, f"{top.code}-WITNESS-CARE", "Witness care", UnitKind.WITNESS_CARE, top)


def _of_kind(kind: OrganisationKind) -> Unit:
    units = select(Unit).join(Unit.organisation).where(Organisation.kind == kind)
    found = db.session.scalars(units.order_by(Unit.id).limit(1)).first()
    if found is not None:
        return found
    name, code = NAMES[kind]
    organisation = Organisation(name=name, kind=kind, code=None)
    db.session.add(organisation)
    db.session.flush()
    return _unit(organisation, code, name, UnitKind.OFFICE, None)


def _unit(owner: Organisation, code: str, name: str, kind: UnitKind, parent: Unit | None) -> Unit:
    unit = Unit(organisation_id=owner.id, parent_id=parent.id if parent else None, name=name, code=code, kind=kind)
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    db.session.flush()
    return unit


def _colleagues(place: Unit, taken: list[int]) -> Select[User]:
    """Accounts of the same organisation; witness care is its own."""
    witness_care = place.kind is UnitKind.WITNESS_CARE
    same_kind = Unit.kind == UnitKind.WITNESS_CARE if witness_care else Unit.kind != UnitKind.WITNESS_CARE
    return (
        select(User)
        .join(User.unit)
        .where(Unit.organisation_id == place.organisation_id, same_kind, User.id.not_in(taken))
        .options(joinedload(User.roles))
        .order_by(User.id)
    )


def _known(member: StaffMember, place: Unit, taken: list[int]) -> User | None:
    """Same collar number, or same name. A number that an earlier file gave to another name is another person."""
    colleagues = _colleagues(place, taken)
    named = colleagues.where(User.name == member.name)
    if member.collar_number:
        same = User.collar_number == member.collar_number
        for found in (named.where(same), colleagues.where(same, User.email.is_not(None))):
            if user := db.session.scalars(found).unique().first():
                return user
        named = named.where(User.collar_number.is_(None))  # two numbers are two people, whatever their names
    return db.session.scalars(named).unique().first()


def _made(member: StaffMember, place: Unit, at: datetime) -> User:
    """Nobody signs in with it: no address, no password, disabled from the first moment."""
    user = User(
        name=member.name,
        email=None,
        password_hash=None,
        unit_id=place.id,
        title=member.rank_or_grade,
        collar_number=member.collar_number,
        work_phone=None,
        disabled_at=at,
        created_at=at,
    )
    db.session.add(user)
    db.session.flush()
    return user
