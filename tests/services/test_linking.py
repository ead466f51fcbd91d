"""Links and series; every act about two cases asks for the right on both sides and widens nobody's sight."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary.linking import LinkKind
from app.models.audit import AuditEvent
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.linking import CaseLink, Series, SeriesCase
from app.queries import incidents
from app.queries import linking as questions
from app.services import joining, linking
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


def linked(pair: Pair, kind: LinkKind = LinkKind.SAME_PLACE, name: str = BOTH) -> CaseLink:
    return linking.link(*pair.cases, kind, "Both at the bus station.", actor=pair.who(name), at=NOW)


# Links ---------------------------------------------------------------------------------------------------------------


def test_a_link_stands_in_both_histories_and_in_the_audit_as_combination(pair: Pair) -> None:
    one, two = pair.cases
    linked(pair)
    assert entries(one, EventKind.CASES_LINKED) == [two.reference]
    assert entries(two, EventKind.CASES_LINKED) == [one.reference]
    audit = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.action == "cases_linked")).all()
    assert audit == ["combination", "combination"]


def test_a_link_of_one_kind_stands_once_and_comes_back_after_its_end(pair: Pair) -> None:
    row = linked(pair)
    with pytest.raises(RuleBroken, match="already"):
        linking.link(*reversed(pair.cases), LinkKind.SAME_PLACE, "x", actor=pair.both, at=NOW)
    linked(pair, LinkKind.COUNTER_ALLEGATION)
    with pytest.raises(Conflict):
        linking.end_link(row, seen=row.version + 1, actor=pair.both, at=NOW)
    linking.end_link(row, seen=row.version, actor=pair.both, at=NOW)
    assert [one.kind for one in questions.links_of(pair.cases[0], pair.both)] == [LinkKind.COUNTER_ALLEGATION]
    with pytest.raises(RuleBroken, match="ended"):
        linking.end_link(row, actor=pair.both, at=NOW)
    assert linked(pair).id == row.id and row.ended_at is None
    with pytest.raises(RuleBroken, match="another case"):
        linking.link(pair.cases[0], pair.cases[0], LinkKind.OTHER, "x", actor=pair.both, at=NOW)


def test_acc_11_a_link_moves_nothing_that_somebody_else_is_writing(pair: Pair) -> None:
    """Whoever may not see the other case would else lose a race against something that is not there for them."""
    versions = [case.version for case in pair.cases]
    linked(pair)
    linking.begin_series(*pair.cases, "Bus station", actor=pair.both, at=NOW)
    joining.deny_duplicate(*pair.cases, actor=pair.both, at=NOW)
    db.session.expire_all()
    assert [case.version for case in pair.cases] == versions


# Series --------------------------------------------------------------------------------------------------------------


def test_acc_11_a_series_shows_each_reader_their_own_cases_of_it(pair: Pair, third: Incident) -> None:
    one, two = pair.cases
    series = linking.begin_series(one, two, "Bus station", actor=pair.both, at=NOW)
    linking.add_to_series(series, one, third, actor=pair.both, at=NOW)
    assert [case.id for case in questions.cases_of(series, pair.both)] == sorted(
        (one.id, two.id, third.id), key=lambda number: (db.session.get_one(Incident, number).reported_at, number)
    )
    arden = pair.who(FIRST_ONLY)  # has the first and the third case
    assert {case.id for case in questions.cases_of(series, arden)} == {one.id, third.id}
    for name in (SECOND_ONLY, STRANGER):  # one case or none: of a series nothing is there
        with pytest.raises(NotFound):
            questions.series_by_id(pair.who(name), series.id)
    assert questions.series_of(two, pair.who(SECOND_ONLY)) == []


def test_a_case_may_be_in_several_series_and_once_in_each(pair: Pair) -> None:
    one, two = pair.cases
    series = linking.begin_series(one, two, "Bus station", actor=pair.both, at=NOW)
    linking.begin_series(one, two, "Green stickers", actor=pair.both, at=NOW)
    assert [row.name for row in questions.series_of(one, pair.both)] == ["Bus station", "Green stickers"]
    with pytest.raises(RuleBroken, match="already"):
        linking.add_to_series(series, one, two, actor=pair.both, at=NOW)


def test_a_series_of_one_case_is_over(pair: Pair, third: Incident) -> None:
    one, two = pair.cases
    series = linking.begin_series(one, two, "Bus station", actor=pair.both, at=NOW)
    linking.add_to_series(series, one, third, actor=pair.both, at=NOW)
    linking.leave_series(series, third, actor=pair.both, at=NOW)
    assert {case.id for case in questions.cases_of(series, pair.both)} == {one.id, two.id}
    with pytest.raises(RuleBroken, match="any more"):
        linking.leave_series(series, third, actor=pair.both, at=NOW)
    linking.leave_series(series, two, actor=pair.both, at=NOW)
    assert db.session.scalars(select(SeriesCase)).all() == [] and db.session.scalars(select(Series)).all() == []
    assert entries(two, EventKind.SERIES_LEFT) == [one.reference]


# Rights on both sides ------------------------------------------------------------------------------------------------

Verb = Callable[[Pair, str], object]


def _series(pair: Pair) -> Series:
    found = db.session.scalars(select(Series)).first()
    return found or linking.begin_series(*pair.cases, "Bus station", actor=pair.both, at=NOW)


VERBS: dict[str, Verb] = {
    "link": lambda pair, name: linked(pair, name=name),
    "end": lambda pair, name: linking.end_link(
        db.session.scalars(select(CaseLink)).one(), actor=pair.who(name), at=NOW
    ),
    "series": lambda pair, name: linking.begin_series(*pair.cases, "x", actor=pair.who(name), at=NOW),
    "add": lambda pair, name: linking.add_to_series(_series(pair), *pair.cases, actor=pair.who(name), at=NOW),
    "same": lambda pair, name: joining.mark_duplicate(*pair.cases, actor=pair.who(name), at=NOW),
    "not the same": lambda pair, name: joining.deny_duplicate(*pair.cases, actor=pair.who(name), at=NOW),
    "undo": lambda pair, name: joining.undo_duplicate(
        questions.answer_about(*pair.cases) or joining.mark_duplicate(*pair.cases, actor=pair.both, at=NOW),
        actor=pair.who(name),
        at=NOW,
    ),
    "join": lambda pair, name: joining.join(*pair.cases, actor=pair.who(name), at=NOW),
    "part": lambda pair, name: joining.part(*pair.cases, actor=pair.who(name), at=NOW),
}


@pytest.mark.parametrize("name", [FIRST_ONLY, SECOND_ONLY, STRANGER, "Quinn Proofread", "Umber Pleadwell"])
@pytest.mark.parametrize("verb", VERBS)
def test_acc_11_each_act_needs_the_right_on_both_sides(pair: Pair, verb: str, name: str) -> None:
    if verb == "end":
        linked(pair)
    elif verb == "undo":
        joining.mark_duplicate(*pair.cases, actor=pair.both, at=NOW)
    elif verb == "part":
        joining.join(*pair.cases, actor=pair.both, at=NOW)
    elif verb == "add":
        _series(pair)
    before = db.session.scalar(select(func.count()).select_from(CaseEvent))
    with pytest.raises((NotFound, NotAllowed)):
        VERBS[verb](pair, name)
    assert db.session.scalar(select(func.count()).select_from(CaseEvent)) == before


def test_acc_11_who_may_not_open_one_side_cannot_take_a_case_out_of_a_series(pair: Pair) -> None:
    series = _series(pair)
    for name in (FIRST_ONLY, SECOND_ONLY, STRANGER):
        with pytest.raises(RuleBroken):
            linking.leave_series(series, pair.cases[0], actor=pair.who(name), at=NOW)
    assert len(db.session.scalars(select(SeriesCase)).all()) == 2


def test_acc_11_what_people_see_is_as_before(pair: Pair) -> None:
    """Every link there is between two cases lets nobody open one more."""

    def sees(name: str) -> set[int]:
        return {case.id for case in db.session.scalars(incidents.visible_to(pair.who(name)))}

    names = (BOTH, FIRST_ONLY, SECOND_ONLY, STRANGER, "Quinn Proofread", "Umber Pleadwell", "Rowan Witnall")
    before = {name: sees(name) for name in names}
    linked(pair)
    _series(pair)
    joining.mark_duplicate(*pair.cases, actor=pair.both, at=NOW)
    joining.join(*pair.cases, actor=pair.both, at=NOW)
    assert {name: sees(name) for name in names} == before
