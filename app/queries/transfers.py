"""Transfers between forces: what one case was offered to, and what waits for a supervisor's answer."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.stages import Status
from app.models.allegation import Crime
from app.models.incident import Incident
from app.models.recording import TransferOffer
from app.models.user import Organisation, OrganisationKind, Unit, UnitKind
from app.queries.relationships import in_conflict, in_subtree

MOST = 100
# So long the force that was offered a case reads that the offer was withdrawn, and why.
WITHDRAWN_SHOWN_FOR = timedelta(days=14)


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


def open_offer_of(incident: Incident, number: int) -> TransferOffer:
    """An offer of this case that nobody has answered or withdrawn. Raises NotFound."""
    found = next((row for row in offers_of(incident) if row.id == number and row.is_open), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def still_recorded(incident: Incident) -> list[Crime]:
    """Crime records of a case another force has taken that still count here: the registrar cancels them (T4)."""
    if incident.report_status is not Status.TRANSFERRED_FORCE:
        return []
    live = Crime.status != Status.CANCELLED_RECORD
    return list(db.session.scalars(select(Crime).where(Crime.incident_id == incident.id, live).order_by(Crime.id)))


def _offered_to(actor: Actor) -> Select[TransferOffer]:
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
    waiting = _offered_to(actor).where(TransferOffer.withdrawn_at.is_(None))
    return list(db.session.scalars(waiting.limit(MOST)).unique())


def withdrawn_from(actor: Actor, at: datetime) -> list[TransferOffer]:
    """What was offered to the actor's units and taken back these days, the oldest first."""
    lately = _offered_to(actor).where(TransferOffer.withdrawn_at > at - WITHDRAWN_SHOWN_FOR)
    return list(db.session.scalars(lately.limit(MOST)).unique())


def offer_for(actor: Actor, number: int, at: datetime) -> TransferOffer:
    """One offer the actor may answer, or could until it was withdrawn these days. Raises NotFound."""
    still = or_(TransferOffer.withdrawn_at.is_(None), TransferOffer.withdrawn_at > at - WITHDRAWN_SHOWN_FOR)
    found = db.session.scalars(_offered_to(actor).where(TransferOffer.id == number, still)).unique().one_or_none()
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
