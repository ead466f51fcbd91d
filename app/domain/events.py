"""What can stand in the history of a case: each kind with its sentence and the kind of reader it is for.

Facts of an entry are ids and codes; the sentence is filled with the names those rows have now.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.access import FieldGroup


class EventKind(StrEnum):
    """One member an act; the sentence is what a reader of the case sees."""

    sentence: str
    group: FieldGroup
    turning: bool

    def __new__(
        cls, value: str, sentence: str = "", group: FieldGroup = FieldGroup.ACCOUNT, turning: bool = False
    ) -> "EventKind":
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        member.group = group
        member.turning = turning
        return member

    REPORT_RECEIVED = "report_received", "Report received", FieldGroup.ACCOUNT, True
    REPORT_CHANGED = "report_changed", "Report changed", FieldGroup.ACCOUNT
    ASSESSMENT_BEGUN = "assessment_begun", "Assessment begun", FieldGroup.ACCOUNT
    CRIME_RECORDED = "crime_recorded", "Recorded as a crime: {crime}", FieldGroup.ACCOUNT, True
    NON_CRIME_PROPOSED = "non_crime_proposed", "Proposed as not a crime; a supervisor confirms", FieldGroup.ACCOUNT
    NON_CRIME_CONFIRMED = "non_crime_confirmed", "Found not to be a crime", FieldGroup.ACCOUNT, True
    CRIME_CHANGED = "crime_changed", "Crime record {crime} corrected", FieldGroup.ACCOUNT
    CRIME_CANCELLED = "crime_cancelled", "Crime record {crime} cancelled", FieldGroup.ACCOUNT, True
    REPORT_REOPENED = "report_reopened", "Report opened again", FieldGroup.ACCOUNT, True
    PERCEPTION_CHANGED = "perception_changed", "Who perceived it as hate crime was recorded", FieldGroup.ACCOUNT
    ALLOCATED = "allocated", "Given to {user}", FieldGroup.ACCOUNT, True
    SUPERVISED = "supervised", "Supervised by {user}", FieldGroup.ACCOUNT
    TRANSFER_OFFERED = "transfer_offered", "Offered to {unit}", FieldGroup.ACCOUNT
    TRANSFERRED = "transferred", "Transferred to {unit}", FieldGroup.ACCOUNT, True
    PERSON_ADDED = "person_added", "{person} added as {role}", FieldGroup.NAMES
    PERSON_CHANGED = "person_changed", "Details of {person} changed", FieldGroup.NAMES
    CONTACT_DETAILS_CHANGED = "contact_details_changed", "Contact details of {person} changed", FieldGroup.CONTACT
    CHARACTERISTICS_CHANGED = (
        "characteristics_changed",
        "Protected characteristics of {person} changed",
        FieldGroup.CHARACTERISTICS,
    )
    VICTIM_CHANGED = "victim_changed", "Answers about {person} changed", FieldGroup.NAMES
    SUSPECT_CHANGED = "suspect_changed", "Answers about suspect {person} changed", FieldGroup.SUSPECT
    SUSPECT_ARRESTED = "suspect_arrested", "{person} arrested", FieldGroup.SUSPECT, True
    SUSPECT_BAILED = "suspect_bailed", "{person} released on bail", FieldGroup.SUSPECT, True
    SUSPECT_RELEASED = "suspect_released", "{person} released under investigation", FieldGroup.SUSPECT, True
    SUSPECT_FREED = "suspect_freed", "{person}: no longer in custody, on bail or under release", FieldGroup.SUSPECT
    DETENTION_EXTENDED = "detention_extended", "Longer detention of {person}", FieldGroup.SUSPECT, True
    BAIL_EXTENDED = "bail_extended", "Longer bail of {person}", FieldGroup.SUSPECT, True
    SUSPECT_INTERVIEWED = "suspect_interviewed", "Interview of {person} recorded", FieldGroup.SUSPECT
    ALLEGATION_ADDED = "allegation_added", "{offence} alleged against {person}", FieldGroup.SUSPECT
    ALLEGATION_CHANGED = "allegation_changed", "{offence} against {person}: changed", FieldGroup.SUSPECT
    HOSTILITY_ADDED = "hostility_added", "Words or acts of hostility recorded", FieldGroup.ACCOUNT
    HOSTILITY_CHANGED = "hostility_changed", "Words or acts of hostility changed", FieldGroup.ACCOUNT
    EVIDENCE_ADDED = "evidence_added", "{item} added", FieldGroup.EVIDENCE
    EVIDENCE_CHANGED = "evidence_changed", "{item} changed", FieldGroup.EVIDENCE
    STATEMENT_ADDED = "statement_added", "Statement of {person} added", FieldGroup.EVIDENCE
    STATEMENT_CHANGED = "statement_changed", "Statement of {person} changed", FieldGroup.EVIDENCE
    STATEMENT_SIGNED = "statement_signed", "Statement of {person} signed", FieldGroup.EVIDENCE
    BACK_PAGE_CHANGED = "back_page_changed", "Back page of the statement of {person} changed", FieldGroup.CONTACT
    DOCUMENT_ADDED = "document_added", "{item} added to the file", FieldGroup.EVIDENCE
    DOCUMENT_CHANGED = "document_changed", "{item} changed", FieldGroup.EVIDENCE
    INQUIRY_CHANGED = "inquiry_changed", "Lines of inquiry changed", FieldGroup.EVIDENCE
    DISCLOSURE_CHANGED = "disclosure_changed", "Disclosure answers changed", FieldGroup.EVIDENCE
    DISCLOSURE_DECIDED = "disclosure_decided", "Disclosure of an unused item decided", FieldGroup.EVIDENCE
    MATCH_MARKED = (
        "match_marked",
        "Words of the police report marked to stay; not confirmed yet",
        FieldGroup.EVIDENCE,
    )
    MATCH_CONFIRMED = "match_confirmed", "Words of the police report confirmed to stay", FieldGroup.EVIDENCE
    REPORT_TEXT_CHANGED = "report_text_changed", "Text of the police report changed", FieldGroup.EVIDENCE
    REPORT_CERTIFIED = "report_certified", "Police report certified", FieldGroup.EVIDENCE
    ENDING_PROPOSED = "ending_proposed", "Ending without charge proposed", FieldGroup.ACCOUNT
    ENDED_BY_POLICE = "ended_by_police", "Ended by the police, outcome {outcome}", FieldGroup.OUTCOME, True
    ADVICE_ASKED = "advice_asked", "Early advice asked for in referral {referral}", FieldGroup.REFERRAL, True
    ADVICE_GIVEN = "advice_given", "Early advice given on referral {referral}", FieldGroup.REFERRAL, True
    ADVICE_NOTED = "advice_noted", "Early advice noted; the investigation goes on", FieldGroup.REFERRAL
    REFERRAL_DRAFTED = "referral_drafted", "Referral {referral} drafted", FieldGroup.REFERRAL
    CHECK_ASKED = "check_asked", "File offered for checking as referral {referral}", FieldGroup.REFERRAL
    CHECK_PASSED = "check_passed", "File checked and passed", FieldGroup.REFERRAL
    CHECK_RETURNED = "check_returned", "File returned to the officer after the check", FieldGroup.REFERRAL
    RULE_ANSWERED = "rule_answered", "{rule} of the file check answered", FieldGroup.REFERRAL
    REFERRED = "referred", "Referral {referral} sent to the CPS", FieldGroup.REFERRAL, True
    RESUBMITTED = "resubmitted", "Referral {referral} sent to the CPS", FieldGroup.REFERRAL, True
    TRIAGE_ACCEPTED = "triage_accepted", "The CPS accepted the file", FieldGroup.REFERRAL, True
    TRIAGE_REJECTED = "triage_rejected", "The CPS returned the file", FieldGroup.REFERRAL, True
    PROSECUTOR_ALLOCATED = "prosecutor_allocated", "Referral {referral} given to {user}", FieldGroup.REFERRAL
    REVIEWED = "reviewed", "Prosecutor's review recorded", FieldGroup.REFERRAL
    KNOWLEDGE_CERTIFIED = "knowledge_certified", "Certificate of a prosecutor's knowledge recorded", FieldGroup.REFERRAL
    ACTION_PLAN_SENT = "action_plan_sent", "The CPS sent an action plan", FieldGroup.REFERRAL, True
    ACTION_ANSWERED = "action_answered", "Action {action} answered", FieldGroup.REFERRAL
    REMINDED = "reminded", "The CPS reminded the police", FieldGroup.REFERRAL
    CPS_FILE_CLOSED = "cps_file_closed", "The CPS closed its file without a reply", FieldGroup.REFERRAL, True
    CHARGE_AUTHORISED = "charge_authorised", "Charge authorised: {offence}, {person}", FieldGroup.REFERRAL, True
    REFUSAL_PROPOSED = (
        "refusal_proposed",
        "No charge proposed: {offence}, {person}; a second prosecutor confirms",
        (FieldGroup.REFERRAL),
    )
    CHARGE_REFUSED = "charge_refused", "No charge: {offence}, {person}", FieldGroup.REFERRAL, True
    REFUSAL_OVERTURNED = "refusal_overturned", "Refusal not confirmed; review goes on", FieldGroup.REFERRAL, True
    CONSENT_AWAITED = "consent_awaited", "Consent to prosecute awaited: {offence}", FieldGroup.REFERRAL
    CONSENT_GIVEN = "consent_given", "Consent to prosecute given: {offence}", FieldGroup.REFERRAL
    DECISION_COMMUNICATED = "decision_communicated", "Decision told to the victim", FieldGroup.OUTCOME
    RESOLUTION_AGREED = "resolution_agreed", "Out-of-court resolution agreed: {offence}", FieldGroup.OUTCOME, True
    RESOLUTION_KEPT = "resolution_kept", "Out-of-court resolution completed: {offence}", FieldGroup.OUTCOME, True
    RESOLUTION_BROKEN = "resolution_broken", "Out-of-court resolution broken: {offence}", FieldGroup.OUTCOME, True
    CHARGED = "charged", "{person} charged: {offence}", FieldGroup.OUTCOME, True
    CHARGED_BY_POLICE = "charged_by_police", "{person} charged by the police: {offence}", FieldGroup.OUTCOME, True
    HEARING_LISTED = "hearing_listed", "{hearing} listed", FieldGroup.OUTCOME
    HEARING_CHANGED = "hearing_changed", "{hearing} changed", FieldGroup.OUTCOME
    COURT_RESULT = "court_result", "Court: {result}, {offence}, {person}", FieldGroup.OUTCOME, True
    SENTENCED = "sentenced", "Sentence recorded: {offence}, {person}", FieldGroup.OUTCOME, True
    UPLIFT_ANSWERED = "uplift_answered", "Answers about the uplift recorded", FieldGroup.OUTCOME
    APPEAL_LODGED = "appeal_lodged", "Appeal: {offence}, {person}", FieldGroup.OUTCOME, True
    APPEAL_DECIDED = "appeal_decided", "Appeal decided: {offence}, {person}", FieldGroup.OUTCOME, True
    WARRANT_ENDED = "warrant_ended", "Defendant before the court again", FieldGroup.OUTCOME
    OUTCOME_SET = "outcome_set", "Outcome {outcome} set on crime {crime}", FieldGroup.OUTCOME
    REVIEW_REQUESTED = "review_requested", "Victim asked for a review of the decision", FieldGroup.OUTCOME, True
    REVIEW_DECIDED = "review_decided", "Victim's review decided", FieldGroup.OUTCOME, True
    REOPENED = "reopened", "Opened again", FieldGroup.OUTCOME, True
    FINALISED = "finalised", "Case complete", FieldGroup.OUTCOME, True
    SUPPORT_OFFERED = "support_offered", "Support service offered to {person}", FieldGroup.NAMES
    SUPPORT_ACCEPTED = "support_accepted", "{service} accepted the referral of {person}", FieldGroup.NAMES
    VICTIM_CONTACTED = "victim_contacted", "Contact with {person}", FieldGroup.CONTACT_LOG
    EVENT_RECORDED = "event_recorded", "{event} recorded", FieldGroup.OUTCOME
    CONFLICT_DECLARED = "conflict_declared", "A conflict of interest was recorded", FieldGroup.ACCOUNT
    CONFLICT_LIFTED = "conflict_lifted", "A conflict of interest was lifted", FieldGroup.ACCOUNT
    RESTRICTED = "restricted", "Restricted to a named list", FieldGroup.ACCOUNT, True
    RESTRICTION_CHANGED = "restriction_changed", "The list of a restricted case changed", FieldGroup.ACCOUNT
    RESTRICTION_LIFTED = "restriction_lifted", "Restriction lifted", FieldGroup.ACCOUNT, True
    DOCUMENT_ISSUED = "document_issued", "{item} issued", FieldGroup.ACCOUNT
    IMPORTED = "imported", "Imported from {system}", FieldGroup.ACCOUNT, True
    LIFT_PROPOSED = "lift_proposed", "Lifting a block of this case was proposed", FieldGroup.ACCOUNT
    LIFT_REFUSED = "lift_refused", "The block of this case stays", FieldGroup.ACCOUNT
    CASES_LINKED = "cases_linked", "Linked with {other}: {link}", FieldGroup.ACCOUNT
    LINK_ENDED = "link_ended", "No longer linked with {other}: {link}", FieldGroup.ACCOUNT
    SERIES_JOINED = "series_joined", "Put in a series with {other}", FieldGroup.ACCOUNT
    SERIES_LEFT = "series_left", "No longer in a series with {other}", FieldGroup.ACCOUNT
    DUPLICATE_MARKED = "duplicate_marked", "The same incident as {other}: reported twice", FieldGroup.ACCOUNT
    DUPLICATE_REFUSED = "duplicate_refused", "Not the same incident as {other}", FieldGroup.ACCOUNT
    DUPLICATE_UNDONE = "duplicate_undone", "Answer whether it is the same as {other} taken back", FieldGroup.ACCOUNT
    CASES_JOINED = "cases_joined", "Joined with {other}; {lead} leads", FieldGroup.ACCOUNT
    CASES_PARTED = "cases_parted", "No longer joined with {other}", FieldGroup.ACCOUNT
    SAME_PERSON_PROPOSED = (
        "same_person_proposed",
        "{person} may be the same person as somebody in {other}",
        FieldGroup.NAMES,
    )
    SAME_PERSON_LINKED = "same_person_linked", "{person} is the same person as somebody in {other}", FieldGroup.NAMES
    SAME_PERSON_REFUSED = (
        "same_person_refused",
        "{person} is not the same person as somebody in {other}",
        FieldGroup.NAMES,
    )
    SAME_PERSON_UNDONE = (
        "same_person_undone",
        "{person} no longer counts as the same person as somebody in {other}",
        FieldGroup.NAMES,
    )
    TRANSFER_DECLINED = "transfer_declined", "{unit} declined the transfer", FieldGroup.ACCOUNT
    TRANSFER_WITHDRAWN = "transfer_withdrawn", "The offer to {unit} was withdrawn", FieldGroup.ACCOUNT
    TRANSFER_RECEIVED = "transfer_received", "Received from another force", FieldGroup.ACCOUNT, True
    RELEVANCE_RECORDED = "relevance_recorded", "Why papers of this report are relevant was recorded", FieldGroup.ACCOUNT
    EVENT_LINKED = "event_linked", "Linked to a demonstration or another event", FieldGroup.ACCOUNT
    EVENT_UNLINKED = "event_unlinked", "No longer linked to an event", FieldGroup.ACCOUNT
    REFERRAL_DISCARDED = "referral_discarded", "Draft of referral {referral} thrown away", FieldGroup.REFERRAL
    ARRESTED_FOR_BREACH = "arrested_for_breach", "{person} arrested for a breach of bail", FieldGroup.SUSPECT, True
    STREET_BAILED = "street_bailed", "{person} released on street bail", FieldGroup.SUSPECT, True
    BAILED_FOR_DECISION = "bailed_for_decision", "Bail of {person} waits for the CPS to decide", FieldGroup.SUSPECT
    CUSTODY_REVIEWED = "custody_reviewed", "Detention or release of {person} reviewed", FieldGroup.SUSPECT
    REMANDED = "remanded", "{person} remanded in custody by the court", FieldGroup.OUTCOME, True
    BAILED_BY_COURT = "bailed_by_court", "{person} released on bail by the court", FieldGroup.OUTCOME, True
    BAIL_APPEAL_NOTICED = "bail_appeal_noticed", "Notice of appeal against a grant of bail", FieldGroup.OUTCOME
    DISCLOSURE_SERVED = "disclosure_served", "Initial disclosure to {person} recorded", FieldGroup.SUSPECT
    POINT_LINK_TAKEN_BACK = (
        "point_link_taken_back", "{offence} against {person}: a link to a point to prove taken back", FieldGroup.SUSPECT
    )  # fmt: skip
    POINT_LINK_RESTORED = (
        "point_link_restored", "{offence} against {person}: a link to a point to prove restored", FieldGroup.SUSPECT
    )  # fmt: skip
    SUBJECT_KEPT_ON = "subject_kept_on", "Looked at again: details of the subject kept on", FieldGroup.ACCOUNT
    SUBJECT_TAKEN_OUT = "subject_taken_out", "Looked at again: details of the subject taken out", FieldGroup.ACCOUNT
    FILE_STORED = "file_stored", "{file} stored with {exhibit}", FieldGroup.EVIDENCE
    ORIGINAL_TAKEN = "original_taken", "Original of {file} downloaded", FieldGroup.EVIDENCE
    CUSTODY_RECORDED = "custody_recorded", "Custody chain of {exhibit} continued", FieldGroup.EVIDENCE
    POST_RECORDED = "post_recorded", "Online post recorded as {exhibit}", FieldGroup.EVIDENCE
    POST_CHANGED = "post_changed", "What is said of the online post {exhibit} changed", FieldGroup.EVIDENCE
    POST_CHECKED = "post_checked", "Looked whether the online post {exhibit} is still there", FieldGroup.EVIDENCE
    ACCOUNT_ATTRIBUTED = "account_attributed", "Said who is behind the account of {exhibit}", FieldGroup.EVIDENCE
    PRESERVATION_ASKED = "preservation_asked", "A platform was asked to preserve {exhibit}", FieldGroup.EVIDENCE
    PRESERVATION_ANSWERED = (
        "preservation_answered", "Answer to the request to preserve {exhibit} recorded", FieldGroup.EVIDENCE
    )  # fmt: skip
    PRESERVATION_ENDED = "preservation_ended", "{exhibit} need not be preserved any longer", FieldGroup.EVIDENCE
    WITHDRAWAL_PROPOSED = "withdrawal_proposed", "Proposed to withdraw {exhibit}", FieldGroup.EVIDENCE
    RESTORING_PROPOSED = "restoring_proposed", "Proposed to restore {exhibit}", FieldGroup.EVIDENCE
    WITHDRAWAL_DECLINED = (
        "withdrawal_declined",
        "{exhibit} stays as it is: the proposal was declined",
        FieldGroup.EVIDENCE,
    )
    ITEM_WITHDRAWN = "item_withdrawn", "{exhibit} withdrawn: it is kept and stands in no paper", FieldGroup.EVIDENCE
    ITEM_RESTORED = "item_restored", "{exhibit} restored", FieldGroup.EVIDENCE
    MALWARE_FOUND = "malware_found", "Malware found in {file}: it is kept and not given out", FieldGroup.EVIDENCE
    ADDITION_OFFERED = "addition_offered", "Material sent in as {exhibit}; the officer accepts it", FieldGroup.EVIDENCE
    ADDITION_ACCEPTED = "addition_accepted", "{exhibit} accepted as evidence", FieldGroup.EVIDENCE
    ADDITION_DECLINED = "addition_declined", "{exhibit} not taken as evidence", FieldGroup.EVIDENCE


#: Acts about two cases. Their entry says `other`, and is there only for whoever may open that one too (ACC-11).
BETWEEN_CASES: frozenset[EventKind] = frozenset(
    {
        EventKind.CASES_LINKED,
        EventKind.LINK_ENDED,
        EventKind.SERIES_JOINED,
        EventKind.SERIES_LEFT,
        EventKind.DUPLICATE_MARKED,
        EventKind.DUPLICATE_REFUSED,
        EventKind.DUPLICATE_UNDONE,
        EventKind.CASES_JOINED,
        EventKind.CASES_PARTED,
        EventKind.SAME_PERSON_PROPOSED,
        EventKind.SAME_PERSON_LINKED,
        EventKind.SAME_PERSON_REFUSED,
        EventKind.SAME_PERSON_UNDONE,
    }
)

SENTENCES: Mapping[EventKind, str] = {kind: kind.sentence for kind in EventKind}
