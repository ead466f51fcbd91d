"""An offer of transfer that is withdrawn, and what ends with the case that another force has taken."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import Conflict, NotAllowed, NotFound, WrongStage
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.teamwork import NoticeKind
from app.domain.vocabulary import CancelGround, ClockStatus, LineStatus, PointsTo
from app.models.audit import AuditEvent
from app.models.clock import ClockRow
from app.models.history import CaseEvent
from app.models.recording import TransferOffer
from app.models.teamwork import Notice
from app.queries import transfers as questions
from app.queries.asked import asked_of
from app.services import inquiries, joining, notices, recording, teamwork, transfer
from app.services.demo import later_acts as acts
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.services.test_transfer import RECEIVER, SENDER, accept, offer
from tests.stories import NOW, begin, tell
from tests.web.test_races import together


@pytest.fixture
def story(database: str) -> Story:
    return tell(PATHS[Status.SUSPECT_RUI], begin())


def withdraw(story: Story, made: TransferOffer, name: str = SENDER, reason: str = "He has moved back.") -> None:
    transfer.withdraw_offer(made, reason, actor=story.who(name), at=NOW)


@pytest.mark.both
def test_an_unanswered_offer_is_withdrawn_by_the_side_that_made_it(story: Story) -> None:
    made = offer(story)
    withdraw(story, made)
    assert (made.withdrawn_reason, made.answered_at, made.is_open) == ("He has moved back.", None, False)
    assert story.incident.transfer_to_unit_id is None
    assert questions.waiting_for(story.who(RECEIVER)) == []
    assert [row.id for row in questions.withdrawn_from(story.who(RECEIVER), NOW)] == [made.id]
    assert questions.withdrawn_from(story.who(RECEIVER), NOW + timedelta(days=14)) == []
    assert questions.withdrawn_from(story.who("Kit Examplar"), NOW) == []
    entry = db.session.scalars(select(CaseEvent).order_by(CaseEvent.id.desc())).first()
    assert entry is not None and (entry.kind, entry.incident_id) == ("transfer_withdrawn", story.incident.id)
    kept = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "transfer_withdrawn")).one()
    assert (kept.object_id, kept.recipient) == (story.incident.reference, "Easthaven Police")
    for answer in (
        lambda: accept(story, made),
        lambda: transfer.decline_transfer(made, "x", actor=story.who(RECEIVER), at=NOW),
        lambda: withdraw(story, made),
    ):
        with pytest.raises(WrongStage, match="withdrawn"):
            answer()
    accept(story, offer(story, "Z3-T1"), "Kit Examplar")


def test_an_answered_offer_is_not_withdrawn(story: Story) -> None:
    made = offer(story)
    transfer.decline_transfer(made, "It happened on your side.", actor=story.who(RECEIVER), at=NOW)
    with pytest.raises(WrongStage, match="answered"):
        withdraw(story, made)
    assert made.withdrawn_at is None


@pytest.mark.parametrize("name", ["Arden Samplewick", RECEIVER, "Kit Examplar", "Umber Pleadwell"])
def test_acc_2_only_a_supervisor_of_the_case_withdraws(story: Story, name: str) -> None:
    made = offer(story)
    with pytest.raises((NotAllowed, NotFound)):
        withdraw(story, made, name)
    assert made.is_open


@pytest.mark.both
def test_con_3_withdrawn_and_accepted_at_one_moment_is_one_of_the_two(app: Flask, real_database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_RUI], begin())
    number = offer(story).id
    sides = [(SENDER, story.who(SENDER)), (RECEIVER, story.who(RECEIVER))]
    db.session.commit()
    db.session.remove()

    def act(which: int) -> str:
        name, actor = sides[which % 2]
        row = db.session.get_one(TransferOffer, number)
        try:
            if name == SENDER:
                transfer.withdraw_offer(row, "He has moved back.", actor=actor, at=NOW)
            else:
                transfer.accept_transfer(row, actor=actor, at=NOW)
        except (WrongStage, Conflict, NotFound):
            return ""
        return name

    winners = [name for name in together(app, 6, act) if name]
    row = db.session.get_one(TransferOffer, number)
    assert winners == [RECEIVER if row.accepted else SENDER]
    assert (row.withdrawn_at is None) is bool(row.accepted)


@pytest.mark.both
def test_t37_with_the_case_end_its_clocks_and_what_was_to_be_done(database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_RUI], begin())
    line = inquiries.LineDetails(text="Ask for the film.", status=LineStatus.OUTSTANDING, points_to=PointsTo.TOWARDS)
    inquiries.put_line(story.incident, line, actor=story.officer, at=NOW)
    details = teamwork.TaskDetails(
        says="Ring the shop.", owner=story.cast.user(story.crew.officer), remind_on=NOW.date()
    )  # fmt: skip
    task = teamwork.give_task(story.incident, details, actor=story.who(SENDER), at=NOW)
    assert running(story) == {"rui"} and asked_of(story.incident)
    accept(story, offer(story))
    assert not running(story) and story.incident.next_due_at is None and asked_of(story.incident) == []
    assert (task.done_at, task.result) == (NOW, "The case was transferred to Easthaven Police.")
    notices.remind_of_tasks(NOW)
    assert db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.REMINDER)).first() is None
    assert story.crime.status is not Status.CANCELLED_RECORD, "only the crime registrar cancels a record (T4)"
    assert [one.id for one in questions.still_recorded(story.incident)] == [story.crime.id]


def running(story: Story) -> set[str]:
    db.session.expire_all()
    open_ones = (ClockStatus.RUNNING, ClockStatus.SUSPENDED, ClockStatus.BREACHED)
    rows = select(ClockRow).where(ClockRow.incident_id == story.incident.id, ClockRow.status.in_(open_ones))
    return {row.rule for row in db.session.scalars(rows)}


def test_t37_whoever_is_on_bail_here_stays_so_and_their_clock_runs(database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    accept(story, offer(story))
    assert {rule.split("_")[0] for rule in running(story)} == {"bail"}


def test_t4_after_a_transfer_the_registrar_cancels_the_record_as_another_forces(story: Story) -> None:
    accept(story, offer(story))
    recording.cancel_crime(
        story.incident, story.crime, CancelGround.OTHER_FORCE, "They recorded it.", actor=story.who(SENDER), at=NOW
    )
    assert questions.still_recorded(story.incident) == []
    assert story.incident.status is Status.TRANSFERRED_FORCE


@pytest.mark.both
def test_joined_cases_part_when_one_goes_to_another_force(database: str) -> None:
    lead, follower = tell(PATHS[Status.UNDER_INVESTIGATION], begin()), tell(acts.ready, begin(number=2))
    joining.join(follower.incident, lead.incident, actor=lead.who(SENDER), at=NOW)
    made = transfer.offer_transfer(
        lead.incident, lead.cast.unit("Z2-T1"), "He lives in your area.", actor=lead.who(SENDER), at=NOW
    )
    transfer.accept_transfer(made, actor=lead.who(RECEIVER), at=NOW)
    assert follower.incident.lead_incident_id is None
    kinds = select(CaseEvent.kind).where(CaseEvent.incident_id == follower.incident.id)
    assert EventKind.CASES_PARTED in db.session.scalars(kinds).all()
