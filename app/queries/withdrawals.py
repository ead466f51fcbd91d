"""Proposals to withdraw or restore items of evidence, each inside its case only (ACC-3)."""

from collections.abc import Mapping

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from app.database.session import db
from app.domain.errors import NotFound
from app.models.incident import Incident
from app.models.material import EvidenceItem, SourceLink
from app.models.withdrawal import Withdrawal

_WITH_PEOPLE = (joinedload(Withdrawal.proposed_by), joinedload(Withdrawal.decided_by), joinedload(Withdrawal.item))


def proposals_of(incident: Incident) -> Mapping[int, Withdrawal]:
    """The last proposal about each item of the case, by the item's row."""
    found = select(Withdrawal).where(Withdrawal.incident_id == incident.id).order_by(Withdrawal.id)
    return {row.evidence_item_id: row for row in db.session.scalars(found.options(*_WITH_PEOPLE))}


def open_proposal(item: EvidenceItem) -> Withdrawal | None:
    """What waits for a supervisor about this item."""
    found = select(Withdrawal).where(Withdrawal.evidence_item_id == item.id, Withdrawal.decided_at.is_(None))
    return db.session.scalars(found.options(*_WITH_PEOPLE)).first()


def open_by_item(incident: Incident, item: EvidenceItem) -> Withdrawal:
    """As `open_proposal`, inside this case. Raises NotFound where nothing waits."""
    row = open_proposal(item)
    if row is None or row.incident_id != incident.id:
        raise NotFound("Page not found")
    return row


def is_only_source_of_hostility(item: EvidenceItem) -> bool:
    """Do words or acts of hostility stand in this item and in nothing else?"""
    other = aliased(SourceLink)
    elsewhere = exists().where(other.hostility_id == SourceLink.hostility_id, other.id != SourceLink.id)
    found = exists().where(SourceLink.evidence_id == item.id, SourceLink.hostility_id.is_not(None), ~elsewhere)
    return bool(db.session.scalar(select(found)))
