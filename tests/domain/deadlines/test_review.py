"""The right to review, per victim."""

from datetime import date
from typing import Any

import pytest

from app.domain.case_file import CaseFile
from app.domain.deadlines import (
    clocks_of,
)
from tests.domain.deadlines.cases import (
    MARCH,
    NO_REQUEST,
    Change,
    at,
    changed,
    clock,
    no_request,
    not_told,
    review_closed,
    rules,
)
from tests.domain.samples import case


def one_charged(file: dict[str, Any]) -> None:
    file["allegations"][1]["status"] = "charged"


def standings(found: CaseFile, now: str) -> dict[tuple[str, str], str]:
    return {(one.rule, one.variant): one.status.value for one in clocks_of(found, at(now)) if "vrr" in one.rule}


def test_a_victim_who_asks_in_time_has_used_both_periods() -> None:
    assert standings(case(MARCH), NO_REQUEST) == {
        ("vrr_cps", "target"): "met",
        ("vrr_cps", "long_stop"): "met",
        ("vrr_cps_review", ""): "running",
    }


def test_periods_that_pass_unused_are_over_and_not_missed() -> None:
    found = changed(MARCH, no_request)
    assert standings(found, NO_REQUEST) == {("vrr_cps", "target"): "closed", ("vrr_cps", "long_stop"): "running"}
    assert standings(found, "2027-01-13T00:00:00Z")["vrr_cps", "long_stop"] == "closed"


def test_no_review_while_one_allegation_goes_on() -> None:
    assert standings(changed(MARCH, no_request, one_charged), NO_REQUEST) == {}


def test_the_period_begins_only_when_the_victim_is_told() -> None:
    found = clock(changed(MARCH, no_request, not_told), NO_REQUEST, "vrr_cps", "P1", "long_stop")
    assert (found.starts, found.due, found.is_live) == (None, None, False)
    assert "has not been told" in found.why


def test_a_closed_review_no_longer_runs_and_a_late_one_is_missed() -> None:
    assert standings(changed(MARCH, review_closed), NO_REQUEST)["vrr_cps_review", ""] == "closed"
    assert standings(case(MARCH), "2026-12-05T00:00:00Z")["vrr_cps_review", ""] == "breached"


def ended_by_police(file: dict[str, Any]) -> None:
    file["referrals"] = file["vrr_requests"] = []
    for allegation in file["allegations"]:
        allegation["status"] = "nfa_police"
    file["events"] = [
        {"event_id": "V1", "kind": "police_nfa", "at": "2026-11-27T10:00:00Z"},
        {"event_id": "V2", "kind": "decision_communicated", "at": "2026-11-30T10:00:00Z"},
    ]
    file["contacts"] = []


def told_by_contact(file: dict[str, Any]) -> None:
    del file["events"][1]
    file["contacts"] = [
        {
            "at": "2026-11-30T12:00:00Z",
            "victim_person_id": "P1",
            "channel": "phone",
            "outcome": "told",
            "answers_event_ids": ["V1"],
        }
    ]


def voicemail_only(file: dict[str, Any]) -> None:
    file["contacts"][0]["outcome"] = "voicemail"


def asked_police(file: dict[str, Any]) -> None:
    file["vrr_requests"] = [
        {
            "scheme": "police",
            "victim_person_id": "P1",
            "requested_at": "2026-12-18T10:00:00Z",
            "stage": "acknowledged",
            "allegation_ids": ["A1"],
        }
    ]


def not_interviewed(file: dict[str, Any]) -> None:
    file["suspects"][0]["interview"] = {"status": "not_interviewed", "reason": "Abroad"}


@pytest.mark.parametrize("more", [[], [told_by_contact]])
def test_review_of_a_police_decision(more: list[Change]) -> None:
    found = clock(changed(MARCH, ended_by_police, *more), "2026-12-01T09:00:00Z", "police_vrr_request", "P1")
    assert (found.due, found.status) == (date(2027, 2, 28), "running")


def test_a_police_review_takes_thirty_business_days_from_the_request() -> None:
    found = changed(MARCH, ended_by_police, asked_police)
    assert clock(found, "2026-12-20T09:00:00Z", "police_vrr", "P1").due == date(2027, 2, 3)
    assert clock(found, "2026-12-20T09:00:00Z", "police_vrr_request", "P1").status == "met"


def test_no_police_review_without_an_interview_and_not_begun_on_a_voicemail() -> None:
    assert standings(changed(MARCH, ended_by_police, not_interviewed), "2026-12-01T09:00:00Z") == {}
    found = changed(MARCH, ended_by_police, told_by_contact, voicemail_only)
    assert clock(found, "2026-12-01T09:00:00Z", "police_vrr_request", "P1").due is None


def stopped(file: dict[str, Any]) -> None:
    ended_by_police(file)
    for allegation in file["allegations"]:
        allegation["status"] = "discontinued"
    file["events"][0]["kind"] = "proceedings_stopped_or_altered"


def stopped_after_a_refusal(file: dict[str, Any]) -> None:
    no_request(file)
    file["allegations"][1]["status"] = "discontinued"
    file["events"] += [
        {"event_id": "V20", "kind": "proceedings_stopped_or_altered", "at": "2026-11-27T10:00:00Z"},
        {"event_id": "V21", "kind": "decision_communicated", "at": "2026-11-30T10:00:00Z"},
    ]


@pytest.mark.parametrize("change", [stopped, stopped_after_a_refusal])
def test_a_stopped_prosecution_can_be_reviewed_from_the_day_the_victim_was_told(change: Change) -> None:
    found = clock(changed(MARCH, change), "2026-12-01T09:00:00Z", "vrr_cps", "P1", "long_stop")
    assert (found.starts, found.due) == (at("2026-11-30T10:00:00Z"), date(2027, 2, 28))


def no_evidence_offered(file: dict[str, Any]) -> None:
    stopped(file)
    for allegation in file["allegations"]:
        allegation["status"] = "acquitted"


def found_not_guilty(file: dict[str, Any]) -> None:
    no_evidence_offered(file)
    file["verdicts"] = [
        {"allegation_id": one, "hearing_id": "H1", "verdict": "not_guilty", "given_on": "2026-11-27"}
        for one in ("A1", "A2")
    ]


def test_a_victim_may_ask_where_no_evidence_was_offered_and_not_after_a_verdict() -> None:
    found = clock(changed(MARCH, no_evidence_offered), "2026-12-01T09:00:00Z", "vrr_cps", "P1", "long_stop")
    assert found.due == date(2027, 2, 28)
    assert standings(changed(MARCH, found_not_guilty), "2026-12-01T09:00:00Z") == {}


def second_suspect_not_interviewed(file: dict[str, Any]) -> None:
    file["suspects"].append(file["suspects"][0] | {"person_id": "P2", "interview": {"status": "declined"}})
    file["allegations"][1]["suspect_person_id"] = "P2"


def test_one_suspect_interviewed_is_enough_for_a_police_review() -> None:
    found = changed(MARCH, ended_by_police, second_suspect_not_interviewed)
    assert "police_vrr_request" in rules(found, "2026-12-01T09:00:00Z")


def cancelled(file: dict[str, Any]) -> None:
    file["crimes"][0]["cancelled_reason"] = "Recorded in error"


def another_victim(file: dict[str, Any]) -> None:
    file["crimes"][0]["victim_person_ids"] = ["P2"]


@pytest.mark.parametrize("change", [cancelled, another_victim])
def test_no_review_of_a_cancelled_crime_or_by_somebody_it_does_not_name(change: Change) -> None:
    assert standings(changed(MARCH, no_request, change), NO_REQUEST) == {}
