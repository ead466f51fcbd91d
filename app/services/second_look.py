"""The second prosecutor: a refusal on a hate-flagged allegation takes effect only when another confirms it."""

from datetime import datetime

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.errors import WrongStage
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import ClockEvent
from app.models.referral import Decision
from app.services import history, progress
from app.services.authority import demand
from app.services.decisions import REFUSALS, record_on
from app.services.happenings import happened


@atomic
def confirm_refusal(decision: Decision, *, actor: Actor, at: datetime) -> None:
    """T12: a senior prosecutor other than the decider confirms; only now the refusal takes effect."""
    referral, allegation = decision.referral, decision.allegation
    if not decision.awaits_confirmation:
        raise WrongStage("This decision does not wait for anybody.")
    progress.apply(
        REFUSALS[decision.decision_code][1],
        allegation,
        referral.incident,
        actor=actor,
        at=at,
        given={"reason": decision.reasons},
        earlier=decision.decided_by_id,
    )
    decision.awaits_confirmation, decision.confirmed_by_id, decision.confirmed_at = False, actor.user_id, at
    decision.decided_at = at
    happened(referral.incident, ClockEvent.CPS_NFA, at=at, allegation=allegation)
    record_on(referral, allegation, EventKind.CHARGE_REFUSED, actor, at)


@atomic
def overturn_refusal(decision: Decision, reason: str, *, actor: Actor, at: datetime) -> None:
    """The second prosecutor does not confirm: the review goes on, and the refusal never takes effect."""
    referral = decision.referral
    demand(
        actor,
        referral.incident,
        Permission.DECISION_CONFIRM,
        earlier=decision.decided_by_id,
        state_allows=decision.awaits_confirmation,
    )
    decision.awaits_confirmation, decision.overturned_at = False, at
    history.record(
        referral.incident,
        EventKind.REFUSAL_OVERTURNED,
        actor=actor,
        at=at,
        referral=referral.referral_no,
        detail={"reason": reason},
    )
