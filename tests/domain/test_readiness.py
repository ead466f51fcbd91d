"""Each readiness rule fails, passes and stays out by one named change to a complete case, and all others stay."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from app.domain.case_file import from_json
from app.domain.readiness import RULES, Finding, Readiness, Rule, Severity, rule_set_of, table
from app.domain.readiness import check as check_file
from app.domain.readiness.rule import Asked
from app.domain.vocabulary import RuleSet
from tests.domain.samples import NAMES, document, expected

AT = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
IDS = [rule.id for rule in RULES]
Change = Callable[[dict[str, Any]], None]

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


def nothing(file: dict[str, Any]) -> None:
    assert file["referrals"]


def urn_missing(file: dict[str, Any]) -> None:
    file["urn"] = None


def urn_too_short(file: dict[str, Any]) -> None:
    file["urn"] = "01QX126"


def urn_long(file: dict[str, Any]) -> None:
    file["urn"] = "Z1AB123456726"


def no_suspects(file: dict[str, Any]) -> None:
    file["suspects"] = []


def second_suspect(file: dict[str, Any]) -> None:
    file["suspects"].append({**file["suspects"][0], "person_id": "P4"})


def police_authority(file: dict[str, Any]) -> None:
    file["allegations"][1]["charging_authority"] = "police"


def emergency_charge(file: dict[str, Any]) -> None:
    police_authority(file)
    file["allegations"][1]["charged"] = {
        "method": "charge",
        "issued_at": "2026-10-29T20:00:00Z",
        "police_charge_grounds": "No prosecutor could be reached before detention had to end.",
    }


def no_strand(file: dict[str, Any]) -> None:
    file["hate_strands"] = []


def strand_on_crime_only(file: dict[str, Any]) -> None:
    file["hate_strands"] = []
    file["crimes"][0]["hate_strands"] = ["race"]


def no_perceiver(file: dict[str, Any]) -> None:
    file["perceived_by"] = []


def no_hostility(file: dict[str, Any]) -> None:
    file["hostility_items"] = []


def none_found(file: dict[str, Any]) -> None:
    file["hostility_items"] = []
    file["no_hostility_found_reason"] = "Asked of both witnesses; nothing was said."


def old_offence(file: dict[str, Any]) -> None:
    for allegation in file["allegations"]:
        allegation["offence_from"] = allegation["offence_to"] = "2026-05-22"


def last_day(file: dict[str, Any]) -> None:
    for allegation in file["allegations"]:
        allegation["offence_from"] = allegation["offence_to"] = "2026-05-23"


def old_offence_charged_in_time(file: dict[str, Any]) -> None:
    old_offence(file)
    file["allegations"][1]["charged"] = {"method": "postal_requisition", "issued_at": "2026-11-22T23:30:00Z"}


def either_way_only(file: dict[str, Any]) -> None:
    del file["allegations"][1]


def no_date_on_alternative(file: dict[str, Any]) -> None:
    file["allegations"][1]["offence_from"] = file["allegations"][1]["offence_to"] = None


def knowledge_before_offence(file: dict[str, Any]) -> None:
    file["allegations"][1] |= {
        "offence_type_key": "ca03_s127_1",
        "prosecutor_knowledge": [{"reviewed_on": "2026-10-16", "prosecutor_id": "F1", "sufficient_evidence": True}],
    }


def future_offence(file: dict[str, Any]) -> None:
    file["allegations"][0]["offence_from"] = file["allegations"][0]["offence_to"] = "2026-11-24"


def offence_today(file: dict[str, Any]) -> None:
    file["allegations"][0]["offence_from"] = file["allegations"][0]["offence_to"] = "2026-11-23"


def ends_before_it_begins(file: dict[str, Any]) -> None:
    file["allegations"][0]["offence_to"] = "2026-10-16"


def no_offence_dates(file: dict[str, Any]) -> None:
    file["allegations"][0]["offence_from"] = None


def no_allegation(file: dict[str, Any]) -> None:
    file["allegations"] = []


def support_blank(file: dict[str, Any]) -> None:
    file["victims"][0]["victim_support"] = None


def support_unknown(file: dict[str, Any]) -> None:
    file["victims"][0]["victim_support"] = "unknown"


def no_victims(file: dict[str, Any]) -> None:
    file["victims"] = []


def unchecked(file: dict[str, Any]) -> None:
    file["referrals"][0]["supervisor_check"] = None


def checked_by_officer_in_case(file: dict[str, Any]) -> None:
    file["referrals"][0]["supervisor_check"]["staff_id"] = "F1"


def checked_by_drafter(file: dict[str, Any]) -> None:
    file["referrals"][0]["drafted_by"] = "F2"


def checked_by_another(file: dict[str, Any]) -> None:
    file["referrals"][0]["drafted_by"] = "F1"


def view_of_one_stage(file: dict[str, Any]) -> None:
    del file["referrals"][0]["police_view"]["public_interest_stage"]


def no_view(file: dict[str, Any]) -> None:
    del file["referrals"][0]["police_view"]


#: rule, change, result, rules that the same change cannot leave alone
VARIANTS: list[tuple[str, Change, str, dict[str, str]]] = [
    ("FR-001", urn_missing, "block", {}),
    ("FR-001", urn_too_short, "block", {}),
    ("FR-001", urn_long, "pass", {}),
    ("FR-002", no_suspects, "block", {"FR-003": "not_applicable"}),
    ("FR-002", nothing, "pass", {}),
    ("FR-003", second_suspect, "block", {}),
    ("FR-003", nothing, "pass", {}),
    ("FR-003", no_suspects, "not_applicable", {"FR-002": "block"}),
    ("FR-004", police_authority, "block", {}),
    ("FR-004", emergency_charge, "pass", {}),
    ("FR-004", strand_on_crime_only, "pass", {}),
    ("FR-004", no_strand, "not_applicable", {"FR-005": "not_applicable", "FR-006": "not_applicable"}),
    ("FR-005", no_perceiver, "block", {}),
    ("FR-005", strand_on_crime_only, "pass", {}),
    ("FR-005", no_strand, "not_applicable", {"FR-004": "not_applicable", "FR-006": "not_applicable"}),
    ("FR-006", no_hostility, "block", {}),
    ("FR-006", none_found, "pass", {}),
    ("FR-006", no_strand, "not_applicable", {"FR-004": "not_applicable", "FR-005": "not_applicable"}),
    ("FR-010", old_offence, "block", {}),
    ("FR-010", last_day, "pass", {}),
    ("FR-010", old_offence_charged_in_time, "pass", {}),
    ("FR-010", either_way_only, "not_applicable", {"FR-012": "not_applicable"}),
    ("FR-012", no_date_on_alternative, "block", {"FR-010": "not_applicable", "FR-014": "block"}),
    ("FR-012", knowledge_before_offence, "block", {"FR-010": "not_applicable"}),
    ("FR-012", nothing, "pass", {}),
    ("FR-012", either_way_only, "not_applicable", {"FR-010": "not_applicable"}),
    ("FR-014", future_offence, "block", {}),
    ("FR-014", ends_before_it_begins, "block", {}),
    ("FR-014", no_offence_dates, "block", {}),
    ("FR-014", offence_today, "pass", {}),
    (
        "FR-014",
        no_allegation,
        "not_applicable",
        {"FR-003": "block", "FR-004": "not_applicable", "FR-010": "not_applicable", "FR-012": "not_applicable"},
    ),
    ("FR-050", support_blank, "block", {}),
    ("FR-050", support_unknown, "pass", {}),
    ("FR-050", no_victims, "not_applicable", {}),
    ("FR-063", unchecked, "block", {}),
    ("FR-063", checked_by_officer_in_case, "block", {}),
    ("FR-063", checked_by_drafter, "block", {}),
    ("FR-063", checked_by_another, "pass", {}),
    ("FR-064", view_of_one_stage, "block", {}),
    ("FR-064", no_view, "block", {}),
    ("FR-064", nothing, "pass", {}),
]


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
        {"rule": "FR-001", "kind": "override", "reason": "Agreed", "by": "F2", "at": "2026-11-20T16:20:00Z"}
    ]


@pytest.mark.parametrize(("allowed", "result"), [(True, "warn"), (False, "block")])
def test_an_override_counts_only_where_it_is_allowed(
    allowed: bool, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, replace(table.RULES[0], findings=fires, may_be_overridden=allowed))
    found = judged(override)
    assert found.rules["FR-001"] == result
    assert found.why["FR-001"].endswith("Overridden by a supervisor.") == allowed
