"""The sample cases with small changes, and how tests ask for one clock."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.domain.case_file import CaseFile, from_json
from app.domain.deadlines import (
    Clock,
    clocks_of,
)
from tests.domain.samples import NAMES, document

Change = Callable[[dict[str, Any]], None]
BUS, ONLINE, MARCH, MATE, MOSQUE = NAMES


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def changed(name: str, *changes: Change) -> CaseFile:
    file = document(name)
    for change in changes:
        change(file)
    return from_json(file)


def clock(found: CaseFile, now: str, rule: str, subject: str, variant: str = "") -> Clock:
    matching = [
        one
        for one in clocks_of(found, at(now))
        if (one.rule, one.subject) == (rule, subject) and one.variant == variant
    ]
    assert len(matching) == 1, matching
    return matching[0]


def rules(found: CaseFile, now: str) -> set[str]:
    return {one.rule for one in clocks_of(found, at(now))}


NO_REQUEST = "2026-11-23T12:00:00Z"


def suspect(**facts: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["suspects"][0] |= facts

    return change


def event(kind: str, instant: str, **more: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["events"].append({"event_id": f"V{len(file['events']) + 90}", "kind": kind, "at": instant, **more})

    return change


def referral(number: int, **facts: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["referrals"][number - 1] |= facts

    return change


def status(word: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        for allegation in file["allegations"]:
            allegation["status"] = word

    return change


def no_request(file: dict[str, Any]) -> None:
    file["vrr_requests"] = []


def not_told(file: dict[str, Any]) -> None:
    file["contacts"] = []
    for decision in file["referrals"][0]["decisions"]:
        decision["communicated_at"] = None


def review_closed(file: dict[str, Any]) -> None:
    file["vrr_requests"][0] |= {"stage": "closed", "result": "upheld"}


def sentenced_on(day: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        for sentence in file["sentences"]:
            sentence["sentenced_on"] = day

    return change
