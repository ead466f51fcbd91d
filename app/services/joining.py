"""Two reports of one incident, and incidents that are prosecuted together. Rights stay apart."""

from datetime import datetime

from sqlalchemy import Select, or_, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.models.incident import Incident
from app.models.linking import DuplicateAnswer
from app.models.referral import Referral
from app.queries import linking
from app.services import history
from app.services.authority import unchanged
from app.services.linking import both_sides


@atomic
def mark_duplicate(incident: Incident, other: Incident, *, actor: Actor, at: datetime) -> DuplicateAnswer:
    """A person found that both reports tell of the same incident: `incident` is the duplicate of `other`.

    Nothing is moved and no crime is cancelled by it: that is for the crime registrar, with the reason (T4).
    """
    return _answer(incident, other, True, EventKind.DUPLICATE_MARKED, actor, at)


@atomic
def deny_duplicate(incident: Incident, other: Incident, *, actor: Actor, at: datetime) -> DuplicateAnswer:
    """A person found that they are two incidents; nobody is asked again."""
    return _answer(incident, other, False, EventKind.DUPLICATE_REFUSED, actor, at)


def _answer(
    incident: Incident, other: Incident, same: bool, kind: EventKind, actor: Actor, at: datetime
) -> DuplicateAnswer:
    both_sides(incident, other, actor)
    if linking.answer_about(incident, other) is not None:
        raise RuleBroken("Somebody has answered this already. Take that answer back first.", field="answer")
    row = db.session.scalars(
        select(DuplicateAnswer).where(DuplicateAnswer.incident_id == incident.id, DuplicateAnswer.other_id == other.id)
    ).one_or_none()
    if row is None:
        row = DuplicateAnswer(incident_id=incident.id, other_id=other.id)
        db.session.add(row)
    row.is_same, row.decided_by_id, row.decided_at = same, actor.user_id, at
    row.undone_by_id = row.undone_at = None
    db.session.flush()
    history.record_both(kind, incident, other, actor=actor, at=at)
    return row


@atomic
def undo_duplicate(row: DuplicateAnswer, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Take the answer back, whichever it was: the question is open again."""
    both_sides(row.incident, row.other, actor)
    unchanged(row, seen)
    if row.undone_at is not None:
        raise RuleBroken("This answer was taken back already.")
    row.undone_by_id, row.undone_at = actor.user_id, at
    history.record_both(EventKind.DUPLICATE_UNDONE, row.incident, row.other, actor=actor, at=at)


@atomic
def join(incident: Incident, lead: Incident, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Prosecute `incident` together with `lead`. Both keep their reference, their history and who may see them."""
    both_sides(incident, lead, actor)
    unchanged(incident, seen)
    if incident.lead_incident_id is not None:
        raise RuleBroken("This case is joined with another one already.", field="other")
    if lead.lead_incident_id is not None:
        raise RuleBroken("That case is joined with another one itself. Choose the one that leads.", field="other")
    if db.session.scalar(select(Incident.id).where(Incident.lead_incident_id == incident.id).limit(1)) is not None:
        raise RuleBroken("This case leads others, so it cannot follow one.", field="other")
    if incident.unit.organisation_id != lead.unit.organisation_id:
        raise RuleBroken("Cases of one police force can be joined. Transfer one of them first.", field="other")
    if incident.status.terminal or lead.status.terminal:
        raise WrongStage("A case that is over cannot be joined.", field="other")
    if _with_the_cps(incident, lead):
        raise WrongStage("A referral of one of these cases is with the CPS already.", field="other")
    incident.lead_incident_id = lead.id
    history.record_both(EventKind.CASES_JOINED, incident, lead, actor=actor, at=at, lead=lead.reference)


@atomic
def part(incident: Incident, lead: Incident, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Let a joined case go on by itself; possible until a referral of either was sent."""
    both_sides(incident, lead, actor)
    unchanged(incident, seen)
    if incident.lead_incident_id != lead.id:
        raise RuleBroken("These cases are not joined any more.")
    if _with_the_cps(incident, lead):
        raise WrongStage("A referral of one of these cases is with the CPS, so they stay joined.")
    _leave_the_draft(incident)
    incident.lead_incident_id = None
    history.record_both(EventKind.CASES_PARTED, incident, lead, actor=actor, at=at)


@atomic
def leave_all(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """The case goes to another force: what was joined with it goes on alone. Only whoever may open both reads so."""
    pairs = [(one, incident) for one in db.session.scalars(_followers(incident))]
    if incident.lead_incident_id is not None:
        pairs.append((incident, db.session.get_one(Incident, incident.lead_incident_id)))
    for follower, lead in pairs:
        _leave_the_draft(follower)
        follower.lead_incident_id = None
        history.record_both(EventKind.CASES_PARTED, follower, lead, actor=actor, at=at)


def _followers(incident: Incident) -> Select[Incident]:
    return select(Incident).where(Incident.lead_incident_id == incident.id).order_by(Incident.id)


def _leave_the_draft(incident: Incident) -> None:
    """A draft in which this case would have travelled goes on without it; what was written stays as its own draft."""
    part = db.session.scalars(
        select(Referral).where(Referral.incident_id == incident.id, Referral.submitted_at.is_(None))
    ).one_or_none()
    if part is None or part.leading_id is None:
        return
    if part.offered_for_check_at is not None:
        raise WrongStage("The file of these cases is being checked. Have it returned first.")
    part.leading_id = None


def _with_the_cps(incident: Incident, lead: Incident) -> bool:
    sent = select(Referral.id).where(
        or_(Referral.incident_id == incident.id, Referral.incident_id == lead.id), Referral.submitted_at.is_not(None)
    )
    return db.session.scalar(sent.limit(1)) is not None
