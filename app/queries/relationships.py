"""How a person stands to a case, from current rows: the relationships of the access matrix written once as SQL."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.database.session import db
from app.domain.access import DUTY_FOR, Relationship, Standing
from app.domain.actor import Actor
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.models.allegation import Allegation
from app.models.incident import Assignment, ConflictOfInterest, Incident, RestrictionMember
from app.models.referral import Referral
from app.models.user import Unit
from app.models.victim import SupportReferral, Victim

R = Relationship
Among = Callable[[Select[int]], ColumnElement[bool]]


def of_one(cases: Select[int]) -> ColumnElement[bool]:
    """Is the case at hand among these? Only its own rows are looked up."""
    return cases.where(cases.selected_columns[0] == Incident.id).exists()


def of_many(cases: Select[int]) -> ColumnElement[bool]:
    """The same in a list: a database begins with these cases and never walks all there are."""
    return Incident.id.in_(cases)


def in_subtree(
    unit_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], actor: Actor
) -> ColumnElement[bool]:
    """Is this unit the actor's own or one below it?"""
    if not actor.unit_path:
        return false()
    return unit_id.in_(select(Unit.id).where(Unit.path.startswith(actor.unit_path, autoescape=True)))


def _own_force(actor: Actor, _: Among = of_one) -> ColumnElement[bool]:
    return Incident.unit_id.in_(select(Unit.id).where(Unit.organisation_id == actor.organisation_id))


def _assigned(actor: Actor, among: Among) -> ColumnElement[bool]:
    held = select(Assignment.incident_id)
    return among(held.where(Assignment.user_id == actor.user_id, Assignment.ended_at.is_(None)))


def _supervised(actor: Actor, _: Among) -> ColumnElement[bool]:
    return in_subtree(Incident.unit_id, actor)


def _queued(actor: Actor, among: Among) -> ColumnElement[bool]:
    waiting = select(Referral.incident_id).where(
        Referral.offered_for_check_at.is_not(None), Referral.submitted_at.is_(None)
    )
    return and_(_own_force(actor), among(waiting))


def _allocated(actor: Actor, among: Among) -> ColumnElement[bool]:
    return among(select(Referral.incident_id).where(Referral.prosecutor_id == actor.user_id))


def _in_cps_unit(actor: Actor, among: Among) -> ColumnElement[bool]:
    sent = select(Referral.incident_id).where(Referral.submitted_at.is_not(None))
    return among(sent.where(in_subtree(Referral.unit_id, actor)))


def _client(actor: Actor, among: Among) -> ColumnElement[bool]:
    clients = select(Victim.incident_id).join(SupportReferral, SupportReferral.victim_id == Victim.id)
    return among(clients.where(SupportReferral.caseworker_id == actor.user_id, SupportReferral.ended_at.is_(None)))


def _witness_care(actor: Actor, among: Among) -> ColumnElement[bool]:
    charged = select(Allegation.incident_id).where(Allegation.charged_at.is_not(None))
    return and_(_own_force(actor), among(charged))


def _own_report(actor: Actor, _: Among) -> ColumnElement[bool]:
    return Incident.reporting_organisation_id == actor.organisation_id


_OF_ROLE: Mapping[Role, Mapping[Relationship, Callable[[Actor, Among], ColumnElement[bool]]]] = {
    Role.OFFICER: {R.FORCE: _own_force, R.ASSIGNED: _assigned},
    Role.SUPERVISOR: {R.FORCE: _own_force, R.ASSIGNED: _assigned, R.TEAM: _supervised},
    Role.FILE_REVIEWER: {R.FORCE: _own_force, R.QUEUE: _queued},
    Role.CPS_OPERATIONS: {R.CPS_UNIT: _in_cps_unit},
    Role.PROSECUTOR: {R.ALLOCATED: _allocated},
    Role.SENIOR_PROSECUTOR: {R.ALLOCATED: _allocated, R.CPS_UNIT: _in_cps_unit},
    Role.CASEWORKER: {R.CLIENT: _client},
    Role.WITNESS_CARE: {R.WITNESS_CARE: _witness_care},
    Role.PARTNER: {R.OWN_REPORT: _own_report},
}


def conditions(actor: Actor, among: Among = of_one) -> dict[Relationship, ColumnElement[bool]]:
    """Each relationship this actor's role can stand in, as a condition on Incident."""
    if actor.role is None:
        return {}
    return {kind: condition(actor, among) for kind, condition in _OF_ROLE.get(actor.role, {}).items()}


def in_conflict(actor: Actor) -> ColumnElement[bool]:
    """A live block: beats every relationship."""
    return exists().where(
        ConflictOfInterest.incident_id == Incident.id,
        ConflictOfInterest.user_id == actor.user_id,
        ConflictOfInterest.lifted_at.is_(None),
    )


def restricted_out(actor: Actor) -> ColumnElement[bool]:
    """The incident is restricted and this person is not on its list."""
    named = exists().where(RestrictionMember.incident_id == Incident.id, RestrictionMember.user_id == actor.user_id)
    return and_(Incident.is_restricted, ~named)


def allowed_rows(actor: Actor, sufficient: frozenset[Relationship], among: Among = of_many) -> ColumnElement[bool]:
    """The cases to which this actor stands in one of these relationships, without conflict, not restricted away."""
    related = [condition for kind, condition in conditions(actor, among).items() if kind in sufficient]
    return and_(or_(false(), *related), ~in_conflict(actor), ~restricted_out(actor))


def standing(actor: Actor, incident: Incident) -> Standing:
    """How this actor stands to this case now: one statement."""
    if actor.role is None:
        raise ValueError("a job of the system has no standing to a case")
    named = conditions(actor)
    columns = [func.coalesce(condition, literal(False)).label(kind.name) for kind, condition in named.items()]
    row = db.session.execute(
        select(in_conflict(actor).label("conflict"), restricted_out(actor).label("restricted"), *columns).where(
            Incident.id == incident.id
        )
    ).one()
    live = frozenset(kind for kind in named if row._mapping[kind.name])
    return Standing(role=actor.role, live=live, in_conflict=bool(row.conflict), restricted_out=bool(row.restricted))


def with_duty(stand: Standing, actor: Actor, permission: Permission) -> Standing:
    """Own force counts with the duty the action names; the relationship exists for that action alone."""
    duty = DUTY_FOR.get(permission)
    if duty is None or duty not in actor.duties or R.FORCE not in stand.live:
        return stand
    return Standing(
        role=stand.role,
        active=stand.active,
        live=stand.live | {R.FORCE_WITH_DUTY},
        in_conflict=stand.in_conflict,
        restricted_out=stand.restricted_out,
    )
