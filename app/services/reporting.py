"""Reports: receive, correct, begin the assessment, say who perceived it as hate crime."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import NotAllowed, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.roles import POLICE_ROLES, Role
from app.domain.vocabulary import (
    Channel,
    ClockEvent,
    LocationKind,
    PerceivedBy,
    PerceptionBasis,
    ReportedByRole,
    Strand,
)
from app.models.incident import Assignment, Incident, IncidentStrand, Perception
from app.models.user import Unit, UnitKind
from app.services import charging, history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened
from app.services.numbering import next_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDetails:
    """What a report says. `occurred_typed` keeps the wall clock as it was typed."""

    title: str
    reported_at: datetime
    reported_by_role: ReportedByRole
    channel: Channel
    narrative: str
    location_kind: LocationKind
    location_description: str
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    occurred_precision: str = "exact"
    occurred_typed: str | None = None
    address: str | None = None
    district: str | None = None
    force_ref: str | None = None
    is_protest: bool | None = None
    is_domestic_abuse: bool | None = None
    community_tension: str | None = None


REPORT_FIELDS = tuple(name for name in ReportDetails.__slots__ if name != "address")


def new_incident(details: ReportDetails, *, unit_id: int, at: datetime) -> Incident:
    """A case with its reference and its own key; not yet in the history."""
    incident = Incident(
        reference=next_reference(at),
        wrapped_key=Incident.fresh_key(),
        digest_salt=os.urandom(16),
        unit_id=unit_id,
        created_at=at,
        **{name: getattr(details, name) for name in REPORT_FIELDS},
    )
    incident.address = details.address
    db.session.add(incident)
    db.session.flush()
    return incident


def check_times(details: ReportDetails, at: datetime) -> None:
    """A report is not from the future; an exact or rough time of the incident does not come after the report's day."""
    if details.reported_at > at:
        raise RuleBroken("The time of the report is in the future.", field="reported_at")
    if details.occurred_from and details.occurred_to and details.occurred_to < details.occurred_from:
        raise RuleBroken("It cannot have ended before it began.", field="occurred_to")
    late = details.occurred_from and london_day(details.occurred_from) > london_day(details.reported_at)
    if late and details.occurred_precision in ("exact", "about"):
        raise RuleBroken("It cannot have happened after the day of the report.", field="occurred_from")


@atomic
def receive_report(
    details: ReportDetails,
    *,
    unit_id: int,
    actor: Actor,
    at: datetime,
    organisation_id: int | None = None,
) -> Incident:
    """Take in a report. An officer who records one is assigned at once; any other waits with the unit's supervisors."""
    if actor.role in POLICE_ROLES and not _in_own_force(unit_id, actor):
        raise NotAllowed("A report is recorded for one's own force.")
    check_times(details, at)
    incident = new_incident(details, unit_id=unit_id, at=at)
    incident.reported_by_id = actor.user_id
    incident.reporting_organisation_id = organisation_id
    if actor.role is Role.OFFICER:
        incident.oic_id = actor.user_id
        db.session.add(Assignment(incident_id=incident.id, user_id=actor.user_id, started_at=at))
        db.session.flush()
    happened(incident, ClockEvent.REPORT_RECEIVED, at=details.reported_at)
    history.record(incident, EventKind.REPORT_RECEIVED, actor=actor, at=at)
    return incident


def _in_own_force(unit_id: int, actor: Actor) -> bool:
    unit = db.session.get(Unit, unit_id)
    return unit is not None and unit.organisation_id == actor.organisation_id


@atomic
def take_report(details: ReportDetails, *, actor: Actor, at: datetime) -> Incident:
    """A report by whoever is signed in: police for their own team, others for the team that receives such reports."""
    if actor.role in (Role.OFFICER, Role.SUPERVISOR) and actor.unit_id is not None:
        return receive_report(details, unit_id=_team_of(actor), actor=actor, at=at)
    organisation = actor.organisation_id if actor.role is Role.PARTNER else None
    return receive_report(
        details, unit_id=receiving_team(details.district), actor=actor, at=at, organisation_id=organisation
    )


def _team_of(actor: Actor) -> int:
    """The actor's own unit; a supervisor of a command records for the first team under it."""
    teams = select(Unit.id).where(Unit.path.startswith(actor.unit_path, autoescape=True), Unit.kind == UnitKind.TEAM)
    first = db.session.scalar(teams.order_by(Unit.path, Unit.id).limit(1))
    return first or actor.unit_id or 0


def receiving_team(district: str | None) -> int:
    """The team that takes in reports from outside: the first whose name holds the district, else the first of all."""
    teams = select(Unit.id).where(Unit.kind == UnitKind.TEAM).order_by(Unit.id)
    named = teams.where(Unit.name.icontains(district, autoescape=True)) if district else teams
    found = db.session.scalar(named.limit(1)) or db.session.scalar(teams.limit(1))
    if found is None:
        raise RuleBroken("No police team takes in reports yet.")
    return found


@atomic
def change_report(
    incident: Incident, details: ReportDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct what the report says."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(incident, seen)
    check_times(details, at)
    for name in REPORT_FIELDS:
        setattr(incident, name, getattr(details, name))
    incident.address = details.address
    history.record(incident, EventKind.REPORT_CHANGED, actor=actor, at=at)


@atomic
def set_urn(incident: Incident, urn: str | None, *, actor: Actor, at: datetime) -> None:
    """The unique reference number, as the force issued it; a wrong shape is a finding of the file check."""
    demand(actor, incident, Permission.CASE_EDIT)
    incident.urn = urn or None
    history.record(incident, EventKind.REPORT_CHANGED, actor=actor, at=at)


@atomic
def begin_assessment(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """T1: somebody reads the report. A supervisor opens or assigns what came from outside."""
    progress.apply(
        "begin_assessment", incident, incident, actor=actor, at=at, given={"report_time": incident.reported_at}
    )
    history.record(incident, EventKind.ASSESSMENT_BEGUN, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class StrandChoice:
    """A strand with its sub-strand, where one is chosen."""

    strand: Strand
    sub_strand: str | None = None


@atomic
def record_perception(
    incident: Incident,
    *,
    strands: Sequence[StrandChoice],
    perceived: Sequence[tuple[PerceivedBy, PerceptionBasis]],
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The flag: which strands, perceived by whom. Evidence of hostility is not needed, and identity is not recorded.

    Where the police have already charged, the case is referred at once and the charge stands (T14).
    """
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(incident, seen)
    if perceived and not strands:
        raise RuleBroken("Choose at least one strand, or clear who perceived it.", field="strands")
    put_perception(incident, strands, perceived)
    history.record(incident, EventKind.PERCEPTION_CHANGED, actor=actor, at=at)
    if strands:
        charging.refer_police_charges(incident, actor=actor, at=at)


def put_perception(
    incident: Incident, strands: Sequence[StrandChoice], perceived: Sequence[tuple[PerceivedBy, PerceptionBasis]]
) -> None:
    """Replace both sets; a member that stays keeps its row."""
    wanted = {(choice.strand, choice.sub_strand) for choice in strands}
    incident.strands = [row for row in incident.strands if (row.strand, row.sub_strand) in wanted]
    kept = {(row.strand, row.sub_strand) for row in incident.strands}
    for choice in strands:
        if (choice.strand, choice.sub_strand) not in kept:
            kept.add((choice.strand, choice.sub_strand))
            incident.strands.append(IncidentStrand(strand=choice.strand, sub_strand=choice.sub_strand))
    bases = dict(perceived)
    incident.perceptions = [row for row in incident.perceptions if row.by in bases]
    for row in incident.perceptions:
        row.basis = bases.pop(row.by)
    incident.perceptions.extend(Perception(by=by, basis=basis) for by, basis in bases.items())
