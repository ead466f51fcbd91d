"""Page one of the case summary is one page whatever the case holds, keeps its order and names what it leaves out."""

from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from app.documents.contexts.first_page import AMOUNTS
from tests.documents.papers import SAMPLES, changed, paper, plain, printed, text_of

HEADINGS = (
    "What is asked",
    "Suspects",
    "Offences proposed",
    "What is said to have happened",
    "Victims",
    "Hostility",
    "Evidence against elements",
    "Nearest clocks",
    "Missing or contested",
)
WIDE = "Wwwwmmm Mmmmwwww "


def crowd(copy: dict[str, Any]) -> None:
    """Ten suspects with sixteen more offences, ten victims, forty open lines, every text as long as a page."""
    person, suspect, victim = copy["people"][2], copy["suspects"][0], copy["victims"][0]
    for number in range(20, 30):
        copy["people"].append(
            person | {"person_id": f"P{number}", "given_names": WIDE * 3, "surname": f"Longname{number}"}
        )
        copy["suspects"].append(suspect | {"person_id": f"P{number}", "defence_account": WIDE * 60})
        copy["people"].append(
            copy["people"][0] | {"person_id": f"P{number + 20}", "given_names": WIDE * 3, "organisation": WIDE * 5}
        )
        copy["victims"].append(victim | {"person_id": f"P{number + 20}", "special_measures": ["screens", "live_link"]})
    for number in range(20, 36):
        allegation = copy["allegations"][0] | {"allegation_id": f"A{number}", "wording": WIDE * 12}
        texts = [element | {"text": f"{number} {WIDE}", "source_ids": []} for element in allegation["elements"]]
        copy["allegations"].append(allegation | {"suspect_person_id": f"P{20 + number % 10}", "elements": texts})
    copy["lines_of_inquiry"] *= 5
    copy["hostility_items"] = [item | {"quote": WIDE * 40} for item in copy["hostility_items"]] * 6
    copy["police_report"]["headline"] = WIDE * 200
    copy["incident"]["location"]["description"] = WIDE * 60


def in_urdu(copy: dict[str, Any]) -> None:
    """Tall writing in the texts of page one."""
    words = "انہوں نے کہا کہ یہ تمہاری گلی نہیں ہے " * 30
    copy["police_report"]["headline"] = words
    copy["hostility_items"] = [item | {"quote": words} for item in copy["hostility_items"]] * 2
    copy["incident"]["location"]["description"] = words


@cache
def large(change: Any) -> bytes:
    return printed("case-summary", changed("05-mosque-damage-two-suspects", change))


def first_and_second(made: bytes) -> tuple[str, str]:
    return plain(text_of(made, [0])), plain(text_of(made, [1]))


@pytest.mark.parametrize("name", SAMPLES)
def test_page_one_holds_every_heading_and_ends_there(name: str) -> None:
    first, second = first_and_second(paper(name, "case-summary"))
    assert [heading for heading in HEADINGS if heading not in first] == []
    assert "1. What happened, in order" in second
    assert not [heading for heading in HEADINGS[1:] if heading in second and heading != "Hostility"]


@pytest.mark.parametrize("change", [crowd, in_urdu])
def test_a_case_too_large_for_a_page_loses_details_never_a_heading(change: Any) -> None:
    made = large(change)
    first, second = first_and_second(made)
    assert [heading for heading in HEADINGS if heading not in first] == []
    assert "1. What happened, in order" in second
    assert second.index("1. What happened") < 200


def test_what_page_one_leaves_out_is_counted() -> None:
    first, _ = first_and_second(large(crowd))
    for words in ("more suspects from page 2 on", "more offences from page 2 on", "more victims from page 2 on"):
        assert words in first
    assert "NOTHING LINKED" in first


def test_amounts_only_go_down() -> None:
    for roomy, tight in pairwise(AMOUNTS):
        assert roomy != tight
        for field in roomy.__dataclass_fields__:
            assert getattr(roomy, field) >= getattr(tight, field)
