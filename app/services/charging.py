"""Charge and out-of-court resolution: the authorised charge; the emergency route; conditions kept or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.vocabulary import (
    ChargeMethod,
    ClockEvent,
    CodeTest,
    CustodyStatus,
    OutcomeCode,
    ReferralCategory,
    ReferralType,
)
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.referral import Referral, ReferralAllegation
from app.services import history, progress
from app.services.happenings import happened

STEP_OF = {
    ChargeMethod.CHARGE: "charge",
    ChargeMethod.POSTAL_REQUISITION: "requisition",
    ChargeMethod.SUMMONS: "summons",
}


@atomic
def charge(
    incident: Incident,
    allegation: Allegation,
    *,
    method: ChargeMethod,
    issued_at: datetime,
    bailed: bool | None,
    actor: Actor,
    at: datetime,
) -> None:
    """T13: the authorised charge is put. For time limits the issue counts, not the service."""
    _not_in_future(issued_at, at)
    given = {"issued_at": issued_at}
    _issue(allegation, method, issued_at, bailed)
    progress.apply(STEP_OF[method], allegation, incident, actor=actor, at=at, given=given)
    _charged(incident, allegation, EventKind.CHARGED, actor, at)


def _not_in_future(issued_at: datetime, at: datetime) -> None:
    if issued_at > at:
        raise RuleBroken("The time of the charge is in the future.", field="issued_at")


def _issue(allegation: Allegation, method: ChargeMethod, issued_at: datetime, bailed: bool | None) -> None:
    allegation.charged_method, allegation.charged_at, allegation.charged_bailed = method, issued_at, bailed


def _charged(incident: Incident, allegation: Allegation, kind: EventKind, actor: Actor, at: datetime) -> None:
    """What follows from every charge: the outcome of the crime, the defendant's state, the dated event, the history."""
    charged_at = allegation.charged_at or at
    _set_outcome(allegation, london_day(charged_at))
    if allegation.charged_method is ChargeMethod.CHARGE:
        bailed = allegation.charged_bailed is not False
        allegation.suspect.custody_status = CustodyStatus.COURT_BAIL if bailed else CustodyStatus.REMANDED
    happened(
        incident, ClockEvent.SUSPECT_CHARGED, at=charged_at, person=allegation.suspect.person, allegation=allegation
    )
    history.record(incident, kind, actor=actor, at=at, allegation=allegation.id, person=allegation.suspect.person_id)


def _set_outcome(allegation: Allegation, on: date) -> None:
    """Outcome 1, or 1A where another offence was charged than the one recorded."""
    crime = allegation.crime
    if crime.ho_outcome_code in (None, OutcomeCode.CHARGED_ALTERNATE):
        same = crime.offence_type_key == allegation.offence_type_key
        crime.ho_outcome_code = OutcomeCode.CHARGED if same else OutcomeCode.CHARGED_ALTERNATE
        crime.outcome_date = on


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Why an inspector charges without a prosecutor: detention justified, the custody clock, nobody to be reached."""

    grounds: str
    pace_ends_at: datetime
    no_prosecutor: str


@atomic
def charge_in_emergency(
    incident: Incident,
    allegation: Allegation,
    emergency: Emergency,
    *,
    issued_at: datetime,
    bailed: bool | None,
    actor: Actor,
    at: datetime,
) -> Referral:
    """T38: an inspector or above charges; the case is referred at once and the charge stands while CPS looks at it."""
    _not_in_future(issued_at, at)
    _issue(allegation, ChargeMethod.CHARGE, issued_at, bailed)
    given = {
        "issued_at": issued_at,
        "emergency_grounds": emergency.grounds,
        "pace_end": emergency.pace_ends_at,
        "no_prosecutor": emergency.no_prosecutor,
    }
    progress.apply("charge_in_emergency", allegation, incident, actor=actor, at=at, given=given)
    allegation.police_charge_grounds = emergency.grounds
    allegation.police_charge_pace_ends_at = emergency.pace_ends_at
    allegation.police_charge_no_prosecutor = emergency.no_prosecutor
    referral = _refer_at_once(incident, [allegation], emergency.grounds, actor)
    _charged(incident, allegation, EventKind.CHARGED_BY_POLICE, actor, at)
    return referral


def _refer_at_once(incident: Incident, allegations: Sequence[Allegation], outline: str, actor: Actor) -> Referral:
    """A referral of what the police have charged, due as soon as possible; the charge stands meanwhile."""
    highest = db.session.scalar(select(func.max(Referral.referral_no)).where(Referral.incident_id == incident.id))
    referral = Referral(
        incident_id=incident.id,
        referral_no=(highest or 0) + 1,
        referral_type=ReferralType.CHARGING,
        code_test=CodeTest.FCT,
        referral_category=ReferralCategory.RED,
        drafted_by_id=actor.user_id,
        outline=outline,
    )
    referral.allegations = [ReferralAllegation(allegation_id=allegation.id) for allegation in allegations]
    db.session.add(referral)
    db.session.flush()
    return referral


def refer_police_charges(incident: Incident, *, actor: Actor, at: datetime) -> Referral | None:
    """T14: a strand was set after the police charged. What no prosecutor was asked about is referred at once."""
    asked = select(ReferralAllegation.allegation_id)
    charged = db.session.scalars(
        select(Allegation)
        .where(Allegation.incident_id == incident.id, Allegation.charged_at.is_not(None), Allegation.id.not_in(asked))
        .order_by(Allegation.id)
    ).all()
    if not charged:
        return None
    referral = _refer_at_once(incident, charged, "Flagged as hate crime after the police had charged.", actor)
    history.record(incident, EventKind.REFERRAL_DRAFTED, actor=actor, at=at, referral=referral.referral_no)
    return referral


@atomic
def charge_at_station(
    incident: Incident,
    allegation: Allegation,
    *,
    issued_at: datetime,
    bailed: bool | None,
    actor: Actor,
    at: datetime,
) -> None:
    """T38, last sentence: where no strand is set and the police may charge the offence, any supervisor may."""
    _not_in_future(issued_at, at)
    _issue(allegation, ChargeMethod.CHARGE, issued_at, bailed)
    progress.apply("charge_at_station", allegation, incident, actor=actor, at=at, given={"issued_at": issued_at})
    _charged(incident, allegation, EventKind.CHARGED_BY_POLICE, actor, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """An out-of-court resolution the police choose where no strand is set."""

    kind: str
    eligibility: str
    conditions: str
    due_on: date


@atomic
def agree_resolution(
    incident: Incident, allegation: Allegation, resolution: Resolution, *, actor: Actor, at: datetime
) -> None:
    """T25 by the police: only where no strand is set."""
    given = {"eligibility": resolution.eligibility, "conditions": resolution.conditions}
    progress.apply(
        "police_resolution",
        allegation,
        incident,
        actor=actor,
        at=at,
        given=given,
        earlier=incident.oic_id if incident.oic_id != actor.user_id else None,
    )
    allegation.oocr_kind, allegation.oocr_conditions = resolution.kind, resolution.conditions
    allegation.oocr_due_on, allegation.oocr_by_police = resolution.due_on, True
    happened(incident, ClockEvent.OOCR_DECIDED, at=at, allegation=allegation)
    _resolved(incident, allegation, EventKind.RESOLUTION_AGREED, actor, at)


@atomic
def keep_resolution(
    incident: Incident, allegation: Allegation, done: str, outcome: OutcomeCode, *, actor: Actor, at: datetime
) -> None:
    """The conditions were met; the outcome of the crime is set by the same act."""
    given = {"conditions_met": done}
    progress.apply("keep_resolution", allegation, incident, actor=actor, at=at, given=given)
    allegation.crime.ho_outcome_code, allegation.crime.outcome_date = outcome, london_day(at)
    allegation.crime.outcome_reason = done
    _resolved(incident, allegation, EventKind.RESOLUTION_KEPT, actor, at)


@atomic
def break_resolution(incident: Incident, allegation: Allegation, breach: str, *, actor: Actor, at: datetime) -> None:
    """The conditions were broken; prosecution is considered again."""
    progress.apply("break_resolution", allegation, incident, actor=actor, at=at, given={"breach": breach})
    _resolved(incident, allegation, EventKind.RESOLUTION_BROKEN, actor, at)


@atomic
def consider_again(incident: Incident, allegation: Allegation, *, actor: Actor, at: datetime) -> None:
    """A broken resolution goes back to who chose it: the prosecutor, or the investigation."""
    step = "return_to_investigation" if allegation.oocr_by_police else "return_to_prosecutor"
    progress.apply(step, allegation, incident, actor=actor, at=at)
    _resolved(incident, allegation, EventKind.REOPENED, actor, at)


def _resolved(incident: Incident, allegation: Allegation, kind: EventKind, actor: Actor, at: datetime) -> None:
    history.record(incident, kind, actor=actor, at=at, allegation=allegation.id, person=allegation.suspect.person_id)
