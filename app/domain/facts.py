"""What can be read off a case file at once: flags, names, whose allegations, which decision is the latest."""

from collections.abc import Iterator

from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts, CrimeFacts
from app.domain.case_file.court import HearingFacts
from app.domain.case_file.people import PersonFacts
from app.domain.case_file.referrals import DecisionFacts, ReferralFacts
from app.domain.case_file.suspects import SuspectFacts
from app.domain.vocabulary import Strand


def strands_of_crime(case: CaseFile, crime: CrimeFacts) -> frozenset[Strand]:
    """The strands of a crime: its own, by default those of the incident."""
    return frozenset(case.hate_strands if crime.hate_strands is None else crime.hate_strands)


def strands_of_case(case: CaseFile) -> frozenset[Strand]:
    """Every strand set on the incident or on a crime; the case is flagged when there is one."""
    return frozenset(case.hate_strands).union(*(strands_of_crime(case, crime) for crime in case.crimes))


def crime_of(case: CaseFile, allegation: AllegationFacts) -> CrimeFacts | None:
    return next((crime for crime in case.crimes if crime.crime_number == allegation.crime_number), None)


def is_hate_flagged(case: CaseFile, allegation: AllegationFacts) -> bool:
    """Is a strand set on the crime of the allegation? Without a crime the incident counts."""
    crime = crime_of(case, allegation)
    return bool(strands_of_case(case) if crime is None else strands_of_crime(case, crime))


def allegations_of_victim(case: CaseFile, person_id: str) -> tuple[AllegationFacts, ...]:
    """The allegations that affect a victim: those of crimes that name the victim and were not cancelled."""
    numbers = {
        crime.crime_number
        for crime in case.crimes
        if person_id in crime.victim_person_ids and crime.cancelled_reason is None
    }
    return tuple(allegation for allegation in case.allegations if allegation.crime_number in numbers)


def allegations_of_suspect(case: CaseFile, person_id: str) -> tuple[AllegationFacts, ...]:
    return tuple(allegation for allegation in case.allegations if allegation.suspect_person_id == person_id)


def person_of(case: CaseFile, person_id: str) -> PersonFacts | None:
    return next((person for person in case.people if person.person_id == person_id), None)


def name_of(case: CaseFile, person_id: str) -> str:
    """Full name as printed for staff, or the id where the file names nobody."""
    person = person_of(case, person_id)
    return person_id if person is None else f"{person.given_names} {person.surname}"


def suspect_of(case: CaseFile, person_id: str) -> SuspectFacts | None:
    return next((suspect for suspect in case.suspects if suspect.person_id == person_id), None)


def hearing_of(case: CaseFile, hearing_id: str) -> HearingFacts | None:
    return next((hearing for hearing in case.hearings if hearing.hearing_id == hearing_id), None)


def sent_referrals(case: CaseFile) -> tuple[ReferralFacts, ...]:
    """Referrals that left the police, in their order."""
    sent = (referral for referral in case.referrals if referral.submitted_at is not None)
    return tuple(sorted(sent, key=lambda referral: referral.referral_no))


def decisions_on(case: CaseFile, allegation_id: str) -> Iterator[DecisionFacts]:
    """Decisions on an allegation in the order in which they took effect."""
    found = (
        decision
        for referral in case.referrals
        for decision in referral.decisions
        if decision.allegation_id == allegation_id
    )
    return iter(sorted(found, key=lambda decision: decision.decided_at))


def latest_decision(case: CaseFile, allegation_id: str) -> DecisionFacts | None:
    *_, latest = (None, *decisions_on(case, allegation_id))
    return latest
