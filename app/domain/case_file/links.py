"""Do the ids of a document hang together? Each is given once, and whatever a field points to is in the file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.case_file.contract import Problem, schema

DEFINITION = "#/$defs/"
#: Where an id is given; everywhere else it points.
GIVEN = re.compile(
    r"/(staff/\d+/staff_id|people/\d+/person_id|evidence_items/\d+/evidence_id|statements/\d+/statement_id"
    r"|documents/\d+/document_id|allegations/\d+/allegation_id|events/\d+/event_id|hearings/\d+/hearing_id"
    r"|crimes/\d+/crime_number|referrals/\d+/referral_no)"
)
#: Fields that point without being typed as ids, by the end of their path.
POINTERS = re.compile(r"/(allegations/\d+/crime_number|referrals/\d+/answers_referral_no)")
ONE_EACH = {"victims": "person_id", "suspects": "person_id", "perceived_by": "by", "media_answers": "kind"}


def broken_links(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Each id that is given twice or points to nothing, as (path, reason). The document keeps the contract."""
    ids = tuple(_ids(schema(), document, ""))
    given: dict[str, str] = {}
    problems = []
    for path, value in ids:
        if GIVEN.fullmatch(path):
            if value in given:
                problems.append((path, f"{value} is given twice"))
            given[value] = path
    problems += [
        (path, f"{value} is not in the file") for path, value in ids if not GIVEN.fullmatch(path) and value not in given
    ]
    return (*problems, *_doubles(document))


def _ids(rule: Mapping[str, Any], value: Any, path: str) -> Iterator[tuple[str, str]]:
    reference = rule.get("$ref", "")
    if isinstance(value, str | int) and _is_id(reference, path):
        yield path, str(value)
        return
    if reference:
        rule = schema()["$defs"][reference.removeprefix(DEFINITION)]
    for choice in rule.get("oneOf", ()):
        yield from _ids(choice, value, path)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _ids(rule.get("properties", {}).get(name, {}), inner, f"{path}/{name}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _ids(rule.get("items", {}), inner, f"{path}/{at}")


def _is_id(reference: str, path: str) -> bool:
    typed = reference.startswith(DEFINITION) and reference.endswith(("_id", "source_ref"))
    return typed or bool(GIVEN.fullmatch(path) or POINTERS.fullmatch(path))


def _doubles(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Lists that may speak of a person, or of a kind, only once."""
    for name, key in ONE_EACH.items():
        seen = set()
        for at, entry in enumerate(document[name]):
            if entry[key] in seen:
                yield f"/{name}/{at}/{key}", f"{entry[key]} comes twice"
            seen.add(entry[key])
