"""People, victims and suspects of one case, each looked up inside that case only (ACC-3)."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.errors import NotFound
from app.domain.vocabulary import PartyRole
from app.models.incident import Incident
from app.models.people import Person
from app.models.suspect import Suspect
from app.models.victim import Victim


def by_ids(incident: Incident, ids: Iterable[int]) -> list[Person]:
    """Persons of this case with these row ids; others are left out."""
    return list(
        db.session.scalars(
            select(Person).where(Person.incident_id == incident.id, Person.id.in_(list(ids))).order_by(Person.id)
        )
    )


def by_file_id(incident: Incident, file_id: str) -> Person:
    """One person of this case by its own numbering (P1). Raises NotFound."""
    found = db.session.scalars(
        select(Person)
        .where(Person.incident_id == incident.id, Person.file_id == file_id)
        .options(selectinload(Person.roles), joinedload(Person.incident))
    ).one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def of_case(incident: Incident) -> list[Person]:
    """Everybody of a case with their roles, in the order they were added."""
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.incident_id == incident.id)
            .options(selectinload(Person.roles))
            .order_by(Person.id)
        )
    )


def adults_of(incident: Incident, named: int | None) -> list[Person]:
    """Who can be named as appropriate adult: persons of that part in the case, and whoever is named already."""
    return [
        person
        for person in of_case(incident)
        if person.id == named or PartyRole.APPROPRIATE_ADULT in {role.party_role for role in person.roles}
    ]


def victims_of(incident: Incident) -> list[Victim]:
    """The victims of a case with their persons."""
    return list(
        db.session.scalars(
            select(Victim)
            .where(Victim.incident_id == incident.id)
            .options(joinedload(Victim.person).joinedload(Person.incident), selectinload(Victim.support_referrals))
            .order_by(Victim.id)
        )
    )


def suspects_of(incident: Incident) -> list[Suspect]:
    """The suspects of a case with their persons."""
    return list(
        db.session.scalars(
            select(Suspect)
            .where(Suspect.incident_id == incident.id)
            .options(joinedload(Suspect.person).joinedload(Person.incident))
            .order_by(Suspect.id)
        )
    )


def victim_by_file_id(incident: Incident, file_id: str) -> Victim:
    """The victim's row of a person of this case. Raises NotFound."""
    found = next((row for row in victims_of(incident) if row.person.file_id == file_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def suspect_by_file_id(incident: Incident, file_id: str) -> Suspect:
    """The suspect's row of a person of this case. Raises NotFound."""
    found = next((row for row in suspects_of(incident) if row.person.file_id == file_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found
