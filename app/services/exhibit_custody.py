"""The custody chain of an exhibit: each step is added once, by who did it or saw it done, and never changed."""

from dataclasses import dataclass
from datetime import datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.exhibit_custody import BEGINS, DECIDED
from app.domain.permissions import Permission
from app.domain.vocabulary import CustodyKind
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.services import history
from app.services.authority import demand
from app.services.people import put


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """What happened to the exhibit, when, through whose hands, from where to where, under which seal."""

    kind: CustodyKind
    at: datetime
    by_name: str | None = None
    from_holder: str | None = None
    to_holder: str | None = None
    from_place: str | None = None
    to_place: str | None = None
    seal_number: str | None = None
    reason: str | None = None


@atomic
def record_step(
    incident: Incident, item: EvidenceItem, details: StepDetails, *, actor: Actor, at: datetime
) -> CustodyEntry:
    """Add a step to the chain. What is wrong is put right by a further step that says so."""
    demand(actor, incident, Permission.CASE_EDIT)
    demand(actor, incident, Permission.EVIDENCE_LIST)
    if item.incident_id != incident.id:
        raise RuleBroken("Choose an item of this case.")
    _check(details, at)
    entry = CustodyEntry(evidence_item_id=item.id, recorded_at=at, recorded_by_id=actor.user_id)
    put(entry, details)
    db.session.add(entry)
    db.session.flush()
    mark = item.exhibit_ref or item.file_id
    history.record(incident, EventKind.CUSTODY_RECORDED, actor=actor, at=at, evidence=item.id, exhibit=mark)
    return entry


def _check(details: StepDetails, at: datetime) -> None:
    if details.at > at:
        raise RuleBroken("This lies in the future.", field="at")
    if details.kind is CustodyKind.HANDED_OVER and not details.to_holder:
        raise RuleBroken("Say to whom it was handed over.", field="to_holder")
    if details.kind in BEGINS and not details.to_holder:
        raise RuleBroken("Say who has it now.", field="to_holder")
    if details.kind is CustodyKind.MOVED and not details.to_place:
        raise RuleBroken("Say where it is now.", field="to_place")
    if details.kind in DECIDED:
        raise RuleBroken("Propose it: a supervisor decides.", field="kind")
    if details.kind in (CustodyKind.VIEWED, CustodyKind.COPIED) and not details.reason:
        raise RuleBroken("Say why.", field="reason")
