"""Posts on the internet as evidence: recorded with what was captured, looked at again, said whose account it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.shown_time import ShownTime
from app.domain.vocabulary import (
    Availability,
    EvidenceKind,
    EvidenceUsage,
    Platform,
    PostVisibility,
    StillThere,
)
from app.models.incident import Incident
from app.models.online import AccountAttribution, OnlinePost, PostCheck
from app.models.people import Person
from app.queries import posts as questions
from app.services import history
from app.services.authority import demand, unchanged
from app.services.holding import Looked, Sent, hold, look_into
from app.services.items import EvidenceDetails, new_item
from app.services.people import put
from app.services.standing import refuse_what_does_not_count
from app.services.uploads import Inspect, inspect_upload

P = Permission
PICTURES, PAPERS = ("image/png", "image/jpeg"), ("application/pdf",)
# A clock of somebody else's may go a little ahead of ours.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDetails:
    """What was captured. Times as they were shown; what nobody saw stays empty."""

    platform: Platform
    url: str
    post_text: str
    captured: ShownTime
    captured_by: str
    tool: str
    visibility: PostVisibility
    purpose: str
    other_platform: str | None = None
    content_id: str | None = None
    account_handle: str | None = None
    display_name: str | None = None
    account_number: str | None = None
    profile_url: str | None = None
    posted: ShownTime | None = None
    reply_to: str | None = None
    target: str | None = None
    engagement: str | None = None
    context: str | None = None
    takedown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A post with its pictures: as an item it has a description, perhaps a mark; the PDF may follow later."""

    description: str
    exhibit_ref: str | None
    details: PostDetails
    picture: Sent
    paper: Sent | None = None


def record_post(
    incident: Incident, capture: Capture, *, inspect: Inspect = inspect_upload, actor: Actor, at: datetime
) -> OnlinePost:
    """Record a post: a new item of evidence with the facts of the post, its picture and its PDF.

    Raises RuleBroken beside the field of the file, or of the fact, that cannot be kept.
    """
    demand(actor, incident, P.CASE_EDIT)
    demand(actor, incident, P.EVIDENCE_LIST)
    _check(capture.details, at)
    picture = look_into(capture.picture, inspect, only=PICTURES, otherwise="Choose a picture: PNG or JPEG.")
    looked = [picture]
    if capture.paper is not None:
        looked.append(look_into(capture.paper, inspect, only=PAPERS, otherwise="Choose a PDF."))
    return _record(incident, capture, looked, actor=actor, at=at)


@atomic
def _record(
    incident: Incident, capture: Capture, looked: Sequence[Looked], *, actor: Actor, at: datetime
) -> OnlinePost:
    """The second half of `record_post`, in one transaction."""
    demand(actor, incident, P.EVIDENCE_ADD)
    details = EvidenceDetails(
        kind=EvidenceKind.SCREENSHOT,
        description=capture.description,
        is_core_evidence=False,
        usage=EvidenceUsage.USED,
        availability=Availability.HELD,
        exhibit_ref=capture.exhibit_ref,
        obtained_at=capture.details.captured.at,
    )
    item = new_item(incident, details)
    post = OnlinePost(incident_id=incident.id, evidence_item_id=item.id)
    _put(post, capture.details)
    db.session.add(post)
    for one in looked:
        hold(incident, item, one, actor=actor, at=at)
    history.record(incident, EventKind.POST_RECORDED, actor=actor, at=at, evidence=item.id, exhibit=item.file_id)
    return post


def _put(post: OnlinePost, details: PostDetails) -> None:
    put(post, details, leave=("posted", "captured"))
    post.posted_at = details.posted.at if details.posted else None
    post.posted_zone = details.posted.zone if details.posted else None
    post.captured_at, post.captured_zone = details.captured.at, details.captured.zone


def _check(details: PostDetails, at: datetime) -> None:
    if details.platform is Platform.OTHER and not details.other_platform:
        raise RuleBroken("Say where it was posted.", field="other_platform")
    if details.platform is not Platform.OTHER and details.other_platform:
        raise RuleBroken("Choose “Another place”, or leave this empty.", field="other_platform")
    for name in ("url", "profile_url"):
        address = getattr(details, name)
        if address and not address.startswith(("https://", "http://")):
            raise RuleBroken("Begin the address with https://", field=name)
    if details.captured.at > at + AHEAD:
        raise RuleBroken("This lies in the future.", field="captured")
    if details.posted and details.posted.at > details.captured.at:
        raise RuleBroken("It was captured before this. Check the time zone.", field="posted")


@atomic
def change_post(
    post: OnlinePost,
    incident: Incident,
    details: PostDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct what is said of a post; its pictures never change."""
    _of(post, incident, actor)
    unchanged(post, seen)
    _check(details, at)
    _put(post, details)
    _say(post, incident, EventKind.POST_CHANGED, actor, at)


def _of(post: OnlinePost, incident: Incident, actor: Actor) -> None:
    """Whoever changes facts of the case and reads its evidence; a post of this case that counts."""
    demand(actor, incident, P.CASE_EDIT)
    demand(actor, incident, P.EVIDENCE_LIST)
    if post.incident_id != incident.id:
        raise NotFound("Page not found")
    refuse_what_does_not_count(post.item)


def _say(post: OnlinePost, incident: Incident, kind: EventKind, actor: Actor, at: datetime) -> None:
    history.record(incident, kind, actor=actor, at=at, evidence=post.evidence_item_id, exhibit=post.item.file_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDetails:
    """A later look at a post."""

    checked_at: datetime
    found: StillThere
    note: str | None = None


@atomic
def record_check(
    post: OnlinePost, incident: Incident, details: CheckDetails, *, actor: Actor, at: datetime
) -> PostCheck:
    """Somebody looked whether the post is still there."""
    _of(post, incident, actor)
    if details.checked_at > at:
        raise RuleBroken("This lies in the future.", field="checked_at")
    if details.checked_at < post.captured_at:
        raise RuleBroken("It was captured after this.", field="checked_at")
    row = PostCheck(post_id=post.id, recorded_at=at, recorded_by_id=actor.user_id)
    put(row, details)
    db.session.add(row)
    _say(post, incident, EventKind.POST_CHECKED, actor, at)
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionDetails:
    """Who is said to be behind the account, by whom, since when and why."""

    basis: str
    stated_by: str
    stated_at: datetime


@atomic
def attribute(
    post: OnlinePost,
    incident: Incident,
    person: Person | None,
    details: AttributionDetails,
    *,
    actor: Actor,
    at: datetime,
) -> AccountAttribution:
    """Say which suspect is behind the account, or that nobody knows. What was said before stays below it."""
    _of(post, incident, actor)
    demand(actor, incident, P.SUSPECT_READ)
    if person is not None and not questions.is_suspect(incident, person):
        raise RuleBroken("Choose a suspect of this case.", field="person")
    if details.stated_at > at:
        raise RuleBroken("This lies in the future.", field="stated_at")
    row = AccountAttribution(
        post_id=post.id, person_id=person.id if person else None, recorded_at=at, recorded_by_id=actor.user_id
    )
    put(row, details)
    db.session.add(row)
    _say(post, incident, EventKind.ACCOUNT_ATTRIBUTED, actor, at)
    return row
