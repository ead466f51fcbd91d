"""Closed lists about the material of a file: statements, evidence, papers, lines of inquiry, disclosure."""

from app.domain.vocabulary.base import Labelled


class StatementKind(Labelled):
    WITNESS = "witness", "Witness statement"
    VICTIM_PERSONAL = "victim_personal", "Victim personal statement"
    WITHDRAWAL = "withdrawal", "Withdrawal statement"
    COMMUNITY_IMPACT = "community_impact", "Community impact statement"
    PRODUCING = "producing", "Producing statement"
    EXPERT = "expert", "Expert statement"


class SignatureManner(Labelled):
    """How a statement was signed: nobody's password stands for another's signature."""

    PASSWORD = "password", "Confirmed with their own password"
    PAPER = "paper", "Signed on paper"
    PRESENCE = "presence", "Signed on screen, in an officer's presence"


class EvidenceKind(Labelled):
    CCTV = "cctv", "Camera footage"
    BODY_WORN_VIDEO = "body_worn_video", "Body-worn video"
    CALL_999 = "call_999", "999 recording"
    PHONE_MEDIA = "phone_media", "Phone video or picture"
    SCREENSHOT = "screenshot", "Screenshot"
    MESSAGE_EXPORT = "message_export", "Export of messages"
    PHOTOGRAPH = "photograph", "Photograph"
    DOCUMENT = "document", "Document"
    MEDICAL = "medical", "Medical evidence"
    FORENSIC = "forensic", "Forensic evidence"
    OBJECT = "object", "Object"
    SUBSCRIBER_DATA = "subscriber_data", "Subscriber data"
    DEVICE_EXTRACTION = "device_extraction", "Data from a device"
    LOG = "log", "Log"
    OTHER = "other", "Other"


class EvidenceUsage(Labelled):
    USED = "used", "Used"
    UNUSED = "unused", "Unused"


class Schedule(Labelled):
    MG6C = "mg6c", "Non-sensitive schedule (MG6C)"
    MG6D = "mg6d", "Sensitive schedule (MG6D)"


class DisclosureDecision(Labelled):
    DISCLOSE = "disclose", "Disclose"
    CLEARLY_NOT_DISCLOSABLE = "clearly_not_disclosable", "Clearly not disclosable"
    INSPECT = "inspect", "Inspect"
    INSPECT_IN_HOUSE = "inspect_in_house", "Inspect in house"


class Availability(Labelled):
    HELD = "held", "Held"
    OUTSTANDING = "outstanding", "Outstanding"
    UNOBTAINABLE = "unobtainable", "Cannot be obtained"


class MediaKind(Labelled):
    """The four kinds of recording every file must answer for."""

    CCTV = "cctv", "Camera footage"
    BODY_WORN_VIDEO = "body_worn_video", "Body-worn video"
    CALL_999 = "call_999", "999 recording"
    PHONE = "phone", "Phone recording"


class MediaAnswer(Labelled):
    YES = "yes", "Yes"
    NO = "no", "No"


class MgForm(Labelled):
    """Forms of the Manual of Guidance and the common papers beside them."""

    MG1 = "MG1", "File front sheet (MG1)"
    MG2 = "MG2", "Special measures assessment (MG2)"
    MG3 = "MG3", "Report for a charging decision (MG3)"
    MG3A = "MG3A", "Further report (MG3A)"
    MG4 = "MG4", "Charge (MG4)"
    MG4A = "MG4A", "Conditional bail (MG4A)"
    MG5 = "MG5", "Police report (MG5)"
    MG6 = "MG6", "Case file information (MG6)"
    MG6C = "MG6C", "Schedule of non-sensitive unused material (MG6C)"
    MG6D = "MG6D", "Schedule of sensitive unused material (MG6D)"
    MG6E = "MG6E", "Disclosure officer's report (MG6E)"
    MG7 = "MG7", "Remand application (MG7)"
    MG9_COURT = "MG9_court", "Witness list, names only (MG9)"
    MG9_POLICE = "MG9_police", "Witness list, police copy (MG9)"
    MG10 = "MG10", "Witness non-availability (MG10)"
    MG11 = "MG11", "Witness statement (MG11)"
    MG11_BACK = "MG11_back", "Witness contact page (MG11 back)"
    MG12 = "MG12", "Exhibit list (MG12)"
    MG13 = "MG13", "Application for orders on conviction (MG13)"
    MG15 = "MG15", "Record of interview (MG15)"
    MG16 = "MG16", "Bad character (MG16)"
    MG18 = "MG18", "Offences taken into consideration (MG18)"
    MG19 = "MG19", "Compensation claim (MG19)"
    MG20 = "MG20", "Further evidence report (MG20)"
    SDC = "SDC", "Streamlined disclosure certificate"
    PNC = "PNC", "Police National Computer print"
    VPS = "VPS", "Victim personal statement"
    CIS = "CIS", "Community impact statement"
    OTHER = "other", "Other paper"


class Bundle(Labelled):
    CPS = "cps", "CPS"
    DEFENCE = "defence", "Defence"


class RedactionStatus(Labelled):
    NOT_CHECKED = "not_checked", "Not checked"
    NOT_NEEDED = "not_needed", "Not needed"
    REDACTED = "redacted", "Redacted"
    NOT_REDACTED_REASONED = "not_redacted_reasoned", "Not redacted, with a reason"


class LineStatus(Labelled):
    DONE = "done", "Done"
    OUTSTANDING = "outstanding", "Outstanding"
    NOT_PURSUED = "not_pursued", "Not pursued"


class PointsTo(Labelled):
    """Which way a line of inquiry points."""

    TOWARDS = "towards", "Towards the suspect"
    AWAY = "away", "Away from the suspect"
    BOTH = "both", "Both ways"
    UNKNOWN = "unknown", "Not known"


class ChecklistAnswer(Labelled):
    HELD = "held", "Held"
    NOT_HELD = "not_held", "Not held"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class MatchReason(Labelled):
    """Why words that look like personal details stay in a disclosable text."""

    PLACE_OF_OFFENCE = "place_of_offence", "Place of the offence"
    QUOTED_WORDS = "quoted_words", "Quoted words"
    EVIDENTIAL = "evidential", "Evidential"
