"""Each property of the case file with the verb that changes it and the page on which people do it."""

import csv
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain.case_file import schema
from tests.services.test_one_change import CHANGES
from tests.services.test_one_group import GROUPS

DATA = Path(__file__).resolve().parent.parent / "data"
# Written by hand: what changes a fact, and where. Whose record it was before it came here is not ours to change.
ROWS = list(csv.DictReader((DATA / "case_file_verbs.csv").read_text(encoding="utf-8").splitlines()))
OF_THE_SENDER = {"format", "source/system", "source/record_id", "source/exported_at"}


def properties(rule: dict[str, Any], path: str = "") -> Iterator[str]:
    """The path of every property that holds a value, without the places in lists."""
    while "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    for choice in rule.get("oneOf", ()):
        yield from properties(choice, path)
    if "properties" in rule:
        for name, inner in rule["properties"].items():
            yield from properties(inner, f"{path}/{name}" if path else name)
    elif "items" in rule:
        yield from properties(rule["items"], path)
    elif "oneOf" not in rule:
        yield path


def test_every_property_has_its_verb() -> None:
    assert {row["property"] for row in ROWS} == set(properties(schema()))
    assert {row["property"] for row in ROWS if row["verb"] == "-"} == OF_THE_SENDER


def test_every_verb_is_there_and_every_page_is_a_route() -> None:
    routes = {row["endpoint"] for row in csv.DictReader((DATA / "routes.csv").read_text(encoding="utf-8").splitlines())}
    for verb, page in {(row["verb"], row["page"]) for row in ROWS if row["verb"] != "-"}:
        module, name = verb.split(".")
        assert callable(getattr(importlib.import_module(f"app.services.{module}"), name)), verb
        assert page in routes, page


# Made whole by a verb whose effect test_one_change shows at another place of the same part, and never edited later.
MADE_WHOLE = {
    "allegations/prosecution_consent", "allegations/charged", "police_report/witness_evidence",
    "referrals/supervisor_check", "referrals/triage", "referrals/reviews", "referrals/decisions",
    "referrals/action_plan", "disclosure/presumption_checklist",
}  # fmt: skip


def groups(rule: dict[str, Any], path: str = "") -> Iterator[str]:
    """The objects, and lists of objects, inside the parts."""
    while "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    for choice in rule.get("oneOf", ()):
        yield from groups(choice, path)
    if "properties" in rule:
        if "/" in path:
            yield path
        for name, inner in rule["properties"].items():
            yield from groups(inner, f"{path}/{name}" if path else name)
    elif "items" in rule:
        yield from groups(rule["items"], path)


def test_every_group_of_properties_has_its_change() -> None:
    named = {part.split(",")[0] for part in [*CHANGES, *GROUPS]}
    assert set(groups(schema())) - MADE_WHOLE <= named
    assert not MADE_WHOLE & named
