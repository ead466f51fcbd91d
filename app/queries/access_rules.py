"""Who a case exists for: the list of a restricted one, those who declared a conflict, whom one may name."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.roles import CPS_ROLES, POLICE_ROLES, Role
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.lifting import LiftProposal
from app.models.referral import Referral
from app.models.user import Organisation, OrganisationKind, Unit, User, UserRole
from app.models.victim import SupportReferral, Victim


def named_on(incident: Incident) -> list[User]:
    """The people on the list of a restricted case."""
    return list(
        db.session.scalars(
            select(User)
            .join(RestrictionMember, RestrictionMember.user_id == User.id)
            .where(RestrictionMember.incident_id == incident.id)
            .options(joinedload(User.unit).joinedload(Unit.organisation))
            .order_by(User.name, User.id)
        )
    )


def may_be_named(actor: Actor, incident: Incident) -> list[User]:
    """For the police: colleagues of the force and those who have the case elsewhere. For the CPS: its own people."""
    found = select(User).join(User.unit).where(User.disabled_at.is_(None), User.id.in_(_with_case_roles(actor)))
    if actor.role is Role.SENIOR_PROSECUTOR:
        found = found.where(Unit.organisation_id == actor.organisation_id)
    else:
        at_cps = select(Referral.prosecutor_id).where(Referral.incident_id == incident.id)
        units = select(Referral.unit_id).where(Referral.incident_id == incident.id)
        support = select(SupportReferral.caseworker_id).join(Victim).where(Victim.incident_id == incident.id)
        outside = User.id.in_(at_cps) | User.unit_id.in_(units) | User.id.in_(support)
        found = found.where((Unit.organisation_id == actor.organisation_id) | outside)
    people = found.options(joinedload(User.unit).joinedload(Unit.organisation)).order_by(User.name, User.id)
    return list(db.session.scalars(people))


def _with_case_roles(actor: Actor) -> Select[int]:
    cps = actor.role is Role.SENIOR_PROSECUTOR
    roles = CPS_ROLES if cps else POLICE_ROLES | CPS_ROLES | {Role.WITNESS_CARE, Role.CASEWORKER}
    return select(UserRole.user_id).where(UserRole.role.in_(list(roles)))


def conflicts_of(actor: Actor, incident: Incident) -> list[tuple[ConflictOfInterest, User]]:
    """Live blocks on this case that the actor's side may lift: the police those of the police, the CPS its own."""
    kinds = [OrganisationKind.CPS] if actor.role is Role.SENIOR_PROSECUTOR else _NOT_CPS
    rows = db.session.execute(
        select(ConflictOfInterest, User)
        .join(User, User.id == ConflictOfInterest.user_id)
        .join(User.unit)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .where(
            ConflictOfInterest.incident_id == incident.id,
            ConflictOfInterest.lifted_at.is_(None),
            Organisation.kind.in_(kinds),
        )
        .order_by(ConflictOfInterest.id)
    )
    return [(conflict, user) for conflict, user in rows]


_NOT_CPS = [kind for kind in OrganisationKind if kind is not OrganisationKind.CPS]


def conflict_by_id(actor: Actor, incident: Incident, number: int) -> tuple[ConflictOfInterest, User]:
    """One of them. Raises NotFound."""
    found = next((row for row in conflicts_of(actor, incident) if row[0].id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def open_proposals(actor: Actor, incident: Incident) -> list[LiftProposal]:
    """Proposals to lift that wait for a second person of the actor's side; a restriction is for the police to lift."""
    rows = db.session.scalars(
        select(LiftProposal)
        .where(LiftProposal.incident_id == incident.id, LiftProposal.decided_at.is_(None))
        .options(joinedload(LiftProposal.conflict), joinedload(LiftProposal.proposed_by))
        .order_by(LiftProposal.id)
    )
    own = {conflict.id for conflict, _ in conflicts_of(actor, incident)}
    of_police = actor.role is not Role.SENIOR_PROSECUTOR
    return [row for row in rows if row.conflict_id in own or (row.conflict_id is None and of_police)]


def proposal_by_id(actor: Actor, incident: Incident, number: int) -> LiftProposal:
    """One of them. Raises NotFound."""
    found = next((row for row in open_proposals(actor, incident) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found
