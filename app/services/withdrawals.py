"""Withdrawing an item of evidence and restoring it: the officer proposes it, a supervisor decides (ACC-12)."""

from datetime import datetime, timedelta

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import CustodyKind, ItemStanding
from app.models.exhibit_custody import CustodyEntry
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.withdrawal import Withdrawal
from app.queries import withdrawals as questions
from app.queries.policies import policy_of
from app.services import history
from app.services.authority import demand, unchanged

P = Permission


@atomic
def propose(incident: Incident, item: EvidenceItem, reason: str, *, actor: Actor, at: datetime) -> Withdrawal:
    """The first of two: to withdraw an item that counts, to restore one that is withdrawn. Nothing changes yet.

    Raises RuleBroken where it is proposed already, or words of hostility would be left without a source.
    """
    demand(actor, incident, P.EVIDENCE_WITHDRAW_PROPOSE)
    if item.incident_id != incident.id:
        raise NotFound("Page not found")
    if item.standing not in (ItemStanding.COUNTS, ItemStanding.WITHDRAWN):
        raise RuleBroken("This was not accepted as evidence, so it need not be withdrawn.")
    if questions.open_proposal(item) is not None:
        raise RuleBroken("This is proposed already and waits for a supervisor.")
    restores = item.standing is ItemStanding.WITHDRAWN
    if not restores:
        _refuse_only_source(item)
    today = london_day(at)
    days = int(policy_of(incident.unit.organisation_id, "withdrawal_decide_days", today).value)
    proposal = Withdrawal(
        incident_id=incident.id,
        evidence_item_id=item.id,
        restores=restores,
        reason=reason,
        proposed_by_id=actor.user_id,
        proposed_at=at,
        decide_by=today + timedelta(days=days),
    )
    db.session.add(proposal)
    db.session.flush()
    kind = EventKind.RESTORING_PROPOSED if restores else EventKind.WITHDRAWAL_PROPOSED
    history.record(incident, kind, actor=actor, at=at, evidence=item.id, exhibit=item.file_id)
    return proposal


def _refuse_only_source(item: EvidenceItem) -> None:
    if questions.is_only_source_of_hostility(item):
        raise RuleBroken("Words of hostility stand in this item alone. Say first in which other paper they stand.")


@atomic
def decide(
    proposal: Withdrawal,
    incident: Incident,
    approved: bool,
    answer: str | None = None,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The second of two: a supervisor, and not the one who proposed it, whatever role they had then."""
    demand(actor, incident, P.EVIDENCE_WITHDRAW_APPROVE, earlier=proposal.proposed_by_id)
    if proposal.proposed_by_id == actor.user_id:
        raise NotAllowed("Somebody other than the person who proposed it must decide.")
    if proposal.incident_id != incident.id:
        raise NotFound("Page not found")
    unchanged(proposal, seen)
    if proposal.decided_at is not None:
        raise RuleBroken("This was decided already.")
    if not approved and not answer:
        raise RuleBroken("Say why you decline.", field="reason")
    proposal.decided_by_id, proposal.decided_at = actor.user_id, at
    proposal.approved, proposal.answer = approved, answer
    item = proposal.item
    kind = _carry_out(proposal, actor, at) if approved else EventKind.WITHDRAWAL_DECLINED
    history.record(incident, kind, actor=actor, at=at, evidence=item.id, exhibit=item.file_id)


def _carry_out(proposal: Withdrawal, actor: Actor, at: datetime) -> EventKind:
    """The item stands differently from now on, and its custody chain says so."""
    item = proposal.item
    if proposal.restores:
        item.standing, kind, event = ItemStanding.COUNTS, CustodyKind.RESTORED, EventKind.ITEM_RESTORED
    else:
        _refuse_only_source(item)
        item.standing, kind, event = ItemStanding.WITHDRAWN, CustodyKind.WITHDRAWN, EventKind.ITEM_WITHDRAWN
    db.session.add(
        CustodyEntry(
            evidence_item_id=item.id,
            kind=kind,
            at=at,
            recorded_at=at,
            recorded_by_id=actor.user_id,
            reason=f"{proposal.reason} (proposed by {proposal.proposed_by.named})",
        )
    )
    return event
