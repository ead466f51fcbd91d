"""Closed lists about the way to a charging decision and what was decided."""

from app.domain.vocabulary.base import Labelled


class ReferralType(Labelled):
    CHARGING = "charging", "Request for a charging decision"
    EARLY_ADVICE = "early_advice", "Early advice"
    RESUBMISSION = "resubmission", "Resubmission"
    APPEAL = "appeal", "Appeal against a decision"


class CodeTest(Labelled):
    FCT = "fct", "Full Code Test"
    TT = "tt", "Threshold Test"


class ReferralCategory(Labelled):
    RED = "red", "Red"
    GREEN = "green", "Green"
    GREEN_PRIORITY = "green_priority", "Green Priority"


class CpsRoute(Labelled):
    AREA = "area", "CPS Area"
    CPS_DIRECT = "cps_direct", "CPS Direct"
    SCCTD = "scctd", "Special Crime and Counter Terrorism Division"


class RuleSet(Labelled):
    """Which readiness rules apply to a referral."""

    FCT = "FCT", "Full Code Test"
    TT = "TT", "Threshold Test"
    EA = "EA", "Early advice"
    RS = "RS", "Resubmission"


class RuleAnswerKind(Labelled):
    OVERRIDE = "override", "Overridden by a supervisor"
    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledged with a reason"


class TriageResult(Labelled):
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Returned"


class TriageReason(Labelled):
    """Why CPS operations return a file."""

    MISSING_MG3 = "missing_mg3", "Report for a charging decision missing"
    MISSING_KEY_STATEMENT = "missing_key_statement", "Key statement missing"
    MISSING_MEDIA = "missing_media", "Footage or recording missing"
    MISSING_INTERVIEW_SUMMARY = "missing_interview_summary", "Interview summary missing"
    MISSING_SCHEDULES = "missing_schedules", "Disclosure schedules missing"
    MISSING_PNC = "missing_pnc", "Record of previous convictions missing"
    UNREDACTED = "unredacted", "Personal details not redacted"
    WRONG_CATEGORY = "wrong_category", "Wrong category"
    WRONG_TEST = "wrong_test", "Wrong test"
    NO_SUPERVISOR_CHECK = "no_supervisor_check", "No supervisor's check"
    CORRUPT_FILE = "corrupt_file", "A file cannot be opened"
    TIME_LIMIT_NOT_STATED = "time_limit_not_stated", "Time limit not stated"
    OTHER = "other", "Another reason"


class DecisionCode(Labelled):
    """Codes of this system, not official codes of the CPS."""

    CHARGE_FCT = "charge_fct", "Charge authorised, Full Code Test"
    CHARGE_TT = "charge_tt", "Charge authorised, Threshold Test"
    CHARGE_ALTERNATIVE = "charge_alternative", "Charge authorised on a different offence"
    NFA_EVIDENTIAL = "nfa_evidential", "No further action: not enough evidence"
    NFA_PUBLIC_INTEREST = "nfa_public_interest", "No further action: not in the public interest"
    FURTHER_EVIDENCE = "further_evidence", "Action plan, decision deferred"
    EARLY_ADVICE = "early_advice", "Advice only"
    OOCR_CAUTION = "oocr_caution", "Out-of-court resolution: caution"
    OOCR_CONDITIONAL = "oocr_conditional", "Out-of-court resolution: conditional caution"
    OOCR_YOUTH = "oocr_youth", "Out-of-court resolution: youth caution"
    OOCR_COMMUNITY = "oocr_community", "Out-of-court resolution: community resolution"
    RETURN_NOT_READY = "return_not_ready", "Returned by the prosecutor: file not ready"
    CONSENT_PENDING = "consent_pending", "Full Code Test met, consent awaited"
    ADMIN_CLOSED = "admin_closed", "Closed without a decision"


class NfaSubReason(Labelled):
    """Why the evidential stage is not met."""

    NO_CASE_ELEMENT = "no_case_element", "An element cannot be proved"
    IDENTIFICATION = "identification", "Identification"
    CONFLICT_OF_EVIDENCE = "conflict_of_evidence", "Conflict of evidence"
    VICTIM_NOT_SUPPORT = "victim_not_support", "The victim does not support a prosecution"
    VICTIM_UNRELIABLE = "victim_unreliable", "Reliability of the victim's account"
    WITNESS_UNAVAILABLE = "witness_unavailable", "A witness is not available"
    INADMISSIBLE = "inadmissible", "Evidence cannot be used in court"
    UNDERMINING_MATERIAL = "undermining_material", "Material that undermines the case"
    DEFENCE_NOT_REBUTTED = "defence_not_rebutted", "The defence cannot be disproved"
    HOSTILITY_NOT_PROVABLE = "hostility_not_provable", "Hostility cannot be proved"
