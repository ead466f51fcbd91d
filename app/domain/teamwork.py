"""Working together: two sides of a case, notes on it, and the notices people get of what happens.

Who is told of what is a table (`data/notices.csv`): one row an event of the history, with the receivers and the words.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from app.domain.deadlines.clock import Level
from app.domain.events import EventKind
from app.domain.roles import CPS_ROLES, POLICE_ROLES, Role
from app.domain.vocabulary.base import Labelled


class Side(StrEnum):
    """Police and prosecution work on one case and keep their notes apart: neither reads the other's."""

    POLICE = "police"
    CPS = "cps"


def side_of(role: Role | None) -> Side | None:
    """The side a role works on; None for roles that keep no notes on the case."""
    if role in POLICE_ROLES:
        return Side.POLICE
    return Side.CPS if role in CPS_ROLES else None


class NoteKind(Labelled):
    LOG = "log", "Case log"
    COMMENT = "comment", "Comment"


class Receiver(StrEnum):
    """Who on a case is told. What somebody may not see they are not told either."""

    OFFICER = "officer"
    SUPERVISORS = "supervisors"
    TEAM = "team"  # the supervisors of the holding unit itself, not those above it
    PROSECUTOR = "prosecutor"
    CPS_OPERATIONS = "cps_operations"
    SENIOR_PROSECUTORS = "senior_prosecutors"
    NAMED = "named"  # the person the event names


class NoticeKind(StrEnum):
    EVENT = "event"
    FOLLOWED = "followed"
    MENTION = "mention"
    TASK = "task"
    REMINDER = "reminder"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """What is said to whom when this stands in the history."""

    event: EventKind
    receivers: tuple[Receiver, ...]
    sentence: str


def _read() -> dict[EventKind, NoticeRule]:
    text = files("app.domain").joinpath("data/notices.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rules = [
        NoticeRule(EventKind(row["event"]), tuple(Receiver(one) for one in row["receivers"].split()), row["sentence"])
        for row in csv.DictReader(lines)
    ]
    found = {rule.event: rule for rule in rules}
    if len(found) != len(rules):
        raise RuntimeError("notices.csv names an event twice")
    return found


NOTICE_RULES: Mapping[EventKind, NoticeRule] = _read()

#: Who is told how near the end of a clock is, beside the one who answers for it: the nearer, the more.
ESCALATION: Mapping[Level, tuple[Receiver, ...]] = {
    Level.EARLY: (),
    Level.SOON: (),
    Level.URGENT: (Receiver.TEAM,),
    Level.MISSED: (Receiver.SUPERVISORS,),
}

#: The receivers who answer for a clock, by the role its rule names.
ANSWERS_FOR: Mapping[str, Receiver] = {
    "officer": Receiver.OFFICER,
    "supervisor": Receiver.TEAM,
    "prosecutor": Receiver.PROSECUTOR,
    "senior_prosecutor": Receiver.SENIOR_PROSECUTORS,
    "cps_operations": Receiver.CPS_OPERATIONS,
}


def is_told(kind: EventKind) -> bool:
    """Does anybody hear of this: those the table names, or who follows the case and asked for turning points?"""
    return kind in NOTICE_RULES or kind.turning
