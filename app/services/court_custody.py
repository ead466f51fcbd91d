"""Custody after charge, as a court ordered it: remand, bail, appeal against bail; and the day of initial disclosure."""

from datetime import date, datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import ClockEvent, CustodyStatus
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.suspect import Suspect
from app.models.victim import DatedEvent
from app.services import history
from app.services.authority import demand, refuse_witness_care, unchanged
from app.services.happenings import happened

OF_COURT = (ClockEvent.FIRST_REMAND, ClockEvent.COURT_BAIL_GRANTED)


def _by_the_prosecution(actor: Actor, incident: Incident) -> None:
    demand(actor, incident, Permission.COURT_RECORD)
    refuse_witness_care(actor)


@atomic
def remand(suspect: Suspect, remanded_at: datetime, *, actor: Actor, at: datetime) -> None:
    """A court remands a defendant in custody, for the first time or again after bail: custody time limits count on."""
    _by_the_prosecution(actor, suspect.person.incident)
    last = _last_order(suspect)
    if last is not None and last.kind is ClockEvent.FIRST_REMAND:
        raise WrongStage("The defendant is in custody already. Record the bail first.")
    _in_order(suspect, remanded_at, last, at, "remanded_at")
    suspect.custody_status = CustodyStatus.REMANDED
    happened(suspect.person.incident, ClockEvent.FIRST_REMAND, at=remanded_at, person=suspect.person)
    history.record(suspect.person.incident, EventKind.REMANDED, actor=actor, at=at, person=suspect.person_id)


@atomic
def grant_bail(suspect: Suspect, granted_at: datetime, *, actor: Actor, at: datetime) -> None:
    """A court releases a defendant on bail: days on bail do not count, and the prosecution may appeal."""
    _by_the_prosecution(actor, suspect.person.incident)
    if suspect.custody_status is not CustodyStatus.REMANDED:
        raise WrongStage(f"The defendant is “{suspect.custody_status.label}”, so this cannot be recorded now.")
    _in_order(suspect, granted_at, _last_order(suspect), at, "granted_at")
    suspect.custody_status = CustodyStatus.COURT_BAIL
    happened(suspect.person.incident, ClockEvent.COURT_BAIL_GRANTED, at=granted_at, person=suspect.person)
    history.record(suspect.person.incident, EventKind.BAILED_BY_COURT, actor=actor, at=at, person=suspect.person_id)


def _last_order(suspect: Suspect) -> DatedEvent | None:
    """The last remand or grant of bail of this defendant."""
    return db.session.scalars(
        select(DatedEvent)
        .where(DatedEvent.person_id == suspect.person_id, DatedEvent.kind.in_(OF_COURT))
        .order_by(DatedEvent.at.desc(), DatedEvent.id.desc())
        .limit(1)
    ).first()


def _charged_since(suspect: Suspect) -> datetime:
    """When the defendant was first charged with something that has not ended. Raises WrongStage."""
    rows = db.session.scalars(select(Allegation).where(Allegation.suspect_id == suspect.id)).all()
    charged = [row.charged_at for row in rows if row.charged_at is not None and not row.status.terminal]
    if not charged:
        raise WrongStage("Nothing that this person was charged with is before a court.")
    return min(charged)


def _in_order(suspect: Suspect, moment: datetime, last: DatedEvent | None, at: datetime, field: str) -> None:
    charged = _charged_since(suspect)
    if moment > at:
        raise RuleBroken("The order of the court lies in the future.", field=field)
    if moment < charged or (last is not None and moment <= last.at):
        raise RuleBroken("The order comes after the charge and after the order before it.", field=field)


@atomic
def give_notice(
    grant: DatedEvent,
    given_at: datetime,
    written_at: datetime | None,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Oral notice of appeal against a grant of bail, given at that hearing; written notice follows in two hours (Bail
    (Amendment) Act 1993)."""
    incident = db.session.get_one(Incident, grant.incident_id)
    _by_the_prosecution(actor, incident)
    unchanged(grant, seen)
    if grant.kind is not ClockEvent.COURT_BAIL_GRANTED:
        raise WrongStage("This is no grant of bail by a court.")
    if not grant.at <= given_at <= at or london_day(given_at) != london_day(grant.at):
        raise RuleBroken("Oral notice is given at the hearing, after bail was granted.", field="given_at")
    if written_at is not None and not given_at <= written_at <= at:
        raise RuleBroken("Written notice comes after oral notice, and not in the future.", field="written_at")
    grant.oral_notice_at, grant.written_notice_at = given_at, written_at
    history.record(incident, EventKind.BAIL_APPEAL_NOTICED, actor=actor, at=at)


@atomic
def record_disclosure(suspect: Suspect, on: date, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """The day on which the prosecutor complied, or purported to comply, with CPIA 1996 s3 towards a defendant."""
    _by_the_prosecution(actor, suspect.person.incident)
    unchanged(suspect, seen)
    if not london_day(_charged_since(suspect)) <= on <= london_day(at):
        raise RuleBroken("Disclosure comes after the charge, and not in the future.", field="on")
    suspect.initial_disclosure_on = on
    history.record(suspect.person.incident, EventKind.DISCLOSURE_SERVED, actor=actor, at=at, person=suspect.person_id)
