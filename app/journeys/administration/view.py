"""Shapes roles and rights for the pages of administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.access import GRANTS, SAYS, Grant, Relationship
from app.domain.permissions import Permission
from app.domain.roles import TWO_PERSON_ROLES, Role

WHEN: Mapping[Relationship, str] = {
    Relationship.ASSIGNED: "cases given to them",
    Relationship.TEAM: "cases of the units they supervise",
    Relationship.FORCE: "any case of their force",
    Relationship.FORCE_WITH_DUTY: "any case of their force, with the duty",
    Relationship.QUEUE: "files waiting to be checked in their force",
    Relationship.ALLOCATED: "referrals given to them",
    Relationship.CPS_UNIT: "referrals held by their CPS unit",
    Relationship.CLIENT: "victims who agreed to be referred to them",
    Relationship.WITNESS_CARE: "cases of their force with a charge",
    Relationship.OWN_REPORT: "reports of their own organisation",
    Relationship.SHARED: "cases shared with them",
    Relationship.BREAK_GLASS: "cases opened in an emergency",
    Relationship.AGGREGATE: "figures without persons",
    Relationship.OWN_VIEW: "their own view",
    Relationship.ROLE: "always",
}


@dataclass(frozen=True, slots=True)
class Right:
    """One action of a role: what, in which cases, what it asks besides."""

    action: str
    when: str
    asks: str


def rights_of(role: Role) -> list[Right]:
    """Drawn from the table that decides, in its order."""
    return [
        Right(
            SAYS[permission],
            "; ".join(dict.fromkeys(WHEN[grant.relationship] for grant in grants)),
            ". ".join(dict.fromkeys(words for grant in grants for words in _asks(grant))),
        )
        for permission, grants in _in_order(role)
    ]


def _in_order(role: Role) -> list[tuple[Permission, tuple[Grant, ...]]]:
    return [(permission, GRANTS[role][permission]) for permission in SAYS if permission in GRANTS[role]]


def _asks(grant: Grant) -> list[str]:
    found = []
    if grant.reason:
        found.append("A reason")
    if grant.other_person:
        found.append("Somebody other than the person of the step before")
    if grant.second_person:
        found.append("A second person")
    return found


def role_choice(role: Role) -> tuple[str, dict[str, Any]]:
    """Label and hint of a role where it is chosen."""
    return role.label, {"hint": "Needs two administrators"} if role in TWO_PERSON_ROLES else {}
