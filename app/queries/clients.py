"""What a support worker may look at: referrals that wait for their service, and the victims referred to them."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.database.session import db
from app.domain.access import Relationship
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.vocabulary import SupportConsent
from app.models.clock import ClockRow
from app.models.incident import Incident
from app.models.people import Person
from app.models.user import Unit
from app.models.victim import SupportReferral, Victim
from app.queries.relationships import allowed_rows, in_conflict, in_subtree, restricted_out


def _allowed(condition: ColumnElement[bool]) -> Select[int]:
    """Ids of cases for which this holds, as a query of its own: its tables are not those of the statement around it."""
    allowed = select(Incident.id).where(condition).cte("allowed_case")
    return select(allowed.c.id)


def waiting_for(actor: Actor) -> list[SupportReferral]:
    """Referrals to the actor's own branch that the victim agreed to and nobody has taken, the oldest first."""
    return list(
        db.session.scalars(
            select(SupportReferral)
            .join(SupportReferral.victim)
            .where(
                in_subtree(SupportReferral.unit_id, actor),
                SupportReferral.consent == SupportConsent.GIVEN,
                SupportReferral.accepted_at.is_(None),
                SupportReferral.ended_at.is_(None),
                Victim.incident_id.in_(_allowed(~in_conflict(actor) & ~restricted_out(actor))),
            )
            .options(joinedload(SupportReferral.unit))
            .order_by(SupportReferral.referred_at, SupportReferral.id)
        )
    )


def waiting_by_id(actor: Actor, number: int) -> SupportReferral:
    """One of the waiting referrals. Raises NotFound."""
    found = next((row for row in waiting_for(actor) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


# The clocks that end a victim's time to ask for a review.
TIME_TO_ASK = (
    ClockRow.starts_at.is_not(None),
    ClockRow.rule.in_(["vrr_cps", "police_vrr_request"]),
    ClockRow.variant != "target",
)


def clients_of(actor: Actor, words: str = "") -> list[SupportReferral]:
    """The victims referred to this worker and taken by them, one row a client; `words` narrow by name or reference."""
    found = (
        select(SupportReferral)
        .join(SupportReferral.victim)
        .join(Person, Person.id == Victim.person_id)
        .join(Incident, Incident.id == Person.incident_id)
        .where(
            SupportReferral.caseworker_id == actor.user_id,
            SupportReferral.ended_at.is_(None),
            Victim.incident_id.in_(_allowed(allowed_rows(actor, frozenset({Relationship.CLIENT})))),
        )
        .options(
            contains_eager(SupportReferral.victim)
            .contains_eager(Victim.person)
            .contains_eager(Person.incident)
            .options(
                joinedload(Incident.oic),
                joinedload(Incident.unit).joinedload(Unit.organisation),
                joinedload(Incident.strands),
                joinedload(Incident.clocks.and_(*TIME_TO_ASK)),
            ),
            contains_eager(SupportReferral.victim).contains_eager(Victim.person).joinedload(Person.contact),
        )
        .order_by(SupportReferral.accepted_at.desc(), SupportReferral.id)
    )
    for word in words.split()[:6]:
        columns = (Person.given_names, Person.surname, Incident.reference)
        found = found.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    seen: dict[int, SupportReferral] = {}
    for row in db.session.scalars(found).unique():
        seen.setdefault(row.victim_id, row)
    return list(seen.values())


def clients_in(actor: Actor, incident: Incident) -> list[SupportReferral]:
    """The worker's own clients in one case: the other victims of it are not there."""
    return [row for row in clients_of(actor) if row.victim.incident_id == incident.id]


def times_to_ask(rows: Iterable[SupportReferral]) -> dict[tuple[int, str], ClockRow]:
    """The clock that ends a client's time to ask for a review, by case and person; of rows read by `clients_of`."""
    incidents = {row.victim.incident_id: row.victim.person.incident for row in rows}
    return {(number, clock.subject): clock for number, one in incidents.items() for clock in one.clocks}
