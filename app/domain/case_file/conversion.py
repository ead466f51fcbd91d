"""JSON document to case file and back, by the type hints of the facts; and how two exports are compared."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from app.domain.case_file.contract import BadCaseFile, Problem, problems_of
from app.domain.case_file.root import CaseFile

LONDON = ZoneInfo("Europe/London")
ORDER_KEYS = (
    "person_id", "staff_id", "evidence_id", "statement_id", "document_id", "allegation_id", "event_id", "hearing_id",
    "victim_person_id", "crime_number", "referral_no", "action_no", "rule", "condition",
)  # fmt: skip


def from_json(document: Mapping[str, Any]) -> CaseFile:
    """The case file a JSON document holds. Raises BadCaseFile naming each field that breaks the contract."""
    problems = problems_of(document)
    if problems:
        raise BadCaseFile(problems)
    broken: list[Problem] = []
    case = _read_facts(CaseFile, document, "", broken)
    if broken:
        raise BadCaseFile(tuple(broken))
    assert isinstance(case, CaseFile)  # noqa: S101 - narrows the generic reader for the type checker
    return case


def to_json(case: CaseFile) -> dict[str, Any]:
    """The JSON document of a case file: required keys always, others only where something is known."""
    return _write_facts(case)


def canonical(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document in the form in which two are compared: lists in one order, instants in UTC, empty keys left out."""
    result = _canonical(document)
    assert isinstance(result, dict)  # noqa: S101 - a mapping goes in, a dict comes out
    return result


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _name(member: Field[Any]) -> str:
    name: str = member.metadata.get("name", member.name)
    return name


def _read_facts(kind: type, value: Mapping[str, Any], path: str, broken: list[Problem]) -> object:
    hints = _hints(kind)
    given = {
        member.name: _read(hints[member.name], value[_name(member)], f"{path}/{_name(member)}", broken)
        for member in fields(kind)
        if _name(member) in value
    }
    return kind(**given)


def _read(hint: Any, value: Any, path: str, broken: list[Problem]) -> object:
    if value is None:
        return None
    if isinstance(hint, UnionType):
        hint = next(choice for choice in get_args(hint) if choice is not NoneType)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_read(inner, item, f"{path}/{at}", broken) for at, item in enumerate(value))
    if is_dataclass(hint) and isinstance(hint, type):
        return _read_facts(hint, value, path, broken)
    if hint in (date, datetime):
        return _read_time(hint, value, path, broken)
    return hint(value) if issubclass(hint, StrEnum) else value


def _read_time(hint: type[date], value: str, path: str, broken: list[Problem]) -> date | None:
    try:
        return hint.fromisoformat(value)
    except ValueError:
        broken.append((path, f"{value} is not a real {'instant' if hint is datetime else 'day'}"))
        return None


def _write_facts(facts: Any) -> dict[str, Any]:
    written = {}
    for member in fields(facts):
        if not member.metadata.get("in_file", True):
            continue
        value = getattr(facts, member.name)
        required = member.default is MISSING or member.name == "format"
        if required or value not in (None, ()) or member.metadata.get("write_when_empty"):
            written[_name(member)] = _write(value)
    return written


def _write(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if is_dataclass(value):
        return _write_facts(value)
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        items = {name: _canonical(inner) for name, inner in value.items()}
        return {name: items[name] for name in sorted(items) if items[name] not in (None, [], {})}
    if isinstance(value, list):
        return sorted((_canonical(item) for item in value), key=_order)
    if isinstance(value, str) and "T" in value[10:11]:
        try:
            return datetime.fromisoformat(value).astimezone(ZoneInfo("UTC")).isoformat()
        except ValueError:
            return value
    return value


def _order(item: Any) -> tuple[str, str]:
    """Lists of things with an id sort by it, all others by their content."""
    key = ""
    if isinstance(item, dict):
        key = "|".join(f"{item[name]!s:>12}" for name in ORDER_KEYS if name in item)
    return key, repr(item)
