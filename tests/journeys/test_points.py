"""The grid of points to prove: what shows each or speaks against it, taken back and restored; the base offence."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.documents.blocks import words
from app.documents.contexts import evidence
from app.documents.contexts.desk import Desk
from app.documents.contexts.grid import grid
from app.domain.vocabulary import Availability, EvidenceKind, Strand
from app.models.allegation import Allegation
from app.models.material import EvidenceItem, SourceLink
from app.models.people import PersonCharacteristics
from app.queries.case_file import gather
from app.services import documents
from app.services.demo import later_acts as acts
from app.web.fields import NOT_ON_THE_LIST
from tests.inspection import filled
from tests.journeys.trying import happenings, hidden_from, opened, raced, refused, saved
from tests.stories import NOW


def bare(story):
    """An offence alleged, the statement and the recording there, nothing linked."""
    acts.ready(story)
    for element in story.allegation.elements:
        db.session.query(SourceLink).filter(SourceLink.element_id == element.id).delete()


@pytest.fixture
def linkable(tell):
    return tell(bare)


@pytest.fixture
def at(linkable):
    return f"/cases/{linkable.incident.reference}/offences"


def links():
    return list(
        db.session.scalars(select(SourceLink).where(SourceLink.element_id.is_not(None)).order_by(SourceLink.id))
    )


def alleged():
    return list(db.session.scalars(select(Allegation).order_by(Allegation.id)))


def point(linkable, place=0):
    return linkable.allegation.elements[place].id


def first(linkable):
    return linkable.allegation.elements[0].text


def pressed(client, path, words):
    """Press the button with these words on the page of a point."""
    form = next(one for one in client.page(path).select("main form") if words in one.get_text(" ", strip=True))
    assert client.post(str(form["action"]), data=filled(form)).status_code == 303


def row_of(page, text):
    return next(row for row in page.select("table.tl-table--cards tbody tr") if row.th.get_text(strip=True) == text)


@pytest.mark.both
def test_row_44_identification_and_hostility_are_rows_of_an_aggravated_offence(linkable, as_, at):
    page = as_(linkable, "officer").page(at)
    texts = [row.th.get_text(strip=True) for row in page.select("section table.tl-table--cards tbody tr")]
    assert "The suspect is the person who did it" in texts
    assert "Hostility demonstrated, or the offence motivated by it" in texts


@pytest.mark.both
def test_row_44_an_empty_point_stands_out_and_is_linked_with_one_press(linkable, as_, at):
    client = as_(linkable, "officer")
    text = linkable.allegation.elements[0].text
    row = row_of(client.page(at), text)
    assert "Nothing is linked yet" in row.get_text()
    link = row.select_one("a")
    assert link.get_text(" ", strip=True).startswith("Link evidence") and text in link.get_text()
    saved(client, str(link["href"]), {"source": "E1", "key_time": "12:04:44"})
    row = row_of(client.page(at), text)
    cell = row.select_one("td[data-label=Recordings]").get_text(" ", strip=True)
    assert "E1 AS/1" in cell and "at 12:04:44" in cell and "core" in cell
    assert "1 linked, 1 core" in row.get_text(" ", strip=True) and "Nothing is linked yet" not in row.get_text()


def test_row_44_a_key_time_is_optional_and_the_recordings_own_stands_in_for_it(linkable, as_, at):
    client = as_(linkable, "officer")
    path = f"{at}/A1/points/{point(linkable)}/evidence"
    saved(client, path, {"source": "E1"})
    saved(client, path, {"source": "S1", "key_time": "page 2, line 14"})
    words = row_of(client.page(at), linkable.allegation.elements[0].text).get_text(" ", strip=True)
    assert "at 12:04:10" in words and "at page 2, line 14" in words
    assert [one.key_time for one in links()] == [None, "page 2, line 14"]
    refused(client, path, {"source": "E1", "key_time": "x" * 101}, "key_time", "100 characters or fewer")
    refused(client, path, {"source": ""}, "source", "Choose what it is")
    refused(client, path, {"source": "E9"}, "source", NOT_ON_THE_LIST)


def test_row_44_linked_again_the_place_changes_and_the_link_stays_one(linkable, as_, at):
    client = as_(linkable, "officer")
    path = f"{at}/A1/points/{point(linkable)}/evidence"
    saved(client, path, {"source": "E1", "key_time": "12:04:10"})
    saved(client, path, {"source": "E1", "key_time": "12:05:00"})
    assert [one.key_time for one in links()] == ["12:05:00"]


def test_row_44_unlinked_with_one_press_and_no_script(linkable, as_, at):
    client = as_(linkable, "officer")
    path = f"{at}/A1/points/{point(linkable)}/evidence"
    saved(client, path, {"source": "E1"})
    form = next(one for one in client.page(path).select("main form") if "unlink" in str(one.get("action")))
    assert "Unlink E1 AS/1" in form.get_text(" ", strip=True)
    assert client.post(str(form["action"]), data=filled(form)).status_code == 303
    assert links()[0].taken_back_at and "Nothing is linked yet" in row_of(client.page(at), first(linkable)).get_text()
    assert db.session.scalars(select(EvidenceItem)).one(), "the item stays"
    assert client.post(f"{path}/E9/unlink", data=opened(client, path)).status_code == 404


@pytest.mark.both
def test_row_44_a_link_taken_back_keeps_its_place_with_who_and_when_and_stands_again(linkable, as_, at):
    client = as_(linkable, "officer")
    path = f"{at}/A1/points/{point(linkable)}/evidence"
    saved(client, path, {"source": "E1", "key_time": "12:04:44", "way": "against"})
    pressed(client, path, "Unlink E1 AS/1")
    cell = row_of(client.page(at), first(linkable)).select_one("td[data-label=Recordings]")
    assert cell.s.get_text() == "E1 AS/1"
    assert "taken back by DC Arden Samplewick, Mon 23 Nov" in cell.get_text(" ", strip=True)
    assert gather(linkable.incident).case.allegations[0].elements[0].source_ids == ()
    assert "a link to a point to prove taken back" in client.get(at.replace("offences", "history")).text
    pressed(client, path, "Let the link stand again: E1 AS/1")
    cell = row_of(client.page(at), first(linkable)).select_one("td[data-label=Recordings]").get_text(" ", strip=True)
    assert "taken back" not in cell and "points the other way" in cell and "at 12:04:44" in cell
    assert "a link to a point to prove restored" in client.get(at.replace("offences", "history")).text
    again = client.post(f"{path}/E1/restore", data=opened(client, path))
    assert again.status_code in (409, 422) and "This link was not taken back." in again.text
    pressed(client, path, "Unlink E1 AS/1")
    saved(client, path, {"source": "E1"})
    assert [(one.is_against, one.taken_back_at) for one in links()] == [(False, None)], "linked again, it stands"


@pytest.mark.both
def test_row_44_what_points_the_other_way_is_named_and_supports_nothing(tell, as_):
    linkable = tell(acts.under_review)
    element = linkable.allegation.elements[0]
    for link in links():
        link.is_against = link.element_id == element.id
    db.session.commit()
    at = f"/cases/{linkable.incident.reference}/offences"
    row = row_of(as_(linkable, "prosecutor").page(at), element.text).get_text(" ", strip=True)
    assert "points the other way" in row and "Nothing is linked yet" in row and "point the other way" in row
    assert "core" not in row, "what speaks against a point is no core evidence for it"
    facts = gather(linkable.incident).case.allegations[0].elements
    assert facts[0].source_ids == () and facts[1].source_ids, "the case file knows only what supports"
    review = as_(linkable, "prosecutor").page(f"/cases/{linkable.incident.reference}/referrals/1/review").get_text()
    assert "Points the other way:" in review
    dossier = documents.dossier_of(linkable.incident, as_of=NOW, made_by="x")
    desk = Desk.of(dossier)
    table, _ = grid(desk, 18, 200)
    assert table.rows[0][-1] == words("2") and table.rows[1][-1] == words("–")
    assert "Points the other way: " in repr(evidence.points_to_prove(desk, with_core=True))


def test_row_44_several_at_once_take_back_what_is_left_out_and_leave_the_other_way(linkable, as_, at):
    client = as_(linkable, "officer")
    path = f"{at}/A1/points/{point(linkable)}"
    saved(client, f"{path}/evidence", {"source": "E1", "key_time": "12:04:44"})
    saved(client, f"{path}/evidence", {"source": "S1", "way": "against"})
    saved(client, path, {"sources": []})
    assert [(bool(one.taken_back_at), one.is_against) for one in links()] == [(True, False), (False, True)]


def test_row_44_several_at_once_keep_the_key_times_of_what_stays(linkable, as_, at):
    client = as_(linkable, "officer")
    saved(client, f"{at}/A1/points/{point(linkable)}/evidence", {"source": "E1", "key_time": "12:04:44"})
    saved(client, f"{at}/A1/points/{point(linkable)}", {"sources": ["S1", "E1"]})
    assert {one.key_time for one in links()} == {None, "12:04:44"}


def test_row_44_what_cannot_be_had_keeps_its_place_struck_through(linkable, as_, at):
    client = as_(linkable, "officer")
    saved(client, f"{at}/A1/points/{point(linkable)}/evidence", {"source": "E1"})
    item = db.session.scalars(select(EvidenceItem)).one()
    item.availability, item.kind = Availability.UNOBTAINABLE, EvidenceKind.OBJECT
    db.session.commit()
    row = row_of(client.page(at), linkable.allegation.elements[0].text)
    cell = row.select_one("td[data-label='Other items']")
    assert cell.s.get_text() == "E1 AS/1" and "cannot be obtained" in cell.get_text()
    assert "Nothing that can be had is linked" in row.get_text()


def test_con_1_two_people_link_to_one_point(linkable, as_, at):
    path = f"{at}/A1/points/{point(linkable)}/evidence"
    theirs = {"source": "E1", "key_time": "12:01:01", "way": "against"}
    mine = {"source": "E1", "key_time": "12:02:02"}
    shown = str(raced(as_(linkable, "officer"), path, theirs, mine))
    assert "12:01:01" in shown and "12:02:02" in shown


def test_readers_see_the_grid_without_controls(tell, as_):
    linkable = tell(acts.under_review)
    at = f"/cases/{linkable.incident.reference}/offences"
    path = f"{at}/A1/points/{point(linkable)}/evidence"
    for who in ("prosecutor", "operations"):
        main = as_(linkable, who).page(at).select_one("main")
        assert "E1 AS/1" in main.get_text() and not main.select("form") and not main.select("a[href*='/points/']")
        before = happenings()
        hidden_from(as_(linkable, who), [path])
        for address in (f"{path}/E1/unlink", f"{at}/A1/alternatives/cja_s39"):
            form = opened_of_anywhere(as_(linkable, who))
            assert as_(linkable, who).post(address, data=form).status_code == 404
        assert happenings() == before


def opened_of_anywhere(client):
    return filled(client.page("/account/password").select_one("main form[method=post]"))


def test_acc_3_a_point_or_an_item_of_another_case_is_not_found(linkable, tell, as_, at):
    other = tell(acts.ready, number=2, force="Z2")
    client = as_(linkable, "officer")
    before = happenings()
    assert client.get(f"{at}/A1/points/{point(other)}/evidence").status_code == 404
    assert happenings() == before


@pytest.mark.both
def test_the_base_offence_is_added_as_an_alternative_with_one_press(tell, as_):
    linkable = tell(acts.ready)
    at = f"/cases/{linkable.incident.reference}/offences"
    client = as_(linkable, "officer")
    form = next(one for one in client.page(at).select("main form") if "/alternatives/" in str(one.get("action")))
    assert "Add the base offence as an alternative: Common assault" in form.get_text(" ", strip=True)
    assert client.post(str(form["action"]), data=filled(form)).status_code == 303
    first, made = alleged()
    assert (made.offence_type_key, made.alternative_to_id, made.suspect_id) == ("cja_s39", first.id, first.suspect_id)
    assert made.offence_from == first.offence_from and not made.hostility_strands
    held = {one.element_id for one in links()}
    assert {one.id for one in made.elements} <= held, "what shows the shared points is taken over"
    page = client.page(at)
    assert "Alleged in the alternative to A1." in page.get_text()
    assert not [one for one in page.select("main form") if "/alternatives/" in str(one.get("action"))]
    again = client.post(str(form["action"]), data=filled(form) | {"form_token": "", "version": ""})
    assert again.status_code in (400, 409, 422) and len(alleged()) == 2


def test_an_offence_that_is_not_its_base_cannot_be_added_so(tell, as_):
    linkable = tell(acts.ready)
    at = f"/cases/{linkable.incident.reference}/offences"
    client = as_(linkable, "officer")
    form = next(one for one in client.page(at).select("main form") if "/alternatives/" in str(one.get("action")))
    answer = client.post(f"{at}/A1/alternatives/oapa_s18", data=filled(form))
    assert answer.status_code in (400, 409, 422) and len(alleged()) == 1


def test_choosing_an_offence_says_which_forms_exist_and_why(linkable, as_, at):
    client = as_(linkable, "officer")
    words = client.page(f"{at}/add").select_one("main").get_text(" ", strip=True)
    assert "an aggravated form exists for hostility towards race and religion" in words
    assert "not confirmed" in words and "section 66 uplift" in words
    assert "that is what somebody perceived. What you allege here must be proved" in words
    words = client.page(f"{at}/A1/change").select_one("main").get_text(" ", strip=True)
    assert "A magistrates' court cannot convict of it unless it is charged" in words
    assert "In the Crown Court the jury may convict of it" in words
    assert "is part of this offence and is not counted again at sentence" in words


DAY = {"offence_from-day": "24", "offence_from-month": "10", "offence_from-year": "2026"}


@pytest.mark.parametrize(
    ("key", "strands", "field", "sentence"),
    [
        ("cda_s29_1c", "disability", "offence_type_key", "Choose the base offence: Common assault or battery"),
        ("cda_s29_1c", "", "hostility_strands", "Say whether hostility towards race or religion is alleged"),
        ("poa_s18", "religion", "offence_type_key", "This offence is about race, not religion"),
    ],
)
def test_a_form_the_law_does_not_know_is_refused_beside_the_field(linkable, as_, at, key, strands, field, sentence):
    fields = DAY | {"offence_type_key": key} | ({"hostility_strands": strands} if strands else {})
    page = refused(as_(linkable, "officer"), f"{at}/add", fields, field, sentence)
    assert len(alleged()) == 1
    assert "Forms of" in page.get_text(), "the page says which forms there are"


def test_flag_and_proof_stand_apart_and_a_strand_records_nobodys_identity(linkable, as_, at):
    client = as_(linkable, "officer")
    words = client.page(at).select_one("main").get_text(" ", strip=True)
    assert "Flag: what was perceived Race" in words and "Hostility alleged, to be proved Race" in words
    saved(client, f"{at}/A1/change", {"hostility_strands": [Strand.RACE, Strand.RELIGION]})
    words = client.page(at).select_one("main").get_text(" ", strip=True)
    assert "Flag: what was perceived Race" in words and "to be proved Race and religion" in words
    assert not db.session.scalars(select(PersonCharacteristics)).all(), "what was alleged says nothing of who they are"
