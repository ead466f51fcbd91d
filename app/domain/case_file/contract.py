"""Does a document keep the contract of `data/case-file.schema.json`? The part of JSON Schema that the contract uses."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.errors import RuleBroken

SCHEMA_FILE = Path(__file__).parents[1] / "data" / "case-file.schema.json"
TYPES: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
Problem = tuple[str, str]


class BadCaseFile(RuleBroken):
    """The document is not a case file; `problems` names each field and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{field}: {why}" for field, why in problems), field=problems[0][0])
        self.problems = problems


@cache
def schema() -> dict[str, Any]:
    """The contract as it is published."""
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


def problems_of(document: object) -> tuple[Problem, ...]:
    """Each field that breaks the contract, as (path, reason); empty when it is kept."""
    return tuple(_check(schema(), document, ""))


def _check(rule: Mapping[str, Any], value: object, path: str) -> Iterator[Problem]:
    if "$ref" in rule:
        yield from _check(schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")], value, path)
    wrong = _wrong_kind(rule, value)
    if wrong:
        yield path or "/", wrong
        return
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield from ((path, why) for why in _wrong_value(rule, value))
    elif isinstance(value, dict):
        yield from _check_object(rule, value, path)
    elif isinstance(value, list):
        yield from _check_list(rule, value, path)


def _wrong_kind(rule: Mapping[str, Any], value: object) -> str | None:
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(TYPES[kind](value) for kind in kinds):
        return f"must be {' or '.join(kinds)}"
    if "enum" in rule and value not in rule["enum"]:
        return f"{value!r} is not one of {', '.join(str(choice) for choice in rule['enum'])}"
    if "const" in rule and value != rule["const"]:
        return f"must be {rule['const']!r}"
    if "oneOf" in rule and sum(not tuple(_check(choice, value, "")) for choice in rule["oneOf"]) != 1:
        return f"{value!r} is not allowed here"
    return None


def _wrong_value(rule: Mapping[str, Any], value: str | float) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) < rule.get("minLength", 0):
            yield "must not be empty"
        elif "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"{value!r} does not have the form asked for"
        return
    if value < rule.get("minimum", value) or value > rule.get("maximum", value):
        yield f"{value} is out of range"


def _check_object(rule: Mapping[str, Any], value: dict[str, Any], path: str) -> Iterator[Problem]:
    known = rule.get("properties", {})
    yield from ((f"{path}/{name}", "is missing") for name in rule.get("required", ()) if name not in value)
    for name, inner in value.items():
        if name in known:
            yield from _check(known[name], inner, f"{path}/{name}")
        elif rule.get("additionalProperties") is False:
            yield f"{path}/{name}", "is not a field of a case file"
    if "if" in rule:
        branch = "else" if tuple(_check(rule["if"], value, path)) else "then"
        yield from _check(rule.get(branch, {}), value, path)


def _check_list(rule: Mapping[str, Any], value: list[Any], path: str) -> Iterator[Problem]:
    if len(value) < rule.get("minItems", 0):
        yield path, "must not be empty"
    if "maxItems" in rule and len(value) > rule["maxItems"]:
        yield path, "has too many entries"
    if rule.get("uniqueItems") and any(item in value[:at] for at, item in enumerate(value)):
        yield path, "holds the same entry twice"
    for at, inner in enumerate(value):
        yield from _check(rule.get("items", {}), inner, f"{path}/{at}")
