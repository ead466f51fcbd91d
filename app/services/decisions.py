"""The prosecutor: review, action plan, decision for each allegation, second prosecutor, advice, consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.facts import is_hate_flagged
from app.domain.offences import catalogue, offence
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, ConsentType, DecisionCode, NfaSubReason
from app.models.allegation import Allegation
from app.models.referral import ActionItem, ActionPlan, Decision, Referral
from app.queries.case_file import gather
from app.services import history, progress
from app.services.authority import demand
from app.services.happenings import happened

REFUSALS = {
    DecisionCode.NFA_EVIDENTIAL: ("refuse_evidential", "confirm_evidential"),
    DecisionCode.NFA_PUBLIC_INTEREST: ("refuse_public_interest", "confirm_public_interest"),
}
CHARGES = frozenset({DecisionCode.CHARGE_FCT, DecisionCode.CHARGE_TT, DecisionCode.CHARGE_ALTERNATIVE})
RESOLUTIONS = frozenset(
    {
        DecisionCode.OOCR_CAUTION,
        DecisionCode.OOCR_CONDITIONAL,
        DecisionCode.OOCR_YOUTH,
        DecisionCode.OOCR_COMMUNITY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAsked:
    """One action: what, why it goes to the heart of the decision, by when, who."""

    text: str
    reason: str
    due_on: date
    owner: str | None = None


@atomic
def issue_action_plan(
    referral: Referral,
    actions: Sequence[ActionAsked],
    *,
    code: DecisionCode = DecisionCode.FURTHER_EVIDENCE,
    actor: Actor,
    at: datetime,
) -> ActionPlan:
    """T10: ask the police for what decides the charge; with `return_not_ready` the actions are what is missing."""
    incident = referral.incident
    if referral.action_plan is not None:
        raise WrongStage("This referral has an action plan already.")
    if any(action.due_on < london_day(at) for action in actions):
        raise RuleBroken("Give dates that have not passed.", field="actions")
    moved = [row.allegation for row in referral.allegations if row.allegation.status is Status.PROSECUTOR_REVIEW]
    if not moved:
        raise WrongStage("No allegation of this referral is under review.")
    for allegation in moved:
        progress.apply("issue_action_plan", allegation, incident, actor=actor, at=at, given={"actions": actions})
        _decide(referral, allegation, code, actions[0].reason, actor=actor, at=at)
    plan = ActionPlan(issued_at=at, issued_by_id=actor.user_id)
    plan.actions = [
        ActionItem(action_no=number, text=one.text, reason=one.reason, due_on=one.due_on, owner=one.owner)
        for number, one in enumerate(actions, 1)
    ]
    referral.action_plan = plan
    happened(incident, ClockEvent.ACTION_PLAN_ISSUED, at=at)
    history.record(incident, EventKind.ACTION_PLAN_SENT, actor=actor, at=at, referral=referral.referral_no)
    return plan


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDetails:
    """A decision on one allegation. `wording` goes with a charge, eligibility and conditions with a resolution."""

    code: DecisionCode
    reasons: str
    wording: str | None = None
    alternative_offence: str | None = None
    nfa_sub_reason: NfaSubReason | None = None
    eligibility: str | None = None
    conditions: str | None = None
    conditions_due_on: date | None = None


@atomic
def decide(
    referral: Referral, allegation: Allegation, details: DecisionDetails, *, actor: Actor, at: datetime
) -> Decision:
    """T11, T12, T25: decide one allegation. On a hate-flagged one a refusal waits for a second prosecutor."""
    demand(
        actor,
        referral.incident,
        Permission.DECISION_RECORD,
        state_allows=allegation.status is Status.PROSECUTOR_REVIEW,
    )
    if allegation.id not in {row.allegation_id for row in referral.allegations}:
        raise RuleBroken("Choose an allegation of this referral.", field="allegation")
    if pending(referral, allegation) is not None:
        raise WrongStage("A refusal on this allegation waits for a second prosecutor.")
    if details.code in CHARGES:
        return _charge(referral, allegation, details, actor, at)
    if details.code in REFUSALS:
        return _refuse(referral, allegation, details, actor, at)
    if details.code in RESOLUTIONS:
        return _resolve(referral, allegation, details, actor, at)
    if details.code is DecisionCode.CONSENT_PENDING:
        return _await_consent(referral, allegation, details, actor, at)
    raise RuleBroken("Choose a decision for this allegation.", field="code")


def _charge(
    referral: Referral, allegation: Allegation, details: DecisionDetails, actor: Actor, at: datetime
) -> Decision:
    if not details.wording:
        raise RuleBroken("Give the wording of the charge.", field="wording")
    if details.code is DecisionCode.CHARGE_ALTERNATIVE:
        allegation.offence_type_key = _alternative(allegation, details.alternative_offence)
    allegation.wording = details.wording
    progress.apply("authorise_charge", allegation, referral.incident, actor=actor, at=at, given={"referral": referral})
    decision = _decide(referral, allegation, details.code, details.reasons, actor=actor, at=at)
    record_on(referral, allegation, EventKind.CHARGE_AUTHORISED, actor, at)
    return decision


def _alternative(allegation: Allegation, key: str | None) -> str:
    if key is None or key == allegation.offence_type_key or key not in catalogue():
        raise RuleBroken("Choose the other offence.", field="alternative_offence")
    return key


def consent_asked(allegation: Allegation) -> ConsentType:
    """The consent the offence needs; that of the Director where the prosecutor asks without the catalogue saying so."""
    needed = offence(allegation.offence_type_key).consent
    return ConsentType.DPP if needed is ConsentType.NONE else needed


def _refuse(
    referral: Referral, allegation: Allegation, details: DecisionDetails, actor: Actor, at: datetime
) -> Decision:
    if details.code is DecisionCode.NFA_EVIDENTIAL and details.nfa_sub_reason is None:
        raise RuleBroken("Choose why the evidence does not carry a charge.", field="nfa_sub_reason")
    decision = _decide(referral, allegation, details.code, details.reasons, actor=actor, at=at)
    decision.nfa_sub_reason = details.nfa_sub_reason
    case = gather(referral.incident).case
    facts = next(one for one in case.allegations if one.allegation_id == allegation.file_id)
    if is_hate_flagged(case, facts):
        decision.awaits_confirmation = True
        record_on(referral, allegation, EventKind.REFUSAL_PROPOSED, actor, at)
        return decision
    given = {"reason": details.reasons}
    progress.apply(REFUSALS[details.code][0], allegation, referral.incident, actor=actor, at=at, given=given)
    happened(referral.incident, ClockEvent.CPS_NFA, at=at, allegation=allegation)
    record_on(referral, allegation, EventKind.CHARGE_REFUSED, actor, at)
    return decision


def _resolve(
    referral: Referral, allegation: Allegation, details: DecisionDetails, actor: Actor, at: datetime
) -> Decision:
    conditions = details.conditions and details.conditions_due_on
    given = {"referral": referral, "eligibility": details.eligibility, "conditions": conditions}
    progress.apply("authorise_resolution", allegation, referral.incident, actor=actor, at=at, given=given)
    allegation.oocr_kind, allegation.oocr_conditions = details.code.value, details.conditions
    allegation.oocr_due_on, allegation.oocr_by_police = details.conditions_due_on, False
    decision = _decide(referral, allegation, details.code, details.reasons, actor=actor, at=at)
    happened(referral.incident, ClockEvent.OOCR_DECIDED, at=at, allegation=allegation)
    record_on(referral, allegation, EventKind.RESOLUTION_AGREED, actor, at)
    return decision


def _await_consent(
    referral: Referral, allegation: Allegation, details: DecisionDetails, actor: Actor, at: datetime
) -> Decision:
    allegation.consent_type = consent_asked(allegation)
    allegation.consent_requested_at = allegation.consent_requested_at or at
    decision = _decide(referral, allegation, details.code, details.reasons, actor=actor, at=at)
    record_on(referral, allegation, EventKind.CONSENT_AWAITED, actor, at)
    return decision


def _decide(
    referral: Referral, allegation: Allegation, code: DecisionCode, reasons: str, *, actor: Actor, at: datetime
) -> Decision:
    decision = Decision(
        allegation_id=allegation.id,
        decision_code=code,
        reasons=reasons,
        decided_by_id=actor.user_id,
        decided_at=at,
    )
    referral.decisions.append(decision)
    db.session.flush()
    return decision


def record_on(referral: Referral, allegation: Allegation, kind: EventKind, actor: Actor, at: datetime) -> None:
    """The entry of an act on one allegation of a referral."""
    history.record(
        referral.incident,
        kind,
        actor=actor,
        at=at,
        referral=referral.referral_no,
        allegation=allegation.id,
        person=allegation.suspect.person_id,
    )


def pending(referral: Referral, allegation: Allegation) -> Decision | None:
    """The refusal on this allegation that waits for a second prosecutor, if any."""
    waiting = (one for one in referral.decisions if one.awaits_confirmation and one.allegation_id == allegation.id)
    return next(waiting, None)
