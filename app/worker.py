"""`python -m app.worker`: does what transactions promised, and the nightly jobs once a London day. Stops on SIGTERM."""

import logging
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import FrameType
from typing import Any, Final

from flask import Flask, current_app
from flask.cli import ScriptInfo

from app.database.session import db, end_reading
from app.services import malware, nightly, notices, outbox, promised_papers, ticking

POLL_SECONDS: Final = 2.0
# How often the worker asks whether a nightly job is still to be done.
JOBS_EVERY_SECONDS: Final = 60.0
NAP_SECONDS: Final = 0.2
# How often it asks whether a clock has come nearer its end.
TICK_SECONDS: Final = 10.0

log = logging.getLogger(__name__)


def issue_document(payload: Mapping[str, Any], at: datetime) -> None:
    """A paper that took longer than a page may wait."""
    promised_papers.keep_promise(payload, current_app.extensions["printer"], at=at)


# What each kind of promised work means. A kind nobody knows is kept with an error and tried again: a newer version may.
HANDLERS: Mapping[str, outbox.Handler] = {
    promised_papers.ISSUE: issue_document,
    notices.TELL_EVENT: notices.tell_event,
    notices.TELL_NOTE: notices.tell_note,
    notices.TELL_TASK: notices.tell_task,
    notices.TELL_CLOCKS: notices.tell_clocks,
    malware.SCAN: malware.keep_promise,
}


def now() -> datetime:
    """The worker's clock."""
    return datetime.now(UTC)


class Worker:
    """One process; several may run beside each other on PostgreSQL, one on SQLite."""

    def __init__(
        self,
        app: Flask,
        *,
        clock: Callable[[], datetime] = now,
        handlers: Mapping[str, outbox.Handler] = HANDLERS,
    ) -> None:
        self.app = app
        self.clock = clock
        self.handlers = handlers
        self.stopping = False
        self._jobs_at = 0.0
        self._ticks_at = 0.0

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """What is being done is finished; nothing new begins."""
        del number, frame
        self.stopping = True

    def run(self) -> None:
        """Until asked to stop. A database that cannot be reached is tried again; nothing promised is lost."""
        while not self.stopping:
            try:
                worked = self.turn()
            except Exception:
                log.exception("the worker could not do its turn")
                worked = False
            if not worked:
                self._rest()

    def turn(self) -> bool:
        """One piece of promised work and, when it is time, the jobs of the day. Was there anything to do?"""
        with self.app.app_context():
            worked = outbox.work_one(self.handlers, at=self.clock())
            if time.monotonic() >= self._ticks_at:
                worked = self._tick() or worked
            if time.monotonic() >= self._jobs_at:
                self._jobs_at = time.monotonic() + JOBS_EVERY_SECONDS
                self._nightly()
            end_reading()
            db.session.remove()
        return worked

    def _tick(self) -> bool:
        """Clocks that came nearer their end. Where there are more than one go takes, the next turn goes on."""
        ticked = ticking.tick_all(self.clock())
        if ticked < ticking.AT_ONCE:
            self._ticks_at = time.monotonic() + TICK_SECONDS
        return ticked > 0

    def _nightly(self) -> None:
        for job in nightly.JOBS:
            if self.stopping:
                return
            if nightly.run_once(job, at=self.clock()):
                log.info("job %s done", job)

    def _rest(self) -> None:
        until = time.monotonic() + POLL_SECONDS
        while not self.stopping and time.monotonic() < until:
            time.sleep(NAP_SECONDS)


def main() -> int:
    """Started by `make run`, or by the service manager beside the web server."""
    worker = Worker(ScriptInfo(app_import_path="wsgi").load_app())
    signal.signal(signal.SIGTERM, worker.ask_to_stop)
    signal.signal(signal.SIGINT, worker.ask_to_stop)
    worker.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
