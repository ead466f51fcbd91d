"""Cases whose victims and witnesses a witness-care unit looks after."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.stages import Status
from app.domain.vocabulary import PartyRole
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Hearing
from app.models.people import Person, PersonRole
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.queries.incidents import visible_to

PER_PAGE = 25

# Where a page of the list begins: the next hearing of the case before it, and its number.
Place = tuple[datetime | None, int]


def _next_hearing() -> ScalarSelect[datetime]:
    """The first hearing of a case that has no result."""
    ahead = select(func.min(Hearing.listed_at)).where(Hearing.incident_id == Incident.id, Hearing.result.is_(None))
    return ahead.correlate(Incident).scalar_subquery()


def _live(actor: Actor, words: str) -> Select[Incident]:
    """Cases of the force with a charge that are not complete; `words` narrow by reference or name."""
    found = visible_to(actor).where(Incident.status != Status.FINALISED).order_by(None)
    for word in words.split()[:6]:
        named = select(Person.incident_id).where(
            Person.surname.icontains(word, autoescape=True) | Person.given_names.icontains(word, autoescape=True)
        )
        found = found.where(Incident.reference.icontains(word, autoescape=True) | Incident.id.in_(named))
    return found


def live_cases(actor: Actor, words: str = "", after: Place | None = None) -> tuple[list[Incident], int, Place | None]:
    """Up to 25 cases, how many all pages hold, and the place after the last: one statement.

    The next hearing first, then those without one, newest first.
    """
    hearing, everything = _next_hearing(), _live(actor, words)
    in_all = select(func.count()).select_from(everything.subquery()).scalar_subquery()
    found = everything.add_columns(hearing.label("hearing"), in_all.label("in_all"))
    found = found.order_by(hearing.is_(None), hearing, Incident.id.desc()).limit(PER_PAGE + 1)
    if after is not None:
        found = found.where(_beyond(after))
    rows = db.session.execute(found.options(joinedload(Incident.oic))).all()
    last = rows[PER_PAGE - 1] if len(rows) > PER_PAGE else None
    shown = [row[0] for row in rows[:PER_PAGE]]
    return shown, rows[0].in_all if rows else 0, (last[1], last[0].id) if last else None


def every_live_case(actor: Actor, words: str, *, most: int) -> list[Incident]:
    """The cases of all pages, up to so many: one statement."""
    hearing = _next_hearing()
    found = _live(actor, words).order_by(hearing.is_(None), hearing, Incident.id.desc()).limit(most)
    return list(db.session.scalars(found))


def _beyond(after: Place) -> ColumnElement[bool]:
    hearing, (at, number) = _next_hearing(), after
    without, further = hearing.is_(None), Incident.id < number
    if at is None:
        return and_(without, further)
    return or_(hearing > at, and_(hearing == at, further), without)


def victims_of_cases(incident_ids: Iterable[int]) -> dict[int, list[Victim]]:
    """The victims of these cases with their persons: one statement."""
    found: dict[int, list[Victim]] = {}
    rows = db.session.scalars(
        select(Victim)
        .where(Victim.incident_id.in_(list(incident_ids)))
        .options(joinedload(Victim.person).joinedload(Person.incident))
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
