"""The draft of a referral: begun, changed, thrown away. What joined cases send travels in that of the leading one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import CodeTest, CpsRoute, ReferralCategory, ReferralType
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.referral import Referral, ReferralAllegation, TtCondition
from app.queries import referrals as questions
from app.services import history
from app.services.authority import demand, unchanged
from app.services.together import of_all

# Where an allegation must stand for its referral to go out, by type.
STARTS = {
    ReferralType.CHARGING: frozenset({Status.UNDER_INVESTIGATION}),
    ReferralType.EARLY_ADVICE: frozenset({Status.UNDER_INVESTIGATION}),
    ReferralType.RESUBMISSION: frozenset({Status.TRIAGE_REJECTED, Status.ACTION_PLAN_ISSUED, Status.ADMIN_FINALISED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """What the officer writes for the prosecutor."""

    referral_type: ReferralType
    code_test: CodeTest | None = None
    referral_category: ReferralCategory | None = None
    cps_route: CpsRoute | None = None
    delay_explanation: str | None = None
    outline: str | None = None
    police_view_evidential: str | None = None
    police_view_public_interest: str | None = None
    remand_grounds: str | None = None
    early_advice_questions: tuple[str, ...] = ()
    tt_conditions: Sequence[tuple[int, bool | None, str | None]] = ()


WORDS = tuple(name for name in ReferralDetails.__slots__ if name != "tt_conditions")


@atomic
def draft(
    incident: Incident, details: ReferralDetails, allegations: Sequence[Allegation], *, actor: Actor, at: datetime
) -> Referral:
    """Begin a referral; a resubmission answers the last one that came back.

    Allegations of cases joined with this one may be among those chosen: they travel in this referral, each case with
    its own file and its own rights. A joined case refers by itself only what its leading case has nothing to send with.
    """
    demand(actor, incident, Permission.REFERRAL_DRAFT)
    _led_by_nobody(incident, details.referral_type)
    if _open_draft(incident) is not None:
        raise RuleBroken("A referral of this case is being drafted already. Finish or change that one.")
    chosen = _by_case(incident, details.referral_type, allegations)
    referral = _begin(incident, details, chosen.pop(incident.id), actor, at)
    _bring_along(referral, details, chosen, actor, at)
    return referral


def _led_by_nobody(incident: Incident, kind: ReferralType) -> None:
    if incident.lead_incident_id is None:
        return
    lead = db.session.get_one(Incident, incident.lead_incident_id)
    waiting = any(row.status in STARTS.get(kind, frozenset()) for row in questions.referable(lead))
    if waiting and (kind is not ReferralType.RESUBMISSION or questions.answers_alike(incident, lead)):
        raise RuleBroken("This case is joined with another one, which leads. Its offences are referred there.")


def _by_case(
    incident: Incident, kind: ReferralType, allegations: Sequence[Allegation], held: frozenset[int] = frozenset()
) -> dict[int, list[Allegation]]:
    """The chosen allegations, case by case; what a draft holds already may stay in it.

    Raises RuleBroken where one cannot be referred now, or not from here.
    """
    found: dict[int, list[Allegation]] = {}
    for one in allegations:
        if one.id not in held and one.status not in STARTS.get(kind, frozenset()):
            raise RuleBroken("Choose offences that can be referred now.", field="allegations")
        found.setdefault(one.incident_id, []).append(one)
    if incident.id not in found:
        raise RuleBroken("Choose at least one offence of this case.", field="allegations")
    for number in found.keys() - {incident.id}:
        other = db.session.get_one(Incident, number)
        if other.lead_incident_id != incident.id:
            raise RuleBroken("Choose offences of this case and of those joined with it.", field="allegations")
        if kind is ReferralType.RESUBMISSION and not questions.answers_alike(other, incident):
            raise RuleBroken(f"{other.reference} answers something else, so it goes by itself.", field="allegations")
    return found


def _begin(
    incident: Incident,
    details: ReferralDetails,
    allegations: Iterable[Allegation],
    actor: Actor,
    at: datetime,
    leading: Referral | None = None,
) -> Referral:
    answers = _answered(incident) if details.referral_type is ReferralType.RESUBMISSION else None
    referral = Referral(
        incident_id=incident.id,
        referral_no=_next_number(incident),
        referral_type=details.referral_type,
        answers_referral_no=answers,
        leading=leading,
    )
    referral.allegations = [ReferralAllegation(allegation_id=one.id) for one in allegations]
    db.session.add(referral)
    _write(referral, details, actor)
    db.session.flush()
    _drafted(referral, actor, at)
    return referral


def _bring_along(
    referral: Referral, details: ReferralDetails, chosen: dict[int, list[Allegation]], actor: Actor, at: datetime
) -> None:
    """Let the referral of each joined case travel in this one: what was not chosen any more stays at home."""
    for part in list(referral.travelling):
        if part.incident_id not in chosen:
            _discard(part, actor, at)
        else:
            demand(actor, part.incident, Permission.REFERRAL_DRAFT)
            _choose(part, chosen.pop(part.incident_id))
            _write(part, details, actor)
            _drafted(part, actor, at)
    for number, allegations in chosen.items():
        other = db.session.get_one(Incident, number)
        demand(actor, other, Permission.REFERRAL_DRAFT)
        if _open_draft(other) is not None:
            raise RuleBroken(f"{other.reference} has a draft of its own. Throw that one away first.")
        _begin(other, details, allegations, actor, at, leading=referral)
    db.session.flush()
    db.session.expire(referral, ["travelling"])


def _choose(referral: Referral, allegations: Sequence[Allegation]) -> None:
    wanted = {one.id for one in allegations}
    kept = [row for row in referral.allegations if row.allegation_id in wanted]
    known = {row.allegation_id for row in kept}
    new = [ReferralAllegation(allegation_id=one.id) for one in allegations if one.id not in known]
    referral.allegations = [*kept, *new]


def _drafted(referral: Referral, actor: Actor, at: datetime) -> None:
    kind = EventKind.REFERRAL_DRAFTED
    history.record(referral.incident, kind, actor=actor, at=at, referral=referral.referral_no)


def _open_draft(incident: Incident) -> Referral | None:
    return db.session.scalars(
        select(Referral).where(Referral.incident_id == incident.id, Referral.submitted_at.is_(None)).limit(1)
    ).first()


def _next_number(incident: Incident) -> int:
    highest = db.session.scalar(select(func.max(Referral.referral_no)).where(Referral.incident_id == incident.id))
    return (highest or 0) + 1


def _answered(incident: Incident) -> int | None:
    return db.session.scalar(
        select(func.max(Referral.referral_no)).where(
            Referral.incident_id == incident.id, Referral.submitted_at.is_not(None)
        )
    )


def _write(referral: Referral, details: ReferralDetails, actor: Actor) -> None:
    for name in WORDS:
        setattr(referral, name, getattr(details, name))
    referral.has_police_view = bool(details.police_view_evidential or details.police_view_public_interest)
    referral.tt_conditions = [
        TtCondition(condition=number, met=met, reason=reason) for number, met, reason in details.tt_conditions
    ]
    referral.drafted_by_id = actor.user_id
    referral.checked_by_id = referral.checked_at = None


@atomic
def change_draft(
    referral: Referral,
    details: ReferralDetails,
    allegations: Sequence[Allegation],
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change a referral that was not offered for checking; the last writer counts as its drafter."""
    held = frozenset(row.allegation_id for part in of_all(referral, actor) for row in part.allegations)
    demand(actor, referral.incident, Permission.REFERRAL_DRAFT, state_allows=referral.offered_for_check_at is None)
    unchanged(referral, seen)
    if details.referral_type is not referral.referral_type:
        raise RuleBroken("The type of a referral stays as it was chosen.", field="referral_type")
    chosen = _by_case(referral.incident, details.referral_type, allegations, held)
    _choose(referral, chosen.pop(referral.incident_id))
    _write(referral, details, actor)
    _drafted(referral, actor, at)
    _bring_along(referral, details, chosen, actor, at)


@atomic
def discard(referral: Referral, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Throw away a draft that nobody has been asked to check, with what travels in it. The history says that it was."""
    parts = of_all(referral, actor)
    demand(actor, referral.incident, Permission.REFERRAL_DRAFT, state_allows=referral.offered_for_check_at is None)
    unchanged(referral, seen)
    for part in reversed(parts):
        _discard(part, actor, at)


def _discard(referral: Referral, actor: Actor, at: datetime) -> None:
    incident, number = referral.incident, referral.referral_no
    demand(actor, incident, Permission.REFERRAL_DRAFT, state_allows=referral.offered_for_check_at is None)
    db.session.delete(referral)
    db.session.flush()
    history.record(incident, EventKind.REFERRAL_DISCARDED, actor=actor, at=at, referral=number)
