"""As test_one_change, for each group of properties inside a part: exactly the change is in the export."""

import pytest

from app.services.demo.cast import Cast
from tests.domain.samples import NAMES
from tests.services import file_changes as files
from tests.services import group_changes as groups
from tests.services.one_change import Before, Change, changed, same

ANSWERED = NAMES[1]
#: group of properties → sample, what the file holds before, change, what must differ
GROUPS: dict[str, tuple[str, Before, Change, set[str]]] = {
    "incident/online": (
        ANSWERED,
        same,
        groups.online,
        {"/incident/online/account_handle", "/incident/online/capture_source_ids"},
    ),
    "incident/online, taken back": (ANSWERED, same, groups.online_gone, {"/incident/online"}),
    "incident/other_refs": (ANSWERED, same, groups.other_reference, {"/incident/other_refs/0/reference"}),
    "incident/linked_investigations": (ANSWERED, same, groups.linked, {"/incident/linked_investigations/0/status"}),
    "incident/location": (ANSWERED, same, groups.location, {"/incident/location/district"}),
    "supervisor_id": (ANSWERED, same, groups.supervisor, {"/staff", "/supervisor_id"}),
    "people, as witnesses": (
        ANSWERED,
        same,
        groups.witness,
        {"/people/1/interpreter_needed", "/people/1/is_key_witness", "/people/1/is_vulnerable_or_intimidated"},
    ),
    "victims/updates": (
        ANSWERED,
        same,
        groups.updates,
        {"/victims/0/updates/every_days", "/victims/0/updates/recorded_by"},
    ),
    "victims/updates, none wanted": (
        ANSWERED,
        same,
        groups.opted_out,
        {
            "/victims/0/updates/channel",
            "/victims/0/updates/every_days",
            "/victims/0/updates/opted_out_at",
            "/victims/0/updates/recorded_by",
        },
    ),
    "victims/vps": (
        NAMES[0],
        same,
        groups.personal_statement,
        {"/victims/0/vps/statement_id", "/victims/0/vps/summary"},
    ),
    "victims, withdrawal": (ANSWERED, same, groups.withdrawal, {"/statements", "/victims/0/withdrawal_statement_id"}),
    "victims/injuries": (ANSWERED, same, groups.injuries, {"/victims/0/injuries"}),
    "victims, needs": (ANSWERED, same, groups.needs, {"/victims/0/needs/0", "/victims/0/needs_assessed_at"}),
    "victims/support_referral": (
        ANSWERED,
        same,
        groups.support,
        {"/victims/0/support_referral/referred_at", "/victims/0/support_referral/service"},
    ),
    "suspects/pace_extensions": (NAMES[0], groups.in_custody, groups.longer_detention, {"/suspects/0/pace_extensions"}),
    "suspects/bail": (
        NAMES[0],
        groups.in_custody,
        groups.bailed,
        {"/events", "/suspects/0/bail", "/suspects/0/custody_status"},
    ),
    "suspects/bail/extensions": (NAMES[0], groups.on_bail, groups.longer_bail, {"/suspects/0/bail/extensions"}),
    "suspects/interview": (ANSWERED, same, groups.interview, {"/suspects/0/interview/summary_document_id"}),
    "suspects/interview, declined": (
        ANSWERED,
        same,
        groups.no_interview,
        {
            "/suspects/0/defence_account",
            "/suspects/0/interview/held_at",
            "/suspects/0/interview/is_no_comment",
            "/suspects/0/interview/reason",
            "/suspects/0/interview/status",
            "/suspects/0/interview/summary",
            "/suspects/0/interview/summary_document_id",
            "/suspects/0/interview/under_caution",
        },
    ),
    "suspects/antecedents": (ANSWERED, same, groups.antecedents, {"/suspects/0/antecedents/pnc_result"}),
    "suspects/youth": (ANSWERED, groups.a_child, groups.appropriate_adult, {"/suspects/0/youth/appropriate_adult_id"}),
    "crimes, the record": (
        ANSWERED,
        files.no_outcome,
        files.crime_record,
        {"/allegations/0/crime_number", "/allegations/1/crime_number", "/crimes/0/crime_number"},
    ),
    "allegations/elements": (ANSWERED, same, files.elements, {"/allegations/0/elements"}),
    "allegations/elements, links": (
        ANSWERED,
        same,
        files.element_links,
        {"/allegations/0/elements/0/source_ids"},
    ),
    "allegations/damage": (ANSWERED, same, files.damage, {"/allegations/0/damage"}),
    "allegations, first statement": (
        ANSWERED,
        same,
        files.first_statement,
        {"/allegations/0/domestic_abuse_first_statement_on"},
    ),
    "allegations/acts": (ANSWERED, same, files.act_added, {"/allegations/0/acts"}),
    "allegations/acts, changed": (
        ANSWERED,
        files.course_of_conduct,
        files.act_changed,
        {"/allegations/0/acts/0/on", "/allegations/0/acts/0/source_ids/0"},
    ),
    "allegations/acts, taken back": (ANSWERED, files.course_of_conduct, files.act_removed, {"/allegations/0/acts"}),
    "allegations/prosecutor_knowledge": (
        ANSWERED,
        files.sufficient,
        files.certificate,
        {"/allegations/1/prosecutor_knowledge/0/certificate_signed_on"},
    ),
    "evidence_items/key_times": (ANSWERED, same, files.key_times, {"/evidence_items/0/key_times"}),
    "evidence_items/file": (ANSWERED, same, files.evidence_file, {"/evidence_items/0/file/byte_size"}),
    "evidence_items, disclosure": (
        ANSWERED,
        same,
        files.disclosure_decision,
        {"/evidence_items/7/disclosure_decision"},
    ),
    "documents/file": (ANSWERED, same, files.paper_file, {"/documents/0/file/byte_size"}),
    "documents, back page": (
        ANSWERED,
        same,
        files.back_page,
        {"/documents/4/statement_id", "/statements/1/back_page_document_id"},
    ),
    "police_report/chronology": (ANSWERED, same, files.chronology, {"/police_report/chronology/0/source_ids/0"}),
    "police_report/settled_matches": (ANSWERED, same, files.match_marked, {"/police_report/settled_matches"}),
    "police_report/settled_matches, confirmed": (
        NAMES[2],
        files.not_confirmed,
        files.match_confirmed,
        {"/police_report/settled_matches/0/confirmed_at", "/police_report/settled_matches/0/confirmed_by", "/staff"},
    ),
    "police_report/settled_matches, taken back": (
        NAMES[2],
        same,
        files.match_taken_back,
        {"/police_report/settled_matches"},
    ),
    "referrals/police_view": (
        ANSWERED,
        same,
        files.police_view,
        {"/referrals/1/drafted_by", "/referrals/1/police_view/evidential_stage"},
    ),
    "referrals/tt_conditions": (
        ANSWERED,
        same,
        files.threshold_conditions,
        {"/referrals/1/drafted_by", "/referrals/1/tt_conditions"},
    ),
    "referrals/rule_answers": (ANSWERED, same, files.rule_answer, {"/referrals/1/rule_answers"}),
    "referrals/action_plan/actions": (
        ANSWERED,
        same,
        files.action_sources,
        {
            "/referrals/0/action_plan/actions/1/answer",
            "/referrals/0/action_plan/actions/1/answered_at",
            "/referrals/0/action_plan/actions/1/source_ids",
        },
    ),
}


@pytest.mark.parametrize("group", GROUPS)
def test_exactly_the_change_to_a_group_is_in_the_export(cast: Cast, group: str) -> None:
    sample, before, change, wanted = GROUPS[group]
    assert changed(cast, sample, before, change, officer="Arden Samplewick") == wanted
