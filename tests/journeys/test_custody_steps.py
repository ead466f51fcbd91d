"""The custody chain by page: steps are recorded, the line is drawn, gaps stand out, too little is refused."""

import pytest

from tests.journeys.trying import refused, saved
from tests.stored import item_of


@pytest.fixture
def at(story, store):
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}"


STEP = {"kind": "seized", "at-day": "1", "at-month": "11", "at-year": "2026", "at-time": "10:00",
        "to_holder": "PC Arden", "from_place": "The wall", "to_place": "Store 2", "seal_number": "ZX 1"}  # fmt: skip


@pytest.mark.both
def test_a_seizure_and_a_hand_over_make_a_line_without_gaps(as_, story, at):
    officer = as_(story, "officer")
    saved(officer, f"{at}/custody/add", STEP)
    more = {"kind": "handed_over", "at-day": "2", "from_holder": "PC Arden", "to_holder": "Forensic unit",
            "from_place": "Store 2", "to_place": "The laboratory", "seal_number": "ZX 1"}  # fmt: skip
    saved(officer, f"{at}/custody/add", STEP | more)
    page = officer.page(f"{at}/custody")
    assert "Then with Forensic unit, at The laboratory." in page.get_text()
    assert page.select(".tl-chain__gap") == [] and "No gap" in page.get_text()


def test_a_holder_who_does_not_follow_on_stands_out_as_a_gap(as_, story, at):
    officer = as_(story, "officer")
    saved(officer, f"{at}/custody/add", STEP)
    more = {"kind": "handed_over", "at-day": "2", "from_holder": "Somebody else", "from_place": "Store 9"}
    saved(officer, f"{at}/custody/add", STEP | more)
    [gap] = officer.page(f"{at}/custody").select(".tl-chain__gap")
    assert "PC Arden had it last; this says that it came from Somebody else." in gap.get_text()
    assert "It was last at Store 2; this says that it came from Store 9." in gap.get_text()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"kind": ""}, "kind", "Choose what happened"),
        ({"at-day": ""}, "at", ""),
        ({"at-year": "2027"}, "at", "future"),
        ({"to_holder": ""}, "to_holder", "Say who has it now"),
        ({"kind": "handed_over", "to_holder": ""}, "to_holder", "to whom"),
        ({"kind": "moved", "to_place": ""}, "to_place", "where it is now"),
        ({"kind": "copied"}, "reason", "Say why"),
        ({"kind": "withdrawn"}, "kind", "Choose from the list"),
    ],
)
def test_a_step_that_says_too_little_is_refused_beside_its_field(as_, story, at, change, field, sentence):
    refused(as_(story, "officer"), f"{at}/custody/add", STEP | change, field, sentence)
