"""CPS operations: accept or return a referral, give it to a prosecutor, remind, close without a reply."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, TriageReason, TriageResult
from app.models.referral import Referral, Triage
from app.models.user import User
from app.services import history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened
from app.services.referral import uncharged
from app.services.together import of_all


@atomic
def accept(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """T9, T22: the file is complete enough for a prosecutor."""
    for part in of_all(referral, actor):
        _accept(part, actor, at)


def _accept(referral: Referral, actor: Actor, at: datetime) -> None:
    incident = referral.incident
    demand(actor, incident, Permission.REFERRAL_TRIAGE)
    for allegation in uncharged(referral):
        step = "accept_again" if allegation.status is Status.RESUBMITTED else "accept"
        progress.apply(step, allegation, incident, actor=actor, at=at)
    _note_triage(referral, Triage(result=TriageResult.ACCEPTED, at=at, by_id=actor.user_id))
    happened(incident, ClockEvent.REFERRAL_ACCEPTED, at=at)
    history.record(incident, EventKind.TRIAGE_ACCEPTED, actor=actor, at=at, referral=referral.referral_no)


def _note_triage(referral: Referral, triage: Triage) -> None:
    if referral.triage is not None:
        raise WrongStage("This referral was checked already.")
    referral.triage = triage


@atomic
def reject(
    referral: Referral,
    *,
    reasons: Sequence[TriageReason],
    due_on: date,
    note: str | None,
    actor: Actor,
    at: datetime,
) -> None:
    """T9, T22: back to the police, with at least one reason and a date."""
    if due_on < london_day(at):
        raise RuleBroken("Give a date that has not passed.", field="due_on")
    if TriageReason.OTHER in reasons and not note:
        raise RuleBroken("Say what is missing.", field="note")
    for part in of_all(referral, actor):
        codes = tuple(reason.value for reason in reasons)
        row = Triage(
            result=TriageResult.REJECTED, at=at, by_id=actor.user_id, reason_codes=codes, due_on=due_on, note=note
        )
        _reject(part, row, {"reason_code": tuple(reasons), "due_date": due_on}, actor, at)


def _reject(referral: Referral, triage: Triage, given: dict[str, Any], actor: Actor, at: datetime) -> None:
    incident = referral.incident
    demand(actor, incident, Permission.REFERRAL_TRIAGE)
    for allegation in uncharged(referral):
        step = "reject_again" if allegation.status is Status.RESUBMITTED else "reject"
        progress.apply(step, allegation, incident, actor=actor, at=at, given=given)
    _note_triage(referral, triage)
    history.record(incident, EventKind.TRIAGE_REJECTED, actor=actor, at=at, referral=referral.referral_no)


@atomic
def allocate_prosecutor(
    referral: Referral, prosecutor: User, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """T20 and every later change of prosecutor; never somebody with a conflict in any case of the file."""
    unchanged(referral, seen)
    for part in of_all(referral, actor):
        _allocate(part, prosecutor, actor, at)


def _allocate(referral: Referral, prosecutor: User, actor: Actor, at: datetime) -> None:
    incident = referral.incident
    demand(actor, incident, Permission.REFERRAL_ALLOCATE, state_allows=referral.submitted_at is not None)
    given = {"referral": referral, "prosecutor": prosecutor}
    moved = [row.allegation for row in referral.allegations if row.allegation.status is Status.TRIAGE_ACCEPTED]
    for allegation in moved:
        progress.apply("allocate_prosecutor", allegation, incident, actor=actor, at=at, given=given)
    if not moved:
        progress.require_prosecutor(referral, prosecutor, actor=actor, at=at)
    referral.prosecutor_id, referral.allocated_at = prosecutor.id, at
    history.record(
        incident,
        EventKind.PROSECUTOR_ALLOCATED,
        actor=actor,
        at=at,
        referral=referral.referral_no,
        user=prosecutor.id,
    )


@atomic
def remind(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """Log a reminder to the police; two are needed before the CPS may close its record."""
    demand(actor, referral.incident, Permission.REFERRAL_TRIAGE, state_allows=_with_police(referral))
    history.record(referral.incident, EventKind.REMINDED, actor=actor, at=at, referral=referral.referral_no)


def _with_police(referral: Referral) -> bool:
    waiting = (Status.TRIAGE_REJECTED, Status.ACTION_PLAN_ISSUED)
    return any(row.allegation.status in waiting for row in referral.allegations)


@atomic
def close_without_reply(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """T24: not a legal decision; an answer opens it again."""
    incident = referral.incident
    for row in referral.allegations:
        if row.allegation.status in (Status.TRIAGE_REJECTED, Status.ACTION_PLAN_ISSUED):
            progress.apply(
                "close_without_reply", row.allegation, incident, actor=actor, at=at, given={"referral": referral}
            )
    referral.closed_at = at
    history.record(incident, EventKind.CPS_FILE_CLOSED, actor=actor, at=at, referral=referral.referral_no)
