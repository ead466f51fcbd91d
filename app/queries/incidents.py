"""The one way from a URL to a case: what a person may not see does not exist for them."""

from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.access import GRANTS, PAGE_OF, Relationship
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.models.incident import Incident
from app.queries.relationships import Among, allowed_rows, in_conflict, of_many, of_one


def sufficient_for_page(actor: Actor) -> frozenset[Relationship]:
    """The relationships that open this role's own page of a case without a reason being asked."""
    if actor.role is None:
        return frozenset()
    grants = GRANTS[actor.role].get(PAGE_OF[actor.role], ())
    return frozenset(grant.relationship for grant in grants if not grant.reason)


@lru_cache(maxsize=1024)
def visible_to(actor: Actor, among: Among = of_many) -> Select[Incident]:
    """Every case of which this person may open their own kind of page: relationships, never a role alone.

    Put together once for an actor; it holds no row. `among`: of_one where the caller names the case, of_many in lists.
    """
    return select(Incident).where(allowed_rows(actor, sufficient_for_page(actor), among)).order_by(Incident.id)


def by_reference(actor: Actor, reference: str) -> Incident:
    """One case. Raises NotFound where it does not exist for this person, whether or not it exists."""
    found = db.session.scalars(
        visible_to(actor, of_one)
        .where(Incident.reference == reference)
        .options(joinedload(Incident.unit), joinedload(Incident.oic), joinedload(Incident.supervisor))
    ).one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def closed_by_conflict(actor: Actor, reference: str) -> int | None:
    """The id of the case at this reference where a conflict of interest keeps the actor from it."""
    return db.session.scalar(select(Incident.id).where(Incident.reference == reference, in_conflict(actor)))
