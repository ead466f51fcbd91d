"""The letter to the victim about a decision, and the decision on a detainee."""

from datetime import date
from typing import Any

import pytest

from tests.domain.deadlines.cases import MARCH, ONLINE, Change, at, changed, clock, event, referral, rules, status
from tests.domain.samples import case

NOW = "2026-11-23T12:00:00Z"
LETTER = "ucs_victim_letter"


def communicated(instant: str | None) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["contacts"] = []
        for decision in file["referrals"][0]["decisions"]:
            decision["communicated_at"] = instant

    return change


def no_strand(file: dict[str, Any]) -> None:
    file["hate_strands"] = []
    file["victims"][0]["tier"] = "standard"


@pytest.mark.parametrize(
    ("changes", "now", "due", "word"),
    [
        ([], NOW, "2026-10-12", "met"),
        ([communicated("2026-10-13T09:00:00+01:00")], NOW, "2026-10-12", "met_late"),
        ([communicated(None)], "2026-10-12T23:59:59+01:00", "2026-10-12", "running"),
        ([communicated(None)], "2026-10-13T00:00:00+01:00", "2026-10-12", "breached"),
        ([communicated(None), status("finalised")], "2027-10-13T00:00:00+01:00", "2026-10-12", "closed"),
    ],
)
def test_a_refusal_is_told_within_a_business_day(changes: list[Change], now: str, due: str, word: str) -> None:
    found = clock(changed(MARCH, *changes), now, LETTER, "P1", "hate")
    assert (found.starts, found.due) == (at("2026-10-09T13:30:00+01:00"), date.fromisoformat(due))
    assert found.status == word


def test_without_hostility_or_enhanced_rights_five_business_days() -> None:
    found = clock(changed(MARCH, no_strand), NOW, LETTER, "P1", "other")
    assert (found.due, found.status) == (date(2026, 10, 16), "met")

    def enhanced(file: dict[str, Any]) -> None:
        no_strand(file)
        file["victims"][0]["tier"] = "enhanced"

    assert clock(changed(MARCH, enhanced), NOW, LETTER, "P1", "hate").due == date(2026, 10, 12)


def only_by_contact(file: dict[str, Any]) -> None:
    for decision in file["referrals"][0]["decisions"]:
        decision["communicated_at"] = None
    file["contacts"][-1]["at"] = "2026-10-12T16:00:00+01:00"


def test_a_contact_that_answers_the_decision_tells_it() -> None:
    found = clock(changed(MARCH, only_by_contact), NOW, LETTER, "P1", "hate")
    assert (found.status, found.stopped_at) == ("met", at("2026-10-12T16:00:00+01:00"))


def one_not_told(file: dict[str, Any]) -> None:
    file["contacts"] = []
    file["referrals"][0]["decisions"][1]["communicated_at"] = None


def test_one_letter_tells_all_decisions_of_a_day_or_none() -> None:
    assert clock(changed(MARCH, one_not_told), NOW, LETTER, "P1", "hate").status == "breached"


def opted_out(file: dict[str, Any]) -> None:
    communicated(None)(file)
    file["victims"][0]["updates"] = {"opted_out_at": "2026-10-01T10:00:00+01:00", "recorded_by": "F1"}


def test_who_does_not_want_to_be_told_is_not_owed_a_letter() -> None:
    assert clock(changed(MARCH, opted_out), NOW, LETTER, "P1", "hate").status == "not_required"
    assert clock(changed(MARCH, opted_out), "2026-09-30T10:00:00+01:00", LETTER, "P1", "hate").status != "not_required"


def test_a_stopped_prosecution_is_told_and_a_charge_is_not() -> None:
    stopped = event("proceedings_stopped_or_altered", "2026-11-20T10:00:00Z", allegation_id="A1")
    kinds = [clock(changed(ONLINE, stopped), NOW, LETTER, "P1", "hate").due]
    assert kinds == [date(2026, 11, 23)]
    assert LETTER not in rules(case(ONLINE), NOW)


RED = referral(1, referral_category="red", submitted_at="2026-09-24T16:00:00+01:00")


RETURNED = {"result": "rejected", "at": "2026-09-24T17:00:00+01:00", "reason_codes": ["missing_mg3"]}


def open_referral(file: dict[str, Any]) -> None:
    del file["referrals"][1:]
    file["referrals"][0].pop("action_plan", None)
    file["referrals"][0].pop("triage", None)
    file["referrals"][0]["decisions"] = []
    for allegation in file["allegations"]:
        allegation["status"] = "submitted_to_cps"


def decided(instant: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["referrals"][0]["decisions"] = [
            {
                "allegation_id": one,
                "decision_code": "charge_tt",
                "reasons": "Reasons",
                "decided_by": "F3",
                "decided_at": instant,
            }
            for one in ("A1", "A2")
        ]

    return change


@pytest.mark.parametrize(
    ("changes", "now", "due", "word"),
    [
        ([], "2026-09-24T19:00:00+01:00", "2026-09-24T19:00:00+01:00", "running"),
        ([], "2026-09-24T19:00:01+01:00", "2026-09-24T19:00:00+01:00", "breached"),
        ([decided("2026-09-24T18:00:00+01:00")], NOW, "2026-09-24T19:00:00+01:00", "met"),
        ([decided("2026-09-24T20:00:00+01:00")], NOW, "2026-09-24T19:00:00+01:00", "met_late"),
        # Sent two hours before the detention clock ends at 08:25.
        (
            [referral(1, submitted_at="2026-09-25T06:25:00+01:00")],
            "2026-09-25T07:00:00+01:00", "2026-09-25T08:25:00+01:00", "running",
        ),
        (
            [referral(1, triage=RETURNED)],
            NOW, "2026-09-24T19:00:00+01:00", "closed",
        ),
        ([status("admin_finalised")], NOW, "2026-09-24T19:00:00+01:00", "closed"),
    ],
)  # fmt: skip
def test_a_detainee_is_decided_in_three_hours_and_before_detention_ends(
    changes: list[Change], now: str, due: str, word: str
) -> None:
    found = clock(changed(ONLINE, open_referral, RED, *changes), now, "cps_decision_red", "R1")
    assert (found.due, found.status) == (at(due), word)
    assert "The detention clock ends on 25 Sep 2026, 08:25 BST." in found.why


def test_other_referrals_and_advice_have_no_such_clock() -> None:
    assert "cps_decision_red" not in rules(case(ONLINE), NOW)
    advice = changed(ONLINE, open_referral, RED, referral(1, referral_type="early_advice"))
    assert "cps_decision_red" not in rules(advice, NOW)


def test_a_detention_that_ended_before_the_referral_is_no_limit() -> None:
    late = referral(1, submitted_at="2026-09-26T09:00:00+01:00")
    found = clock(changed(ONLINE, open_referral, RED, late), "2026-09-26T10:00:00+01:00", "cps_decision_red", "R1")
    assert found.due == at("2026-09-26T12:00:00+01:00")
    assert "detention clock ends on" not in found.why


def told(victim: str, event_id: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        communicated(None)(file)
        file["contacts"] = [
            {
                "at": "2026-10-12T09:00:00+01:00",
                "victim_person_id": victim,
                "channel": "phone",
                "outcome": "told",
                "answers_event_ids": [event_id],
            }
        ]

    return change


def earlier_decision(file: dict[str, Any]) -> None:
    file["events"].append({"event_id": "V50", "kind": "cps_nfa", "at": "2026-09-30T10:00:00+01:00"})


@pytest.mark.parametrize(
    ("change", "word"), [(told("P1", "V6"), "met"), (told("P2", "V6"), "breached"), (told("P1", "V50"), "breached")]
)
def test_only_the_victim_told_of_this_decision_was_told(change: Change, word: str) -> None:
    found = changed(MARCH, earlier_decision, change)
    assert clock(found, NOW, LETTER, "P1", "hate").status == word


def test_a_stop_of_what_concerns_another_victim_is_told_to_that_one() -> None:
    def of_another(file: dict[str, Any]) -> None:
        file["crimes"].append(
            file["crimes"][0] | {"crime_number": "Z/2", "victim_person_ids": [], "has_no_victim": True}
        )
        file["allegations"][1]["crime_number"] = "Z/2"

    stopped = event("proceedings_stopped_or_altered", "2026-11-20T10:00:00Z", allegation_id="A2")
    assert LETTER not in rules(changed(ONLINE, of_another, stopped), NOW)
