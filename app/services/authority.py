"""May this person do this to this case now? Every verb asks here; a job of the system has the rights of its job."""

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import flag_modified

from app.domain.access import Circumstances, Relationship, decide
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken, WrongStage
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.stages import Status
from app.models.base import Versioned
from app.models.incident import Incident
from app.queries.relationships import standing, with_duty

# Rows 4 and 18 of the matrix: an organisation changes and adds to its own report until the police take it up (T1).
UNTIL_ACCEPTED = frozenset({Permission.CASE_EDIT, Permission.EVIDENCE_ADD})


def demand(
    actor: Actor,
    incident: Incident,
    permission: Permission,
    *,
    earlier: int | None = None,
    state_allows: bool = True,
    reason: str | None = None,
) -> frozenset[Relationship]:
    """The live relationships where allowed; raise where not.

    `earlier` is the user who did the step that this one checks (four eyes).

    Raises NotFound where the case does not exist for this person, NotAllowed, WrongStage, or RuleBroken for a reason.
    """
    if actor.is_system:
        return frozenset()
    stand = with_duty(standing(actor, incident), actor, permission)
    found = decide(
        stand,
        permission,
        Circumstances(
            state_allows=state_allows and not _accepted(actor, incident, permission),
            did_the_earlier_step=earlier is not None and earlier == actor.user_id,
            reason_given=bool(reason),
        ),
    )
    if found.allowed:
        return stand.live
    match found.code:
        case "stage":
            raise WrongStage("This cannot be done at the stage the case has reached.")
        case "same_person":
            raise NotAllowed("Somebody other than the person who did the step before must do this.")
        case "reason":
            raise RuleBroken("Give the reason why you need this.", field="reason")
        case "forbidden":
            raise NotAllowed("This is not for you to do on this case.")
        case _:
            raise NotFound("Page not found")


def _accepted(actor: Actor, incident: Incident, permission: Permission) -> bool:
    """Is this an organisation that wants to change its report after the police have taken it up?"""
    late = incident.report_status is not Status.REPORTED
    return actor.role is Role.PARTNER and permission in UNTIL_ACCEPTED and late


def refuse_witness_care(actor: Actor) -> None:
    """Of what courts do, witness care records dates, attendance and warrants: results are for the prosecution."""
    if actor.role is Role.WITNESS_CARE:
        raise NotAllowed("Witness care records dates of hearings and warrants. The CPS records what the court decided.")


def unchanged(row: Versioned, seen: int | None) -> None:
    """Raise Conflict where somebody saved the row after the person opened it: half of the version check.

    The row's version then moves with this change, even where only rows that hang on it change (roles, links, entries).
    """
    held = row.version  # also loads the row
    if seen is not None and held != seen:
        raise Conflict("Someone else changed this while you were writing.")
    flag_modified(row, next(one.key for one in inspect(type(row)).column_attrs if one.key not in ("id", "version")))
