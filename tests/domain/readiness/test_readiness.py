"""Each readiness rule fails, passes and stays out by one named change to a complete case, and all others stay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from app.domain.case_file import from_json
from app.domain.readiness import RULES, Finding, Readiness, Rule, Severity, rule_set_of, table
from app.domain.readiness import check as check_file
from app.domain.readiness.rule import Asked
from app.domain.vocabulary import RuleSet
from tests.domain.readiness.changes import (
    VARIANTS,
    Change,
    knowledge_before_offence,
    nothing,
    old_offence,
    police_authority,
    second_suspect,
    support_blank,
)
from tests.domain.samples import NAMES, document, expected

AT = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
IDS = [rule.id for rule in RULES]

ASKED = [
    pytest.param(name, wanted, id=f"{name}-{wanted['applies']}")
    for name in NAMES
    for wanted in (expected(name)["readiness"], *expected(name).get("readiness_also", ()))
]


@pytest.mark.parametrize(("name", "wanted"), ASKED)
def test_a_sample_is_judged_as_expected(name: str, wanted: dict[str, Any]) -> None:
    found = check_file(
        from_json(document(name)),
        datetime.fromisoformat(wanted["at"]),
        referral_no=wanted["referral_no"],
        rule_set=RuleSet(wanted["applies"]),
    )
    for rule in IDS:
        accepted = {wanted["rules"][rule], *wanted.get("accept", {}).get(rule, ())}
        assert found.rules[rule] in accepted, f"{rule}: {found.why.get(rule)}"


@pytest.mark.parametrize("name", NAMES[:3])
def test_the_rule_set_follows_from_the_referral(name: str) -> None:
    wanted = expected(name)["readiness"]
    found = check_file(from_json(document(name)), AT, referral_no=wanted["referral_no"])
    assert found.applies == wanted["applies"]


def test_without_a_referral_it_is_asked_as_for_a_full_code_test() -> None:
    assert rule_set_of(None) is RuleSet.FCT


def judged(change: Change, rule_set: RuleSet | None = None) -> Readiness:
    file = document("01-bus-stop")
    change(file)
    return check_file(from_json(file), AT, referral_no=1, rule_set=rule_set)


def test_the_complete_case_passes_every_rule() -> None:
    assert judged(nothing).rules == dict.fromkeys(IDS, "pass")
    assert judged(nothing).may_submit


@pytest.mark.parametrize(("rule", "change", "result", "besides"), VARIANTS)
def test_a_rule_and_one_change(rule: str, change: Change, result: str, besides: dict[str, str]) -> None:
    found = judged(change)
    assert found.rules == dict.fromkeys(IDS, "pass") | besides | {rule: result}
    assert set(found.why) == set(found.where) == {one for one, came in found.rules.items() if came == "block"}
    assert found.may_submit == (not found.blocks)


def test_each_rule_has_a_failing_a_passing_and_a_variant_that_does_not_apply() -> None:
    seen = {(rule, result) for rule, _, result, _ in VARIANTS}
    assert {rule for rule, result in seen if result == "block"} == set(IDS)
    assert {rule for rule, result in seen if result == "pass"} == set(IDS)
    always = {"FR-001", "FR-002", "FR-063", "FR-064"}
    assert {rule for rule, result in seen if result == "not_applicable"} == set(IDS) - always


@pytest.mark.parametrize("rule_set", RuleSet)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_stays_out_of_other_types_of_referral(rule: Rule, rule_set: RuleSet) -> None:
    found = judged(nothing, rule_set).rules[rule.id]
    assert found == ("pass" if rule_set in rule.applies else "not_applicable")


@pytest.mark.parametrize(
    ("rule", "rule_sets"),
    [
        ("FR-001", "FCT TT EA RS"), ("FR-002", "FCT TT RS"), ("FR-003", "FCT TT RS"), ("FR-004", "FCT TT EA RS"),
        ("FR-005", "FCT TT EA RS"), ("FR-006", "FCT TT RS"), ("FR-010", "FCT TT EA RS"), ("FR-012", "FCT TT EA RS"),
        ("FR-014", "FCT TT RS"), ("FR-050", "FCT TT"), ("FR-063", "FCT TT EA RS"), ("FR-064", "FCT"),
    ],
)  # fmt: skip
def test_the_types_of_referral_of_each_rule(rule: str, rule_sets: str) -> None:
    found = next(one for one in RULES if one.id == rule)
    assert found.applies == {RuleSet(one) for one in rule_sets.split()}
    assert found.severity is Severity.BLOCK
    assert not found.may_be_overridden


def test_messages_name_the_person_the_offence_and_the_day() -> None:
    assert judged(second_suspect).why["FR-003"] == "Bogdan Mockford: choose the offence you ask CPS to consider."
    assert judged(old_offence).why["FR-010"] == (
        "Intentional harassment, alarm or distress: time limit ended on 22 Nov 2026. "
        "CPS cannot charge it; propose another offence or use outcome 17."
    )
    assert "16 Oct 2026 lies before the offence" in judged(knowledge_before_offence).why["FR-012"]


def test_where_leads_to_the_field() -> None:
    assert judged(support_blank).where["FR-050"] == "victims/P1/victim_support"
    assert judged(police_authority).where["FR-004"] == "allegations/A2/charging_authority"


@pytest.mark.parametrize(
    ("units", "result"), [({"01": {"QX"}}, "pass"), ({"01": {"AB"}}, "block"), ({"Z1": {"AB"}}, "pass"), ({}, "pass")]
)
def test_the_unit_of_a_urn_is_checked_only_where_the_code_is_known(units: dict[str, set[str]], result: str) -> None:
    found = check_file(from_json(document("01-bus-stop")), AT, referral_no=1, unit_codes=units)
    assert found.rules["FR-001"] == result


def test_a_referral_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError, match="no referral 9"):
        check_file(from_json(document("01-bus-stop")), AT, referral_no=9)


def breaks(asked: Asked) -> Iterator[Finding]:
    raise ZeroDivisionError(asked.at)


def fires(asked: Asked) -> Iterator[Finding]:
    yield Finding(message=f"Something is missing on {asked.today}.", where="urn")


def with_rules(monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> None:
    monkeypatch.setattr("app.domain.readiness.answers.RULES", rules)


def test_a_rule_that_cannot_be_worked_out_blocks_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rules(monkeypatch, replace(table.RULES[0], findings=breaks))
    found = judged(nothing)
    assert found.rules == {"FR-001": "block"}
    assert found.why["FR-001"].startswith("FR-001 cannot be worked out (ZeroDivisionError).")


def test_a_warning_lets_the_file_through(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rules(monkeypatch, replace(table.RULES[0], findings=fires, severity=Severity.WARN))
    assert judged(nothing).warnings == ("FR-001",)
    assert judged(nothing).may_submit


def override(file: dict[str, Any]) -> None:
    file["referrals"][0]["rule_answers"] = [
        {"rule": "FR-041", "kind": "acknowledgement", "reason": "Typed", "by": "F1", "at": "2026-11-20T15:50:00Z"},
        {"rule": "FR-001", "kind": "override", "reason": "Agreed", "by": "F2", "at": "2026-11-20T16:20:00Z"},
    ]


@pytest.mark.parametrize(("allowed", "result"), [(True, "warn"), (False, "block")])
def test_an_override_counts_only_where_it_is_allowed(
    allowed: bool, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, replace(table.RULES[0], findings=fires, may_be_overridden=allowed))
    found = judged(override)
    assert found.rules["FR-001"] == result
    assert found.why["FR-001"].endswith("Overridden by a supervisor.") == allowed
