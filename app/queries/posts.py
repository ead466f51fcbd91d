"""Online posts of a case, each inside that case only, with what hangs on it (ACC-3)."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.errors import NotFound
from app.domain.vocabulary import StillThere
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


def is_gone(post: OnlinePost) -> bool:
    """Did the last look find it gone?"""
    return bool(post.checks) and post.checks[-1].found is StillThere.REMOVED
