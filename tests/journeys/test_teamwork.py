"""The rooms of working together: notes and tasks, notices, the team, allocation of many, handover."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import LineStatus, PointsTo
from app.models.incident import ClockState, Incident
from app.models.teamwork import CaseTask
from app.services import inquiries, notices, outbox, ticking
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.worker import HANDLERS
from tests.inspection import InspectingClient
from tests.stories import NOW, begin, tell

OWN_FORM = "main form[method=post]:has([name=stand_in])"


@pytest.fixture
def case(database: str, clock: object) -> Story:
    return tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())


def work_all() -> None:
    while outbox.work_one(HANDLERS, at=NOW):
        pass


def overdue(case: Story) -> None:
    """A clock of the police has ended three hours ago; one of the CPS is not the team's."""
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == case.incident.id)).one()
    state.police_due_at, state.police_rule = NOW - timedelta(hours=3), "bail_initial"
    db.session.commit()


def as_(client: InspectingClient, case: Story, name: str) -> InspectingClient:
    client.sign_in(case.cast.user(name))
    return client


def test_a_comment_reaches_whom_it_names(client: InspectingClient, case: Story) -> None:
    officer = as_(client, case, "Arden Samplewick")
    path = f"/cases/{case.incident.reference}/notes"
    answer = officer.submit(
        f"{path}/comment", {"text": "Can you look at E1?", "mentioned": [case.cast.user("Cleo Testerby").id]}
    )
    assert answer.status_code == 303
    work_all()
    supervisor = as_(client, case, "Cleo Testerby")
    page = supervisor.get("/notices").text
    assert "A colleague asks you something in a comment" in page and "New" in page
    assert "Can you look at E1?" in supervisor.get(path).text
    assert "Can you look at E1?" not in page, "a notice says that, not what"


def test_notices_are_read_at_once_and_counted_on_the_first_page(client: InspectingClient, case: Story) -> None:
    ticking.tick_all(NOW + timedelta(days=100))
    work_all()
    officer = as_(client, case, "Arden Samplewick")
    assert "new notice" in officer.get("/work").text
    assert officer.submit("/notices", {}).status_code == 303
    assert "Nothing new." in officer.get("/notices").text
    assert "new notice" not in officer.get("/work").text


@pytest.mark.both
def test_a_supervisor_sees_what_is_at_risk_and_who_has_what(client: InspectingClient, case: Story) -> None:
    overdue(case)
    page = as_(client, case, "Cleo Testerby").get("/team").text
    assert case.incident.reference in page and "Was due" in page
    assert "DC Arden Samplewick" in page
    assert as_(client, case, "Arden Samplewick").get("/team").status_code == 404


def test_acc_2_another_teams_risks_are_not_there(client: InspectingClient, case: Story) -> None:
    overdue(case)
    assert case.incident.reference not in as_(client, case, "Greer Madeupson").get("/team").text


def test_many_cases_are_given_at_once(client: InspectingClient, case: Story) -> None:
    others = [tell(PATHS[Status.RECORDED], begin(number=number)).incident for number in (2, 3)]
    for incident in others:
        incident.oic_id = None
    db.session.commit()
    supervisor, officer = as_(client, case, "Cleo Testerby"), case.cast.user("Bryn Mockridge")
    assert supervisor.submit("/team/allocate", {"officer": officer.id}).status_code == 422
    answer = supervisor.submit("/team/allocate", {"cases": [one.reference for one in others], "officer": officer.id})
    assert answer.status_code == 303
    db.session.expire_all()
    assert {db.session.get_one(Incident, one.id).oic_id for one in others} == {officer.id}


def test_handover_lists_what_goes_and_moves_it(client: InspectingClient, case: Story) -> None:
    officer = as_(client, case, "Arden Samplewick")
    notes = f"/cases/{case.incident.reference}/notes"
    officer.submit(f"{notes}/tasks/new", {"says": "Ask the shop", "owner": case.cast.user("Arden Samplewick").id})
    giver, receiver = case.cast.user("Arden Samplewick"), case.cast.user("Bryn Mockridge")
    supervisor = as_(client, case, "Cleo Testerby")
    path = f"/team/{giver.id}/handover"
    page = supervisor.get(path).text
    assert "Ask the shop" in page and case.incident.reference in page
    assert supervisor.submit(path, {"cases": [case.incident.reference], "officer": receiver.id}).status_code == 303
    assert as_(client, case, "Arden Samplewick").get(f"/cases/{case.incident.reference}").status_code == 404
    assert "Ask the shop" in as_(client, case, "Bryn Mockridge").get(notes).text


def test_acc_3_nobody_hands_over_an_officer_or_a_case_of_another_force(client: InspectingClient, case: Story) -> None:
    other = tell(PATHS[Status.UNDER_INVESTIGATION], begin("Z2", number=2))
    supervisor = as_(client, case, "Cleo Testerby")
    assert supervisor.get(f"/team/{case.cast.user('Ellis Pretendham').id}/handover").status_code == 404
    giver = case.cast.user("Arden Samplewick")
    answer = supervisor.submit(
        f"/team/{giver.id}/handover",
        {"cases": [other.incident.reference], "officer": case.cast.user("Bryn Mockridge").id},
    )
    assert answer.status_code == 422
    stranger = case.cast.user("Ellis Pretendham")
    answer = supervisor.submit(
        f"/team/{giver.id}/handover", {"cases": [case.incident.reference], "officer": stranger.id}
    )
    assert answer.status_code == 422
    db.session.expire_all()
    assert db.session.get_one(Incident, case.incident.id).oic_id == giver.id


def test_days_away_are_told_and_taken_off(client: InspectingClient, case: Story) -> None:
    officer = as_(client, case, "Arden Samplewick")
    days = {"begins_on-day": 1, "begins_on-month": 12, "begins_on-year": 2026}
    days |= {"ends_on-day": 5, "ends_on-month": 12, "ends_on-year": 2026}
    assert (
        officer.submit(
            "/notices/away", days | {"stand_in": case.cast.user("Bryn Mockridge").id}, form=OWN_FORM
        ).status_code
        == 303
    )
    page = officer.get("/notices/away").text
    assert "Bryn Mockridge" in page
    assert officer.submit("/notices/away", {}, form="main form[action*='/end']").status_code == 303
    assert "You have not told us of any days away." in officer.get("/notices/away").text


def test_a_reminder_of_what_is_asked_says_what_and_by_when(client: InspectingClient, case: Story) -> None:
    line = inquiries.LineDetails(
        text="Ask the tram company", status=LineStatus.OUTSTANDING, points_to=PointsTo.TOWARDS,
        target_date=NOW.date() + timedelta(days=7),
    )  # fmt: skip
    inquiries.put_line(case.incident, line, actor=case.officer, at=NOW)
    notices.tell_clocks({"id": case.incident.id}, NOW)
    page = as_(client, case, "Arden Samplewick").page("/notices").get_text(" ", strip=True)
    assert "An inquiry is due soon, Mon 30 Nov" in page
    assert "tram company" not in page, "the words stand on the case alone"


@pytest.mark.both
def test_what_the_case_asks_for_comes_from_its_state_and_goes_with_it(client: InspectingClient, case: Story) -> None:
    """An inquiry is asked for while it is open, with a task begun from it; once done it is asked for no more."""
    line = inquiries.LineDetails(
        text="Ask the tram company", status=LineStatus.OUTSTANDING, points_to=PointsTo.TOWARDS,
        target_date=NOW.date() + timedelta(days=5),
    )  # fmt: skip
    row = inquiries.put_line(case.incident, line, actor=case.officer, at=NOW)
    notes = f"/cases/{case.incident.reference}/notes"
    page = as_(client, case, "Arden Samplewick").page(notes)
    link = page.select_one("a[href*='/inquiries/']")
    assert link is not None and link.get_text() == "Inquiry: Ask the tram company"
    give = page.select_one("a[href*='about=inquiry']")
    assert give is not None
    begun = client.page(str(give["href"])).select_one("#says")
    assert begun is not None and begun["value"] == "Inquiry: Ask the tram company"
    assert client.submit(str(give["href"]), {}).status_code == 303
    assert db.session.scalars(select(CaseTask.about)).one() == f"inquiry.{row.id}"
    given = client.page(notes)
    assert given.select_one("a[href*='about=inquiry']") is None and "Given to" in given.get_text()
    inquiries.put_line(
        case.incident, replace(line, status=LineStatus.DONE, result="Nothing"), line=row, actor=case.officer, at=NOW
    )
    assert client.page(notes).select_one("a[href*='about=inquiry']") is None


def test_a_made_up_thing_to_ask_for_begins_an_empty_task(client: InspectingClient, case: Story) -> None:
    page = as_(client, case, "Arden Samplewick").page(
        f"/cases/{case.incident.reference}/notes/tasks/new?about=inquiry.999999"
    )
    begun = page.select_one("#says")
    assert begun is not None and not begun.get("value")


def test_a_clock_of_the_cps_is_not_the_teams_to_watch(client: InspectingClient, case: Story) -> None:
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == case.incident.id)).one()
    state.level, state.police_due_at, state.police_level = "missed", None, None
    case.incident.next_due_at = NOW - timedelta(days=3)
    db.session.commit()
    page = as_(client, case, "Cleo Testerby").get("/team").text
    assert case.incident.reference not in page and "No clock of the team is near its end." in page
