"""The clocks of the sample cases: those that must run are found, those that must not are not."""

from datetime import date, datetime
from typing import Any

import pytest

from app.domain.deadlines import FAMILIES, Clock, clocks_of
from tests.domain.samples import NAMES, case, expected

RULES = frozenset(rule for family in FAMILIES for rule in family.rules)


def at_of(name: str) -> datetime:
    return datetime.fromisoformat(expected(name)["as_of"])


def moment(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def agrees(clock: Clock, row: dict[str, Any]) -> bool:
    dues = [moment(text) for text in (row["due"], *row.get("accept", ()))]
    return (
        (clock.rule, clock.subject) == (row["rule"], row["subject"])
        and clock.starts == moment(row["starts"])
        and clock.due in dues
        and row.get("status", clock.status) == clock.status
    )


WANTED = [
    pytest.param(name, row, id=f"{name}-{row['rule']}-{row['subject']}-{row['due']}")
    for name in NAMES
    for row in expected(name)["clocks"]
    if row["rule"] in RULES
]
ABSENT = [
    pytest.param(name, row, id=f"{name}-{row['rule']}-{row['subject']}")
    for name in NAMES
    for row in expected(name)["clocks_absent"]
]


@pytest.mark.parametrize(("name", "row"), WANTED)
def test_a_clock_that_must_run_is_found(name: str, row: dict[str, Any]) -> None:
    clocks = clocks_of(case(name), at_of(name))
    alike = [clock for clock in clocks if (clock.rule, clock.subject) == (row["rule"], row["subject"])]
    assert [clock for clock in alike if agrees(clock, row)], alike


def test_every_rule_a_sample_expects_is_worked_out_save_the_victims_code() -> None:
    wanted = {row["rule"] for name in NAMES for row in expected(name)["clocks"]}
    assert {rule for rule in wanted if rule not in RULES} == {rule for rule in wanted if rule.startswith("R")}


@pytest.mark.parametrize("name", NAMES)
def test_no_clock_contradicts_what_is_expected(name: str) -> None:
    wanted: dict[tuple[str, str], set[object]] = {}
    for row in expected(name)["clocks"]:
        dues = {moment(text) for text in (row["due"], *row.get("accept", ()))}
        wanted.setdefault((row["rule"], row["subject"]), set()).update(dues)
    for clock in clocks_of(case(name), at_of(name)):
        assert clock.due in wanted.get((clock.rule, clock.subject), {clock.due}), clock


@pytest.mark.parametrize(("name", "row"), ABSENT)
def test_a_clock_that_must_not_run_is_absent(name: str, row: dict[str, Any]) -> None:
    found = [(clock.rule, clock.subject) for clock in clocks_of(case(name), at_of(name))]
    assert (row["rule"], row["subject"]) not in found


@pytest.mark.parametrize("name", NAMES)
def test_every_clock_says_why_and_by_what_law(name: str) -> None:
    for clock in clocks_of(case(name), at_of(name)):
        assert clock.rule in RULES
        assert clock.why.endswith((".", ")"))
        assert clock.source
        assert clock.owner_role


@pytest.mark.parametrize("name", NAMES)
def test_no_clock_comes_twice(name: str) -> None:
    clocks = clocks_of(case(name), at_of(name))
    keys = [(clock.rule, clock.variant, clock.subject, clock.starts) for clock in clocks]
    assert len(set(keys)) == len(keys)
