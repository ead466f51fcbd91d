"""The police side of a referral: draft, offer for checking, check, send, answer, send again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

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
    CodeTest,
    CpsRoute,
    ReferralCategory,
    ReferralType,
    RuleAnswerKind,
)
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.referral import Referral, ReferralAllegation, RuleAnswer, TtCondition
from app.queries.case_file import gather
from app.services import history, progress
from app.services.authority import demand, unchanged
from app.services.happenings import happened
from app.services.report_text import report_text_of

# Where an allegation must stand for its referral to go out, by type.
STARTS = {
    ReferralType.CHARGING: frozenset({Status.UNDER_INVESTIGATION}),
    ReferralType.EARLY_ADVICE: frozenset({Status.UNDER_INVESTIGATION}),
    ReferralType.RESUBMISSION: frozenset({Status.TRIAGE_REJECTED, Status.ACTION_PLAN_ISSUED, Status.ADMIN_FINALISED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """What the officer writes for the prosecutor."""

    referral_type: ReferralType
    code_test: CodeTest | None = None
    referral_category: ReferralCategory | None = None
    cps_route: CpsRoute | None = None
    delay_explanation: str | None = None
    outline: str | None = None
    police_view_evidential: str | None = None
    police_view_public_interest: str | None = None
    remand_grounds: str | None = None
    early_advice_questions: tuple[str, ...] = ()
    tt_conditions: Sequence[tuple[int, bool | None, str | None]] = ()


# The job that passes an answered action plan on (T22).
JOB = system("referral")
WORDS = tuple(name for name in ReferralDetails.__slots__ if name != "tt_conditions")


@atomic
def draft(
    incident: Incident, details: ReferralDetails, allegations: Sequence[Allegation], *, actor: Actor, at: datetime
) -> Referral:
    """Begin a referral; a resubmission answers the last one that came back."""
    demand(actor, incident, Permission.REFERRAL_DRAFT)
    if _open_draft(incident) is not None:
        raise RuleBroken("A referral of this case is being drafted already. Finish or change that one.")
    starts = STARTS.get(details.referral_type, frozenset())
    if not allegations or any(one.status not in starts or one.incident_id != incident.id for one in allegations):
        raise RuleBroken("Choose at least one allegation that can be referred now.", field="allegations")
    referral = Referral(
        incident_id=incident.id,
        referral_no=_next_number(incident),
        referral_type=details.referral_type,
        answers_referral_no=_answered(incident) if details.referral_type is ReferralType.RESUBMISSION else None,
    )
    referral.allegations = [ReferralAllegation(allegation_id=one.id) for one in allegations]
    db.session.add(referral)
    _write(referral, details, actor)
    db.session.flush()
    history.record(incident, EventKind.REFERRAL_DRAFTED, actor=actor, at=at, referral=referral.referral_no)
    return referral


def _open_draft(incident: Incident) -> Referral | None:
    return db.session.scalars(
        select(Referral).where(Referral.incident_id == incident.id, Referral.submitted_at.is_(None)).limit(1)
    ).first()


def _next_number(incident: Incident) -> int:
    highest = db.session.scalar(select(func.max(Referral.referral_no)).where(Referral.incident_id == incident.id))
    return (highest or 0) + 1


def _answered(incident: Incident) -> int | None:
    return db.session.scalar(
        select(func.max(Referral.referral_no)).where(
            Referral.incident_id == incident.id, Referral.submitted_at.is_not(None)
        )
    )


def _write(referral: Referral, details: ReferralDetails, actor: Actor) -> None:
    for name in WORDS:
        setattr(referral, name, getattr(details, name))
    referral.has_police_view = bool(details.police_view_evidential or details.police_view_public_interest)
    referral.tt_conditions = [
        TtCondition(condition=number, met=met, reason=reason) for number, met, reason in details.tt_conditions
    ]
    referral.drafted_by_id = actor.user_id
    referral.checked_by_id = referral.checked_at = None


@atomic
def change_draft(
    referral: Referral, details: ReferralDetails, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Change a referral that was not offered for checking; the last writer counts as its drafter."""
    demand(actor, referral.incident, Permission.REFERRAL_DRAFT, state_allows=referral.offered_for_check_at is None)
    unchanged(referral, seen)
    if details.referral_type is not referral.referral_type:
        raise RuleBroken("The type of a referral stays as it was chosen.", field="referral_type")
    _write(referral, details, actor)
    history.record(referral.incident, EventKind.REFERRAL_DRAFTED, actor=actor, at=at, referral=referral.referral_no)


@atomic
def offer_for_check(referral: Referral, *, actor: Actor, at: datetime) -> None:
    """T18: the officer certifies the report and offers the file. Advice and answers are checked where they stand."""
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
    incident = referral.incident
    _check_right(referral, actor)
    for row in referral.allegations:
        if row.allegation.status is Status.SUPERVISOR_REVIEW:
            progress.apply(
                "return_to_officer",
                row.allegation,
                incident,
                actor=actor,
                at=at,
                given={"reason": reason},
                earlier=referral.drafted_by_id,
            )
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

    Answers to an action plan skip the first check of the CPS and go back to the same prosecutor (T22).
    """
    incident = referral.incident
    if referral.submitted_at is not None:
        raise WrongStage("This referral was sent already.")
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
