"""What one person may do so often and no more: a page that says when again, recorded; what was looked for stays."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import TooOften
from app.domain.stages import Status
from app.models.audit import AuditEvent
from app.services import limits
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.services.limits import Own, spend
from tests.conftest import FrozenClock
from tests.inspection import InspectingClient
from tests.journeys.conftest import Tell
from tests.whole_case import READERS


@pytest.fixture(autouse=True)
def _shipped() -> Iterator[None]:
    """Two of each for the pages, so that a test is short."""
    before = limits._OwnLimits.tries
    limits.use_own_limits((2, 2, 2, 2))
    yield
    limits.use_own_limits(before)


@pytest.fixture
def story(tell: Tell) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION])


@pytest.fixture
def officer(client: InspectingClient, story: Story) -> InspectingClient:
    client.sign_in(story.cast.user(READERS["officer"]))
    return client


def used(own: Own, actor: Actor, clock: FrozenClock, times: int) -> int | None:
    """Use it so often; the seconds to wait where one was too many."""
    try:
        for _ in range(times):
            spend(own, actor, at=clock.at)
    except TooOften as error:
        return error.seconds
    return None


@pytest.mark.both
@pytest.mark.parametrize(("own", "most"), [(Own.SEARCH, 60), (Own.DOWNLOAD, 60), (Own.TABLE, 10), (Own.PAPER, 60)])
def test_rate_3_so_many_and_no_more_and_after_the_wait_again(
    story: Story, clock: FrozenClock, own: Own, most: int
) -> None:
    limits.use_own_limits((60, 60, 10, 60))
    assert used(own, story.officer, clock, most) is None
    wait = used(own, story.officer, clock, 1)
    window = own.value[0].total_seconds()
    assert wait is not None and 0 < wait <= window + 60
    assert used(own, story.supervisor, clock, 1) is None, "each person for themselves"
    clock.move(seconds=wait - 1)
    assert used(own, story.officer, clock, 1) is not None, "the promise is kept to the second"
    clock.move(seconds=1)
    assert used(own, story.officer, clock, 1) is None


@pytest.mark.both
def test_rate_3_what_was_looked_for_stays_on_the_page(officer: InspectingClient, story: Story) -> None:
    for _ in range(2):
        assert officer.get("/find?q=tram").status_code == 200
    answer = officer.get("/find?q=tram+stop")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert "“tram stop”" in answer.text and "/find?q=tram+stop" in answer.text
    assert story.incident.reference not in answer.text
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert event is not None and (event.kind, event.outcome) == ("refusal", "TooOften")
    assert officer.get("/find").status_code == 200, "the page without words costs nothing"
    posted = officer.submit("/find/elsewhere", {"words": "Madeupname", "reason": "She rang."})
    assert posted.status_code == 429 and "“Madeupname”" in posted.text


def test_rate_3_lists_taken_out_and_papers_are_counted(officer: InspectingClient, story: Story) -> None:
    table = {"which": "act", "reason": "For the morning meeting."}
    paper = f"/cases/{story.incident.reference}/documents/case-summary"
    limits.use_own_limits((2, 0, 0, 0))
    answer = officer.submit("/work/table", table)
    assert answer.status_code == 429 and "24 hours" in answer.text
    assert officer.submit(paper, {"recipient": "The court", "purpose": "Asked for"}).status_code == 429
