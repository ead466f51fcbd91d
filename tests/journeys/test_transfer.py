"""The pages of a transfer: offered by one supervisor, answered by another, and nobody's name before."""

from collections.abc import Callable

import pytest

from app.domain.stages import Status
from app.queries import transfers
from app.services import transfer
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.inspection import InspectingClient, soup
from tests.journeys.conftest import Tell
from tests.journeys.trying import hidden_from, opened, refused, saved
from tests.stories import NOW

As = Callable[[Story, str], InspectingClient]
RECEIVER = "Greer Madeupson"


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(PATHS[Status.SUSPECT_RUI])


def path_of(story: Story) -> str:
    return f"/cases/{story.incident.reference}/transfer"


def offer(story: Story, as_: As, unit: str = "Z2-T1") -> None:
    fields = {"unit": story.cast.unit(unit).id, "reason": "He lives in your area."}
    saved(as_(story, "supervisor"), f"{path_of(story)}/offer", fields)


def words(client: InspectingClient, path: str) -> str:
    return client.page(path).get_text(" ", strip=True)


def test_an_offer_shows_enough_to_answer_and_nobodys_name(story: Story, as_: As) -> None:
    offer(story, as_)
    assert "Waiting for their answer" in words(as_(story, "supervisor"), path_of(story))
    client = as_(story, RECEIVER)
    assert "1 case waits" in words(client, "/transfers")
    link = client.page("/transfers").select_one("main th a")
    assert link is not None
    page = words(client, str(link["href"]))
    assert "Northmarsh Police offers this case" in page and "He lives in your area." in page
    for secret in (story.incident.narrative, story.victim.surname, story.suspect.surname, story.crime.crime_number):
        assert secret not in page, secret
    assert client.get(f"/cases/{story.incident.reference}").status_code == 404


def test_accepted_it_is_a_case_of_ones_own(story: Story, as_: As) -> None:
    offer(story, as_)
    client, number = as_(story, RECEIVER), transfers.waiting_for(story.who(RECEIVER))[0].id
    form = opened(client, f"/transfers/{number}")
    answer = client.post(f"/transfers/{number}/accept", data=form)
    assert answer.status_code == 303
    page = words(client, answer.location)
    assert story.incident.narrative in page and "Easthaven" in page
    assert story.incident.reference in words(client, f"{answer.location}/references")
    theirs = answer.location.rsplit("/", 1)[1]
    assert f"Their reference: {theirs}" in words(as_(story, "supervisor"), path_of(story))
    hidden_from(as_(story, RECEIVER), [f"/transfers/{number}", f"/transfers/{number}/decline"])


def test_declined_the_reason_stands_with_the_case(story: Story, as_: As) -> None:
    offer(story, as_)
    client, number = as_(story, RECEIVER), transfers.waiting_for(story.who(RECEIVER))[0].id
    refused(client, f"/transfers/{number}/decline", {"reason": ""}, "reason", "Say why")
    saved(client, f"/transfers/{number}/decline", {"reason": "It happened on your side."})
    page = words(as_(story, "supervisor"), path_of(story))
    assert "Declined" in page and "It happened on your side." in page and "Offer this case" in page


def test_withdrawn_the_other_force_reads_that_and_why(story: Story, as_: As) -> None:
    offer(story, as_)
    number = transfers.waiting_for(story.who(RECEIVER))[0].id
    client = as_(story, "supervisor")
    link = client.page(path_of(story)).find("a", string="Withdraw the offer")
    path = str(link["href"])  # type: ignore[index]
    refused(client, path, {"reason": ""}, "reason", "Say why")
    saved(client, path, {"reason": "He has moved back."})
    page = words(client, path_of(story))
    assert "Withdrawn" in page and "He has moved back." in page and "Offer this case" in page
    hidden_from(client, [path])
    receiver = as_(story, RECEIVER)
    assert "Withdrawn by the other force" in words(receiver, "/transfers") and "No other force" in words(
        receiver, "/transfers"
    )
    shown = words(receiver, f"/transfers/{number}")
    assert "He has moved back." in shown and "Accept the case" not in shown and story.victim.surname not in shown


def test_con_1_an_offer_withdrawn_meanwhile_is_not_accepted(story: Story, as_: As) -> None:
    offer(story, as_)
    row = transfers.waiting_for(story.who(RECEIVER))[0]
    client, path = as_(story, RECEIVER), f"/transfers/{row.id}"
    late = opened(client, path)
    transfer.withdraw_offer(row, "He has moved back.", actor=story.supervisor, at=NOW)
    answer = client.post(f"{path}/accept", data=late)
    assert answer.status_code == 409 and "This offer was withdrawn." in answer.text
    answer = client.submit(f"{path}/decline", {"reason": "My words"})
    assert answer.status_code == 422 and "This offer was withdrawn." in answer.text and "My words" in answer.text


def test_after_a_transfer_the_page_names_the_records_the_registrar_cancels(story: Story, as_: As) -> None:
    offer(story, as_)
    client, number = as_(story, RECEIVER), transfers.waiting_for(story.who(RECEIVER))[0].id
    client.post(f"/transfers/{number}/accept", data=opened(client, f"/transfers/{number}"))
    page = words(as_(story, "supervisor"), path_of(story))
    assert f"Still recorded as a crime of this force: {story.crime.crime_number}." in page


def test_what_is_wrong_with_an_offer_is_said_beside_it(story: Story, as_: As) -> None:
    client, path = as_(story, "supervisor"), f"{path_of(story)}/offer"
    refused(client, path, {"reason": "x"}, "unit", "Choose the team")
    units = {
        int(one["value"]) for one in soup(client.get(path).text).select("select[name=unit] option") if one["value"]
    }
    assert units and story.incident.unit_id not in units
    offer(story, as_)
    refused(client, path, {"unit": str(story.cast.unit("Z3-T1").id), "reason": "x"}, "unit", "offered already")


def test_con_1_a_case_changed_meanwhile_is_not_offered(story: Story, as_: As) -> None:
    client, path = as_(story, "supervisor"), f"{path_of(story)}/offer"
    late = opened(client, path)
    saved(client, f"/cases/{story.incident.reference}/officer", {"officer": story.cast.user("Bryn Mockridge").id})
    answer = client.post(path, data=late | {"unit": story.cast.unit("Z2-T1").id, "reason": "My words"})
    assert answer.status_code == 409 and "My words" in answer.text


@pytest.mark.parametrize("name", ["officer", "operations", "Quinn Proofread", "Rowan Witnall", "Fable Keyholder"])
def test_acc_2_the_room_is_for_supervisors(story: Story, as_: As, name: str) -> None:
    offer(story, as_)
    number = transfers.waiting_for(story.who(RECEIVER))[0].id
    rooms = [path_of(story), f"{path_of(story)}/offer", f"{path_of(story)}/{number}/withdraw", "/transfers"]
    hidden_from(as_(story, name), [*rooms, f"/transfers/{number}"])


def test_acc_2_another_forces_supervisor_does_not_find_the_offer(story: Story, as_: As) -> None:
    offer(story, as_)
    number = transfers.waiting_for(story.who(RECEIVER))[0].id
    others = [f"/transfers/{number}", f"/transfers/{number}/decline", f"{path_of(story)}/{number}/withdraw"]
    hidden_from(as_(story, "Kit Examplar"), [*others, path_of(story)])
