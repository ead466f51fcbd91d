"""What administrators do: accounts, roles, duties of their own organisation. Never oneself; never a case."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.database.atomic import atomic
from app.database.session import db
from app.domain.access import allows
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.offices import DUTY_OF, ROLES_OF
from app.domain.permissions import Permission
from app.domain.roles import TWO_PERSON_ROLES, DutyKind, Rank, Role
from app.models.user import Duty, RoleProposal, Unit, User, UserRole
from app.services import accounts, sessions
from app.services.accounts import NewUser, create_user, note_account
from app.services.authority import unchanged

WORDS = (
    "amber", "apple", "arrow", "autumn", "barley", "basket", "bramble", "bridge", "butter", "candle", "canvas",
    "carpet", "cellar", "cherry", "chimney", "clover", "copper", "cotton", "daisy", "dragon", "ember", "engine",
    "fennel", "ferry", "garden", "ginger", "glider", "hammer", "harbour", "hazel", "heather", "ivory", "jacket",
    "kettle", "ladder", "lantern", "lemon", "linen", "lobster", "magnet", "maple", "marble", "meadow", "mirror",
    "nettle", "oyster", "paddle", "parcel", "pebble", "pepper", "pigeon", "plover", "pocket", "puddle",
    "quarry", "rabbit", "ribbon", "river", "saddle", "saffron", "shadow", "silver", "spindle", "sparrow",
    "stable", "summer", "teapot", "thimble", "thistle", "timber", "tunnel", "turnip", "velvet", "violet",
    "walnut", "willow", "window", "winter",
)  # fmt: skip


def _may(actor: Actor, permission: Permission, user: User | None = None) -> None:
    """Administrators only, their own organisation only, never their own account."""
    if actor.role is None or not allows(actor.role, permission):
        raise NotAllowed("Only an administrator does this.")
    if user is not None:
        if user.unit.organisation_id != actor.organisation_id:
            raise NotFound("Page not found")
        if user.id == actor.user_id:
            raise NotAllowed("Nobody changes their own account. Ask another administrator.")


def _own(unit: Unit, actor: Actor) -> None:
    if unit.organisation_id != actor.organisation_id:
        raise RuleBroken("Choose a unit of your organisation.", field="unit")


def starting_password(name: str) -> str:
    """Six plain words, none of them in the name: shown once to whoever hands it over, stored as a hash only."""
    words = [word for word in WORDS if word not in name.casefold()]
    return " ".join(secrets.choice(words) for _ in range(6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody works, and as what."""

    unit: Unit
    rank: Rank = Rank.STAFF
    title: str | None = None
    work_phone: str | None = None


@atomic
def create_account(
    *, name: str, email: str, role: Role, place: Place, password: str, actor: Actor, at: datetime
) -> User:
    """An account in one role. A role that needs two administrators is proposed afterwards, never given here."""
    _may(actor, Permission.USER_MANAGE)
    _own(place.unit, actor)
    _fits(role, place.unit)
    if role in TWO_PERSON_ROLES:
        raise RuleBroken("This role needs two administrators: make the account, then propose it.", field="role")
    new = NewUser(
        name=name,
        email=email,
        password=password,
        roles=[role],
        unit_id=place.unit.id,
        rank=place.rank,
        title=place.title,
        work_phone=place.work_phone,
        is_starting=True,
    )
    return create_user(new, actor=actor, at=at)


@atomic
def renew_starting_password(user: User, *, seen: int | None = None, actor: Actor, at: datetime) -> str:
    """Another starting password, shown this once; only until the person has chosen their own (AUTH-7)."""
    _may(actor, Permission.USER_MANAGE, user)
    unchanged(user, seen)
    if user.disabled_at is not None:
        raise RuleBroken("The account is disabled.")
    password = starting_password(user.name)
    accounts.give_starting_password(user, password, actor=actor, at=at)
    return password


def _fits(role: Role, unit: Unit) -> None:
    if role not in ROLES_OF[unit.organisation.kind.value]:
        raise RuleBroken("This role does not exist in your organisation.", field="role")


@atomic
def disable(user: User, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Nobody signs in with this account from now on; every session of it ends."""
    _may(actor, Permission.USER_MANAGE, user)
    unchanged(user, seen)
    if user.disabled_at is not None:
        raise RuleBroken("The account is disabled already.")
    user.disabled_at = at
    sessions.end_all(user, actor=actor, at=at, why="disabled")
    note_account("user:disable", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN)


@atomic
def enable(user: User, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """The account can be used again, with the password it had."""
    _may(actor, Permission.USER_MANAGE, user)
    unchanged(user, seen)
    if user.disabled_at is None:
        raise RuleBroken("The account is in use.")
    if user.password_hash is None or user.email is None:
        raise RuleBroken("This person was named in an imported file and never had an account. Make one.")
    user.disabled_at = None
    note_account("user:enable", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN)


@atomic
def move(user: User, place: Place, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Another unit, rank or title. What somebody may see follows at once, so every session ends."""
    _may(actor, Permission.USER_MANAGE, user)
    _own(place.unit, actor)
    unchanged(user, seen)
    user.unit_id, user.rank = place.unit.id, place.rank
    user.title, user.work_phone = place.title, place.work_phone
    sessions.end_all(user, actor=actor, at=at, why="moved")
    note_account(
        "user:move", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, unit=place.unit.code,
        rank=place.rank.value,
    )  # fmt: skip


@atomic
def give_duty(
    user: User, kind: DutyKind, valid_from: date, valid_to: date | None, *, actor: Actor, at: datetime
) -> Duty:
    """A dated extra, for those who hold a role that can carry it."""
    _may(actor, Permission.USER_MANAGE, user)
    if not DUTY_OF[kind] & {held.role for held in user.roles}:
        roles = " or ".join(sorted(role.label.lower() for role in DUTY_OF[kind]))
        raise RuleBroken(f"Only a {roles} carries this duty.", field="kind")
    if valid_to is not None and valid_to < valid_from:
        raise RuleBroken("It cannot end before it begins.", field="valid_to")
    duty = Duty(user_id=user.id, kind=kind, valid_from=valid_from, valid_to=valid_to, given_by_id=actor.user_id)
    db.session.add(duty)
    sessions.end_all(user, actor=actor, at=at, why="duty given")
    note_account("user:duty_given", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, duty=kind.value)
    return duty


@atomic
def end_duty(user: User, duty: Duty, on: date, *, actor: Actor, at: datetime) -> None:
    """The duty ended with the day before this one."""
    _may(actor, Permission.USER_MANAGE, user)
    if duty.user_id != user.id:
        raise NotFound("Page not found")
    last = on - timedelta(days=1)
    if last < duty.valid_from:
        db.session.delete(duty)
    else:
        duty.valid_to = last
    sessions.end_all(user, actor=actor, at=at, why="duty ended")
    note_account("user:duty_ended", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, duty=duty.kind.value)


@atomic
def grant(user: User, role: Role, *, actor: Actor, at: datetime) -> None:
    """Give a role that one administrator may give."""
    _may(actor, Permission.USER_MANAGE, user)
    if role in TWO_PERSON_ROLES:
        raise RuleBroken("This role needs two administrators: propose it.", field="role")
    _give(user, role, actor, at)


def _give(user: User, role: Role, actor: Actor, at: datetime) -> None:
    _fits(role, user.unit)
    if role in {held.role for held in user.roles}:
        raise RuleBroken("This person holds the role already.", field="role")
    user.roles.append(UserRole(role=role, granted_at=at, granted_by_id=actor.user_id))
    sessions.end_all(user, actor=actor, at=at, why="role given")
    note_account("user:role_given", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, role=role.value)


@atomic
def take_away(user: User, role: Role, *, actor: Actor, at: datetime) -> None:
    """Take a role; the last one stays, disable the account instead."""
    _may(actor, Permission.USER_MANAGE, user)
    held = next((row for row in user.roles if row.role is role), None)
    if held is None:
        raise RuleBroken("This person does not hold the role.", field="role")
    if len(user.roles) == 1:
        raise RuleBroken("It is their only role. Disable the account instead.", field="role")
    user.roles.remove(held)
    db.session.delete(held)
    sessions.end_all(user, actor=actor, at=at, why="role taken")
    note_account("user:role_taken", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, role=role.value)


@atomic
def propose_role(user: User, role: Role, reason: str, *, actor: Actor, at: datetime) -> RoleProposal:
    """The first of two administrators: nothing is given yet (ACC-12)."""
    _may(actor, Permission.USER_GRANT, user)
    if role not in TWO_PERSON_ROLES:
        raise RuleBroken("One administrator gives this role.", field="role")
    _fits(role, user.unit)
    if role in {held.role for held in user.roles}:
        raise RuleBroken("This person holds the role already.", field="role")
    proposal = RoleProposal(
        user_id=user.id, role=role, reason=reason, proposed_by_id=actor.user_id or 0, proposed_at=at
    )
    db.session.add(proposal)
    note_account("user:role_proposed", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, role=role.value)
    return proposal


@atomic
def decide_proposal(
    proposal: RoleProposal, approved: bool, *, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """The second administrator, neither the proposer nor the one who gains by it (ACC-12)."""
    user = proposal.user
    _may(actor, Permission.USER_GRANT, user)
    unchanged(proposal, seen)
    if proposal.decided_at is not None:
        raise RuleBroken("This proposal was decided already.")
    if proposal.proposed_by_id == actor.user_id:
        raise NotAllowed("Another administrator decides: you proposed it.")
    proposal.decided_by_id, proposal.decided_at, proposal.approved = actor.user_id, at, approved
    if approved:
        _give(user, proposal.role, actor, at)
    else:
        note_account(
            "user:role_refused", actor=actor, user_id=user.id, at=at, kind=AuditKind.ADMIN, role=proposal.role.value
        )
