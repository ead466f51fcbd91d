"""Each status that waits for a duty stores on its way the event from which the duty is counted (victims.md 1.4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.calendar import london_day
from app.domain.case_file import schema, to_json
from app.domain.stages import Status
from app.domain.telling import DUTY_EVENTS, EVENT_OF
from app.domain.vocabulary import ClockEvent, HearingResult, HearingType
from app.models.outcome import Appeal, Hearing
from app.models.victim import DatedEvent
from app.queries.case_file import gather
from app.services import appeals
from app.services.demo import court_acts
from app.services.demo import later_acts as acts
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import begin, tell

E, H = ClockEvent, HearingResult
AWAITING = [status for status in Status if status.meaning.awaits_duty]
# Nothing to tell has happened yet: charged later, the date comes to witness care, the sentence is not passed.
LATER = {
    Status.CHARGE_AUTHORISED, Status.FIRST_HEARING_LISTED, Status.PTPH_LISTED, Status.TRIAL_LISTED,
    Status.AWAITING_SENTENCE,
}  # fmt: skip


def kinds(story: Story, *, of_allegation: bool = False) -> list[ClockEvent]:
    found = select(DatedEvent.kind).where(DatedEvent.incident_id == story.incident.id).order_by(DatedEvent.id)
    if of_allegation:
        found = found.where(DatedEvent.allegation_id.is_not(None))
    return list(db.session.scalars(found))


@pytest.mark.parametrize("status", AWAITING)
def test_each_status_that_waits_for_a_duty_has_its_event(database: str, clock: object, status: Status) -> None:
    story = tell(PATHS[status], begin())
    stored = DUTY_EVENTS[status.meaning.awaits_duty] & set(kinds(story))
    assert bool(stored) is (status not in LATER)
    assert EVENT_OF.get(status) is None or EVENT_OF[status] in DUTY_EVENTS[status.meaning.awaits_duty]


def heard(story: Story) -> Hearing:
    court_acts.put_charge(acts.authorised(story))
    return court_acts.hear(story, HearingType.FIRST_HEARING_NGAP)


NEWS: dict[HearingResult, list[ClockEvent]] = {
    H.PLEA_GUILTY: [E.CONVICTED],
    H.FOUND_GUILTY: [E.CONVICTED],
    H.FOUND_NOT_GUILTY: [E.OUTCOME_RECEIVED],
    H.NO_EVIDENCE_OFFERED: [E.OUTCOME_RECEIVED, E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.WITHDRAWN: [E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.DISCONTINUED: [E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.LIE_ON_FILE: [E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.STAYED: [E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.DECEASED: [E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.UNFIT: [E.PROCEEDINGS_STOPPED_OR_ALTERED],
    H.WARRANT: [E.WARRANT_OR_REARREST_RECEIVED],
    H.COMMITTED_FOR_SENTENCE: [E.CONVICTED],
    H.ADJOURNED: [],
    H.SENT: [E.SENT_TO_CROWN_COURT],
    H.PLEA_NOT_GUILTY: [E.NOT_GUILTY_PLEA],
}


@pytest.mark.parametrize("result", NEWS)
def test_each_result_of_a_court_is_news(database: str, clock: object, result: HearingResult) -> None:
    def path(story: Story) -> None:
        court_acts.result(story, heard(story), result, "Said in court")

    story = tell(path, begin())
    before = [E.SUSPECT_CHARGED]
    stored = [kind for kind in kinds(story, of_allegation=True) if kind not in before]
    assert stored == NEWS[result]


def after_sentence(leaves: Status) -> Callable[[Story], None]:
    def path(story: Story) -> None:
        PATHS[Status.APPEAL_PENDING](story)
        appeal = db.session.scalars(select(Appeal)).one()
        senior = story.who(story.crew.operations)
        appeals.decide_appeal(
            story.incident, appeal, story.allegation, leaves, "Allowed", actor=senior, at=story.later(days=1)
        )

    return path


@pytest.mark.parametrize("leaves", [Status.ACQUITTED, Status.SENTENCED])
def test_an_appeal_is_news_when_it_comes_and_when_it_is_decided(database, clock, leaves):
    story = tell(after_sentence(leaves), begin())
    assert kinds(story).count(E.APPEAL_EVENT_RECEIVED) == 2
    assert (E.OUTCOME_RECEIVED in kinds(story)) is (leaves is Status.ACQUITTED)


def test_the_end_of_a_warrant_is_news(database, clock):
    def path(story: Story) -> None:
        court_acts.result(story, heard(story), H.WARRANT)
        on = london_day(story.later(days=2))
        actor = story.who(story.crew.operations)
        appeals.end_warrant(story.incident, story.allegation, on, actor=actor, at=story.now + timedelta(hours=1))

    assert kinds(tell(path, begin())).count(E.WARRANT_OR_REARREST_RECEIVED) == 2


def test_what_is_stored_is_known_to_the_case_file(database, clock):
    """An acquittal is exported as the news of a result: the file has no kind of its own for it."""
    story = tell(PATHS[Status.ACQUITTED], begin())
    known = schema()["properties"]["events"]["items"]["properties"]["kind"]["enum"]
    assert {kind.value for kind in ClockEvent} <= set(known)
    events = to_json(gather(story.incident).case)["events"]
    assert "outcome_received" in [one["kind"] for one in events]
