"""Cases whose victims and witnesses a witness-care unit looks after."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.stages import Status
from app.domain.vocabulary import PartyRole
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.people import Person, PersonRole
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.queries.incidents import visible_to

AT_MOST = 200


def live_cases(actor: Actor, words: str = "") -> list[Incident]:
    """The newest cases of the force with a charge that are not complete; `words` narrow by reference or name."""
    found = visible_to(actor).where(Incident.status != Status.FINALISED)
    for word in words.split()[:6]:
        named = select(Person.incident_id).where(
            Person.surname.icontains(word, autoescape=True) | Person.given_names.icontains(word, autoescape=True)
        )
        found = found.where(Incident.reference.icontains(word, autoescape=True) | Incident.id.in_(named))
    newest = found.order_by(None).order_by(Incident.id.desc()).limit(AT_MOST)
    return list(db.session.scalars(newest.options(joinedload(Incident.oic))))


def victims_of_cases(incident_ids: Iterable[int]) -> dict[int, list[Victim]]:
    """The victims of these cases with their persons: one statement."""
    found: dict[int, list[Victim]] = {}
    rows = db.session.scalars(
        select(Victim)
        .where(Victim.incident_id.in_(list(incident_ids)))
        .options(joinedload(Victim.person))
        .order_by(Victim.id)
    )
    for row in rows:
        found.setdefault(row.incident_id, []).append(row)
    return found


def victims_and_witnesses(incident: Incident) -> list[Person]:
    """Those whom witness care looks after, with their roles."""
    cared_for = select(PersonRole.person_id).where(PersonRole.party_role.in_([PartyRole.VICTIM, PartyRole.WITNESS]))
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.incident_id == incident.id, Person.id.in_(cared_for))
            .options(selectinload(Person.roles))
            .order_by(Person.id)
        )
    )


def charges_of(incident: Incident) -> list[Allegation]:
    """What was charged, and against whom: nothing that stands behind it."""
    return list(
        db.session.scalars(
            select(Allegation)
            .where(Allegation.incident_id == incident.id, Allegation.charged_at.is_not(None))
            .options(joinedload(Allegation.suspect).joinedload(Suspect.person))
            .order_by(Allegation.id)
        )
    )
