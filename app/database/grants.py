"""What each database role may do on PostgreSQL: the application never owns its tables and never rewrites the audit."""

import re
from collections.abc import Iterator

from app.models.base import Base

AUDIT = {
    "audit_event": "SELECT, INSERT",
    "audit_head": "SELECT, UPDATE",
    "audit_detail": "SELECT, INSERT, DELETE",
}
# The public door writes what it did and reads none of it.
PUBLIC_AUDIT = {"audit_event": "INSERT", "audit_head": "SELECT, UPDATE", "audit_detail": "INSERT"}
ROLE_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def grants(app_role: str, public_role: str) -> tuple[str, ...]:
    """The statements, in order, for the role of the staff surface and that of the public one; run them as the owner.

    Raises ValueError for a name that is not a plain PostgreSQL role name.
    """
    for role in (app_role, public_role):
        if not ROLE_NAME.fullmatch(role):
            raise ValueError(f"{role!r} is not a plain role name")
    if app_role == public_role:
        raise ValueError("the two surfaces need two roles")
    return (*_for_app(app_role), *_for_public(public_role))


def _tables() -> list[str]:
    return sorted(Base.metadata.tables)


def _for_app(role: str) -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};"
    yield f"GRANT USAGE ON SCHEMA public TO {role};"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};"
    for table in _tables():
        yield f"GRANT {AUDIT.get(table, 'SELECT, INSERT, UPDATE, DELETE')} ON {table} TO {role};"


def _for_public(role: str) -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};"
    yield f"GRANT USAGE ON SCHEMA public TO {role};"
    for table in _tables():
        if table.startswith("public_"):
            yield f"GRANT SELECT, INSERT, UPDATE ON {table} TO {role};"
        elif table in PUBLIC_AUDIT:
            yield f"GRANT {PUBLIC_AUDIT[table]} ON {table} TO {role};"
