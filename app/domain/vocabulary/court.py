"""Closed lists about court, sentence, review, and the dated events and clocks of a case."""

from app.domain.vocabulary.base import Labelled


class CourtKind(Labelled):
    MAGISTRATES = "magistrates", "Magistrates' court"
    CROWN_COURT = "crown_court", "Crown Court"
    YOUTH_COURT = "youth_court", "Youth court"


class HearingType(Labelled):
    FIRST_HEARING_GAP = "first_hearing_gap", "First hearing, guilty plea anticipated"
    FIRST_HEARING_NGAP = "first_hearing_ngap", "First hearing, not guilty plea anticipated"
    FIRST_HEARING_CUSTODY = "first_hearing_custody", "First hearing from custody"
    PTPH = "ptph", "Plea and trial preparation hearing"
    TRIAL = "trial", "Trial"
    SENTENCE = "sentence", "Sentence"
    NEWTON_HEARING = "newton_hearing", "Newton hearing"
    BAIL = "bail", "Bail hearing"
    OTHER = "other", "Another hearing"


class HearingResult(Labelled):
    """What a court did with an allegation."""

    ADJOURNED = "adjourned", "Adjourned"
    PLEA_GUILTY = "plea_guilty", "Pleaded guilty"
    FOUND_GUILTY = "found_guilty", "Found guilty"
    PLEA_NOT_GUILTY = "plea_not_guilty", "Pleaded not guilty"
    NO_PLEA = "no_plea", "No plea"
    GUILTY_ALTERNATIVE = "guilty_alternative", "Guilty of the alternative"
    SENT = "sent", "Sent to the Crown Court"
    FOUND_NOT_GUILTY = "found_not_guilty", "Found not guilty"
    DISMISSED = "dismissed", "Dismissed"
    NO_EVIDENCE_OFFERED = "no_evidence_offered", "No evidence offered"
    HUNG = "hung", "The jury could not agree"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCONTINUED = "discontinued", "Discontinued"
    LIE_ON_FILE = "lie_on_file", "Left to lie on the file"
    STAYED = "stayed", "Stayed"
    WARRANT = "warrant", "Warrant issued"
    COMMITTED_FOR_SENTENCE = "committed_for_sentence", "Committed for sentence"
    SENTENCE_DEFERRED = "sentence_deferred", "Sentence deferred"
    SENTENCED = "sentenced", "Sentenced"
    DECEASED = "deceased", "The defendant has died"
    UNFIT = "unfit", "Unfit to plead"
    NO_VERDICT = "no_verdict", "No verdict taken"


class Plea(Labelled):
    GUILTY = "guilty", "Guilty"
    NOT_GUILTY = "not_guilty", "Not guilty"
    NO_PLEA = "no_plea", "No plea"
    GUILTY_ALTERNATIVE = "guilty_alternative", "Guilty of the alternative"


class Verdict(Labelled):
    GUILTY = "guilty", "Guilty"
    NOT_GUILTY = "not_guilty", "Not guilty"
    GUILTY_ALTERNATIVE = "guilty_alternative", "Guilty of the alternative"
    HUNG = "hung", "The jury could not agree"
    NO_VERDICT = "no_verdict", "No verdict taken"


class UpliftBasis(Labelled):
    S66 = "s66", "Sentencing Code s66"
    INHERENT = "inherent", "Part of the offence"
    NONE = "none", "None"


class CourtFinding(Labelled):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_RECORDED = "not_recorded", "Not recorded"


class ReviewScheme(Labelled):
    """Victims' right to review: whose decision is reviewed."""

    POLICE = "police", "Police"
    CPS = "cps", "CPS"


class ReviewStage(Labelled):
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    LOCAL_RESOLUTION = "local_resolution", "Local resolution"
    INDEPENDENT_REVIEW = "independent_review", "Independent review"
    CLOSED = "closed", "Closed"


class ReviewResult(Labelled):
    UPHELD = "upheld", "Decision stands"
    OVERTURNED = "overturned", "Decision overturned"
    APOLOGY_ONLY = "apology_only", "Explanation and apology only"


class ClockEvent(Labelled):
    """Dated things that start clocks; those ending in `_received` carry the instant witness care had the news."""

    REPORT_RECEIVED = "report_received", "Report received"
    CRIME_RECORDED = "crime_recorded", "Crime recorded"
    FIRST_CONTACT = "first_contact", "First contact with the victim"
    INVESTIGATION_REFUSED = "investigation_refused", "Decision not to investigate"
    SUSPECT_ARRESTED = "suspect_arrested", "Suspect arrested"
    DETENTION_AUTHORISED = "detention_authorised", "Detention authorised"
    SUSPECT_INTERVIEWED = "suspect_interviewed", "Suspect interviewed under caution"
    RELEASED_NO_CHARGE = "released_no_charge", "Suspect released without charge"
    RELEASED_ON_BAIL_OR_RUI = "released_on_bail_or_rui", "Suspect released on bail or under investigation"
    BAIL_CHANGED = "bail_changed", "Bail changed or cancelled"
    SUSPECT_CHARGED = "suspect_charged", "Suspect charged"
    POLICE_NFA = "police_nfa", "Police decided to take no further action"
    CPS_NFA = "cps_nfa", "CPS decided not to charge"
    PROCEEDINGS_STOPPED_OR_ALTERED = "proceedings_stopped_or_altered", "Proceedings stopped or a charge altered"
    OOCR_DECIDED = "oocr_decided", "Out-of-court resolution decided"
    REFERRAL_SUBMITTED = "referral_submitted", "Sent to the CPS"
    REFERRAL_ACCEPTED = "referral_accepted", "Accepted by the CPS"
    ACTION_PLAN_ISSUED = "action_plan_issued", "Action plan issued"
    DECISION_COMMUNICATED = "decision_communicated", "Victim told of the decision"
    VRR_REQUESTED = "vrr_requested", "Review asked for"
    HEARING_DATE_RECEIVED = "hearing_date_received", "Hearing date received"
    BAIL_OUTCOME_RECEIVED = "bail_outcome_received", "Result of a bail hearing received"
    WARRANT_OR_REARREST_RECEIVED = "warrant_or_rearrest_received", "Warrant or re-arrest received"
    HEARING_HELD = "hearing_held", "Hearing held"
    VICTIM_MUST_ATTEND_RECEIVED = "victim_must_attend_received", "News that the victim must attend received"
    NOT_GUILTY_PLEA = "not_guilty_plea", "Not guilty plea"
    FIRST_REMAND = "first_remand", "First remand in custody"
    SENT_TO_CROWN_COURT = "sent_to_crown_court", "Sent to the Crown Court"
    VOLUNTARY_BILL_PREFERRED = "voluntary_bill_preferred", "Voluntary bill preferred"
    CONVICTED = "convicted", "Convicted"
    SENTENCED = "sentenced", "Sentenced"
    OUTCOME_RECEIVED = "outcome_received", "Outcome received"
    SENTENCE_RECEIVED = "sentence_received", "Sentence received"
    APPEAL_EVENT_RECEIVED = "appeal_event_received", "News of an appeal received"
    COURT_BAIL_GRANTED = "court_bail_granted", "Court granted bail"
    EXPENSES_CLAIM_RECEIVED = "expenses_claim_received", "Expenses claim received"
    PROPERTY_NOT_NEEDED = "property_not_needed", "Property no longer needed"
    COMPLAINT_RECEIVED = "complaint_received", "Complaint received"


class ClockStatus(Labelled):
    """One set for legal, target and Victims' Code clocks."""

    RUNNING = "running", "Running"
    SUSPENDED = "suspended", "Paused"
    MET = "met", "Met"
    MET_LATE = "met_late", "Met late"
    BREACHED = "breached", "Missed"
    EXCUSED = "excused", "Excused"
    NOT_REQUIRED = "not_required", "Not required"
    CLOSED = "closed", "Closed"
