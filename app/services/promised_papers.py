"""Papers that take longer than a page may wait: promised in the outbox, made and issued by the worker."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.documents.client import PrintClient
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import NotAllowed
from app.domain.roles import Role
from app.models.incident import Incident
from app.models.outbox import Outbox
from app.models.user import User
from app.queries.actors import actor_of
from app.queries.sign_in import roles_of
from app.services import documents

ISSUE = "issue_document"


@atomic
def promise(key: str, incident_id: int, asked: documents.Request, *, actor: Actor, at: datetime) -> None:
    """The worker will issue this paper. Asked twice while it waits, it is issued once."""
    payload: dict[str, Any] = {
        "key": key,
        "incident_id": incident_id,
        "user_id": actor.user_id,
        "role": actor.role_name,
        "recipient": asked.recipient,
        "purpose": asked.purpose,
    }
    waiting = db.session.scalars(select(Outbox).where(Outbox.kind == ISSUE, Outbox.done_at.is_(None)))
    if all(row.payload != payload for row in waiting):
        db.session.add(Outbox(kind=ISSUE, payload=payload, promised_at=at, due_at=at))


def keep_promise(payload: Mapping[str, Any], printer: PrintClient, *, at: datetime) -> None:
    """Issue it for whoever asked, with the rights that person has now.

    Raises NotAllowed where the person has lost the account, the role or the case meanwhile.
    """
    user, role = db.session.get_one(User, payload["user_id"]), Role(payload["role"])
    if user.disabled_at is not None or role not in roles_of(user.id):
        raise NotAllowed("Whoever asked for this document no longer has the role")
    actor = actor_of(user, role, on=london_day(at))
    incident = db.session.get_one(Incident, payload["incident_id"])
    asked = documents.Request(requester=actor.name, recipient=payload["recipient"], purpose=payload["purpose"])
    prepared = documents.prepare(payload["key"], incident, actor=actor, as_of=at)
    documents.issue(prepared, asked, printer, actor=actor, at=at)
