"""The pages of the recording decision: its clock, what a supervisor confirms, what a registrar cancels."""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary import PartyRole
from app.models.history import CaseEvent
from app.models.people import Person
from app.services import non_crime, people, recording
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.web.fields import NOT_ON_THE_LIST
from tests.conftest import FrozenClock
from tests.inspection import InspectingClient, soup
from tests.journeys.conftest import Tell
from tests.journeys.trying import opened, refused, saved

As = Callable[[Story, str], InspectingClient]
KEEPS = {"worth_keeping": "yes", "keep_subject": "yes", "ground": "future_crime", "threshold_reason": "He said so."}
REVIEW = {"review_on-day": "1", "review_on-month": "3", "review_on-year": "2027"}


def assessed(story: Story) -> None:
    story.report().assess()


def proposed(story: Story) -> None:
    assessed(story)
    for given, role in (("Robin", PartyRole.VICTIM), ("Sasha", PartyRole.SUSPECT)):
        details = people.PersonDetails(given_names=given, surname="Placeham", roles=(role,))
        people.add_person(story.incident, details, actor=story.officer, at=story.later(minutes=5))
    recording.propose_non_crime(story.incident, "No offence.", actor=story.officer, at=story.later(hours=1))


def at(story: Story, page: str) -> str:
    return f"/cases/{story.incident.reference}/{page}"


def main(client: InspectingClient, path: str) -> str:
    """What a page says beside its frame: header, menus."""
    found = client.page(path).select_one("main")
    assert found is not None
    return found.get_text(" ", strip=True)


def test_the_decision_says_until_when_and_by_which_test(tell: Tell, as_: As, clock: FrozenClock) -> None:
    story = tell(assessed, days=0)
    client = as_(story, "officer")
    page = main(client, at(story, "decision"))
    assert "due by Tue 24 Nov, 12:00, 24 hours after the report (due tomorrow)" in page
    assert "balance of probability" in page and "no credible evidence to the contrary is immediately available" in page
    assert "due by Tue 24 Nov, 12:00" in main(client, at(story, "crimes/new"))
    clock.move(hours=2)
    assert "(22 h 0 min left)" in main(as_(story, "officer"), at(story, "decision"))
    clock.move(hours=23)
    assert "was due by Tue 24 Nov, 12:00" in main(as_(story, "officer"), at(story, "decision"))


@pytest.fixture
def waiting(tell: Tell) -> Story:
    return tell(proposed)


def test_a_supervisor_confirms_and_keeps_the_subject(waiting: Story, as_: As) -> None:
    client, path = as_(waiting, "supervisor"), at(waiting, "not-a-crime/confirm")
    page = client.page(path).get_text(" ", strip=True)
    assert "Keep it as anti-social behaviour or intelligence?" in page and "Keep details of the subject?" in page
    refused(client, path, {"keep_subject": "no"}, "worth_keeping", "Choose whether a record is kept")
    refused(client, path, KEEPS, "review_on", "Give the day")
    refused(
        client, path, KEEPS | REVIEW | {"worth_keeping": "no"}, "keep_subject", "no details of the subject are kept"
    )
    saved(client, path, KEEPS | REVIEW)
    page = main(client, at(waiting, "decision"))
    assert "Anti-social behaviour or intelligence" in page and "Looked at again on Mon 1 Mar 2027" in page
    assert "Sasha Placeham" in main(client, at(waiting, "people"))
    assert client.get(path).status_code == 404, "it is confirmed once"


def test_nobody_is_victim_or_suspect_of_what_is_no_crime(waiting: Story, as_: As) -> None:
    client = as_(waiting, "supervisor")
    saved(client, at(waiting, "not-a-crime/confirm"), {"worth_keeping": "yes", "keep_subject": "no"})
    for page in ("", "people", "people/add", "history", "decision"):
        words = main(client, at(waiting, page).rstrip("/")).replace(waiting.incident.narrative, "").lower()
        assert "victim" not in words and "suspect" not in words, page
    words = main(client, at(waiting, "people"))
    assert "1 subject and 1 complainant" in words and "Sasha" not in words


def test_no_paper_is_made_until_a_prosecutor_asks(waiting: Story, as_: As) -> None:
    client = as_(waiting, "supervisor")
    saved(client, at(waiting, "not-a-crime/confirm"), {"worth_keeping": "no", "keep_subject": "no"})
    assert "no paper is made of it" in main(client, at(waiting, "documents"))
    answer = client.get(at(waiting, "documents/police-report"))
    assert answer.status_code == 422 and "no paper is made of it" in answer.text
    path = at(waiting, "documents/relevance")
    refused(client, path, {"reason": "It shows a pattern."}, "prosecutor", "Choose the prosecutor")
    saved(client, path, {"prosecutor": waiting.cast.user("Umber Pleadwell").id, "reason": "It shows a pattern."})
    page = main(client, at(waiting, "documents"))
    assert "Umber Pleadwell asked" in page and "It shows a pattern." in page and "Police report, PDF" in page
    assert client.get(at(waiting, "documents/police-report")).status_code == 200


def test_a_case_of_crime_asks_for_no_relevance(tell: Tell, as_: As) -> None:
    story = tell(PATHS[Status.UNDER_INVESTIGATION])
    assert as_(story, "officer").get(at(story, "documents/relevance")).status_code == 404


def test_t4_the_registrar_chooses_a_ground(tell: Tell, as_: As) -> None:
    story = tell(PATHS[Status.SUSPECT_RUI])
    client, path = as_(story, "supervisor"), at(story, f"crimes/{story.crime.id}/cancel")
    grounds = soup(client.get(path).text).select("input[name=ground]")
    assert len(grounds) == 4
    refused(client, path, {"reason": "Twice."}, "ground", "Choose the ground")
    refused(client, path, {"ground": "duplicate"}, "reason", "Say what verifies it")
    saved(client, path, {"ground": "duplicate", "reason": "It is Z1/00007/26 too."})
    assert as_(story, "Dara Fictwell").get(path).status_code == 404, "no duty, no page"


def test_con_1_two_people_and_one_record(tell: Tell, as_: As) -> None:
    story = tell(PATHS[Status.RECORDED])
    client, path = as_(story, "supervisor"), at(story, f"crimes/{story.crime.id}/cancel")
    late = opened(client, path)
    change = at(story, f"crimes/{story.crime.id}")
    assert client.submit(change, {"crime_number": "Z1/77777/26", "reason": "Mistyped."}).status_code == 303
    answer = client.post(path, data=late | {"ground": "error", "reason": "Never happened."})
    assert answer.status_code == 409 and "Never happened." in answer.text


def test_names_in_the_account_are_shown_and_taken_out_by_choice(waiting: Story, as_: As) -> None:
    waiting.incident.narrative = "Sasha Placeham shouted at Robin from the bus."
    db.session.commit()
    client, path = as_(waiting, "supervisor"), at(waiting, "not-a-crime/confirm")
    page = client.page(path).get_text(" ", strip=True)
    assert "Sasha Placeham (subject)" in page and "Robin (complainant)" in page
    keep = {"worth_keeping": "no", "keep_subject": "no"}
    shown = refused(client, path, keep | {"names_out": "Sasha Placeham"}, "names_read", "Read the account")
    assert shown.select_one("input[name=names_out][value='Sasha Placeham']").has_attr("checked"), (
        "what was ticked stays"
    )  # type: ignore[union-attr]
    refused(client, path, keep | {"names_read": "y", "names_out": "Nobody"}, "names_out", NOT_ON_THE_LIST)
    assert waiting.incident.narrative.startswith("Sasha"), "nothing goes by itself"
    saved(client, path, keep | {"names_read": "y", "names_out": "Sasha Placeham"})
    assert waiting.incident.narrative == "[name taken out] shouted at Robin from the bus."


def test_a_subject_does_not_go_while_nobody_has_looked_for_names(waiting: Story) -> None:
    waiting.incident.narrative = "Sasha shouted."
    db.session.commit()
    with pytest.raises(RuleBroken, match="Say which names"):
        non_crime.confirm_non_crime(waiting.incident, actor=waiting.supervisor, at=waiting.later(hours=2))


# Where the word is meant: the law, and services, by their names.
MEANT = re.compile(r"Victims' Code|Victim Support|Harbour Victim Care", re.IGNORECASE)


def pages_of(client: InspectingClient, story: Story) -> Iterator[tuple[str, str]]:
    """Every page of a case that can be reached by its links, with the words of its main part."""
    start = f"/cases/{story.incident.reference}"
    seen, ahead = {start}, [start]
    while ahead:
        path = ahead.pop()
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = soup(answer.text).select_one("main")
        if page is None:
            continue
        yield path, page.get_text(" ", strip=True)
        for link in page.select("a[href]"):
            found = str(link["href"]).split("#")[0].split("?")[0]
            if found.startswith(start) and found not in seen:
                seen.add(found)
                ahead.append(found)


@pytest.mark.parametrize("role", ["officer", "supervisor"])
def test_no_page_of_it_speaks_of_victims_suspects_or_offences(waiting: Story, as_: As, role: str) -> None:
    saved(as_(waiting, "supervisor"), at(waiting, "not-a-crime/confirm"), KEEPS | REVIEW)
    typed = (waiting.incident.narrative, waiting.incident.title, waiting.incident.non_crime_reason or "-")
    found, walked = [], 0
    for path, words in pages_of(as_(waiting, role), waiting):
        walked += 1
        for one in typed:
            words = words.replace(one, "")
        hits = re.finditer(r".{0,60}(victim|suspect|offence).{0,40}", MEANT.sub("", words), re.IGNORECASE)
        found += [f"{path}: {hit.group()}" for hit in hits]
    assert walked > 25, "the walk finds the pages"
    assert not found, "\n".join(found)


def test_the_history_says_what_was_written_before_in_its_words(waiting: Story, as_: As) -> None:
    saved(as_(waiting, "supervisor"), at(waiting, "not-a-crime/confirm"), KEEPS | REVIEW)
    person = db.session.scalars(select(Person).where(Person.given_names == "Sasha")).one()
    for kind in (EventKind.SUSPECT_CHANGED, EventKind.ALLEGATION_CHANGED):
        facts = {"person": str(person.id)}
        row = CaseEvent(incident_id=waiting.incident.id, kind=kind, occurred_at=waiting.later(hours=3), facts=facts)
        row.actor_role = "officer"
        db.session.add(row)
    db.session.commit()
    words = main(as_(waiting, "supervisor"), at(waiting, "history"))
    assert "Answers about subject Sasha Placeham changed" in words
    assert "An offence against Sasha Placeham: changed" in words, "a fact keeps its place in the sentence"


def test_what_is_kept_of_the_subject_is_looked_at_again(waiting: Story, as_: As, clock: FrozenClock) -> None:
    client, path = as_(waiting, "supervisor"), at(waiting, "subject-review")
    assert client.get(path).status_code == 404, "nothing is kept yet"
    saved(client, at(waiting, "not-a-crime/confirm"), KEEPS | REVIEW)
    assert "Look again at what is kept of the subject" in client.get(at(waiting, "clocks")).text
    assert "Look again" in main(client, at(waiting, "decision"))
    refused(client, path, {}, "keep_subject", "Choose whether details of the subject are kept")
    late = {"keep_subject": "yes", "ground": "future_crime", "threshold_reason": "He came back.", "review_on-day": "1"}
    late |= {"review_on-month": "1", "review_on-year": "2029"}
    refused(client, path, late, "review_on", "within the next twelve months")
    saved(client, path, late | {"review_on-month": "6", "review_on-year": "2027"})
    assert "Looked at again on Tue 1 Jun 2027" in main(client, at(waiting, "decision"))
    saved(client, path, {"keep_subject": "no"})
    assert "Sasha" not in main(client, at(waiting, "people")) and client.get(path).status_code == 404
    history = main(client, at(waiting, "history"))
    assert "details of the subject kept on" in history and "details of the subject taken out" in history
