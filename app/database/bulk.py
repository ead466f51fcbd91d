"""Writing many rows past the mapper: COPY on PostgreSQL, prepared inserts on SQLite; indexes are built afterwards."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import text

from app.database.session import db

Columns = Mapping[str, Sequence[str]]
_CONSTRAINTS: Final = """
    SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS made FROM pg_constraint
    WHERE conrelid = ANY(CAST(:tables AS regclass[])) AND contype IN ('f', 'u') ORDER BY contype DESC, conname
"""
_INDEXES: Final = """
    SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = current_schema()
    AND tablename = ANY(:tables) AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname
"""
_SQLITE: Final = """
    SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name
"""


def on_postgresql() -> bool:
    return db.session.connection().dialect.name == "postgresql"


def _cursor() -> Any:
    return db.session.connection().connection.cursor()


def write(columns: Columns, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """Rows as tuples, by prepared inserts: for SQLite, and for a few rows anywhere."""
    mark = "%s" if on_postgresql() else "?"
    cursor = _cursor()
    for table, of_table in rows.items():
        if of_table:
            names = ", ".join(f'"{name}"' for name in columns[table])
            marks = ", ".join([mark] * len(columns[table]))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", of_table)  # noqa: S608 - own names


def copy(columns: Columns, rows: Mapping[str, bytes]) -> None:
    """Rows as text that COPY reads: for PostgreSQL."""
    cursor = _cursor()
    for table, of_table in rows.items():
        names = ", ".join(f'"{name}"' for name in columns[table])
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
            stream.write(of_table)


def as_lines(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Rows as the text that COPY reads."""
    return "".join("\t".join(map(_field, row)) + "\n" for row in rows).encode()


def _field(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return rf"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


@contextmanager
def built_afterwards(tables: Collection[str]) -> Iterator[None]:
    """Without indexes, keys and triggers meanwhile, in the same transaction: what breaks a rule is refused at the end.

    Whoever reads or writes these tables meanwhile waits.
    """
    again = _taken_away_postgresql(tables) if on_postgresql() else _taken_away_sqlite(tables)
    yield
    for statement in again:
        db.session.connection().exec_driver_sql(statement)


def _taken_away_postgresql(tables: Collection[str]) -> list[str]:
    named = {"tables": list(tables)}
    run = db.session.execute
    run(text("SET LOCAL maintenance_work_mem = '256MB'"))
    constraints, indexes = run(text(_CONSTRAINTS), named).all(), run(text(_INDEXES), named).all()
    again = [row.made for row in indexes]
    # Unique keys first, references to them after that.
    again += [f'ALTER TABLE {row.of} ADD CONSTRAINT "{row.name}" {row.made}' for row in constraints]
    for row in sorted(constraints, key=lambda one: not one.made.startswith("FOREIGN KEY")):
        run(text(f'ALTER TABLE {row.of} DROP CONSTRAINT "{row.name}"'))
    for row in indexes:
        run(text(f'DROP INDEX "{row.name}"'))
    return again


def _taken_away_sqlite(tables: Collection[str]) -> list[str]:
    run = db.session.execute
    run(text("PRAGMA cache_size = -200000"))
    found = [row for row in run(text(_SQLITE)).all() if row.tbl_name in tables]
    for row in found:
        run(text(f'DROP {row.type} "{row.name}"'))
    return [row.sql for row in found]
