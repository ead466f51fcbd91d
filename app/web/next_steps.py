"""The one button of the status sentence: for each status, what a role does next and on which page."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from app.domain.roles import Role
from app.domain.stages import Status
from app.web.case_pages import Frame

R, S = Role, Status


@dataclass(frozen=True, slots=True)
class Next:
    """The words of the button, the page it leads to; `referral` adds the number of the latest referral."""

    words: str
    endpoint: str
    referral: bool = False


_ANSWER = Next("Answer the CPS", "referral.index")
_TRIAGE = Next("Check the referral", "review.triage", referral=True)
_RESULT = Next("Record what the court did", "court.index")
_LIST = Next("Record the hearing", "court.list_hearing")
_MEND = Next("Go to the file check", "referral.file_check")
_CHECK = Next("Check the file", "referral.check", referral=True)

NEXT: Mapping[Status, Mapping[Role, Next]] = {
    S.REPORTED: {R.OFFICER: Next("Begin the assessment", "report.assess"),
                 R.SUPERVISOR: Next("Begin the assessment", "report.assess")},
    S.UNDER_ASSESSMENT: {R.OFFICER: Next("Record the decision", "report.decision"),
                         R.SUPERVISOR: Next("Record the decision", "report.decision")},
    S.RECORDED: {R.SUPERVISOR: Next("Give it to an officer", "cases.allocate")},
    S.UNDER_INVESTIGATION: {R.OFFICER: _MEND},
    S.SUSPECT_IN_CUSTODY: {R.OFFICER: _MEND, R.SUPERVISOR: _MEND},
    S.SUSPECT_ON_PRECHARGE_BAIL: {R.OFFICER: _MEND},
    S.SUSPECT_RUI: {R.OFFICER: _MEND},
    S.EARLY_ADVICE_REQUESTED: {R.PROSECUTOR: Next("Give advice", "review.give_advice", referral=True),
                               R.CPS_OPERATIONS: Next("Give it to a prosecutor", "review.allocate", referral=True)},
    S.EARLY_ADVICE_GIVEN: {R.OFFICER: _ANSWER, R.SUPERVISOR: _ANSWER},
    S.SUPERVISOR_REVIEW: {R.SUPERVISOR: _CHECK, R.FILE_REVIEWER: _CHECK},
    S.SUBMITTED_TO_CPS: {R.CPS_OPERATIONS: _TRIAGE},
    S.TRIAGE_REJECTED: {R.OFFICER: _ANSWER, R.SUPERVISOR: _ANSWER},
    S.TRIAGE_ACCEPTED: {R.CPS_OPERATIONS: Next("Give it to a prosecutor", "review.allocate", referral=True),
                        R.SENIOR_PROSECUTOR: Next("Give it to a prosecutor", "review.allocate", referral=True)},
    S.PROSECUTOR_REVIEW: {R.PROSECUTOR: Next("Review the case", "review.workspace", referral=True)},
    S.ACTION_PLAN_ISSUED: {R.OFFICER: Next("Answer the actions", "referral.index"),
                           R.SUPERVISOR: Next("Send the answers", "referral.index")},
    S.RESUBMITTED: {R.CPS_OPERATIONS: _TRIAGE},
    S.ADMIN_FINALISED: {R.OFFICER: _ANSWER, R.SUPERVISOR: _ANSWER},
    S.CHARGE_AUTHORISED: {R.OFFICER: Next("Record the charge", "court.index"),
                          R.SUPERVISOR: Next("Record the charge", "court.index")},
    S.OOCR_AUTHORISED: {R.OFFICER: Next("Record how it went", "court.index")},
    S.OOCR_BREACHED: {R.OFFICER: Next("Send it back", "court.index"),
                      R.PROSECUTOR: Next("Look at the referral", "referral.index")},
    S.CHARGED: {R.CPS_OPERATIONS: _LIST, R.WITNESS_CARE: _LIST},
    S.REQUISITIONED: {R.CPS_OPERATIONS: _LIST, R.WITNESS_CARE: _LIST},
    S.SUMMONSED: {R.CPS_OPERATIONS: _LIST, R.WITNESS_CARE: _LIST},
    S.FIRST_HEARING_LISTED: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.PLEA_ENTERED: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.SENT_TO_CROWN_COURT: {R.PROSECUTOR: _LIST, R.CPS_OPERATIONS: _LIST},
    S.PTPH_LISTED: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.TRIAL_LISTED: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.TRIAL_IN_PROGRESS: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.CONVICTED: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.AWAITING_SENTENCE: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.SENTENCED: {R.PROSECUTOR: Next("Answer about the uplift", "court.index")},
    S.APPEAL_PENDING: {R.PROSECUTOR: _RESULT, R.CPS_OPERATIONS: _RESULT},
    S.WARRANT_ISSUED: {R.CPS_OPERATIONS: _RESULT, R.WITNESS_CARE: _LIST},
}  # fmt: skip


def next_step(status: Status, role: Role) -> Next | None:
    """What this role does next at this status; a senior prosecutor stands in for a prosecutor."""
    steps = NEXT.get(status, {})
    found = steps.get(role)
    return steps.get(R.PROSECUTOR) if found is None and role is R.SENIOR_PROSECUTOR else found


def button_for(frame: Frame) -> tuple[str, str] | None:
    """Words and address of the next step of a case for the reader."""
    found = next_step(frame.case.status, frame.standing.role)
    if found is None:
        return None
    address = {"reference": frame.case.reference}
    number = frame.header.latest_referral
    if found.referral and number is None:
        return None
    values: dict[str, str | int] = {**address, "number": number} if found.referral and number else {**address}
    return found.words, url_for(found.endpoint, **values)  # type: ignore[arg-type] # values of the route, none of url_for's own
