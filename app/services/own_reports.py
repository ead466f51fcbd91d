"""A report by an organisation, in its own hands until the police take it up: change it, add to it, then no longer."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.vocabulary import Availability, EvidenceKind, EvidenceUsage, LocationKind
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.queries import partner
from app.services import additions, material, reporting
from app.services.authority import demand
from app.services.holding import Sent
from app.services.items import sent_in

TAKEN_UP = "The police have taken up this report, so it can no longer be changed here. Tell them what is new."
REWRITTEN = "The police have corrected this report since. Tell them what is new."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What an organisation may correct in its report: what happened, when and where."""

    title: str
    narrative: str
    location_kind: LocationKind
    location_description: str
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    occurred_precision: str = "exact"
    occurred_typed: str | None = None
    address: str | None = None


def is_open(incident: Incident, actor: Actor) -> bool:
    """Is the report still in the hands of the organisation that made it?"""
    return incident.report_status is Status.REPORTED and not partner.rewritten(actor, [incident.id])


def _demand_open(incident: Incident, permission: Permission, actor: Actor) -> None:
    if actor.role is not Role.PARTNER:
        raise NotAllowed("This is for the organisation that made the report.")
    if incident.report_status is not Status.REPORTED:
        raise WrongStage(TAKEN_UP)
    demand(actor, incident, permission)
    if partner.rewritten(actor, [incident.id]):
        raise WrongStage(REWRITTEN)


@atomic
def change_own_report(
    incident: Incident, words: OwnWords, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Correct one's own report. Raises WrongStage once the police have taken it up or corrected it."""
    _demand_open(incident, Permission.CASE_EDIT, actor)
    held = {name: getattr(incident, name) for name in reporting.REPORT_FIELDS}
    changed = {name: getattr(words, name) for name in OwnWords.__slots__}
    details = replace(reporting.ReportDetails(**held), **changed)
    reporting.change_report(incident, details, seen=seen, actor=actor, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Something that bears out the report: its words, or where it is and by when the police can have it."""

    kind: EvidenceKind
    what: str
    text: str | None = None
    where: str | None = None
    due_on: date | None = None
    file: Sent | None = None


def add_to_own_report(incident: Incident, addition: Addition, *, actor: Actor, at: datetime) -> EvidenceItem:
    """Add a text, a file, or a reference to a thing somebody has. Raises WrongStage once the police have the report.

    A file waits until the officer accepts it as evidence; words count as the organisation's own at once.
    """
    _demand_open(incident, Permission.EVIDENCE_ADD, actor)
    if addition.file is not None:
        if addition.where:
            raise RuleBroken("Send the file, or say where it is: not both.", field="where")
        details = sent_in(addition.kind, addition.what, text=addition.text)
        return additions.offer(incident, details, addition.file, actor=actor, at=at)
    return _add_words(incident, addition, actor=actor, at=at)


@atomic
def _add_words(incident: Incident, addition: Addition, *, actor: Actor, at: datetime) -> EvidenceItem:
    """A text, or where a thing is."""
    _demand_open(incident, Permission.EVIDENCE_ADD, actor)
    if not addition.text and not addition.where:
        raise RuleBroken("Send a file, write the text here, or say where the thing is.", field="text")
    if addition.where and addition.due_on is None:
        raise RuleBroken("Give the day by which the police can have it.", field="due_on")
    details = material.EvidenceDetails(
        kind=addition.kind,
        description=f"{addition.what}. It is here: {addition.where}" if addition.where else addition.what,
        is_core_evidence=False,
        usage=EvidenceUsage.USED,
        availability=Availability.OUTSTANDING if addition.where else Availability.HELD,
        due_on=addition.due_on if addition.where else None,
        transcript=addition.text,
    )
    return material.add_evidence(incident, details, actor=actor, at=at)
