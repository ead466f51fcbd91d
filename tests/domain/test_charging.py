"""Who may charge, what stands in the way of a charge, and what each outcome needs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.case_file.allegations import ConsentFacts, KnowledgeReview
from app.domain.charging import (
    NEEDS,
    OutcomeFacts,
    authority_of,
    charge_problem,
    charging_authority,
    effect_of,
    needs_confirmation,
    outcome_problem,
    outcome_warning,
    uplift_questions,
)
from app.domain.law import outcome_types
from app.domain.offences import catalogue, offence
from app.domain.vocabulary import ChargingAuthority, ConsentType, CourtFinding, DecisionCode, OutcomeCode, Strand
from tests.domain.samples import case

BUS = case("01-bus-stop")
DAY = date(2026, 11, 23)
POLICE, CPS = ChargingAuthority.POLICE, ChargingAuthority.CPS


@pytest.mark.parametrize("key", catalogue())
def test_a_flagged_offence_is_always_for_the_cps(key: str) -> None:
    assert charging_authority(offence(key), True, guilty_plea_expected=True) is CPS


@pytest.mark.parametrize(
    ("key", "guilty", "authority"),
    [
        ("poa_s5", False, POLICE),
        ("ta68_s1", False, CPS),
        ("ta68_s1", True, POLICE),
        ("oapa_s47", True, CPS),
        ("pha_s2", True, CPS),
        ("ta00_s13", True, CPS),
        ("poa_s1", True, CPS),
    ],
)
def test_an_unflagged_offence_follows_the_catalogue(key: str, guilty: bool, authority: ChargingAuthority) -> None:
    assert charging_authority(offence(key), False, guilty_plea_expected=guilty) is authority
    assert charging_authority(offence(key), False, guilty_plea_expected=guilty, is_domestic_abuse=True) is CPS


def test_all_offences_of_a_suspect_go_to_the_cps_together() -> None:
    unflagged = replace(BUS, hate_strands=())
    assert authority_of(unflagged, unflagged.allegations[1]) is CPS
    alone = replace(unflagged, allegations=unflagged.allegations[1:])
    assert authority_of(alone, alone.allegations[0]) is POLICE
    assert authority_of(BUS, BUS.allegations[1]) is CPS


def test_what_decisions_do() -> None:
    assert effect_of(DecisionCode.CHARGE_FCT).leads_to == "charge_authorised"
    assert effect_of(DecisionCode.NFA_PUBLIC_INTEREST).leads_to == "nfa_cps_public_interest"
    assert not effect_of(DecisionCode.FURTHER_EVIDENCE).decides


def test_a_refusal_on_a_flagged_allegation_needs_a_second_person() -> None:
    allegation = BUS.allegations[0]
    assert needs_confirmation(BUS, allegation, DecisionCode.NFA_EVIDENTIAL)
    assert not needs_confirmation(BUS, allegation, DecisionCode.CHARGE_FCT)
    assert not needs_confirmation(replace(BUS, hate_strands=()), allegation, DecisionCode.NFA_EVIDENTIAL)


GRANTED = ConsentFacts(
    consent_type=ConsentType.ATTORNEY_GENERAL, granted_at=datetime(2026, 11, 23, 9, tzinfo=UTC), granted_by="Office"
)
EARLY_KNOWLEDGE = (KnowledgeReview(reviewed_on=date(2026, 10, 1), prosecutor_id="F3", sufficient_evidence=True),)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"offence_from": None}, "Enter the dates of the offence."),
        ({"offence_to": date(2026, 10, 16)}, "The offence cannot end before it begins."),
        ({"offence_to": date(2026, 11, 24)}, "The offence cannot lie after the charge."),
        ({"offence_to": DAY}, None),
        (
            {"offence_type_key": "poa_s4b", "offence_from": date(2026, 3, 31)},
            "Intentional harassment, alarm or distress on account of sex "
            "cannot be charged for an offence of 31 Mar 2026.",
        ),
        (
            {"offence_type_key": "poa_s5", "offence_from": date(2026, 5, 22), "offence_to": date(2026, 5, 22)},
            "The time limit ended on 22 Nov 2026.",
        ),
        ({"offence_type_key": "poa_s5", "offence_from": date(2026, 5, 23), "offence_to": date(2026, 5, 23)}, None),
        (
            {"offence_type_key": "ca03_s127_1", "prosecutor_knowledge": EARLY_KNOWLEDGE},
            "1 Oct 2026 lies before the offence, so the time limit cannot be worked out.",
        ),
        (
            {"hostility_strands": (Strand.DISABILITY,)},
            "An aggravated offence cannot be charged for disability on this offence date.",
        ),
        ({"hostility_strands": (Strand.RACE, Strand.DISABILITY)}, None),
        ({"offence_type_key": "poa_s18"}, "Consent of the Attorney General is needed before the charge."),
        ({"offence_type_key": "poa_s18", "prosecution_consent": GRANTED}, None),
        (
            {"prosecution_consent": ConsentFacts(consent_type=ConsentType.DPP)},
            "Consent of the Director of Public Prosecutions is needed before the charge.",
        ),
    ],
)
def test_what_stands_in_the_way_of_a_charge(change: dict[str, Any], problem: str | None) -> None:
    assert charge_problem(BUS, replace(BUS.allegations[0], **change), DAY) == problem


FACTS = OutcomeFacts(
    outcome_on=DAY,
    named_suspect=True,
    hate_flagged=False,
    charged_on=DAY,
    cps_decided=True,
    time_limit_ended_on=date(2026, 11, 22),
    suspect_born_on=date(2016, 10, 18),
    offence_on=date(2026, 10, 17),
    victim_position_recorded=True,
    victim_consulted=True,
    victim_told=True,
    agency="An agency",
    rationale="A reason",
    court_record=True,
)


@pytest.mark.parametrize("code", OutcomeCode)
def test_with_every_fact_each_outcome_can_be_set(code: OutcomeCode) -> None:
    facts = replace(FACTS, named_suspect=outcome_types()[code].named_suspect != "forbidden")
    wanted = "This outcome is not for police cases." if code is OutcomeCode.FRAUD_BUREAU else None
    assert outcome_problem(code, facts) == wanted


@pytest.mark.parametrize(
    ("code", "change", "problem"),
    [
        ("14", {}, "A suspect is named in this case, so this outcome cannot be used."),
        ("18", {}, "A suspect is named in this case, so this outcome cannot be used."),
        *[(code, {"named_suspect": False}, "Name the suspect first.") for code in ["10", "15", "16", "21", "22", "23"]],
        ("9", {"cps_decided": False}, "Only after a decision of the CPS."),
        ("17", {"time_limit_ended_on": DAY}, "The time limit has not ended."),
        ("17", {"time_limit_ended_on": None}, "The time limit has not ended."),
        ("11", {"suspect_born_on": None}, "Enter the suspect's date of birth."),
        ("11", {"suspect_born_on": date(2016, 10, 17)}, "The suspect was 10 or older at the time of the offence."),
        ("11", {"offence_on": None}, "Enter the date of the offence."),
        (
            "16",
            {"victim_position_recorded": False},
            "Record the victim's position: a statement, a signed note or body-worn video.",
        ),
        ("1", {"charged_on": None}, "Enter the date of the charge."),
        ("1", {"charged_on": date(2026, 11, 24)}, "The charge cannot lie after the outcome."),
        ("8", {"victim_consulted": False}, "Record that the victim was consulted."),
        ("20", {"agency": None}, "Name the agency."),
        ("21", {"victim_told": False}, "Record that the victim was told."),
        ("10", {"rationale": None}, "Give the reasons."),
        ("4", {"court_record": False}, "The court's record is needed."),
        ("22", {"outcome_on": date(2019, 3, 31)}, "This outcome did not exist on that date."),
    ],
)
def test_an_outcome_without_what_it_needs_is_refused(code: str, change: dict[str, Any], problem: str) -> None:
    assert outcome_problem(OutcomeCode(code), replace(FACTS, **change)) == problem


def test_every_need_in_the_file_of_outcomes_has_words() -> None:
    assert {need for row in outcome_types().values() for need in row.needs} == set(NEEDS)


def test_outcome_21_on_hate_crime_asks_for_a_supervisor_and_a_reason() -> None:
    code = OutcomeCode.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST
    assert outcome_warning(code, FACTS) is None
    flagged = replace(FACTS, hate_flagged=True)
    assert outcome_warning(code, flagged) is not None
    assert outcome_warning(code, replace(flagged, supervisor_agreed=True)) is None
    assert outcome_warning(OutcomeCode.EVIDENTIAL_VICTIM_SUPPORTS, flagged) is None


SENTENCE = case("05-mosque-damage-two-suspects").sentences[0]


@pytest.mark.parametrize(
    ("change", "questions"),
    [
        ({}, ()),
        ({"court_found_hostility": CourtFinding.NOT_RECORDED}, ("Did the court find hostility?",)),
        ({"sentence_before_uplift": None}, ("What would the sentence have been without hostility?",)),
        ({"sentence_after_uplift": None}, ("What is the sentence with the increase?",)),
        ({"announced_in_open_court_at": None}, ("When was the increase stated in open court?",)),
        ({"uplift_announced": False}, ("Why was the sentence not increased?",)),
        ({"uplift_announced": False, "reason_not_applied": "Not proved"}, ()),
        ({"recorded_on_hrs": None}, ("Is it recorded on the hearing record sheet?",)),
    ],
)
def test_questions_about_the_increase_for_hostility(change: dict[str, Any], questions: tuple[str, ...]) -> None:
    assert uplift_questions(replace(SENTENCE, **change)) == questions
