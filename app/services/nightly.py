"""The jobs of the night: each once a London day, whichever worker asks first."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.database.atomic import atomic
from app.database.session import db
from app.domain.calendar import london_day
from app.models.document import RenderedDocument
from app.models.outbox import JobRun, Outbox
from app.services import evidence_store, malware
from app.services.limits import forget_old_windows
from app.services.notices import remind_of_tasks
from app.services.outcome import finalise, ready_to_finalise
from app.services.typed_text import forget_old

# The longest window of a limit is a day.
WINDOWS_KEPT_FOR = timedelta(days=2)
RENDERS_KEPT_FOR = timedelta(hours=24)
# Work that is done is kept a while, to see what happened.
DONE_KEPT_FOR = timedelta(days=30)

log = logging.getLogger(__name__)


def finalise_all(at: datetime) -> None:
    """`system:finalise`: one transaction a case; a case that cannot be looked at does not hold up the others."""
    for number in ready_to_finalise():
        try:
            finalise(number, as_of=at, at=at)
        except Exception:
            log.exception("case %d could not be looked at for completion", number)


def forget_windows(at: datetime) -> None:
    forget_old_windows(before=at - WINDOWS_KEPT_FOR)


def forget_typed_text(at: datetime) -> None:
    forget_old(at=at)


@atomic
def forget_renders(at: datetime) -> None:
    """Renders are a cache of a day."""
    db.session.execute(delete(RenderedDocument).where(RenderedDocument.made_at < at - RENDERS_KEPT_FOR))


@atomic
def forget_done_work(at: datetime) -> None:
    """What is promised and not done stays, however old."""
    db.session.execute(delete(Outbox).where(Outbox.done_at < at - DONE_KEPT_FOR))


def sweep_store(at: datetime) -> None:
    """`system:sweep_store`: files that never got a row."""
    evidence_store.sweep(at)


def verify_store(at: datetime) -> None:
    """`system:verify_store`: every file of evidence is read again (UPL-9)."""
    evidence_store.verify_all(at)


def check_for_malware(at: datetime) -> None:
    """`system:malware_check`: files that no checker has seen yet (UPL-11)."""
    malware.check_waiting(at)


JOBS: Mapping[str, Callable[[datetime], None]] = {
    "finalise": finalise_all,
    "remind_of_tasks": remind_of_tasks,
    "forget_rate_windows": forget_windows,
    "forget_typed_text": forget_typed_text,
    "forget_renders": forget_renders,
    "forget_done_work": forget_done_work,
    "sweep_store": sweep_store,
    "verify_store": verify_store,
    "check_for_malware": check_for_malware,
}


def run_once(job: str, *, at: datetime) -> bool:
    """Run a job unless it ran on this London day; gives whether it did. A job that fails may be tried again."""
    if not _claim(job, at):
        return False
    try:
        JOBS[job](at)
    except Exception:
        db.session.rollback()
        _give_back(job, at)
        raise
    return True


def _claim(job: str, at: datetime) -> bool:
    day = london_day(at)
    if db.session.scalars(select(JobRun.day).where(JobRun.job == job, JobRun.day == day)).one_or_none() is not None:
        return False
    try:
        _write(job, at)
    except IntegrityError:  # another worker was quicker
        return False
    return True


@atomic
def _write(job: str, at: datetime) -> None:
    db.session.add(JobRun(job=job, day=london_day(at), at=at))


@atomic
def _give_back(job: str, at: datetime) -> None:
    db.session.execute(delete(JobRun).where(JobRun.job == job, JobRun.day == london_day(at)))
