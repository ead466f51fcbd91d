"""Every rule with dated cases: month ends, leap years, holidays, changes of the clocks. One line of the file a case."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from app.domain.calendar import LONDON
from app.domain.deadlines import Clock, Moment
from app.domain.reckoning import all_rules, read_moment, reckon

NOW = datetime(2026, 11, 23, 12, tzinfo=LONDON)
FILE = Path(__file__).parents[2] / "data" / "clock_cases.csv"
ROWS = list(csv.DictReader(line for line in FILE.read_text(encoding="utf-8").splitlines() if line[0] != "#"))


def answer(row: dict[str, str]) -> tuple[Clock, ...]:
    given = dict(pair.split("=", 1) for pair in row["inputs"].split())
    return reckon(row["rule"], read_moment("from", row["start"]), given, NOW, row["variant"] or None)


def end(text: str) -> Moment | None:
    return None if text == "-" else read_moment("end", text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(text for text in row.values() if text))
def test_a_rule_ends_when_the_law_says(row: dict[str, str]) -> None:
    found = answer(row)
    assert [one.due for one in found] == [end(text) for text in row["ends"].split()]
    for one in found:
        assert one.rule == row["rule"]
        assert one.why.endswith((".", ")")) and one.source and one.label and one.owner_role
        assert type(one.due) is not date or str(one.due.year) in one.why


def test_every_rule_and_variant_has_its_cases() -> None:
    rules = Counter(row["rule"] for row in ROWS)
    assert {one.key for one in all_rules()} == set(rules)
    assert {rule for rule, cases in rules.items() if cases < 3} == set()
    told = {(row["rule"], one.variant) for row in ROWS for one in answer(row)}
    assert {(one.key, each.variant) for one in all_rules() for each in one.variants} <= told | {
        ("bail_suspend_cps", ""), ("slt_da_assault", ""), ("slt_prosecutor_knowledge_6m_3y", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "variant", "start", "says"),
    [
        ("ctl_summary", "", "2026-11-02", "Counted out it ends on Monday 28 Dec 2026, which is no business day."),
        ("first_hearing_ngap", "", "2026-12-04", "so it must be listed by 31 Dec 2026."),
        ("ptph", "", "2026-11-27", "so it must be listed by 24 Dec 2026."),
        ("slt_6m", "", "2026-08-31", "It ends on Sunday 28 Feb 2027; a weekend or holiday does not extend it."),
        ("slt_6m", "", "2026-08-31", "The month has no day 31, so it ends on its last day."),
        ("bail_initial", "", "2026-11-29", "The month has no day 30, so it ends on its last day."),
        ("vrr_cps", "target", "2026-12-18", "nor 25 Dec 2026, 28 Dec 2026, 1 Jan 2027."),
        ("pace_24h", "", "2026-10-24T22:30", "From 24 Oct 2026, 22:30 BST to 25 Oct 2026, 21:30 GMT."),
        ("uls", "", "2026-12-01", "ends on 28 Dec 2026. That is no business day, so ask by 24 Dec 2026."),
        ("bail_court_2", "", "2026-01-15", "which sets the date."),
        ("retention_review", "", "2026-01-15", "Local policy sets the date."),
        ("R6-FREQ", "", "2026-01-15", "agreed sets the date"),
        ("R4-NEEDS", "", "2026-01-15", "at the first contact itself"),
    ],
)
def test_the_reasoning_is_said(rule: str, variant: str, start: str, says: str) -> None:
    assert says in reckon(rule, read_moment("from", start), {}, NOW, variant or None)[0].why


def test_a_count_that_meets_nothing_odd_says_no_more_than_the_count() -> None:
    why = reckon("cps_decision_green", date(2026, 11, 23), {}, NOW)[0].why
    assert why.endswith("From 23 Nov 2026 to 21 Dec 2026.")


@pytest.mark.parametrize(
    ("rule", "start", "given", "at", "statuses"),
    [
        ("slt_6m", "2026-05-22", {}, "2026-11-22T23:59:59+00:00", ["running"]),
        ("slt_6m", "2026-05-22", {}, "2026-11-23T00:00:00+00:00", ["breached"]),
        ("slt_none", "2026-05-22", {}, "2030-01-01T00:00:00+00:00", ["not_required"]),
        ("pace_24h", "2026-11-22T10:00", {}, "2026-11-23T10:00:00+00:00", ["running"]),
        ("pace_24h", "2026-11-22T10:00", {}, "2026-11-23T10:00:01+00:00", ["breached"]),
        ("vrr_cps", "2026-10-12", {}, "2026-11-23T10:00:00+00:00", ["closed", "running"]),
        ("uls", "2026-10-12", {}, "2026-11-23T10:00:00+00:00", ["closed", "running"]),
        ("R9-ULS", "2026-10-12", {}, "2026-11-23T10:00:00+00:00", ["closed", "running"]),
        ("bail_suspend_cps", "2026-11-02", {"bail_ends": "2026-12-01"}, "2026-11-23T10:00:00+00:00", ["suspended"]),
        ("bail_court_2", "2026-01-15", {}, "2030-01-01T00:00:00+00:00", ["running"]),
    ],
)
def test_how_it_stands_when_nothing_was_done(
    rule: str, start: str, given: dict[str, str], at: str, statuses: list[str]
) -> None:
    found = reckon(rule, read_moment("from", start), given, datetime.fromisoformat(at))
    assert [one.status.value for one in found] == statuses


@pytest.mark.parametrize(
    ("rule", "start", "given", "unconfirmed"),
    [
        ("uls", "2026-10-12", {}, [False, True]),
        ("bail_suspend_cps", "2026-11-02", {"bail_ends": "2026-12-01"}, [True]),
        ("R9-APP", "2026-11-02", {}, [True]),
        ("R6-ARR", "2026-11-02", {"tier": "enhanced"}, [False]),
    ],
)
def test_what_is_not_confirmed_says_so(rule: str, start: str, given: dict[str, str], unconfirmed: list[bool]) -> None:
    assert [one.unconfirmed for one in reckon(rule, read_moment("from", start), given, NOW)] == unconfirmed


def test_the_unsuspended_end_of_bail_stands_beside_the_suspended() -> None:
    given = {"bail_ends": "2026-12-01", "resumed": "2026-11-20"}
    earlier, later = reckon("bail_suspend_cps", date(2026, 11, 2), given, NOW)
    assert (earlier.variant, later.variant) == ("unsuspended", "suspended")
    assert all("Without the suspension bail ends on 1 Dec 2026" in one.why for one in (earlier, later))


def test_a_holiday_on_the_day_of_the_start_is_not_told_as_skipped() -> None:
    why = reckon("vrr_cps", date(2026, 12, 25), {}, NOW, "target")[0].why
    assert "nor 28 Dec 2026, 1 Jan 2027." in why
