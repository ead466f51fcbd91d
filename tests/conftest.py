"""The application, its two databases, a client that inspects every page, a clock that stands still, no network."""

import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

import config
from app import create_app
from app.database.session import db
from app.services import vault
from app.web.clock import Clock
from tests import note_room
from tests.databases import PostgresServer, SqliteFiles, serving, start_postgres
from tests.inspection import InspectingClient

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
CONTROL = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)", re.IGNORECASE)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `both` runs once on each database."""
    if not metafunc.definition.get_closest_marker("both"):
        return
    for name in ("database", "real_database"):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, KINDS, indirect=True)


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def app(data_dir: Path) -> Flask:
    """One application a test process; each test puts its own database under it.

    It has one room more than the product, on which the kit's own promises are tried.
    """
    made = create_app(config.for_tests(data_dir, f"sqlite:///{data_dir / 'unused.sqlite3'}"))
    made.test_client_class = InspectingClient
    note_room.add_to(made)
    return made


@pytest.fixture(scope="session")
def sqlite_files(app: Flask, data_dir: Path) -> SqliteFiles:
    return SqliteFiles(app, data_dir)


@pytest.fixture(scope="session")
def postgres(app: Flask) -> Iterator[PostgresServer]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
    server = start_postgres(app, f"throughline_test_{worker}_{os.getpid()}")
    yield server
    server.stop()


@pytest.fixture
def database(request: pytest.FixtureRequest, app: Flask) -> Iterator[str]:
    """A migrated database and an application context for the test. Gives the kind: sqlite or postgresql."""
    kind: str = getattr(request, "param", "sqlite")
    if kind == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        with files.fresh() as engine, _used(app, engine):
            yield kind
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.rolled_back() as connection:
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        try:
            with _used(app, connection):
                yield kind
        finally:
            db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")


@pytest.fixture
def real_database(request: pytest.FixtureRequest, app: Flask) -> Iterator[str]:
    """As `database`, but with real commits on both kinds: for threads, processes and races."""
    kind: str = getattr(request, "param", "sqlite")
    source = request.getfixturevalue("sqlite_files" if kind == "sqlite" else "postgres")
    with source.fresh() as engine, _used(app, engine):
        yield kind


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[vault.Vault]:
    """An evidence store of this test's own, in which one can look and spoil."""
    before, size = vault.vault(), 64 * config.MEBIBYTE
    vault.use_vault(vault.open_vault(str(tmp_path / "evidence"), lambda: vault.Sizes(size, 8 * size, 8 * size)))
    yield vault.vault()
    vault.use_vault(before)


@contextmanager
def _used(app: Flask, bind: Any) -> Iterator[None]:
    with serving(app, bind), app.app_context():
        yield
        db.session.remove()


@pytest.fixture
def client(app: Flask, database: str) -> InspectingClient:
    made = app.test_client()
    assert isinstance(made, InspectingClient)
    return made


class FrozenClock:
    """The hall's clock, standing still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def move(self, **much: float) -> datetime:
        """Move on by so many minutes, hours, days."""
        self.at += timedelta(**much)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """Monday 23 November 2026, noon in London."""
    frozen = FrozenClock(NOON)
    monkeypatch.setattr(Clock, "read", staticmethod(lambda: frozen.at))
    return frozen


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as statements:` every statement at the driver, transaction control left out."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def heard(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            if not CONTROL.match(statement):
                statements.append(statement)

        event.listen(Engine, "before_cursor_execute", heard)
        try:
            yield statements
        finally:
            event.remove(Engine, "before_cursor_execute", heard)

    return counting


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches out fails. Servers on this machine are for tests that say so."""
    local = any(request.node.get_closest_marker(name) for name in ("network", "server", "browser"))
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family == getattr(socket, "AF_UNIX", None) or (local and str(address[0]) in ("127.0.0.1", "::1")):
            connect(self, address)
            return
        raise RuntimeError(f"a test tried to reach {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on PostgreSQL stay in one process, so that one server is started."""
    for item in items:
        if item.get_closest_marker("postgres") and "xdist" in sys.modules:
            item.add_marker(pytest.mark.xdist_group("postgresql"))
