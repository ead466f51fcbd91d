"""Allegations: who is said to have committed which offence against whom; points to prove and what supports them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.charging import charging_authority
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.offence_forms import choice_problem
from app.domain.offences import catalogue, points_to_prove
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import ChargingAuthority, ConsentType, ElementKind, Strand, VenueView
from app.models.allegation import Act, Allegation, Crime, Element
from app.models.incident import Incident
from app.models.material import SourceLink
from app.models.suspect import Suspect
from app.services import history
from app.services.authority import demand, unchanged
from app.services.links import Source, exchange_support, of_case, replace_links
from app.services.numbering import next_file_id
from app.services.people import put

# While an allegation stands here the police may change it.
OPEN_TO_POLICE = frozenset({Status.UNDER_INVESTIGATION, Status.ACTION_PLAN_ISSUED, Status.TRIAGE_REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationDetails:
    """One suspect, one offence, one crime: dates, strands alleged, how the suspect is identified, damage, venue."""

    offence_type_key: str
    offence_from: date | None = None
    offence_to: date | None = None
    wording: str | None = None
    hostility_strands: tuple[str, ...] | None = None
    venue_view: VenueView | None = None
    identification_methods: tuple[str, ...] = ()
    is_online: bool | None = None
    echr_note: str | None = None
    damage_owner: str | None = None
    damage_cost_gbp: Decimal | None = None
    alternative_to_id: int | None = None
    domestic_abuse_first_statement_on: date | None = None


def check_details(details: AllegationDetails, on: date) -> None:
    """Dates in order and not in the future; an offence of the list that existed on the day."""
    found = catalogue().get(details.offence_type_key)
    if found is None:
        raise RuleBroken("Choose an offence of the list.", field="offence_type_key")
    first, last = details.offence_from, details.offence_to or details.offence_from
    if first and last and last < first:
        raise RuleBroken("The offence cannot end before it begins.", field="offence_to")
    if last and last > on:
        raise RuleBroken("The offence cannot lie in the future.", field="offence_from")
    if first and (not found.usable or not found.valid_on(first)):
        raise RuleBroken("This offence cannot be charged for that day.", field="offence_type_key")
    said = details.domestic_abuse_first_statement_on
    if said and (said > on or (first and said < first)):
        raise RuleBroken(
            "The first statement comes after the offence, and not in the future.",
            field="domestic_abuse_first_statement_on",
        )
    if (details.damage_owner is None) != (details.damage_cost_gbp is None):
        raise RuleBroken("Give both the owner and the cost of repair.", field="damage_owner")


def _check_form(details: AllegationDetails, on: date) -> None:
    """The form of the offence exists for these strands. What another system alleged is taken as it came."""
    strands = [Strand(one) for one in details.hostility_strands or ()]
    if problem := choice_problem(details.offence_type_key, strands, details.offence_from or on):
        raise RuleBroken(problem, field="offence_type_key" if strands else "hostility_strands")


@atomic
def add_allegation(
    incident: Incident, suspect: Suspect, crime: Crime, details: AllegationDetails, *, actor: Actor, at: datetime
) -> Allegation:
    """Allege an offence. The points to prove are copied from the catalogue; a person may add, never delete one."""
    demand(actor, incident, Permission.CASE_EDIT)
    if suspect.incident_id != incident.id or crime.incident_id != incident.id:
        raise RuleBroken("Choose a suspect and a crime of this case.", field="suspect")
    if crime.status not in (Status.RECORDED, Status.UNDER_INVESTIGATION):
        raise RuleBroken("This crime record has ended.", field="crime")
    if incident.oic_id is None or crime.status is Status.RECORDED:
        raise RuleBroken("A supervisor gives the case to an officer first.")
    check_details(details, london_day(at))
    _check_form(details, london_day(at))
    allegation = Allegation(
        incident_id=incident.id,
        file_id=next_file_id(Allegation, incident.id, "A"),
        suspect_id=suspect.id,
        crime_id=crime.id,
        charging_authority=_authority(incident, crime, details),
    )
    _put(allegation, details)
    needed = catalogue()[details.offence_type_key].consent
    allegation.consent_type = None if needed is ConsentType.NONE else needed
    allegation.elements = _points(details.offence_type_key)
    db.session.add(allegation)
    db.session.flush()
    history.record(
        incident, EventKind.ALLEGATION_ADDED, actor=actor, at=at, allegation=allegation.id, person=suspect.person_id
    )
    return allegation


def _put(allegation: Allegation, details: AllegationDetails) -> None:
    put(allegation, details, leave=("offence_to",))
    allegation.offence_to = details.offence_to or details.offence_from


def _authority(incident: Incident, crime: Crime, details: AllegationDetails) -> ChargingAuthority:
    flagged = bool(crime.strands if crime.own_strands else incident.strands)
    found = catalogue()[details.offence_type_key]
    return charging_authority(found, flagged, is_domestic_abuse=bool(incident.is_domestic_abuse))


def _points(key: str) -> list[Element]:
    return [Element(key=point.key, kind=point.kind, text=point.text) for point in points_to_prove(key)]


@atomic
def change_allegation(
    allegation: Allegation,
    incident: Incident,
    details: AllegationDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change dates, wording, strands; another offence brings its own points to prove and keeps those a person added."""
    demand(actor, incident, Permission.CASE_EDIT, state_allows=allegation.status in OPEN_TO_POLICE)
    unchanged(allegation, seen)
    check_details(details, london_day(at))
    _check_form(details, london_day(at))
    if details.alternative_to_id == allegation.id:
        raise RuleBroken("An offence is not its own alternative.", field="alternative_to_id")
    if details.offence_type_key != allegation.offence_type_key:
        allegation.charging_authority = _authority(incident, allegation.crime, details)
        _exchange_points(allegation, details.offence_type_key)
    _put(allegation, details)
    _record_change(incident, allegation, actor, at)


def _exchange_points(allegation: Allegation, key: str) -> None:
    """Points of the old offence go with their links; points of the same key and those added by a person stay."""
    fresh = {point.key: point for point in points_to_prove(key)}
    gone = [one for one in allegation.elements if one.key not in fresh and not one.key.startswith("added")]
    db.session.execute(delete(SourceLink).where(SourceLink.element_id.in_([one.id for one in gone])))
    kept = [one for one in allegation.elements if one not in gone]
    known = {one.key for one in kept}
    added = [Element(key=p.key, kind=p.kind, text=p.text) for p in fresh.values() if p.key not in known]
    allegation.elements = [*kept, *added]


def _record_change(incident: Incident, allegation: Allegation, actor: Actor, at: datetime) -> None:
    history.record(
        incident,
        EventKind.ALLEGATION_CHANGED,
        actor=actor,
        at=at,
        allegation=allegation.id,
        person=allegation.suspect.person_id,
    )


@atomic
def add_point(allegation: Allegation, incident: Incident, text: str, *, actor: Actor, at: datetime) -> Element:
    """A point to prove that the catalogue does not name."""
    demand(actor, incident, Permission.CASE_EDIT)
    number = 1 + sum(one.key.startswith("added") for one in allegation.elements)
    element = Element(key=f"added_{number}", kind=ElementKind.OFFENCE, text=text)
    allegation.elements.append(element)
    db.session.flush()
    _record_change(incident, allegation, actor, at)
    return element


@atomic
def link_sources(
    element: Element,
    allegation: Allegation,
    incident: Incident,
    sources: Sequence[Source],
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Say what supports a point: these items, statements and documents, and no others."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(allegation, seen)
    of_case(incident, sources)
    if element.allegation_id != allegation.id:
        raise RuleBroken("Choose a point of this allegation.", field="sources")
    exchange_support(incident.id, element.id, sources, actor=actor, at=at)
    _record_change(incident, allegation, actor, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDetails:
    """One act of a course of conduct; the time limit counts from the last."""

    on: date
    text: str


@atomic
def put_act(
    allegation: Allegation,
    incident: Incident,
    details: ActDetails,
    sources: Sequence[Source],
    *,
    act: Act | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Act:
    """Add an act of a course of conduct with what shows it, or change one."""
    demand(actor, incident, Permission.CASE_EDIT, state_allows=allegation.status in OPEN_TO_POLICE)
    unchanged(allegation, seen)
    if details.on > london_day(at):
        raise RuleBroken("The act cannot lie in the future.", field="on")
    of_case(incident, sources)
    if act is None:
        act = Act(on=details.on, text=details.text)
        allegation.acts.append(act)
    put(act, details)
    db.session.flush()
    replace_links(incident.id, "act", act.id, sources)
    _record_change(incident, allegation, actor, at)
    return act


@atomic
def remove_act(
    allegation: Allegation, incident: Incident, act: Act, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Take an act back that is no longer relied on."""
    demand(actor, incident, Permission.CASE_EDIT, state_allows=allegation.status in OPEN_TO_POLICE)
    unchanged(allegation, seen)
    replace_links(incident.id, "act", act.id, [])
    allegation.acts.remove(act)
    _record_change(incident, allegation, actor, at)
