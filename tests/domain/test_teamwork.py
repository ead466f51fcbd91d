"""The table of notices: every event and receiver it names is one, every clock's owner can be told."""

import pytest

from app.domain.deadlines import Level
from app.domain.events import EventKind
from app.domain.law import clock_rules
from app.domain.roles import Role
from app.domain.teamwork import ANSWERS_FOR, ESCALATION, NOTICE_RULES, Side, is_told, side_of

# Clocks that nobody on a case answers for: a retention date is the administrator's, who never sees a case.
NOBODY_ON_A_CASE = {"administrator"}


def test_every_clock_has_somebody_who_is_told() -> None:
    assert {rule.owner_role for rule in clock_rules()} - set(ANSWERS_FOR) <= NOBODY_ON_A_CASE


def test_the_nearer_the_end_the_more_are_told() -> None:
    told = [len(ESCALATION[level]) for level in (Level.EARLY, Level.SOON, Level.URGENT, Level.MISSED)]
    assert told == sorted(told) and told[-1] > 0


def test_each_rule_says_something_to_somebody() -> None:
    assert all(rule.receivers and rule.sentence for rule in NOTICE_RULES.values())
    assert is_told(EventKind.ALLOCATED) and not is_told(EventKind.REPORT_CHANGED)


@pytest.mark.parametrize(
    ("role", "side"),
    [
        (Role.OFFICER, Side.POLICE),
        (Role.SUPERVISOR, Side.POLICE),
        (Role.FILE_REVIEWER, Side.POLICE),
        (Role.PROSECUTOR, Side.CPS),
        (Role.SENIOR_PROSECUTOR, Side.CPS),
        (Role.CPS_OPERATIONS, Side.CPS),
        (Role.CASEWORKER, None),
        (Role.WITNESS_CARE, None),
        (Role.PARTNER, None),
        (Role.ANALYST, None),
        (Role.ADMINISTRATOR, None),
        (None, None),
    ],
)
def test_each_role_is_of_one_side(role: Role | None, side: Side | None) -> None:
    assert side_of(role) is side
