"""Who people are: the eleven roles, the two actors without an account, dated duties, ranks."""

from enum import StrEnum
from typing import TypeAlias


class Role(StrEnum):
    """What a signed-in person acts as. A session acts in one role."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Role":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    OFFICER = "officer", "Police officer"
    SUPERVISOR = "supervisor", "Police supervisor"
    FILE_REVIEWER = "file_reviewer", "File reviewer"
    PROSECUTOR = "prosecutor", "Prosecutor"
    SENIOR_PROSECUTOR = "senior_prosecutor", "Senior prosecutor"
    CPS_OPERATIONS = "cps_operations", "CPS operations"
    CASEWORKER = "caseworker", "Victim-support caseworker"
    WITNESS_CARE = "witness_care", "Witness care"
    PARTNER = "partner", "Community organisation"
    ANALYST = "analyst", "Oversight analyst"
    ADMINISTRATOR = "administrator", "Administrator"


POLICE_ROLES = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.FILE_REVIEWER})
CPS_ROLES = frozenset({Role.CPS_OPERATIONS, Role.PROSECUTOR, Role.SENIOR_PROSECUTOR})
# Roles whose grant needs two different administrators (ACC-12).
TWO_PERSON_ROLES = frozenset({Role.SUPERVISOR, Role.SENIOR_PROSECUTOR, Role.ANALYST, Role.ADMINISTRATOR})


class Outsider(StrEnum):
    """Actors of the matrix who have no account."""

    PUBLIC = "public"
    VICTIM = "victim"


Party: TypeAlias = Role | Outsider


class DutyKind(StrEnum):
    """A dated extra on a user, given by an administrator."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "DutyKind":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    CUSTODY = "custody", "Custody"
    CRIME_REGISTRAR = "crime_registrar", "Crime registrar"
    DISCLOSURE_OFFICER = "disclosure_officer", "Disclosure officer"
    UNIT_HEAD = "unit_head", "Unit head"


class Rank(StrEnum):
    """Police ranks in ascending order; steps that name a rank check it."""

    CONSTABLE = "constable"
    SERGEANT = "sergeant"
    INSPECTOR = "inspector"
    CHIEF_INSPECTOR = "chief_inspector"
    SUPERINTENDENT = "superintendent"
    ASSISTANT_CHIEF_CONSTABLE = "assistant_chief_constable"  # in London: commander
    STAFF = "staff"

    @property
    def words(self) -> str:
        """The rank as a sentence names it."""
        return self.value.replace("_", " ")

    def at_least(self, other: "Rank") -> bool:
        """Police staff hold no rank and never reach one."""
        order = list(Rank)
        return self is not Rank.STAFF and order.index(self) >= order.index(other)
