"""Transfer to another force (T37): offered, then accepted or declined. The receiving force opens a case of its own."""

from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.access import allows
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.stages import Stage
from app.domain.vocabulary import ClockEvent
from app.models.incident import Incident, OtherReference
from app.models.recording import TransferOffer
from app.models.teamwork import CaseTask
from app.models.user import OrganisationKind, Unit
from app.queries.transfers import offer_for
from app.services import history, joining, progress
from app.services.authority import demand, unchanged
from app.services.carrying_files import carry_files
from app.services.carrying_over import new_case_from
from app.services.happenings import happened


@atomic
def offer_transfer(
    incident: Incident, unit: Unit, reason: str, *, seen: int | None = None, actor: Actor, at: datetime
) -> TransferOffer:
    """T37, first half: offer the case to a team of another force, which reads the reason and no account of anybody.

    Raises RuleBroken for a team of the own force, while an earlier offer is open, or for a restricted case: whoever
    receives it is not on its list.
    """
    live = incident.stage in (Stage.REPORT, Stage.INVESTIGATION) and not incident.status.terminal
    demand(actor, incident, Permission.CASE_TRANSFER, state_allows=live)
    unchanged(incident, seen)
    other = unit.organisation_id != incident.unit.organisation_id
    if not other or unit.organisation.kind is not OrganisationKind.POLICE_FORCE:
        raise RuleBroken("Choose a team of another force.", field="unit")
    if incident.transfer_to_unit_id is not None:
        raise RuleBroken("The case is offered already. Wait for the answer.", field="unit")
    if incident.is_restricted:
        raise RuleBroken("This case is restricted to a list. Lift the restriction first.")
    offer = TransferOffer(
        incident_id=incident.id, unit_id=unit.id, reason=reason, offered_by_id=actor.user_id, offered_at=at
    )
    db.session.add(offer)
    incident.transfer_to_unit_id = unit.id
    history.record(incident, EventKind.TRANSFER_OFFERED, actor=actor, at=at, unit=unit.id)
    return offer


@atomic
def withdraw_offer(offer: TransferOffer, reason: str, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """A supervisor of the case takes back an offer that nobody has answered; the other force reads why.

    Raises WrongStage where it was answered or withdrawn meanwhile.
    """
    incident = offer.incident
    demand(actor, incident, Permission.CASE_TRANSFER)
    _still_open(offer)
    unchanged(offer, seen)
    if not reason.strip():
        raise RuleBroken("Say why.", field="reason")
    offer.withdrawn_by_id, offer.withdrawn_at, offer.withdrawn_reason = actor.user_id, at, reason
    incident.transfer_to_unit_id = None
    recipient = offer.unit.organisation.name
    history.record(incident, EventKind.TRANSFER_WITHDRAWN, actor=actor, at=at, recipient=recipient, unit=offer.unit_id)


def _still_open(offer: TransferOffer) -> None:
    """Both sides take the offer first, then the case: at one moment one waits for the other."""
    db.session.refresh(offer, with_for_update=True)
    if offer.answered_at is not None:
        raise WrongStage("This offer has been answered.")
    if offer.withdrawn_at is not None:
        raise WrongStage("This offer was withdrawn.")


def _answering(offer: TransferOffer, seen: int | None, actor: Actor, at: datetime) -> TransferOffer:
    """The offer as its receiver may answer it: a supervisor of the unit it was made to."""
    if actor.role is None or not allows(actor.role, Permission.CASE_TRANSFER):
        raise NotAllowed("A supervisor of the receiving unit answers this.")
    _still_open(offer)
    found = offer_for(actor, offer.id, at)
    unchanged(found, seen)
    return found


def _answer(offer: TransferOffer, accepted: bool, actor: Actor, at: datetime) -> None:
    offer.answered_by_id, offer.answered_at, offer.accepted = actor.user_id, at, accepted
    offer.incident.transfer_to_unit_id = None


@atomic
def decline_transfer(offer: TransferOffer, reason: str, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """The receiving supervisor declines, with a reason the offering force reads. The case stays where it is."""
    offer = _answering(offer, seen, actor, at)
    if not reason.strip():
        raise RuleBroken("Say why.", field="reason")
    _answer(offer, False, actor, at)
    offer.answer = reason
    recipient = offer.incident.unit.organisation.name
    history.record(
        offer.incident, EventKind.TRANSFER_DECLINED, actor=actor, at=at, recipient=recipient, unit=offer.unit_id
    )


@atomic
def accept_transfer(offer: TransferOffer, *, seen: int | None = None, actor: Actor, at: datetime) -> Incident:
    """T37, second half: the receiving supervisor accepts. The case ends here, and theirs begins by the same act."""
    offer = _answering(offer, seen, actor, at)
    incident = offer.incident
    progress.apply_for_receiver("transfer", incident, actor=actor, at=at, given={"receiving_force": offer.unit})
    for assignment in incident.assignments:
        assignment.ended_at = assignment.ended_at or at
    incident.oic_id = None
    joining.leave_all(incident, actor=actor, at=at)
    _end_tasks(incident, offer, actor, at)
    received = receive_transfer(offer, actor=actor, at=at)
    _refer(incident, offer.unit.organisation.name, received.reference)
    history.record(
        incident, EventKind.TRANSFERRED, actor=actor, at=at, recipient=offer.unit.organisation.name, unit=offer.unit_id
    )
    return received


def _end_tasks(incident: Incident, offer: TransferOffer, actor: Actor, at: datetime) -> None:
    """What somebody was still to do on the case is theirs no longer; nobody is reminded of it."""
    for task in db.session.scalars(
        select(CaseTask).where(CaseTask.incident_id == incident.id, CaseTask.done_at.is_(None)).order_by(CaseTask.id)
    ):
        task.done_at, task.done_by_id = at, actor.user_id
        task.result = f"The case was transferred to {offer.unit.organisation.name}."


@atomic
def receive_transfer(offer: TransferOffer, *, actor: Actor, at: datetime) -> Incident:
    """The receiving force's own case, with the facts of the report and the references of both forces. Once an offer.

    Raises WrongStage where the offer has become a case already.
    """
    if offer.received_as_id is not None:
        raise WrongStage("This offer has become a case already.")
    incident = offer.incident
    received = new_case_from(incident, unit_id=offer.unit_id, at=at)
    carry_files(incident, received, actor=actor, at=at)
    _answer(offer, True, actor, at)
    offer.received_as_id = received.id
    sender = incident.unit.organisation.name
    _refer(received, sender, incident.reference)
    if incident.force_ref:
        _refer(received, sender, incident.force_ref)
    happened(received, ClockEvent.REPORT_RECEIVED, at=received.reported_at)
    history.record(received, EventKind.TRANSFER_RECEIVED, actor=actor, at=at)
    return received


def _refer(incident: Incident, organisation: str, reference: str) -> None:
    known = select(OtherReference.id).where(
        OtherReference.incident_id == incident.id, OtherReference.reference == reference
    )
    if db.session.scalar(known) is None:
        db.session.add(OtherReference(incident_id=incident.id, organisation=organisation, reference=reference))
        db.session.flush()
