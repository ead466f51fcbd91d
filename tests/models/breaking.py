"""What breaks the named constraints about evidence: files, custody, online posts, withdrawal."""


def _arriving(size: int, pieces: int) -> str:
    return (
        "INSERT INTO arriving_file (upload_id, evidence_item_id, user_id, name, fingerprint, byte_size, key_sealed,"
        f" pieces, last_at) SELECT 'x', e.id, u.id, 'x', 'x', {size}, 'x', {pieces}, '2026-01-01'"
        " FROM evidence_item e, user_account u LIMIT 1"
    )


def _post(platform: str, other: str, posted: str) -> str:
    return (
        "INSERT INTO online_post (incident_id, evidence_item_id, platform, other_platform, url, post_text, posted_at,"
        " captured_at, captured_zone, captured_by, tool, visibility, purpose, version) SELECT e.incident_id, e.id,"
        f" '{platform}', {other}, 'x', 'x', {posted}, '2026-01-01', 'UTC', 'x', 'x', 'public', 'x', 1"
        " FROM evidence_item e ORDER BY e.id DESC LIMIT 1"
    )


def _request(**more: str) -> str:
    """A request to preserve beside the post the story has."""
    columns = {"platform": "'x'", "asked_at": "'2026-01-01'", "asked_by": "'x'", "version": "1"} | more
    return (
        f"INSERT INTO preservation_request (incident_id, post_id, recorded_by_id, {', '.join(columns)})"
        f" SELECT p.incident_id, p.id, u.id, {', '.join(columns.values())} FROM online_post p, user_account u LIMIT 1"
    )


def _withdrawal(decider: str, approved: str) -> str:
    return (
        "INSERT INTO withdrawal (incident_id, evidence_item_id, restores, reason, proposed_by_id, proposed_at,"
        " decide_by, decided_by_id, decided_at, approved, version) SELECT e.incident_id, e.id, false, 'x', u.id,"
        f" '2026-01-01', '2026-01-08', {decider}, '2026-01-02', {approved}, 1 FROM evidence_item e, user_account u"
        " ORDER BY u.id LIMIT 1"
    )


OF_EVIDENCE: dict[str, str] = {
    "ck_stored_file_whole_hash": "UPDATE stored_file SET sha256 = 'x'",
    "ck_stored_file_not_empty": "UPDATE stored_file SET byte_size = 0",
    "ck_stored_file_checked_whole": "UPDATE stored_file SET checked_at = '2026-01-01'",
    "ck_evidence_file_not_its_own_parent": "UPDATE evidence_file SET parent_id = id, tool = 'x'",
    "ck_evidence_file_copy_names_its_tool": "UPDATE evidence_file SET tool = 'x'",
    "ck_arriving_file_not_empty": _arriving(0, 0),
    "ck_arriving_file_pieces_not_negative": _arriving(1, -1),
    "ck_custody_entry_whole_hash": "INSERT INTO custody_entry (evidence_item_id, kind, at, recorded_at, recorded_by_id,"
    " sha256) SELECT e.id, 'moved', '2026-01-01', '2026-01-01', u.id, 'x' FROM evidence_item e, user_account u LIMIT 1",
    "ck_custody_entry_not_before_it_happens": "INSERT INTO custody_entry (evidence_item_id, kind, at, recorded_at,"
    " recorded_by_id) SELECT e.id, 'moved', '2026-01-02', '2026-01-01', u.id FROM evidence_item e, user_account u"
    " LIMIT 1",
    "ck_online_post_other_is_named": _post("other", "NULL", "NULL"),
    "ck_online_post_posted_with_its_zone": _post("x", "NULL", "'2026-01-01'"),
    "ck_post_check_not_before_it_happens": "INSERT INTO post_check (post_id, checked_at, found, recorded_at,"
    " recorded_by_id) SELECT p.id, '2026-01-02', 'there', '2026-01-01', u.id FROM online_post p, user_account u"
    " LIMIT 1",
    "ck_account_attribution_not_before_it_happens": "INSERT INTO account_attribution (post_id, basis, stated_by,"
    " stated_at, recorded_at, recorded_by_id) SELECT p.id, 'x', 'x', '2026-01-02', '2026-01-01', u.id"
    " FROM online_post p, user_account u LIMIT 1",
    "ck_preservation_request_reply_whole": _request(replied_on="'2026-01-02'"),
    "ck_preservation_request_renewed_before_it_ends": _request(renew_by="'2026-01-02'"),
    "ck_preservation_request_ended_whole": _request(ended_at="'2026-01-02'"),
    "ck_withdrawal_two_people": _withdrawal("u.id", "true"),
    "ck_withdrawal_decided_whole": _withdrawal("u.id + 1", "NULL"),
    "ck_withdrawal_declined_with_a_reason": _withdrawal("u.id + 1", "false"),
}  # fmt: skip
