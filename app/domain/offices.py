"""Which role fits which kind of organisation, and which role carries which duty."""

from collections.abc import Mapping

from app.domain.roles import CPS_ROLES, POLICE_ROLES, DutyKind, Role

# By the kind of organisation's name in the store; an administrator is possible everywhere.
ROLES_OF: Mapping[str, frozenset[Role]] = {
    "police_force": POLICE_ROLES | {Role.WITNESS_CARE, Role.ADMINISTRATOR},
    "cps": CPS_ROLES | {Role.ADMINISTRATOR},
    "support_service": frozenset({Role.CASEWORKER, Role.ADMINISTRATOR}),
    "community": frozenset({Role.PARTNER, Role.ADMINISTRATOR}),
    "oversight": frozenset({Role.ANALYST, Role.ADMINISTRATOR}),
    "court": frozenset({Role.ADMINISTRATOR}),
}

DUTY_OF: Mapping[DutyKind, frozenset[Role]] = {
    DutyKind.CUSTODY: frozenset({Role.OFFICER, Role.SUPERVISOR}),
    DutyKind.CRIME_REGISTRAR: frozenset({Role.SUPERVISOR}),
    DutyKind.DISCLOSURE_OFFICER: frozenset({Role.OFFICER}),
    DutyKind.UNIT_HEAD: frozenset({Role.SENIOR_PROSECUTOR}),
}
