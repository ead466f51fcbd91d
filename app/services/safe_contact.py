"""Contact and safe contact of a person: changed by the police team, tightened at once by whoever cares for them."""

from collections.abc import Sequence
from datetime import date, datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.safe_contact import Instruction, loosened, tightened
from app.models.people import Person, PersonContact, SafeContactChange
from app.queries import clients
from app.services import history
from app.services.authority import demand, unchanged
from app.services.people import ContactCard, check_subject, contact_of, store_contact, suspect_of


def instruction_of(known: PersonContact | None) -> Instruction | None:
    """What is agreed about reaching a person; None where nobody has recorded anything."""
    if known is None:
        return None
    return Instruction.of(known.safe_channels, known.unsafe_channels, known.voicemail_allowed)


@atomic
def put_contact(
    person: Person,
    card: ContactCard,
    *,
    word_given_on: date | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> PersonContact:
    """Set contact and safe contact of a person: one record, sealed; look-ups go by keyed digest.

    Raises RuleBroken where it would loosen what was agreed without the person's own word.
    """
    _entitled(person, actor)
    if suspect_of(person) is not None:
        check_subject(person.incident)
    known = contact_of(person)
    if known is not None:
        unchanged(known, seen)
    before, after = (
        instruction_of(known),
        Instruction.of(card.safe_channels, card.unsafe_channels, card.voicemail_allowed),
    )
    looser = loosened(before, after)
    _check_word(looser, word_given_on, at)
    contact = store_contact(person, card)
    if before != after:
        _keep(person, after, bool(looser), word_given_on, None, actor, at)
    history.record(person.incident, EventKind.CONTACT_DETAILS_CHANGED, actor=actor, at=at, person=person.id)
    return contact


def _entitled(person: Person, actor: Actor) -> None:
    """Row 17 of the matrix; a support worker for a client of their own alone."""
    demand(actor, person.incident, Permission.PERSON_EDIT)
    if actor.role is Role.CASEWORKER and person.id not in {
        row.victim.person_id for row in clients.clients_in(actor, person.incident)
    }:
        raise NotFound("Page not found")


def _check_word(looser: Sequence[str], word_given_on: date | None, at: datetime) -> None:
    if looser and word_given_on is None:
        said = " ".join(looser)
        raise RuleBroken(
            f"This is less strict than before: {said} Enter the day on which the person agreed.", field="word_given_on"
        )
    if word_given_on is not None and word_given_on > london_day(at):
        raise RuleBroken("The day lies in the future.", field="word_given_on")


@atomic
def tighten(
    person: Person,
    *,
    without: Sequence[str],
    never: Sequence[str],
    no_voicemail: bool,
    reason: str | None,
    actor: Actor,
    at: datetime,
) -> PersonContact:
    """Fewer ways, more that must never be done: at once, by a support worker for a client, by witness care, by police.

    Raises NotFound for a person who is not the worker's client; RuleBroken where nothing would become stricter.
    """
    _entitled(person, actor)
    known = contact_of(person)
    before = instruction_of(known) or Instruction()
    after = tightened(before, without=without, never=never, no_voicemail=no_voicemail)
    if after == before:
        raise RuleBroken("Nothing would become stricter. Choose what must not be done.", field="never")
    if known is None:
        known = store_contact(person, ContactCard())
    known.safe_channels = [one for one in known.safe_channels or () if one in after.safe] or None
    old = [line for line in known.unsafe_channels or () if line.strip() in after.never]
    known.unsafe_channels = [*old, *sorted(after.never - {line.strip() for line in old})] or None
    known.voicemail_allowed = after.voicemail
    db.session.flush()
    _keep(person, after, False, None, reason, actor, at)
    history.record(person.incident, EventKind.CONTACT_DETAILS_CHANGED, actor=actor, at=at, person=person.id)
    return known


def _keep(
    person: Person, now: Instruction, looser: bool, word: date | None, reason: str | None, actor: Actor, at: datetime
) -> None:
    kept = SafeContactChange(person=person, at=at, by_id=actor.user_id, is_looser=looser, victims_word_on=word)
    kept.instruction = {"safe": sorted(now.safe), "never": sorted(now.never), "voicemail": now.voicemail}
    kept.reason = reason or None
    db.session.add(kept)
    db.session.flush()
