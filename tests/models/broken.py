"""Rows that break a constraint, as statements."""


def signature(version: int, manner: str, digest: str, present: str, original: str) -> str:
    """A signature of the second version, or of none, so that no other signature stands in its way."""
    return (
        "INSERT INTO statement_signature (statement_id, text_version, manner, signed_name, signed_at, text,"
        f" text_sha256, present, original_reference, recorded_by_id) SELECT s.id, {version * 2}, '{manner}', 'x',"
        f" '2026-01-01', 'x', '{digest}', {present}, {original}, u.id FROM statement s, user_account u LIMIT 1"
    )


def arriving(size: int, pieces: int) -> str:
    return (
        "INSERT INTO arriving_file (upload_id, evidence_item_id, user_id, name, fingerprint, byte_size, key_sealed,"
        f" pieces, last_at) SELECT 'x', e.id, u.id, 'x', 'x', {size}, 'x', {pieces}, '2026-01-01'"
        " FROM evidence_item e, user_account u LIMIT 1"
    )


def copying(state: str, problem: str, pages: str) -> str:
    return (
        "INSERT INTO file_copying (evidence_file_id, state, problem, pages, asked_at)"
        f" SELECT id, '{state}', {problem}, {pages}, '2026-01-01' FROM evidence_file LIMIT 1"
    )


def text(page: int, found: str) -> str:
    return (
        f"INSERT INTO file_text (evidence_file_id, page, found) SELECT id, {page}, '{found}' FROM evidence_file LIMIT 1"
    )


def mark(starts: int, ends: str, taken_off: str) -> str:
    return (
        "INSERT INTO recording_mark (evidence_file_id, starts, ends, note, marked_by_id, marked_at, taken_off_at)"
        f" SELECT f.id, {starts}, {ends}, 'x', u.id, '2026-01-01', {taken_off} FROM evidence_file f, user_account u"
        " LIMIT 1"
    )
