"""The recording decision: what is kept of a report that is no crime, in each mode; a record the registrar cancels."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken, WrongStage
from app.domain.non_crime import MODE, RecordingMode, RecordKept, SubjectGround, Threshold
from app.domain.stages import Status
from app.domain.vocabulary import CancelGround, ClockEvent, PartyRole
from app.models.history import CaseEvent
from app.models.people import Person, PersonContact
from app.models.recording import CrimeCancellation, LocalPolicy, NonCrimeFinding
from app.models.teamwork import Notice
from app.models.victim import DatedEvent
from app.queries import non_crime as questions
from app.queries.policies import policy_of
from app.services import documents, local_policies, non_crime, people, recording, safe_contact, ticking
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.services.test_notices import work_all
from tests.stories import NOW, begin, tell

REVIEW = date(2026, 12, 1)
TODAY = NOW.date()


def _assessed(story: Story) -> None:
    """A flagged report under assessment, with a complainant and a subject who can be reached."""
    story.report().assess()
    for given, role in (("Robin", PartyRole.VICTIM), ("Sasha", PartyRole.SUSPECT)):
        details = people.PersonDetails(
            given_names=given, surname="Placeham", roles=(role,), occupation="Baker", date_of_birth=date(1980, 1, 1)
        )
        person = people.add_person(story.incident, details, actor=story.officer, at=story.later(minutes=5))
        card = people.ContactCard(phones=("07700 900123",))
        safe_contact.put_contact(person, card, actor=story.officer, at=story.later(minutes=5))
    recording.propose_non_crime(
        story.incident, "No offence known to law.", actor=story.officer, at=story.later(hours=1)
    )


@pytest.fixture
def story(database: str) -> Story:
    return tell(_assessed, begin())


def in_mode(story: Story, mode: RecordingMode) -> None:
    force = story.incident.unit.organisation
    local_policies.set_policy(
        force, MODE, mode.value, valid_from=date(2026, 1, 1), reason="x", actor=story.supervisor, at=NOW
    )


def confirm(story: Story, **more: Any) -> None:
    non_crime.confirm_non_crime(story.incident, actor=story.supervisor, at=NOW, **more)


def threshold(days: int = 100, reason: str = "He said he would come back with others.") -> Threshold:
    return Threshold(SubjectGround.FUTURE_CRIME, reason, TODAY + timedelta(days=days))


def person_of(story: Story, role: PartyRole) -> Person:
    rows = db.session.scalars(select(Person).where(Person.incident_id == story.incident.id).order_by(Person.id))
    return next(row for row in rows if role in {one.party_role for one in row.roles})


def reachable(person: Person) -> bool:
    return db.session.scalar(select(PersonContact.id).where(PersonContact.person_id == person.id)) is not None


# Mode, worth keeping, threshold decided → what is kept, whether the flag stays, whether the subject is named.
WALK = [
    (RecordingMode.CODE2023, False, False, RecordKept.NOTHING, False, False),
    (RecordingMode.CODE2023, True, False, RecordKept.HATE_INCIDENT, True, False),
    (RecordingMode.CODE2023, True, True, RecordKept.HATE_INCIDENT, True, True),
    (RecordingMode.ASB_INTEL, False, False, RecordKept.NOTHING, False, False),
    (RecordingMode.ASB_INTEL, True, False, RecordKept.ASB_INTELLIGENCE, False, False),
    (RecordingMode.ASB_INTEL, True, True, RecordKept.ASB_INTELLIGENCE, False, True),
    (RecordingMode.OFF, False, False, RecordKept.NOTHING, False, False),
]


@pytest.mark.both
@pytest.mark.parametrize(("mode", "worth", "decided", "kept", "flag", "named"), WALK)
def test_what_each_mode_keeps(
    story: Story, mode: RecordingMode, worth: bool, decided: bool, kept: RecordKept, flag: bool, named: bool
) -> None:
    in_mode(story, mode)
    confirm(story, worth_keeping=worth, threshold=threshold() if decided else None)
    incident = story.incident
    assert incident.status is Status.NON_CRIME
    found = questions.finding_of(incident)
    assert found is not None and (found.mode, found.record) == (mode, kept)
    assert (bool(incident.strands), bool(incident.perceptions)) == (flag, flag)
    subject, complainant = person_of(story, PartyRole.SUSPECT), person_of(story, PartyRole.VICTIM)
    assert (subject.surname == "Placeham", subject.occupation is not None, reachable(subject)) == (named,) * 3
    assert complainant.surname == "Placeham" and reachable(complainant), "the complainant stays in every mode"


REFUSED = [
    (RecordingMode.OFF, {"worth_keeping": True}, "worth_keeping"),
    (RecordingMode.OFF, {"threshold": threshold()}, "keep_subject"),
    (RecordingMode.CODE2023, {"threshold": threshold()}, "keep_subject"),
    (RecordingMode.ASB_INTEL, {"threshold": threshold()}, "keep_subject"),
    (RecordingMode.CODE2023, {"worth_keeping": True, "threshold": threshold(reason=" ")}, "threshold_reason"),
    (RecordingMode.ASB_INTEL, {"worth_keeping": True, "threshold": threshold(days=0)}, "review_on"),
    (RecordingMode.ASB_INTEL, {"worth_keeping": True, "threshold": threshold(days=366)}, "review_on"),
]


@pytest.mark.parametrize(("mode", "given", "field"), REFUSED)
def test_what_no_mode_keeps(story: Story, mode: RecordingMode, given: dict[str, Any], field: str) -> None:
    in_mode(story, mode)
    with pytest.raises(RuleBroken) as refused:
        confirm(story, **given)
    assert refused.value.field == field
    assert questions.finding_of(story.incident) is None


@pytest.mark.parametrize("mode", list(RecordingMode))
def test_every_mode_closes_opens_again_and_refuses_papers(story: Story, mode: RecordingMode) -> None:
    in_mode(story, mode)
    confirm(story)
    with pytest.raises(RuleBroken, match="no paper is made of it"):
        documents.prepare("police-report", story.incident, actor=story.officer, as_of=NOW)
    prosecutor = story.cast.user("Umber Pleadwell")
    non_crime.record_relevance(story.incident, prosecutor, "It shows a pattern.", actor=story.officer, at=NOW)
    assert documents.prepare("police-report", story.incident, actor=story.officer, as_of=NOW).job
    recording.reopen_report(story.incident, "A recording has come in.", actor=story.supervisor, at=NOW)
    assert story.incident.status is Status.UNDER_ASSESSMENT
    assert questions.finding_of(story.incident) is None


@pytest.mark.parametrize("mode", list(RecordingMode))
def test_no_subject_is_named_afterwards_without_a_decision(story: Story, mode: RecordingMode) -> None:
    in_mode(story, mode)
    confirm(story, worth_keeping=mode is not RecordingMode.OFF)
    subject = person_of(story, PartyRole.SUSPECT)
    details = people.PersonDetails(given_names="Toni", surname="Modelby", roles=(PartyRole.SUSPECT,))
    doing = {"actor": story.officer, "at": NOW}
    for act in (
        lambda: people.add_person(story.incident, details, **doing),
        lambda: people.change_person(subject, details, **doing),
        lambda: safe_contact.put_contact(subject, people.ContactCard(phones=("07700 900124",)), **doing),
    ):
        with pytest.raises(RuleBroken, match="no supervisor has decided"):
            act()


def test_acc_8_who_proposed_does_not_confirm(story: Story) -> None:
    story.incident.non_crime_proposed_by_id = story.supervisor.user_id
    db.session.commit()
    with pytest.raises(NotAllowed):
        confirm(story)


def test_con_1_a_report_changed_meanwhile_is_not_confirmed(story: Story) -> None:
    with pytest.raises(Conflict):
        confirm(story, seen=story.incident.version - 1)
    assert story.incident.report_status is Status.UNDER_ASSESSMENT


def test_the_mode_is_that_of_the_day(story: Story) -> None:
    force = story.incident.unit.organisation
    assert non_crime.mode_for(story.incident, NOW) is RecordingMode.ASB_INTEL, "the default of the file"
    doing = {"reason": "New guidance", "actor": story.supervisor, "at": NOW}
    local_policies.set_policy(force, MODE, "off", valid_from=date(2026, 2, 1), **doing)
    local_policies.set_policy(force, MODE, "code2023", valid_from=date(2026, 3, 1), **doing)
    local_policies.set_policy(force, MODE, "asb_intel", valid_from=date(2026, 2, 15), **doing)
    found = [policy_of(force.id, MODE, date(2026, *day)).value for day in ((1, 31), (2, 1), (2, 15), (2, 28), (3, 1))]
    assert found == ["asb_intel", "off", "asb_intel", "asb_intel", "code2023"]
    local_policies.set_policy(force, MODE, "off", valid_from=date(2026, 3, 1), **doing)
    assert policy_of(force.id, MODE, date(2026, 3, 1)).value == "off"
    other = story.cast.unit("Z2-T1").organisation_id
    assert policy_of(other, MODE, date(2026, 3, 1)).value == "asb_intel", "another force chooses for itself"


@pytest.mark.parametrize(("name", "value", "reason", "field"), [
    ("nchi_mode", "off", "x", "name"), (MODE, "sometimes", "x", "value"), (MODE, "off", " ", "reason"),
    ("admin_close_after_days", "-1", "x", "value"),
])  # fmt: skip
def test_a_choice_nobody_defined_is_refused(story: Story, name: str, value: str, reason: str, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        local_policies.set_policy(
            story.incident.unit.organisation, name, value,
            valid_from=TODAY, reason=reason, actor=story.supervisor, at=NOW,
        )  # fmt: skip
    assert refused.value.field == field
    assert db.session.scalars(select(LocalPolicy)).first() is None


# A cancelled record ---------------------------------------------------------------------------------------------------


def cancelling(story: Story, name: str = "Cleo Testerby", **more: Any) -> None:
    recording.cancel_crime(
        story.incident, story.crime, CancelGround.DUPLICATE, "It is Z1/00007/26 too.",
        actor=story.who(name), at=NOW, **more,
    )  # fmt: skip


@pytest.mark.both
def test_t4_the_allegations_end_with_the_record(database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_RUI], begin())
    assert [one.status for one in story.crime.allegations] == [Status.UNDER_INVESTIGATION]
    cancelling(story)
    assert story.incident.status is Status.CANCELLED_RECORD
    assert [one.status for one in story.crime.allegations] == [Status.STAYED]
    row = db.session.scalars(select(CrimeCancellation)).one()
    assert (row.crime_id, row.ground) == (story.crime.id, CancelGround.DUPLICATE)
    told = db.session.scalars(select(DatedEvent.kind).where(DatedEvent.incident_id == story.incident.id)).all()
    assert ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED in told, "the duty to tell the victim begins"
    last = db.session.scalars(select(CaseEvent).order_by(CaseEvent.id.desc())).first()
    assert last is not None and last.facts["reason_code"] == "duplicate"


@pytest.mark.parametrize("name", ["Arden Samplewick", "Dara Fictwell", "Greer Madeupson", "Umber Pleadwell"])
def test_acc_2_nobody_but_the_crime_registrar_cancels(database: str, name: str) -> None:
    """Dara supervises without the duty; Greer is the registrar of another force."""
    story = tell(PATHS[Status.SUSPECT_RUI], begin())
    with pytest.raises((NotAllowed, NotFound)):
        cancelling(story, name)
    assert db.session.scalars(select(CrimeCancellation)).first() is None


def test_con_1_a_record_changed_meanwhile_is_not_cancelled(database: str) -> None:
    story = tell(PATHS[Status.SUSPECT_RUI], begin())
    with pytest.raises(Conflict):
        cancelling(story, seen=story.crime.version + 1)


def test_a_finding_is_kept_for_each_time(story: Story) -> None:
    confirm(story)
    recording.reopen_report(story.incident, "A recording has come in.", actor=story.supervisor, at=NOW)
    recording.propose_non_crime(story.incident, "It shows nothing.", actor=story.officer, at=NOW)
    confirm(story, worth_keeping=True)
    kept = db.session.scalars(select(NonCrimeFinding.record).order_by(NonCrimeFinding.id)).all()
    assert kept == [RecordKept.NOTHING, RecordKept.ASB_INTELLIGENCE]


# What is kept of the subject, looked at again -----------------------------------------------------------------------


def kept(story: Story) -> None:
    in_mode(story, RecordingMode.ASB_INTEL)
    confirm(story, worth_keeping=True, threshold=threshold())


def test_what_is_kept_of_a_subject_is_kept_on_for_six_years_at_most(story: Story) -> None:
    kept(story)
    for year in range(1, 6):
        at = NOW + timedelta(days=365 * year)
        on = Threshold(SubjectGround.FUTURE_CRIME, "He came back.", at.date() + timedelta(days=360))
        non_crime.review_subject(story.incident, on, actor=story.supervisor, at=at)
    at = NOW + timedelta(days=365 * 6 - 10)
    late = Threshold(SubjectGround.FUTURE_CRIME, "He came back.", at.date() + timedelta(days=30))
    with pytest.raises(RuleBroken, match="six years") as refusal:
        non_crime.review_subject(story.incident, late, actor=story.supervisor, at=at)
    assert refusal.value.field == "review_on" and reachable(person_of(story, PartyRole.SUSPECT))


def test_whoever_has_the_case_is_told_before_the_day_on_which_it_is_looked_at_again(story: Story) -> None:
    kept(story)
    work_all(NOW)
    told = select(Notice).where(Notice.facts["rule"].as_string() == "nchi_subject_review")
    assert db.session.scalars(told).all() == []
    near = NOW + timedelta(days=99)
    ticking.tick_all(near)
    work_all(near)
    assert db.session.scalars(told).all(), "the last day is near"


def test_only_a_supervisor_looks_again_and_only_where_something_is_kept(story: Story) -> None:
    with pytest.raises(WrongStage):
        non_crime.review_subject(story.incident, None, actor=story.supervisor, at=NOW)
    kept(story)
    with pytest.raises(NotAllowed):
        non_crime.review_subject(story.incident, None, actor=story.officer, at=NOW)
