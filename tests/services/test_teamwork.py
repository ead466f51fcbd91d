"""Notes of one's own side, things to do, and everything one officer has going to another in one act."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken
from app.domain.stages import Status
from app.domain.teamwork import NoticeKind, Side
from app.models.audit import AuditEvent
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.session import Draft
from app.models.teamwork import CaseTask, Notice
from app.queries import teamwork as questions
from app.services import handover, notices, teamwork, typed_text
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import NOW, begin, tell

TODAY = NOW.date()


@pytest.fixture
def case(database: str) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION], begin())


def task(case: Story, name: str = "Arden Samplewick", **more: object) -> CaseTask:
    details = teamwork.TaskDetails(says="Ask the shop for its recording", owner=case.cast.user(name), **more)  # type: ignore[arg-type] # days
    return teamwork.give_task(case.incident, details, actor=case.officer, at=NOW)


def test_acc_10_each_side_reads_its_own_notes_only(database: str) -> None:
    case = tell(PATHS[Status.PROSECUTOR_REVIEW], begin())
    teamwork.write_log(case.incident, "police reasoning", actor=case.officer, at=NOW)
    teamwork.comment(case.incident, "cps question", (), actor=case.cast.actor("Umber Pleadwell"), at=NOW)
    texts = {side: [note.text for note in questions.notes_of(case.incident, side)[0]] for side in Side}
    assert texts == {Side.POLICE: ["police reasoning"], Side.CPS: ["cps question"]}


def test_aud_1_a_note_stands_in_the_audit_and_not_in_the_history(case: Story) -> None:
    before = len(db.session.scalars(select(CaseEvent.id)).all())
    teamwork.write_log(case.incident, "words that nobody else reads", actor=case.officer, at=NOW)
    assert len(db.session.scalars(select(CaseEvent.id)).all()) == before
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert last is not None and (last.action, last.object_id) == ("log_written", case.incident.reference)
    assert "words" not in str({column.key: getattr(last, column.key) for column in AuditEvent.__table__.columns})


REFUSED: dict[str, Callable[[Story, Actor], object]] = {
    "log": lambda case, who: teamwork.write_log(case.incident, "x", actor=who, at=NOW),
    "comment": lambda case, who: teamwork.comment(case.incident, "x", (), actor=who, at=NOW),
    "task": lambda case, who: teamwork.give_task(
        case.incident, teamwork.TaskDetails(says="x", owner=case.cast.user("Arden Samplewick")), actor=who, at=NOW
    ),
    "follow": lambda case, who: teamwork.follow(case.incident, wanted=True, actor=who, at=NOW),
}


@pytest.mark.parametrize("act", REFUSED)
@pytest.mark.parametrize("name", ["Ellis Pretendham", "Bryn Mockridge", "Umber Pleadwell", "Fable Keyholder"])
def test_acc_2_who_has_nothing_to_do_with_a_case_writes_nothing_on_it(case: Story, act: str, name: str) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        REFUSED[act](case, case.cast.actor(name))


def test_acc_3_nobody_is_named_who_could_not_read_it(case: Story) -> None:
    stranger = case.cast.user("Ellis Pretendham")
    with pytest.raises(RuleBroken, match="cannot see this case"):
        teamwork.comment(case.incident, "x", [stranger], actor=case.officer, at=NOW)
    with pytest.raises(RuleBroken, match="cannot see this case"):
        task(case, "Ellis Pretendham")


@pytest.mark.parametrize(
    ("due", "remind", "field"),
    [(-1, None, "due_on"), (5, 6, "remind_on"), (None, -1, "remind_on"), (5, 5, None), (None, 3, None)],
)
def test_days_of_a_task(case: Story, due: int | None, remind: int | None, field: str | None) -> None:
    days = {
        name: TODAY + timedelta(days=number)
        for name, number in (("due_on", due), ("remind_on", remind))
        if number is not None
    }
    if field is None:
        assert task(case, **days).due_on == days.get("due_on")
        return
    with pytest.raises(RuleBroken) as refused:
        task(case, **days)
    assert refused.value.field == field


def test_con_1_a_task_changed_meanwhile_is_not_overwritten(case: Story) -> None:
    given = task(case)
    seen = given.version
    details = teamwork.TaskDetails(says="Ask twice", owner=case.cast.user("Arden Samplewick"))
    teamwork.change_task(given, details, seen=seen, actor=case.officer, at=NOW)
    with pytest.raises(Conflict):
        teamwork.finish_task(given, "Done", seen=seen, actor=case.officer, at=NOW)


def test_a_reminder_comes_once_on_its_day(case: Story) -> None:
    task(case, remind_on=TODAY + timedelta(days=2), due_on=TODAY + timedelta(days=4))
    of_kind = select(Notice).where(Notice.kind == NoticeKind.REMINDER)
    for days, many in ((1, 0), (2, 1), (3, 1)):
        notices.remind_of_tasks(NOW + timedelta(days=days))
        assert len(db.session.scalars(of_kind).all()) == many


# Handover -------------------------------------------------------------------------------------------------------------


def draft_path(case: Story) -> str:
    return f"/cases/{case.incident.reference}/notes/log"


@pytest.mark.both
def test_everything_an_officer_has_goes_in_one_act(case: Story) -> None:
    giver, receiver = case.cast.user("Arden Samplewick"), case.cast.user("Bryn Mockridge")
    given = task(case)
    db.session.add(Notice(user_id=giver.id, incident_id=case.incident.id, kind=NoticeKind.TASK, key="k", told_at=NOW,
                          facts={}))  # fmt: skip
    db.session.commit()
    typed_text.save_draft(user_id=giver.id, path=draft_path(case), title="Log", reference=case.incident.reference,
                          pairs=[("text", "half a sentence")], at=NOW)  # fmt: skip
    assert handover.hand_over([case.incident], giver, receiver, actor=case.supervisor, at=NOW) == 1
    db.session.expire_all()
    assert case.incident.oic_id == receiver.id
    assert [row.user_id for row in case.incident.assignments if row.ended_at is None] == [receiver.id]
    assert db.session.get_one(CaseTask, given.id).owner_id == receiver.id
    assert set(db.session.scalars(select(Notice.user_id).where(Notice.key == "k"))) == {receiver.id}
    moved = typed_text.draft(receiver.id, draft_path(case), at=NOW)
    assert moved is not None and moved.pairs == (("text", "half a sentence"),)
    assert typed_text.draft(giver.id, draft_path(case), at=NOW) is None


def test_what_both_had_begun_stays_with_each(case: Story) -> None:
    giver, receiver = case.cast.user("Arden Samplewick"), case.cast.user("Bryn Mockridge")
    for user, text in ((giver, "mine"), (receiver, "yours")):
        typed_text.save_draft(user_id=user.id, path=draft_path(case), title="Log", reference=case.incident.reference,
                              pairs=[("text", text)], at=NOW)  # fmt: skip
    handover.hand_over([case.incident], giver, receiver, actor=case.supervisor, at=NOW)
    kept = typed_text.draft(receiver.id, draft_path(case), at=NOW)
    assert kept is not None and kept.pairs == (("text", "yours"),)
    assert len(db.session.scalars(select(Draft)).all()) == 2


def test_many_cases_go_to_one_officer_or_none_does(case: Story) -> None:
    """One of them is of another force: nothing is allocated at all."""
    other = tell(PATHS[Status.RECORDED], begin("Z2", number=2))
    mine = tell(PATHS[Status.RECORDED], begin(number=3))
    officer = case.cast.user("Bryn Mockridge")
    with pytest.raises((NotFound, NotAllowed)):
        handover.allocate_many([mine.incident, other.incident], officer, actor=case.supervisor, at=NOW)
    db.session.rollback()
    db.session.expire_all()
    assert db.session.get_one(Incident, mine.incident.id).oic_id != officer.id
    assert handover.allocate_many([mine.incident], officer, actor=case.supervisor, at=NOW) == 1
    with pytest.raises(RuleBroken):
        handover.allocate_many([], officer, actor=case.supervisor, at=NOW)


@pytest.mark.parametrize(
    ("begins", "ends", "stand_in", "field"),
    [
        (date(2026, 12, 3), date(2026, 12, 1), None, "ends_on"),
        (date(2026, 11, 1), date(2026, 11, 5), None, "ends_on"),
        (date(2026, 12, 1), date(2026, 12, 5), "Ellis Pretendham", "stand_in"),
        (date(2026, 12, 1), date(2026, 12, 5), "Arden Samplewick", "stand_in"),
    ],
)
def test_days_away_that_make_no_sense(case: Story, begins: date, ends: date, stand_in: str | None, field: str) -> None:
    chosen = case.cast.user(stand_in) if stand_in else None
    with pytest.raises(RuleBroken) as refused:
        teamwork.plan_absence(begins, ends, chosen, actor=case.officer, at=NOW)
    assert refused.value.field == field


def test_days_away_are_told_once_and_taken_off_by_their_owner_only(case: Story) -> None:
    away = teamwork.plan_absence(date(2026, 12, 1), date(2026, 12, 5), None, actor=case.officer, at=NOW)
    with pytest.raises(RuleBroken):
        teamwork.plan_absence(date(2026, 12, 5), date(2026, 12, 9), None, actor=case.officer, at=NOW)
    with pytest.raises(NotFound):
        teamwork.end_absence(away.id, actor=case.supervisor)
    teamwork.end_absence(away.id, actor=case.officer)
    assert questions.absences_of(case.officer, on=TODAY) == []
