"""The access matrix, cell by cell, against a transcription of its own; and the order in which a decision is taken."""

import csv
import itertools
from pathlib import Path

import pytest

from app.domain.access import (
    FIELD_PERMISSION,
    GRANTS,
    SAYS,
    Circumstances,
    FieldGroup,
    Relationship,
    Standing,
    allows,
    decide,
    fields_for,
    sees,
)
from app.domain.permissions import Permission
from app.domain.roles import TWO_PERSON_ROLES, Outsider, Rank, Role

MATRIX = Path(__file__).resolve().parents[1] / "data" / "access_matrix.csv"


def cells() -> list[dict[str, str]]:
    lines = [line for line in MATRIX.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


CELLS = cells()


def party_of(actor: str) -> Role | Outsider:
    return Outsider(actor) if actor in {one.value for one in Outsider} else Role(actor)


def words(grants: object) -> set[str]:
    """The cell as the matrix writes it."""
    return {
        grant.relationship.value
        + ("+r" if grant.reason else "")
        + ("≠" if grant.other_person else "")
        + ("+2" if grant.second_person else "")
        for grant in grants  # type: ignore[attr-defined]
    }


def test_acc_2_the_transcription_has_a_line_for_every_cell() -> None:
    actors = [*(role.value for role in Role), *(outsider.value for outsider in Outsider)]
    expected = set(itertools.product((one.value for one in Permission), actors))
    assert {(cell["permission"], cell["actor"]) for cell in CELLS} == expected
    assert len(CELLS) == len(expected)


@pytest.mark.parametrize("permission", list(Permission))
def test_acc_2_each_cell_holds(permission: Permission) -> None:
    for cell in (one for one in CELLS if one["permission"] == permission.value):
        party = party_of(cell["actor"])
        expected = set() if cell["cell"] == "-" else set(cell["cell"].split())
        assert words(GRANTS[party].get(permission, ())) == expected, cell
        assert allows(party, permission) == bool(expected)


@pytest.mark.parametrize("role", list(Role))
def test_acc_2_one_relationship_suffices_exactly_where_the_cell_names_it(role: Role) -> None:
    expected = {
        cell["permission"]: set() if cell["cell"] == "-" else set(cell["cell"].split())
        for cell in CELLS
        if cell["actor"] == role.value
    }
    for permission, relationship in itertools.product(Permission, Relationship):
        bare = {word.split("+")[0].split("≠")[0] for word in expected[permission.value]}
        found = decide(Standing(role, live=frozenset({relationship})), permission, Circumstances(reason_given=True))
        assert found.allowed == (relationship.value in bare or "yes" in bare), (permission, relationship)


@pytest.mark.parametrize(("role", "permission"), list(itertools.product(Role, Permission)))
def test_acc_6_acc_7_conflict_and_restriction_beat_everything(role: Role, permission: Permission) -> None:
    every = frozenset(Relationship)
    for standing in (
        Standing(role, live=every, in_conflict=True),
        Standing(role, live=every, restricted_out=True),
    ):
        assert decide(standing, permission, Circumstances(reason_given=True)).code == "unseen"
        assert not sees(standing)
    assert decide(Standing(role, active=False, live=every), permission).code == "inactive"


def test_acc_4_without_a_relationship_the_case_does_not_exist() -> None:
    for role, permission in itertools.product(Role, Permission):
        assert decide(Standing(role), permission).code == "unseen"


def test_a_role_that_sees_the_case_is_told_that_it_may_not() -> None:
    officer = Standing(Role.OFFICER, live=frozenset({Relationship.ASSIGNED}))
    assert decide(officer, Permission.REFERRAL_SUBMIT).code == "forbidden"
    stranger = Standing(Role.OFFICER, live=frozenset({Relationship.FORCE}))
    assert decide(stranger, Permission.CASE_EDIT).code == "unseen"


def test_acc_12_the_person_of_the_earlier_step_is_refused() -> None:
    supervisor = Standing(Role.SUPERVISOR, live=frozenset({Relationship.TEAM}))
    again = Circumstances(did_the_earlier_step=True)
    for permission in (Permission.REFERRAL_CHECK, Permission.DISPOSAL_APPROVE, Permission.CASE_CLOSE_APPROVE):
        assert decide(supervisor, permission, again).code == "same_person"
        assert decide(supervisor, permission).allowed
    senior = Standing(Role.SENIOR_PROSECUTOR, live=frozenset({Relationship.CPS_UNIT}))
    assert decide(senior, Permission.DECISION_CONFIRM, again).code == "same_person"


def test_a_closed_state_and_a_missing_reason_are_said_in_their_turn() -> None:
    officer = Standing(Role.OFFICER, live=frozenset({Relationship.ASSIGNED}))
    assert decide(officer, Permission.CASE_EDIT, Circumstances(state_allows=False)).code == "stage"
    assert decide(officer, Permission.EVIDENCE_ORIGINAL).code == "reason"
    assert decide(officer, Permission.EVIDENCE_ORIGINAL, Circumstances(reason_given=True)).allowed


@pytest.mark.parametrize("role", list(Role))
def test_acc_10_each_role_has_its_own_list_of_field_groups(role: Role) -> None:
    for relationship in Relationship:
        standing = Standing(role, live=frozenset({relationship}))
        for group, permission in FIELD_PERMISSION.items():
            assert (group in fields_for(standing)) == allows(role, permission, {relationship})
    assert set(FIELD_PERMISSION) == set(FieldGroup)


def test_acc_13_an_administrator_has_no_field_of_any_case() -> None:
    assert fields_for(Standing(Role.ADMINISTRATOR, live=frozenset(Relationship))) == frozenset()
    assert not any(
        grant.relationship is not Relationship.ROLE
        for grants in GRANTS[Role.ADMINISTRATOR].values()
        for grant in grants
    )


def test_each_permission_says_what_it_allows() -> None:
    assert set(SAYS) == set(Permission)
    assert all(SAYS.values())


def test_roles_that_need_two_administrators() -> None:
    assert {Role.SUPERVISOR, Role.SENIOR_PROSECUTOR, Role.ANALYST, Role.ADMINISTRATOR} == TWO_PERSON_ROLES


def test_ranks_are_in_order_and_staff_have_none() -> None:
    ladder = [Rank.CONSTABLE, Rank.SERGEANT, Rank.INSPECTOR, Rank.CHIEF_INSPECTOR, Rank.SUPERINTENDENT]
    for lower, higher in itertools.pairwise(ladder):
        assert higher.at_least(lower)
        assert not lower.at_least(higher)
    assert not Rank.STAFF.at_least(Rank.CONSTABLE)
