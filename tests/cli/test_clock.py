"""`clock`: one rule asked alone, from outside."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.domain import law

Run = Callable[..., Result]
KEYS = ["rule", "subject", "event", "starts", "due", "status", "why"]


@pytest.fixture
def clock(app: Flask) -> Run:
    def command(*words: str, code: int = 0) -> Result:
        result = app.test_cli_runner().invoke(args=["clock", *words], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return command


def answered(clock: Run, *words: str) -> Any:
    return json.loads(clock(*words, "--json").stdout)


def test_one_date_is_one_object_with_the_keys_of_a_case_clock(clock: Run) -> None:
    found = answered(clock, "slt_6m", "--from", "2026-08-31", "--at", "2026-11-23T10:00:00Z")
    assert list(found) == KEYS
    assert (found["rule"], found["subject"], found["event"]) == ("slt_6m", None, None)
    assert (found["starts"], found["due"], found["status"]) == ("2026-08-31", "2027-02-28", "running")


def test_a_variant_is_named_and_several_dates_are_a_list(clock: Run) -> None:
    bail = answered(clock, "bail_initial", "--from", "2026-11-29")
    assert list(bail) == [*KEYS, "variant"]
    assert (bail["starts"], bail["due"], bail["variant"]) == ("2026-11-30", "2027-02-28", "standard")
    other = answered(clock, "bail_initial", "--from", "2026-11-29", "--variant", "other_agency")
    assert other["due"] == "2027-05-29"
    review = answered(clock, "vrr_cps", "--from", "2026-12-18")
    assert [(one["variant"], one["due"]) for one in review] == [("target", "2027-01-06"), ("long_stop", "2027-03-18")]
    legs = answered(clock, "slt_prosecutor_knowledge_6m_3y", "--from", "2026-03-02", "--input", "knowledge=2026-08-31")
    assert [(one["starts"], one["due"]) for one in legs] == [("2026-03-02", "2029-03-01"), ("2026-08-31", "2027-02-28")]
    assert [one["due"] for one in answered(clock, "uls", "--from", "2026-12-01")] == ["2026-12-29", "2027-06-01"]


def test_instants_carry_seconds_and_an_offset(clock: Run) -> None:
    found = answered(clock, "pace_24h", "--from", "2026-10-24T22:30:00+01:00", "--at", "2026-10-25T21:30:00Z")
    assert found["starts"] == "2026-10-24T22:30:00+01:00"
    assert (found["due"], found["status"]) == ("2026-10-25T21:30:00+00:00", "running")


def test_a_duty_of_the_code_by_the_rights_of_the_victim(clock: Run) -> None:
    words = ("R3-CONF", "--from", "2026-10-17T18:52:00+01:00", "--at", "2026-10-20T00:00:00Z", "--input")
    enhanced, standard = (answered(clock, *words, f"tier={tier}") for tier in ("enhanced", "standard"))
    assert (enhanced["due"], enhanced["status"]) == ("2026-10-19", "breached")
    assert (standard["due"], standard["status"]) == ("2026-10-23", "running")


def test_it_says_the_date_and_why_in_words(clock: Run) -> None:
    text = clock("ctl_crown", "--from", "2026-11-09", "--input", "days_used=7").stdout
    assert "2027-04-30" in text and "Monday 3 May 2027, which is no business day" in text
    assert "no date" in clock("first_hearing_custody", "--from", "2026-11-09").stdout
    assert "This rule is not confirmed." in clock("R9-APP", "--from", "2026-11-09").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "RULE: is missing"),
        (("slt_6m",), "--from: is missing"),
        (("nothing", "--from", "2026-01-01"), "RULE: there is no rule 'nothing'"),
        (("nothing",), "RULE: there is no rule 'nothing'"),
        (("slt_6m", "--from", "soon"), "--from: 'soon' is not a day or an instant"),
        (("slt_6m", "--from", "2026-02-30"), "--from: '2026-02-30' is not a day"),
        (("slt_6m", "--from", "2026-01-01", "--at", "soon"), "'soon' is not an instant"),
        (("slt_6m", "--from", "2026-01-01", "--variant", "x"), "--variant: slt_6m has no variant 'x'"),
        (("slt_6m", "--from", "2026-01-01", "--input", "x=1"), "--input x: slt_6m has no such input"),
        (("slt_6m", "--from", "2026-01-01", "--input", "x"), "--input x: is not of the form KEY=VALUE"),
        (("R6-ARR", "--from", "2026-01-01"), "--input tier: is missing"),
        (("R6-FREQ", "--from", "2026-01-01", "--input", "every_days=7", "--input", "every_days=8"), "is given twice"),
        (
            ("slt_prosecutor_knowledge_6m_3y", "--from", "2028-02-29", "--input", "knowledge=2027-08-30"),
            "--input knowledge: 30 Aug 2027 lies before the offence of 29 Feb 2028",
        ),
    ],
)
def test_what_cannot_be_reckoned_names_the_argument_and_prints_nothing(
    clock: Run, words: tuple[str, ...], says: str
) -> None:
    result = clock(*words, "--json", code=2)
    assert says in result.stderr
    assert result.stdout == ""


def test_the_list_holds_every_rule_with_what_it_asks_for(clock: Run) -> None:
    found = answered(clock, "--list")
    keys = {rule.key for rule in law.clock_rules()} | set(law.time_limit_rules()) | {d.key for d in law.code_duties()}
    assert {one["rule"] for one in found} == keys and len(found) == len(keys)
    for one in found:
        assert one["label"] and one["source"] and one["mark"] and one["says"] and one["from"]["meaning"]
        assert one["from"]["type"] in ("instant", "day or instant")
        assert (one["unit"] is None) == (one["length"] is None)
        assert all(each["name"] and each["type"] and each["meaning"] for each in one["inputs"])
    by_rule = {one["rule"]: one for one in found}
    assert not by_rule["R9-APP"]["confirmed"] and by_rule["R6-ARR"]["confirmed"]
    assert [(each["name"], each["required"]) for each in by_rule["R6-ARR"]["inputs"]] == [("tier", True)]
    assert by_rule["R6-ARR"]["inputs"][0]["words"] == ["standard", "enhanced"]
    assert [each["variant"] for each in by_rule["vrr_cps"]["variants"]] == ["target", "long_stop"]


def test_the_list_reads_as_text(clock: Run) -> None:
    text = clock("--list").stdout
    assert "R6-ARR  News of an arrest" in text
    assert "--input tier=: Rights of the victim under the Code (standard or enhanced, required)" in text
    assert "--variant long_stop: 3 months; CPS Victims' Right to Review Scheme; checked" in text
