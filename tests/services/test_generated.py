"""Generated cases: the same for the same seed, true to what the verbs would have left, and never among real cases."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from app.database.session import db
from app.domain import references
from app.domain.calendar import start_of_day
from app.domain.errors import NotAllowed
from app.domain.roles import Role
from app.models.allegation import Allegation
from app.models.base import Base
from app.models.clock import ClockRow
from app.models.history import CaseEvent
from app.models.incident import ClockState, Incident
from app.models.material import EvidenceItem
from app.models.people import Person
from app.models.search import NameKey
from app.models.user import User
from app.queries import worklists
from app.queries.actors import actor_of
from app.queries.demo_accounts import demo_accounts
from app.queries.search import search
from app.services import progress, search_index
from app.services.demo.generated import generate as generating
from app.services.demo.generated import words
from app.services.demo.generated.generate import generate
from app.services.demo.generated.tables import COLUMNS, STRIDES
from app.services.demo.load import load
from app.services.numbering import next_reference

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
UNTIL = start_of_day(NOON.date())
PASSWORD = "a password of many words"
FRESH = ("wrapped_key", "digest_salt")


def made(cases: int = 120, seed: int = 1) -> None:
    assert generate(cases, seed, NOON, password=PASSWORD) == cases
    db.session.expunge_all()


def rows_of(table: str) -> list[tuple[Any, ...]]:
    columns = [column for column in Base.metadata.tables[table].c if column.name not in FRESH]
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(Base.metadata.tables[table].c.id))]


def ids(table: str) -> list[int]:
    return list(db.session.scalars(select(Base.metadata.tables[table].c.id)))


def as_settled(incident: Incident) -> tuple[Any, ...]:
    """Everything that settling a case stores."""
    clocks = db.session.scalars(select(ClockRow).where(ClockRow.incident_id == incident.id).order_by(ClockRow.id))
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == incident.id)).one()
    return (
        (incident.stage, incident.status, incident.next_due_at, incident.next_due_rule),
        (state.level, state.changes_at, state.police_due_at, state.police_rule, state.police_level),
        [tuple(getattr(row, name) for name in COLUMNS["clock"][2:]) for row in clocks],
    )


@pytest.mark.both
def test_settling_a_generated_case_again_changes_nothing(database: str) -> None:
    made()
    for incident in db.session.scalars(select(Incident).order_by(Incident.id)).all():
        before = as_settled(incident)
        progress.settle(incident, at=UNTIL)
        db.session.flush()
        assert as_settled(incident) == before, f"{incident.reference} {incident.status}"


@pytest.mark.both
def test_the_same_seed_gives_the_same_rows(database: str) -> None:
    made(80)
    first = {table: rows_of(table) for table in COLUMNS}
    for table in reversed(COLUMNS):
        db.session.execute(Base.metadata.tables[table].delete())
    db.session.execute(text("DELETE FROM reference_counter"))
    made(80)
    again = {table: rows_of(table) for table in COLUMNS}
    of_staff = {"incident", "assignment", "referral", "case_event"}  # the second run made teams of its own
    for table in set(COLUMNS) - of_staff:
        assert again[table] == first[table] and first[table], table
    named = [column.name for column in Base.metadata.tables["incident"].c if column.name not in FRESH]
    told = [named.index(name) for name in ("reference", "title", "narrative", "reported_at", "status", "next_due_at")]
    assert [[row[at] for at in told] for row in again["incident"]] == [
        [row[at] for at in told] for row in first["incident"]
    ]


@pytest.mark.both
@pytest.mark.parametrize("worth", [1, 5_000])
def test_generated_cases_are_found_as_if_the_verbs_had_written_them(
    database: str, worth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def index() -> tuple[list[tuple[Any, ...]], set[tuple[str, ...]]]:
        columns = [column for column in Base.metadata.tables["case_words"].c if column.name != "id"]
        rows = db.session.execute(select(*columns).order_by(columns[0]))
        return [tuple(row) for row in rows], {(one.key, one.word) for one in db.session.scalars(select(NameKey))}

    monkeypatch.setattr(generating, "WORTH_REBUILDING", worth)
    made(40)
    officer = db.session.scalars(select(User).where(User.name == "Officer Z1-G001 1")).one()
    written, case = index(), db.session.scalars(select(Incident).where(Incident.oic_id == officer.id)).first()
    assert case is not None
    number, actor = case.id, actor_of(officer, Role.OFFICER, on=NOON.date())
    for _ in range(2):
        beside = " ".join(case.narrative.split()[:3])
        assert number in {one.id for one in search(actor, f'"{beside}"').cases}
        assert search_index.rebuild() == 40
        case = db.session.get_one(Incident, number)
        assert index() == written


def test_counts_spread_and_vocabulary(database: str) -> None:
    made(300)
    counted = {model: db.session.scalar(select(func.count(model.id))) for model in
               (Person, Allegation, EvidenceItem, CaseEvent)}  # fmt: skip
    assert counted[Person] == 900 and counted[EvidenceItem] == 1200 and counted[CaseEvent] == 3000
    assert 1.25 < counted[Allegation] / 300 < 1.55
    cases = db.session.scalars(select(Incident)).all()
    assert len({case.unit_id for case in cases}) >= 4 and len({case.oic_id for case in cases}) >= 4
    assert len({case.status for case in cases}) >= 9 and len({case.reported_at.year for case in cases}) >= 4
    assert all(len(case.narrative.split()) == words.WORDS_IN_NARRATIVE for case in cases)
    assert all(case.oic is not None and case.oic.unit_id == case.unit_id for case in cases)
    assert len(set(words.vocabulary())) >= 20_000 and len(set(words.family_names())) >= 5_000
    spoken = Counter(word for case in cases for word in case.narrative.lower().replace(".", "").split())
    assert spoken[words.COMMON[0]] > 5 * spoken[words.COMMON[15]] > 0


@pytest.mark.both
def test_references_are_the_houses_own_and_go_on(database: str) -> None:
    made(60)
    given = set(db.session.scalars(select(Incident.reference)))
    assert len(given) == 60 and all(str(references.parse(one)) == one for one in given)
    assert next_reference(NOON) not in given
    made(60, seed=2)  # beside those that are here
    assert len(set(db.session.scalars(select(Incident.reference)))) == 120
    assert max(ids("person")) <= 2 * 60 * STRIDES["person"]


@pytest.mark.both
def test_indexes_and_keys_are_back_and_numbering_goes_on(real_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept() -> dict[str, Any]:
        here = inspect(db.engine)
        return {
            table: (
                sorted(str(one["name"]) for one in here.get_indexes(table)),
                sorted(str(one["name"]) for one in here.get_foreign_keys(table)),
                sorted(str(one["name"]) for one in here.get_unique_constraints(table)),
            )
            for table in COLUMNS
        }

    monkeypatch.setattr(generating, "WORTH_REBUILDING", 1)
    before = kept()
    made(30)
    assert kept() == before
    incident = db.session.scalars(select(Incident).order_by(Incident.id.desc())).first()
    assert incident is not None
    person = Person(incident_id=incident.id, file_id="P9", given_names="Ada", surname="Newcome")
    db.session.add(person)
    db.session.commit()
    assert person.id > 30 * STRIDES["person"] - 1


def test_an_officer_sees_only_what_is_theirs(database: str) -> None:
    made(200)
    officer = db.session.scalars(select(User).where(User.name == "Officer Z1-G001 1")).one()
    actor = actor_of(officer, Role.OFFICER, on=NOON.date())
    shown = worklists.work_lists(actor, filters=worklists.Filters(), end_of_today=NOON).act.cases
    assert shown and all(case.officer == officer.named for case in shown)


def test_beside_the_told_cases_but_never_among_real_ones(database: str) -> None:
    load(1, NOON, password=PASSWORD, count=2)
    accounts = demo_accounts()
    made(10)
    assert demo_accounts() == accounts  # generated officers are not listed
    db.session.scalars(select(Incident).limit(1)).one().force_ref = "NM/2026/881"
    db.session.flush()
    with pytest.raises(NotAllowed, match="nothing was generated"):
        generate(1, 1, NOON + timedelta(days=1), password=PASSWORD)


def test_never_where_real_people_sign_in(database: str) -> None:
    made(5)
    db.session.scalars(select(User).limit(1)).one().is_demo = False
    db.session.flush()
    with pytest.raises(NotAllowed, match="nothing was generated"):
        generate(1, 1, NOON, password=PASSWORD)
