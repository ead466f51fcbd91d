"""The ids a case file uses (P1, F2, E3 …) for the rows of one case, and the sources linked to each point."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.case_file.people import StaffMember
from app.domain.vocabulary import StaffOrganisation
from app.models.incident import CaseStaff
from app.models.material import SourceLink
from app.models.user import OrganisationKind, Unit, UnitKind, User


def number_of(file_id: str) -> int:
    """The number in a file id: P12 → 12. Lists are ordered by it."""
    return int(file_id[1:])


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Rows that carry a file id, in the order of the numbers."""
    return sorted(rows, key=lambda row: number_of(row.file_id))


@dataclass
class Ids:
    """Row id → file id, one mapping a kind of row."""

    people: dict[int, str] = field(default_factory=dict)
    evidence: dict[int, str] = field(default_factory=dict)
    statements: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    allegations: dict[int, str] = field(default_factory=dict)
    hearings: dict[int, str] = field(default_factory=dict)
    events: dict[int, str] = field(default_factory=dict)
    staff: dict[int, str] = field(default_factory=dict)
    sources: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    _asked: set[int] = field(default_factory=set)

    def person(self, row_id: int | None) -> str | None:
        return None if row_id is None else self.people[row_id]

    def user(self, user_id: int | None) -> str | None:
        """The staff id of a user; users without one get the next number when the staff list is made."""
        if user_id is None:
            return None
        if user_id not in self.staff:
            taken = [number_of(value) for value in self.staff.values()]
            self.staff[user_id] = f"F{max(taken, default=0) + 1}"
            self._asked.add(user_id)
        return self.staff[user_id]

    def named_user(self, user_id: int | None) -> str:
        """As `user`, where the case file always names somebody."""
        return self.user(user_id) or ""

    def sources_of(self, owner: str, row_id: int) -> tuple[str, ...]:
        return tuple(self.sources.get((owner, row_id), ()))

    def newcomers(self) -> frozenset[int]:
        """Users named in the case who stand in no sender's file."""
        return frozenset(self._asked)


def load_staff(incident_id: int, ids: Ids) -> list[CaseStaff]:
    rows = list(
        db.session.scalars(
            select(CaseStaff)
            .where(CaseStaff.incident_id == incident_id)
            .options(joinedload(CaseStaff.user).joinedload(User.unit).joinedload(Unit.organisation))
            .order_by(CaseStaff.id)
        )
    )
    ids.staff.update({row.user_id: row.file_id for row in rows})
    return rows


OWNERS = ("element", "act", "chronology", "injured", "action", "capture", "attribution", "hostility")


def load_sources(incident_id: int, ids: Ids) -> None:
    """Fill `ids.sources` from the links; items, statements and documents must be known already.

    The case file knows only what supports a point: what points the other way or was taken back is none of it, nor what
    stands in an item that does not count.
    """
    supports = (
        SourceLink.incident_id == incident_id, SourceLink.is_against.is_(False), SourceLink.taken_back_at.is_(None),
    )  # fmt: skip
    links = db.session.scalars(select(SourceLink).where(*supports).order_by(SourceLink.id))
    for link in links:
        if link.evidence_id is not None and link.evidence_id not in ids.evidence:
            continue
        owner = next(name for name in OWNERS if getattr(link, f"{name}_id") is not None)
        ids.sources[owner, getattr(link, f"{owner}_id")].append(_target(link, ids))


def _target(link: SourceLink, ids: Ids) -> str:
    if link.evidence_id is not None:
        return ids.evidence[link.evidence_id]
    if link.statement_id is not None:
        return ids.statements[link.statement_id]
    if link.document_id is not None:
        return ids.documents[link.document_id]
    raise ValueError(f"link {link.id} leads nowhere")


def staff_list(rows: Sequence[CaseStaff], ids: Ids) -> tuple[StaffMember, ...]:
    """Everybody the case names: those of the sender's file, in its words, and users who acted here."""
    members = [_sent(row) for row in rows]
    fresh = ids.newcomers()
    if fresh:
        users = db.session.scalars(
            select(User)
            .where(User.id.in_(fresh))
            .options(joinedload(User.unit).joinedload(Unit.organisation))
            .order_by(User.id)
        )
        members += [_member(ids.staff[user.id], user) for user in users]
    return tuple(sorted(members, key=lambda member: number_of(member.staff_id)))


def _sent(row: CaseStaff) -> StaffMember:
    return StaffMember(
        staff_id=row.file_id,
        name=row.name,
        collar_number=row.collar_number,
        rank_or_grade=row.rank_or_grade,
        organisation=_organisation(row.user.unit),
    )


def _member(staff_id: str, user: User) -> StaffMember:
    return StaffMember(
        staff_id=staff_id,
        name=user.name,
        collar_number=user.collar_number,
        rank_or_grade=user.title or user.rank.value,
        organisation=_organisation(user.unit),
    )


def _organisation(unit: Unit) -> StaffOrganisation:
    if unit.kind is UnitKind.WITNESS_CARE:
        return StaffOrganisation.WITNESS_CARE
    return {
        OrganisationKind.POLICE_FORCE: StaffOrganisation.POLICE,
        OrganisationKind.CPS: StaffOrganisation.CPS,
        OrganisationKind.COURT: StaffOrganisation.COURT,
    }.get(unit.organisation.kind, StaffOrganisation.SUPPORT)
