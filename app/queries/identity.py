"""The same human in several cases, as one reader may know it: suggestions, links, how often somebody appears."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.matching import Identity, basis_of
from app.domain.vocabulary import PartyRole
from app.domain.vocabulary.linking import IdentityBasis
from app.models.incident import Incident
from app.models.people import ContactDigest, IdentityLink, Person, PersonContact, PersonRole
from app.queries.linking import opened_by

# So many persons with like letters are compared; so many are shown.
COMPARED, SHOWN = 300, 20
_STRENGTH = {basis: place for place, basis in enumerate(IdentityBasis)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody of another case who may be the same human, and what speaks for it."""

    person: Person
    basis: IdentityBasis


def digests_of(person: Person) -> frozenset[str]:
    """The keyed digests of a person's numbers and addresses."""
    return frozenset(
        db.session.scalars(
            select(ContactDigest.digest)
            .join(PersonContact, PersonContact.id == ContactDigest.contact_id)
            .where(PersonContact.person_id == person.id)
        )
    )


def identity_of(person: Person, digests: frozenset[str] = frozenset()) -> Identity:
    """What of a person is compared."""
    return Identity(person.given_names, person.surname, person.date_of_birth, digests)


def suggestions(person: Person, actor: Actor) -> list[Suggestion]:
    """Who in other cases this person may open could be the same human and nobody has answered; the likeliest first."""
    mine = digests_of(person)
    reached = select(PersonContact.person_id).join(ContactDigest).where(ContactDigest.digest.in_(mine))
    rows = db.session.scalars(
        select(Person)
        .where(
            Person.incident_id.in_(opened_by(actor)),
            Person.incident_id != person.incident_id,
            or_(*_worth_comparing(person), Person.id.in_(reached)),
            ~_answered(person),
        )
        .options(joinedload(Person.incident), selectinload(Person.roles))
        .order_by(func.lower(Person.surname) != func.lower(person.surname), Person.id.desc())
        .limit(COMPARED)
    ).all()
    shared = set(db.session.scalars(reached.where(PersonContact.person_id.in_([row.id for row in rows]))))
    me, found = identity_of(person, mine), []
    for row in rows:
        basis = basis_of(me, identity_of(row, mine if row.id in shared else frozenset()))
        if basis is not None:
            found.append(Suggestion(row, basis))
    return sorted(found, key=lambda one: (_STRENGTH[one.basis], one.person.id))[:SHOWN]


def _worth_comparing(person: Person) -> list[ColumnElement[bool]]:
    """The same first letters, or the same day of birth: both databases read it alike."""

    def begins_alike(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
        return func.lower(func.substr(column, 1, 1)) == func.lower(text[:1])

    found: list[ColumnElement[bool]] = []
    if person.surname.strip():
        alike = begins_alike(Person.surname.expression, person.surname)
        found.append(alike & begins_alike(Person.given_names.expression, person.given_names))
    if person.date_of_birth is not None:
        found.append(Person.date_of_birth == person.date_of_birth)
    return found


def _answered(person: Person) -> ColumnElement[bool]:
    return exists().where(
        or_(
            (IdentityLink.person_id == person.id) & (IdentityLink.same_as_id == Person.id),
            (IdentityLink.person_id == Person.id) & (IdentityLink.same_as_id == person.id),
        )
    )


def _between(actor: Actor) -> Select[IdentityLink]:
    """Links that nobody has undone, with both persons of cases this person may open."""
    one, other, ids = aliased(Person), aliased(Person), opened_by(actor)
    return (
        select(IdentityLink)
        .join(one, one.id == IdentityLink.person_id)
        .join(other, other.id == IdentityLink.same_as_id)
        .where(IdentityLink.undone_at.is_(None), one.incident_id.in_(ids), other.incident_id.in_(ids))
        .order_by(IdentityLink.id)
    )


def links_of(persons: Iterable[int], actor: Actor) -> list[IdentityLink]:
    """Links and open proposals of these persons, where this person may open both cases."""
    numbers = list(persons)
    return list(
        db.session.scalars(
            _between(actor)
            .where(or_(IdentityLink.person_id.in_(numbers), IdentityLink.same_as_id.in_(numbers)))
            .options(
                joinedload(IdentityLink.person).joinedload(Person.incident),
                joinedload(IdentityLink.same_as).joinedload(Person.incident),
            )
        )
    )


def of_case(incident: Incident, actor: Actor) -> list[IdentityLink]:
    """Links and open proposals of everybody of a case, where this person may open both cases."""
    numbers = select(Person.id).where(Person.incident_id == incident.id).order_by(Person.id)
    return links_of(db.session.scalars(numbers), actor)


def link_by_id(person: Person, actor: Actor, number: int) -> IdentityLink:
    """One link of a person. Raises NotFound, also where the other side is not to be seen."""
    found = next((row for row in links_of([person.id], actor) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def pair_of(person: Person, other: Person) -> IdentityLink | None:
    """What has been said about these two, undone or not."""
    first, second = sorted((person.id, other.id))
    return db.session.scalars(
        select(IdentityLink).where(IdentityLink.person_id == first, IdentityLink.same_as_id == second)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Repeats:
    """In how many other cases that the reader may open somebody is a victim, and a suspect."""

    victim: int = 0
    suspect: int = 0


def repeats(persons: Iterable[int], actor: Actor) -> Mapping[int, Repeats]:
    """For each of these persons who was found again; over the cases this person may open and no others."""
    same = _same_human(set(persons), actor)
    everybody = {number for group in same.values() for number in group}
    if not everybody:
        return {}
    rows = db.session.execute(
        select(PersonRole.person_id, PersonRole.party_role, Person.incident_id)
        .join(PersonRole.person)
        .where(PersonRole.person_id.in_(everybody), PersonRole.party_role.in_((PartyRole.VICTIM, PartyRole.SUSPECT)))
    ).all()
    cases = db.session.execute(select(Person.id, Person.incident_id).where(Person.id.in_(list(same))))
    own = {row.id: row.incident_id for row in cases}

    def count(person: int, part: PartyRole) -> int:
        there = {case for number, role, case in rows if number in same[person] and role is part}
        return len(there - {own[person]})

    return {person: Repeats(count(person, PartyRole.VICTIM), count(person, PartyRole.SUSPECT)) for person in same}


def _same_human(persons: set[int], actor: Actor) -> dict[int, set[int]]:
    """Person → all who stand for the same human, link by link, over accepted links of which both ends are seen."""
    ways: dict[int, set[int]] = {}
    asked, ask = set[int](), set(persons)
    while ask:
        asked |= ask
        for link in db.session.scalars(
            _between(actor).where(
                IdentityLink.accepted_at.is_not(None),
                or_(IdentityLink.person_id.in_(ask), IdentityLink.same_as_id.in_(ask)),
            )
        ):
            ways.setdefault(link.person_id, set()).add(link.same_as_id)
            ways.setdefault(link.same_as_id, set()).add(link.person_id)
        ask = set(ways) - asked
    return {person: _reached(person, ways) for person in persons if person in ways}


def _reached(person: int, ways: Mapping[int, set[int]]) -> set[int]:
    found, ahead = {person}, [person]
    while ahead:
        new = ways.get(ahead.pop(), set()) - found
        found |= new
        ahead.extend(new)
    return found
