"""Which status an allegation can have beside the pleas, verdicts, sentences, decisions and referrals of its file."""

from collections.abc import Iterator, Mapping

from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.contract import Problem
from app.domain.case_file.referrals import DecisionFacts, ReferralFacts
from app.domain.charging import needs_confirmation
from app.domain.facts import is_hate_flagged, sent_referrals
from app.domain.law import decision_rules
from app.domain.stages import Status
from app.domain.vocabulary import ChargeMethod, Plea, ReferralType, ReviewResult, TriageResult, Verdict

Statuses = frozenset[Status]

STARTED: Mapping[ChargeMethod, Status] = {
    ChargeMethod.CHARGE: Status.CHARGED,
    ChargeMethod.POSTAL_REQUISITION: Status.REQUISITIONED,
    ChargeMethod.SUMMONS: Status.SUMMONSED,
}
ENDINGS = frozenset({Status.DISCONTINUED, Status.STAYED, Status.LIE_ON_FILE, Status.ACQUITTED, Status.FINALISED})
BEFORE_VERDICT = frozenset(
    {
        Status.FIRST_HEARING_LISTED, Status.PLEA_ENTERED, Status.SENT_TO_CROWN_COURT, Status.PTPH_LISTED,
        Status.TRIAL_LISTED, Status.TRIAL_IN_PROGRESS, Status.WARRANT_ISSUED,
    }
)  # fmt: skip
AFTER_SENTENCE = frozenset({Status.SENTENCED, Status.APPEAL_PENDING, Status.FINALISED})
AFTER_CONVICTION = ENDINGS | {
    Status.CONVICTED, Status.AWAITING_SENTENCE, Status.APPEAL_PENDING, Status.WARRANT_ISSUED,
}  # fmt: skip
AFTER_ACQUITTAL = frozenset({Status.ACQUITTED, Status.APPEAL_PENDING, Status.FINALISED})
OOCR = frozenset({Status.OOCR_AUTHORISED, Status.OOCR_COMPLETED, Status.OOCR_BREACHED, Status.FINALISED})
WITH_ACTION_PLAN = frozenset({Status.ACTION_PLAN_ISSUED, Status.ADMIN_FINALISED})
ENDED_BY_POLICE = frozenset({Status.NFA_POLICE, Status.FINALISED})
AT_WORK = frozenset({Status.UNDER_INVESTIGATION, Status.SUPERVISOR_REVIEW})
BY_KIND: Mapping[str, Statuses] = {
    "charge": frozenset({Status.CHARGE_AUTHORISED}),
    "return": WITH_ACTION_PLAN | ENDED_BY_POLICE,
    "consent": frozenset({Status.PROSECUTOR_REVIEW}),
    "oocr": OOCR,
    "advice": frozenset({Status.EARLY_ADVICE_GIVEN}) | AT_WORK | ENDED_BY_POLICE,
    "closed": frozenset({Status.ADMIN_FINALISED}) | ENDED_BY_POLICE,
}
SUBMITTED: Mapping[ReferralType, Statuses] = {
    ReferralType.CHARGING: frozenset({Status.SUBMITTED_TO_CPS}),
    ReferralType.APPEAL: frozenset({Status.SUBMITTED_TO_CPS}),
    # An answer to an action plan goes back to the same prosecutor without another triage.
    ReferralType.RESUBMISSION: frozenset({Status.RESUBMITTED, Status.PROSECUTOR_REVIEW}),
    ReferralType.EARLY_ADVICE: frozenset({Status.EARLY_ADVICE_REQUESTED}),
}


def status_problems(case: CaseFile) -> tuple[Problem, ...]:
    """Each allegation whose status does not fit the rest of the file, as (path, reason)."""
    return tuple(_problems(case))


def _problems(case: CaseFile) -> Iterator[Problem]:
    for at, allegation in enumerate(case.allegations):
        path = f"/allegations/{at}/status"
        possible, holds = possible_statuses(case, allegation)
        if allegation.status not in possible:
            words = ", ".join(sorted(possible))
            yield path, f"{allegation.status} does not fit: the file holds {holds}, so it can be {words}"
    for at, referral in enumerate(case.referrals):
        yield from _unconfirmed(case, referral, at)


def _unconfirmed(case: CaseFile, referral: ReferralFacts, at: int) -> Iterator[Problem]:
    """A refusal on a flagged case takes effect only with a second person."""
    allegations = {allegation.allegation_id: allegation for allegation in case.allegations}
    for number, decision in enumerate(referral.decisions):
        allegation = allegations.get(decision.allegation_id)
        if allegation is None or not needs_confirmation(case, allegation, decision.decision_code):
            continue
        if decision.confirmed_by is None or decision.confirmed_by == decision.decided_by:
            path = f"/referrals/{at}/decisions/{number}/confirmed_by"
            yield path, "a refusal on a hate-flagged case needs a second prosecutor who confirmed it"


def possible_statuses(case: CaseFile, allegation: AllegationFacts) -> tuple[Statuses, str]:
    """The statuses an allegation can have, and the latest thing the file holds about it, in words."""
    return _after_court(case, allegation) or _after_referral(case, allegation) or _before_referral(case, allegation)


def _after_court(case: CaseFile, allegation: AllegationFacts) -> tuple[Statuses, str] | None:
    key = allegation.allegation_id
    if any(sentence.allegation_id == key for sentence in case.sentences):
        return AFTER_SENTENCE, "a sentence"
    verdicts = [verdict.verdict for verdict in case.verdicts if verdict.allegation_id == key]
    pleas = [plea.plea for plea in case.pleas if plea.allegation_id == key]
    if Verdict.GUILTY in verdicts or (not verdicts and Plea.GUILTY in pleas):
        return AFTER_CONVICTION, "a guilty plea or verdict"
    if {Verdict.NOT_GUILTY, Verdict.GUILTY_ALTERNATIVE}.intersection(verdicts):
        return AFTER_ACQUITTAL, "a verdict of not guilty"
    if allegation.charged or pleas:
        started = {STARTED[allegation.charged.method]} if allegation.charged else set()
        acquitted = AFTER_ACQUITTAL if Plea.GUILTY_ALTERNATIVE in pleas else frozenset()
        return BEFORE_VERDICT | ENDINGS | started | acquitted, "a charge without a verdict"
    return None


def _after_referral(case: CaseFile, allegation: AllegationFacts) -> tuple[Statuses, str] | None:
    sent = sent_referrals(case)
    if not sent:
        return None
    last = sent[-1]
    decision = next((one for one in last.decisions if one.allegation_id == allegation.allegation_id), None)
    if decision is not None:
        return _decided(case, allegation, decision), f"the decision {decision.decision_code}"
    if last.action_plan is not None:
        return WITH_ACTION_PLAN | ENDED_BY_POLICE, "an action plan"
    if last.reviews:
        return frozenset({Status.PROSECUTOR_REVIEW}), "a review without a decision"
    if last.triage is not None and last.triage.result is TriageResult.ACCEPTED:
        return frozenset({Status.TRIAGE_ACCEPTED, Status.PROSECUTOR_REVIEW}), "an accepted referral"
    if last.triage is not None:
        rejected = frozenset({Status.TRIAGE_REJECTED, Status.ADMIN_FINALISED})
        return rejected | ENDED_BY_POLICE, "a referral that was returned"
    return SUBMITTED[last.referral_type], "a referral that was sent"


def _decided(case: CaseFile, allegation: AllegationFacts, decision: DecisionFacts) -> Statuses:
    rule = decision_rules()[decision.decision_code]
    if rule.kind != "nfa":
        return BY_KIND[rule.kind]
    reopened = any(
        request.result is ReviewResult.OVERTURNED and allegation.allegation_id in request.allegation_ids
        for request in case.vrr_requests
    )
    refused = frozenset({Status(rule.leads_to), Status.FINALISED})
    return refused | {Status.PROSECUTOR_REVIEW} if reopened else refused


def _before_referral(case: CaseFile, allegation: AllegationFacts) -> tuple[Statuses, str]:
    checked = [referral for referral in case.referrals if referral.supervisor_check is not None]
    if checked and checked[0].referral_type is not ReferralType.EARLY_ADVICE:
        return frozenset({Status.SUPERVISOR_REVIEW}), "a checked draft that was not sent"
    # Police may choose a resolution out of court only where no strand is set.
    oocr = frozenset() if is_hate_flagged(case, allegation) else OOCR
    return AT_WORK | ENDED_BY_POLICE | oocr, "no referral that was sent"
