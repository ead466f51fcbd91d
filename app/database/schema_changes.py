"""What a migration needs to change the CHECK of a closed list, or to add a key, without a copy of the table."""

import re

import sqlalchemy as sa
from alembic import op


def members_of(table: str, column: str) -> list[str]:
    """What the closed list of a column allows now, in order."""
    checks = {one["name"]: one["sqltext"] for one in sa.inspect(op.get_bind()).get_check_constraints(table)}
    return re.findall(r"'([a-z0-9_]+)'", checks[f"ck_{table}_{column}"])


def allow(table: str, column: str, members: list[str]) -> None:
    """Let the closed list of a column be these."""
    listed = ", ".join(f"'{one}'" for one in members)
    name = f"ck_{table}_{column}"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")
    else:
        _rewrite(table, rf"(CONSTRAINT {name} CHECK \({column} IN \()[^)]*\)", rf"\g<1>{listed})")


def add_closed_list(table: str, column: str, members: list[str], *, default: str) -> None:
    """Add a column that must hold one of a closed list; rows that are there get the default."""
    listed = ", ".join(f"'{one}'" for one in members)
    check = f"CONSTRAINT ck_{table}_{column} CHECK ({column} IN ({listed}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(40) DEFAULT '{default}' NOT NULL {check}")


def drop_closed_list(table: str, column: str) -> None:
    """Undo `add_closed_list`."""
    if op.get_bind().dialect.name != "postgresql":  # there the check goes with its column
        _rewrite(table, rf" CONSTRAINT ck_{table}_{column} CHECK \({column} IN \([^)]*\)\)", "")
    op.drop_column(table, column)


def add_key(table: str, column: str, target: str) -> None:
    """Add a column that points to the id of another table and may be empty."""
    name = f"fk_{table}_{column}_{target}"
    if op.get_bind().dialect.name == "postgresql":
        op.add_column(table, sa.Column(column, sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(name), table, target, [column], ["id"])
    else:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER")
        _rewrite(table, r"\)\s*\Z", f", CONSTRAINT {name} FOREIGN KEY({column}) REFERENCES {target} (id))")


def drop_key(table: str, column: str, target: str) -> None:
    """Undo `add_key`."""
    name = f"fk_{table}_{column}_{target}"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(name), table, type_="foreignkey")
    else:
        _rewrite(table, rf", CONSTRAINT {name} FOREIGN KEY\({column}\) REFERENCES {target} \(id\)", "")
    op.drop_column(table, column)


def _rewrite(table: str, pattern: str, replacement: str) -> None:
    """On SQLite only the text of the table is exchanged: other tables point to it, and its triggers would be lost.

    Raises RuntimeError where the text does not hold the pattern exactly once.
    """
    bind = op.get_bind()
    named = {"t": "table", "n": table}
    written = bind.execute(sa.text("SELECT sql FROM sqlite_master WHERE type = :t AND name = :n"), named)
    changed, count = re.subn(pattern, replacement, written.scalar_one())
    if count != 1:
        raise RuntimeError(f"{table} is not written as this migration expects")
    version = bind.execute(sa.text("PRAGMA schema_version")).scalar_one()
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = :t AND name = :n"), {**named, "sql": changed}
    )
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = OFF"))
