"""Teams and officers enough for the generated cases, beside the cast; each signs in with the demonstration password."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from app.database.session import db
from app.domain.roles import Rank, Role
from app.models.user import Organisation, Unit, UnitKind, User, UserRole
from app.queries.demo_accounts import GENERATED
from app.services.accounts import Hashing
from app.services.demo.cast import FORCES
from app.services.demo.generated.rows import Hands
from app.services.demo.variety import DISTRICTS

CASES_OF_AN_OFFICER: Final = 400
OFFICERS_OF_A_TEAM: Final = 12


def build_teams(password: str, *, cases: int, at: datetime) -> list[Hands]:
    """In every force so many teams that an officer has about 400 cases; gives who can have a case."""
    officers = max(1, cases // (len(FORCES) * CASES_OF_AN_OFFICER))
    teams = -(-officers // OFFICERS_OF_A_TEAM)
    hashed = Hashing.hasher.hash(password)
    return [
        hands
        for code, _ in FORCES
        for team in range(teams)
        for hands in _team(code, team, min(officers, OFFICERS_OF_A_TEAM), hashed, at)
    ]


def _team(code: str, number: int, officers: int, hashed: str, at: datetime) -> list[Hands]:
    force = db.session.scalars(select(Organisation).where(Organisation.code == code)).one()
    above = db.session.scalars(select(Unit).where(Unit.code == f"{code}-C1")).one()
    taken = len(db.session.scalars(select(Unit.id).where(Unit.code.like(f"{code}-G%"))).all())
    name = f"{code}-G{taken + 1:03d}"
    unit = Unit(organisation_id=force.id, parent_id=above.id, name=f"Team {taken + 1}", code=name, kind=UnitKind.TEAM)
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{above.path}{unit.id}/"
    head = _user(f"Sergeant {name}", unit, Role.SUPERVISOR, hashed, at)
    members = [_user(f"Officer {name} {one + 1}", unit, Role.OFFICER, hashed, at) for one in range(officers)]
    db.session.flush()
    return [Hands(code, unit.id, one.id, head.id, force.cps_unit_id, DISTRICTS[code]) for one in members]


def _user(name: str, unit: Unit, role: Role, hashed: str, at: datetime) -> User:
    """For example generated.officer.z1-g001.1@throughline.example."""
    head = role is Role.SUPERVISOR
    user = User(
        name=name,
        email=f"{GENERATED}{name.lower().replace(' ', '.')}@throughline.example",
        password_hash=hashed,
        unit_id=unit.id,
        rank=Rank.SERGEANT if head else Rank.CONSTABLE,
        title="DS" if head else "DC",
        created_at=at,
        is_demo=True,
    )
    user.roles = [UserRole(role=role, granted_at=at)]
    db.session.add(user)
    return user
