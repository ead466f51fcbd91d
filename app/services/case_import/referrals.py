"""Referrals of an imported case: held by the CPS unit of the force's area, those that were sent with their snapshot."""

import json
from hashlib import sha256

from app.database.session import db
from app.domain.audit_chain import canonical
from app.domain.case_file import to_json
from app.domain.case_file.referrals import DecisionFacts, ReferralFacts
from app.domain.errors import RuleBroken
from app.domain.stages import Status
from app.models.referral import (
    ActionItem,
    ActionPlan,
    Decision,
    Referral,
    ReferralAllegation,
    Review,
    RuleAnswer,
    Triage,
    TtCondition,
)
from app.queries.case_file import gather
from app.services.case_import.rows import Rows

WORDS = (
    "referral_no", "referral_type", "code_test", "referral_category", "cps_route", "submitted_at",
    "answers_referral_no", "delay_explanation", "outline", "remand_grounds", "early_advice_questions",
)  # fmt: skip


def referrals(rows: Rows) -> None:
    made: dict[int, Referral] = {}
    for facts in sorted(rows.case.referrals, key=lambda one: one.referral_no):
        referral = _referral(rows, facts)
        answered = made.get(facts.answers_referral_no or 0)
        if referral.prosecutor_id is None and referral.submitted_at and answered:
            referral.prosecutor_id, referral.allocated_at = answered.prosecutor_id, referral.submitted_at
        db.session.add(referral)
        db.session.flush()
        _answer_of_cps(rows, referral, facts)
        made[facts.referral_no] = referral
    db.session.flush()


def _referral(rows: Rows, facts: ReferralFacts) -> Referral:
    referral = Referral(
        incident_id=rows.incident.id, drafted_by_id=rows.user(facts.drafted_by), has_police_view=bool(facts.police_view)
    )
    for name in WORDS:
        setattr(referral, name, getattr(facts, name))
    if facts.police_view:
        referral.police_view_evidential = facts.police_view.evidential_stage
        referral.police_view_public_interest = facts.police_view.public_interest_stage
    if facts.supervisor_check:
        referral.checked_by_id = rows.user(facts.supervisor_check.staff_id)
        referral.checked_at = referral.offered_for_check_at = facts.supervisor_check.checked_at
    elif facts.submitted_at is None and any(one.status == Status.SUPERVISOR_REVIEW for one in rows.case.allegations):
        referral.offered_for_check_at = rows.at
    referral.tt_conditions = [
        TtCondition(condition=one.condition, met=one.met, reason=one.reason) for one in facts.tt_conditions
    ]
    referral.rule_answers = [
        RuleAnswer(rule=one.rule, kind=one.kind, reason=one.reason, by_id=rows.user(one.by), at=one.at)
        for one in facts.rule_answers
    ]
    referral.allegations = [ReferralAllegation(allegation_id=rows.allegations[key].id) for key in _sent(rows, facts)]
    if facts.submitted_at:
        referral.unit_id = _cps_unit(rows)
    _allocate(rows, referral, facts)
    return referral


def _sent(rows: Rows, facts: ReferralFacts) -> list[str]:
    """The file does not say which allegations went: those decided in it, and all that police did not end themselves."""
    decided = {one.allegation_id for one in facts.decisions}
    return [
        one.allegation_id
        for one in rows.case.allegations
        if one.allegation_id in decided or one.status != Status.NFA_POLICE
    ]


def _cps_unit(rows: Rows) -> int:
    unit_id = rows.incident.unit.organisation.cps_unit_id
    if unit_id is None:
        raise RuleBroken("No CPS unit is set for this force. An administrator can set it.", field="/referrals")
    return unit_id


def _allocate(rows: Rows, referral: Referral, facts: ReferralFacts) -> None:
    """Whoever reviewed or decided has the referral."""
    named = [(one.reviewed_at, one.prosecutor_id) for one in facts.reviews]
    named += [(one.decided_at, one.decided_by) for one in facts.decisions]
    if named:
        referral.allocated_at, staff_id = min(named)
        referral.prosecutor_id = rows.user(max(named)[1] if facts.reviews else staff_id)


def _answer_of_cps(rows: Rows, referral: Referral, facts: ReferralFacts) -> None:
    """Triage, reviews, decisions, action plan."""
    if facts.triage:
        triage = facts.triage
        db.session.add(
            Triage(
                referral=referral,
                result=triage.result,
                at=triage.at,
                reason_codes=tuple(code.value for code in triage.reason_codes),
                due_on=triage.due_on,
            )
        )
    for one in facts.reviews:
        db.session.add(
            Review(
                referral=referral,
                prosecutor_id=rows.user(one.prosecutor_id),
                reviewed_at=one.reviewed_at,
                analysis=one.analysis,
            )
        )
        db.session.flush()
    for decision in facts.decisions:
        db.session.add(_decision(rows, referral, decision))
        db.session.flush()
    _action_plan(rows, referral, facts)


def _decision(rows: Rows, referral: Referral, one: DecisionFacts) -> Decision:
    return Decision(
        referral=referral,
        allegation_id=rows.allegations[one.allegation_id].id,
        decision_code=one.decision_code,
        nfa_sub_reason=one.nfa_sub_reason,
        reasons=one.reasons,
        decided_by_id=rows.user(one.decided_by),
        decided_at=one.decided_at,
        confirmed_by_id=rows.user(one.confirmed_by),
        confirmed_at=one.decided_at if one.confirmed_by else None,  # when a refusal took effect
        communicated_at=one.communicated_at,
    )


def _action_plan(rows: Rows, referral: Referral, facts: ReferralFacts) -> None:
    if facts.action_plan is None:
        return
    plan = ActionPlan(referral=referral, issued_at=facts.action_plan.issued_at)
    plan.actions = [
        ActionItem(
            action_no=one.action_no,
            text=one.text,
            reason=one.reason,
            owner=one.owner,
            due_on=one.due_on,
            answer=one.answer,
            answered_at=one.answered_at,
        )
        for one in facts.action_plan.actions
    ]
    db.session.add(plan)
    db.session.flush()
    for row, one in zip(plan.actions, facts.action_plan.actions, strict=True):
        rows.link("action", row.id, one.source_ids)


def keep_snapshots(rows: Rows) -> None:
    """What was sent is kept as it is known here: the facts of the file, without what never reaches the CPS."""
    sent = [one for one in rows.case.referrals if one.submitted_at]
    if not sent:
        return
    snapshot = json.loads(canonical(to_json(gather(rows.incident).case)))
    digest = sha256(canonical(snapshot).encode()).hexdigest()
    for referral in db.session.query(Referral).filter(Referral.incident_id == rows.incident.id).order_by(Referral.id):
        if referral.submitted_at:
            referral.snapshot, referral.snapshot_sha256 = snapshot, digest
