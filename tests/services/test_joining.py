"""Two reports of one incident, and cases that are prosecuted together: a person decides, and may take it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.actor import system
from app.domain.errors import Conflict, NotFound, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.stages import Status
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.queries import linking as questions
from app.services import joining
from app.services.demo.paths import PATHS
from tests.pairs import BOTH, FIRST_ONLY, SECOND_ONLY, STRANGER, Pair, tell_pair
from tests.stories import NOW, begin, tell

pytestmark = pytest.mark.both


@pytest.fixture
def pair(database: str) -> Pair:
    return tell_pair()


@pytest.fixture
def third(pair: Pair) -> Incident:
    return tell(PATHS[Status.RECORDED], begin(number=3)).incident


def entries(incident: Incident, kind: EventKind) -> list[str]:
    rows = select(CaseEvent).where(CaseEvent.incident_id == incident.id, CaseEvent.kind == kind)
    return [event.facts["other"] for event in db.session.scalars(rows)]


# The same incident ---------------------------------------------------------------------------------------------------


def near(pair: Pair, **more: object) -> None:
    """Both reports tell of one afternoon at one place, in other words."""
    one, two = pair.cases
    for case in pair.cases:
        case.district, case.location_description = "Northmarsh", "Outside the bakery"
        case.occurred_from, case.occurred_to = NOW - timedelta(days=9), NOW - timedelta(days=9, hours=-1)
    one.narrative, two.narrative = "Somebody rang.", "A letter came."
    for name, value in more.items():
        setattr(two, name, value)
    db.session.commit()


BOTTLES = "Two youths on bicycles threw bottles at the bakery window and laughed at a headscarf."


def suggested(pair: Pair, name: str = BOTH) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.case.id, one.because) for one in questions.like_reports(pair.cases[0], pair.who(name))]


def test_reports_of_one_place_and_time_are_suggested_where_words_or_people_agree(pair: Pair) -> None:
    one, two = pair.cases
    near(pair)
    assert suggested(pair) == [], "place and time alone say too little"
    one.narrative = BOTTLES
    near_words = "Bottles were thrown and the bakery window broke. The youths had bicycles and laughed at a headscarf."
    two.narrative = near_words
    db.session.commit()
    assert suggested(pair) == [(two.id, ("similar words",))]
    mine, theirs = pair.one.victim, pair.two.victim
    theirs.given_names, theirs.surname = mine.given_names, mine.surname
    db.session.commit()
    assert suggested(pair) == [(two.id, ("the same person", "similar words"))]
    two.occurred_from = two.occurred_to = NOW - timedelta(days=40)
    db.session.commit()
    assert suggested(pair) == [], "another day"
    near(pair, district="Southdale", location_description="In the park")
    assert suggested(pair) == [], "another place"


@pytest.mark.parametrize("name", [FIRST_ONLY, STRANGER])
def test_acc_11_reports_are_suggested_from_cases_the_reader_may_open_only(pair: Pair, name: str) -> None:
    near(pair)
    for case in pair.cases:
        case.narrative = BOTTLES
    db.session.commit()
    assert len(suggested(pair)) == 1 and suggested(pair, name) == []


def test_a_person_says_whether_it_is_the_same_and_may_take_it_back(pair: Pair) -> None:
    one, two = pair.cases
    near(pair)
    one.narrative = two.narrative = BOTTLES
    db.session.commit()
    row = joining.mark_duplicate(one, two, actor=pair.both, at=NOW)
    assert suggested(pair) == [] and [found.id for found in questions.duplicates_of(two, pair.both)] == [row.id]
    for case, other in ((one, two), (two, one)):
        with pytest.raises(RuleBroken, match="answered"):
            joining.mark_duplicate(case, other, actor=pair.both, at=NOW)
    with pytest.raises(Conflict):
        joining.undo_duplicate(row, seen=row.version + 1, actor=pair.both, at=NOW)
    joining.undo_duplicate(row, seen=row.version, actor=pair.both, at=NOW)
    assert len(suggested(pair)) == 1 and questions.duplicates_of(two, pair.both) == []
    joining.deny_duplicate(one, two, actor=pair.both, at=NOW)
    assert suggested(pair) == [] and [found.is_same for found in questions.duplicates_of(one, pair.both)] == [False]
    assert not questions.like_reports(two, pair.both), "no is no in both directions"
    for name in (FIRST_ONLY, SECOND_ONLY, STRANGER):
        assert questions.duplicates_of(one, pair.who(name)) == []


# Joined --------------------------------------------------------------------------------------------------------------


def test_joined_cases_keep_reference_and_readers_and_part_again(pair: Pair) -> None:
    lead, follower = pair.cases
    joining.join(follower, lead, seen=follower.version, actor=pair.both, at=NOW)
    assert [case.id for case in questions.joined_to(lead, pair.both)] == [follower.id]
    found = questions.lead_of(follower, pair.both)
    assert found is not None and found.id == lead.id
    offences = questions.joined_offences(lead, pair.both)
    assert [(case.id, [row.id for row in rows]) for case, rows in offences] == [
        (follower.id, [row.id for row in pair.two.all_allegations])
    ]
    assert entries(lead, EventKind.CASES_JOINED) == [follower.reference]
    assert questions.joined_to(lead, pair.who(FIRST_ONLY)) == []
    assert questions.joined_offences(lead, pair.who(FIRST_ONLY)) == []
    assert questions.lead_of(follower, pair.who(SECOND_ONLY)) is None
    with pytest.raises(Conflict):
        joining.part(follower, lead, seen=follower.version + 1, actor=pair.both, at=NOW)
    joining.part(follower, lead, seen=follower.version, actor=pair.both, at=NOW)
    assert follower.lead_incident_id is None and entries(follower, EventKind.CASES_PARTED) == [lead.reference]
    with pytest.raises(RuleBroken, match="any more"):
        joining.part(follower, lead, actor=pair.both, at=NOW)


def test_one_leads_and_nobody_leads_the_lead(pair: Pair, third: Incident) -> None:
    lead, follower = pair.cases
    joining.join(follower, lead, actor=pair.both, at=NOW)
    for case, other, words in (
        (follower, third, "already"),
        (third, follower, "the one that leads"),
        (lead, third, "leads others"),
    ):
        with pytest.raises(RuleBroken, match=words):
            joining.join(case, other, actor=pair.both, at=NOW)
    joining.join(third, lead, actor=pair.both, at=NOW)
    assert len(questions.joined_to(lead, pair.both)) == 2


def test_what_is_with_the_cps_is_neither_joined_nor_parted(database: str) -> None:
    pair = tell_pair(Status.UNDER_INVESTIGATION, Status.PROSECUTOR_REVIEW)
    lead, sent = pair.cases
    for case, other in ((lead, sent), (sent, lead)):
        with pytest.raises(WrongStage, match="with the CPS"):
            joining.join(case, other, actor=pair.both, at=NOW)
    sent.lead_incident_id = lead.id
    db.session.commit()
    with pytest.raises(WrongStage, match="stay joined"):
        joining.part(sent, lead, actor=pair.both, at=NOW)


def test_what_is_over_or_of_another_force_is_not_joined(pair: Pair) -> None:
    lead, follower = pair.cases
    elsewhere = tell(PATHS[Status.RECORDED], begin("Z2", number=5)).incident
    with pytest.raises(NotFound):
        joining.join(elsewhere, lead, actor=pair.both, at=NOW)
    with pytest.raises(RuleBroken, match="one police force"):
        joining.join(elsewhere, lead, actor=system("import"), at=NOW)
    lead.status = Status.CANCELLED_RECORD
    db.session.commit()
    with pytest.raises(WrongStage, match="over"):
        joining.join(follower, lead, actor=pair.both, at=NOW)
