"""A case file is read, written and refused as its contract says."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import jsonschema
import pytest

from app.domain.case_file import BadCaseFile, CaseFile, canonical, from_json, problems_of, schema, to_json
from tests.domain.samples import NAMES, case, document


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_back_as_it_went_in(name: str) -> None:
    assert canonical(to_json(case(name))) == canonical(document(name))
    assert from_json(to_json(case(name))) == case(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_keeps_the_contract(name: str) -> None:
    jsonschema.validate(to_json(case(name)), schema())


def test_an_unanswered_question_is_written_as_null() -> None:
    written = to_json(case("04-disability-mate-crime"))
    assert written["urn"] is None
    assert written["incident"]["community_tension"] is None
    assert "police_report" in written
    assert "online" not in written["incident"]


def test_two_exports_are_equal_in_any_order_and_zone() -> None:
    given = document("05-mosque-damage-two-suspects")
    other = document("05-mosque-damage-two-suspects")
    other["people"].reverse()
    other["allegations"].reverse()
    other["incident"]["reported_at"] = "2026-05-17T04:05:00Z"
    assert canonical(given) == canonical(other)
    other["people"][0]["surname"] = "Otherwise"
    assert canonical(given) != canonical(other)


def remove_urn(file: dict[str, Any]) -> None:
    del file["urn"]


def add_field(file: dict[str, Any]) -> None:
    file["incident"]["mood"] = "calm"


def wrong_word(file: dict[str, Any]) -> None:
    file["incident"]["channel"] = "pigeon"


def wrong_kind(file: dict[str, Any]) -> None:
    file["people"][0]["interpreter_needed"] = "perhaps"


def wrong_id(file: dict[str, Any]) -> None:
    file["allegations"][0]["allegation_id"] = "X1"


def no_elements(file: dict[str, Any]) -> None:
    file["allegations"][0]["elements"] = []


def no_victim_unsaid(file: dict[str, Any]) -> None:
    file["crimes"][0]["victim_person_ids"] = []


def strand_twice(file: dict[str, Any]) -> None:
    file["hate_strands"] = ["race", "race"]


def empty_text(file: dict[str, Any]) -> None:
    file["incident"]["narrative"] = ""


def negative_cost(file: dict[str, Any]) -> None:
    file["allegations"][0]["damage"] = {"owner": "A trust", "repair_cost_gbp": -1}


BREAKS: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (remove_urn, "/urn"),
    (add_field, "/incident/mood"),
    (wrong_word, "/incident/channel"),
    (wrong_kind, "/people/0/interpreter_needed"),
    (wrong_id, "/allegations/0/allegation_id"),
    (no_elements, "/allegations/0/elements"),
    (no_victim_unsaid, "/crimes/0/has_no_victim"),
    (strand_twice, "/hate_strands"),
    (empty_text, "/incident/narrative"),
    (negative_cost, "/allegations/0/damage/repair_cost_gbp"),
]


@pytest.mark.parametrize(("change", "field"), BREAKS)
def test_a_broken_file_is_refused_and_names_the_field(change: Callable[[dict[str, Any]], None], field: str) -> None:
    file = document("01-bus-stop")
    assert problems_of(file) == ()
    change(file)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file, schema())
    with pytest.raises(BadCaseFile) as refused:
        from_json(file)
    assert [path for path, _ in refused.value.problems] == [field]


def test_a_day_that_does_not_exist_is_refused() -> None:
    file = document("01-bus-stop")
    file["allegations"][0]["offence_from"] = "2026-02-30"
    with pytest.raises(BadCaseFile, match=r"/allegations/0/offence_from: 2026-02-30 is not a real day"):
        from_json(file)


def names_of(kind: type) -> dict[str, Any]:
    """The shape of the facts as nested names."""
    hints = get_type_hints(kind)
    members = [member for member in fields(kind) if member.metadata.get("in_file", True)]
    return {member.metadata.get("name", member.name): inner_of(hints[member.name]) for member in members}


def inner_of(hint: Any) -> Any:
    while get_args(hint):
        hint = get_args(hint)[0]
    return names_of(hint) if is_dataclass(hint) and isinstance(hint, type) else None


def names_in_schema(rule: dict[str, Any]) -> Any:
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if "items" in rule:
        return names_in_schema(rule["items"])
    if "properties" in rule:
        return {name: names_in_schema(inner) for name, inner in rule["properties"].items()}
    return None


def test_the_facts_have_exactly_the_fields_of_the_contract() -> None:
    assert names_of(CaseFile) == names_in_schema(schema())


def enumerations(kind: type, path: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    hints = get_type_hints(kind)
    for member in fields(kind):
        if not member.metadata.get("in_file", True):
            continue
        hint = hints[member.name]
        while get_args(hint):
            hint = get_args(hint)[0]
        here = f"{path}/{member.metadata.get('name', member.name)}"
        if is_dataclass(hint) and isinstance(hint, type):
            found |= enumerations(hint, here)
        elif hasattr(hint, "__members__"):
            found[here] = [choice.value for choice in hint]
    return found


def enumerations_in_schema(rule: dict[str, Any], path: str = "") -> dict[str, list[str]]:
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if "items" in rule:
        return enumerations_in_schema(rule["items"], path)
    if "enum" in rule:
        return {path: [choice for choice in rule["enum"] if choice is not None]}
    found: dict[str, list[str]] = {}
    for name, inner in rule.get("properties", {}).items():
        found |= enumerations_in_schema(inner, f"{path}/{name}")
    return found


def test_closed_lists_hold_exactly_the_words_of_the_contract() -> None:
    ours = enumerations(CaseFile)
    theirs = enumerations_in_schema(schema())
    open_texts = {path for path in theirs if path.endswith(("offence_type_key", "allegations/status"))}
    assert {path: sorted(words) for path, words in ours.items()} == {
        path: sorted(words) for path, words in theirs.items() if path not in open_texts
    }
