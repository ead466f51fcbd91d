"""CON-1: two people save the same thing: the second sees both texts, nothing is overwritten, and may then decide."""

import pytest

from app.domain.vocabulary import HearingType
from app.services.demo import court_acts, later_acts
from app.services.demo.story import Story
from tests.journeys.trying import raced


def drafted(story: Story) -> None:
    later_acts.ready(story)
    later_acts.draft(story)


def listed(story: Story) -> None:
    later_acts.authorised(story)
    court_acts.put_charge(story)
    court_acts.hear(story, HearingType.FIRST_HEARING_NGAP)


# How far the case is, who writes, where, what a colleague saves first, what is then sent.
RACES = {
    "report": (later_acts.ready, "officer", "report", {"narrative": "Their words"}, {"narrative": "My words"}),
    "strands": (later_acts.ready, "officer", "perception", {"strands": ["religion"]}, {"strands": ["disability"]}),
    "draft": (drafted, "officer", "referrals/1/change", {"outline": "Their outline"}, {"outline": "My outline"}),
    "hearing": (listed, "operations", "hearings/H1/change", {"court": "Their court"}, {"court": "My court"}),
}


@pytest.mark.parametrize("name", RACES)
def test_con_1_the_second_to_save_sees_both(tell, as_, name):
    acts, who, path, theirs, mine = RACES[name]
    story = tell(acts)
    page = raced(as_(story, who), f"/cases/{story.incident.reference}/{path}", theirs, mine)
    assert "A colleague" not in page.get_text()
    if name != "strands":
        assert next(iter(theirs.values())) in page.select_one(".tl-both").get_text()
