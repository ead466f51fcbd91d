"""Victim care: referral to a support service with the victim's choice, its acceptance, contact with a victim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.telling import BY_HAND, about_hearing
from app.domain.vocabulary import ClockEvent, ContactChannel, ContactOutcome, SupportConsent
from app.models.incident import Incident
from app.models.outcome import Hearing
from app.models.user import OrganisationKind, Unit
from app.models.victim import Contact, ContactEvent, DatedEvent, SupportReferral, Victim
from app.services import history
from app.services.authority import demand, unchanged
from app.services.happenings import happened


@atomic
def refer_to_support(
    incident: Incident, victim: Victim, unit: Unit, consent: SupportConsent, *, actor: Actor, at: datetime
) -> SupportReferral:
    """Offer a support service and record the victim's choice; without consent nothing leaves the police."""
    demand(actor, incident, Permission.NEEDS_EDIT)
    if victim.incident_id != incident.id:
        raise RuleBroken("Choose a victim of this case.", field="victim")
    if unit.organisation.kind is not OrganisationKind.SUPPORT_SERVICE:
        raise RuleBroken("Choose a support service.", field="unit")
    referral = SupportReferral(
        victim=victim,
        referred_at=at,
        referred_by_id=actor.user_id,
        service=unit.organisation.name,
        unit_id=unit.id,
        consent=consent,
    )
    db.session.add(referral)
    db.session.flush()
    recipient = unit.organisation.name if consent is SupportConsent.GIVEN else None
    history.record(
        incident, EventKind.SUPPORT_OFFERED, actor=actor, at=at, recipient=recipient, person=victim.person_id
    )
    return referral


@atomic
def accept_support(referral: SupportReferral, *, actor: Actor, at: datetime) -> None:
    """A caseworker of the service takes the referral: from now on they see the victim's view of this case."""
    unit = referral.unit
    mine = unit is not None and bool(actor.unit_path) and unit.path.startswith(actor.unit_path)
    if actor.role is not Role.CASEWORKER or not mine:
        raise NotFound("Page not found")
    if referral.consent is not SupportConsent.GIVEN or referral.ended_at is not None:
        raise RuleBroken("The victim has not agreed to this referral.")
    if referral.caseworker_id is not None:
        raise RuleBroken("A colleague has accepted this referral already.")
    referral.accepted_at, referral.caseworker_id = at, actor.user_id
    incident = referral.victim.person.incident
    history.record(
        incident,
        EventKind.SUPPORT_ACCEPTED,
        actor=actor,
        at=at,
        person=referral.victim.person_id,
        service=referral.service,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWishes:
    """How often and by which way a victim wants news; opted out = wants none, since when."""

    every_days: int | None = None
    channel: str | None = None
    opted_out_at: datetime | None = None


@atomic
def choose_updates(
    victim: Victim, wishes: UpdateWishes, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """The update frequency and channel agreed with the victim, with whoever wrote it down (Victims' Code right 6)."""
    incident = victim.person.incident
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(victim, seen)
    if wishes.opted_out_at and wishes.opted_out_at > at:
        raise RuleBroken("The time lies in the future.", field="opted_out_at")
    if wishes.every_days is None and wishes.opted_out_at is None:
        raise RuleBroken("Say how often, or that the victim wants no news.", field="every_days")
    victim.has_update_choice, victim.updates_recorded_by_id = True, actor.user_id
    victim.updates_every_days, victim.updates_channel = wishes.every_days, wishes.channel
    victim.updates_opted_out_at = wishes.opted_out_at
    history.record(incident, EventKind.VICTIM_CHANGED, actor=actor, at=at, person=victim.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """One contact with a victim: when, how, with what result, about which events and which dates of hearings."""

    at: datetime
    channel: ContactChannel
    outcome: ContactOutcome
    events: Sequence[DatedEvent] = ()
    hearings: Sequence[Hearing] = ()
    note: str | None = None


@atomic
def record_contact(
    incident: Incident, victim: Victim, details: ContactDetails, *, actor: Actor, at: datetime
) -> Contact:
    """Log a contact. Only `told` answers events; told of a decision, the time of this victim for a review begins."""
    demand(actor, incident, Permission.CONTACT_RECORD)
    _check(incident, victim, details, at)
    contact = Contact(
        incident_id=incident.id,
        victim=victim,
        at=details.at,
        channel=details.channel,
        by_id=actor.user_id,
        outcome=details.outcome,
    )
    contact.note = details.note
    news = [_news_of(incident, hearing, details.at) for hearing in details.hearings]
    contact.told = [ContactEvent(event_id=event.id) for event in (*details.events, *news)]
    db.session.add(contact)
    history.record(incident, EventKind.VICTIM_CONTACTED, actor=actor, at=at, person=victim.person_id)
    return contact


def _check(incident: Incident, victim: Victim, details: ContactDetails, at: datetime) -> None:
    about: list[DatedEvent | Hearing] = [*details.events, *details.hearings]
    if victim.incident_id != incident.id or any(one.incident_id != incident.id for one in about):
        raise RuleBroken("Choose a victim and events of this case.", field="victim")
    if details.at > at:
        raise RuleBroken("The contact lies in the future.", field="at")
    if about and details.outcome is not ContactOutcome.TOLD:
        raise RuleBroken("Only where the victim was told can it answer an event.", field="outcome")


def _news_of(incident: Incident, hearing: Hearing, at: datetime) -> DatedEvent:
    """A hearing listed by others counts as received when whoever tells the victim had it, at the latest now."""
    return happened(incident, ClockEvent.HEARING_DATE_RECEIVED, at=at, note=about_hearing(hearing.file_id))


@atomic
def record_event(
    incident: Incident, kind: ClockEvent, *, happened_at: datetime, note: str | None, actor: Actor, at: datetime
) -> DatedEvent:
    """Write down news that came from outside, with the instant it came: what the duty to tell counts from."""
    demand(actor, incident, Permission.CONTACT_RECORD)
    if kind not in BY_HAND:
        raise RuleBroken("This is noted by itself when it is recorded on the case.", field="kind")
    if happened_at > at:
        raise RuleBroken("It lies in the future.", field="happened_at")
    event = happened(incident, kind, at=happened_at, note=note)
    history.record(incident, EventKind.EVENT_RECORDED, actor=actor, at=at, event=kind.value)
    return event
