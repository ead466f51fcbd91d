"""How the safe-contact instruction of a person came about."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.vocabulary import PartyRole
from app.models.people import Person, SafeContactChange


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when, by whom, in which direction; a reason only for those whose it is."""

    at: datetime
    by: str
    is_looser: bool
    word_on: date | None
    reason: str | None


def changes_of(person: Person, *, reasons: bool = False) -> list[Change]:
    """The newest first; without `reasons` none is read at all."""
    rows = db.session.scalars(
        select(SafeContactChange)
        .where(SafeContactChange.person_id == person.id)
        .options(joinedload(SafeContactChange.by))
        .order_by(SafeContactChange.id.desc())
        .limit(20)
    )
    return [
        Change(
            row.at,
            row.by.named if row.by else "Throughline",
            row.is_looser,
            row.victims_word_on,
            row.reason if reasons else None,
        )
        for row in rows
    ]


def is_cared_for(person: Person) -> bool:
    """Is this a victim or a witness of the case, whom witness care looks after?"""
    return bool({row.party_role for row in person.roles} & {PartyRole.VICTIM, PartyRole.WITNESS})
