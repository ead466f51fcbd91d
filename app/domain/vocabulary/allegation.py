"""Closed lists about offences, allegations and what becomes of a recorded crime."""

from app.domain.vocabulary.base import Labelled


class ModeOfTrial(Labelled):
    SUMMARY_ONLY = "summary_only", "Summary only"
    EITHER_WAY = "either_way", "Either way"
    INDICTABLE_ONLY = "indictable_only", "Indictable only"


class ChargingAuthority(Labelled):
    POLICE = "police", "Police"
    CPS = "cps", "CPS"


class ConsentType(Labelled):
    """Whose consent is needed before proceedings are started."""

    NONE = "none", "None"
    DPP = "dpp", "Director of Public Prosecutions"
    DPP_PERSONAL = "dpp_personal", "Director of Public Prosecutions in person"
    ATTORNEY_GENERAL = "attorney_general", "Attorney General"


class VenueView(Labelled):
    MAGISTRATES = "magistrates", "Magistrates' court"
    CROWN_COURT = "crown_court", "Crown Court"
    NOT_STATED = "not_stated", "Not stated"


class ElementKind(Labelled):
    OFFENCE = "offence", "Point to prove"
    HOSTILITY = "hostility", "Hostility"
    IDENTIFICATION = "identification", "Identification"


class IdentificationMethod(Labelled):
    ADMITTED = "admitted", "Admitted"
    RECOGNISED = "recognised", "Recognised"
    VIPER = "viper", "Identification procedure"
    CCTV = "cctv", "Camera footage"
    ARREST_AT_SCENE = "arrest_at_scene", "Arrest at the scene"
    FORENSIC = "forensic", "Forensic"


class ChargeMethod(Labelled):
    CHARGE = "charge", "Charge"
    POSTAL_REQUISITION = "postal_requisition", "Postal requisition"
    SUMMONS = "summons", "Summons"


class OutcomeCode(Labelled):
    """Home Office crime outcome types; labels are short names, the counting rules hold the full text."""

    CHARGED = "1", "Charged, summonsed or postal requisition"
    CHARGED_ALTERNATE = "1A", "Charged with an alternate offence"
    CAUTION_YOUTH = "2", "Youth caution"
    CAUTION_YOUTH_ALTERNATE = "2A", "Youth caution for an alternate offence"
    CAUTION_ADULT = "3", "Adult caution"
    CAUTION_ADULT_ALTERNATE = "3A", "Adult caution for an alternate offence"
    TAKEN_INTO_CONSIDERATION = "4", "Taken into consideration"
    OFFENDER_DIED = "5", "Offender has died"
    PENALTY_NOTICE = "6", "Penalty notice for disorder"
    CANNABIS_WARNING = "7", "Cannabis or khat warning"
    COMMUNITY_RESOLUTION = "8", "Community resolution"
    NOT_IN_PUBLIC_INTEREST_CPS = "9", "Prosecution not in the public interest (CPS)"
    NOT_IN_PUBLIC_INTEREST_POLICE = "10", "Formal action not in the public interest (police)"
    UNDER_AGE = "11", "Prosecution prevented: suspect under the age of criminal responsibility"
    SUSPECT_TOO_ILL = "12", "Prosecution prevented: suspect too ill"
    VICTIM_DEAD_OR_ILL = "13", "Prosecution prevented: victim or key witness dead or too ill"
    VICTIM_DECLINES_NO_SUSPECT = "14", "Evidential difficulties: suspect not identified, victim does not support"
    EVIDENTIAL_VICTIM_SUPPORTS = "15", "Evidential difficulties: suspect identified, victim supports"
    EVIDENTIAL_VICTIM_WITHDRAWS = "16", "Evidential difficulties: suspect identified, victim does not support"
    TIME_LIMIT_EXPIRED = "17", "Prosecution time limit expired"
    NO_SUSPECT = "18", "Investigation complete: no suspect identified"
    FRAUD_BUREAU = "19", "Recorded by the national fraud bureau"
    OTHER_AGENCY = "20", "Further action by another agency"
    FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST = "21", "Further investigation not in the public interest (police)"
    DIVERSION = "22", "Diversionary, educational or intervention activity"
    DEFERRED_PROSECUTION_CHILDREN = "23", "Deferred prosecution of a child"
