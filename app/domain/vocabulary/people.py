"""Closed lists about people: their part in a case, care for victims, custody of suspects."""

from app.domain.vocabulary.base import Labelled


class StaffOrganisation(Labelled):
    POLICE = "police", "Police"
    CPS = "cps", "Crown Prosecution Service"
    WITNESS_CARE = "witness_care", "Witness care unit"
    COURT = "court", "Court"
    SUPPORT = "support", "Victim support service"


class PartyRole(Labelled):
    SUSPECT = "suspect", "Suspect"
    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    APPROPRIATE_ADULT = "appropriate_adult", "Appropriate adult"
    SOLICITOR = "solicitor", "Solicitor"
    OFFICER = "officer", "Officer"
    EXPERT = "expert", "Expert"


class Sex(Labelled):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other"
    NOT_STATED = "not_stated", "Not stated"


class Characteristic(Labelled):
    """Protected characteristics a person may choose to give of themselves; never worked out from a strand."""

    ETHNICITY = "ethnicity", "Ethnicity"
    RELIGION = "religion", "Religion or belief"
    DISABILITY = "disability", "Disability"
    SEXUAL_ORIENTATION = "sexual_orientation", "Sexual orientation"
    TRANSGENDER = "transgender", "Transgender identity"


class ContactChannel(Labelled):
    PHONE = "phone", "Telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    IN_PERSON = "in_person", "In person"
    SUPPORT_WORKER = "support_worker", "Through a support worker"


class ContactOutcome(Labelled):
    """What a contact came to; only `told` ends a duty to tell."""

    TOLD = "told", "Told"
    SPOKE_NOT_TOLD = "spoke_not_told", "Spoke, but not told"
    VOICEMAIL = "voicemail", "Left a voicemail"
    NO_ANSWER = "no_answer", "No answer"
    RETURNED = "returned", "Letter or message came back"


class VictimSupport(Labelled):
    """Whether the victim supports a prosecution."""

    SUPPORTS = "supports", "Supports a prosecution"
    DOES_NOT_SUPPORT = "does_not_support", "Does not support a prosecution"
    UNDECIDED = "undecided", "Undecided"
    UNKNOWN = "unknown", "Not known"


class Tier(Labelled):
    """Victims' Code tier."""

    STANDARD = "standard", "Standard rights"
    ENHANCED = "enhanced", "Enhanced rights"


class TierBasis(Labelled):
    HATE_CRIME = "hate_crime", "Victim of hate crime"
    MOST_SERIOUS = "most_serious", "Victim of the most serious crime"
    PERSISTENTLY_TARGETED = "persistently_targeted", "Persistently targeted"
    VULNERABLE_OR_INTIMIDATED = "vulnerable_or_intimidated", "Vulnerable or intimidated"
    VICTIM_DECLINED_ENHANCED = "victim_declined_enhanced", "Victim declined enhanced rights"


class StatementResponse(Labelled):
    """Answer to the offer of a victim personal statement."""

    MADE = "made", "Made"
    DECLINED = "declined", "Declined"
    WANTS_LATER = "wants_later", "Wants to make it later"
    NOT_ANSWERED = "not_answered", "Not answered"


class ReadAloud(Labelled):
    SELF = "self", "By the victim"
    OTHER = "other", "By somebody else"
    PROSECUTOR = "prosecutor", "By the prosecutor"
    NO = "no", "Not read aloud"
    NOT_ANSWERED = "not_answered", "Not answered"


class RiskLevel(Labelled):
    STANDARD = "standard", "Standard"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class SpecialMeasure(Labelled):
    SCREENS = "screens", "Screens"
    LIVE_LINK = "live_link", "Live link"
    EVIDENCE_IN_PRIVATE = "evidence_in_private", "Evidence in private"
    NO_WIGS_GOWNS = "no_wigs_gowns", "Wigs and gowns removed"
    VIDEO_INTERVIEW = "video_interview", "Video-recorded interview"
    PRE_RECORDED_CROSS = "pre_recorded_cross", "Pre-recorded cross-examination"
    INTERMEDIARY = "intermediary", "Intermediary"
    COMMUNICATION_AID = "communication_aid", "Communication aid"


class SupportConsent(Labelled):
    GIVEN = "given", "Agreed"
    REFUSED = "refused", "Refused"
    NOT_ASKED = "not_asked", "Not asked"


class CustodyStatus(Labelled):
    NOT_ARRESTED = "not_arrested", "Not arrested"
    IN_CUSTODY = "in_custody", "In police custody"
    PRECHARGE_BAIL = "precharge_bail", "On pre-charge bail"
    RUI = "rui", "Released under investigation"
    VOLUNTARY = "voluntary", "Attended voluntarily"
    REMANDED = "remanded", "Remanded in custody"
    COURT_BAIL = "court_bail", "On court bail"


class PaceExtensionKind(Labelled):
    SUPERINTENDENT_36H = "superintendent_36h", "Superintendent's authority, to 36 hours"
    COURT_WARRANT = "court_warrant", "Warrant of further detention"


class BailExtensionClock(Labelled):
    """Which bail period an extension opened; the values are clock ids."""

    BAIL_EXT_1 = "bail_ext_1", "Inspector: 6 months"
    BAIL_EXT_2 = "bail_ext_2", "Superintendent: 9 months"
    BAIL_EXT_COMPLEX = "bail_ext_complex", "Exceptionally complex: 12 months"
    BAIL_COURT_1 = "bail_court_1", "Magistrates' court, first"
    BAIL_COURT_2 = "bail_court_2", "Magistrates' court, further"


class CustodyReviewKind(Labelled):
    """What was reviewed: detention without charge, or a release under investigation."""

    DETENTION = "detention", "Detention"
    RELEASE = "release", "Release under investigation"


class InterviewStatus(Labelled):
    INTERVIEWED = "interviewed", "Interviewed"
    DECLINED = "declined", "Declined an interview"
    NOT_INTERVIEWED = "not_interviewed", "Not interviewed"


class PncResult(Labelled):
    PRINT = "print", "Record attached"
    NO_TRACE = "no_trace", "No trace"


class BadCharacterGateway(Labelled):
    """The gateways of Criminal Justice Act 2003 s101(1)."""

    A = "a", "Gateway (a)"
    B = "b", "Gateway (b)"
    C = "c", "Gateway (c)"
    D = "d", "Gateway (d)"
    E = "e", "Gateway (e)"
    F = "f", "Gateway (f)"
    G = "g", "Gateway (g)"
