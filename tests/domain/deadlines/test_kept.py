"""Clocks that count from facts a case file has no place for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.case_file import CaseFile, to_json
from app.domain.case_file.kept import (
    AppealNotice,
    BreachArrest,
    KeptFacts,
    KeptOfSuspect,
    LongerBail,
    ReviewHeld,
    StreetBail,
)
from app.domain.deadlines import clocks_of
from app.domain.vocabulary import BailExtensionClock, CustodyReviewKind
from tests.domain.deadlines.cases import BUS, MOSQUE, ONLINE, Change, at, changed, clock, event, suspect
from tests.domain.deadlines.test_court import before_court
from tests.domain.deadlines.test_detention import HELD

ON_BAIL = suspect(
    custody_status="precharge_bail",
    arrested_at="2026-10-01T12:00:00Z",
    bail={"granted_at": "2026-10-01T20:00:00Z", "conditions": []},
)
B = BailExtensionClock


def keeping(found: CaseFile, *notices: AppealNotice, **facts: Any) -> CaseFile:
    kept = KeptOfSuspect(person_id="P3", **facts)
    return replace(found, kept=KeptFacts(suspects=(kept,), notices=notices))


def held(*changes: Change, **facts: Any) -> CaseFile:
    return keeping(changed(BUS, suspect(**HELD), *changes), **facts)


def bailed(*changes: Change, **facts: Any) -> CaseFile:
    return keeping(changed(ONLINE, ON_BAIL, *changes), **facts)


def granted(*clocks: B) -> Change:
    def change(file: dict[str, Any]) -> None:
        extensions = [{"clock": one.value, "granted_on": "2026-11-01", "by_rank": "X"} for one in clocks]
        file["suspects"][0]["bail"] = file["suspects"][0]["bail"] | {"extensions": extensions}

    return change


def test_what_is_kept_stands_in_no_file() -> None:
    assert to_json(held(disclosed_on=date(2026, 11, 1))) == to_json(held())


BREACH = BreachArrest(arrested_at=at("2026-11-01T10:00:00Z"), minutes_left=90)
RELEASED = event("released_on_bail_or_rui", "2026-10-25T08:00:00Z", person_id="P3")


@pytest.mark.parametrize(("now", "word"), [("2026-11-01T14:30:00Z", "running"), ("2026-11-01T14:31:00Z", "breached")])
def test_after_a_breach_of_bail_what_was_left_and_three_hours(now: str, word: str) -> None:
    case = held(RELEASED, breach=BREACH)
    found = clock(case, now, "pace_bail_breach", "P3")
    assert (found.starts, found.due, found.status) == (BREACH.arrested_at, at("2026-11-01T14:30:00Z"), word)
    assert found.why.endswith("1:30 was left at the arrest.")
    assert clock(case, now, "pace_24h", "P3").status == "met"


def test_detention_after_a_breach_ends_with_release() -> None:
    again = event("released_on_bail_or_rui", "2026-11-01T12:00:00Z", person_id="P3")
    case = keeping(changed(BUS, suspect(**HELD | {"custody_status": "rui"}), RELEASED, again), breach=BREACH)
    found = clock(case, "2026-11-05T12:00:00Z", "pace_bail_breach", "P3")
    assert (found.status, found.stopped_at) == ("met", at("2026-11-01T12:00:00Z"))


def test_street_bail_has_three_months_and_no_other_period() -> None:
    street = StreetBail(released_at=at("2026-10-01T20:00:00Z"), attend_on=date(2026, 12, 1))
    case = bailed(street_bail=street)
    found = clock(case, "2026-11-20T12:00:00Z", "street_bail", "P3")
    assert (found.starts, found.due, found.status) == (date(2026, 10, 1), date(2026, 12, 31), "running")
    assert found.why.endswith("The notice asks the suspect to attend on 1 Dec 2026.")
    assert "bail_initial" not in {one.rule for one in clocks_of(case, at("2026-11-20T12:00:00Z"))}


def test_another_agency_has_six_months() -> None:
    case = bailed(other_agency=True)
    found = clock(case, "2026-11-20T12:00:00Z", "bail_initial", "P3", "other_agency")
    assert (found.starts, found.due, found.status) == (date(2026, 10, 2), date(2027, 4, 1), "running")


@pytest.mark.parametrize(("clocks", "variant", "due"), [
    ((B.BAIL_EXT_1, B.BAIL_EXT_2, B.BAIL_COURT_1), "standard_delay", date(2028, 4, 1)),
    ((B.BAIL_EXT_2, B.BAIL_EXT_COMPLEX, B.BAIL_COURT_1), "complex_delay", date(2028, 10, 1)),
])  # fmt: skip
def test_a_court_gives_more_where_the_delay_conditions_are_met(clocks: Any, variant: str, due: date) -> None:
    order = LongerBail(clock=B.BAIL_COURT_1, ends_on=date(2028, 1, 1), with_delay=True)
    found = clock(bailed(granted(*clocks), longer_bail=(order,)), "2026-11-20T12:00:00Z", "bail_court_1", "P3", variant)
    assert found.due == due


def test_a_further_extension_ends_on_the_day_the_court_set() -> None:
    orders = tuple(LongerBail(clock=B.BAIL_COURT_2, ends_on=day) for day in (date(2028, 1, 1), date(2028, 3, 1)))
    now = "2026-11-20T12:00:00Z"
    found = clock(bailed(granted(B.BAIL_COURT_1, B.BAIL_COURT_2), longer_bail=orders), now, "bail_court_2", "P3")
    assert (found.due, found.status) == (date(2028, 3, 1), "running")
    assert "not in the file" not in found.why
    unknown = clock(bailed(granted(B.BAIL_COURT_1, B.BAIL_COURT_2)), now, "bail_court_2", "P3")
    assert unknown.due is None and unknown.why.endswith("The date the court ordered is not in the file.")


def plan(issued: str, answered: str | None) -> Change:
    """The first referral of the sample carries an action plan, and the second answers it."""

    def change(file: dict[str, Any]) -> None:
        file["referrals"][0]["action_plan"]["issued_at"] = issued
        if answered:
            file["referrals"][1] |= {
                "submitted_at": answered,
                "supervisor_check": file["referrals"][0]["supervisor_check"],
            }

    return change


SUSPENDED = "Without the suspension bail ends on 1 Jan 2027; act by that day."


def test_bail_stands_still_while_the_cps_decides_and_the_other_day_still_warns() -> None:
    case = bailed(plan("2026-10-05T09:00:00Z", None), for_decision_at=at("2026-11-10T10:00:00Z"))
    found = clock(case, "2026-11-20T12:00:00Z", "bail_suspend_cps", "P3")
    assert (found.status, found.due, found.unconfirmed) == ("suspended", date(2027, 1, 1), True)
    assert found.why.endswith(SUSPENDED)
    other = clock(case, "2026-11-20T12:00:00Z", "bail_initial", "P3", "standard")
    assert (other.status, other.due) == ("running", date(2027, 1, 1))


@pytest.mark.parametrize(("released", "asked", "left", "due"), [
    ("2026-11-10T10:00:00Z", "2026-11-20T09:00:00Z", 53, date(2027, 1, 11)),
    ("2026-12-30T10:00:00Z", "2027-01-10T09:00:00Z", 7, date(2027, 1, 16)),
])  # fmt: skip
def test_bail_runs_on_from_a_request_for_more_with_seven_days_at_least(
    released: str, asked: str, left: int, due: date
) -> None:
    case = bailed(plan(asked, None), for_decision_at=at(released))
    found = clock(case, asked, "bail_suspend_cps", "P3")
    assert (found.status, found.due) == ("running", due)
    assert f"with {left} days left. {SUSPENDED}" in found.why


def test_bail_stands_still_again_from_the_answer_until_all_is_decided() -> None:
    answered = plan("2026-11-20T09:00:00Z", "2026-11-25T09:00:00Z")
    case = bailed(answered, for_decision_at=at("2026-11-10T10:00:00Z"))
    found = clock(case, "2026-11-26T12:00:00Z", "bail_suspend_cps", "P3")
    assert (found.status, found.stopped_at) == ("suspended", date(2026, 11, 25))

    def decided(file: dict[str, Any]) -> None:
        for number, one in enumerate(file["referrals"][0]["decisions"]):
            one["decided_at"] = f"2026-11-2{6 + number}T09:00:00Z"

    case = bailed(answered, decided, for_decision_at=at("2026-11-10T10:00:00Z"))
    found = clock(case, "2026-11-28T12:00:00Z", "bail_suspend_cps", "P3")
    assert (found.status, found.ended_reason) == ("closed", "The CPS has decided.")


def review(kind: CustodyReviewKind, moment: str) -> ReviewHeld:
    return ReviewHeld(kind=kind, held_at=at(moment), by="DI Paper, inspector")


def test_the_next_review_of_detention_counts_from_the_last_one_held() -> None:
    reviews = (review(CustodyReviewKind.DETENTION, "2026-10-25T02:00:00Z"),)
    found = clock(held(reviews=reviews), "2026-10-25T10:59:00Z", "pace_review", "P3", "later")
    assert (found.starts, found.due, found.status) == (reviews[0].held_at, at("2026-10-25T11:00:00Z"), "running")
    assert found.why.endswith("Counted from the review held on 25 Oct 2026, 02:00 GMT by DI Paper, inspector.")
    assert clock(held(reviews=reviews), "2026-10-25T11:01:00Z", "pace_review", "P3", "later").status == "breached"


def test_the_next_review_of_a_release_counts_from_the_last_one_held() -> None:
    rui = suspect(custody_status="rui", arrested_at="2026-10-01T12:00:00Z")
    case = changed(ONLINE, rui, event("released_on_bail_or_rui", "2026-10-01T20:00:00Z", person_id="P3"))
    reviews = (review(CustodyReviewKind.RELEASE, "2026-10-20T10:00:00Z"),)
    found = clock(keeping(case, reviews=reviews), "2026-11-10T12:00:00Z", "rui", "P3")
    assert (found.starts, found.due, found.status) == (date(2026, 10, 20), date(2026, 11, 19), "running")
    assert clock(keeping(case, reviews=reviews), "2026-11-20T12:00:00Z", "rui", "P3").status == "breached"


@pytest.mark.parametrize(("changes", "variant", "due"), [
    ((), "summary", date(2026, 11, 24)),
    ((event("sent_to_crown_court", "2026-11-11T12:00:00Z", allegation_id="A1"),), "crown", date(2026, 12, 8)),
    ((event("sent_to_crown_court", "2026-11-12T12:00:00Z", allegation_id="A1"),), "summary", date(2026, 11, 24)),
    ((event("sent_to_crown_court", "2026-11-11T12:00:00Z", allegation_id="A2"),), "summary", date(2026, 11, 24)),
])  # fmt: skip
def test_the_defence_statement_counts_from_initial_disclosure(changes: Any, variant: str, due: date) -> None:
    case = keeping(changed(MOSQUE, before_court, *changes), disclosed_on=date(2026, 11, 11))
    found = clock(case, "2026-11-20T09:00:00Z", "defence_statement", "P3", variant)
    assert (found.starts, found.due, found.status) == (date(2026, 11, 11), due, "running")


GRANT = event("court_bail_granted", "2026-12-04T12:00:00Z", person_id="P3")  # a Friday


def noticed(now: str, written: str | None) -> dict[str, tuple[Any, str]]:
    case = changed(MOSQUE, GRANT)
    number = case.events[-1].event_id
    notice = AppealNotice(
        event_id=number, given_at=at("2026-12-04T12:05:00Z"), written_at=at(written) if written else None
    )
    found = clocks_of(keeping(case, notice), at(now))
    return {one.variant: (one.due, one.status.value) for one in found if one.rule == "bail_appeal_pros"}


def test_after_oral_notice_the_appeal_is_heard_by_the_second_business_day() -> None:
    found = noticed("2026-12-04T15:00:00Z", "2026-12-04T13:30:00Z")
    assert found == {
        "notice": (at("2026-12-04T14:00:00Z"), "met"),
        "hearing": (date(2026, 12, 8), "running"),
    }
    assert noticed("2026-12-04T13:00:00Z", None)["hearing"][1] == "running"
    assert noticed("2026-12-04T14:01:00Z", None)["hearing"][1] == "closed"
    assert noticed("2026-12-04T15:00:00Z", "2026-12-04T14:10:00Z")["hearing"][1] == "closed"
