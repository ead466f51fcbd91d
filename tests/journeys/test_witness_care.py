"""Witness care: what there is to pass on, its page of a case, and what of a court it may record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.calendar import london_day
from app.domain.errors import NotAllowed, NotFound
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, HearingResult
from app.models.outcome import Hearing, Sentence
from app.models.victim import DatedEvent
from app.services import appeals, court, sentencing
from app.services.demo.paths import PATHS
from tests.stories import NOW, begin, give_safe_contact, tell


@pytest.fixture
def listed(database, clock):
    return tell(PATHS[Status.FIRST_HEARING_LISTED], begin())


def carer(story):
    return story.cast.user(story.crew.witness_care)


def contact(story, news):
    return {
        "victim": story.victim.file_id, "channel": "phone", "outcome": "told", "news": [news],
        "at-day": "23", "at-month": "11", "at-year": "2026", "at-time": "11:00",
    }  # fmt: skip


@pytest.mark.both
def test_a_hearing_stands_on_the_first_page_until_it_is_passed_on(client, listed):
    client.sign_in(carer(listed))
    page = client.page("/passing-on").select_one("main").get_text()
    assert "1 piece of news to pass on" in page and f"Not told: {listed.victim.full_name}" in page
    link = client.page("/passing-on").select_one("td a")["href"]
    assert client.submit(link, contact(listed, "H1")).status_code == 303
    after = client.page("/passing-on").select_one("main").get_text()
    assert "Nothing to pass on now" in after and "All victims told" in after
    event = db.session.scalars(select(DatedEvent).where(DatedEvent.kind == ClockEvent.HEARING_DATE_RECEIVED)).one()
    assert event.note == "Hearing H1"


def test_a_changed_date_is_news_again(client, listed):
    client.sign_in(carer(listed))
    reference = listed.incident.reference
    client.submit(f"/cases/{reference}/care/contact", contact(listed, "H1"))
    when = {"listed_at-day": "10", "listed_at-month": "12", "listed_at-year": "2026", "listed_at-time": "10:00"}
    links = client.page(f"/passing-on/{reference}").select("a")
    path = next(link["href"] for link in links if "Change the date" in link.get_text())
    answer = client.submit(path, when)
    assert answer.status_code == 303
    assert "1 piece of news to pass on" in client.page(f"/passing-on/{reference}").get_text()


def test_a_result_is_owed_to_the_victim(client, database, clock):
    story = tell(PATHS[Status.SENTENCED], begin())
    client.sign_in(carer(story))
    page = client.page("/passing-on")
    assert "The court passed sentence" in page.get_text() and "The defendant was convicted" in page.get_text()
    sentenced = db.session.scalars(select(DatedEvent).where(DatedEvent.kind == ClockEvent.SENTENCED)).one()
    fields = contact(story, sentenced.file_id)
    assert client.submit(f"/cases/{story.incident.reference}/care/contact", fields).status_code == 303
    assert "The court passed sentence" not in client.page("/passing-on").select_one("main").get_text()


def test_acc_10_the_page_of_a_case_holds_name_charge_and_conditions_only(client, listed):
    give_safe_contact(listed)
    client.sign_in(carer(listed))
    reference = listed.incident.reference
    page = client.page(f"/passing-on/{reference}").get_text()
    assert listed.suspect.full_name in page and "07700 900123" in page and "After six" in page
    whole = client.get(f"/passing-on/{reference}").text + client.get(f"/cases/{reference}/court").text
    for secret in (listed.incident.narrative, "Accepts being there", "Recognised by the victim"):
        assert secret not in whole
    for part in ("", "/people", "/offences", "/evidence", "/file-check", "/referrals", "/history"):
        assert client.get(f"/cases/{reference}{part}").status_code == 404, part


def test_only_cases_of_the_own_force_with_a_charge(client, listed):
    early = tell(PATHS[Status.UNDER_INVESTIGATION], begin("Z1", 2))
    client.sign_in(carer(listed))
    assert client.get(f"/passing-on/{early.incident.reference}").status_code == 404
    client.sign_in(listed.cast.user("Sorrel Witwell"))
    assert client.get(f"/passing-on/{listed.incident.reference}").status_code == 404
    assert "0 hearings without a result in 0 cases" in client.page("/passing-on").get_text()
    client.sign_in(listed.cast.user(listed.crew.officer))
    assert client.get("/passing-on").status_code == 404


def test_results_sentences_and_appeals_are_not_for_witness_care(client, listed):
    actor, case, offence = listed.who(listed.crew.witness_care), listed.incident, listed.allegation
    hearing = db.session.scalars(select(Hearing)).one()
    on = london_day(NOW)
    tries = [
        lambda: court.record_result(
            case, hearing, offence, court.Result(result=HearingResult.PLEA_GUILTY, on=on), actor=actor, at=NOW
        ),
        lambda: court.note_plea(case, offence, actor=actor, at=NOW),
        lambda: court.begin_trial(case, offence, on, actor=actor, at=NOW),
        lambda: sentencing.record_sentence(
            case, hearing, offence, kind="Fine", length="£100", on=on, uplift=sentencing.UpliftAnswers(),
            actor=actor, at=NOW,
        ),
        lambda: appeals.lodge_appeal(case, offence, "The defendant", on, actor=actor, at=NOW),
    ]  # fmt: skip
    for verb in tries:
        with pytest.raises(NotAllowed, match="The CPS records what the court decided"):
            verb()
    sentence = Sentence(allegation_id=offence.id, hearing_id=hearing.id, sentenced_on=on, type="Fine", length="£100")
    with pytest.raises((NotAllowed, NotFound)):
        sentencing.answer_uplift(case, sentence, sentencing.UpliftAnswers(), actor=actor, at=NOW)


def test_a_warrant_is_for_witness_care(client, listed):
    client.sign_in(carer(listed))
    path = f"/cases/{listed.incident.reference}/court"
    link = next(a["href"] for a in client.page(path).select("a") if "Record a warrant" in a.get_text())
    offered = [one["value"] for one in client.page(link).select("select[name=result] option") if one["value"]]
    assert offered == ["warrant"]
    assert client.submit(link, {"result": "warrant"}).status_code == 303
    listed.reload()
    assert listed.incident.status is Status.WARRANT_ISSUED
    page = client.page(f"/passing-on/{listed.incident.reference}")
    assert any("before the court" in a.get_text() for a in page.select("a"))


@pytest.mark.both
def test_the_list_goes_on_by_pages_and_drops_no_case(client, listed, monkeypatch):
    """The next hearing first, then cases without one, newest first; each case is there once."""
    monkeypatch.setattr("app.queries.witness_care.PER_PAGE", 2)
    later = [tell(PATHS[Status.FIRST_HEARING_LISTED], begin("Z1", number)) for number in (2, 3)]
    without = [tell(PATHS[Status.SENTENCED], begin("Z1", number)) for number in (4, 5)]
    for days, story in enumerate((later[1], listed, later[0])):
        hearing = db.session.scalars(select(Hearing).where(Hearing.incident_id == story.incident.id)).one()
        hearing.listed_at = NOW + timedelta(days=1 + days // 2)
    db.session.commit()
    client.sign_in(carer(listed))
    found, path = [], "/passing-on?q=HC-"
    while path:
        page = client.page(path)
        assert "5 cases in all" in page.get_text()
        found += [link.get_text() for link in page.select("section[aria-labelledby=found] li a")]
        more = page.select_one("nav.tl-pager a")
        path = more["href"] if more else None
    expected = [later[1], listed, later[0], *reversed(without)]
    assert sorted(found) == sorted(story.incident.reference for story in expected)
    assert found[2:] == [story.incident.reference for story in expected[2:]]
    assert len(client.page("/passing-on?after=nonsense").select("nav.tl-pager a")) == 1


def test_the_first_page_costs_the_same_however_many_cases(client, listed, count_queries):
    client.sign_in(carer(listed))
    client.get("/passing-on")
    with count_queries() as one:
        client.get("/passing-on")
    for number in (2, 3):
        tell(PATHS[Status.FIRST_HEARING_LISTED], begin("Z1", number))
    with count_queries() as many:
        client.get("/passing-on")
    assert len(many) == len(one)
