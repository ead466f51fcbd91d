"""Lists that somebody keeps, and a list as a table (row 65, EXP-1, EXP-3, EXP-5)."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database.session import db
from app.domain.spreadsheets import as_csv, harmless
from app.models.audit import AuditDetail, AuditEvent
from app.models.incident import Incident
from app.models.saved_filter import SavedFilter
from app.services import list_export
from app.services.demo.story import Story
from tests.conftest import FrozenClock
from tests.inspection import InspectingClient
from tests.journeys.conftest import Tell

As = Callable[[Story, str], InspectingClient]
Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def officer(story: Story, as_: As) -> InspectingClient:
    return as_(story, "officer")


def keep(client: InspectingClient, name: str = "Trams", **fields: str) -> str:
    answer = client.submit("/work/lists/new", {"name": name, "words": "tram"} | fields)
    return client.get(answer.location).text if answer.status_code == 303 else answer.text


def the_list() -> SavedFilter:
    db.session.expire_all()
    return db.session.scalars(select(SavedFilter)).one()


def test_row_65_a_list_is_kept_counted_and_opened(officer: InspectingClient, story: Story) -> None:
    assert "The list is kept." in keep(officer)
    page = officer.page("/work/lists")
    row = page.select_one("tbody tr")
    assert row is not None
    assert [cell.get_text(" ", strip=True) for cell in row.select("th, td")][:3] == ["Trams", "1", "“tram”"]
    opened = officer.get(str(row.select("a")[0]["href"]))
    assert story.incident.reference in opened.text
    keep(officer, "None of them", words="helicopter")
    counted = [one.select("td")[0].get_text() for one in officer.page("/work/lists").select("tbody tr")]
    assert counted == ["0", "1"]


def test_row_65_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(officer: InspectingClient) -> None:
    assert "a list without them is the whole list" in keep(officer, words="")
    keep(officer)
    again = keep(officer, "TRAMS", words="bus")
    assert "You keep a list of this name already." in again and 'value="bus"' in again
    for number in range(11):
        keep(officer, f"List {number}")
    assert "You keep 12 lists already." in keep(officer, "One more")


def test_row_65_a_list_is_changed_taken_off_and_put_back(
    officer: InspectingClient, clock: FrozenClock, story: Story, as_: As
) -> None:
    keep(officer)
    number = the_list().id
    officer.submit(f"/work/lists/{number}", {"name": "Tram lines", "strand": "race"})
    assert (the_list().name, str(the_list().strand), the_list().words) == ("Tram lines", "race", "tram")
    page = officer.page("/work/lists")
    form = page.select_one("form[action$='/take-off']")
    assert form is not None
    officer.submit("/work/lists", {}, form="form[action$='/take-off']")
    assert "Taken off" in officer.get("/work/lists").text and not officer.page("/work/lists").select(
        "[action$='/take-off']"
    )
    officer.submit("/work/lists", {}, form="form[action$='/put-back']")
    assert the_list().taken_off_at is None
    officer.submit("/work/lists", {}, form="form[action$='/take-off']")
    clock.move(days=8)
    assert "Tram lines" not in as_(story, "officer").get("/work/lists").text


def test_row_65_words_of_the_list_stay_when_another_filter_is_chosen(officer: InspectingClient) -> None:
    page = officer.page("/work?q=tram")
    assert "Only cases with “tram”." in page.get_text()
    hidden = page.select_one("form.tl-filter input[name=q]")
    assert hidden is not None and hidden["value"] == "tram"
    assert not officer.page("/work").select("form.tl-filter input[name=q]")


def test_row_65_many_lists_cost_as_many_statements_as_one(officer: InspectingClient, count_queries: Counting) -> None:
    keep(officer)
    officer.get("/work/lists")
    with count_queries() as one:
        officer.get("/work/lists")
    for number in range(10):
        keep(officer, f"List {number}", words=f"word{'a' * number}")
    officer.get("/work/lists")
    with count_queries() as many:
        officer.get("/work/lists")
    assert len(one) == len(many) <= 9


def test_acc_3_nobody_else_sees_or_changes_it(officer: InspectingClient, story: Story, as_: As) -> None:
    keep(officer)
    number = the_list().id
    other = as_(story, "supervisor")
    assert "Trams" not in other.get("/work/lists").text
    assert other.get(f"/work/lists/{number}").status_code == 404
    keep(other, "Mine")
    mine = db.session.scalars(select(SavedFilter).where(SavedFilter.name == "Mine")).one().id
    for verb in ("take-off", "put-back"):
        form = other.page("/work/lists").select_one(f"form[action$='{mine}/take-off']")
        assert form is not None
        data = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
        assert other.post(f"/work/lists/{number}/{verb}", data=data).status_code == 404
    row = db.session.get_one(SavedFilter, number, populate_existing=True)
    assert row.taken_off_at is None


# A list as a table ---------------------------------------------------------------------------------------------------

HARMFUL = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\x01=1",
    "＝1", "＋1", "－1", "＠1", "=cmd|' /C calc'!A0", "\u202e=1", "  \t @x", "\tx", "\rx", "\nx",
]  # fmt: skip
HARMLESS = ["", "a=1", "1-2", "O'Brien", "(x)", "“=”", "£4", "Siân", "שרה", "محمد", "x\t=1", "'=1"]


@pytest.mark.parametrize("text", HARMFUL)
def test_exp_1_what_could_be_a_formula_gets_a_mark(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_exp_1_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_exp_1_every_cell_is_quoted_and_read_back_whole() -> None:
    content = as_csv(("A", "B"), [('say "x"', "two\r\nlines"), ("=1", "Łódź")])
    assert content.startswith(b"\xef\xbb\xbf")
    assert b",=" not in content and content.count(b"\r\n") == 4
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read == [["A", "B"], ['say "x"', "two\r\nlines"], ["'=1", "Łódź"]]


def table(client: InspectingClient, query: str = "", **fields: str) -> TestResponse:
    return client.submit(f"/work/table{query}", {"which": "act", "reason": "For the morning meeting."} | fields)


def test_exp_3_the_table_holds_what_the_list_shows_and_is_recorded_as_a_disclosure(
    officer: InspectingClient, story: Story
) -> None:
    case = db.session.get_one(Incident, story.incident.id)
    case.title = "=HYPERLINK(1)"
    db.session.commit()
    listed = officer.page("/work")
    which = "act" if story.incident.reference in str(listed.select_one("[aria-labelledby=act-now]")) else "waiting"
    answer = table(officer, which=which)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [row["Reference"] for row in rows] == [story.incident.reference]
    assert rows[0]["Case"] == "'=HYPERLINK(1)"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "list_handed_out")).one()
    detail = db.session.scalars(select(AuditDetail.body).where(AuditDetail.event_id == event.event_id)).one()
    assert event.kind == "disclosure"
    assert (detail["reason"], detail["rows"], detail["ids"]) == (
        "For the morning meeting.", 1, [story.incident.reference],
    )  # fmt: skip
    assert len(str(detail["sha256"])) == 64


def test_exp_3_filters_hold_for_the_table_a_reason_is_asked_and_a_long_list_is_refused(
    officer: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert table(officer, "?q=helicopter", which="act").data.count(b"\r\n") == 1
    assert "Say what the table is for" in table(officer, reason="").text
    monkeypatch.setattr(list_export, "MOST_ROWS", 0)
    answers = [table(officer, which=which) for which in ("act", "waiting")]
    assert any("has more than" in one.text for one in answers)
    assert not any(one.mimetype == "text/csv" and one.data.count(b"\r\n") > 1 for one in answers)


def test_exp_3_nobody_is_handed_a_case_of_somebody_else(tell: Tell, story: Story, as_: As) -> None:
    other = tell(number=2, force="Z3")
    client = as_(story, "officer")
    for which in ("act", "waiting"):
        assert other.incident.reference.encode() not in table(client, which=which).data
