"""Clocks of a referral: the CPS target, and each action of an action plan."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.domain.calendar import days_after, hours_after, london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.referrals import ActionFacts, ActionPlanFacts, ReferralFacts
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing
from app.domain.deadlines.counting import written_moment
from app.domain.deadlines.detention import detention_end
from app.domain.facts import sent_referrals
from app.domain.law import clock_rule, decision_rules
from app.domain.vocabulary import ClockStatus, ReferralCategory, ReferralType, TriageResult

GREEN = frozenset({ReferralCategory.GREEN, ReferralCategory.GREEN_PRIORITY})
#: Statuses in which an allegation waits for the decision of a prosecutor.
WITH_CPS = frozenset({"submitted_to_cps", "triage_accepted", "prosecutor_review", "resubmitted", "action_plan_issued"})
ADMIN_FINALISED = "admin_finalised"


def decision_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The decision on each accepted referral; an answer to its action plan goes on under the same clock."""
    for referral in sent_referrals(case):
        triage = referral.triage
        if triage is None or triage.result is not TriageResult.ACCEPTED or referral.referral_category not in GREEN:
            continue
        rule = clock_rule("cps_decision_green", london_day(triage.at))
        if rule is None or referral.referral_type is ReferralType.EARLY_ADVICE:
            continue
        due = days_after(london_day(triage.at), rule.length)
        ending, why = _decision_ending(case, referral, due, at)
        yield clock_by(rule, subject=f"R{referral.referral_no}", starts=triage.at, due=due, ending=ending, why=why)


def detainee_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The decision on each referral of a detainee: in three hours, and before the detention clock ends."""
    for referral in sent_referrals(case):
        sent = referral.submitted_at
        is_red = referral.referral_category is ReferralCategory.RED
        rule = clock_rule("cps_decision_red", london_day(sent)) if sent else None
        if sent is None or rule is None or not is_red or referral.referral_type is ReferralType.EARLY_ADVICE:
            continue
        due, why = hours_after(sent, rule.length), ""
        ends = (detention_end(case, suspect) for suspect in case.suspects)
        detention = min((end for end in ends if end is not None and end >= sent), default=None)
        if detention is not None:
            due, why = min(due, detention), f"The detention clock ends on {written_moment(detention)}."
        ending = standing(due, at, _decided_at(case, _with_answers(case, referral)))
        if ending.status is ClockStatus.BREACHED and not _waits(case, referral):
            ending = Ending(status=ClockStatus.CLOSED, reason="The CPS returned the referral or closed its record.")
        yield clock_by(rule, subject=f"R{referral.referral_no}", starts=sent, due=due, ending=ending, why=why)


def _waits(case: CaseFile, referral: ReferralFacts) -> bool:
    """Does the referral still wait for a prosecutor?"""
    returned = referral.triage is not None and referral.triage.result is TriageResult.REJECTED
    return not returned and not any(allegation.status == ADMIN_FINALISED for allegation in case.allegations)


def _decision_ending(case: CaseFile, referral: ReferralFacts, due: date, at: datetime) -> tuple[Ending, str]:
    """How the target stands, and the days on each side where a plan has been out."""
    line = _with_answers(case, referral)
    decided = _decided_at(case, line)
    if decided is not None:
        return standing(due, at, decided), ""
    if any(allegation.status == ADMIN_FINALISED for allegation in case.allegations):
        return Ending(status=ClockStatus.CLOSED, reason="The CPS closed its record without a decision."), ""
    plans = [(plan.issued_at, answered or at) for plan, answered in _plans(line)]
    if not plans or referral.triage is None:
        return standing(due, at), ""
    police = sum((end - start for start, end in plans), timedelta()).days
    cps = (at - referral.triage.at).days - police
    why = f"So far {cps} days with the CPS and {police} days with the police."
    *_, (plan, answered) = _plans(line)
    if answered is None:
        return Ending(status=ClockStatus.SUSPENDED, at=plan.issued_at, reason="An action plan is with the police."), why
    return standing(due, at), why


def _with_answers(case: CaseFile, referral: ReferralFacts) -> tuple[ReferralFacts, ...]:
    """The referral and the resubmissions that answer its action plan, which are not triaged again."""
    line = [referral]
    for later in sent_referrals(case):
        if later.answers_referral_no == line[-1].referral_no and later.triage is None:
            line.append(later)
    return tuple(line)


def _plans(line: tuple[ReferralFacts, ...]) -> tuple[tuple[ActionPlanFacts, datetime | None], ...]:
    """Each action plan, and when its answer was sent."""
    following = (*line[1:], None)
    return tuple(
        (referral.action_plan, answer.submitted_at if answer else None)
        for referral, answer in zip(line, following, strict=True)
        if referral.action_plan is not None
    )


def _decided_at(case: CaseFile, line: tuple[ReferralFacts, ...]) -> datetime | None:
    """When the last allegation was decided; None while one still waits."""
    latest = {}
    for referral in line:
        for decision in sorted(referral.decisions, key=lambda decision: decision.decided_at):
            latest[decision.allegation_id] = decision
    waiting = {
        allegation.allegation_id
        for allegation in case.allegations
        if allegation.status in WITH_CPS and allegation.allegation_id not in latest
    }
    if not latest or waiting or not all(decision_rules()[found.decision_code].decides for found in latest.values()):
        return None
    return max(decision.decided_at for decision in latest.values())


def action_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Each action a prosecutor asked for, due on the date set for it."""
    for referral in sent_referrals(case):
        plan = referral.action_plan
        rule = clock_rule("action_plan", london_day(plan.issued_at)) if plan else None
        if plan is None or rule is None:
            continue
        decided = _decided_at(case, _with_answers(case, referral))
        for action in plan.actions:
            yield clock_by(
                rule,
                subject=f"R{referral.referral_no}.{action.action_no}",
                starts=london_day(plan.issued_at),
                due=action.due_on,
                ending=_action_ending(action, decided, at),
            )


def _action_ending(action: ActionFacts, decided: datetime | None, at: datetime) -> Ending:
    if action.answered_at is not None:
        return standing(action.due_on, at, action.answered_at)
    if action.answer:
        return Ending(status=ClockStatus.CLOSED, reason="Answered; the time of the answer is not in the file.")
    if decided is not None:
        return Ending(status=ClockStatus.CLOSED, at=decided, reason="The prosecutor decided without the answer.")
    return standing(action.due_on, at)
