"""Writing many rows past the mapper: COPY on PostgreSQL, prepared inserts on SQLite; indexes are built afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import text

from app.database.session import db
from app.services.demo.generated.tables import COLUMNS

# Below this, taking indexes away and building them again costs more than it saves.
WORTH_REBUILDING: Final = 5_000
_CONSTRAINTS = """
    SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS made FROM pg_constraint
    WHERE conrelid = ANY(CAST(:tables AS regclass[])) AND contype IN ('f', 'u') ORDER BY contype DESC, conname
"""
_INDEXES = """
    SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = current_schema()
    AND tablename = ANY(:tables) AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname
"""
_SQLITE_INDEXES = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"


def on_postgresql() -> bool:
    return db.session.connection().dialect.name == "postgresql"


def _cursor() -> Any:
    return db.session.connection().connection.cursor()


def write(rows: Mapping[str, list[tuple[Any, ...]]]) -> None:
    """Rows as tuples, by prepared inserts: for SQLite, and for a single case anywhere."""
    mark = "%s" if on_postgresql() else "?"
    cursor = _cursor()
    for table, of_table in rows.items():
        if of_table:
            names = ", ".join(f'"{name}"' for name in COLUMNS[table])
            marks = ", ".join([mark] * len(COLUMNS[table]))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", of_table)  # noqa: S608 - own names


def copy(rows: Mapping[str, bytes]) -> None:
    """Rows as text that COPY reads: for PostgreSQL."""
    cursor = _cursor()
    for table, of_table in rows.items():
        names = ", ".join(f'"{name}"' for name in COLUMNS[table])
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
            stream.write(of_table)


@contextmanager
def built_afterwards(cases: int) -> Iterator[None]:
    """Without indexes and keys meanwhile, in the same transaction: what breaks a rule is refused at the end of it."""
    if cases < WORTH_REBUILDING:
        yield
        return
    again = _taken_away_postgresql() if on_postgresql() else _taken_away_sqlite()
    yield
    for statement in again:
        db.session.execute(text(statement))


def _taken_away_postgresql() -> list[str]:
    tables = {"tables": list(COLUMNS)}
    run = db.session.execute
    run(text("SET LOCAL maintenance_work_mem = '256MB'"))
    constraints, indexes = run(text(_CONSTRAINTS), tables).all(), run(text(_INDEXES), tables).all()
    again = [row.made for row in indexes]
    # Unique keys first, references to them after that.
    again += [f'ALTER TABLE {row.of} ADD CONSTRAINT "{row.name}" {row.made}' for row in constraints]
    for row in sorted(constraints, key=lambda one: not one.made.startswith("FOREIGN KEY")):
        run(text(f'ALTER TABLE {row.of} DROP CONSTRAINT "{row.name}"'))
    for row in indexes:
        run(text(f'DROP INDEX "{row.name}"'))
    return again


def _taken_away_sqlite() -> list[str]:
    run = db.session.execute
    run(text("PRAGMA cache_size = -200000"))
    indexes = [row for row in run(text(_SQLITE_INDEXES)).all() if row.tbl_name in COLUMNS]
    for row in indexes:
        run(text(f'DROP INDEX "{row.name}"'))
    return [row.sql for row in indexes]


def finish(last: Mapping[str, int]) -> None:
    """On PostgreSQL the sequences go on after the last id, and the planner learns what the tables hold now."""
    if not on_postgresql():
        return
    for table in COLUMNS:
        moved = text("SELECT setval(pg_get_serial_sequence(:t, 'id'), :last)")
        db.session.execute(moved, {"t": table, "last": last[table]})
        db.session.execute(text(f"ANALYZE {table}"))
