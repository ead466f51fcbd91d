"""People are told what happened and what is near its end: the right ones, once, and never what they may not see."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.deadlines import Level
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.teamwork import NoticeKind
from app.models.history import CaseEvent
from app.models.incident import ClockState, Incident
from app.models.outbox import Outbox
from app.models.teamwork import Absence, CaseFollow, Notice
from app.models.user import User
from app.services import conflicts, investigation, notices, outbox, ticking
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.worker import HANDLERS
from tests.stories import NOW, begin, tell


def told(kind: NoticeKind | None = None) -> list[tuple[str, str]]:
    """(name, what) of every notice there is."""
    rows = db.session.execute(select(User.name, Notice).join(User, User.id == Notice.user_id).order_by(Notice.id)).all()
    return [
        (name, row.facts.get("event") or row.facts.get("level") or row.kind.value)
        for name, row in rows
        if kind is None or row.kind is kind
    ]


def work_all(at: datetime = NOW) -> int:
    done = 0
    while outbox.work_one(HANDLERS, at=at):
        done += 1
    return done


@pytest.fixture
def case(database: str) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION], begin())


@pytest.mark.both
def test_whoever_gets_a_case_is_told_once_and_the_giver_is_not(case: Story) -> None:
    work_all()
    before = len(told())
    investigation.allocate(case.incident, case.cast.user("Bryn Mockridge"), actor=case.supervisor, at=NOW)
    assert work_all() == 1
    assert told()[before:] == [("Bryn Mockridge", "allocated")]


@pytest.mark.both
def test_a_worker_that_dies_before_it_says_done_tells_nobody_twice(case: Story) -> None:
    work_all()
    before = told()
    event = db.session.scalars(select(CaseEvent).where(CaseEvent.kind == EventKind.ALLOCATED)).first()
    assert event is not None
    for _ in range(3):
        notices.tell_event({"id": event.id}, NOW)
    assert told() == before


def test_a_verb_that_fails_promises_nothing(case: Story) -> None:
    waiting = select(func.count()).select_from(Outbox)
    before = db.session.scalar(waiting)
    with pytest.raises(Exception, match="Choose an officer of this force"):
        investigation.allocate(case.incident, case.cast.user("Ellis Pretendham"), actor=case.supervisor, at=NOW)
    db.session.rollback()
    assert db.session.scalar(waiting) == before


def test_whoever_is_away_has_a_stand_in_who_is_told(case: Story) -> None:
    work_all()
    before = len(told())
    away, other = case.cast.user("Bryn Mockridge"), case.cast.user("Dara Fictwell")
    db.session.add(
        Absence(user_id=away.id, begins_on=date(2026, 11, 20), ends_on=date(2026, 11, 30), stand_in_id=other.id)
    )
    db.session.commit()
    investigation.allocate(case.incident, away, actor=case.supervisor, at=NOW)
    work_all()
    assert told()[before:] == [("Dara Fictwell", "allocated")]


def test_acc_5_nobody_is_told_of_a_case_they_may_not_see(case: Story) -> None:
    """A follower who has lost the case, and one in conflict, hear nothing of it."""
    work_all()
    before = len(told())
    stranger, conflicted = case.cast.user("Ellis Pretendham"), case.cast.user("Dara Fictwell")
    for user in (stranger, conflicted):
        db.session.add(CaseFollow(incident_id=case.incident.id, user_id=user.id, since=NOW))
    conflicts.declare_conflict(case.incident, "A neighbour", actor=case.cast.actor("Dara Fictwell"), at=NOW)
    investigation.allocate(case.incident, case.cast.user("Bryn Mockridge"), actor=case.supervisor, at=NOW)
    work_all()
    assert {name for name, _ in told()[before:]}.isdisjoint({"Ellis Pretendham", "Dara Fictwell"})


# Clocks ---------------------------------------------------------------------------------------------------------------


def ends(story: Story) -> datetime:
    due = story.reload().incident.next_due_at
    assert due is not None
    return due


@pytest.mark.both
def test_a_clock_is_told_of_as_it_comes_nearer_and_each_level_once(database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    at, version = story.incident.created_at, story.incident.version
    while at < ends(story) + timedelta(days=2):
        at += timedelta(hours=6)
        ticking.tick_all(at)
        work_all(at)
    bail = [(name, level) for name, level in told(NoticeKind.CLOCK)]
    assert ("Arden Samplewick", Level.SOON.value) in bail, "who answers for it is told first"
    assert ("Cleo Testerby", Level.SOON.value) not in bail
    assert ("Cleo Testerby", Level.URGENT.value) in bail, "near its end the team's supervisor is told"
    assert ("Dara Fictwell", Level.MISSED.value) in bail, "past its end those above are told"
    of_bail = db.session.execute(
        select(Notice.user_id, Notice.key, func.count()).group_by(Notice.user_id, Notice.key)
    ).all()
    assert all(count == 1 for *_, count in of_bail)
    assert story.reload().incident.version == version, "the case's version must not move under somebody who writes"


def test_a_case_whose_clock_changed_is_found_by_the_instant_stored(database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == story.incident.id)).one()
    assert state.changes_at is not None
    moment = state.changes_at
    assert ticking.tick_all(moment - timedelta(seconds=1)) == 0
    assert ticking.tick_all(moment) == 1
    assert ticking.tick_all(moment) == 0


def test_a_case_that_cannot_be_settled_does_not_hold_up_the_others(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    second = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin(number=2))
    settle = ticking.progress.settle

    def fails(incident: Incident, *, at: datetime) -> None:
        if incident.id == first.incident.id:
            raise RuntimeError("a fact nobody thought of")
        settle(incident, at=at)

    monkeypatch.setattr(ticking.progress, "settle", fails)
    late = NOW + timedelta(days=400)
    assert ticking.tick_all(late) == 2
    states = {row.incident_id: row.changes_at for row in db.session.scalars(select(ClockState))}
    assert states[first.incident.id] == late + ticking.LATER
    assert states[second.incident.id] is None or states[second.incident.id] > late
