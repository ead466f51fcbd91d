"""The same human in two cases: proposed, accepted, refused, undone by people with rights on both. Nothing is copied."""

from datetime import datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.matching import basis_of
from app.domain.vocabulary.linking import IdentityBasis
from app.models.people import IdentityLink, Person
from app.queries import identity
from app.services import history
from app.services.authority import unchanged
from app.services.linking import both_sides


@atomic
def propose_same(person: Person, other: Person, *, actor: Actor, at: datetime) -> IdentityLink:
    """Somebody thinks that it is the same human; a person with rights on both cases accepts it or not."""
    row = _begun(person, other, actor, at)
    row.basis, row.proposed_by_id = IdentityBasis.BY_HAND, actor.user_id
    db.session.flush()
    _record(EventKind.SAME_PERSON_PROPOSED, person, other, actor, at)
    return row


def _begun(person: Person, other: Person, actor: Actor, at: datetime) -> IdentityLink:
    """The one row of a pair, open again where an earlier answer was undone."""
    _both(person, other, actor)
    row = identity.pair_of(person, other)
    if row is not None and row.undone_at is None:
        raise RuleBroken("Somebody has said this already. Look under the answers.", field="person")
    if row is None:
        first, second = sorted((person.id, other.id))
        row = IdentityLink(person_id=first, same_as_id=second, basis=IdentityBasis.BY_HAND)
        db.session.add(row)
    row.proposed_at, row.proposed_by_id = at, None
    row.accepted_at = row.accepted_by_id = row.undone_at = row.undone_by_id = None
    return row


def _both(person: Person, other: Person, actor: Actor) -> None:
    if person.incident_id == other.incident_id:
        raise RuleBroken("Choose a person of another case.", field="person")
    both_sides(person.incident, other.incident, actor)


def _record(kind: EventKind, person: Person, other: Person, actor: Actor, at: datetime) -> None:
    """An entry in each case, about its own person."""
    history.record(person.incident, kind, actor=actor, at=at, person=person.id, other=other.incident.reference)
    history.record(other.incident, kind, actor=actor, at=at, person=other.id, other=person.incident.reference)


def _asked(person: Person, other: Person, seen: int | None, actor: Actor, at: datetime) -> IdentityLink:
    """The open proposal, or the suggestion made into one: the match proposed it, nobody did by hand."""
    _both(person, other, actor)
    row = identity.pair_of(person, other)
    if row is not None and row.undone_at is not None and seen is None:
        raise RuleBroken("Somebody has answered this already. Read the page again.", field="answer")
    if row is not None:
        unchanged(row, seen)
    if row is not None and row.undone_at is None:
        if row.accepted_at is not None:
            raise RuleBroken("Somebody has said already that it is the same person.", field="answer")
        return row
    row = _begun(person, other, actor, at)
    like = basis_of(
        identity.identity_of(person, identity.digests_of(person)),
        identity.identity_of(other, identity.digests_of(other)),
    )
    if like is not None:
        row.basis = like
    else:
        row.proposed_by_id = actor.user_id
    return row


@atomic
def accept_same(person: Person, other: Person, *, seen: int | None = None, actor: Actor, at: datetime) -> IdentityLink:
    """It is the same human. Each case keeps its own person; whoever may open both sees that they are one."""
    row = _asked(person, other, seen, actor, at)
    row.accepted_by_id, row.accepted_at = actor.user_id, at
    db.session.flush()
    _record(EventKind.SAME_PERSON_LINKED, person, other, actor, at)
    return row


@atomic
def refuse_same(person: Person, other: Person, *, seen: int | None = None, actor: Actor, at: datetime) -> IdentityLink:
    """It is not the same human; they are not suggested again. By hand it can be proposed anew."""
    row = _asked(person, other, seen, actor, at)
    row.undone_by_id, row.undone_at = actor.user_id, at
    db.session.flush()
    _record(EventKind.SAME_PERSON_REFUSED, person, other, actor, at)
    return row


@atomic
def undo_same(row: IdentityLink, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """It was a mistake, or nobody is sure any more: the two persons are two again."""
    _both(row.person, row.same_as, actor)
    unchanged(row, seen)
    if row.undone_at is not None:
        raise RuleBroken("This was undone already.")
    row.undone_by_id, row.undone_at = actor.user_id, at
    _record(EventKind.SAME_PERSON_UNDONE, row.person, row.same_as, actor, at)
