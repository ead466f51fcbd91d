"""What was decided of a report that is no crime, and whether its papers may be made."""

from datetime import datetime
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.naming import Named, names_in
from app.domain.non_crime import role_word
from app.domain.vocabulary import CrimeDecision
from app.models.incident import Incident
from app.models.people import Person
from app.models.recording import NonCrimeFinding, PaperRelevance
from app.models.suspect import Suspect


def finding_of(incident: Incident) -> NonCrimeFinding | None:
    """The finding that stands: None where the report is not found to be no crime, or was found so elsewhere."""
    if incident.crime_decision is not CrimeDecision.NON_CRIME:
        return None
    return db.session.scalars(
        select(NonCrimeFinding)
        .where(NonCrimeFinding.incident_id == incident.id)
        .options(joinedload(NonCrimeFinding.decided_by))
        .order_by(NonCrimeFinding.id.desc())
        .limit(1)
    ).first()


def kept_since(incident: Incident) -> datetime | None:
    """When the details of the subject that are kept now were first kept."""
    rows = db.session.scalars(
        select(NonCrimeFinding).where(NonCrimeFinding.incident_id == incident.id).order_by(NonCrimeFinding.id.desc())
    )
    kept = list(takewhile(lambda row: row.ground is not None, rows))
    return kept[-1].decided_at if kept else None


def may_name_subject(incident: Incident) -> bool:
    """Of a report that is no crime: has a supervisor decided that details of the subject are kept?"""
    if incident.crime_decision is not CrimeDecision.NON_CRIME:
        return True
    found = finding_of(incident)
    return found is not None and found.ground is not None


def subjects_of(incident: Incident) -> list[tuple[Suspect, Person]]:
    """Who the report complains of."""
    rows = db.session.execute(
        select(Suspect, Person)
        .join(Person, Person.id == Suspect.person_id)
        .where(Suspect.incident_id == incident.id)
        .order_by(Suspect.id)
    )
    return [(suspect, person) for suspect, person in rows]


def names_in_account(incident: Incident) -> tuple[Named, ...]:
    """Names of people of the case that stand in its account, each with the role in which the case knows them."""
    people = db.session.scalars(
        select(Person).where(Person.incident_id == incident.id).options(selectinload(Person.roles)).order_by(Person.id)
    )
    known = [(person.full_name, _called(person)) for person in people]
    return names_in(incident.narrative, known)


def _called(person: Person) -> str:
    roles = " and ".join(role_word(role.party_role, non_crime=True).lower() for role in person.roles)
    return roles or "a person of the case"


def relevance_of(incident: Incident) -> PaperRelevance | None:
    """The last record of a prosecutor's request for papers of this report."""
    return db.session.scalars(
        select(PaperRelevance)
        .where(PaperRelevance.incident_id == incident.id)
        .options(joinedload(PaperRelevance.prosecutor))
        .order_by(PaperRelevance.id.desc())
        .limit(1)
    ).first()


def papers_are_closed(incident: Incident) -> bool:
    """A report that is no crime stands in no paper, unless a prosecutor asked and the relevance is recorded."""
    return incident.crime_decision is CrimeDecision.NON_CRIME and relevance_of(incident) is None
