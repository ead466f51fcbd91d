"""Models and migrations build the same schema on both databases, checks included; up, down and up again (CON-9)."""

from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, inspect

from app.database.session import db
from app.models.base import Base
from tests.databases import MIGRATIONS, PostgresServer, SqliteFiles, serving

ROOT = Path(__file__).resolve().parents[2]


def shape(engine: Engine) -> dict[str, dict[str, set[Any]]]:
    """What a database holds, table by table: columns, checks, unique constraints, foreign keys, indexes."""
    found = inspect(engine)
    tables = [name for name in found.get_table_names() if name != "alembic_version"]
    return {
        name: {
            "columns": {(c["name"], str(c["type"]).split("(")[0], c["nullable"]) for c in found.get_columns(name)},
            "checks": {(c["name"], " ".join(str(c["sqltext"]).split())) for c in found.get_check_constraints(name)},
            "unique": {(c["name"], tuple(c["column_names"])) for c in found.get_unique_constraints(name)},
            "keys": {
                (k["name"], tuple(k["constrained_columns"]), k["referred_table"]) for k in found.get_foreign_keys(name)
            },
            "indexes": {(i["name"], tuple(c or "-" for c in i["column_names"])) for i in found.get_indexes(name)},
        }
        for name in tables
    }


def compare(app: Flask, engine: Engine, made: Engine) -> None:
    """`engine` was migrated; `made` is empty and gets the models' own schema."""
    del app
    Base.metadata.create_all(made)
    migrated, created = shape(engine), shape(made)
    assert set(migrated) == set(created)
    for table, parts in created.items():
        for part, expected in parts.items():
            assert migrated[table][part] == expected, f"{table}: {part} differ"


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_con_9_migrations_build_what_the_models_say_on_sqlite(
    app: Flask, sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    made = SqliteFiles.engine(tmp_path / "models.sqlite3")
    with sqlite_files.fresh() as engine:
        compare(app, engine, made)
    made.dispose()


@pytest.mark.postgres
def test_con_9_migrations_build_what_the_models_say_on_postgresql(app: Flask, postgres: PostgresServer) -> None:
    with postgres.fresh() as engine, postgres.fresh() as other:
        with other.begin() as connection:
            for table in reversed(inspect(other).get_table_names()):
                connection.exec_driver_sql(f'DROP TABLE "{table}" CASCADE')
        compare(app, engine, other)


def down_and_up(app: Flask, engine: Engine) -> None:
    with serving(app, engine), app.app_context():
        downgrade(directory=MIGRATIONS, revision="base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
        upgrade(directory=MIGRATIONS)
        upgrade(directory=MIGRATIONS)
        db.session.remove()
    assert "incident" in inspect(engine).get_table_names()


def test_con_9_each_migration_goes_down_and_up_on_sqlite(app: Flask, sqlite_files: SqliteFiles) -> None:
    with sqlite_files.fresh() as engine:
        down_and_up(app, engine)


@pytest.mark.postgres
def test_con_9_each_migration_goes_down_and_up_on_postgresql(app: Flask, postgres: PostgresServer) -> None:
    with postgres.fresh() as engine:
        down_and_up(app, engine)


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_every_editable_row_has_a_version() -> None:
    """Rows people edit carry the number they saw; rows that are only ever added or replaced whole do not."""
    versioned = {table.name for table in Base.metadata.tables.values() if "version" in table.c}
    assert {
        "incident", "person", "person_contact", "victim", "suspect", "crime_record", "allegation", "evidence_item",
        "statement", "case_document", "hostility_item", "line_of_inquiry", "disclosure_answers", "police_report",
        "referral", "decision", "action_item", "hearing", "sentence", "contact", "user_account", "unit", "draft",
    } <= versioned  # fmt: skip
    assert not {"audit_event", "audit_detail", "case_event", "clock", "issued_document"} & versioned
