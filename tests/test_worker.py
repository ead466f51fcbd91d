"""The worker: promised work is done once, tried again with growing waits, never lost; jobs run once a London day."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database.session import db
from app.models.outbox import JobRun, Outbox
from app.models.session import RateWindow
from app.services import nightly, outbox
from app.worker import Worker
from tests.databases import SqliteFiles

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


def promise(kind: str, **payload: Any) -> int:
    row = Outbox(kind=kind, payload=payload, promised_at=NOW, due_at=NOW)
    db.session.add(row)
    db.session.commit()
    return row.id


def row_of(number: int) -> Outbox:
    db.session.rollback()  # another session may have written
    db.session.expire_all()
    return db.session.get_one(Outbox, number)


@pytest.mark.both
def test_promised_work_is_done_once(database: str) -> None:
    seen: list[Mapping[str, Any]] = []
    number = promise("greet", name="somebody")
    handlers = {"greet": lambda payload, at: seen.append(payload)}
    assert outbox.work_one(handlers, at=NOW)
    assert not outbox.work_one(handlers, at=NOW + timedelta(days=9))
    assert seen == [{"name": "somebody"}]
    assert row_of(number).done_at == NOW


def test_a_failure_waits_longer_each_time_and_keeps_its_error(database: str) -> None:
    def fails(payload: Mapping[str, Any], at: datetime) -> None:
        raise OSError("the name of a person")

    number, at, waits = promise("send"), NOW, []
    for _ in range(4):
        assert outbox.work_one({"send": fails}, at=at)
        assert not outbox.work_one({"send": fails}, at=at)
        row = row_of(number)
        assert (row.done_at, row.last_error) == (None, "OSError")
        waits.append(row.due_at - at)
        at = row.due_at
    assert waits == [timedelta(seconds=one) for one in (30, 60, 120, 240)]
    assert outbox.wait_before(1000) == outbox.LONGEST_WAIT
    assert outbox.work_one({"send": lambda payload, at: None}, at=at)
    assert row_of(number).done_at == at and row_of(number).last_error is None


def test_work_of_an_unknown_kind_is_kept(database: str) -> None:
    number = promise("from_the_future")
    assert outbox.work_one({}, at=NOW)
    row = row_of(number)
    assert row.done_at is None and row.last_error == "nobody knows the kind from_the_future"


def test_work_of_a_worker_that_died_is_taken_again(database: str) -> None:
    promise("greet")
    assert outbox._take(NOW) is not None
    assert outbox._take(NOW + timedelta(minutes=9)) is None
    assert outbox._take(NOW + timedelta(minutes=11)) is not None


@pytest.mark.both
def test_a_job_runs_once_a_london_day(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[datetime] = []
    monkeypatch.setattr(nightly, "JOBS", {"count": ran.append})
    before_midnight = datetime(2026, 7, 1, 22, 59, tzinfo=UTC)  # 23:59 in London
    assert nightly.run_once("count", at=before_midnight)
    assert not nightly.run_once("count", at=before_midnight)
    assert nightly.run_once("count", at=before_midnight + timedelta(minutes=2))
    assert len(ran) == 2
    assert db.session.scalars(select(JobRun.day).order_by(JobRun.day)).all() == [date(2026, 7, 1), date(2026, 7, 2)]


def test_a_job_that_fails_may_run_again(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(at: datetime) -> None:
        raise OSError

    monkeypatch.setattr(nightly, "JOBS", {"count": fails})
    with pytest.raises(OSError):
        nightly.run_once("count", at=NOW)
    monkeypatch.setattr(nightly, "JOBS", {"count": lambda at: None})
    assert nightly.run_once("count", at=NOW)


def test_a_turn_does_the_work_and_the_jobs_of_the_day(app: Flask, real_database: str) -> None:
    db.session.add(RateWindow(key_digest="old", window_starts_at=NOW - timedelta(days=3), tries=1))
    db.session.add(RateWindow(key_digest="new", window_starts_at=NOW - timedelta(hours=1), tries=1))
    db.session.commit()
    number = promise("greet")
    worker = Worker(app, clock=lambda: NOW, handlers={"greet": lambda payload, at: None})
    assert worker.turn()
    assert not worker.turn()
    assert row_of(number).done_at == NOW
    assert db.session.scalars(select(RateWindow.key_digest).order_by(RateWindow.key_digest)).all() == ["new"]
    assert db.session.scalar(select(func.count()).select_from(JobRun)) == len(nightly.JOBS)


@pytest.mark.server
def test_it_stops_when_it_is_asked_to(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    with sqlite_files.fresh() as engine:
        env = {"APP_ENV": "demo", "DATA_DIR": str(tmp_path), "DATABASE_URL": str(engine.url), "PATH": ""}
        process = subprocess.Popen([sys.executable, "-m", "app.worker"], cwd=ROOT, env=env)
        try:
            until = time.monotonic() + 20
            while _jobs(engine) < len(nightly.JOBS) and time.monotonic() < until:
                time.sleep(0.2)
            assert _jobs(engine) == len(nightly.JOBS)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=5) == 0
        finally:
            process.kill()
            process.wait()


def _jobs(engine: Any) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(JobRun)).scalar_one())


def test_done_work_is_forgotten_after_thirty_days_and_promised_work_never(database: str) -> None:
    done, promised = promise("greet"), promise("greet")
    db.session.get_one(Outbox, done).done_at = NOW
    db.session.commit()
    nightly.forget_done_work(NOW + timedelta(days=30))
    assert db.session.scalar(select(func.count()).select_from(Outbox)) == 2
    nightly.forget_done_work(NOW + timedelta(days=400))
    assert list(db.session.scalars(select(Outbox.id))) == [promised]
