"""Forty of everything: copies of the rows of a case, so that a page can be asked for with one and with many.

Whatever hangs on the case is copied with its own children, and every copy names people of its own, so that a page that
asks the database once a row is found out. What can only be there once in a case (its police report) stays single.
"""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from sqlalchemy import Column, Table, func, insert, select

from app.database.session import db
from app.domain.roles import DutyKind, Role
from app.models.base import Base
from app.models.incident import Incident
from app.models.sealed import decrypt, encrypt, keyring
from app.models.user import Duty, Unit, User, UserRole

MANY = 40
INCIDENT = Incident.__table__
Rows = dict[Any, list[Any]]

# Rows that the rules bound, not the size of a case.
SINGLE = {
    "incident",
    "clock_state",
    "case_words",
    "police_report",
    "online_conduct",
    "perception",
    "incident_strand",
    "restriction_member",
    "media_answer",
    "disclosure_answers",
    "presumption_answer",
    "event_incident",
}
# Who has a case, holds a referral or looks after a victim decides who sees it: in a copied case they stay.
HANDS = {
    "assignment.user_id",
    "referral.prosecutor_id",
    "support_referral.caseworker_id",
    "draft.user_id",
    "notice.user_id",
}
NUMBERED = {"reference", "referral_no", "version_no", "file_id", "crime_number", "source_record_id", "path"}


def grow_within(incident: Incident) -> None:
    """The case itself grows: of each thing it holds there are forty."""
    _grow(incident, SINGLE, frozenset({"draft.user_id", "notice.user_id"}))


def grow_beside(incident: Incident) -> None:
    """Forty cases like this one, seen by the same people."""
    _grow(incident, set(), frozenset(HANDS))


def _grow(incident: Incident, single: set[str], hands: frozenset[str]) -> None:
    rows, crowd = rows_of(incident), crowd_beside(incident.unit)
    for number in range(1, MANY):
        _Copy(rows, crowd, number, single, hands).write()
    db.session.commit()


def rows_of(incident: Incident) -> Rows:
    """Every row that hangs on this case, parents first."""
    found: Rows = {INCIDENT: list(db.session.execute(select(INCIDENT).where(INCIDENT.c.id == incident.id)))}
    for table in Base.metadata.sorted_tables:
        ways = [column.in_([row.id for row in found[parent]]) for column, parent in _parents(table) if parent in found]
        if table is INCIDENT or not ways or "id" not in table.c:
            continue
        condition = table.c.incident_id == incident.id if "incident_id" in table.c else reduce(or_, ways)
        if rows := list(db.session.execute(select(table).where(condition).order_by(table.c.id))):
            found[table] = rows
    return found


def crowd_beside(unit: Unit) -> list[int]:
    """More people than a case can name, of one unit, each with a role and a duty. Gives their ids."""
    pattern = db.session.scalars(select(User).where(User.is_demo).order_by(User.id)).first()
    assert pattern is not None
    many = [
        User(
            name=f"Crowd Member {number}",
            email=f"crowd.{unit.id}.{number}@crowd.example",
            password_hash=pattern.password_hash,
            unit_id=unit.id,
            created_at=pattern.created_at,
            roles=[UserRole(role=Role.OFFICER, granted_at=pattern.created_at)],
            duties=[Duty(kind=DutyKind.CUSTODY, valid_from=date(2020, 1, 1))],
        )
        for number in range(MANY + 10)
    ]
    db.session.add_all(many)
    db.session.commit()
    return [user.id for user in many]


def _parents(table: Table) -> list[tuple[Column[Any], Table]]:
    """The columns of a table that point to rows of others."""
    return [(column, key.column.table) for column in table.c for key in column.foreign_keys]


class _Copy:
    """One more of everything, with ids, numbers and people of its own."""

    def __init__(self, rows: Rows, crowd: list[int], number: int, single: set[str], hands: frozenset[str]) -> None:
        self.rows, self.crowd, self.number, self.hands = rows, crowd, number, hands
        self.tables = [table for table in rows if table.name not in single]
        self.ids: dict[Any, dict[int, int]] = {}

    def write(self) -> None:
        for table in self.tables:
            last = db.session.scalar(select(func.max(table.c.id))) or 0
            self.ids[table] = {row.id: last + place for place, row in enumerate(self.rows[table], 1)}
            db.session.execute(insert(table), [self._row(table, row) for row in self.rows[table]])

    def _row(self, table: Table, row: Any) -> dict[str, Any]:
        made = dict(row._mapping) | {"id": self.ids[table][row.id]}
        people = 0
        for column, parent in _parents(table):
            value = made[column.name]
            if parent is User.__table__ and value is not None and f"{table.name}.{column.name}" not in self.hands:
                made[column.name] = self.crowd[self.number + people]
                people += 1
            else:
                made[column.name] = self.ids.get(parent, {}).get(value, value)
        numbered = NUMBERED | ({"key"} if table.name == "notice" else set())  # elsewhere a key names a kind
        made |= {name: self._numbered(made[name]) for name in numbered & set(made) if made[name] is not None}
        return made | self._sealed(table, made)

    def _numbered(self, value: Any) -> Any:
        """Another number of the same shape: 2 becomes 1002, P2 becomes P1002."""
        if isinstance(value, int):
            return value + 1000 * self.number
        head, digits = value[:1], value[1:]
        return f"{head}{int(digits) + 1000 * self.number}" if digits.isdigit() else f"{value}-{self.number}"

    def _sealed(self, table: Table, made: dict[str, Any]) -> dict[str, bytes]:
        """A sealed field is bound to its case: in a copied case it is sealed anew."""
        if INCIDENT not in self.tables or table.name == "draft":
            return {}
        case = self.rows[INCIDENT][0]
        key, found = keyring().unwrap(case.wrapped_key), {}
        for name in [name for name, value in made.items() if name.endswith("_sealed") and value]:
            field = f"{table.name}.{name.removesuffix('_sealed')}"
            text = decrypt(key, made[name], f"{field}:{case.reference}")
            found[name] = encrypt(key, text, f"{field}:{self._numbered(case.reference)}")
        return found
