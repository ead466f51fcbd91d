"""A victim's request for review through their support worker or witness care: told, in time, once, of own crimes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import NotFound, RuleBroken
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, HearingResult, ReviewScheme
from app.models.allegation import CrimeVictim
from app.models.outcome import VrrRequest
from app.services import own_reviews, people
from app.services.demo import court_acts
from app.services.demo import later_acts as acts
from app.services.demo.paths import PATHS
from tests.journeys.test_own_crimes import another_victim, told
from tests.services.test_duty_events import heard
from tests.stories import NOW, begin, support, tell

pytestmark = pytest.mark.both
ASKED = {"sure": "y"}


def no_evidence(story):
    court_result(story, HearingResult.NO_EVIDENCE_OFFERED)


def discontinued(story):
    court_result(story, HearingResult.DISCONTINUED)


def court_result(story, result):
    court_acts.result(story, heard(story), result, "Said in court")


@pytest.fixture
def refused(database, clock):
    story = tell(PATHS[Status.NFA_CPS_EVIDENTIAL], begin())
    support(story)
    return story


def caseworker(client, story):
    client.sign_in(story.cast.user(story.crew.caseworker))
    return f"/clients/{story.incident.reference}"


def test_it_can_be_asked_for_once_the_client_was_told_and_until_the_day_that_is_shown(client, refused, clock):
    path = caseworker(client, refused)
    ask = f"{path}/{refused.victim.file_id}/review"
    assert "review" not in client.page(path).select_one("main").get_text()
    assert client.page(ask).select("main form") == []
    told(refused, refused.victim, ClockEvent.CPS_NFA)
    page = client.page(path)
    assert "until Tue 23 Feb 2027" in page.get_text() and page.select_one(f"a[href='{ask}']")
    assert client.submit(ask, {}).status_code == 422
    assert client.submit(ask, ASKED).status_code == 303
    request = db.session.scalars(select(VrrRequest)).one()
    assert (request.scheme, request.victim_person_id) == (ReviewScheme.CPS, refused.victim.id)
    assert [row.allegation_id for row in request.allegations] == [refused.allegation.id]
    page = client.page(path)
    assert "Asked for a review of the decision Mon 23 Nov" in page.get_text() and not page.select_one(
        f"a[href='{ask}']"
    )
    assert client.page(ask).select("main form") == []
    with pytest.raises(RuleBroken):
        own_reviews.ask_for_victim(
            refused.incident, people.victim_of(refused.victim), actor=refused.who(refused.crew.caseworker), at=NOW
        )
    assert client.get(f"/cases/{refused.incident.reference}").status_code == 404


def test_after_three_months_it_is_no_longer_offered(client, refused, clock):
    told(refused, refused.victim, ClockEvent.CPS_NFA)
    clock.move(days=93)
    path = caseworker(client, refused)
    page = client.page(path)
    assert "Could ask for a review of the decision until Tue 23 Feb" in page.get_text()
    assert client.page(f"{path}/{refused.victim.file_id}/review").select("main form") == []


def test_only_for_a_client_of_ones_own(client, refused):
    other, _ = another_victim(refused)
    told(refused, refused.victim, ClockEvent.CPS_NFA)
    path = caseworker(client, refused)
    assert client.get(f"{path}/{other.file_id}/review").status_code == 404
    worker = refused.who(refused.crew.caseworker)
    with pytest.raises(NotFound):
        own_reviews.ask_for_victim(refused.incident, people.victim_of(other), actor=worker, at=NOW)
    client.sign_in(refused.cast.user("Cory Lantern"))
    assert client.get(f"{path}/{refused.victim.file_id}/review").status_code == 404
    client.sign_in(refused.cast.user(refused.crew.officer))
    assert client.get(f"{path}/{refused.victim.file_id}/review").status_code == 404
    assert client.get(f"/passing-on/{refused.incident.reference}/{refused.victim.file_id}/review").status_code == 404


def test_what_another_victim_was_told_opens_nothing(client, refused):
    """Two victims of one crime, one told: the other, whose worker looks, may not learn of the decision by a date."""
    other, _ = another_victim(refused)
    db.session.add(CrimeVictim(crime_id=refused.allegation.crime_id, person_id=other.id))
    db.session.commit()
    told(refused, other, ClockEvent.CPS_NFA)
    path = caseworker(client, refused)
    assert "review" not in client.page(path).select_one("main").get_text()
    assert client.page(f"{path}/{refused.victim.file_id}/review").select("main form") == []


@pytest.mark.parametrize("path", [no_evidence, discontinued])
def test_witness_care_records_it_on_its_own_page(client, database, clock, path):
    story = tell(path, begin())
    client.sign_in(story.cast.user(story.crew.witness_care))
    page = f"/passing-on/{story.incident.reference}"
    ask = f"{page}/{story.victim.file_id}/review"
    assert client.page(page).select_one(f"a[href='{ask}']")
    assert client.page(ask).select("main form") == []
    told(story, story.victim, ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED)
    if path is no_evidence:
        assert client.page(ask).select("main form") == []
        told(story, story.victim, ClockEvent.OUTCOME_RECEIVED)
    assert client.submit(ask, ASKED).status_code == 303
    request = db.session.scalars(select(VrrRequest)).one()
    assert request.scheme is ReviewScheme.CPS and request.victim_person_id == story.victim.id


def test_a_verdict_is_not_open_to_review(client, database, clock):
    story = tell(PATHS[Status.ACQUITTED], begin())
    support(story)
    told(story, story.victim, ClockEvent.OUTCOME_RECEIVED, at=NOW - timedelta(minutes=1))
    path = caseworker(client, story)
    page = client.page(path).select_one("main").get_text()
    assert Status.ACQUITTED.meaning.victim in page and "review" not in page
    assert client.page(f"{path}/{story.victim.file_id}/review").select("main form") == []


def test_a_police_ending_after_an_interview_goes_to_the_police(client, database, clock):
    story = tell(interviewed_and_ended, begin())
    support(story)
    path = caseworker(client, story)
    ask = f"{path}/{story.victim.file_id}/review"
    assert client.page(ask).select("main form") == []
    told(story, story.victim, ClockEvent.POLICE_NFA)
    assert "ask the police" in client.page(ask).get_text()
    assert client.submit(ask, ASKED).status_code == 303
    assert db.session.scalars(select(VrrRequest)).one().scheme is ReviewScheme.POLICE


def interviewed_and_ended(story):
    """The police end it after the suspect was interviewed under caution."""
    acts.end_by_police(acts.ready(story))
