"""The session and how each database begins a transaction (CON-4)."""

import sqlite3
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from app.models.base import Base

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)

BUSY_MILLISECONDS = 10_000


def engine_options(database_url: str) -> dict[str, Any]:
    """Options for the engine: on SQLite the driver must never begin by itself."""
    if database_url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_MILLISECONDS / 1000, "isolation_level": None}}
    return {"pool_pre_ping": True}


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, record: ConnectionPoolEntry) -> None:
    """SQLite: write-ahead log, every commit on disk, foreign keys, patience."""
    if not isinstance(connection, sqlite3.Connection):
        return
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Reads begin plainly; a writing transaction takes the write lock at once and is never upgraded."""
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def begin_writing() -> None:
    """Start the session's writing transaction. A read transaction is closed first; what it loaded is read again."""
    if db.session().in_transaction():
        if db.session.new or db.session.dirty or db.session.deleted:
            raise RuntimeError("changes were made outside a verb")
        db.session.commit()
    db.session.connection(execution_options={"writing": True})


def end_reading() -> None:
    """Close the read transaction before slow work or a writing one."""
    if db.session().in_transaction():
        db.session.rollback()
