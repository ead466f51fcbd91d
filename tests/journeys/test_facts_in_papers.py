"""A fact changed through its page: the new value stands in every paper that showed the old one, the old in none."""

import pytest

from app.database.session import db
from app.services.demo import later_acts as acts
from app.services.demo.story import Story
from tests.asking import papers
from tests.journeys.trying import opened, saved

OLD, NEW = "Zq6thefirst", "Zq7thesecond"
# The page of the fact, its field, and the papers that show it.
FACTS = [
    (acts.under_review, "report", "location_description", {"case-summary", "police-report"}),
    (acts.under_review, "people/P2", "surname", {"case-summary", "police-report", "charging-request"}),
    (acts.under_review, "evidence/items/E1", "description", {"case-summary", "police-report", "review-record"}),
    (acts.ready, "offences/A1/change", "wording", {"case-summary", "police-report", "charging-request"}),
]


def printed(story: Story) -> dict[str, str]:
    """Every paper of the case, as the officer or the prosecutor has it made."""
    db.session.expire_all()
    users = [story.cast.user(name).name for name in (story.crew.officer, story.crew.prosecutor)]
    return {key: html for user in users for key, html in papers(story.incident, user)}


@pytest.mark.parametrize(("so_far", "path", "field", "shown_in"), FACTS, ids=[field for _, _, field, _ in FACTS])
def test_a_fact_changed_on_its_page_changes_in_every_paper(tell, as_, so_far, path, field, shown_in):
    story = tell(so_far)
    client, at = as_(story, "officer"), f"/cases/{story.incident.reference}/{path}"
    saved(client, at, opened(client, at) | {field: OLD})
    before = {key for key, html in printed(story).items() if OLD in html}
    assert before == shown_in
    saved(client, at, opened(client, at) | {field: NEW})
    after = printed(story)
    assert {key for key, html in after.items() if NEW in html} == before
    assert not {key for key, html in after.items() if OLD in html}
