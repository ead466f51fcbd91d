"""Statuses that a case file leaves to be worked out: of the report, of crimes, and where a warrant interrupted."""

from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts, CrimeFacts
from app.domain.stages import Status
from app.domain.vocabulary import CourtKind, CrimeDecision, HearingType, Plea, Verdict

# An officer has the report: it is being assessed. A crime takes over; that it is none, a supervisor here confirms.
STATUS_OF_REPORT = Status.UNDER_ASSESSMENT


def waits_for_decision(case: CaseFile) -> bool:
    """Its sender found it to be no crime, and no case file says what is kept: it comes as a proposal.

    Source: Code of practice on non-crime hate incidents: details of a subject are kept only by a decision.
    """
    return case.incident.crime_decision is CrimeDecision.NON_CRIME


def status_of_crime(crime: CrimeFacts, *, alleged: bool) -> Status:
    """What a crime is at while no allegation speaks for it."""
    if crime.cancelled_reason is not None:
        return Status.CANCELLED_RECORD
    if crime.ho_outcome_code is not None and not alleged:
        return Status.NFA_POLICE
    return Status.UNDER_INVESTIGATION


_AT_HEARING = (
    (HearingType.TRIAL, Status.TRIAL_LISTED),
    (HearingType.PTPH, Status.PTPH_LISTED),
)


def interrupted_by_warrant(case: CaseFile, allegation: AllegationFacts) -> Status:
    """Where the court stood when it issued a warrant, from pleas, verdicts and the hearings of the file."""
    key = allegation.allegation_id
    guilty = any(one.allegation_id == key and one.verdict is Verdict.GUILTY for one in case.verdicts)
    pleaded = any(one.allegation_id == key and one.plea is Plea.GUILTY for one in case.pleas)
    if guilty or pleaded:
        return Status.AWAITING_SENTENCE
    hearings = [one for one in case.hearings if key in one.allegation_ids]
    listed = {one.hearing_type for one in hearings}
    for kind, status in _AT_HEARING:
        if kind in listed:
            return status
    crown = any(one.court_kind is CourtKind.CROWN_COURT for one in hearings)
    return Status.SENT_TO_CROWN_COURT if crown else Status.FIRST_HEARING_LISTED
