"""The public door is no way into the case system: it works under a database role that reads public tables only."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

import config
from app import create_app
from app.database.session import db
from tests.databases import PostgresServer, serving

ROLE = "throughline_public_door"


@pytest.fixture
def public_role(postgres: PostgresServer):
    """A role with what architecture.md grants the public surface: public tables, the audit's end, new audit rows."""
    with postgres.fresh() as owner:
        tables = [table.name for table in db.metadata.sorted_tables]
        public = [name for name in tables if name.startswith("public_")]
        assert public, "no public tables"
        with owner.begin() as connection:
            connection.execute(text(f"DROP ROLE IF EXISTS {ROLE}"))
            connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
            for name in public:
                connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {ROLE}"))
            connection.execute(text(f"GRANT SELECT, UPDATE ON audit_head TO {ROLE}"))
            connection.execute(text(f"GRANT INSERT ON audit_event, audit_detail TO {ROLE}"))
        engine = create_engine(owner.url.set(username=ROLE))
        yield engine, [name for name in tables if name not in public and not name.startswith("audit_")]
        engine.dispose()
        with owner.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {ROLE}"))
            connection.execute(text(f"DROP ROLE {ROLE}"))


@pytest.mark.postgres
def test_the_public_surface_needs_no_other_table(tmp_path, public_role):
    engine, private = public_role
    for name in (*private, "audit_event", "audit_detail"):
        with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text(f"SELECT 1 FROM {name}"))
    app = create_app(config.for_tests(tmp_path, f"sqlite:///{tmp_path / 'unused.sqlite3'}", surface="public"))
    with serving(app, engine):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["sid"] = "left over from the staff's door"
        for rule in app.url_map.iter_rules():
            if rule.endpoint != "static" and "GET" in rule.methods and not rule.arguments:
                assert client.get(rule.rule).status_code < 400, rule.rule
        assert client.get("/health").text == "up\n"
        assert client.get("/nowhere").status_code == 404
        assert client.get("/sign-in").status_code == 404
