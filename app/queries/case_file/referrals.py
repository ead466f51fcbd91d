"""Referrals with triage, reviews, decisions and action plans, as facts."""

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload

from app.database.session import db
from app.domain.case_file import referrals as facts
from app.domain.vocabulary import TriageReason
from app.models.referral import ActionPlan, Referral, Triage
from app.queries.case_file.ids import Ids


def referral_facts(incident_id: int, ids: Ids) -> tuple[facts.ReferralFacts, ...]:
    rows = db.session.scalars(
        select(Referral)
        .where(Referral.incident_id == incident_id)
        .options(
            defer(Referral.snapshot),
            selectinload(Referral.tt_conditions),
            selectinload(Referral.rule_answers),
            selectinload(Referral.triage),
            selectinload(Referral.reviews),
            selectinload(Referral.decisions),
            selectinload(Referral.action_plan).selectinload(ActionPlan.actions),
        )
        .order_by(Referral.referral_no)
    )
    return tuple(_referral(row, ids) for row in rows)


def _referral(row: Referral, ids: Ids) -> facts.ReferralFacts:
    return facts.ReferralFacts(
        referral_no=row.referral_no,
        referral_type=row.referral_type,
        code_test=row.code_test,
        referral_category=row.referral_category,
        cps_route=row.cps_route,
        submitted_at=row.submitted_at,
        answers_referral_no=row.answers_referral_no,
        delay_explanation=row.delay_explanation,
        outline=row.outline,
        police_view=facts.PoliceView(
            evidential_stage=row.police_view_evidential, public_interest_stage=row.police_view_public_interest
        )
        if row.has_police_view
        else None,
        tt_conditions=tuple(
            facts.ThresholdCondition(condition=item.condition, met=item.met, reason=item.reason)
            for item in row.tt_conditions
        ),
        remand_grounds=row.remand_grounds,
        early_advice_questions=row.early_advice_questions or (),
        drafted_by=ids.user(row.drafted_by_id),
        supervisor_check=_check(row, ids),
        rule_answers=_rule_answers(row, ids),
        triage=_triage(row.triage),
        reviews=tuple(
            facts.ReviewFacts(
                prosecutor_id=ids.named_user(item.prosecutor_id), reviewed_at=item.reviewed_at, analysis=item.analysis
            )
            for item in row.reviews
        ),
        decisions=_decisions(row, ids),
        action_plan=_plan(row.action_plan, ids),
    )


def _check(row: Referral, ids: Ids) -> facts.SupervisorCheck | None:
    if row.checked_by_id is None or row.checked_at is None:
        return None
    return facts.SupervisorCheck(staff_id=ids.named_user(row.checked_by_id), checked_at=row.checked_at)


def _rule_answers(row: Referral, ids: Ids) -> tuple[facts.RuleAnswer, ...]:
    return tuple(
        facts.RuleAnswer(rule=item.rule, kind=item.kind, reason=item.reason, by=ids.named_user(item.by_id), at=item.at)
        for item in row.rule_answers
    )


def _decisions(row: Referral, ids: Ids) -> tuple[facts.DecisionFacts, ...]:
    """Decisions that took effect."""
    return tuple(
        facts.DecisionFacts(
            allegation_id=ids.allegations[item.allegation_id],
            decision_code=item.decision_code,
            nfa_sub_reason=item.nfa_sub_reason,
            reasons=item.reasons,
            decided_by=ids.named_user(item.decided_by_id),
            decided_at=item.decided_at,
            confirmed_by=ids.user(item.confirmed_by_id),
            communicated_at=item.communicated_at,
        )
        for item in row.decisions
        if not item.awaits_confirmation and item.overturned_at is None
    )


def _triage(row: Triage | None) -> facts.TriageFacts | None:
    if row is None:
        return None
    return facts.TriageFacts(
        result=row.result,
        at=row.at,
        reason_codes=tuple(TriageReason(word) for word in row.reason_codes or ()),
        due_on=row.due_on,
    )


def _plan(row: ActionPlan | None, ids: Ids) -> facts.ActionPlanFacts | None:
    if row is None:
        return None
    return facts.ActionPlanFacts(
        issued_at=row.issued_at,
        actions=tuple(
            facts.ActionFacts(
                action_no=item.action_no,
                text=item.text,
                reason=item.reason,
                owner=item.owner,
                due_on=item.due_on,
                answer=item.answer,
                answered_at=item.answered_at,
                source_ids=ids.sources_of("action", item.id),
            )
            for item in row.actions
        ),
    )
