"""Longer detention and longer bail of a suspect: by the officer of the rank, or as a court ordered."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app import formatting
from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day, written_day
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.extensions import (
    BAIL_RANK,
    DETENTION_RANK,
    NEXT_BAIL,
    detention_ends,
    last_bail_day,
    last_detention,
    latest_bail,
)
from app.domain.offences import catalogue
from app.domain.permissions import Permission
from app.domain.roles import Rank
from app.domain.vocabulary import BailExtensionClock, CustodyStatus, PaceExtensionKind
from app.models.allegation import Allegation
from app.models.suspect import BailExtension, PaceExtension, Suspect
from app.services import history
from app.services.authority import demand

BY_COURT = frozenset({BailExtensionClock.BAIL_COURT_1, BailExtensionClock.BAIL_COURT_2})


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerDetention:
    """What a superintendent decides: until when, on what grounds, after which review."""

    reviewed_at: datetime
    ends_at: datetime
    grounds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warrant:
    """A warrant of further detention as the court issued it."""

    issued_at: datetime
    ends_at: datetime
    court: str
    grounds: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerBail:
    """What an officer of the rank decides; `representations` None = invited, and none were made."""

    clock: BailExtensionClock
    ends_on: date
    grounds: str
    representations_invited: bool
    conditions_met: bool
    designated: bool = False
    representations: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtBail:
    """Longer bail as a magistrates' court ordered it."""

    applied_on: date
    granted_on: date
    ends_on: date
    court: str
    grounds: str | None = None
    with_delay: bool = False


@atomic
def extend_detention(suspect: Suspect, details: LongerDetention, *, actor: Actor, at: datetime) -> None:
    """A superintendent authorises detention to 36 hours, now, before 24 hours are over (PACE 1984 s42)."""
    demand(actor, suspect.person.incident, Permission.CUSTODY_RECORD)
    _of_rank(actor, DETENTION_RANK, "authorise detention beyond 24 hours")
    relevant = _in_custody(suspect)
    if suspect.pace_extensions:
        raise WrongStage("Longer detention was authorised already. Only a court can give more.")
    if not _indictable(suspect):
        raise RuleBroken("Longer detention needs an indictable offence alleged against this suspect.")
    _before_the_end(detention_ends(relevant, ()), at)
    if not (suspect.detention_authorised_at or relevant) < details.reviewed_at <= at:
        raise RuleBroken("The second review comes after detention was authorised, and before now.", field="reviewed_at")
    kind = PaceExtensionKind.SUPERINTENDENT_36H
    _check_end(details.ends_at, detention_ends(relevant, ()), last_detention(kind, relevant, at))
    by = f"{actor.name}, {actor.rank.words}"
    extension = PaceExtension(kind=kind, ends_at=details.ends_at, by=by, authorised_by_id=actor.user_id)
    extension.authorised_at, extension.reviewed_at, extension.grounds = at, details.reviewed_at, details.grounds
    suspect.pace_extensions.append(extension)
    _record(suspect, EventKind.DETENTION_EXTENDED, actor, at)


@atomic
def record_warrant(suspect: Suspect, warrant: Warrant, *, actor: Actor, at: datetime) -> None:
    """A magistrates' court warrants further detention: 36 hours at most each, 96 in all (PACE 1984 ss43, 44)."""
    demand(actor, suspect.person.incident, Permission.CUSTODY_RECORD)
    relevant = _in_custody(suspect)
    if not relevant < warrant.issued_at <= at:
        raise RuleBroken("The warrant was issued after the relevant time, and not in the future.", field="issued_at")
    ends = detention_ends(relevant, [one.ends_at for one in suspect.pace_extensions])
    _before_the_end(ends, warrant.issued_at)
    kind = PaceExtensionKind.COURT_WARRANT
    _check_end(warrant.ends_at, ends, last_detention(kind, relevant, warrant.issued_at))
    extension = PaceExtension(kind=kind, ends_at=warrant.ends_at, by=warrant.court, authorised_at=warrant.issued_at)
    extension.grounds = warrant.grounds
    suspect.pace_extensions.append(extension)
    _record(suspect, EventKind.DETENTION_EXTENDED, actor, at)


def _of_rank(actor: Actor, needed: Rank, doing: str) -> None:
    if not actor.rank.at_least(needed):
        raise NotAllowed(f"Only an officer of {needed.words} rank or above may {doing}.")


def _in_custody(suspect: Suspect) -> datetime:
    """The relevant time of a suspect who is detained. Raises WrongStage."""
    if suspect.custody_status is not CustodyStatus.IN_CUSTODY or suspect.relevant_time is None:
        raise WrongStage(f"The suspect is “{suspect.custody_status.label}”, so this cannot be recorded now.")
    if suspect.breach_arrested_at is not None:
        raise WrongStage("How detention after a breach of bail is made longer is not among the rules kept here.")
    return suspect.relevant_time


def _indictable(suspect: Suspect) -> bool:
    """Is an indictable offence alleged, one that is either way or indictable only?"""
    keys = db.session.scalars(select(Allegation.offence_type_key).where(Allegation.suspect_id == suspect.id))
    return any(not catalogue()[key].is_summary_only for key in keys)


def _before_the_end(ends: datetime, granted_at: datetime) -> None:
    if granted_at >= ends:
        raise RuleBroken("Detention had ended already. It can be made longer only before its end.")


def _check_end(ends_at: datetime, current: datetime, last: datetime) -> None:
    if not current < ends_at <= last:
        now = formatting.day_time(current)
        words = f"Detention ends {now} as it stands. The new end is later, at the latest {formatting.day_time(last)}."
        raise RuleBroken(words, field="ends_at")


@atomic
def extend_bail(suspect: Suspect, details: LongerBail, *, actor: Actor, at: datetime) -> None:
    """An officer of the rank extends pre-charge bail, now, before it ends (PACE 1984 ss47ZD, 47ZDA, 47ZE)."""
    demand(actor, suspect.person.incident, Permission.CUSTODY_RECORD)
    needed = BAIL_RANK.get(details.clock)
    if needed is None:
        raise RuleBroken("This is for a court.", field="clock")
    _of_rank(actor, needed, "grant this extension of bail")
    _check_bail(suspect, details.clock, details.ends_on, london_day(at))
    if not details.representations_invited:
        raise RuleBroken("Invite the suspect or the solicitor to say something first.", field="representations_invited")
    if not details.conditions_met:
        raise RuleBroken("Bail is extended only where conditions A to D are met.", field="conditions_met")
    if details.clock is BailExtensionClock.BAIL_EXT_COMPLEX and not details.designated:
        raise RuleBroken(
            "The Director of Public Prosecutions designates the case as exceptionally complex first.",
            field="designated",
        )
    suspect.bail_extensions.append(
        BailExtension(
            clock=details.clock,
            granted_on=london_day(at),
            by_rank=actor.rank.words.capitalize(),
            authorised_by_id=actor.user_id,
            authorised_at=at,
            ends_on=details.ends_on,
            grounds=details.grounds,
            representations=details.representations,
        )
    )
    suspect.bail_ends_on = details.ends_on
    _record(suspect, EventKind.BAIL_EXTENDED, actor, at)


@atomic
def record_court_bail(suspect: Suspect, order: CourtBail, *, actor: Actor, at: datetime) -> None:
    """A magistrates' court extends pre-charge bail, applied for before it ended (PACE 1984 ss47ZF, 47ZG).

    The first time to the length the law gives, longer where the court finds the delay conditions met (s47ZF(7)); after
    that to the day it sets.
    """
    demand(actor, suspect.person.incident, Permission.CUSTODY_RECORD)
    if not order.applied_on <= order.granted_on <= london_day(at):
        raise RuleBroken("The application comes before the order, and neither lies in the future.", field="granted_on")
    first = not any(one.clock in BY_COURT for one in suspect.bail_extensions)
    clock = BailExtensionClock.BAIL_COURT_1 if first else BailExtensionClock.BAIL_COURT_2
    if order.with_delay and not first:
        raise RuleBroken("The delay conditions are asked about at the first extension only.", field="with_delay")
    _check_bail(suspect, clock, order.ends_on, order.applied_on, with_delay=order.with_delay)
    suspect.bail_extensions.append(
        BailExtension(
            clock=clock,
            granted_on=order.granted_on,
            by_rank=order.court,
            authorised_at=at,
            applied_on=order.applied_on,
            ends_on=order.ends_on,
            with_delay=order.with_delay,
            grounds=order.grounds,
        )
    )
    suspect.bail_ends_on = order.ends_on
    _record(suspect, EventKind.BAIL_EXTENDED, actor, at)


def bail_end(suspect: Suspect) -> date | None:
    """The last day of bail as it stands: the day given, else the last of the longest period granted."""
    if suspect.bail_ends_on or suspect.arrested_at is None:
        return suspect.bail_ends_on
    granted = {one.clock for one in suspect.bail_extensions}
    agency = bool(suspect.bail_by_other_agency)
    return last_bail_day(latest_bail(granted), suspect.arrested_at, granted, other_agency=agency)


def next_bail(suspect: Suspect) -> tuple[BailExtensionClock, ...]:
    """The extensions that can follow now."""
    return NEXT_BAIL[latest_bail({one.clock for one in suspect.bail_extensions})]


def _check_bail(
    suspect: Suspect, clock: BailExtensionClock, ends_on: date, on: date, *, with_delay: bool = False
) -> None:
    """On bail that has not ended, in the order of the law, to a later day that the law allows."""
    _can_be_longer(suspect)
    if clock not in next_bail(suspect):
        raise RuleBroken("This extension does not follow the one before it.", field="clock")
    current = bail_end(suspect)
    if current is None:
        raise RuleBroken("The day to which the court extended bail before is not in the file.", field="ends_on")
    if on > current:
        raise RuleBroken(f"Bail ended on {written_day(current)}. It can be extended only before its end.")
    granted = {one.clock for one in suspect.bail_extensions}
    last = last_bail_day(clock, suspect.arrested_at, granted, with_delay=with_delay) if suspect.arrested_at else None
    if last is None and clock is not BailExtensionClock.BAIL_COURT_2:
        raise RuleBroken("The law of the day of this arrest knows no such extension.", field="clock")
    if ends_on <= current or (last is not None and ends_on > last):
        latest = f", at the latest on {written_day(last)}" if last else ""
        raise RuleBroken(
            f"Bail ends on {written_day(current)} as it stands. The new end is later{latest}.", field="ends_on"
        )


def _can_be_longer(suspect: Suspect) -> None:
    """On bail from a station after an arrest, in a case of the police. Raises WrongStage."""
    if suspect.custody_status is not CustodyStatus.PRECHARGE_BAIL or suspect.arrested_at is None:
        raise WrongStage(f"The suspect is “{suspect.custody_status.label}”, so this cannot be recorded now.")
    if suspect.street_bail_until is not None:
        raise WrongStage("This is street bail: it ends with the day of the notice.")
    if suspect.bail_by_other_agency:
        raise WrongStage("How bail is extended in a case of another agency is not among the rules kept here.")


def _record(suspect: Suspect, kind: EventKind, actor: Actor, at: datetime) -> None:
    flag_modified(suspect, "custody_status")  # only rows that hang on the suspect may have changed
    history.record(suspect.person.incident, kind, actor=actor, at=at, person=suspect.person_id)
