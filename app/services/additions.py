"""Material that somebody outside the investigation sends in: kept at once, evidence once the officer accepts it."""

from datetime import datetime

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.vocabulary import ItemStanding
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.services import history
from app.services.authority import demand, unchanged
from app.services.holding import Looked, Sent, hold, look_into
from app.services.items import EvidenceDetails, new_item
from app.services.uploads import Inspect, inspect_upload

P = Permission
#: Who adds without investigating: what they send in waits for the officer (row 18 of the matrix).
SENDERS = frozenset({Role.CASEWORKER, Role.PARTNER})


def offer(
    incident: Incident,
    details: EvidenceDetails,
    sent: Sent,
    *,
    inspect: Inspect = inspect_upload,
    actor: Actor,
    at: datetime,
) -> EvidenceItem:
    """Send in a file, as an item that waits to be accepted. Raises RuleBroken beside the field of the file."""
    demand(actor, incident, P.EVIDENCE_ADD)
    return _offer(incident, details, look_into(sent, inspect), actor=actor, at=at)


@atomic
def _offer(incident: Incident, details: EvidenceDetails, looked: Looked, *, actor: Actor, at: datetime) -> EvidenceItem:
    """The second half of `offer`, in one transaction."""
    demand(actor, incident, P.EVIDENCE_ADD)
    if actor.role not in SENDERS:
        raise NotFound("Page not found")
    item = new_item(incident, details, standing=ItemStanding.WAITS)
    hold(incident, item, looked, actor=actor, at=at)
    history.record(incident, EventKind.ADDITION_OFFERED, actor=actor, at=at, evidence=item.id, exhibit=item.file_id)
    return item


@atomic
def answer(
    item: EvidenceItem,
    incident: Incident,
    accepted: bool,
    reason: str | None = None,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The officer takes it as evidence, or not and says why; what was not taken can be accepted later."""
    demand(actor, incident, P.CASE_EDIT)
    demand(actor, incident, P.EVIDENCE_LIST)
    if item.incident_id != incident.id:
        raise NotFound("Page not found")
    unchanged(item, seen)
    if item.standing not in (ItemStanding.WAITS, ItemStanding.DECLINED):
        raise RuleBroken("This was answered already.")
    if not accepted and not reason:
        raise RuleBroken("Say why it is not taken.", field="reason")
    item.standing = ItemStanding.COUNTS if accepted else ItemStanding.DECLINED
    item.standing_reason = None if accepted else reason
    kind = EventKind.ADDITION_ACCEPTED if accepted else EventKind.ADDITION_DECLINED
    history.record(incident, kind, actor=actor, at=at, evidence=item.id, exhibit=item.file_id)
