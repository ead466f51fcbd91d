"""Generating a database of any size: for measuring, and for showing how lists and search behave with years of cases.

The rows are written past the verbs, so no act is noted for the audit but this one. What stands in them is what the
verbs would have left: a test settles generated cases again and finds nothing to change.
"""

import random
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from datetime import datetime, timedelta
from multiprocessing import get_context
from os import cpu_count
from time import monotonic
from typing import Any, Final

from sqlalchemy import func, select, text

from app.database import bulk
from app.database.atomic import atomic
from app.database.audit import Note, note
from app.database.session import db
from app.domain.audit_chain import AuditKind
from app.domain.calendar import london_day, start_of_day
from app.domain.case_file import CaseFile
from app.domain.errors import NotAllowed
from app.domain.words import in_order
from app.models.base import Base
from app.models.incident import Incident
from app.models.outbox import ReferenceCounter
from app.models.people import Person
from app.models.sealed import keyring
from app.models.search import as_text, as_tsvector
from app.queries.case_file import gather
from app.queries.demo_accounts import holds_only_invented_cases
from app.services import search_index
from app.services.demo.cast import build_cast
from app.services.demo.generated import batch
from app.services.demo.generated.batch import BATCH, Kind, Plan, first_day
from app.services.demo.generated.frame import Frame, begins
from app.services.demo.generated.rows import Hands, add
from app.services.demo.generated.shapes import SHAPES
from app.services.demo.generated.staff import build_teams
from app.services.demo.generated.tables import COLUMNS, STRIDES, no_rows

STAFF_SINCE: Final = timedelta(days=1600)
SAY_EVERY_SECONDS: Final = 5.0
# Batches that wait to be written: memory stays the same however many cases are asked for.
AHEAD: Final = 4
WORTH_PROCESSES: Final = 2_000
# Below this, taking indexes away and building them again costs more than it saves.
WORTH_REBUILDING: Final = 5_000
Say = Callable[[str], object]


@atomic
def generate(cases: int, seed: int, as_of: datetime, *, password: str, progress: Say = lambda words: None) -> int:
    """Add so many cases in one transaction; gives how many. The same seed and day on an empty database, the same rows,
    but for the keys of the cases.

    Raises NotAllowed where the database holds a case or an account that is not of the demonstration.
    """
    if not holds_only_invented_cases():
        raise NotAllowed("This database holds cases or accounts that are not invented, so nothing was generated.")
    until = start_of_day(london_day(as_of))
    build_cast(password, at=until - STAFF_SINCE)
    hands = tuple(build_teams(password, cases=cases, at=until - STAFF_SINCE))
    plan = _plan(cases, seed, until, hands)
    with bulk.built_afterwards(COLUMNS) if cases >= WORTH_REBUILDING else nullcontext():
        _write(plan, progress)
        progress("Building indexes")
    if cases >= WORTH_REBUILDING:
        search_index.fill()
    search_index.add_names(in_order(_names(plan)))
    _finish({table: plan.first[table] + cases * STRIDES[table] for table in COLUMNS})
    _count_references(plan)
    note(Note(action="demo:generate", kind=AuditKind.ADMIN, at=until, actor_role="system", detail={"cases": cases}))
    return cases


def _plan(cases: int, seed: int, until: datetime, hands: tuple[Hands, ...]) -> Plan:
    first = {table: _last_id(table) for table in COLUMNS}
    drawn = {row.year: row.drawn for row in db.session.scalars(select(ReferenceCounter))}
    facts = {kind: _facts(kind, first, drawn, hands[0], until) for kind in batch.kinds()}
    as_stored = as_tsvector if bulk.on_postgresql() else as_text
    return Plan(seed, cases, until, hands, first, drawn, facts, keyring(), as_stored)


def _last_id(table: str) -> int:
    return db.session.scalar(select(func.max(Base.metadata.tables[table].c.id))) or 0


def _facts(kind: Kind, first: Mapping[str, int], drawn: Mapping[int, int], hands: Hands, until: datetime) -> CaseFile:
    """The facts of one case of a kind, read from its rows as the facts of any case are; the rows are taken back."""
    name, offence, alleged = kind
    frame = Frame(SHAPES[name], begins(name, first_day(name, london_day(until))), offence, alleged)
    rows = no_rows()
    case = batch.case_of(first, 0, frame, hands, random.Random(name), drawn)  # noqa: S311 - invented
    add(case, rows)
    with db.session.begin_nested() as tried:
        bulk.write(COLUMNS, rows)
        found = gather(db.session.get_one(Incident, case.id("incident"))).case
        tried.rollback()
    return found


def _write(plan: Plan, progress: Say) -> None:
    made, begun, said = 0, monotonic(), monotonic()
    send = bulk.copy if bulk.on_postgresql() else bulk.write
    for rows in _made(plan, batch.make_text if bulk.on_postgresql() else batch.make):
        send(COLUMNS, rows)
        made = min(plan.cases, made + BATCH)
        if monotonic() - said > SAY_EVERY_SECONDS:
            said = monotonic()
            progress(f"{made} of {plan.cases} cases, {made / (said - begun):.0f} a second")


def _made(plan: Plan, make: Callable[[int], Any]) -> Iterator[Any]:
    """The batches in their order, made in other processes while earlier ones are written."""
    if plan.cases < WORTH_PROCESSES:
        batch.begin(plan)
        yield from map(make, range(plan.batches))
        return
    pool = ProcessPoolExecutor(cpu_count(), get_context("spawn"), initializer=batch.begin, initargs=(plan,))
    with pool:
        waiting: deque[Future[Any]] = deque()
        for number in range(plan.batches):
            waiting.append(pool.submit(make, number))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _names(plan: Plan) -> set[str]:
    """Every name that the new cases hold."""
    ours = Person.id > plan.first["person"]
    return {name for column in (Person.given_names, Person.surname)
            for name in db.session.scalars(select(column).where(ours).distinct()) if name}  # fmt: skip


def _finish(last: Mapping[str, int]) -> None:
    """On PostgreSQL the sequences go on after the last id, and the planner learns what the tables hold now."""
    if not bulk.on_postgresql():
        return
    for table in COLUMNS:
        moved = text("SELECT setval(pg_get_serial_sequence(:t, 'id'), :last)")
        db.session.execute(moved, {"t": table, "last": last[table]})
        db.session.execute(text(f"ANALYZE {table}"))


def _count_references(plan: Plan) -> None:
    """The counters of all years touched go on after the references that were given."""
    last = london_day(plan.at).year
    oldest = max(shape.ages[1] for shape in SHAPES.values())
    for year in range(london_day(plan.at - timedelta(days=oldest)).year, last + 1):
        row = db.session.get(ReferenceCounter, year) or ReferenceCounter(year=year, drawn=0)
        row.drawn = plan.drawn.get(year, 0) + plan.cases
        db.session.add(row)
