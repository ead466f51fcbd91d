"""The rooms of events: recorded, changed by two, with conditions and footage, and named on the case."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.public_order import EventRelation, EventType
from app.domain.stages import Status
from app.models.event import Event
from app.services import conflicts, events
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.conftest import FrozenClock
from tests.inspection import InspectingClient
from tests.journeys.conftest import Tell
from tests.journeys.trying import errors, hidden_from, opened, refused, saved

As = Callable[[Story, str], InspectingClient]
DAY = {"begins_on-day": "10", "begins_on-month": "10", "begins_on-year": "2026"}
MARCH = {"type": "demonstration", "name": "March to the harbour", "place": "Harbour Road"} | DAY
WHEN = {"imposed_at-day": "10", "imposed_at-month": "10", "imposed_at-year": "2026", "imposed_at-time": "14:05"}
CONDITION = {"power": "s14", "text": "Stay within the square.", "imposed_by": "Inspector Dara Fictwell"} | WHEN


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(PATHS[Status.SUSPECT_IN_CUSTODY])


def words(client: InspectingClient, path: str) -> str:
    found = client.page(path).select_one("main")
    assert found is not None
    return found.get_text(" ", strip=True)


def event_of(story: Story) -> Event:
    details = events.EventDetails(
        type=EventType.VIGIL, name="Vigil at the bridge", place="Old Bridge", begins_on=date(2026, 10, 12)
    )
    return events.record_event(details, actor=story.officer, at=story.now)


def test_an_event_from_the_list_to_the_case_and_back(story: Story, as_: As) -> None:
    client, case = as_(story, "officer"), f"/cases/{story.incident.reference}"
    assert "No event is recorded." in words(client, "/events")
    saved(client, "/events/new", MARCH | {"expected_number": "800", "actual_number": "650", "arrest_count": "4"})
    number = db.session.scalars(select(Event.id)).one()
    path = f"/events/{number}"
    saved(client, f"{path}/conditions/add", CONDITION)
    saved(client, f"{path}/footage/add", {"what": "Body-worn video", "held_at": "Digital store", "reference": "V-7"})
    saved(client, f"{case}/events/link", {"event": number, "relation": "at"})
    page = words(client, path)
    for said in (
        "Section 14: assembly", "Stay within the square.", "Inspector Dara Fictwell, Sat 10 Oct, 14:05",
        "Body-worn video", "V-7", "650", story.incident.reference, story.suspect.full_name, "In police custody",
    ):  # fmt: skip
        assert said in page, said
    overview = client.page(case)
    link = overview.select_one(f"main dd a[href='{path}']")
    assert link is not None and link.get_text() == "March to the harbour"
    assert "Part of an event" in overview.get_text()
    assert client.submit(f"{case}/events", {}, form="main form[action$=unlink]").status_code == 303
    assert "This case is part of no event." in words(client, f"{case}/events")
    assert story.incident.reference not in words(client, path)


def test_acc_2_a_colleague_reads_the_event_and_no_trace_of_the_case(story: Story, as_: As) -> None:
    event = event_of(story)
    bare = words(as_(story, "Bryn Mockridge"), f"/events/{event.id}")
    events.link(story.incident, event, EventRelation.AT, actor=story.officer, at=story.now)
    assert words(as_(story, "Bryn Mockridge"), f"/events/{event.id}") == bare


@pytest.mark.parametrize("name", ["prosecutor", "operations", "caseworker", "Quinn Proofread", "Rowan Witnall",
                                  "Dell Meadows", "Emlyn Figures", "Fable Keyholder"])  # fmt: skip
def test_acc_2_other_roles_do_not_find_the_room(story: Story, as_: As, name: str) -> None:
    event, case = event_of(story), f"/cases/{story.incident.reference}"
    paths = ["/events", "/events/new", f"/events/{event.id}", f"/events/{event.id}/change", f"{case}/events"]
    client = as_(story, name)
    hidden_from(client, paths)
    assert 'href="/events"' not in client.get("/account/activity").text


def test_acc_2_another_force_finds_its_own_list_alone(story: Story, as_: As) -> None:
    event = event_of(story)
    client = as_(story, "Ellis Pretendham")
    assert "Vigil" not in client.get("/events").text
    hidden_from(client, [f"/events/{event.id}", f"/events/{event.id}/change", f"/events/{event.id}/footage/add"])


def test_what_is_wrong_is_said_beside_its_field(story: Story, as_: As) -> None:
    client, event = as_(story, "officer"), event_of(story)
    refused(client, "/events/new", DAY, "name", "Give it a name")
    ends = {"ends_on-day": "9", "ends_on-month": "10", "ends_on-year": "2026"}
    refused(client, "/events/new", MARCH | ends, "ends_on", "cannot end before it begins")
    refused(client, f"/events/{event.id}/conditions/add", {"power": "s12"}, "text", "Write the condition")
    refused(client, f"/events/{event.id}/footage/add", {"what": "Video"}, "held_at", "Say where it is held")
    link = f"/cases/{story.incident.reference}/events/link"
    refused(client, link, {"relation": "at"}, "event", "Choose the event")


def test_con_1_two_people_change_one_event(story: Story, as_: As) -> None:
    client, path = as_(story, "officer"), f"/events/{event_of(story).id}/change"
    late = opened(client, path)
    saved(client, path, {"name": "Vigil at the old bridge"})
    answer = client.post(path, data=late | {"name": "Vigil by the river"})
    assert answer.status_code == 409
    assert "Vigil at the old bridge" in answer.text and "Vigil by the river" in answer.text, errors(answer.text)
    assert "Vigil at the old bridge" in words(client, "/events")


def test_acc_3_a_condition_is_found_under_its_own_event_alone(story: Story, as_: As) -> None:
    client, one, other = as_(story, "officer"), event_of(story), event_of(story)
    saved(client, f"/events/{one.id}/conditions/add", CONDITION)
    saved(client, f"/events/{one.id}/footage/add", {"what": "Video", "held_at": "Store"})
    assert client.get(f"/events/{one.id}/conditions/1").status_code == 200
    hidden_from(client, [f"/events/{other.id}/conditions/1", f"/events/{other.id}/footage/1"])


@pytest.mark.both
def test_the_list_and_the_event_cost_the_same_with_one_and_with_many(
    story: Story, as_: As, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    event, costs = event_of(story), []
    events.link(story.incident, event, EventRelation.AT, actor=story.officer, at=story.now)
    details = events.ConditionDetails(power="s14", text="x", imposed_by="x", imposed_at=story.now)  # type: ignore[arg-type] # as the form gives it
    for many in (1, 40):
        for _ in range(many):
            event_of(story)
            events.add_condition(event, details, actor=story.officer, at=story.now)
            held = events.FootageDetails(what="x", held_at="x")
            events.add_footage(event, held, actor=story.officer, at=story.now)
        client = as_(story, "officer")
        for path in ("/events", f"/events/{event.id}"):
            with count_queries() as statements:
                assert client.get(path).status_code == 200
            costs.append((path, len(statements)))
    assert costs[:2] == costs[2:]


def figures(client: InspectingClient, path: str) -> dict[str, list[str]]:
    """Days, reports and reports a day of each period; empty where no table stands."""
    table = client.page(path).select_one("main table")
    rows = table.select("tbody tr") if table is not None else []
    return {
        str(row.th.next).strip(): [one.get_text(strip=True) for one in row.select("td")]
        for row in rows
        if row.th is not None
    }


@pytest.mark.both
def test_row_93_reports_before_during_and_after_an_event(story: Story, tell: Tell, as_: As) -> None:
    event = event_of(story)
    path = f"/events/{event.id}/before-and-after"
    others = [tell(PATHS[Status.RECORDED], number=number) for number in (2, 3)]
    days = (datetime(2026, 10, 11, 22, 59, tzinfo=UTC), datetime(2026, 10, 11, 23, 0, tzinfo=UTC))
    for case, at in zip((story.incident, others[0].incident), days, strict=True):
        case.occurred_from = at
    others[1].incident.occurred_from = datetime(2026, 10, 30, 12, tzinfo=UTC)
    others[0].incident.district = "Harbourside"
    db.session.commit()
    client = as_(story, "supervisor")
    assert "Reports before and after" in words(client, f"/events/{event.id}")
    assert figures(client, path) == {
        "Before": ["7", "1", "0.1"],
        "During": ["1", "1", "1.0"],
        "After": ["7", "0", "0.0"],
    }
    assert figures(client, f"{path}?days=28")["After"] == ["28", "1", "0.0"], (
        "a day of London, half an hour before midnight"
    )
    assert figures(client, f"{path}?district=Harbourside")["Before"] == ["7", "0", "0.0"]
    strand = story.incident.strands[0].strand.value
    assert figures(client, f"{path}?strand={strand}")["During"][1] in ("0", "1")
    assert figures(client, f"{path}?days=nonsense&strand=nonsense&district=nonsense")["Before"] == ["7", "1", "0.1"]
    bars = client.page(path).select("svg.tl-bar")
    assert len(bars) == 3 and all(one["aria-hidden"] == "true" for one in bars), "the number says it, the bar draws it"


def test_row_93_cases_one_may_not_open_are_counted_nowhere(story: Story, tell: Tell, as_: As) -> None:
    event = event_of(story)
    path = f"/events/{event.id}/before-and-after"
    hidden = tell(PATHS[Status.RECORDED], number=2)
    hidden.incident.occurred_from, hidden.incident.district = datetime(2026, 10, 12, 12, tzinfo=UTC), "Hiddenham"
    db.session.commit()
    conflicts.declare_conflict(hidden.incident, "A relative.", actor=story.supervisor, at=story.now)
    page = words(as_(story, "supervisor"), path)
    assert "No report on these days among the cases you may open." in page and "Hiddenham" not in page


def test_row_93_days_still_to_come_are_not_counted(story: Story, as_: As, clock: FrozenClock) -> None:
    begins = clock.at.date()
    details = events.EventDetails(type=EventType.MATCH, name="Derby", place="Ground", begins_on=begins)
    event = events.record_event(details, actor=story.officer, at=story.now)
    story.incident.occurred_from = clock.at
    db.session.commit()
    shown = figures(as_(story, "officer"), f"/events/{event.id}/before-and-after")
    assert shown["During"] == ["1", "1", "1.0"] and shown["After"] == ["0", "0", "Still to come"]
