"""One-time form tokens: signed, so that a form which comes back late still says whose it was and cannot be made up."""

import secrets

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

FIELD = "form_token"
# Names that never belong to the typed text of a form.
NOT_TYPED = frozenset({FIELD, "csrf_token", "save_draft", "draft_title"})


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["WTF_CSRF_SECRET_KEY"], salt="form-token")


def new_token(user_id: int | None) -> str:
    """A token for one form shown to this person."""
    return _signer().dumps([secrets.token_hex(16), user_id])


def read(token: str | None) -> tuple[str, int | None] | None:
    """The token's own id and its owner; None where it is missing or was made up."""
    if not token or len(token) > 300:
        return None
    try:
        token_id, user_id = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(token_id), user_id


def of_request() -> tuple[str, int | None] | None:
    """The token of the form posted with this request."""
    return read(request.form.get(FIELD))


def typed_pairs() -> list[tuple[str, str]]:
    """What was typed, name by name, without tokens."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
