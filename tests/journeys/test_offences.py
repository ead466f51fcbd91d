"""Offences of a case: what the page answers, and what each form does with good, bad, late and foreign input."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.models.allegation import Allegation, Element
from app.models.material import SourceLink
from app.services.demo import later_acts as acts
from app.web.fields import NOT_ON_THE_LIST
from tests.journeys.trying import happenings, hidden_from, opened, raced, refused, saved

DAY = {"offence_from-day": "24", "offence_from-month": "10", "offence_from-year": "2026"}


@pytest.fixture
def at(story):
    return f"/cases/{story.incident.reference}/offences"


def alleged() -> list[Allegation]:
    return list(db.session.scalars(select(Allegation).order_by(Allegation.id)))


def links() -> int:
    return len(
        db.session.scalars(
            select(SourceLink).where(SourceLink.element_id.is_not(None), SourceLink.taken_back_at.is_(None))
        ).all()
    )


def point(story) -> int:
    return story.allegation.elements[0].id


@pytest.mark.both
def test_the_page_says_what_is_covered_and_why_the_limit_is_what_it_is(story, as_, at):
    words = as_(story, "officer").page(at).select_one("main").get_text(" ", strip=True)
    assert "1 offence. Every point to prove has something linked to it." in words
    assert "Time limit: No time limit" in words and "Magistrates' Courts Act 1980 s127" in words
    assert "Who decides the charge The CPS" in words


def test_a_summary_offence_shows_its_last_day_and_what_is_left(story, as_, at):
    client = as_(story, "officer")
    saved(client, f"{at}/add", {"offence_type_key": "pha_s2"} | DAY)
    words = client.page(at).select_one("main").get_text(" ", strip=True)
    assert (
        "Time limit: Fri 23 Apr 2027. 151 days left." in words or "Time limit: Sat 24 Apr 2027. 152 days left." in words
    )
    assert "points to prove with nothing linked yet" in words and "Nothing is linked yet" in words


def test_before_suspect_and_crime_the_page_says_what_comes_first(tell, as_):
    bare = tell(lambda story: story.report().assess())
    at = f"/cases/{bare.incident.reference}/offences"
    client = as_(bare, "officer")
    page = client.page(at)
    assert "First comes the recorded crime" in page.get_text() and not page.select(f"a[href='{at}/add']")
    assert client.get(f"{at}/add").status_code == 303


def test_readers_see_the_offences_and_no_way_to_change_them(tell, as_):
    told = tell(acts.under_review)
    at = f"/cases/{told.incident.reference}/offences"
    forms = [f"{at}/add", f"{at}/A1/change", f"{at}/A1/points/add", f"{at}/A1/points/{point(told)}"]
    for who in ("prosecutor", "operations"):
        page = as_(told, who).page(at)
        assert "S1" in page.select_one("table").get_text() and not page.select("main a[href*='/points/']")
        hidden_from(as_(told, who), forms)
    assert as_(told, "supervisor").page(f"{at}/A1/points/add")
    hidden_from(as_(told, "caseworker"), [at, *forms])


def test_the_file_reviewer_reads_and_strangers_find_nothing(tell, as_):
    told = tell(lambda story: acts.offer(acts.draft(acts.ready(story))))
    at = f"/cases/{told.incident.reference}/offences"
    assert "A1." in as_(told, "Quinn Proofread").page(at).get_text()
    hidden_from(as_(told, "Quinn Proofread"), [f"{at}/add", f"{at}/A1/change"])
    other = tell(acts.ready, number=2, force="Z2")
    hidden_from(as_(other, "officer"), [at, f"{at}/add", f"{at}/A1/change"])


def test_an_offence_is_added_with_its_points(story, as_, at):
    damage = {"damage_owner": "The tram company", "damage_cost_gbp": "£1,640.50", "is_online": "no"}
    fields = DAY | damage | {"offence_type_key": "cda71_s1_1", "identification_methods": ["cctv", "viper"]}
    saved(as_(story, "officer"), f"{at}/add", fields)
    row = alleged()[1]
    assert (row.file_id, str(row.damage_cost_gbp), row.is_online) == ("A2", "1640.50", False)
    assert row.identification_methods == ("cctv", "viper") and row.elements


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        (DAY, "offence_type_key", "Choose the offence"),
        (DAY | {"offence_from-year": "2027", "offence_type_key": "cja_s39"}, "offence_from", "in the future"),
        (DAY | {"offence_type_key": "cja_s39", "damage_cost_gbp": "a lot"}, "damage_cost_gbp", "a number like"),
        (DAY | {"offence_type_key": "cja_s39", "damage_cost_gbp": "5"}, "damage_owner", "both the owner"),
        (DAY | {"offence_type_key": "cja_s39", "wording": "x" * 5001}, "wording", "5,000 characters or fewer"),
    ],
)
def test_an_offence_is_refused_beside_the_field(story, as_, at, fields, field, sentence):
    refused(as_(story, "officer"), f"{at}/add", fields, field, sentence)
    assert len(alleged()) == 1


def test_an_offence_is_changed(story, as_, at):
    client = as_(story, "officer")
    saved(client, f"{at}/A1/change", {"wording": "On a day in October", "venue_view": "magistrates"})
    assert alleged()[0].wording == "On a day in October"
    backwards = {"offence_to-day": "1", "offence_to-month": "10", "offence_to-year": "2026"}
    refused(client, f"{at}/A1/change", backwards, "offence_to", "cannot end before it begins")


def test_con_1_two_people_change_an_offence(story, as_, at):
    shown = str(raced(as_(story, "officer"), f"{at}/A1/change", {"wording": "their words"}, {"wording": "my words"}))
    assert "their words" in shown and "my words" in shown
    assert alleged()[0].wording == "my words"


def test_con_1_two_people_link_sources(story, as_, at):
    path = f"{at}/A1/points/{point(story)}"
    shown = raced(as_(story, "officer"), path, {"sources": ["S1"]}, {"sources": ["E1"]})
    assert "S1: witness statement of" in shown.select_one(".tl-both__text").get_text()
    standing = SourceLink.element_id == point(story), SourceLink.taken_back_at.is_(None)
    linked = db.session.scalars(select(SourceLink).where(*standing)).one()
    assert linked.evidence_id is not None and linked.statement_id is None


def test_a_point_is_added_and_linked_and_unlinked(story, as_, at):
    client = as_(story, "officer")
    refused(client, f"{at}/A1/points/add", {"text": ""}, "text", "Write the point")
    saved(client, f"{at}/A1/points/add", {"text": "He knew who lived there"})
    added = db.session.scalars(select(Element).where(Element.key == "added_1")).one()
    assert "1 point to prove with nothing linked yet." in client.page(at).get_text()
    before = links()
    saved(client, f"{at}/A1/points/{added.id}", {"sources": ["S1", "E1"]})
    assert links() == before + 2
    refused(client, f"{at}/A1/points/{added.id}", {"sources": "S9"}, "sources", NOT_ON_THE_LIST)
    form = opened(client, f"{at}/A1/points/{added.id}")
    form.pop("sources")
    assert client.post(f"{at}/A1/points/{added.id}", data=form).status_code == 303
    assert links() == before


def test_nothing_to_link_yet_leads_to_the_evidence(tell, as_):
    told = tell(lambda story: story.report().assess().record().allocate().name_suspect().interview().allege())
    page = as_(told, "officer").page(f"/cases/{told.incident.reference}/offences/A1/points/{point(told)}")
    assert "There is nothing to link yet." in page.get_text() and not page.select("main form")


def test_acc_3_ids_of_another_case_are_refused(story, tell, as_, at):
    other = tell(acts.ready, number=2, force="Z2")
    client = as_(story, "officer")
    before = happenings()
    assert client.get(f"{at}/A1/points/{point(other)}").status_code == 404
    assert client.get(f"{at}/A2/change").status_code == 404
    assert happenings() == before
    good = DAY | {"offence_type_key": "cja_s39"}
    refused(client, f"{at}/add", good | {"crime": str(other.crime.id)}, "crime", NOT_ON_THE_LIST)
    refused(client, f"{at}/add", good | {"suspect": "P9"}, "suspect", NOT_ON_THE_LIST)
    foreign = {"alternative_to_id": str(other.allegation.id)}
    refused(client, f"{at}/A1/change", foreign, "alternative_to_id", NOT_ON_THE_LIST)
    assert len(alleged()) == 2
