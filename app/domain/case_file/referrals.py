"""Referrals to the CPS, from draft to decision."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.case_file.fields import ASKED
from app.domain.vocabulary import (
    CodeTest,
    CpsRoute,
    DecisionCode,
    NfaSubReason,
    ReferralCategory,
    ReferralType,
    RuleAnswerKind,
    TriageReason,
    TriageResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceView:
    """Why the police say that both stages of the Full Code Test are met."""

    evidential_stage: str | None = None
    public_interest_stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdCondition:
    """One of the five conditions of the Threshold Test."""

    condition: int
    met: bool | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisorCheck:
    """Who checked the file and when."""

    staff_id: str
    checked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """Supervisor's override of a block, or officer's reason for a warning."""

    rule: str
    kind: RuleAnswerKind
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageFacts:
    """Administrative check by CPS operations."""

    result: TriageResult
    at: datetime
    reason_codes: tuple[TriageReason, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """A prosecutor's review; the analysis is privileged and never disclosable."""

    prosecutor_id: str
    reviewed_at: datetime
    analysis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """Decision on one allegation; `decided_at` is when it took effect."""

    allegation_id: str
    decision_code: DecisionCode
    reasons: str
    decided_by: str
    decided_at: datetime
    nfa_sub_reason: NfaSubReason | None = None
    confirmed_by: str | None = None
    communicated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """One numbered, dated action and the answer of the police."""

    action_no: int
    text: str
    reason: str
    due_on: date
    owner: str | None = None
    answer: str | None = field(default=None, metadata=ASKED)
    answered_at: datetime | None = field(default=None, metadata=ASKED)
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanFacts:
    """What the prosecutor asks for before deciding."""

    issued_at: datetime
    actions: tuple[ActionFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """A request to the CPS; not sent while `submitted_at` is None."""

    referral_no: int
    referral_type: ReferralType
    code_test: CodeTest | None
    referral_category: ReferralCategory | None
    cps_route: CpsRoute | None
    submitted_at: datetime | None
    answers_referral_no: int | None = None
    delay_explanation: str | None = None
    outline: str | None = None
    police_view: PoliceView | None = None
    tt_conditions: tuple[ThresholdCondition, ...] = ()
    remand_grounds: str | None = None
    early_advice_questions: tuple[str, ...] = ()
    drafted_by: str | None = None
    supervisor_check: SupervisorCheck | None = None
    rule_answers: tuple[RuleAnswer, ...] = ()
    triage: TriageFacts | None = None
    reviews: tuple[ReviewFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    action_plan: ActionPlanFacts | None = None
