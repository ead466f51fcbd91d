"""`make run`: prepares the database, starts the web server, the render pool and the worker, and stops them together."""

import http.client
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
STOP_SECONDS = 10
WEB_PROCESSES = 2
WEB_THREADS = 4


def say(words: str) -> None:
    print(words, flush=True)


def flask(*words: str) -> None:
    """Run one of the product's own commands; stop where it fails."""
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, check=True)


def prepare(app: Flask) -> None:
    """Bring the schema up to date and, in a demonstration that is still empty, fill it."""
    from flask_migrate import upgrade

    from app.queries.demo_accounts import cases_told
    from app.services.demo.load import CASES

    with app.app_context():
        say("Bringing the database up to date")
        upgrade(directory=str(ROOT / "migrations"))
        missing = cases_told() < CASES
    if app.extensions["settings"].environment == "demo" and missing:
        say("Making the demonstration cases (about a minute, only the first time)")
        flask("demo", "load", "--seed", "1", "--as-of", "today")


def commands(data_dir: Path, port: int) -> dict[str, list[str]]:
    """What runs beside each other: name → command."""
    web = [
        sys.executable, "-m", "gunicorn", "wsgi:app", "--preload", "--bind", f"{HOST}:{port}",
        "--workers", str(WEB_PROCESSES), "--worker-class", "gthread", "--threads", str(WEB_THREADS),
        "--worker-tmp-dir", str(data_dir), "--graceful-timeout", "5", "--timeout", "60", "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip
    found = {"web server": web}
    if find_spec("app.documents.pool"):
        socket = str(data_dir / "render.sock")
        found["render pool"] = [sys.executable, "-m", "app.documents.pool", "--socket", socket]
    if find_spec("app.worker"):
        found["worker"] = [sys.executable, "-m", "app.worker"]
    return found


class House:
    """The processes that were started; they stop together."""

    def __init__(self, log: Path) -> None:
        self.log = log.open("ab", buffering=0)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self, name: str, command: list[str]) -> None:
        """Each in a session of its own, so that Ctrl-C reaches this process first."""
        self.running[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=self.log)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def gone(self) -> str | None:
        """The name of a process that ended by itself."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def stop(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def answers(port: int) -> bool:
    """Does the web server answer yet?"""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def announce(app: Flask, port: int) -> None:
    """Ready, who can sign in, and with what."""
    from app.queries.demo_accounts import demo_accounts

    settings = app.extensions["settings"]
    say(f"Ready: http://{HOST}:{port}")
    if settings.environment != "demo":
        return
    with app.app_context():
        accounts = demo_accounts()
    for account in accounts:
        say(f"{account.role.value}  {account.email}  {account.organisation}")
    say(f"Password: {settings.demo_password}")


def main() -> int:
    os.chdir(ROOT)
    os.umask(0o077)
    from wsgi import app

    data_dir = app.extensions["settings"].data_dir
    house = House(data_dir / "throughline.log")
    signal.signal(signal.SIGINT, house.ask_to_stop)
    signal.signal(signal.SIGTERM, house.ask_to_stop)
    port = int(os.environ.get("PORT", "8000"))
    prepare(app)
    say("Starting the web server, the render pool and the worker")
    try:
        web, *others = commands(data_dir, port).items()
        house.start(*web)
        until = time.monotonic() + PATIENCE_SECONDS
        while not house.stopping and not answers(port):
            if house.gone() or time.monotonic() > until:
                say(f"The {house.gone() or 'web server'} did not start; {house.log.name} says why")
                return 1
            time.sleep(0.1)
        for other in others:  # after the web server: somebody waits for that one
            house.start(*other)
        if not house.stopping:
            announce(app, port)
        while not house.stopping:
            if name := house.gone():
                say(f"The {name} ended by itself; {house.log.name} says why")
                return 1
            time.sleep(0.3)
        return 0
    finally:
        house.stop()
        say("Stopped")


if __name__ == "__main__":
    sys.exit(main())
