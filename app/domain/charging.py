"""Charging and how a case ends: who may charge, what stands in the way, what decision and outcome codes need."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.calendar import london_day, months_after, written_day
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.court import SentenceFacts
from app.domain.deadlines.time_limits import allegation_time_limit
from app.domain.facts import is_hate_flagged
from app.domain.law import DecisionRule, decision_rules, outcome_types
from app.domain.offences import Offence, OffenceGroup, PoliceCharge, aggravation_strands, offence
from app.domain.vocabulary import ChargingAuthority, ConsentType, CourtFinding, DecisionCode, OutcomeCode

AGE_OF_RESPONSIBILITY = 10


def charging_authority(
    found: Offence, flagged: bool, *, is_domestic_abuse: bool = False, guilty_plea_expected: bool = False
) -> ChargingAuthority:
    """Who decides the charge (Director's Guidance on Charging, 6th edition).

    Always the CPS for a hate-flagged offence, domestic abuse, and where consent is needed. `guilty_plea_expected` also
    says that the case is suitable for a magistrates' court.
    """
    if flagged or is_domestic_abuse or found.consent is not ConsentType.NONE:
        return ChargingAuthority.CPS
    police_may = {
        PoliceCharge.POLICE: True,
        PoliceCharge.POLICE_IF_GUILTY_PLEA: guilty_plea_expected,
        PoliceCharge.CPS: False,
    }
    return ChargingAuthority.POLICE if police_may[found.authority] else ChargingAuthority.CPS


def authority_of(
    case: CaseFile, allegation: AllegationFacts, *, guilty_plea_expected: bool = False
) -> ChargingAuthority:
    """Who decides the charge of an allegation; when one offence of a suspect is for the CPS, all are."""
    of_suspect = [one for one in case.allegations if one.suspect_person_id == allegation.suspect_person_id]
    authorities = {
        charging_authority(
            offence(one.offence_type_key),
            is_hate_flagged(case, one),
            is_domestic_abuse=bool(case.incident.is_domestic_abuse),
            guilty_plea_expected=guilty_plea_expected,
        )
        for one in of_suspect
    }
    return ChargingAuthority.CPS if ChargingAuthority.CPS in authorities else ChargingAuthority.POLICE


def effect_of(code: DecisionCode) -> DecisionRule:
    """What a decision does: its kind, the status it leads to, what comes next."""
    return decision_rules()[code]


def needs_confirmation(case: CaseFile, allegation: AllegationFacts, code: DecisionCode) -> bool:
    """A refusal on a hate-flagged allegation takes effect only when a second, senior prosecutor confirms it."""
    return effect_of(code).kind == "nfa" and is_hate_flagged(case, allegation)


def charge_problem(case: CaseFile, allegation: AllegationFacts, on: date) -> str | None:
    """Why an allegation may not be charged on a day, or None: dates, time limit, strand, consent.

    Consent must exist before proceedings begin; without it they are a nullity.
    """
    found = offence(allegation.offence_type_key)
    return next(
        (
            problem
            for problem in (
                _date_problem(found, allegation, on),
                _limit_problem(case, allegation, on),
                _strand_problem(found, allegation),
                _consent_problem(found, allegation, on),
            )
            if problem
        ),
        None,
    )


def _date_problem(found: Offence, allegation: AllegationFacts, on: date) -> str | None:
    first, last = allegation.offence_from, allegation.offence_to
    if first is None or last is None:
        return "Enter the dates of the offence."
    if last < first:
        return "The offence cannot end before it begins."
    if last > on:
        return "The offence cannot lie after the charge."
    if not found.usable or not found.valid_on(first):
        return f"{found.title} cannot be charged for an offence of {written_day(first)}."
    return None


def _limit_problem(case: CaseFile, allegation: AllegationFacts, on: date) -> str | None:
    limit = allegation_time_limit(case, allegation)
    if limit.due is not None and limit.due < on:
        return f"The time limit ended on {written_day(limit.due)}."
    return limit.problem if limit.has_limit else None


def _strand_problem(found: Offence, allegation: AllegationFacts) -> str | None:
    if OffenceGroup.CDA_AGGRAVATED not in found.groups or allegation.offence_from is None:
        return None
    allowed = aggravation_strands(allegation.offence_from)
    wrong = [strand for strand in allegation.hostility_strands if strand not in allowed]
    if not wrong or allowed.intersection(allegation.hostility_strands):
        return None
    return f"An aggravated offence cannot be charged for {wrong[0].label.lower()} on this offence date."


def _consent_problem(found: Offence, allegation: AllegationFacts, on: date) -> str | None:
    asked = allegation.prosecution_consent
    needed = found.consent if asked is None or asked.consent_type is ConsentType.NONE else asked.consent_type
    if needed is ConsentType.NONE or (asked is not None and asked.granted_at and london_day(asked.granted_at) <= on):
        return None
    return f"Consent of the {needed.label} is needed before the charge."


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """What must be known of a recorded crime before an outcome code may be set on it."""

    outcome_on: date
    named_suspect: bool
    hate_flagged: bool
    charged_on: date | None = None
    cps_decided: bool = False
    time_limit_ended_on: date | None = None
    suspect_born_on: date | None = None
    offence_on: date | None = None
    victim_position_recorded: bool = False
    victim_consulted: bool = False
    victim_told: bool = False
    agency: str | None = None
    rationale: str | None = None
    court_record: bool = False
    supervisor_agreed: bool = False


def _charge_date(facts: OutcomeFacts) -> str | None:
    if facts.charged_on is None:
        return "Enter the date of the charge."
    return "The charge cannot lie after the outcome." if facts.charged_on > facts.outcome_on else None


def _under_age(facts: OutcomeFacts) -> str | None:
    if facts.suspect_born_on is None:
        return "Enter the suspect's date of birth."
    if facts.offence_on is None:
        return "Enter the date of the offence."
    old_enough = months_after(facts.suspect_born_on, 12 * AGE_OF_RESPONSIBILITY) <= facts.offence_on
    return f"The suspect was {AGE_OF_RESPONSIBILITY} or older at the time of the offence." if old_enough else None


def _limit_past(facts: OutcomeFacts) -> str | None:
    ended = facts.time_limit_ended_on
    return None if ended is not None and ended < facts.outcome_on else "The time limit has not ended."


NEEDS: Mapping[str, Callable[[OutcomeFacts], str | None]] = {
    "charge_date": _charge_date,
    "under_age_at_offence": _under_age,
    "time_limit_past": _limit_past,
    "cps_decision": lambda facts: None if facts.cps_decided else "Only after a decision of the CPS.",
    "victim_position_recorded": lambda facts: (
        None
        if facts.victim_position_recorded
        else "Record the victim's position: a statement, a signed note or body-worn video."
    ),
    "victim_consulted": lambda facts: None if facts.victim_consulted else "Record that the victim was consulted.",
    "victim_told": lambda facts: None if facts.victim_told else "Record that the victim was told.",
    "agency_named": lambda facts: None if facts.agency else "Name the agency.",
    "rationale": lambda facts: None if facts.rationale else "Give the reasons.",
    "court_record": lambda facts: None if facts.court_record else "The court's record is needed.",
}


def outcome_problem(code: OutcomeCode, facts: OutcomeFacts) -> str | None:
    """Why an outcome code may not be set, or None. The words are fit for a field."""
    kind = outcome_types()[code]
    if not kind.usable:
        return "This outcome is not for police cases."
    if not kind.valid_on(facts.outcome_on):
        return "This outcome did not exist on that date."
    if kind.named_suspect == "forbidden" and facts.named_suspect:
        return "A suspect is named in this case, so this outcome cannot be used."
    if kind.named_suspect == "required" and not facts.named_suspect:
        return "Name the suspect first."
    return next((problem for need in kind.needs if (problem := NEEDS[need](facts))), None)


def outcome_warning(code: OutcomeCode, facts: OutcomeFacts) -> str | None:
    """What a supervisor must answer: outcome 21 is unusual for hate crime. A force may make it a block."""
    unusual = code is OutcomeCode.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST and facts.hate_flagged
    if unusual and not (facts.supervisor_agreed and facts.rationale):
        return "This outcome is unusual for hate crime. A supervisor must agree and give a reason."
    return None


def uplift_questions(sentence: SentenceFacts) -> tuple[str, ...]:
    """Questions about the increase for hostility that nobody has answered; each keeps the case from being finalised.

    Asked of every hate-flagged conviction (Sentencing Code s66; Crime and Disorder Act 1998 ss29 to 32).
    """
    return tuple(_open_questions(sentence))


def _open_questions(sentence: SentenceFacts) -> Iterator[str]:
    if sentence.court_found_hostility is CourtFinding.NOT_RECORDED:
        yield "Did the court find hostility?"
    if sentence.uplift_announced:
        if not sentence.sentence_before_uplift:
            yield "What would the sentence have been without hostility?"
        if not sentence.sentence_after_uplift:
            yield "What is the sentence with the increase?"
        if sentence.announced_in_open_court_at is None:
            yield "When was the increase stated in open court?"
    elif not sentence.reason_not_applied:
        yield "Why was the sentence not increased?"
    if sentence.recorded_on_hrs is None:
        yield "Is it recorded on the hearing record sheet?"
