"""Custody time limits: brought back, per offence, less days in magistrates' custody; bail stops the count."""

from datetime import date
from typing import Any

import pytest

from app.domain.case_file import CaseFile
from app.domain.deadlines import Clock, clocks_of, level
from app.domain.deadlines.clock import Level
from tests.domain.deadlines.cases import MOSQUE, Change, at, changed, clock, event, rules, status, suspect
from tests.domain.deadlines.test_court import before_court, listed
from tests.domain.samples import case

SUMMARY, EITHER_WAY, INDICTABLE = "poa_s5", "cda98_s30", "oapa_s18"
NOW = "2026-11-20T09:00:00Z"


def offence(key: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["allegations"][0]["offence_type_key"] = key

    return change


def remanded(day: str, person: str = "P3") -> Change:
    return event("first_remand", f"{day}T12:00:00Z", person_id=person)


def bailed(day: str) -> Change:
    return event("court_bail_granted", f"{day}T12:00:00Z", person_id="P3")


def sent(day: str) -> Change:
    return event("sent_to_crown_court", f"{day}T12:00:00Z", allegation_id="A1")


def told(key: str, *changes: Change) -> CaseFile:
    return changed(MOSQUE, before_court, suspect(custody_status="remanded"), offence(key), *changes)


def limits(found: CaseFile, now: str = NOW) -> dict[str, tuple[Any, str]]:
    return {
        one.rule: (one.due, one.status.value)
        for one in clocks_of(found, at(now))
        if one.rule.startswith("ctl_") and one.subject == "A1"
    }


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-10-29", date(2026, 12, 24)),
        ("2026-10-30", date(2026, 12, 24)),
        ("2026-11-02", date(2026, 12, 24)),
        ("2027-01-29", date(2027, 3, 25)),
    ],
)
def test_summary_56_days_brought_back(day: str, due: date) -> None:
    assert limits(told(SUMMARY, remanded(day)))["ctl_summary"][0] == due


def test_the_day_before_it_was_brought_back_is_said() -> None:
    found = clock(told(SUMMARY, remanded("2026-11-02")), NOW, "ctl_summary", "A1")
    assert found.why.endswith("Counted out it ends on Monday 28 Dec 2026, which is no business day.")
    assert found.starts == date(2026, 11, 2)


def test_either_way_70_days_or_56_once_a_summary_trial_is_listed() -> None:
    assert limits(told(EITHER_WAY, remanded("2026-10-23")))["ctl_either_way"] == (date(2026, 12, 31), "running")
    trial = listed("2026-12-15T10:00:00Z", "trial")
    found = clock(told(EITHER_WAY, remanded("2026-10-23"), trial), NOW, "ctl_either_way", "A1")
    assert found.due == date(2026, 12, 18)
    assert "the shorter 56 days count" in found.why
    in_crown_court = listed("2026-12-15T10:00:00Z", "trial", "crown_court")
    assert limits(told(EITHER_WAY, remanded("2026-10-23"), in_crown_court))["ctl_either_way"][0] == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("remand", "sending", "due"),
    [
        ("2026-11-02", "2026-11-09", date(2027, 4, 30)),
        ("2026-09-28", "2026-09-28", date(2027, 3, 25)),
        ("2027-09-27", "2027-09-27", date(2028, 3, 27)),
    ],
)
def test_crown_court_182_days_less_those_in_magistrates_custody(remand: str, sending: str, due: date) -> None:
    found = told(EITHER_WAY, remanded(remand), sent(sending))
    assert limits(found)["ctl_crown"] == (due, "running")
    if remand != sending:
        assert limits(found)["ctl_either_way"][1] == "closed"
        assert "7 days in magistrates' custody leave 175." in clock(found, NOW, "ctl_crown", "A1").why
    else:
        assert "ctl_either_way" not in limits(found)


def test_an_indictable_offence_has_no_limit_before_it_is_sent() -> None:
    assert limits(told(INDICTABLE, remanded("2026-11-02"))) == {}
    assert "ctl_crown" in limits(told(INDICTABLE, remanded("2026-11-02"), sent("2026-11-03")))


def test_a_voluntary_bill_has_112_days() -> None:
    bill = event("voluntary_bill_preferred", "2026-11-16T12:00:00Z", person_id="P3")
    found = limits(told(EITHER_WAY, remanded("2026-11-02"), bill))
    assert found["ctl_voluntary_bill"] == (date(2027, 3, 8), "running")


def test_bail_stops_the_count_and_a_new_remand_goes_on_with_it() -> None:
    on_bail = told(SUMMARY, remanded("2026-11-02"), bailed("2026-11-12"), suspect(custody_status="court_bail"))
    found = clock(on_bail, NOW, "ctl_summary", "A1")
    assert (found.status, found.stopped_at, found.due) == ("suspended", date(2026, 11, 12), None)
    assert found.why.endswith("46 days are left for a new remand.") and not found.is_live
    assert found.ended_reason == "On bail since 12 Nov 2026; days on bail do not count."
    assert "ctl_application_notice" not in limits(on_bail)
    again = told(SUMMARY, remanded("2026-11-02"), bailed("2026-11-12"), remanded("2026-11-19"))
    # Ten days were spent, so 46 more from the second remand: Monday 4 Jan 2027.
    assert limits(again)["ctl_summary"] == (date(2027, 1, 4), "running")
    assert "10 days were spent before bail." in clock(again, NOW, "ctl_summary", "A1").why


def test_days_on_bail_before_sending_do_not_shorten_the_crown_court_limit() -> None:
    found = told(EITHER_WAY, remanded("2026-11-02"), bailed("2026-11-05"), remanded("2026-11-10"), sent("2026-11-16"))
    # Three days and six: 182 less 9 from Monday 16 Nov is Saturday 8 May, brought back to Friday.
    assert limits(found)["ctl_crown"][0] == date(2027, 5, 7)


def pleaded_guilty(file: dict[str, Any]) -> None:
    file["pleas"].append({"allegation_id": "A1", "hearing_id": "H9", "plea": "guilty", "entered_on": "2026-11-18"})


def in_trial(file: dict[str, Any]) -> None:
    file["allegations"][0]["status"] = "trial_in_progress"


@pytest.mark.parametrize(
    ("changes", "word", "stopped"),
    [
        ([listed("2026-11-18T10:00:00Z", "first_hearing_ngap"), pleaded_guilty], "met", date(2026, 11, 18)),
        ([listed("2026-12-23T10:00:00Z", "trial"), in_trial], "met", date(2026, 12, 23)),
        ([listed("2026-12-29T10:00:00Z", "trial"), in_trial], "met_late", date(2026, 12, 29)),
        ([status("discontinued")], "closed", None),
    ],
)
def test_the_start_of_the_trial_or_a_guilty_plea_ends_it(
    changes: list[Change], word: str, stopped: date | None
) -> None:
    found = clock(told(SUMMARY, remanded("2026-11-02"), *changes), "2026-12-30T09:00:00Z", "ctl_summary", "A1")
    assert (found.status, found.stopped_at) == (word, stopped)


def test_it_is_missed_the_moment_its_last_day_is_over() -> None:
    found = told(SUMMARY, remanded("2026-11-02"))
    last = clock(found, "2026-12-24T23:59:59Z", "ctl_summary", "A1")
    assert (last.status, level(last, at("2026-12-24T23:59:59Z"))) == ("running", Level.URGENT)
    # Christmas Day carries nothing forward.
    assert clock(found, "2026-12-25T00:00:00Z", "ctl_summary", "A1").status == "breached"


def notice(found: CaseFile) -> Clock:
    return next(one for one in clocks_of(found, at(NOW)) if one.rule == "ctl_application_notice")


def test_notice_to_extend_is_counted_back_from_the_end() -> None:
    magistrates = notice(told(SUMMARY, remanded("2026-11-02")))
    assert (magistrates.variant, magistrates.due) == ("magistrates", date(2026, 12, 22))
    crown = notice(told(EITHER_WAY, remanded("2026-11-02"), sent("2026-11-09")))
    assert (crown.variant, crown.due) == ("crown", date(2027, 4, 25))
    assert "An application must be heard by 30 Apr 2027" in crown.why


def test_each_offence_of_each_defendant_has_its_own() -> None:
    def second(file: dict[str, Any]) -> None:
        file["suspects"][1]["custody_status"] = "remanded"

    found = told(SUMMARY, second, remanded("2026-11-02"), remanded("2026-11-03", "P4"))
    ends = {(one.rule, one.subject): one.due for one in clocks_of(found, at(NOW)) if one.rule in CTL}
    assert ends == {("ctl_summary", "A1"): date(2026, 12, 24), ("ctl_either_way", "A2"): date(2027, 1, 12)}
    alone = told(SUMMARY, remanded("2026-11-02"))
    assert {one.subject for one in clocks_of(alone, at(NOW)) if one.rule in CTL} == {"A1"}


CTL = ("ctl_summary", "ctl_either_way")


def test_without_an_event_the_first_hearing_from_custody_counts() -> None:
    hearing = listed("2026-11-02T10:00:00Z", "first_hearing_custody")
    found = clock(told(SUMMARY, hearing), NOW, "ctl_summary", "A1")
    assert (found.starts, found.due) == (date(2026, 11, 2), date(2026, 12, 24))
    assert "no first remand is in the file" in found.why
    ahead = told(SUMMARY, listed("2026-11-21T10:00:00Z", "first_hearing_custody"))
    assert limits(ahead) == {}


def test_who_was_on_bail_throughout_has_none() -> None:
    assert not {one for one in rules(case(MOSQUE), NOW) if one.startswith("ctl_")}
    assert limits(changed(MOSQUE, before_court, listed("2026-11-02T10:00:00Z", "first_hearing_ngap"))) == {}


def test_on_bail_without_a_day_is_paused() -> None:
    found = told(SUMMARY, remanded("2026-11-02"), suspect(custody_status="court_bail"))
    paused = clock(found, NOW, "ctl_summary", "A1")
    assert (paused.status, paused.due) == ("suspended", None)
    assert paused.ended_reason == "On bail; the day it was granted is not in the file."
