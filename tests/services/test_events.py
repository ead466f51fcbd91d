"""Events of a force: who keeps them, what one must hold, which cases and arrests a reader finds on them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken
from app.domain.public_order import ConditionPower, EventRelation, EventType
from app.domain.stages import Status
from app.models.audit import AuditEvent
from app.models.event import Event, EventIncident
from app.models.history import CaseEvent
from app.queries import events as questions
from app.services import events
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import NOW, begin, tell

DAY = date(2026, 10, 10)
COLLEAGUE, INSPECTOR, OTHER_FORCE = "Bryn Mockridge", "Dara Fictwell", "Greer Madeupson"


@pytest.fixture
def story(database: str) -> Story:
    return tell(PATHS[Status.SUSPECT_IN_CUSTODY], begin())


def details(**more: Any) -> events.EventDetails:
    plain = {"type": EventType.DEMONSTRATION, "name": "March to the harbour", "place": "Harbour Road", "begins_on": DAY}
    return events.EventDetails(**plain | more)


def recorded(story: Story, *, by: str | None = None, **more: Any) -> Event:
    actor = story.who(by) if by else story.officer
    return events.record_event(details(**more), actor=actor, at=NOW)


def linked(story: Story, event: Event, name: str | None = None) -> None:
    actor = story.who(name) if name else story.officer
    events.link(story.incident, event, EventRelation.DISPERSAL, actor=actor, at=NOW)


@pytest.mark.both
def test_an_event_with_its_case_and_the_arrest_in_it(story: Story) -> None:
    event = recorded(story, arrest_count=4)
    linked(story, event)
    found = questions.by_id(story.officer, event.id)
    assert (found.begins_on, found.ends_on, found.arrest_count) == (DAY, DAY, 4)
    cases, further = questions.cases_of(found, story.officer)
    assert [(row.reference, row.relation) for row in cases] == [(story.incident.reference, "As people left")]
    assert further is None
    arrests = questions.arrests_of(found, story.officer)
    assert [(row.name, row.reference) for row in arrests] == [(story.suspect.full_name, story.incident.reference)]
    assert [row.event.name for row in questions.links_of(story.incident)] == ["March to the harbour"]
    last = db.session.scalars(select(CaseEvent).order_by(CaseEvent.id.desc())).first()
    assert last is not None and last.kind.value == "event_linked" and last.facts == {"event_id": str(event.id)}


@pytest.mark.both
def test_acc_2_cases_of_others_leave_no_trace_on_an_event(story: Story) -> None:
    """A colleague of the force finds the event, and neither the case nor the arrest nor a number."""
    event = recorded(story)
    linked(story, event)
    for name, many in ((COLLEAGUE, 0), (INSPECTOR, 1), (story.crew.supervisor, 1)):
        who = story.who(name)
        found = questions.by_id(who, event.id)
        assert len(questions.cases_of(found, who)[0]) == many, name
        assert len(questions.arrests_of(found, who)) == many, name


def test_acc_7_a_restricted_case_leaves_no_trace_on_its_event(story: Story) -> None:
    event = recorded(story)
    linked(story, event)
    story.incident.is_restricted = True
    db.session.commit()
    assert questions.cases_of(event, story.supervisor) == ([], None)
    assert questions.arrests_of(event, story.supervisor) == []


NOT_POLICE = ("Quinn Proofread", "Umber Pleadwell", "Wren Seniorly", "Tamsin Intake", "Bex Harbourne", "Rowan Witnall",
              "Dell Meadows", "Emlyn Figures", "Fable Keyholder")  # fmt: skip

ACTS: dict[str, Callable[[Story, Event, Any], object]] = {
    "read": lambda story, event, who: questions.by_id(who, event.id),
    "record": lambda story, event, who: (
        events.record_event(details(), actor=who, at=NOW)
        if who.organisation_id == event.organisation_id
        else questions.by_id(who, event.id)
    ),
    "change": lambda story, event, who: events.change_event(event, details(name="Other"), actor=who, at=NOW),
    "condition": lambda story, event, who: events.add_condition(event, condition(), actor=who, at=NOW),
    "footage": lambda story, event, who: events.add_footage(event, footage(), actor=who, at=NOW),
    "link": lambda story, event, who: events.link(story.incident, event, EventRelation.AT, actor=who, at=NOW),
}


def condition() -> events.ConditionDetails:
    return events.ConditionDetails(
        power=ConditionPower.SECTION_12, text="Keep to the route.", imposed_by="Inspector Dara Fictwell", imposed_at=NOW
    )


def footage(**more: Any) -> events.FootageDetails:
    return events.FootageDetails(**{"what": "Body-worn video", "held_at": "Digital store"} | more)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", [*NOT_POLICE, OTHER_FORCE])
def test_acc_2_an_event_is_there_for_police_of_its_force_alone(story: Story, act: str, name: str) -> None:
    event = recorded(story)
    with pytest.raises((NotFound, NotAllowed)):
        ACTS[act](story, event, story.who(name))
    db.session.expire_all()
    assert (event.name, len(event.conditions), len(event.footage)) == ("March to the harbour", 0, 0)
    assert db.session.scalars(select(EventIncident)).first() is None


def test_acc_2_who_may_not_change_a_case_links_nothing_to_it(story: Story) -> None:
    event = recorded(story)
    with pytest.raises((NotFound, NotAllowed)):
        linked(story, event, COLLEAGUE)
    linked(story, event)
    with pytest.raises((NotFound, NotAllowed)):
        events.unlink(story.incident, event, actor=story.who(COLLEAGUE), at=NOW)


def test_a_case_is_linked_once_and_can_be_unlinked(story: Story) -> None:
    event = recorded(story)
    linked(story, event)
    with pytest.raises(RuleBroken) as refused:
        linked(story, event)
    assert refused.value.field == "event"
    events.unlink(story.incident, event, actor=story.officer, at=NOW)
    assert questions.links_of(story.incident) == []
    with pytest.raises(NotFound):
        events.unlink(story.incident, event, actor=story.officer, at=NOW)


@pytest.mark.parametrize(("more", "field"), [({"ends_on": DAY - timedelta(days=1)}, "ends_on")])
def test_an_event_does_not_end_before_it_begins(story: Story, more: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        recorded(story, **more)
    assert refused.value.field == field
    assert db.session.scalars(select(Event)).first() is None


@pytest.mark.parametrize(("begins", "ends"), [(None, NOW), (NOW, NOW - timedelta(minutes=1))])
def test_footage_begins_before_it_ends(story: Story, begins: Any, ends: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        events.add_footage(recorded(story), footage(begins_at=begins, ends_at=ends), actor=story.officer, at=NOW)
    assert refused.value.field == "begins_at"


def test_con_1_what_was_changed_meanwhile_is_not_overwritten(story: Story) -> None:
    event = recorded(story)
    row = events.add_condition(event, condition(), actor=story.officer, at=NOW)
    held = events.add_footage(event, footage(), actor=story.officer, at=NOW)
    doing = {"actor": story.officer, "at": NOW}
    with pytest.raises(Conflict):
        events.change_event(event, details(), seen=event.version + 1, **doing)
    with pytest.raises(Conflict):
        events.change_condition(row, condition(), seen=row.version + 1, **doing)
    with pytest.raises(Conflict):
        events.change_footage(held, footage(), seen=held.version + 1, **doing)


def test_aud_1_each_act_on_an_event_stands_in_the_audit_without_its_words(story: Story) -> None:
    event = recorded(story)
    events.change_event(event, details(name="March of the harbour"), actor=story.officer, at=NOW)
    events.add_condition(event, condition(), actor=story.officer, at=NOW)
    events.add_footage(event, footage(), actor=story.officer, at=NOW)
    rows = db.session.scalars(
        select(AuditEvent).where(AuditEvent.object_type == "event").order_by(AuditEvent.seq)
    ).all()
    assert [row.action for row in rows] == [
        "event_recorded", "event_changed", "condition_recorded", "footage_recorded",
    ]  # fmt: skip
    assert {row.object_id for row in rows} == {str(event.id)}


@pytest.mark.both
def test_events_come_by_day_and_each_once_whatever_the_page(story: Story) -> None:
    for number in range(60):
        recorded(story, name=f"Match {number}", begins_on=DAY + timedelta(days=number % 20), type=EventType.MATCH)
    recorded(story, by=OTHER_FORCE, name="Elsewhere")
    seen: list[Event] = []
    rows, after = questions.of_force(story.officer)
    while True:
        seen += rows
        if after is None:
            break
        rows, after = questions.of_force(story.officer, after=after)
    assert len(seen) == len({row.id for row in seen}) == 60
    assert [(row.begins_on, row.id) for row in seen] == sorted(((r.begins_on, r.id) for r in seen), reverse=True)


@pytest.mark.both
def test_cases_of_an_event_come_each_once_whatever_the_page(story: Story) -> None:
    event = recorded(story)
    linked(story, event)
    others = [tell(PATHS[Status.RECORDED], begin(number=number)) for number in range(2, 31)]
    for other in others:
        linked(other, event)
    rows, before = questions.cases_of(event, story.officer)
    assert len(rows) == questions.PER_PAGE and before is not None
    rest, end = questions.cases_of(event, story.officer, before=before)
    assert end is None
    found = [row.reference for row in (*rows, *rest)]
    assert sorted(found) == sorted([story.incident.reference, *(one.incident.reference for one in others)])
