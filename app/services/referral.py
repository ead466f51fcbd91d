"""The police side of a referral: draft, offer for checking, check, send, answer, send again."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain import readiness
from app.domain.actor import Actor, system
from app.domain.audit_chain import canonical
from app.domain.case_file import to_json
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import (
    ClockEvent,
    ReferralType,
    RuleAnswerKind,
)
from app.models.allegation import Allegation
from app.models.referral import Referral, RuleAnswer
from app.queries.case_file import gather
from app.services import history, progress
from app.services.authority import demand
from app.services.happenings import happened
from app.services.report_text import report_text_of
from app.services.together import of_all

# The job that passes an answered action plan on (T22).
JOB = system("referral")


@atomic
def offer_for_check(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """T18: the officer certifies the report and offers the file. Advice and answers are checked where they stand."""
    for part in of_all(referral, actor):
        _offer(part, actor, at)


def _offer(referral: Referral, actor: Actor, at: datetime) -> None:
    incident = referral.incident
    demand(actor, incident, Permission.REFERRAL_DRAFT, state_allows=referral.offered_for_check_at is None)
    if referral.referral_type is ReferralType.CHARGING:
        given = {"draft": referral.outline, "drafter": referral.drafted_by_id}
        for row in referral.allegations:
            progress.apply("offer_for_check", row.allegation, incident, actor=actor, at=at, given=given)
    referral.offered_for_check_at, referral.returned_reason = at, None
    report = report_text_of(incident)
    if report is not None:
        report.officer_certified_at = at
    history.record(incident, EventKind.CHECK_ASKED, actor=actor, at=at, referral=referral.referral_no)


@atomic
def pass_check(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """A second person found the file fit; the police report is certified as accurate and balanced by the same act."""
    for part in of_all(referral, actor):
        _pass(part, actor, at)


def _pass(referral: Referral, actor: Actor, at: datetime) -> None:
    incident = referral.incident
    _check_right(referral, actor)
    if actor.user_id == incident.oic_id:
        raise NotAllowed("The officer in the case cannot check their own file.")
    referral.checked_by_id, referral.checked_at = actor.user_id, at
    report = report_text_of(incident)
    if report is not None:
        report.supervisor_certified_at = at
    history.record(incident, EventKind.CHECK_PASSED, actor=actor, at=at, referral=referral.referral_no)


def _check_right(referral: Referral, actor: Actor) -> None:
    waiting = referral.offered_for_check_at is not None and referral.submitted_at is None
    demand(
        actor,
        referral.incident,
        Permission.REFERRAL_CHECK,
        earlier=referral.drafted_by_id,
        state_allows=waiting,
    )


@atomic
def return_file(referral: Referral, reason: str, *, actor: Actor, at: datetime) -> None:
    """T19: back to the officer, with reasons."""
    for part in of_all(referral, actor):
        _return(part, reason, actor, at)


def _return(referral: Referral, reason: str, actor: Actor, at: datetime) -> None:
    incident = referral.incident
    _check_right(referral, actor)
    doing: dict[str, Any] = {"actor": actor, "at": at, "given": {"reason": reason}, "earlier": referral.drafted_by_id}
    for row in referral.allegations:
        if row.allegation.status is Status.SUPERVISOR_REVIEW:
            progress.apply("return_to_officer", row.allegation, incident, **doing)
    referral.offered_for_check_at = referral.checked_by_id = referral.checked_at = None
    referral.returned_reason = reason
    history.record(incident, EventKind.CHECK_RETURNED, actor=actor, at=at, referral=referral.referral_no)


@atomic
def answer_rule(
    referral: Referral, rule: str, kind: RuleAnswerKind, reason: str, *, actor: Actor, at: datetime
) -> None:
    """A reason for a warning, or a supervisor's override of a block that may be overridden."""
    incident = referral.incident
    if kind is RuleAnswerKind.OVERRIDE:
        demand(actor, incident, Permission.READINESS_OVERRIDE, earlier=referral.drafted_by_id)
        if not any(one.id == rule and one.may_be_overridden for one in readiness.RULES):
            raise RuleBroken("This block cannot be overridden.", field="rule")
    else:
        demand(actor, incident, Permission.REFERRAL_DRAFT)
    referral.rule_answers.append(RuleAnswer(rule=rule, kind=kind, reason=reason, by_id=actor.user_id, at=at))
    history.record(incident, EventKind.RULE_ANSWERED, actor=actor, at=at, rule=rule)


def _readiness(referral: Referral, at: datetime) -> readiness.Readiness:
    db.session.flush()
    case = gather(referral.incident).case
    return readiness.check(case, at, referral_no=referral.referral_no)


_SEND = {
    ReferralType.CHARGING: ("submit", EventKind.REFERRED),
    ReferralType.EARLY_ADVICE: ("ask_advice", EventKind.ADVICE_ASKED),
    ReferralType.RESUBMISSION: ("resubmit", EventKind.RESUBMITTED),
}


@atomic
def submit(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """T7, T8, T21: send the checked file. What is sent is kept as it was, and never changed.

    Answers to an action plan skip the first check of the CPS and go back to the same prosecutor (T22). What travels in
    the referral goes with it, or nothing goes.
    """
    parts = of_all(referral, actor)
    for part in parts:
        if part.submitted_at is not None:
            raise WrongStage("This referral was sent already.")
        try:
            _submit(part, actor, at)
        except RuleBroken as broken:
            raise broken if part is referral else _of_the_other(part, broken) from broken


def _of_the_other(part: Referral, broken: RuleBroken) -> RuleBroken:
    """What stops the file of a case that travels with another says which case it is."""
    return type(broken)(f"{part.incident.reference}: {broken}", field=broken.field)


def _submit(referral: Referral, actor: Actor, at: datetime) -> None:
    incident = referral.incident
    if referral.referral_type is not ReferralType.EARLY_ADVICE:
        demand(actor, incident, Permission.REFERRAL_SUBMIT)
    step, kind = _SEND[referral.referral_type]
    given: dict[str, Any] = {
        "referral": referral,
        "readiness": _readiness(referral, at),
        "questions": referral.early_advice_questions,
    }
    moving = uncharged(referral)
    for allegation in moving:
        progress.apply(step, allegation, incident, actor=actor, at=at, given=given)
    _send(referral, actor, at)
    previous = _plan_answered(referral)
    if previous is not None:
        referral.prosecutor_id, referral.allocated_at = previous.prosecutor_id, at
        for allegation in moving:
            progress.apply("back_to_prosecutor", allegation, incident, actor=JOB, at=at, given=given)
    happened(incident, ClockEvent.REFERRAL_SUBMITTED, at=at)
    history.record(incident, kind, actor=actor, at=at, recipient=_unit_name(referral), referral=referral.referral_no)


def uncharged(referral: Referral) -> list[Allegation]:
    """The allegations a referral moves: one that the police charged in an emergency stays charged (T38)."""
    return [row.allegation for row in referral.allegations if row.allegation.charged_at is None]


def _plan_answered(referral: Referral) -> Referral | None:
    if referral.answers_referral_no is None:
        return None
    previous = db.session.scalars(
        select(Referral).where(
            Referral.incident_id == referral.incident_id, Referral.referral_no == referral.answers_referral_no
        )
    ).one()
    return previous if previous.action_plan is not None and previous.prosecutor_id is not None else None


def _send(referral: Referral, actor: Actor, at: datetime) -> None:
    unit_id = referral.incident.unit.organisation.cps_unit_id
    if unit_id is None:
        raise RuleBroken("No CPS unit is set for this force. An administrator can set it.")
    referral.unit_id, referral.submitted_at, referral.submitted_by_id = unit_id, at, actor.user_id
    db.session.flush()
    snapshot = json.loads(canonical(to_json(gather(referral.incident).case)))
    referral.snapshot = snapshot
    referral.snapshot_sha256 = sha256(canonical(snapshot).encode()).hexdigest()
    db.session.flush()


def _unit_name(referral: Referral) -> str | None:
    db.session.refresh(referral, ["unit"])
    return referral.unit.name if referral.unit else None
