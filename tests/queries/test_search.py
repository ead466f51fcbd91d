"""Written questions and what they find: the same cases on both databases (rows 64-66, ACC-5)."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.stages import Status
from app.domain.vocabulary import Availability, EvidenceKind, EvidenceUsage, PartyRole, StatementKind
from app.models.incident import Incident
from app.models.material import EvidenceItem, Statement
from app.models.people import Person, PersonRole
from app.models.search import CaseWords, NameKey
from app.queries.search import Found, search
from app.services import search_index
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.conftest import FrozenClock
from tests.stories import begin, tell

DATA = Path(__file__).resolve().parents[1] / "data"


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@atomic
def _rewrite(story: Story, line: dict[str, str]) -> None:
    """Put the words of a line into a reported case, and keep them as the verbs do."""
    case = story.reload().incident
    case.title, case.district, case.location_description = "A report", None, line["place"]
    case.narrative, case.force_ref = line["account"], line["number"] or None
    victim = Person(
        incident_id=case.id, file_id="P1", given_names=line["given"], surname=line["surname"],
        roles=[PersonRole(party_role=PartyRole.VICTIM)],
    )  # fmt: skip
    db.session.add(victim)
    db.session.flush()
    if line["suspect"]:
        given, family = line["suspect"].split()
        db.session.add(
            Person(
                incident_id=case.id, file_id="P77", given_names=given, surname=family,
                roles=[PersonRole(party_role=PartyRole.SUSPECT)],
            )
        )  # fmt: skip
    if line["statement"]:
        db.session.add(
            Statement(
                incident_id=case.id, file_id="S77", person_id=victim.id, kind=StatementKind.WITNESS,
                made_on=date(2026, 11, 1), signed=False, declaration=False, text=line["statement"],
            )
        )  # fmt: skip
    if line["exhibit"]:
        db.session.add(
            EvidenceItem(
                incident_id=case.id, file_id="E77", kind=next(iter(EvidenceKind)), description=line["exhibit"],
                is_core_evidence=False, usage=EvidenceUsage.USED, availability=Availability.HELD,
            )
        )  # fmt: skip
    db.session.flush()
    search_index.store(case.id)


@pytest.fixture
def cases(database: str, clock: FrozenClock) -> dict[int, str]:
    """Id of each case → its name in the table; all are the supervisor's to read."""
    found = {}
    for number, line in enumerate(lines("search_cases.csv"), 1):
        story = tell(PATHS[Status.REPORTED], begin(number=number))
        _rewrite(story, line)
        found[story.incident.id] = line["case"]
    return found


@pytest.fixture
def reader(cases: dict[int, str]) -> Actor:
    story = begin()
    return story.who(story.crew.supervisor)


def named(found: Found, cases: dict[int, str]) -> str:
    return " ".join(sorted(cases[case.id] for case in found.cases))


@pytest.mark.both
def test_row_64_every_written_question_finds_what_its_line_says(cases: dict[int, str], reader: Actor) -> None:
    wrong, asked = [], lines("search_queries.csv")
    assert len(asked) >= 40
    for line in asked:
        found = search(reader, line["question"])
        if (got := named(found, cases)) != line["finds"]:
            wrong.append((line["why"], line["question"], got))
        assert found.count == len(found.cases)
        assert all(any(piece.found for hit in found.hits[case.id] for piece in hit.pieces) for case in found.cases)
    assert not wrong


@pytest.mark.both
def test_row_64_the_newest_come_first_and_the_next_page_goes_on(cases: dict[int, str], reader: Actor) -> None:
    every = [case.id for case in search(reader, "report").cases]
    assert every == sorted(cases, reverse=True)
    assert [case.id for case in search(reader, "report", after=every[4]).cases] == every[5:]


@pytest.mark.both
def test_the_index_made_anew_is_the_one_the_verbs_wrote(cases: dict[int, str], reader: Actor) -> None:
    before, names = index()
    db.session.execute(CaseWords.__table__.delete())
    db.session.execute(NameKey.__table__.delete())
    db.session.commit()
    assert not search(reader, "smith").cases
    assert search_index.rebuild() == len(cases)
    again, again_names = index()
    assert again == before
    assert again_names <= names, "names that no case holds any more have gone"
    assert named(search(reader, "smith"), cases) == "smith smyth"


def index() -> tuple[list[tuple[object, ...]], set[tuple[str, str]]]:
    columns = [column for column in CaseWords.__table__.c if column.name != "id"]
    rows = db.session.execute(select(*columns).order_by(CaseWords.incident_id))
    names = db.session.execute(select(NameKey.key, NameKey.word))
    found = [tuple(row) for row in rows], {(row.key, row.word) for row in names}
    db.session.rollback()
    return found


def test_a_word_that_was_taken_out_is_found_no_more(cases: dict[int, str], reader: Actor) -> None:
    case = search(reader, "scooter").cases[0]
    change(case.id)
    assert not search(reader, "scooter").cases
    assert named(search(reader, "wheelchair"), cases) == "smith"


@atomic
def change(incident_id: int) -> None:
    db.session.get_one(Incident, incident_id).narrative = "Pushed over her wheelchair."
    db.session.flush()
    search_index.store(incident_id)
