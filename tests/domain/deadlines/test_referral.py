"""The CPS target and the actions of an action plan."""

from datetime import date
from typing import Any

import pytest

from tests.domain.deadlines.cases import ONLINE, Change, at, changed, clock, referral, rules, status
from tests.domain.samples import case


def decisions(code: str, instant: str, *allegations: str) -> dict[str, Any]:
    return {
        "decisions": [
            {
                "allegation_id": one,
                "decision_code": code,
                "reasons": "Reasons",
                "decided_by": "F3",
                "decided_at": instant,
            }
            for one in allegations
        ]
    }


SENT = referral(2, submitted_at="2026-11-23T12:00:00Z")


@pytest.mark.parametrize(
    ("changes", "now", "status_word"),
    [
        ([], "2026-11-23T09:00:00Z", "suspended"),
        ([SENT, status("prosecutor_review")], "2026-11-24T09:00:00Z", "breached"),
        (
            [SENT, referral(2, **decisions("charge_fct", "2026-11-25T09:00:00Z", "A1", "A2"))],
            "2026-11-26T09:00:00Z",
            "met_late",
        ),
        (
            [SENT, referral(2, **decisions("charge_fct", "2026-11-16T09:00:00Z", "A1", "A2"))],
            "2026-11-26T09:00:00Z",
            "met",
        ),
        (
            [SENT, referral(2, **decisions("charge_fct", "2026-11-16T09:00:00Z", "A1")), status("prosecutor_review")],
            "2026-11-26T09:00:00Z",
            "breached",
        ),
        ([status("admin_finalised")], "2026-11-26T09:00:00Z", "closed"),
        ([referral(1, decisions=[], action_plan=None)], "2026-11-16T23:00:00Z", "running"),
    ],
)
def test_the_cps_target(changes: list[Change], now: str, status_word: str) -> None:
    def drop_empty(file: dict[str, Any]) -> None:
        if file["referrals"][0].get("action_plan", "") is None:
            del file["referrals"][0]["action_plan"]

    found = clock(changed(ONLINE, *changes, drop_empty), now, "cps_decision_green", "R1")
    assert (found.due, found.status) == (date(2026, 11, 16), status_word)


def test_a_paused_target_counts_the_days_on_each_side() -> None:
    found = clock(case(ONLINE), "2026-11-23T16:00:00Z", "cps_decision_green", "R1")
    assert found.stopped_at == at("2026-11-02T15:05:00Z")
    assert found.why.endswith("So far 14 days with the CPS and 21 days with the police.")


def test_red_and_early_advice_have_no_green_target() -> None:
    red = changed(ONLINE, referral(1, referral_category="red"))
    advice = changed(ONLINE, referral(1, referral_type="early_advice"))
    assert "cps_decision_green" not in rules(red, "2026-11-23T09:00:00Z") | rules(advice, "2026-11-23T09:00:00Z")


def test_actions_answered_late_unanswered_and_overtaken() -> None:
    def answered_late(file: dict[str, Any]) -> None:
        file["referrals"][0]["action_plan"]["actions"][0]["answered_at"] = "2026-11-17T09:00:00Z"

    assert clock(changed(ONLINE, answered_late), "2026-11-23T09:00:00Z", "action_plan", "R1.1").status == "met_late"
    assert clock(case(ONLINE), "2026-11-23T09:00:00Z", "action_plan", "R1.3").status == "breached"
    decided = changed(ONLINE, SENT, referral(2, **decisions("charge_fct", "2026-11-25T09:00:00Z", "A1", "A2")))
    assert clock(decided, "2026-11-26T09:00:00Z", "action_plan", "R1.3").status == "closed"


def test_a_referral_is_decided_with_its_last_allegation() -> None:
    late = decisions("charge_fct", "2026-11-17T09:00:00Z", "A2")["decisions"]
    both = {"decisions": decisions("charge_fct", "2026-11-16T09:00:00Z", "A1")["decisions"] + late}
    found = clock(changed(ONLINE, SENT, referral(2, **both)), "2026-11-26T09:00:00Z", "cps_decision_green", "R1")
    assert (found.status, found.stopped_at) == ("met_late", at("2026-11-17T09:00:00Z"))


def test_a_referral_closed_for_one_allegation_is_closed() -> None:
    def one_closed(file: dict[str, Any]) -> None:
        file["allegations"][1]["status"] = "admin_finalised"

    assert clock(changed(ONLINE, one_closed), "2026-11-26T09:00:00Z", "cps_decision_green", "R1").status == "closed"
