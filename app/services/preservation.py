"""Asking a platform to keep what it holds: the request, its answer, asking again before it ends, or ending it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import PreservationReply
from app.models.incident import Incident
from app.models.online import OnlinePost, PreservationRequest
from app.queries.policies import policy_of
from app.services import history
from app.services.authority import demand, unchanged
from app.services.people import put

P = Permission
KEPT = (PreservationReply.PRESERVED, PreservationReply.PARTLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """Which platform was asked, when, by whom, under which reference."""

    platform: str
    asked_at: datetime
    asked_by: str
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDetails:
    """What it answered, until when it keeps what it holds, and by when to ask again."""

    replied_on: date
    reply: PreservationReply
    reply_words: str | None = None
    preserved_until: date | None = None
    renew_by: date | None = None


def usual_end(incident: Incident, request: PreservationRequest) -> date:
    """Until when a platform usually keeps what it was asked for: to begin with, and to be corrected."""
    asked = london_day(request.asked_at)
    return asked + timedelta(days=int(policy_of(incident.unit.organisation_id, "preservation_days", asked).value))


def _demand(post: OnlinePost, incident: Incident, actor: Actor) -> None:
    demand(actor, incident, P.CASE_EDIT)
    demand(actor, incident, P.EVIDENCE_LIST)
    if post.incident_id != incident.id:
        raise NotFound("Page not found")


def _say(post: OnlinePost, incident: Incident, kind: EventKind, actor: Actor, at: datetime) -> None:
    history.record(incident, kind, actor=actor, at=at, evidence=post.evidence_item_id, exhibit=post.item.file_id)


@atomic
def ask(
    post: OnlinePost,
    incident: Incident,
    details: RequestDetails,
    *,
    renews: PreservationRequest | None = None,
    actor: Actor,
    at: datetime,
) -> PreservationRequest:
    """A platform was asked to preserve; `renews` is the request that this one goes on from, once."""
    _demand(post, incident, actor)
    if details.asked_at > at:
        raise RuleBroken("This lies in the future.", field="asked_at")
    if renews is not None:
        _may_be_renewed(post, renews)
    row = PreservationRequest(
        incident_id=incident.id,
        post_id=post.id,
        renews_id=renews.id if renews else None,
        recorded_by_id=actor.user_id,
    )
    put(row, details)
    post.requests.append(row)
    db.session.flush()
    _say(post, incident, EventKind.PRESERVATION_ASKED, actor, at)
    return row


def _may_be_renewed(post: OnlinePost, request: PreservationRequest) -> None:
    if request.post_id != post.id:
        raise NotFound("Page not found")
    if any(one.renews_id == request.id for one in post.requests):
        raise RuleBroken("This was renewed already. Renew the last request.")
    if request.ended_at is not None:
        raise RuleBroken("This need not be preserved any longer. Ask anew.")


@atomic
def record_reply(
    request: PreservationRequest,
    incident: Incident,
    details: ReplyDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """What the platform answered. Without a day to ask again, it is so many days before the end as the force chose."""
    _demand(request.post, incident, actor)
    unchanged(request, seen)
    _check(request, details, at)
    put(request, details)
    if details.preserved_until is not None and details.renew_by is None:
        lead = int(policy_of(incident.unit.organisation_id, "preservation_lead_days", london_day(at)).value)
        request.renew_by = max(details.preserved_until - timedelta(days=lead), details.replied_on)
    _say(request.post, incident, EventKind.PRESERVATION_ANSWERED, actor, at)


def _check(request: PreservationRequest, details: ReplyDetails, at: datetime) -> None:
    if details.replied_on > london_day(at):
        raise RuleBroken("This lies in the future.", field="replied_on")
    if details.replied_on < london_day(request.asked_at):
        raise RuleBroken("It was asked after this.", field="replied_on")
    kept = details.reply in KEPT
    if kept and details.preserved_until is None:
        raise RuleBroken("Give the day until which it is preserved.", field="preserved_until")
    if not kept and (details.preserved_until or details.renew_by):
        raise RuleBroken("Nothing is preserved, so leave this empty.", field="preserved_until")
    if details.preserved_until and details.preserved_until < details.replied_on:
        raise RuleBroken("It was over before the answer came. Check the day.", field="preserved_until")
    if details.renew_by and details.preserved_until and details.renew_by > details.preserved_until:
        raise RuleBroken("This is after it ends. Give an earlier day.", field="renew_by")


@atomic
def end(
    request: PreservationRequest,
    incident: Incident,
    reason: str,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """It need not be preserved any longer, for a reason: the content was obtained, or is not needed."""
    _demand(request.post, incident, actor)
    unchanged(request, seen)
    if request.ended_at is not None:
        raise RuleBroken("This has been ended already.")
    request.ended_at, request.ended_by_id, request.ended_reason = at, actor.user_id, reason
    _say(request.post, incident, EventKind.PRESERVATION_ENDED, actor, at)
