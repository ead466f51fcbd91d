"""Answers of the police to the actions of an action plan."""

from collections.abc import Sequence
from datetime import datetime

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.referral import ActionItem
from app.services import history
from app.services.authority import demand, unchanged
from app.services.links import Source, of_case, replace_links


@atomic
def answer_action(
    item: ActionItem,
    answer: str,
    *,
    sources: Sequence[Source] | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Answer one action with what is attached (None = as before); the CPS sees it when the answers are sent."""
    referral = item.plan.referral
    demand(actor, referral.incident, Permission.REFERRAL_DRAFT)
    unchanged(item, seen)
    of_case(referral.incident, sources or ())
    item.answer, item.answered_at = answer, at
    if sources is not None:
        replace_links(referral.incident_id, "action", item.id, sources)
    history.record(referral.incident, EventKind.ACTION_ANSWERED, actor=actor, at=at, action=item.action_no)
