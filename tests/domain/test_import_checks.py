"""What a case file must keep beside its contract: ids that hang together, and statuses that fit the rest."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.case_file import from_json
from app.domain.case_file.links import broken_links
from app.domain.status_fit import possible_statuses, status_problems
from tests.domain.samples import NAMES, case, document

Change = Callable[[dict[str, Any]], None]
BUS, ONLINE, MARCH, MATE, MOSQUE = NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_hang_together_and_fit(name: str) -> None:
    assert broken_links(document(name)) == ()
    assert status_problems(case(name)) == ()


def put(value: Any, *path: str | int) -> Change:
    def change(file: dict[str, Any]) -> None:
        target: Any = file
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (put("F9", "oic_id"), ("/oic_id", "F9 is not in the file")),
        (put("P9", "victims", 0, "person_id"), ("/victims/0/person_id", "P9 is not in the file")),
        (put("X/1", "allegations", 0, "crime_number"), ("/allegations/0/crime_number", "X/1 is not in the file")),
        (put("A9", "allegations", 1, "alternative_to"), ("/allegations/1/alternative_to", "A9 is not in the file")),
        (put(["E99"], "allegations", 0, "elements", 0, "source_ids"), (
            "/allegations/0/elements/0/source_ids/0", "E99 is not in the file")),
        (put(["V9"], "contacts", 0, "answers_event_ids"), (
            "/contacts/0/answers_event_ids/0", "V9 is not in the file")),
        (put(7, "referrals", 0, "answers_referral_no"), (
            "/referrals/0/answers_referral_no", "7 is not in the file")),
        (put("E1", "evidence_items", 1, "evidence_id"), ("/evidence_items/1/evidence_id", "E1 is given twice")),
        (put("P1", "person_contacts", 1, "person_id"), None),
    ],
)  # fmt: skip
def test_an_id_that_points_to_nothing_is_named(change: Change, problem: tuple[str, str] | None) -> None:
    file = document(BUS)
    change(file)
    found = broken_links(file)
    assert (problem in found) if problem else found == ()


def test_a_person_is_a_victim_once_and_perceives_once() -> None:
    file = document(BUS)
    file["victims"].append(file["victims"][0])
    file["perceived_by"] = [{"by": "victim", "basis": "actual"}, {"by": "victim", "basis": "perceived"}]
    assert broken_links(file) == (
        ("/victims/1/person_id", "P1 comes twice"), ("/perceived_by/1/by", "victim comes twice"),
    )  # fmt: skip


def no_hearings(file: dict[str, Any]) -> None:
    file["sentences"] = file["verdicts"] = file["pleas"] = []


def no_sentence(file: dict[str, Any]) -> None:
    file["sentences"] = []


def not_guilty(file: dict[str, Any]) -> None:
    file["sentences"] = []
    file["verdicts"][0]["verdict"] = "not_guilty"


def not_sent(file: dict[str, Any]) -> None:
    for referral in file["referrals"]:
        referral["submitted_at"] = None


def sent(file: dict[str, Any]) -> None:
    file["referrals"][0]["submitted_at"] = "2026-11-23T10:00:00Z"


def triaged(result: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        sent(file)
        file["referrals"][0]["triage"] = {"result": result, "at": "2026-11-23T11:00:00Z"}

    return change


def reviewed(file: dict[str, Any]) -> None:
    triaged("accepted")(file)
    file["referrals"][0]["reviews"] = [
        {"prosecutor_id": "F2", "reviewed_at": "2026-11-23T12:00:00Z", "analysis": "Read."}
    ]


def decided(code: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        reviewed(file)
        file["referrals"][0]["decisions"] = [
            {
                "allegation_id": "A1",
                "decision_code": code,
                "reasons": "Reasons",
                "decided_by": "F2",
                "decided_at": "2026-11-23T13:00:00Z",
                "confirmed_by": "F1",
            }
        ]

    return change


def no_referral(file: dict[str, Any]) -> None:
    file["referrals"] = []


def early_advice(file: dict[str, Any]) -> None:
    sent(file)
    file["referrals"][0]["referral_type"] = "early_advice"


FITS: list[tuple[str, Change, str, str]] = [
    (MOSQUE, put(None, "no_hostility_found_reason"), "A2", "appeal_pending finalised sentenced"),
    (
        MOSQUE,
        no_sentence,
        "A2",
        "acquitted appeal_pending awaiting_sentence convicted discontinued finalised lie_on_file stayed warrant_issued",
    ),
    (MOSQUE, not_guilty, "A2", "acquitted appeal_pending finalised"),
    (
        MOSQUE,
        no_hearings,
        "A1",
        "acquitted discontinued finalised first_hearing_listed lie_on_file plea_entered ptph_listed requisitioned "
        "sent_to_crown_court stayed trial_in_progress trial_listed warrant_issued",
    ),
    (BUS, put(None, "no_hostility_found_reason"), "A1", "supervisor_review"),
    (BUS, no_referral, "A1", "finalised nfa_police supervisor_review under_investigation"),
    (BUS, sent, "A1", "submitted_to_cps"),
    (BUS, early_advice, "A1", "early_advice_requested"),
    (BUS, triaged("accepted"), "A1", "prosecutor_review triage_accepted"),
    (BUS, triaged("rejected"), "A1", "admin_finalised finalised nfa_police triage_rejected"),
    (BUS, reviewed, "A1", "prosecutor_review"),
    (BUS, decided("charge_fct"), "A1", "charge_authorised"),
    (BUS, decided("charge_fct"), "A2", "prosecutor_review"),
    (BUS, decided("nfa_evidential"), "A1", "finalised nfa_cps_evidential"),
    (BUS, decided("nfa_public_interest"), "A1", "finalised nfa_cps_public_interest"),
    (BUS, decided("further_evidence"), "A1", "action_plan_issued admin_finalised finalised nfa_police"),
    (BUS, decided("consent_pending"), "A1", "prosecutor_review"),
    (BUS, decided("oocr_community"), "A1", "finalised oocr_authorised oocr_breached oocr_completed"),
]


@pytest.mark.parametrize(("name", "change", "allegation", "words"), FITS)
def test_the_statuses_a_file_allows(name: str, change: Change, allegation: str, words: str) -> None:
    file = document(name)
    change(file)
    found = from_json(file)
    subject = next(one for one in found.allegations if one.allegation_id == allegation)
    possible, _ = possible_statuses(found, subject)
    assert sorted(possible) == words.split()


def test_a_status_that_does_not_fit_is_named_with_those_that_would() -> None:
    file = document(MATE)
    file["allegations"][0]["status"] = "charged"
    assert status_problems(from_json(file)) == (
        (
            "/allegations/0/status",
            "charged does not fit: the file holds no referral that was sent, "
            "so it can be finalised, nfa_police, supervisor_review, under_investigation",
        ),
    )


@pytest.mark.parametrize("confirmed_by", [None, "F3"])
def test_a_refusal_on_a_flagged_case_needs_a_second_person(confirmed_by: str | None) -> None:
    file = document(MARCH)
    decision = file["referrals"][0]["decisions"][1]
    del decision["confirmed_by"]
    if confirmed_by:
        decision["confirmed_by"] = confirmed_by
    assert [path for path, _ in status_problems(from_json(file))] == ["/referrals/0/decisions/1/confirmed_by"]
