"""Custody before charge beside arrest and bail: breach of bail, street bail, bail for a decision, reviews held."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm.attributes import flag_modified

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.calendar import hours_after, london_day, written_day
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.extensions import breach_hours, detention_ends, street_bail_ends
from app.domain.permissions import Permission
from app.domain.roles import Rank
from app.domain.vocabulary import ClockEvent, CustodyReviewKind, CustodyStatus
from app.models.suspect import CustodyReview, Suspect
from app.services import history
from app.services.authority import demand
from app.services.happenings import happened
from app.services.people import check_subject
from app.services.suspects import STREET_BAIL_FROM, begin_anew, turn

#: Detention before charge is reviewed by an inspector (PACE 1984 s40).
REVIEW_RANK = Rank.INSPECTOR
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachArrest:
    """Arrest for failing to answer pre-charge bail or breaching it; `minutes_left` where the file cannot say it."""

    arrested_at: datetime
    grounds: str
    detention_authorised_at: datetime | None = None
    minutes_left: int | None = None


@atomic
def arrest_for_breach(suspect: Suspect, details: BreachArrest, *, actor: Actor, at: datetime) -> None:
    """Back in detention: what was left of it, and three hours more; the bail period goes on counting from the first
    arrest. Raises WrongStage, or RuleBroken for times that cannot be."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    check_subject(incident)
    granted = _on_bail_from_a_station(suspect)
    if not granted < details.arrested_at <= at:
        raise RuleBroken("The arrest comes after the release on bail, and not in the future.", field="arrested_at")
    authorised = details.detention_authorised_at
    if authorised is not None and not details.arrested_at <= authorised <= at:
        raise RuleBroken(
            "Detention is authorised after the arrest, and not in the future.", field="detention_authorised_at"
        )
    left = _minutes_left(suspect, granted)
    left = details.minutes_left if left is None else left
    if left is None:
        raise RuleBroken("Say how much was left; the first detention is not in the file.", field="minutes_left")
    turn(suspect, CustodyStatus.IN_CUSTODY)
    suspect.breach_arrested_at, suspect.breach_grounds = details.arrested_at, details.grounds
    suspect.breach_minutes_left, suspect.detention_authorised_at = min(left, MOST_MINUTES), authorised
    suspect.bail_for_decision_at = None
    happened(incident, ClockEvent.SUSPECT_ARRESTED, at=details.arrested_at, person=suspect.person)
    history.record(incident, EventKind.ARRESTED_FOR_BREACH, actor=actor, at=at, person=suspect.person_id)


def _on_bail_from_a_station(suspect: Suspect) -> datetime:
    """When bail was granted. Raises WrongStage."""
    if suspect.custody_status is not CustodyStatus.PRECHARGE_BAIL or suspect.bail_granted_at is None:
        raise WrongStage(f"The suspect is “{suspect.custody_status.label}”, so this cannot be recorded now.")
    if suspect.street_bail_until is not None:
        raise WrongStage("This is street bail: record an arrest.")
    return suspect.bail_granted_at


def _minutes_left(suspect: Suspect, released_at: datetime) -> int | None:
    """What was left of detention at the release; the three hours of an earlier breach are not counted in.

    None where the file does not hold the detention.
    """
    if suspect.breach_arrested_at is not None and suspect.breach_minutes_left is not None:
        ends = suspect.breach_arrested_at + timedelta(minutes=suspect.breach_minutes_left)
    elif suspect.relevant_time is not None:
        ends = detention_ends(suspect.relevant_time, [one.ends_at for one in suspect.pace_extensions])
    else:
        return None
    return max(0, int((ends - released_at).total_seconds()) // 60)


def detention_after_breach_ends(suspect: Suspect) -> datetime | None:
    """When detention after the breach must end; None where there was none."""
    if suspect.breach_arrested_at is None or suspect.breach_minutes_left is None:
        return None
    hours = hours_after(suspect.breach_arrested_at, breach_hours(suspect.breach_arrested_at))
    return hours + timedelta(minutes=suspect.breach_minutes_left)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetBail:
    """Arrested and released with a notice to attend a station, without having been taken to one."""

    arrested_at: datetime
    grounds: str
    released_at: datetime
    attend_on: date
    conditions: tuple[str, ...] = ()


@atomic
def street_bail(suspect: Suspect, details: StreetBail, *, actor: Actor, at: datetime) -> None:
    """Released under s30A; the notice names a day at most 3 months away (PACE 1984 s30B)."""
    incident = suspect.person.incident
    demand(actor, incident, Permission.CUSTODY_RECORD)
    check_subject(incident)
    if not details.arrested_at <= details.released_at <= at:
        raise RuleBroken("The release comes after the arrest, and not in the future.", field="released_at")
    last = street_bail_ends(details.released_at)
    if last is None:
        raise RuleBroken("The law of that day sets no such period.", field="released_at")
    if not london_day(details.released_at) <= details.attend_on <= last:
        raise RuleBroken(
            f"The notice names a day after the release, at the latest {written_day(last)}.", field="attend_on"
        )
    begin_anew(suspect)
    turn(suspect, CustodyStatus.PRECHARGE_BAIL, STREET_BAIL_FROM)
    suspect.arrested_at, suspect.arrest_grounds = details.arrested_at, details.grounds
    suspect.released_at = suspect.bail_granted_at = details.released_at
    suspect.bail_ends_on = suspect.street_bail_until = details.attend_on
    suspect.bail_conditions, suspect.bail_authorised_by = details.conditions, None
    happened(incident, ClockEvent.SUSPECT_ARRESTED, at=details.arrested_at, person=suspect.person)
    happened(incident, ClockEvent.RELEASED_ON_BAIL_OR_RUI, at=details.released_at, person=suspect.person)
    history.record(incident, EventKind.STREET_BAILED, actor=actor, at=at, person=suspect.person_id)


@atomic
def bail_for_decision(suspect: Suspect, released_at: datetime, *, actor: Actor, at: datetime) -> None:
    """Bail is for the Director's decision from this release on (PACE 1984 ss37(7)(a), 37C(2)(b)): its period stands
    still while the CPS decides (s47ZL, not confirmed). Sending the papers alone does not do that."""
    demand(actor, suspect.person.incident, Permission.CUSTODY_RECORD)
    granted = _on_bail_from_a_station(suspect)
    if not granted <= released_at <= at:
        raise RuleBroken("It cannot lie before bail was granted, or in the future.", field="released_at")
    suspect.bail_for_decision_at = released_at
    _record(suspect, EventKind.BAILED_FOR_DECISION, actor, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review as it was held, and what came of it."""

    held_at: datetime
    outcome: str


@atomic
def record_review(suspect: Suspect, review: Review, *, actor: Actor, at: datetime) -> None:
    """A review held by whoever is signed in: of detention by an inspector (PACE 1984 s40), or of a release under
    investigation. The next one is counted from it."""
    demand(actor, suspect.person.incident, Permission.CUSTODY_RECORD)
    kind, begun = _under_review(suspect)
    if kind is CustodyReviewKind.DETENTION and not actor.rank.at_least(REVIEW_RANK):
        raise NotAllowed(f"Only an officer of {REVIEW_RANK.words} rank or above may review detention before charge.")
    held = [one.held_at for one in suspect.custody_reviews if one.kind is kind]
    after = max([*held, *([begun] if begun else [])], default=None)
    if review.held_at > at or (after is not None and review.held_at <= after):
        raise RuleBroken("The review comes after the one before it, and not in the future.", field="held_at")
    by = f"{actor.name}, {actor.rank.words}"
    suspect.custody_reviews.append(
        CustodyReview(kind=kind, held_at=review.held_at, by=by, held_by_id=actor.user_id, outcome=review.outcome)
    )
    _record(suspect, EventKind.CUSTODY_REVIEWED, actor, at)


def _under_review(suspect: Suspect) -> tuple[CustodyReviewKind, datetime | None]:
    """What can be reviewed now, and since when. Raises WrongStage."""
    if suspect.custody_status is CustodyStatus.IN_CUSTODY and suspect.detention_authorised_at is not None:
        return CustodyReviewKind.DETENTION, suspect.detention_authorised_at
    if suspect.custody_status is CustodyStatus.RUI:
        return CustodyReviewKind.RELEASE, suspect.released_at
    if suspect.custody_status is CustodyStatus.IN_CUSTODY:
        raise WrongStage("When detention was authorised is not in the file.")
    raise WrongStage(f"The suspect is “{suspect.custody_status.label}”, so this cannot be recorded now.")


def _record(suspect: Suspect, kind: EventKind, actor: Actor, at: datetime) -> None:
    flag_modified(suspect, "custody_status")  # only rows that hang on the suspect may have changed
    history.record(suspect.person.incident, kind, actor=actor, at=at, person=suspect.person_id)
