"""The rights on PostgreSQL: the application cannot rewrite the audit, the public door cannot read the case system."""

import secrets
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.database.grants import grants
from app.database.session import db
from app.models.base import Base

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.fixture
def roles(database: str) -> Iterator[tuple[str, str]]:
    """Two fresh roles with the rights; the test's transaction takes both away again."""
    app_role, public_role = (f"tl_{kind}_{secrets.token_hex(4)}" for kind in ("app", "public"))
    for role in (app_role, public_role):
        db.session.execute(text(f"CREATE ROLE {role} NOLOGIN"))
    for statement in grants(app_role, public_role):
        db.session.execute(text(statement))
    yield app_role, public_role
    db.session.execute(text("RESET ROLE"))


def may(role: str, statement: str) -> bool:
    db.session.execute(text(f"SET ROLE {role}"))
    try:
        with db.session.begin_nested():
            db.session.execute(text(statement))
    except ProgrammingError as error:
        assert "permission denied" in str(error)
        return False
    finally:
        db.session.execute(text("RESET ROLE"))
    return True


def test_the_application_appends_to_the_audit_and_never_rewrites_it(roles: tuple[str, str]) -> None:
    role, _ = roles
    assert may(role, "SELECT seq FROM audit_event")
    assert may(role, "UPDATE audit_head SET seq = seq")
    assert may(role, "DELETE FROM audit_detail")
    for forbidden in ("UPDATE audit_event SET seq = 1", "DELETE FROM audit_event", "DELETE FROM audit_head",
                      "UPDATE audit_detail SET salt = ''", "TRUNCATE audit_event"):  # fmt: skip
        assert not may(role, forbidden), forbidden


def test_the_application_may_work_with_every_other_table(roles: tuple[str, str]) -> None:
    role, _ = roles
    for table in set(Base.metadata.tables) - {"audit_event", "audit_head", "audit_detail"}:
        assert may(role, f"SELECT 1 FROM {table}") and may(role, f"DELETE FROM {table} WHERE false")


def test_the_public_door_reads_public_tables_only(roles: tuple[str, str]) -> None:
    _, role = roles
    readable = {table for table in Base.metadata.tables if may(role, f"SELECT 1 FROM {table}")}
    assert readable == {table for table in Base.metadata.tables if table.startswith("public_")} | {"audit_head"}
    assert may(role, "UPDATE audit_head SET seq = seq")
    assert not may(role, "SELECT body FROM audit_detail")
    assert not may(role, "UPDATE incident SET title = ''")


def test_the_names_are_checked(app: Flask, roles: tuple[str, str]) -> None:
    for names in (("app; DROP TABLE incident", "door"), ("App", "door"), ("same", "same")):
        with pytest.raises(ValueError, match="role"):
            grants(*names)
    result = app.test_cli_runner().invoke(args=["db", "grants", "--app-role", "one", "--public-role", "two"])
    assert result.exit_code == 0 and "GRANT SELECT, INSERT ON audit_event TO one;" in result.output
    refused = app.test_cli_runner().invoke(args=["db", "grants", "--app-role", "x y", "--public-role", "two"])
    assert refused.exit_code == 1 and "not a plain role name" in refused.output
