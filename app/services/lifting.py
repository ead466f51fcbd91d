"""Lifting a conflict of interest or a restriction: one proposes, another decides (ACC-6, ACC-7)."""

from datetime import datetime

from sqlalchemy import delete

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.lifting import LiftProposal
from app.queries import access_rules
from app.services import history
from app.services.authority import demand, unchanged


@atomic
def propose_to_lift_conflict(
    incident: Incident, conflict: ConflictOfInterest, reason: str, *, actor: Actor, at: datetime
) -> LiftProposal:
    """The first of two: nothing is lifted yet. For the police a supervisor, for the CPS a senior prosecutor."""
    demand(
        actor,
        incident,
        Permission.CONFLICT_LIFT,
        earlier=conflict.user_id,
        state_allows=conflict.incident_id == incident.id and conflict.lifted_at is None,
    )
    return _propose(incident, conflict, reason, actor, at)


@atomic
def propose_to_lift_restriction(incident: Incident, reason: str, *, actor: Actor, at: datetime) -> LiftProposal:
    """The first of two supervisors, both on the list: the case stays restricted until the second agrees."""
    demand(actor, incident, Permission.CASE_UNRESTRICT, state_allows=incident.is_restricted)
    return _propose(incident, None, reason, actor, at)


def _propose(
    incident: Incident, conflict: ConflictOfInterest | None, reason: str, actor: Actor, at: datetime
) -> LiftProposal:
    about = None if conflict is None else conflict.id
    if any(row.conflict_id == about for row in access_rules.open_proposals(actor, incident)):
        raise RuleBroken("This is proposed already and waits for a second person.")
    proposal = LiftProposal(
        incident_id=incident.id, conflict_id=about, reason=reason, proposed_by_id=actor.user_id, proposed_at=at
    )
    db.session.add(proposal)
    history.record(incident, EventKind.LIFT_PROPOSED, actor=actor, at=at, detail={"reason": reason})
    return proposal


@atomic
def decide_lift(
    proposal: LiftProposal, incident: Incident, approved: bool, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """The second of two: not the one who proposed it, and never the person for whom the case is closed."""
    conflict = proposal.conflict
    permission = Permission.CASE_UNRESTRICT if conflict is None else Permission.CONFLICT_LIFT
    demand(actor, incident, permission, earlier=proposal.proposed_by_id)
    if proposal.proposed_by_id == actor.user_id or (conflict is not None and conflict.user_id == actor.user_id):
        raise NotAllowed("Somebody other than the person who proposed it must decide.")
    if proposal.incident_id != incident.id:
        raise NotFound("Page not found")
    unchanged(proposal, seen)
    if proposal.decided_at is not None:
        raise RuleBroken("This was decided already.")
    proposal.decided_by_id, proposal.decided_at, proposal.approved = actor.user_id, at, approved
    if not approved:
        history.record(incident, EventKind.LIFT_REFUSED, actor=actor, at=at)
    elif conflict is not None:
        conflict.lifted_at, conflict.lifted_by_id = at, actor.user_id
        history.record(incident, EventKind.CONFLICT_LIFTED, actor=actor, at=at)
    else:
        _open_again(incident)
        history.record(incident, EventKind.RESTRICTION_LIFTED, actor=actor, at=at)


def _open_again(incident: Incident) -> None:
    """The list goes with the restriction: a later one names its people afresh."""
    incident.is_restricted = False
    db.session.execute(delete(RestrictionMember).where(RestrictionMember.incident_id == incident.id))
