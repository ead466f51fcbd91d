"""Each named constraint is broken once, and the database refuses; a table without a case here fails the walk."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import CheckConstraint, text
from sqlalchemy.exc import DBAPIError

from app.database.session import db
from app.domain.vocabulary import HearingResult, HearingType
from app.models.base import Base
from app.services import teamwork
from app.services.demo import care_acts, court_acts
from app.services.demo import later_acts as acts
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.plots import PLOTS
from app.services.demo.story import Story
from tests.models.breaking import OF_EVIDENCE
from tests.stored import a_post, send

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _signature(version: int, manner: str, digest: str, present: str, original: str) -> str:
    """A signature of the second version, or of none, so that no other signature stands in its way."""
    return (
        "INSERT INTO statement_signature (statement_id, text_version, manner, signed_name, signed_at, text,"
        f" text_sha256, present, original_reference, recorded_by_id) SELECT s.id, {version * 2}, '{manner}', 'x',"
        f" '2026-01-01', 'x', '{digest}', {present}, {original}, u.id FROM statement s, user_account u LIMIT 1"
    )


# Name of the constraint → an update or insert that breaks it. Every row exists in the story told below.
BREAKS: dict[str, str] = {
    "ck_saved_filter_narrows": "INSERT INTO saved_filter (user_id, role, name, kept_at, version)"
    " SELECT id, 'officer', 'x', '2026-01-01', 1 FROM user_account LIMIT 1",
    "ck_user_account_enabled_has_password": "UPDATE user_account SET password_hash = NULL",
    "ck_user_account_enabled_has_email": "UPDATE user_account SET email = NULL",
    "ck_duty_dates_in_order": "UPDATE duty SET valid_to = '2001-01-01'",
    "ck_role_proposal_proposer_does_not_gain": "INSERT INTO role_proposal (user_id, role, reason, proposed_by_id,"
    " proposed_at, version) SELECT id, 'supervisor', 'x', id, '2026-01-01', 1 FROM user_account LIMIT 1",
    "ck_role_proposal_two_administrators": "INSERT INTO role_proposal (user_id, role, reason, proposed_by_id,"
    " proposed_at, decided_by_id, decided_at, version) SELECT min(id), 'supervisor', 'x', max(id), '2026-01-01',"
    " max(id), '2026-01-02', 1 FROM user_account",
    "ck_role_proposal_approver_does_not_gain": "INSERT INTO role_proposal (user_id, role, reason, proposed_by_id,"
    " proposed_at, decided_by_id, decided_at, version) SELECT min(id), 'supervisor', 'x', max(id), '2026-01-01',"
    " min(id), '2026-01-02', 1 FROM user_account",
    "ck_role_proposal_decided_whole": "INSERT INTO role_proposal (user_id, role, reason, proposed_by_id,"
    " proposed_at, decided_at, version) SELECT min(id), 'supervisor', 'x', max(id), '2026-01-01', '2026-01-02', 1"
    " FROM user_account",
    "ck_incident_occurred_in_order": "UPDATE incident SET occurred_to = '2001-01-01 00:00:00'",
    "ck_incident_next_due_whole": "UPDATE incident SET next_due_at = NULL, next_due_rule = 'x'",
    "ck_incident_not_its_own_lead": "UPDATE incident SET lead_incident_id = id",
    "ck_conflict_of_interest_not_lifted_by_oneself": "INSERT INTO conflict_of_interest (incident_id, user_id, reason,"
    " declared_at, declared_by_id, lifted_at, lifted_by_id) SELECT i.id, u.id, 'x', '2026-01-01', u.id, '2026-01-02',"
    " u.id FROM incident i, user_account u LIMIT 1",
    "ck_lift_proposal_two_people": "INSERT INTO lift_proposal (incident_id, reason, proposed_by_id, proposed_at,"
    " decided_by_id, decided_at, approved, version) SELECT i.id, 'x', u.id, '2026-01-01', u.id, '2026-01-02', true, 1"
    " FROM incident i, user_account u LIMIT 1",
    "ck_lift_proposal_decided_whole": "INSERT INTO lift_proposal (incident_id, reason, proposed_by_id, proposed_at,"
    " approved, version) SELECT i.id, 'x', u.id, '2026-01-01', true, 1 FROM incident i, user_account u LIMIT 1",
    "ck_alert_try_is_whole": "INSERT INTO alert (kind, at, incident_id) SELECT 'conflict_try', '2026-01-01', id"
    " FROM incident LIMIT 1",
    "ck_alert_closed_whole": "INSERT INTO alert (kind, at, closed_at, closed_by_id) SELECT 'sign_in_surge',"
    " '2026-01-01', '2026-01-02', id FROM user_account LIMIT 1",
    **OF_EVIDENCE,
    "ck_identity_link_smaller_first": "INSERT INTO identity_link (person_id, same_as_id, basis, proposed_at, version)"
    " SELECT max(id), min(id), 'same_name', '2026-01-01', 1 FROM person",
    "ck_identity_link_accepted_whole": "INSERT INTO identity_link (person_id, same_as_id, basis, proposed_at,"
    " accepted_at, version) SELECT min(id), max(id), 'same_name', '2026-01-01', '2026-01-01', 1 FROM person",
    "ck_identity_link_undone_whole": "INSERT INTO identity_link (person_id, same_as_id, basis, proposed_at,"
    " undone_at, version) SELECT min(id), max(id), 'same_name', '2026-01-01', '2026-01-01', 1 FROM person",
    "ck_case_link_smaller_first": "INSERT INTO case_link (incident_id, other_id, kind, reason, linked_at, version)"
    " SELECT id, id, 'other', 'x', '2026-01-01', 1 FROM incident LIMIT 1",
    "ck_case_link_ended_whole": "INSERT INTO case_link (incident_id, other_id, kind, reason, linked_at, ended_at,"
    " version) SELECT id, id + 1, 'other', 'x', '2026-01-01', '2026-01-02', 1 FROM incident LIMIT 1",
    "ck_duplicate_answer_two_reports": "INSERT INTO duplicate_answer (incident_id, other_id, is_same, decided_at,"
    " version) SELECT id, id, true, '2026-01-01', 1 FROM incident LIMIT 1",
    "ck_duplicate_answer_undone_whole": "INSERT INTO duplicate_answer (incident_id, other_id, is_same, decided_at,"
    " undone_at, version) SELECT id, id + 1, true, '2026-01-01', '2026-01-02', 1 FROM incident LIMIT 1",
    "ck_suspect_arrested_if_in_custody": "UPDATE suspect SET custody_status = 'in_custody', arrested_at = NULL",
    "ck_suspect_granted_if_on_bail": "UPDATE suspect SET custody_status = 'precharge_bail', bail_granted_at = NULL",
    "ck_crime_record_outcome_whole": "UPDATE crime_record SET outcome_date = NULL",
    "ck_crime_record_reason_if_cancelled": "UPDATE crime_record SET status = 'cancelled_record'",
    "ck_allegation_offence_dates_in_order": "UPDATE allegation SET offence_to = '2001-01-01'",
    "ck_allegation_charge_whole": "UPDATE allegation SET charged_method = NULL",
    "ck_allegation_date_if_charged": "UPDATE allegation SET charged_method = NULL, charged_at = NULL,"
    " status = 'charged'",
    "ck_allegation_cost_not_negative": "UPDATE allegation SET damage_cost_gbp = -1",
    "ck_allegation_not_its_own_alternative": "UPDATE allegation SET alternative_to_id = id",
    "ck_allegation_warrant_interrupts": "UPDATE allegation SET interrupted_status = 'convicted'",
    "ck_evidence_item_whole_hash": "UPDATE evidence_item SET file_sha256 = 'abc'",
    "ck_evidence_item_item_no_from_one": "UPDATE evidence_item SET item_no = 0",
    "ck_case_document_whole_hash": "INSERT INTO case_document (incident_id, file_id, mg_form, title, bundles,"
    " contains_unredacted_personal_data, redaction_status, file_sha256, version) SELECT id, 'D9', 'MG2', 'x', '[]',"
    " false, 'not_needed', 'abc', 1 FROM incident LIMIT 1",
    "ck_source_link_one_owner": "INSERT INTO source_link (incident_id, evidence_id) SELECT incident_id, id"
    " FROM evidence_item LIMIT 1",
    "ck_source_link_one_source": "INSERT INTO source_link (incident_id, element_id) SELECT a.incident_id, e.id"
    " FROM element e JOIN allegation a ON a.id = e.allegation_id LIMIT 1",
    "ck_source_link_key_time_of_a_point": "UPDATE source_link SET key_time = '12:04' WHERE element_id IS NULL",
    "ck_source_link_against_of_a_point": "UPDATE source_link SET is_against = true WHERE element_id IS NULL",
    "ck_source_link_taken_back_of_a_point": "UPDATE source_link SET taken_back_at = '2026-01-01',"
    " taken_back_by_id = (SELECT min(id) FROM user_account) WHERE element_id IS NULL",
    "ck_source_link_taken_back_whole": "UPDATE source_link SET taken_back_at = '2026-01-01'"
    " WHERE element_id IS NOT NULL",
    "ck_statement_signature_whole_hash": _signature(1, "password", "abc", "NULL", "NULL"),
    "ck_statement_signature_version_from_one": _signature(0, "password", "a" * 64, "NULL", "NULL"),
    "ck_statement_signature_somebody_present": _signature(1, "presence", "a" * 64, "NULL", "NULL"),
    "ck_statement_signature_original_if_on_paper": _signature(1, "paper", "a" * 64, "'x'", "NULL"),
    "ck_settled_match_confirmed_whole": "INSERT INTO settled_match (report_id, field, match, reason_code, reason,"
    " by_id, at, confirmed_at) SELECT r.id, 'x', 'x', 'evidential', 'x', u.id, '2026-01-01', '2026-01-01'"
    " FROM police_report r, user_account u LIMIT 1",
    "ck_referral_number_from_one": "UPDATE referral SET referral_no = 0",
    "ck_referral_check_whole": "UPDATE referral SET checked_at = NULL",
    "ck_referral_checker_is_not_drafter": "UPDATE referral SET checked_by_id = drafted_by_id",
    "ck_referral_snapshot_whole": "UPDATE referral SET snapshot = NULL",
    "ck_tt_condition_one_of_five": "INSERT INTO tt_condition (referral_id, condition) SELECT id, 6"
    " FROM referral LIMIT 1",
    "ck_triage_date_if_rejected": "UPDATE triage SET result = 'rejected', due_on = NULL",
    "ck_decision_confirmed_by_another": "UPDATE decision SET confirmed_by_id = decided_by_id",
    "ck_appeal_decided_whole": "INSERT INTO appeal (allegation_id, by_whom, lodged_on, decided_on, version)"
    " SELECT id, 'x', '2026-01-01', '2026-01-02', 1 FROM allegation LIMIT 1",
    "ck_support_referral_accepted_only_with_consent": "UPDATE support_referral SET consent = 'refused'",
    "ck_support_referral_accepted_by_somebody": "UPDATE support_referral SET caseworker_id = NULL",
    "ck_safe_contact_change_word_if_looser": "INSERT INTO safe_contact_change (person_id, at, is_looser)"
    " SELECT id, '2026-01-01', true FROM person LIMIT 1",
    "ck_case_task_done_by_somebody": "INSERT INTO case_task (incident_id, says, owner_id, given_by_id, given_at,"
    " done_at, version) SELECT i.id, 'x', u.id, u.id, '2026-01-01', '2026-01-02', 1 FROM incident i, user_account u"
    " LIMIT 1",
    "ck_case_task_reminded_in_time": "INSERT INTO case_task (incident_id, says, owner_id, given_by_id, given_at,"
    " due_on, remind_on, version) SELECT i.id, 'x', u.id, u.id, '2026-01-01', '2026-01-02', '2026-01-03', 1"
    " FROM incident i, user_account u LIMIT 1",
    "ck_absence_days_in_order": "INSERT INTO absence (user_id, begins_on, ends_on, version) SELECT id, '2026-01-02',"
    " '2026-01-01', 1 FROM user_account LIMIT 1",
    "ck_absence_somebody_else": "INSERT INTO absence (user_id, begins_on, ends_on, stand_in_id, version) SELECT id,"
    " '2026-01-01', '2026-01-02', id, 1 FROM user_account LIMIT 1",
    "ck_event_days_in_order": "INSERT INTO event (organisation_id, type, name, place, begins_on, ends_on,"
    " created_by_id, created_at, version) SELECT min(id), 'match', 'x', 'x', '2026-01-02', '2026-01-01', 1,"
    " '2026-01-01', 1 FROM organisation",
    "ck_event_expected_not_negative": "INSERT INTO event (organisation_id, type, name, place, begins_on, ends_on,"
    " created_by_id, created_at, version, expected_number) SELECT min(id), 'match', 'x', 'x', '2026-01-01',"
    " '2026-01-01', 1, '2026-01-01', 1, -1 FROM organisation",
    "ck_event_actual_not_negative": "INSERT INTO event (organisation_id, type, name, place, begins_on, ends_on,"
    " created_by_id, created_at, version, actual_number) SELECT min(id), 'match', 'x', 'x', '2026-01-01', '2026-01-01',"
    " 1, '2026-01-01', 1, -1 FROM organisation",
    "ck_event_arrests_not_negative": "INSERT INTO event (organisation_id, type, name, place, begins_on, ends_on,"
    " created_by_id, created_at, version, arrest_count) SELECT min(id), 'match', 'x', 'x', '2026-01-01', '2026-01-01',"
    " 1, '2026-01-01', 1, -1 FROM organisation",
    "ck_event_footage_times_in_order": "INSERT INTO event_footage (event_id, what, held_at, begins_at, ends_at,"
    " version) VALUES (1, 'x', 'x', '2026-01-02', '2026-01-01', 1)",
    "ck_non_crime_finding_threshold_whole": "INSERT INTO non_crime_finding (incident_id, mode, record, ground,"
    " decided_by_id, decided_at) SELECT i.id, 'code2023', 'hate_incident', 'future_crime', u.id, '2026-01-01'"
    " FROM incident i, user_account u LIMIT 1",
    "ck_non_crime_finding_no_subject_without_record": "INSERT INTO non_crime_finding (incident_id, mode, record,"
    " ground, threshold_reason, review_on, decided_by_id, decided_at) SELECT i.id, 'off', 'nothing', 'future_crime',"
    " 'x', '2026-06-01', u.id, '2026-01-01' FROM incident i, user_account u LIMIT 1",
    "ck_transfer_offer_answered_whole": "INSERT INTO transfer_offer (incident_id, unit_id, reason, offered_by_id,"
    " offered_at, answered_at, version) SELECT i.id, i.unit_id, 'x', u.id, '2026-01-01', '2026-01-02', 1"
    " FROM incident i, user_account u LIMIT 1",
    "ck_transfer_offer_received_if_accepted": "INSERT INTO transfer_offer (incident_id, unit_id, reason,"
    " offered_by_id, offered_at, answered_at, answered_by_id, accepted, version) SELECT i.id, i.unit_id, 'x', u.id,"
    " '2026-01-01', '2026-01-02', u.id, true, 1 FROM incident i, user_account u LIMIT 1",
    "ck_transfer_offer_withdrawn_whole": "INSERT INTO transfer_offer (incident_id, unit_id, reason, offered_by_id,"
    " offered_at, withdrawn_at, withdrawn_by_id, version) SELECT i.id, i.unit_id, 'x', u.id, '2026-01-01',"
    " '2026-01-02', u.id, 1 FROM incident i, user_account u LIMIT 1",
    "ck_transfer_offer_withdrawn_unanswered": "INSERT INTO transfer_offer (incident_id, unit_id, reason,"
    " offered_by_id, offered_at, answered_at, answered_by_id, accepted, withdrawn_at, withdrawn_by_id,"
    " withdrawn_reason, version) SELECT i.id, i.unit_id, 'x', u.id, '2026-01-01', '2026-01-02', u.id, false,"
    " '2026-01-02', u.id, 'x', 1 FROM incident i, user_account u LIMIT 1",
    "ck_local_policy_days_in_order": "INSERT INTO local_policy (organisation_id, name, value, valid_from, valid_to,"
    " set_by, set_at, reason, version) SELECT min(id), 'x', 'x', '2026-01-02', '2026-01-01', 'x', '2026-01-01', 'x', 1"
    " FROM organisation",
    "ck_clock_day_has_its_end": "UPDATE clock SET due_at = NULL, due_on = '2026-01-01'",
    "ck_issued_document_whole_hash": "INSERT INTO issued_document (incident_id, key, version_no, is_draft, issued_at,"
    " requester, recipient, purpose, pages, render_sha256, sha256, content) SELECT id, 'x', 1, false, '2026-01-01',"
    " 'x',"
    " 'x', 'x', 1, '" + "a" * 64 + "', 'abc', 'x' FROM incident LIMIT 1",
    "ck_issued_document_whole_render_hash": "INSERT INTO issued_document (incident_id, key, version_no, is_draft,"
    " issued_at, requester, recipient, purpose, pages, render_sha256, sha256, content) SELECT id, 'x', 1, false,"
    " '2026-01-01', 'x', 'x', 'x', 1, 'abc', '" + "a" * 64 + "', 'x' FROM incident LIMIT 1",
    "ck_audit_head_one_row": "INSERT INTO audit_head (id, seq, hash) VALUES (2, 0, 'x')",
}  # fmt: skip


def own_checks() -> set[str]:
    """The named checks that are not the list of a closed list."""
    found = set()
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint) and not getattr(constraint, "_type_bound", False):
                found.add(str(constraint.name))
    return found


def test_each_named_check_has_a_case_here() -> None:
    assert own_checks() == set(BREAKS)


@pytest.fixture
def told(database: str) -> Story:
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    story = Story(
        cast=Cast(NOW.date()), crew=crew_of("Z1"), plot=PLOTS[0], now=NOW - timedelta(days=150), number=1, until=NOW
    )
    hearing = court_acts.hear(court_acts.put_charge(acts.authorised(story)), HearingType.FIRST_HEARING_NGAP)
    care_acts.support(court_acts.result(story, hearing, HearingResult.PLEA_GUILTY))
    teamwork.write_log(story.incident, "Why the neighbour was not asked again", actor=story.officer, at=NOW)
    send(story, secrets.token_bytes(40))
    a_post(story)
    return story


@pytest.mark.both
def test_each_named_check_refuses(told: Story) -> None:
    for name, statement in BREAKS.items():
        with pytest.raises(DBAPIError) as refused:
            db.session.execute(text(statement))
        db.session.rollback()
        assert name in str(refused.value), f"{name}: {refused.value}"


def closed_lists() -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.c
        if getattr(column.type, "create_constraint", False)
    ]


@pytest.mark.both
def test_each_closed_list_refuses_a_wrong_word(told: Story) -> None:
    """Where the story left a row: a word that is not on the list cannot enter."""
    tried = 0
    for table, column in closed_lists():
        if not db.session.scalar(text(f'SELECT count(*) FROM "{table}"')):
            continue
        with pytest.raises(DBAPIError):
            db.session.execute(text(f'UPDATE "{table}" SET "{column}" = \'no such word\''))
        db.session.rollback()
        tried += 1
    assert tried > 40


REFUSED_CHANGES: tuple[str, ...] = (
    "UPDATE audit_event SET outcome = 'other'",
    "DELETE FROM audit_event",
    "UPDATE case_event SET actor_role = 'other'",
    "UPDATE referral SET snapshot_sha256 = 'other'",
    "UPDATE case_note SET text = 'other'",
    "UPDATE statement_signature SET text = 'other'",
    "UPDATE custody_entry SET reason = 'other'",
    "UPDATE post_check SET note = 'other'",
    "UPDATE account_attribution SET basis = 'other'",
)


@pytest.mark.both
@pytest.mark.parametrize("statement", REFUSED_CHANGES)
def test_aud_7_what_is_append_only_cannot_be_changed_by_the_application(told: Story, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
