"""Which words of a case stand in which column of the index, and who may search a column (ACC-5, ACC-10).

There is a column for each group of facts that somebody may read and somebody else may not. What prosecutors reason,
what supporters note, a victim's personal statement and sensitive material stand in none.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.access import GRANTS, WITHOUT_HISTORY, Relationship
from app.domain.permissions import Permission
from app.domain.roles import Role


class SearchGroup(StrEnum):
    """A column of the index."""

    NUMBERS = "numbers"
    ACCOUNT = "account"
    NAMES = "names"
    SUSPECT = "suspect"
    HISTORY = "history"
    EVIDENCE = "evidence"
    REFERRAL = "referral"


READ_WITH: Mapping[SearchGroup, Permission] = {
    SearchGroup.NUMBERS: Permission.CASE_FIND,
    SearchGroup.ACCOUNT: Permission.CASE_READ,
    SearchGroup.NAMES: Permission.PERSON_NAMES,
    SearchGroup.SUSPECT: Permission.SUSPECT_READ,
    SearchGroup.HISTORY: Permission.SUSPECT_READ,
    SearchGroup.EVIDENCE: Permission.EVIDENCE_LIST,
    SearchGroup.REFERRAL: Permission.REFERRAL_READ,
}
#: The columns in which a word may be a name, and be misspelt.
OF_NAMES = frozenset({SearchGroup.NAMES, SearchGroup.SUSPECT})
#: Where it is looked for who may know only that a case exists: its numbers, and names of people who are no suspects.
OF_STUBS = frozenset({SearchGroup.NUMBERS, SearchGroup.NAMES})


def readable(role: Role, kind: Relationship) -> frozenset[SearchGroup]:
    """The columns this role reads in a case to which it stands like this, without giving a reason."""
    return frozenset(group for group in SearchGroup if _reads(role, kind, group))


def _reads(role: Role, kind: Relationship, group: SearchGroup) -> bool:
    if group is SearchGroup.HISTORY and role in WITHOUT_HISTORY:
        return False
    grants = GRANTS[role].get(READ_WITH[group], ())
    return any(grant.relationship is kind and not grant.reason for grant in grants)


def readable_together(role: Role, kinds: Iterable[Relationship]) -> frozenset[SearchGroup]:
    """The columns this role reads in a case to which it stands in each of these ways."""
    return frozenset().union(*(readable(role, kind) for kind in kinds))
