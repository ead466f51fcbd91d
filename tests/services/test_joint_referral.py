"""Joined cases go to the CPS in one file: drafted, checked, sent, accepted and reviewed at once; rights apart."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary import CodeTest, DecisionCode, ReferralType, TriageReason, TriageResult
from app.models.history import CaseEvent
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.referral import Referral
from app.queries import referrals as questions
from app.services import action_answers, cps, decisions, drafting, joining, referral, reviews
from app.services.demo import later_acts as acts
from tests.joint import DETAILS, File, join_two
from tests.stories import begin, tell

pytestmark = pytest.mark.both


@pytest.fixture
def file(database: str) -> File:
    return join_two()


def own(incident: Incident) -> list[Referral]:
    rows = select(Referral).where(Referral.incident_id == incident.id).order_by(Referral.referral_no)
    return list(db.session.scalars(rows))


def told(incident: Incident, kind: EventKind) -> int:
    found = select(CaseEvent.id).where(CaseEvent.incident_id == incident.id, CaseEvent.kind == kind)
    return len(db.session.scalars(found).all())


def test_what_joined_cases_send_travels_in_the_referral_of_the_leading_one(file: File) -> None:
    row = file.draft()
    (part,) = own(file.two.incident)
    assert part.leading_id == row.id and row.leading_id is None
    assert [one.allegation_id for one in row.allegations] == [one.id for one in file.one.all_allegations]
    assert [one.allegation_id for one in part.allegations] == [one.id for one in file.two.all_allegations]
    assert part.outline == row.outline == DETAILS.outline, "one text for the prosecutor"
    for case in (file.one.incident, file.two.incident):
        assert told(case, EventKind.REFERRAL_DRAFTED) == 1


def test_a_joined_case_sends_nothing_by_itself_while_the_leading_one_can_take_it_along(file: File) -> None:
    with pytest.raises(RuleBroken, match="which leads"):
        drafting.draft(file.two.incident, DETAILS, file.two.all_allegations, **file.doing)
    with pytest.raises(RuleBroken, match="of this case"):
        drafting.draft(file.one.incident, DETAILS, file.two.all_allegations, **file.doing)
    stranger = tell(acts.ready, begin(number=3))
    with pytest.raises(RuleBroken, match="joined"):
        drafting.draft(file.one.incident, DETAILS, [*file.all_allegations, *stranger.all_allegations], **file.doing)
    assert own(file.one.incident) == own(file.two.incident) == []


def test_the_whole_file_takes_each_step_at_once(file: File) -> None:
    row = file.draft()
    part = own(file.two.incident)[0]
    for act in (referral.offer_for_check, referral.pass_check, referral.submit):
        with pytest.raises(WrongStage, match="which leads"):
            act(part, **file.head)
    referral.offer_for_check(row, **file.doing)
    assert file.statuses() == {Status.SUPERVISOR_REVIEW}
    referral.return_file(row, "The second suspect is not named.", **file.head)
    assert file.statuses() == {Status.UNDER_INVESTIGATION} and part.returned_reason == row.returned_reason
    referral.offer_for_check(row, **file.doing)
    referral.pass_check(row, **file.head)
    referral.submit(row, **file.head)
    assert file.statuses() == {Status.SUBMITTED_TO_CPS} and part.unit_id == row.unit_id is not None
    cps.accept(row, actor=file.cps, at=file.later())
    assert file.statuses() == {Status.TRIAGE_ACCEPTED}
    cps.allocate_prosecutor(row, file.one.cast.user(file.one.crew.prosecutor), actor=file.cps, at=file.later())
    assert file.statuses() == {Status.PROSECUTOR_REVIEW}
    for case in (file.one.incident, file.two.incident):
        assert case.status is Status.PROSECUTOR_REVIEW
        for kind in (EventKind.REFERRED, EventKind.TRIAGE_ACCEPTED, EventKind.PROSECUTOR_ALLOCATED):
            assert told(case, kind) == 1, (case.reference, kind)


def test_what_is_sent_of_each_case_is_that_case_and_no_other(file: File) -> None:
    row = file.sent()
    part = own(file.two.incident)[0]
    for sent, story in ((row, file.one), (part, file.two)):
        assert sent.snapshot is not None
        names = {one["surname"] for one in sent.snapshot["people"]}
        assert names == {story.victim.surname, story.suspect.surname}
        assert [one["allegation_id"] for one in sent.snapshot["allegations"]] == [
            one.file_id for one in story.all_allegations
        ]


def test_one_file_that_is_not_ready_keeps_all_at_home_and_says_which(file: File) -> None:
    file.two.incident.perceptions.clear()  # nobody perceived hostility: FR-005 blocks that file
    row = file.draft()
    referral.offer_for_check(row, **file.doing)
    referral.pass_check(row, **file.head)
    with pytest.raises(RuleBroken, match=file.two.incident.reference):
        referral.submit(row, **file.head)
    db.session.expire_all()
    assert row.submitted_at is None and own(file.two.incident)[0].submitted_at is None
    assert file.statuses() == {Status.SUPERVISOR_REVIEW}


def test_the_cps_returns_the_whole_file_and_it_comes_again_whole(file: File) -> None:
    row = file.sent()
    due = file.later().date() + timedelta(days=9)
    why = {"reasons": [TriageReason.MISSING_MEDIA], "due_on": due, "note": "The recording does not open."}
    cps.reject(row, **why, actor=file.cps, at=file.later())
    part = own(file.two.incident)[0]
    assert part.triage is not None and part.triage.result is TriageResult.REJECTED and part.triage.due_on == due
    assert file.statuses() == {Status.TRIAGE_REJECTED}
    again = drafting.ReferralDetails(referral_type=ReferralType.RESUBMISSION, outline="It opens now.")
    with pytest.raises(RuleBroken, match="which leads"):
        drafting.draft(file.two.incident, again, file.two.all_allegations, **file.doing)
    second = drafting.draft(file.one.incident, again, file.all_allegations, **file.doing)
    assert second.answers_referral_no == own(file.two.incident)[1].answers_referral_no == 1


def test_one_review_covers_the_file_and_each_case_keeps_its_part(file: File) -> None:
    row = file.under_review()
    tests = [
        reviews.TestApplied(
            allegation=one, code_test=CodeTest.FCT, evidential_met=True, evidential_reasons=f"Enough for {one.id}.",
            public_interest_met=True, public_interest_reasons="Hostility.",
        )
        for one in file.all_allegations
    ]  # fmt: skip
    doing = {"actor": file.prosecutor, "at": file.later()}
    with pytest.raises(RuleBroken, match="each allegation"):
        reviews.record_review(row, "Only one case.", tests[:1], **doing)
    reviews.record_review(row, "Each account bears out the other.", tests, **doing)
    part = own(file.two.incident)[0]
    for held, story in ((row, file.one), (part, file.two)):
        (review,) = held.reviews
        assert review.analysis == "Each account bears out the other."
        assert [one.allegation_id for one in review.assessments] == [one.id for one in story.all_allegations]
    charge = decisions.DecisionDetails(code=DecisionCode.CHARGE_FCT, reasons="Both stages met.", wording="As alleged.")
    decisions.decide(part, file.two.all_allegations[0], charge, actor=file.prosecutor, at=file.later())
    assert file.two.incident.status is Status.CHARGE_AUTHORISED and file.one.incident.status is Status.PROSECUTOR_REVIEW


def test_an_action_plan_about_one_case_is_answered_by_that_case_alone(file: File) -> None:
    file.under_review()
    part = own(file.two.incident)[0]
    asked = decisions.ActionAsked(text="Sound.", reason="Who spoke decides.", due_on=file.later().date())
    decisions.issue_action_plan(part, [asked], actor=file.prosecutor, at=file.later())
    assert part.action_plan is not None
    action_answers.answer_action(part.action_plan.actions[0], "It is attached.", **file.doing)
    again = drafting.ReferralDetails(referral_type=ReferralType.RESUBMISSION, outline="The sound is attached.")
    second = drafting.draft(file.two.incident, again, file.two.all_allegations, **file.doing)
    referral.offer_for_check(second, **file.doing)
    referral.pass_check(second, **file.head)
    referral.submit(second, **file.head)
    assert second.leading_id is None and second.prosecutor_id == part.prosecutor_id
    assert file.statuses() == {Status.PROSECUTOR_REVIEW}


def test_acc_11_a_file_moves_only_for_somebody_who_may_open_each_of_its_cases(file: File) -> None:
    row = file.draft()
    referral.offer_for_check(row, **file.doing)
    file.two.incident.is_restricted = True
    db.session.add(
        RestrictionMember(incident_id=file.two.incident.id, user_id=file.one.officer.user_id, added_at=file.later())
    )
    db.session.commit()
    assert not questions.travelling_in(row, file.one.supervisor).whole
    assert questions.travelling_in(row, file.one.supervisor).parts == ()
    with pytest.raises(NotAllowed, match="Not all of this file"):
        referral.pass_check(row, **file.head)
    assert questions.travelling_in(row, file.one.officer).whole
    assert questions.leading_of(own(file.two.incident)[0], file.one.supervisor) == row


def test_a_prosecutor_barred_from_one_case_is_given_none_of_the_file(file: File) -> None:
    row = file.sent()
    cps.accept(row, actor=file.cps, at=file.later())
    barred = file.one.cast.user(file.one.crew.prosecutor)
    acts_on = file.two.incident
    db.session.add(
        ConflictOfInterest(
            incident_id=acts_on.id, user_id=barred.id, reason="A neighbour.", declared_at=file.later(),
            declared_by_id=barred.id,
        )
    )  # fmt: skip
    db.session.commit()
    with pytest.raises(RuleBroken):
        cps.allocate_prosecutor(row, barred, actor=file.cps, at=file.later())
    db.session.expire_all()
    assert row.prosecutor_id is None and file.statuses() == {Status.TRIAGE_ACCEPTED}


def test_a_draft_is_changed_whole_and_what_is_left_out_stays_at_home(file: File) -> None:
    row = file.draft()
    drafting.change_draft(row, DETAILS, file.one.all_allegations, seen=row.version, **file.doing)
    assert own(file.two.incident) == [] and told(file.two.incident, EventKind.REFERRAL_DISCARDED) == 1
    drafting.change_draft(row, DETAILS, file.all_allegations, seen=row.version, **file.doing)
    assert own(file.two.incident)[0].leading_id == row.id


def test_a_draft_is_thrown_away_with_all_that_travels_in_it_but_never_what_is_being_checked(file: File) -> None:
    row = file.draft()
    referral.offer_for_check(row, **file.doing)
    with pytest.raises(WrongStage):
        drafting.discard(row, **file.doing)
    referral.return_file(row, "Not yet.", **file.head)
    drafting.discard(row, seen=row.version, **file.doing)
    assert own(file.one.incident) == own(file.two.incident) == []
    assert file.draft().referral_no == 1


def test_a_draft_of_its_own_is_thrown_away_before_the_case_travels(file: File) -> None:
    joining.part(file.two.incident, file.one.incident, actor=file.one.supervisor, at=file.later())
    alone = drafting.draft(file.two.incident, DETAILS, file.two.all_allegations, **file.doing)
    joining.join(file.two.incident, file.one.incident, actor=file.one.supervisor, at=file.later())
    with pytest.raises(RuleBroken, match="draft of its own"):
        file.draft()
    drafting.discard(alone, **file.doing)
    assert file.draft().travelling[0].incident_id == file.two.incident.id


def test_cases_that_part_keep_what_was_written_each_as_its_own_draft(file: File) -> None:
    row = file.draft()
    referral.offer_for_check(row, **file.doing)
    with pytest.raises(WrongStage, match="being checked"):
        joining.part(file.two.incident, file.one.incident, actor=file.one.supervisor, at=file.later())
    referral.return_file(row, "They part.", **file.head)
    joining.part(file.two.incident, file.one.incident, actor=file.one.supervisor, at=file.later())
    (alone,) = own(file.two.incident)
    assert alone.leading_id is None and alone.outline == DETAILS.outline
    referral.offer_for_check(alone, **file.doing)
    assert (
        file.two.incident.status is Status.SUPERVISOR_REVIEW
        and file.one.incident.status is not file.two.incident.status
    )
