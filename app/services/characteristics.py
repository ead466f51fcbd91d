"""Protected characteristics a person chose to give: sealed, apart from the case, never taken from a strand."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import Conflict, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import Characteristic
from app.models.people import Person, PersonCharacteristics
from app.services import history
from app.services.authority import demand, unchanged


def characteristics_of(person: Person) -> PersonCharacteristics | None:
    """What a person told of themselves, if anything was asked and given."""
    return db.session.scalars(
        select(PersonCharacteristics).where(PersonCharacteristics.person_id == person.id)
    ).one_or_none()


@atomic
def put_characteristics(
    person: Person, told: Mapping[Characteristic, str], *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Keep what the person said, in their own words; what is left out is not kept any more.

    Only the police of the case write it (matrix rows 4 and 17): others with row 17 keep contact and needs.
    """
    incident = person.incident
    demand(actor, incident, Permission.PERSON_EDIT)
    demand(actor, incident, Permission.CASE_EDIT)
    row = characteristics_of(person)
    if row is not None:
        unchanged(row, seen)
    elif seen:
        raise Conflict("Someone else changed this while you were writing.")
    if any(not words.strip() for words in told.values()):
        raise RuleBroken("Leave out what the person did not say.")
    row = row or PersonCharacteristics(person=person)
    row.told = {one.value: words for one, words in told.items()} or None
    db.session.add(row)
    history.record(incident, EventKind.CHARACTERISTICS_CHANGED, actor=actor, at=at, person=person.id)
