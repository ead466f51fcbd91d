"""Telling people: the worker is killed at any moment; everybody is told of everything, once."""

import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

from scripts.soak.places import DATABASES, ROOT, Place, fresh_place, people

CASES = int(os.environ.get("SOAK_CASES", "150"))
KILLS = int(os.environ.get("SOAK_KILLS", "20"))
PROMISE = """
import sys
from datetime import UTC, datetime
from app.domain.roles import Role
from app.queries.actors import actor_of, user_by_email
from app.services.investigation import allocate
from app.services.reporting import receive_report
from scripts.soak.writer import OFFICER, report
from wsgi import app
with app.app_context():
    now = datetime.now(UTC)
    officer, head = user_by_email(OFFICER), user_by_email("cleo.testerby@northmarsh.example")
    by, to = actor_of(head, Role.SUPERVISOR, on=now.date()), user_by_email("bryn.mockridge@northmarsh.example")
    for number in range(int(sys.argv[1])):
        mine = receive_report(report(f"soak {number}", now), unit_id=officer.unit_id, actor=by, at=now)
        allocate(mine, to, actor=by, at=now)
"""
# A worker that died gives its work back after ten minutes; the soak lets them pass at once.
PASS_THE_LEASE = """
from sqlalchemy import update
from app.database.session import db
from app.models.outbox import Outbox
from wsgi import app
with app.app_context():
    db.session.execute(update(Outbox).where(Outbox.done_at.is_(None)).values(due_at=Outbox.promised_at))
    db.session.commit()
"""
COUNT = """
from sqlalchemy import func, select
from app.database.session import db
from app.models.outbox import Outbox
from app.models.teamwork import Notice
from wsgi import app
with app.app_context():
    waiting = db.session.scalar(select(func.count()).select_from(Outbox).where(Outbox.done_at.is_(None)))
    told = db.session.scalar(select(func.count()).select_from(Notice).where(Notice.key.like("event:%")))
    different = db.session.scalar(select(func.count(Notice.key.distinct())).where(Notice.key.like("event:%")))
    print(waiting, told, different)
"""


def kills_of_the_worker() -> dict[str, Any]:
    """On both databases: so many cases are given to one officer, so many workers die over telling him."""
    found = {}
    for database in DATABASES:
        with fresh_place(database) as place:
            found[database] = _kill(place)
    return {"kills": KILLS, "cases": CASES, **found, "held": all(one["held"] for one in found.values())}


def _run(place: Place, program: str, *words: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, env=place.env, check=True,
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    return done.stdout


def _kill(place: Place) -> dict[str, Any]:
    people(place)
    _run(place, PROMISE, str(CASES))
    for _ in range(KILLS):
        worker = place.python("-m", "app.worker")
        time.sleep(random.uniform(1.0, 2.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        _run(place, PASS_THE_LEASE)
    worker = place.python("-m", "app.worker")
    waiting, told, different = _counts(place)
    for _ in range(30):
        if not waiting:
            break
        time.sleep(2)
        waiting, told, different = _counts(place)
    worker.send_signal(signal.SIGTERM)
    worker.wait(30)
    return {"waiting": waiting, "told": told, "held": waiting == 0 and told == different == CASES}


def _counts(place: Place) -> tuple[int, int, int]:
    waiting, told, different = (int(word) for word in _run(place, COUNT).split())
    return waiting, told, different
