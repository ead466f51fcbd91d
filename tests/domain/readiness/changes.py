"""The named changes to a complete case, and what each does to the rules."""

from collections.abc import Callable
from typing import Any

Change = Callable[[dict[str, Any]], None]


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
