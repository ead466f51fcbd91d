"""What a generated case fills: the columns of each table, in an order in which what is pointed to comes first."""

from collections.abc import Mapping
from typing import Any, Final

from app.domain.search_groups import SearchGroup

# Rows kept for one case, so that the ids of a case follow from its number.
STRIDES: Final[Mapping[str, int]] = {
    "incident": 1, "incident_strand": 1, "perception": 1, "clock_state": 1, "assignment": 1, "person": 3,
    "person_role": 3, "victim": 1, "suspect": 1, "crime_record": 1, "crime_victim": 1, "allegation": 2,
    "evidence_item": 4, "case_event": 10, "clock": 24, "referral": 1, "referral_allegation": 2, "hearing": 1,
    "hearing_allegation": 2, "plea": 2, "sentence": 2, "case_words": 1,
}  # fmt: skip
_COLUMNS: Final[Mapping[str, str]] = {
    "incident": (
        "id version reference wrapped_key digest_salt force_ref unit_id oic_id supervisor_id title reported_at "
        "reported_by_role channel crime_decision crime_decision_at occurred_from occurred_to occurred_precision "
        "narrative location_kind location_description district report_status stage status next_due_at "
        "next_due_rule is_restricted created_at"
    ),
    "incident_strand": "id incident_id strand",
    "perception": "id incident_id by basis",
    "clock_state": "id incident_id level changes_at police_due_at police_rule police_level",
    "assignment": "id incident_id user_id started_at",
    "person": "id version incident_id file_id given_names surname date_of_birth interpreter_needed",
    "person_role": "id person_id party_role",
    "victim": "id version incident_id person_id victim_support tier has_update_choice vps_response",
    "suspect": (
        "id version incident_id person_id custody_status arrested_at relevant_time detention_authorised_at "
        "released_at bail_granted_at bail_conditions mg16_gateways has_youth_facts"
    ),
    "crime_record": (
        "id version incident_id crime_number recorded_at offence_type_key has_no_victim own_strands status "
        "ho_outcome_code outcome_date outcome_confirmed"
    ),
    "crime_victim": "id crime_id person_id",
    "allegation": (
        "id version incident_id file_id suspect_id crime_id offence_type_key wording offence_from offence_to "
        "charging_authority status identification_methods charged_method charged_at oocr_by_police"
    ),
    "evidence_item": (
        "id version incident_id file_id exhibit_ref kind description is_core_evidence usage availability due_on "
        "obtained_at"
    ),
    "referral": (
        "id version incident_id referral_no referral_type code_test has_police_view drafted_by_id checked_by_id "
        "checked_at submitted_by_id submitted_at unit_id"
    ),
    "referral_allegation": "id referral_id allegation_id",
    "hearing": "id version incident_id file_id court court_kind listed_at hearing_type",
    "hearing_allegation": "id hearing_id allegation_id",
    "plea": "id version allegation_id hearing_id plea entered_on",
    "sentence": (
        "id version allegation_id hearing_id sentenced_on type length uplift_sought uplift_basis strand "
        "court_found_hostility uplift_announced recorded_on_hrs"
    ),
    "case_event": "id incident_id kind occurred_at actor_id actor_role facts",
    "clock": (
        "id incident_id rule variant label subject event starts_at starts_on due_at due_on stopped_at status "
        "ended_reason reason source unconfirmed is_legal owner_role"
    ),
    "case_words": f"id incident_id digest {' '.join(SearchGroup)}",
}
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {table: tuple(names.split()) for table, names in _COLUMNS.items()}
Rows = dict[str, list[tuple[Any, ...]]]


def no_rows() -> Rows:
    return {table: [] for table in COLUMNS}
