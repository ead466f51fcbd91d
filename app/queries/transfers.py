"""Transfers between forces: what one case was offered to, and what waits for a supervisor's answer."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.stages import Status
from app.models.incident import Incident
from app.models.recording import TransferOffer
from app.models.user import Organisation, OrganisationKind, Unit, UnitKind
from app.queries.relationships import in_conflict, in_subtree

MOST = 100


def offers_of(incident: Incident) -> list[TransferOffer]:
    """Every offer of a case, the newest first."""
    return list(
        db.session.scalars(
            select(TransferOffer)
            .where(TransferOffer.incident_id == incident.id)
            .options(joinedload(TransferOffer.unit).joinedload(Unit.organisation))
            .options(joinedload(TransferOffer.offered_by), joinedload(TransferOffer.received_as))
            .order_by(TransferOffer.id.desc())
        )
    )


def _waiting_for(actor: Actor) -> Select[TransferOffer]:
    """Offers to the actor's units that nobody has answered. A conflict and a restriction hide them like any case."""
    return (
        select(TransferOffer)
        .join(TransferOffer.incident)
        .where(
            in_subtree(TransferOffer.unit_id, actor),
            TransferOffer.answered_at.is_(None),
            Incident.report_status != Status.TRANSFERRED_FORCE,
            ~Incident.is_restricted,
            ~in_conflict(actor),
        )
        .options(
            contains_eager(TransferOffer.incident).options(
                joinedload(Incident.unit).joinedload(Unit.organisation), selectinload(Incident.strands)
            ),
            joinedload(TransferOffer.unit),
            joinedload(TransferOffer.offered_by),
        )
        .order_by(TransferOffer.id)
    )


def waiting_for(actor: Actor) -> list[TransferOffer]:
    """What other forces offer to the actor's units, the oldest first; a hundred at most, and the rest after them."""
    return list(db.session.scalars(_waiting_for(actor).limit(MOST)).unique())


def offer_for(actor: Actor, number: int) -> TransferOffer:
    """One offer the actor may answer. Raises NotFound."""
    found = db.session.scalars(_waiting_for(actor).where(TransferOffer.id == number)).unique().one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def other_teams(incident: Incident) -> list[Unit]:
    """The teams of other forces, by force and name."""
    return list(
        db.session.scalars(
            select(Unit)
            .join(Unit.organisation)
            .where(
                Unit.kind == UnitKind.TEAM,
                Organisation.kind == OrganisationKind.POLICE_FORCE,
                Organisation.id != incident.unit.organisation_id,
            )
            .options(contains_eager(Unit.organisation))
            .order_by(Organisation.name, Unit.name, Unit.id)
        )
    )
