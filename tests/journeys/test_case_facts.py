"""Pages for facts that only an import brought before: who sees them, what they refuse, what the second to save sees."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.roles import Rank
from app.domain.vocabulary import DisclosureDecision
from app.models.allegation import Act, Crime
from app.models.incident import OnlineConduct
from app.models.material import EvidenceItem
from app.models.people import PersonCharacteristics
from app.models.report_text import SettledMatch
from app.models.suspect import Suspect
from app.services.demo import later_acts as acts
from tests.asking import papers
from tests.journeys.test_people import day, one
from tests.journeys.trying import happenings, hidden_from, opened, raced, refused, saved


@pytest.fixture
def case(story):
    return f"/cases/{story.incident.reference}"


RACES = [
    ("online", {"platform": "Chirrup", "display_name": "theirs"}, {"platform": "Chirrup", "display_name": "mine"}),
    ("references", {"others": "Buses | theirs"}, {"others": "Buses | mine"}),
    ("people/P1/updates", {"every_days": "7"}, {"every_days": "14"}),
    ("people/P1/characteristics", {"religion": "theirs"}, {"religion": "mine"}),
    ("evidence/report-text/events/1", {"sources": ["E1"]}, {"sources": ["S1"]}),
]


@pytest.mark.parametrize(("path", "theirs", "mine"), RACES, ids=[path for path, _, _ in RACES])
def test_con_1_two_people_write(story, as_, case, path, theirs, mine):
    client = as_(story, "officer")
    saved(client, f"{case}/{path}", theirs | ({"display_name": "before"} if path == "online" else {}))
    shown = raced(client, f"{case}/{path}", theirs | {"every_days": "21"} if "every_days" in theirs else theirs, mine)
    assert "DC Arden Samplewick" in shown.get_text()


def test_conduct_online_is_refused_without_a_place_or_out_of_order(story, as_, case):
    client = as_(story, "officer")
    refused(client, f"{case}/online", {"url": "https://x.example"}, "platform", "Say where online")
    early = day("posted_at", "20 11 2026", "10:00") | day("captured_at", "20 11 2026", "09:00")
    refused(client, f"{case}/online", {"platform": "Chirrup"} | early, "captured_at", "before it was posted")
    saved(client, f"{case}/online", {"platform": "Chirrup"})
    saved(client, f"{case}/online", {"is_gone": "y"})
    assert db.session.scalars(select(OnlineConduct)).all() == []


def test_a_reference_has_two_parts(story, as_, case):
    refused(as_(story, "officer"), f"{case}/references", {"others": "Buses"}, "others", "put a bar between the parts")


def test_only_who_allocates_names_the_supervisor(story, as_, case):
    hidden_from(as_(story, "Quinn Proofread"), [f"{case}/supervisor"])
    client = as_(story, "supervisor")
    offered = [tag.get_text() for tag in client.page(f"{case}/supervisor").select("select[name=supervisor] option")]
    assert [words.split(",")[0] for words in offered[1:]] == [
        "DS Cleo Testerby",
        "DI Dara Fictwell",
        "Superintendent Tarn Highmark",
    ]
    saved(client, f"{case}/supervisor", {"supervisor": str(story.cast.user("Dara Fictwell").id)})
    assert "Supervised by DI Dara Fictwell" in client.page(f"{case}/history").get_text()


def test_acc_10_what_a_person_told_of_themselves_is_read_by_its_readers_and_in_no_paper(tell, as_):
    told = tell(acts.under_review)
    path = f"/cases/{told.incident.reference}/people/P1/characteristics"
    saved(as_(told, "officer"), path, {"religion": "Of the Quiet Hill"})
    row = one(PersonCharacteristics)
    assert row.told == {"religion": "Of the Quiet Hill"} and b"Quiet" not in row.told_sealed
    for who in ("supervisor", "prosecutor"):
        assert "Of the Quiet Hill" in str(as_(told, who).page(path))
    assert not as_(told, "prosecutor").page(path).select("main form")
    hidden_from(as_(told, "operations"), [path])
    hidden_from(as_(told, "Rowan Witnall"), [path])
    hidden_from(as_(told, "Bex Harbourne"), [path])
    for who in (told.crew.officer, told.crew.prosecutor):
        assert not [key for key, html in papers(told.incident, who) if "Quiet Hill" in html]
    history = f"/cases/{told.incident.reference}/history"
    assert "Protected characteristics of" in as_(told, "officer").page(history).get_text()
    assert "Protected characteristics" not in as_(told, "operations").page(history).get_text()


def test_a_strand_never_fills_in_what_a_person_is(story, as_, case):
    assert story.incident.strands
    form = opened(as_(story, "officer"), f"{case}/people/P1/characteristics")
    assert {form[name] for name in ("ethnicity", "religion", "disability", "sexual_orientation", "transgender")} == {""}
    assert db.session.scalars(select(PersonCharacteristics)).all() == []


def test_news_is_agreed_or_declined(story, as_, case):
    client = as_(story, "officer")
    refused(client, f"{case}/people/P1/updates", {"channel": "text"}, "every_days", "Say how often")
    saved(client, f"{case}/people/P1/updates", {"every_days": "14", "channel": "text"})
    assert "News every 14 days." in client.page(f"{case}/people").get_text()
    saved(client, f"{case}/people/P1/updates", {"every_days": ""} | day("opted_out_at", "22 11 2026"))
    assert "Wants no news." in client.page(f"{case}/people").get_text()


def test_a_rank_too_low_is_told_which_rank_it_needs(story, as_, case):
    client = as_(story, "officer")
    times = day("arrested_at", "23 11 2026", "08:00") | day("relevant_time", "23 11 2026", "08:30")
    saved(client, f"{case}/people/P2/arrest", times | {"grounds": "Seen nearby"})
    assert "Your rank is below that." in client.page(f"{case}/people/P2/longer-detention").get_text()
    before = happenings()
    asked = day("reviewed_at", "23 11 2026", "11:00") | day("ends_at", "24 11 2026", "20:00") | {"grounds": "Search"}
    answer = client.submit(f"{case}/people/P2/longer-detention", asked)
    assert answer.status_code == 403 and "superintendent rank or above" in answer.text
    assert happenings() == before and not one(Suspect).pace_extensions


def test_a_superintendent_extends_detention_and_the_overview_shows_the_clock(story, as_, case):
    times = day("arrested_at", "23 11 2026", "08:00") | day("relevant_time", "23 11 2026", "08:30")
    saved(as_(story, "officer"), f"{case}/people/P2/arrest", times | {"grounds": "Seen nearby"})
    story.cast.user("Dara Fictwell").rank = Rank.SUPERINTENDENT
    db.session.commit()
    client = as_(story, "Dara Fictwell")
    path = f"{case}/people/P2/longer-detention"
    asked = day("reviewed_at", "23 11 2026", "11:00") | {"grounds": "Search"}
    late = asked | day("ends_at", "24 11 2026", "20:31")
    refused(client, path, late, "ends_at", "at the latest Tue 24 Nov 2026, 20:30")
    saved(client, path, asked | day("ends_at", "24 11 2026", "20:30"))
    assert "Longer detention" in client.page(case).get_text()
    assert "Until Tue 24 Nov, 20:30" in client.page(f"{case}/people/P2/suspect").get_text()


def test_the_prosecutor_decides_on_unused_material_and_the_police_read_it(tell, as_):
    told = tell(acts.under_review)
    path = f"/cases/{told.incident.reference}/evidence/items/E1"
    client = as_(told, "prosecutor")
    refused(client, f"{path}/disclosure", {"decision": "inspect"}, "decision", "Only unused material")
    saved(as_(told, "officer"), path, {"usage": "unused"})
    saved(as_(told, "prosecutor"), f"{path}/disclosure", {"decision": "inspect"})
    assert one(EvidenceItem).disclosure_decision is DisclosureDecision.INSPECT
    page = as_(told, "officer").page(f"{path}/disclosure")
    assert DisclosureDecision.INSPECT.label in page.get_text() and not page.select("main form")
    hidden_from(as_(told, "operations"), [f"{path}/disclosure"])


WORDS = {"field": "/incident/location/description", "reason_code": "place_of_offence", "reason": "It is the place."}


def test_fr_070_words_stay_only_when_a_second_person_confirms(story, as_, case):
    client, add = as_(story, "officer"), f"{case}/evidence/report-text/words/add"
    refused(client, add, WORDS | {"match": "nowhere to be found"}, "match", "do not stand in that text")
    place = story.incident.location_description
    saved(client, add, WORDS | {"match": place})
    row = one(SettledMatch)
    path = f"{case}/evidence/report-text/words/{row.id}"
    assert not client.page(path).select("[value=confirm]")
    saved(as_(story, "supervisor"), path, {"answer": "confirm"})
    assert one(SettledMatch).confirmed_by.name == "Cleo Testerby"
    saved(as_(story, "officer"), path, {"answer": "back"})
    assert db.session.scalars(select(SettledMatch)).all() == []


def test_fr_070_nobody_confirms_their_own_words(story, as_, case):
    client = as_(story, "supervisor")
    saved(client, f"{case}/evidence/report-text/words/add", WORDS | {"match": story.incident.location_description})
    before = happenings()
    answer = client.submit(f"{case}/evidence/report-text/words/{one(SettledMatch).id}", {"answer": "confirm"})
    assert answer.status_code == 403 and happenings() == before


def test_fr_070_somebodys_address_is_never_settled(story, as_, case):
    client, place = as_(story, "officer"), story.incident.location_description
    saved(client, f"{case}/people/P1/contact", {"address": place.upper()})
    sentence = "This is somebody's address"
    refused(client, f"{case}/evidence/report-text/words/add", WORDS | {"match": place}, "match", sentence)


def test_an_act_is_added_and_never_lies_in_the_future(story, as_, case):
    at, client = f"{case}/offences/A1/acts/add", as_(story, "officer")
    tomorrow = story.cast.on + timedelta(days=1)
    late = {"text": "Again"} | {f"on-{part}": str(getattr(tomorrow, part)) for part in ("day", "month", "year")}
    refused(client, at, late, "on", "cannot lie in the future")
    on = {"on-day": "20", "on-month": "11", "on-year": "2026"}
    saved(client, at, {"text": "Again", "sources": ["S1"]} | on)
    assert one(Act).text == "Again"
    assert "Again" in client.page(f"{case}/offences").get_text()


def test_acts_stay_as_they_are_while_the_file_is_checked(tell, as_):
    told = tell(lambda story: acts.offer(acts.draft(acts.ready(story))))
    typed = {"text": "Again", "on-day": "20", "on-month": "11", "on-year": "2026"}
    answer = as_(told, "officer").submit(f"/cases/{told.incident.reference}/offences/A1/acts/add", typed)
    assert answer.status_code == 422 and "This cannot be done at the stage the case has reached." in answer.text
    assert db.session.scalars(select(Act)).all() == []


def test_a_crime_number_stands_once_in_a_case(story, as_, case):
    client, crime = as_(story, "officer"), one(Crime)
    another = {"crime_number": crime.crime_number, "offence": crime.offence_type_key, "has_no_victim": "y"}
    sentence = "Another crime of this case has this number."
    refused(client, f"{case}/crimes/new", another | {"reason": "A second window"}, "crime_number", sentence)
    client = as_(story, "officer")
    saved(client, f"{case}/crimes/{crime.id}", {"crime_number": "Z1/CORRECTED/26", "reason": "Typed wrongly"})
    assert one(Crime).crime_number == "Z1/CORRECTED/26"
    nobody = {"victims": [], "reason": "Nobody was hurt"}
    refused(client, f"{case}/crimes/{crime.id}", nobody, "victims", "Choose the victim, or say")
