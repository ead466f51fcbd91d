"""Who acts: a signed-in person in one role, or a job of the system. Ids and words, read afresh for each request."""

from dataclasses import dataclass

from app.domain.roles import DutyKind, Rank, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """`user_id` and `role` are None for a job, whose name is `system:<job>`."""

    name: str
    user_id: int | None = None
    role: Role | None = None
    rank: Rank = Rank.STAFF
    unit_id: int | None = None
    unit_path: str = ""
    organisation_id: int | None = None
    duties: frozenset[DutyKind] = frozenset()
    session_ref: str | None = None

    @property
    def is_system(self) -> bool:
        return self.role is None

    @property
    def role_name(self) -> str:
        """The role as the audit and the history record it."""
        return self.role.value if self.role else self.name


def system(job: str) -> Actor:
    """A job of the system: it has only the rights of that job."""
    return Actor(name=f"system:{job}")
