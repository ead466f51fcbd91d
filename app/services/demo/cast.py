"""The cast: four invented forces, a prosecution service with two areas, support services, and who works there."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.roles import DutyKind, Rank, Role
from app.models.user import Duty, Organisation, OrganisationKind, Unit, UnitKind, User, UserRole
from app.queries.actors import actor_of
from app.services.accounts import Hashing

FORCES = (
    ("Z1", "Northmarsh Police"),
    ("Z2", "Easthaven Police"),
    ("Z3", "Westmoor Police"),
    ("Z4", "Southdale Police"),
)
AREAS = (("CPS-N", "CPS Northern Reach", ("Z1", "Z2")), ("CPS-S", "CPS Southern Reach", ("Z3", "Z4")))


@dataclass(frozen=True, slots=True)
class Part:
    """One account: who, where, in which role, with which rank and duties."""

    name: str
    unit: str
    role: Role
    title: str
    rank: Rank = Rank.STAFF
    collar: str | None = None
    duties: tuple[DutyKind, ...] = ()


def _force(code: str, names: tuple[str, str, str, str]) -> tuple[Part, ...]:
    """Two officers and two supervisors, one of them an inspector."""
    one, two, sergeant, inspector = names
    team = f"{code}-T1"
    return (
        Part(one, team, Role.OFFICER, "DC", Rank.CONSTABLE, f"{code}1001"),
        Part(two, team, Role.OFFICER, "PC", Rank.CONSTABLE, f"{code}1002", (DutyKind.CUSTODY,)),
        Part(sergeant, team, Role.SUPERVISOR, "DS", Rank.SERGEANT, f"{code}1003", (DutyKind.CRIME_REGISTRAR,)),
        Part(inspector, f"{code}-C1", Role.SUPERVISOR, "DI", Rank.INSPECTOR, f"{code}1004"),
    )


PARTS: tuple[Part, ...] = (
    *_force("Z1", ("Arden Samplewick", "Bryn Mockridge", "Cleo Testerby", "Dara Fictwell")),
    *_force("Z2", ("Ellis Pretendham", "Flynn Invento", "Greer Madeupson", "Hollis Figment")),
    *_force("Z3", ("Indra Notareal", "Jules Standinn", "Kit Examplar", "Lane Dummett")),
    *_force("Z4", ("Marlow Fauxley", "Noor Imagino", "Orin Trialby", "Perry Specimore")),
    Part("Tarn Highmark", "Z1", Role.SUPERVISOR, "Superintendent", Rank.SUPERINTENDENT, "Z11005"),
    Part("Quinn Proofread", "Z1-C1", Role.FILE_REVIEWER, "File reviewer"),
    Part("Rowan Witnall", "Z1-WC", Role.WITNESS_CARE, "Witness care officer"),
    Part("Sorrel Witwell", "Z2-WC", Role.WITNESS_CARE, "Witness care officer"),
    Part("Tamsin Intake", "CPS-N-U1", Role.CPS_OPERATIONS, "Operations manager"),
    Part("Umber Pleadwell", "CPS-N-U1", Role.PROSECUTOR, "Crown Prosecutor"),
    Part("Vesper Chargeby", "CPS-N-U1", Role.PROSECUTOR, "Crown Prosecutor"),
    Part("Wren Seniorly", "CPS-N-U1", Role.SENIOR_PROSECUTOR, "Senior Crown Prosecutor", duties=(DutyKind.UNIT_HEAD,)),
    Part("Xan Overlook", "CPS-N-U1", Role.SENIOR_PROSECUTOR, "Senior Crown Prosecutor"),
    Part("Yael Intaker", "CPS-S-U1", Role.CPS_OPERATIONS, "Operations manager"),
    Part("Zuri Briefly", "CPS-S-U1", Role.PROSECUTOR, "Crown Prosecutor"),
    Part("Alba Secondlook", "CPS-S-U1", Role.SENIOR_PROSECUTOR, "Senior Crown Prosecutor"),
    Part("Bex Harbourne", "HVC-B1", Role.CASEWORKER, "Caseworker"),
    Part("Cory Lantern", "LSS-B1", Role.CASEWORKER, "Caseworker"),
    Part("Dell Meadows", "MCT-O1", Role.PARTNER, "Reporting worker"),
    Part("Emlyn Figures", "ORM-O1", Role.ANALYST, "Analyst"),
    Part("Fable Keyholder", "Z1", Role.ADMINISTRATOR, "Administrator"),
    Part("Gale Lockwood", "Z1", Role.ADMINISTRATOR, "Administrator"),
)


def email_of(part: Part) -> str:
    """first.last@<organisation>.example"""
    host = {
        "Z1": "northmarsh", "Z2": "easthaven", "Z3": "westmoor", "Z4": "southdale", "CPS": "cps",
        "HVC": "harbour", "LSS": "lantern", "MCT": "meadow", "ORM": "mayor",
    }[part.unit.split("-")[0]]  # fmt: skip
    return f"{part.name.lower().replace(' ', '.')}@{host}.example"


@atomic
def build_cast(password: str, *, at: datetime) -> None:
    """Make organisations, units and accounts once; a second call changes nothing."""
    if db.session.scalars(select(User).where(User.is_demo).limit(1)).first() is not None:
        return
    units = _units()
    hashed = Hashing.hasher.hash(password)
    for part in PARTS:
        user = User(
            name=part.name,
            email=email_of(part),
            password_hash=hashed,
            unit_id=units[part.unit].id,
            rank=part.rank,
            title=part.title,
            collar_number=part.collar,
            work_phone=None,
            created_at=at,
            is_demo=True,
        )
        user.roles = [UserRole(role=part.role, granted_at=at)]
        user.duties = [Duty(kind=kind, valid_from=date(2020, 1, 1)) for kind in part.duties]
        db.session.add(user)
    db.session.flush()


def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    cps = _organisation("Crown Prosecution Service", OrganisationKind.CPS)
    for code, name, _ in AREAS:
        area = _unit(units, cps, code, name, UnitKind.CPS_AREA)
        _unit(units, cps, f"{code}-U1", f"{name} Complex Casework", UnitKind.CPS_UNIT, area)
    for code, name in FORCES:
        force = _organisation(name, OrganisationKind.POLICE_FORCE, code)
        top = _unit(units, force, code, name, UnitKind.FORCE)
        command = _unit(units, force, f"{code}-C1", "Public Protection", UnitKind.COMMAND, top)
        _unit(units, force, f"{code}-T1", f"{name.split()[0]} Hate Crime Unit", UnitKind.TEAM, command)
        _unit(units, force, f"{code}-T2", f"{name.split()[0]} Response Team", UnitKind.TEAM, command)
        _unit(units, force, f"{code}-WC", f"{name.split()[0]} Witness Care", UnitKind.WITNESS_CARE, top)
        area_code = next(area for area, _, forces in AREAS if code in forces)
        force.cps_unit_id = units[f"{area_code}-U1"].id
    for code, name in (("HVC", "Harbour Victim Care"), ("LSS", "Lantern Support Service")):
        service = _organisation(name, OrganisationKind.SUPPORT_SERVICE)
        top = _unit(units, service, code, name, UnitKind.SERVICE)
        _unit(units, service, f"{code}-B1", f"{name}, first branch", UnitKind.BRANCH, top)
    trust = _organisation("Meadow Community Trust", OrganisationKind.COMMUNITY)
    _unit(units, trust, "MCT-O1", "Meadow Community Trust", UnitKind.OFFICE)
    mayor = _organisation("Office of the Regional Mayor", OrganisationKind.OVERSIGHT)
    _unit(units, mayor, "ORM-O1", "Office of the Regional Mayor", UnitKind.OFFICE)
    return units


def _organisation(name: str, kind: OrganisationKind, code: str | None = None) -> Organisation:
    organisation = Organisation(name=name, kind=kind, code=code)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def _unit(
    units: dict[str, Unit], owner: Organisation, code: str, name: str, kind: UnitKind, parent: Unit | None = None
) -> Unit:
    unit = Unit(organisation_id=owner.id, parent_id=parent.id if parent else None, name=name, code=code, kind=kind)
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    db.session.flush()
    units[code] = unit
    return unit


class Cast:
    """The accounts by name, as actors and as users, on a day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._actors: dict[str, Actor] = {}

    def user(self, name: str) -> User:
        """The account with this name."""
        return db.session.scalars(
            select(User)
            .where(User.name == name, User.is_demo)
            .options(joinedload(User.unit), selectinload(User.roles), selectinload(User.duties))
            .order_by(User.id)
        ).one()

    def actor(self, name: str) -> Actor:
        """The account as somebody who acts, in its one role."""
        if name not in self._actors:
            user = self.user(name)
            self._actors[name] = actor_of(user, user.roles[0].role, on=self.on)
        return self._actors[name]

    def unit(self, code: str) -> Unit:
        return db.session.scalars(select(Unit).where(Unit.code == code)).one()


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works on one case."""

    officer: str
    supervisor: str
    inspector: str
    team: str
    operations: str
    prosecutor: str
    senior: str
    witness_care: str | None
    caseworker: str
    branch: str


def crew_of(force: str) -> Crew:
    """The crew of a force: its team, its area's prosecutors, a support service."""
    north = force in ("Z1", "Z2")
    officer, _, sergeant, inspector = (part.name for part in PARTS if part.unit.startswith(f"{force}-") and part.collar)
    return Crew(
        officer=officer,
        supervisor=sergeant,
        inspector=inspector,
        team=f"{force}-T1",
        operations="Tamsin Intake" if north else "Yael Intaker",
        prosecutor="Umber Pleadwell" if north else "Zuri Briefly",
        senior="Wren Seniorly" if north else "Alba Secondlook",
        witness_care={"Z1": "Rowan Witnall", "Z2": "Sorrel Witwell"}.get(force),
        caseworker="Bex Harbourne" if north else "Cory Lantern",
        branch="HVC-B1" if north else "LSS-B1",
    )
