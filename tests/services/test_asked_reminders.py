"""What a case asks for by a day of its own reminds the officer in the case, nearer and nearer, and each time once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.deadlines import Level
from app.domain.deadlines.asked import days_asked
from app.domain.stages import Status
from app.domain.teamwork import NoticeKind
from app.domain.vocabulary import LineStatus, PointsTo
from app.models.incident import ClockState
from app.models.material import LineOfInquiry
from app.models.teamwork import Notice
from app.models.user import User
from app.queries.asked import asked_of
from app.queries.case_file import gather
from app.services import inquiries, teamwork, ticking, transfer
from app.services.case_import import import_case
from app.services.demo.cast import Cast
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.domain.samples import NAMES, document
from tests.services.test_notices import work_all
from tests.stories import NOW, begin, tell

DUE = date(2027, 1, 20)  # a Wednesday
OFFICER = "Arden Samplewick"


def line(story: Story, status: LineStatus = LineStatus.OUTSTANDING, row: LineOfInquiry | None = None) -> LineOfInquiry:
    details = inquiries.LineDetails(
        text="Ask for the film.", status=status, points_to=PointsTo.TOWARDS, target_date=DUE, result="Seen."
    )
    return inquiries.put_line(story.incident, details, line=row, actor=story.officer, at=NOW)


@pytest.fixture
def asking(database: str) -> Story:
    story = tell(PATHS[Status.UNDER_INVESTIGATION], begin())
    line(story)
    return story


def days_pass(until: date, begin_at: datetime = NOW) -> None:
    at = begin_at
    while at.date() <= until:
        ticking.tick_all(at)
        work_all(at)
        at += timedelta(hours=12)


def reminded() -> list[tuple[str, str, date]]:
    rows = select(User.name, Notice).join(User, User.id == Notice.user_id).where(Notice.kind == NoticeKind.REMINDER)
    found = db.session.execute(rows.order_by(Notice.id)).all()
    return [(name, row.facts["level"], row.told_at.date()) for name, row in found]


LADDER = [
    (Level.SOON.value, DUE - timedelta(days=14)),
    (Level.URGENT.value, DUE - timedelta(days=5)),  # three business days
    (Level.MISSED.value, DUE + timedelta(days=1)),
]


@pytest.mark.both
def test_the_officer_in_the_case_is_reminded_once_a_level_by_the_one_instant_of_the_case(asking: Story) -> None:
    version = asking.incident.version
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == asking.incident.id)).one()
    assert state.changes_at is not None and state.changes_at.date() == DUE - timedelta(days=14)
    days_pass(DUE + timedelta(days=10))
    assert reminded() == [(OFFICER, level, day) for level, day in LADDER]
    twice = db.session.execute(select(func.count()).select_from(Notice).group_by(Notice.user_id, Notice.key)).scalars()
    assert set(twice) == {1}
    assert asking.reload().incident.version == version


def test_what_has_come_reminds_nobody(asking: Story) -> None:
    line(asking, LineStatus.DONE, db.session.scalars(select(LineOfInquiry)).one())
    days_pass(DUE + timedelta(days=2))
    assert reminded() == []


def test_given_to_somebody_it_is_they_who_are_reminded(asking: Story) -> None:
    asked = asked_of(asking.incident)[0]
    owner = asking.cast.user("Dara Fictwell")
    details = teamwork.TaskDetails(says=asked.says, owner=owner, due_on=DUE, about=asked.key)
    teamwork.give_task(asking.incident, details, actor=asking.supervisor, at=NOW)
    days_pass(DUE + timedelta(days=2))
    assert [(name, level) for name, level, _ in reminded()] == [("Dara Fictwell", level) for level, _ in LADDER]


def test_a_task_with_a_reminder_of_its_own_tells_of_it_alone(asking: Story) -> None:
    asked = asked_of(asking.incident)[0]
    owner = asking.cast.user("Dara Fictwell")
    details = teamwork.TaskDetails(says=asked.says, owner=owner, due_on=DUE, remind_on=DUE, about=asked.key)
    teamwork.give_task(asking.incident, details, actor=asking.supervisor, at=NOW)
    days_pass(DUE + timedelta(days=2))
    assert reminded() == []


def test_t37_a_case_another_force_has_reminds_nobody(asking: Story) -> None:
    unit = asking.cast.unit("Z2-T1")
    offer = transfer.offer_transfer(asking.incident, unit, "Theirs.", actor=asking.supervisor, at=NOW)
    transfer.accept_transfer(offer, actor=asking.who("Greer Madeupson"), at=NOW)
    days_pass(DUE + timedelta(days=2))
    assert reminded() == []


def test_the_days_of_the_facts_are_the_days_of_the_page(database: str, cast: Cast) -> None:
    kinds: set[str] = set()
    for name in NAMES:
        file = document(name)
        file["people"][0]["statement_outstanding_due_on"] = "2026-12-01"
        case = import_case(file, unit=cast.unit("Z1-T1"), officer=None, at=NOW)
        shown = [one for one in asked_of(case) if one.due_on and not one.has_clock]
        assert sorted(days_asked(gather(case).case)) == [one.due_on for one in shown]
        kinds |= {one.key.split(".")[0] for one in shown}
    assert kinds == {"inquiry", "item", "statement"}
