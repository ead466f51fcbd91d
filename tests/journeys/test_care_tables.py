"""Lists of support workers and witness care as tables: what their pages show, with a reason, recorded, no formula."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.stages import Status
from app.models.audit import AuditDetail, AuditEvent
from app.models.people import Person
from app.services import list_export
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.inspection import InspectingClient
from tests.stories import begin, support, tell

As = Callable[[Story, str], InspectingClient]
REASON = {"reason": "For the morning meeting."}
pytestmark = pytest.mark.usefixtures("database", "clock")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def detail() -> dict[str, object]:
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "list_handed_out")).one()
    assert event.kind == "disclosure"
    return db.session.scalars(select(AuditDetail.body).where(AuditDetail.event_id == event.event_id)).one()


@pytest.mark.both
def test_row_66_a_support_worker_takes_out_their_own_clients(client: InspectingClient) -> None:
    story = tell(PATHS[Status.SUSPECT_ON_PRECHARGE_BAIL], begin())
    support(story)
    victim = db.session.get_one(Person, story.victim.id)
    victim.given_names = "=HYPERLINK(1)"
    db.session.commit()
    client.sign_in(story.cast.user(story.crew.caseworker))
    assert client.page("/clients").select_one("a[href='/clients/table']")
    answer = client.submit("/clients/table", REASON)
    assert answer.mimetype == "text/csv" and "clients-" in answer.headers["Content-Disposition"]
    [row] = rows(answer.data)
    assert row["Reference"] == story.incident.reference and row["Client"].startswith("'=HYPERLINK(1)")
    assert story.incident.title not in answer.text and str(story.suspect.surname) not in answer.text
    kept = detail()
    assert (kept["reason"], kept["rows"], kept["ids"]) == (REASON["reason"], 1, [story.incident.reference])
    assert not rows(client.submit("/clients/table?q=helicopter", REASON).data)


@pytest.mark.both
def test_row_66_witness_care_takes_out_what_there_is_to_pass_on(client: InspectingClient) -> None:
    story = tell(PATHS[Status.FIRST_HEARING_LISTED], begin())
    client.sign_in(story.cast.user(story.crew.witness_care))
    found = rows(client.submit("/passing-on/table", REASON).data)
    assert {row["Reference"] for row in found} == {story.incident.reference}
    assert any(row["Told"] == f"Not told: {story.victim.full_name}" for row in found)
    assert detail()["filters"] == {"list": "passing_on"}


def test_row_66_a_reason_is_asked_a_long_list_refused_and_others_have_no_such_page(
    client: InspectingClient, monkeypatch: pytest.MonkeyPatch, as_: As
) -> None:
    story = tell(PATHS[Status.FIRST_HEARING_LISTED], begin())
    client.sign_in(story.cast.user(story.crew.witness_care))
    assert "Say what the table is for" in client.submit("/passing-on/table", {"reason": ""}).text
    monkeypatch.setattr(list_export, "MOST_ROWS", 0)
    assert "has more than" in client.submit("/passing-on/table", REASON).text
    for who in ("officer", "prosecutor"):
        assert as_(story, who).get("/passing-on/table").status_code == 404
        assert as_(story, who).get("/clients/table").status_code == 404
