"""The demonstration cases: two at least at each status, the same for the same seed and day."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary.linking import IdentityBasis
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.linking import CaseLink, SeriesCase
from app.models.people import IdentityLink, Person, PersonContact
from app.models.victim import Contact, SupportReferral
from app.queries.case_file import gather
from app.services.demo import load as loading
from app.services.demo.belonging import NEEDED
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.load import CASES, Plan, load
from app.services.demo.paths import PATHS
from app.services.demo.plots import PLOTS
from app.services.demo.variety import DemoStory, Turn

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = "a password of many words"


def told() -> list[tuple[object, ...]]:
    rows = db.session.scalars(select(Incident).order_by(Incident.id))
    return [
        (row.title, row.status, row.reported_at, row.district, row.next_due_at, gather(row).case.people) for row in rows
    ]


def test_the_plan_holds_every_status_twice() -> None:
    plans = list(loading._plans(random.Random(1), CASES))
    counted = Counter(plan.status for plan in plans)
    assert len(plans) == CASES
    assert set(counted) == set(Status) and min(counted.values()) >= 2
    assert counted[Status.NFA_POLICE] > counted[Status.UNDER_INVESTIGATION] > counted[Status.SENTENCED]
    assert {plan.status for plan in plans if plan.force == "Z1"} == set(Status), "somebody's first page would be empty"


def test_same_seed_and_day_same_cases(database: str) -> None:
    assert load(1, NOON, password=PASSWORD, count=6) == 6
    first = told()
    assert load(1, NOON, password=PASSWORD, count=6) == 0  # a second call changes nothing
    assert told() == first
    assert all(row.created_at < NOON for row in db.session.scalars(select(Incident).order_by(Incident.id)))


def test_a_run_that_was_interrupted_goes_on(database: str) -> None:
    assert load(1, NOON, password=PASSWORD, count=6) == 6
    whole = told()
    db.session.rollback()
    assert load(1, NOON, password=PASSWORD, count=8) == 2
    assert told()[:6] == whole and len(told()) == 8


def investigations(rng: random.Random, count: int) -> Iterator[Plan]:
    turn = Turn()
    return (Plan(Status.UNDER_INVESTIGATION, PATHS[Status.UNDER_INVESTIGATION], turn, "Z1") for _ in range(count))


def belonging() -> tuple[list[tuple[str, str]], list[str], Counter[str]]:
    """The pairs said to be one person, by name; the kinds of links; the series and how many cases are in each."""
    links = db.session.scalars(select(IdentityLink).where(IdentityLink.accepted_at.is_not(None))).all()
    pairs = [(one.person.full_name, one.same_as.full_name) for one in links]
    kinds = [one.kind.value for one in db.session.scalars(select(CaseLink))]
    return pairs, kinds, Counter(one.series.name for one in db.session.scalars(select(SeriesCase)))


def test_some_cases_belong_together_and_are_linked_once(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_plans", investigations)
    load(1, NOON, password=PASSWORD, count=4)
    assert belonging() == ([], [], Counter())
    load(1, NOON, password=PASSWORD, count=5)
    pairs, kinds, series = belonging()
    assert len(pairs) == 1 and kinds == ["same_suspect"] and list(series.values()) == [3]
    load(1, NOON, password=PASSWORD, count=5)
    assert belonging() == (pairs, kinds, series)


def test_a_victim_who_reports_again_has_one_name_and_one_birth(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_plans", investigations)
    load(1, NOON, password=PASSWORD, count=5)
    link = db.session.scalars(select(IdentityLink)).one()
    assert (link.person.full_name, link.person.date_of_birth) == (link.same_as.full_name, link.same_as.date_of_birth)
    assert link.basis is IdentityBasis.NAME_AND_BIRTH and link.person.incident_id != link.same_as.incident_id


def test_the_whole_plan_holds_cases_that_belong_together() -> None:
    assert len(loading._belonging(list(loading._plans(random.Random(1), CASES)))) == NEEDED


def test_another_hour_of_the_day_tells_the_same(real_database: str) -> None:
    load(1, NOON + timedelta(hours=7), password=PASSWORD, count=6)
    later = told()
    plans = list(loading._plans(random.Random(1), 6))
    assert [row[1] for row in later] == [plan.status for plan in plans]
    assert [row[0] for row in later] != [] and all(row[2] < NOON - timedelta(hours=12) for row in later)


FULL = Turn(by_partner=True, with_card=True, with_support=True, with_second_suspect=True, with_alternative=True)


@pytest.mark.parametrize("status", [Status.SUSPECT_RUI, Status.PROSECUTOR_REVIEW, Status.NFA_CPS_EVIDENTIAL])
def test_a_case_with_everything_comes_where_it_should(database: str, status: Status) -> None:
    build_cast(PASSWORD, at=NOON - timedelta(days=600))
    story = DemoStory(
        cast=Cast(NOON.date()), crew=crew_of("Z3"), plot=PLOTS[0], now=NOON - timedelta(days=100), number=7, until=NOON,
        turn=FULL,
    )  # fmt: skip
    loading._tell(Plan(status, PATHS[status], FULL, "Z3"), story)
    db.session.expire_all()
    assert story.incident.status is status
    assert story.incident.reporting_organisation_id is not None
    of_case = {model: db.session.scalar(select(func.count()).select_from(model)) for model in (
        Allegation, PersonContact, SupportReferral, Contact)}  # fmt: skip
    assert of_case == {Allegation: 3, PersonContact: 1, SupportReferral: 1, Contact: 1}
    names = db.session.scalars(select(Person.surname).order_by(Person.id)).all()
    assert len(names) == len(set(names)) == 3
