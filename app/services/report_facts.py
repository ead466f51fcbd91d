"""What stands beside the account of a report: conduct online, references of others, linked investigations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import Conflict, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.incident import Incident, LinkedInvestigation, OnlineConduct, OtherReference
from app.services import history
from app.services.authority import demand, unchanged
from app.services.links import Source, of_case, replace_links
from app.services.people import put


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineDetails:
    """Where it was posted, how it was captured, and by which ways the account is traced to somebody."""

    platform: str
    url: str | None = None
    account_handle: str | None = None
    display_name: str | None = None
    posted_at: datetime | None = None
    captured_at: datetime | None = None
    attribution_methods: tuple[str, ...] = ()


def online_of(incident: Incident) -> OnlineConduct | None:
    """What is recorded of conduct online, if anything."""
    return db.session.scalars(select(OnlineConduct).where(OnlineConduct.incident_id == incident.id)).one_or_none()


@atomic
def put_online(
    incident: Incident,
    details: OnlineDetails | None,
    *,
    captured: Sequence[Source] = (),
    attributed: Sequence[Source] = (),
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Record conduct online with what captures it and what attributes it; None takes the record back."""
    demand(actor, incident, Permission.CASE_EDIT)
    row = online_of(incident)
    if row is not None:
        unchanged(row, seen)
    elif seen:
        raise Conflict("Someone else changed this while you were writing.")
    if details is not None:
        of_case(incident, captured, field="captured")
        of_case(incident, attributed, field="attributed")
        _check(details, at)
        row = row or OnlineConduct(incident_id=incident.id)
        put(row, details)
        db.session.add(row)
        db.session.flush()
    if row is not None:
        replace_links(incident.id, "capture", row.id, captured)
        replace_links(incident.id, "attribution", row.id, attributed)
        if details is None:
            db.session.delete(row)
    history.record(incident, EventKind.REPORT_CHANGED, actor=actor, at=at)


def _check(details: OnlineDetails, at: datetime) -> None:
    for name in ("posted_at", "captured_at"):
        moment = getattr(details, name)
        if moment and moment > at:
            raise RuleBroken("The time lies in the future.", field=name)
    if details.posted_at and details.captured_at and details.captured_at < details.posted_at:
        raise RuleBroken("It cannot have been captured before it was posted.", field="captured_at")


@atomic
def put_references(
    incident: Incident,
    *,
    others: Sequence[tuple[str, str]],
    linked: Sequence[tuple[str, str | None]],
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Set the references other organisations use (organisation, reference) and the linked investigations with status.

    A linked investigation without a status is one nobody has asked about; the file check says so.
    """
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(incident, seen)
    for model in (OtherReference, LinkedInvestigation):
        db.session.execute(delete(model).where(model.incident_id == incident.id))
    db.session.add_all(
        OtherReference(incident_id=incident.id, organisation=organisation, reference=reference)
        for organisation, reference in others
    )
    db.session.add_all(
        LinkedInvestigation(incident_id=incident.id, reference=reference, status=status) for reference, status in linked
    )
    db.session.flush()
    history.record(incident, EventKind.REPORT_CHANGED, actor=actor, at=at)
