"""Online posts of a case, each inside that case only, with what hangs on it (ACC-3)."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.errors import NotFound
from app.domain.shown_time import ShownTime
from app.formatting import as_shown
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.online import AccountAttribution, OnlinePost, PostCheck, PreservationRequest
from app.models.people import Person
from app.models.suspect import Suspect


def post_of(incident: Incident, file_id: str) -> OnlinePost:
    """The post that is this item of the case (E3), with its looks, attributions and requests. Raises NotFound."""
    found = (
        select(OnlinePost)
        .join(OnlinePost.item)
        .where(OnlinePost.incident_id == incident.id, EvidenceItem.file_id == file_id)
        .options(
            joinedload(OnlinePost.item),
            selectinload(OnlinePost.checks).joinedload(PostCheck.recorded_by),
            selectinload(OnlinePost.attributions).joinedload(AccountAttribution.person),
            selectinload(OnlinePost.attributions).joinedload(AccountAttribution.recorded_by),
            selectinload(OnlinePost.requests),
        )
    )
    row = db.session.scalars(found).one_or_none()
    if row is None:
        raise NotFound("Page not found")
    return row


def posted(post: OnlinePost) -> ShownTime | None:
    """When it was posted, as the page showed it."""
    return ShownTime(post.posted_at, post.posted_zone) if post.posted_at and post.posted_zone else None


def captured(post: OnlinePost) -> ShownTime:
    """When it was captured, by the clock of the device."""
    return ShownTime(post.captured_at, post.captured_zone)


def platform_of(post: OnlinePost) -> str:
    """Where it was posted."""
    return post.other_platform or post.platform.label


def lines_of(post: OnlinePost) -> tuple[tuple[str, str], ...]:
    """Which post it is: label and words of what is known."""
    shown = posted(post)
    lines = (
        ("Posted on", platform_of(post)),
        ("Address", post.url),
        ("Number of the post", post.content_id),
        ("Account", post.account_handle),
        ("Name shown", post.display_name),
        ("Permanent number of the account", post.account_number),
        ("Posted", as_shown(shown) if shown else None),
        ("Captured", as_shown(captured(post))),
        ("Captured by", post.captured_by),
        ("Device or tool", post.tool),
    )
    return tuple((label, words) for label, words in lines if words)


def facts_of(incident: Incident) -> dict[str, tuple[tuple[str, str], ...]]:
    """The posts of a case by the number of their item (E3), for papers."""
    found = select(OnlinePost).where(OnlinePost.incident_id == incident.id).options(joinedload(OnlinePost.item))
    return {post.item.file_id: lines_of(post) for post in db.session.scalars(found.order_by(OnlinePost.id))}


def request_of(post: OnlinePost, number: int) -> PreservationRequest:
    """One request to preserve this post. Raises NotFound."""
    row = next((one for one in post.requests if one.id == number), None)
    if row is None:
        raise NotFound("Page not found")
    return row


def suspects_of(incident: Incident) -> Sequence[Person]:
    """The suspects of a case, in their order."""
    found = select(Person).join(Suspect, Suspect.person_id == Person.id).where(Suspect.incident_id == incident.id)
    return db.session.scalars(found.order_by(Person.id)).all()


def is_suspect(incident: Incident, person: Person) -> bool:
    """Is this a suspect of this case?"""
    found = exists().where(Suspect.incident_id == incident.id, Suspect.person_id == person.id)
    return bool(db.session.scalar(select(found)))
