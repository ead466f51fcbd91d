"""Progress: `apply` is the only code that sets a status; `settle` stores what follows from the facts of a case.

A verb changes facts, takes its steps through `apply`, and ends with `history.record`, which settles: stage and status
rolled up, clocks computed afresh, the nearest one stored for lists.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import delete, insert, select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.deadlines import Clock
from app.domain.errors import RuleBroken
from app.domain.rollup import Track, roll_up
from app.domain.stages import Level, Status
from app.domain.workflow import STEPS, Fact, Mover, Step, check_step
from app.models.allegation import Allegation, Crime
from app.models.clock import ClockRow
from app.models.incident import ClockState, Incident
from app.models.referral import Referral
from app.models.user import User
from app.queries.clocks import clocks_of_case, times_of
from app.queries.states import states_of
from app.services import authority, search_index
from app.services.guards import Guard
from app.services.outlook import STORED, Outlook, outlook, stored

Tracked: TypeAlias = Incident | Crime | Allegation


def apply(
    step_name: str,
    subject: Tracked,
    incident: Incident,
    *,
    actor: Actor,
    at: datetime,
    given: Mapping[str, Any] | None = None,
    earlier: int | None = None,
) -> None:
    """Take a step. `given` holds what the person gave for it; `earlier` is the user who did the step it checks.

    Raises NotFound or NotAllowed (rights), WrongStage (status), RuleBroken (what must hold first).
    """
    step = STEPS[step_name]
    mover = _mover(actor, incident, step, earlier)
    guard = Guard(incident=incident, subject=subject, actor=actor, at=at, given=given or {}, earlier=earlier)
    check_step(step, status_of(subject), mover, guard.holds)
    _move(subject, step)


def status_of(subject: Tracked) -> Status:
    """The status of a report, a crime or an allegation."""
    return subject.report_status if isinstance(subject, Incident) else subject.status


def _mover(actor: Actor, incident: Incident, step: Step, earlier: int | None) -> Mover:
    if actor.role is None:
        return Mover(None, frozenset())
    if step.permission is not None:
        live = authority.demand(actor, incident, step.permission, earlier=earlier)
        return Mover(actor.role, live, actor.rank)
    return Mover(actor.role, frozenset(), actor.rank)


def _move(subject: Tracked, step: Step) -> None:
    """A crime is born at `recorded`: recording one leaves the report where it is."""
    if isinstance(subject, Incident):
        if step.target is not Status.RECORDED and step.target is not None:
            subject.report_status = step.target
    elif isinstance(subject, Crime):
        subject.status = step.target or subject.status
    elif step.target is None:
        subject.status, subject.interrupted_status = subject.interrupted_status or subject.status, None
    else:
        subject.interrupted_status = subject.status if step.target is Status.WARRANT_ISSUED else None
        subject.status = step.target


def settle(incident: Incident, *, at: datetime) -> None:
    """Store stage, status, clocks, the nearest due date and the words to search that follow from the facts."""
    db.session.flush()
    _roll_up(incident)
    times = times_of(incident, at)
    ahead = outlook(times.clocks, times.asked, at)
    _store_clocks(incident, times.clocks)
    _store_state(incident.id, ahead)
    incident.next_due_at, incident.next_due_rule = ahead.next_due_at, ahead.next_due_rule
    search_index.store(incident.id)


def _store_state(incident_id: int, ahead: Outlook) -> None:
    """How near the nearest end is, and when time alone changes that of any clock or day asked for. Apart from the
    case's row: its version must not move under somebody who writes."""
    state = db.session.scalars(select(ClockState).where(ClockState.incident_id == incident_id)).one_or_none()
    state = state or ClockState(incident_id=incident_id)
    state.level, state.changes_at = ahead.level, ahead.changes_at
    state.police_due_at, state.police_rule = ahead.police_due_at, ahead.police_rule
    state.police_level = ahead.police_level
    db.session.add(state)


def _roll_up(incident: Incident) -> None:
    states = states_of(incident)
    with_allegation = {one.crime_id for one in states.allegations}
    # What was alleged of a cancelled crime ended with its record: the record says so, not a court.
    cancelled = {number for number, status in states.crimes if status is Status.CANCELLED_RECORD}
    tracks = [Track(one.status, one.interrupted) for one in states.allegations if one.crime_id not in cancelled]
    tracks += [Track(status) for number, status in states.crimes if number not in with_allegation - cancelled]
    now = roll_up(incident.report_status, tracks, states.custody)
    incident.stage, incident.status = now.stage, now.status


def _store_clocks(incident: Incident, clocks: tuple[Clock, ...]) -> None:
    """Most acts change no clock, and then nothing is written."""
    rows = [stored(clock) for clock in clocks]
    columns = [getattr(ClockRow, name) for name in STORED]
    held = select(*columns).where(ClockRow.incident_id == incident.id).order_by(ClockRow.id)
    if [one._asdict() for one in db.session.execute(held)] == rows:
        return
    db.session.execute(delete(ClockRow).where(ClockRow.incident_id == incident.id))
    if rows:
        db.session.execute(insert(ClockRow), [{"incident_id": incident.id, **row} for row in rows])


def level_of(subject: Tracked) -> Level:
    """On which fact of the case the status lives."""
    if isinstance(subject, Incident):
        return Level.REPORT
    return Level.CRIME if isinstance(subject, Crime) else Level.ALLEGATION


def apply_for_receiver(
    step_name: str, subject: Tracked, *, actor: Actor, at: datetime, given: Mapping[str, Any]
) -> None:
    """A step taken by the supervisor of the unit that receives a case: the right comes from the offer, not the case."""
    incident = subject if isinstance(subject, Incident) else db.session.get_one(Incident, subject.incident_id)
    step = STEPS[step_name]
    guard = Guard(incident=incident, subject=subject, actor=actor, at=at, given=given, earlier=None)
    check_step(step, status_of(subject), Mover(None, frozenset()), guard.holds)
    _move(subject, step)


def place(subject: Tracked, status: Status, *, interrupted: Status | None = None) -> None:
    """Set a status that a case file states as a fact. For `system:import` alone, which checked it against the file."""
    if isinstance(subject, Incident):
        subject.report_status = status
    else:
        subject.status = status
    if isinstance(subject, Allegation):
        subject.interrupted_status = interrupted


def require_prosecutor(referral: Referral, prosecutor: User, *, actor: Actor, at: datetime) -> None:
    """The rule of T20 where no allegation moves: early advice, or another prosecutor for a review that goes on."""
    guard = Guard(
        incident=referral.incident,
        subject=referral.allegations[0].allegation,
        actor=actor,
        at=at,
        given={"referral": referral, "prosecutor": prosecutor},
        earlier=None,
    )
    if not guard.holds(Fact.PROSECUTOR):
        raise RuleBroken(f"First {Fact.PROSECUTOR.label}.", field="prosecutor")


def ended_clocks(incident: Incident, at: datetime) -> tuple[Clock, ...]:
    """The clocks of a case that have ended by this instant: what a completion rests on."""
    return tuple(clock for clock in clocks_of_case(incident, at) if clock.due is not None and not clock.is_live)
