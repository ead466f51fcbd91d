"""Who may do what, in which relationship: one table (`data/access.csv`), one function that decides.

The table is a transcription of the access matrix. A cell lists the relationships that suffice; `+r` asks a reason,
`+2` a second person, `≠` somebody other than the person of the step before; `Fd` is own force with the duty the
action names.
"""

import csv
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files

from app.domain.permissions import Permission
from app.domain.roles import DutyKind, Outsider, Party, Role


class Relationship(StrEnum):
    """How a person stands to a case, from current rows."""

    ASSIGNED = "A"
    TEAM = "T"
    FORCE = "F"
    FORCE_WITH_DUTY = "Fd"
    QUEUE = "Q"
    ALLOCATED = "C"
    CPS_UNIT = "c"
    CLIENT = "V"
    WITNESS_CARE = "W"
    OWN_REPORT = "O"
    SHARED = "H"
    BREAK_GLASS = "B"
    AGGREGATE = "P"
    OWN_VIEW = "own"
    ROLE = "yes"


# The duty that `Fd` asks for.
DUTY_FOR: Mapping[Permission, DutyKind] = {
    Permission.CUSTODY_RECORD: DutyKind.CUSTODY,
    Permission.CHARGE_RECORD: DutyKind.CUSTODY,
    Permission.CRIME_CANCEL: DutyKind.CRIME_REGISTRAR,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One sufficient relationship of a cell, and what it asks besides."""

    relationship: Relationship
    reason: bool = False
    second_person: bool = False
    other_person: bool = False


def _grant(token: str) -> Grant:
    name = token.split("+")[0].split("≠")[0]
    return Grant(Relationship(name), "+r" in token, "+2" in token, "≠" in token)


def _read() -> tuple[dict[Party, dict[Permission, tuple[Grant, ...]]], dict[Permission, str]]:
    grants: dict[Party, dict[Permission, tuple[Grant, ...]]] = {party: {} for party in (*Role, *Outsider)}
    says: dict[Permission, str] = {}
    text = files("app.domain").joinpath("data/access.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines()):
        permission = Permission(line["permission"])
        says[permission] = line["says"]
        for party in grants:
            if line[party]:
                grants[party][permission] = tuple(_grant(token) for token in line[party].split())
    if missing := set(Permission) - set(says):
        raise RuntimeError(f"No line in access.csv for {sorted(missing)}")
    return grants, says


# GRANTS[party][permission] = the sufficient relationships; SAYS[permission] = the action in plain words.
GRANTS, SAYS = _read()


def allows(party: Party, permission: Permission, live: Set[Relationship] | None = None) -> bool:
    """Could this party ever do this (live is None), and may it with these live relationships?"""
    grants = GRANTS[party].get(permission, ())
    if live is None:
        return bool(grants)
    return any(grant.relationship is Relationship.ROLE or grant.relationship in live for grant in grants)


class FieldGroup(StrEnum):
    """What a page or list may hold of a case, group by group (ACC-10)."""

    ACCOUNT = "account"
    NAMES = "names"
    CONTACT = "contact"
    CHARACTERISTICS = "characteristics"
    SUSPECT = "suspect"
    EVIDENCE = "evidence"
    REFERRAL = "referral"
    OUTCOME = "outcome"
    CARE_NOTES = "care_notes"
    NEEDS = "needs"
    CONTACT_LOG = "contact_log"


FIELD_PERMISSION: Mapping[FieldGroup, Permission] = {
    FieldGroup.ACCOUNT: Permission.CASE_READ,
    FieldGroup.NAMES: Permission.PERSON_NAMES,
    FieldGroup.CONTACT: Permission.PERSON_CONTACT,
    FieldGroup.CHARACTERISTICS: Permission.PERSON_CHARACTERISTICS,
    FieldGroup.SUSPECT: Permission.SUSPECT_READ,
    FieldGroup.EVIDENCE: Permission.EVIDENCE_LIST,
    FieldGroup.REFERRAL: Permission.REFERRAL_READ,
    FieldGroup.OUTCOME: Permission.OUTCOME_READ,
    FieldGroup.CARE_NOTES: Permission.CARE_NOTES_READ,
    FieldGroup.NEEDS: Permission.NEEDS_READ,
    FieldGroup.CONTACT_LOG: Permission.CONTACT_READ,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands to one case now: read afresh for each request."""

    role: Role
    active: bool = True
    live: frozenset[Relationship] = frozenset()
    in_conflict: bool = False
    restricted_out: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else the decision depends on."""

    state_allows: bool = True
    did_the_earlier_step: bool = False
    reason_given: bool = False


# Nothing special: the state allows it, nobody's earlier step, no reason given.
PLAIN = Circumstances()


@dataclass(frozen=True, slots=True)
class Decision:
    """Allow with the field groups that may be shown, or deny with a code that says how the hall answers."""

    allowed: bool
    code: str = "allow"
    fields: frozenset[FieldGroup] = field(default_factory=frozenset)


def fields_for(standing: Standing) -> frozenset[FieldGroup]:
    """The field groups this person may read of this case."""
    return frozenset(
        group for group, permission in FIELD_PERMISSION.items() if allows(standing.role, permission, standing.live)
    )


def decide(standing: Standing, permission: Permission, circumstances: Circumstances = PLAIN) -> Decision:
    """The order of authorisation: each step can only deny, except the last.

    Codes: `inactive` (sign in again), `unseen` (404), `forbidden` (403), `reason` (ask for one), `stage` (409),
    `same_person` (403), `allow`.
    """
    if not standing.active:
        return Decision(False, "inactive")
    if standing.in_conflict or standing.restricted_out:
        return Decision(False, "unseen")
    if not standing.live:
        return Decision(False, "unseen")
    sufficient = [
        grant
        for grant in GRANTS[standing.role].get(permission, ())
        if grant.relationship is Relationship.ROLE or grant.relationship in standing.live
    ]
    if not sufficient:
        return Decision(False, "forbidden" if sees(standing) else "unseen")
    if not circumstances.state_allows:
        return Decision(False, "stage")
    if circumstances.did_the_earlier_step and all(grant.other_person for grant in sufficient):
        return Decision(False, "same_person")
    if not circumstances.reason_given and all(grant.reason for grant in sufficient):
        return Decision(False, "reason")
    return Decision(True, fields=fields_for(standing))


# Row 16: these roles read who a suspect is, custody and bail; what he said and what he did before is not theirs.
WITHOUT_HISTORY: frozenset[Role] = frozenset({Role.CPS_OPERATIONS, Role.WITNESS_CARE})


def knows_history(standing: Standing) -> bool:
    """May this person read a suspect's interview and background?"""
    reads = allows(standing.role, Permission.SUSPECT_READ, standing.live)
    return reads and standing.role not in WITHOUT_HISTORY


# The permission that opens the role's own page of a case: the full page, or that of a caseworker or witness care.
PAGE_OF: Mapping[Role, Permission] = {
    role: Permission.CASE_FIND if role in {Role.CASEWORKER, Role.WITNESS_CARE} else Permission.CASE_READ
    for role in Role
}


def sees(standing: Standing) -> bool:
    """May this person open the role's own page of this case (without being asked for a reason first)?"""
    return (
        standing.active
        and not standing.in_conflict
        and not standing.restricted_out
        and any(
            grant.relationship in standing.live and not grant.reason
            for grant in GRANTS[standing.role].get(PAGE_OF[standing.role], ())
        )
    )
