"""A clock: what must happen by when, how it stands, and how near its end is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import business_days_after, business_days_before, end_of_day, london_day
from app.domain.law import ClockRule, WarningLevel, court_office_rules, holiday_changes, warning_levels
from app.domain.vocabulary import ClockStatus
from app.domain.vocabulary.base import Labelled

Moment = date | datetime
ONE_DAY = timedelta(days=1)
TIME_LIMIT_PREFIX = "slt_"


class Level(Labelled):
    """How near the end of a clock is."""

    MISSED = "missed", "Missed"
    URGENT = "urgent", "Urgent"
    SOON = "soon", "Soon"
    EARLY = "early", "Early notice"
    ON_TIME = "on_time", "On time"
    PAUSED = "paused", "Paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One clock of a case.

    `subject` is an allegation (A1), person (P1), referral (R1), action of a referral (R1.2) or `incident`. `starts` and
    `due` are days for what counts days and instants for what counts hours; `due` None = no limit, or not begun.
    `why` says how it was counted, in a sentence fit for a person.
    """

    rule: str
    subject: str
    label: str
    starts: Moment | None
    due: Moment | None
    status: ClockStatus
    why: str
    source: str
    owner_role: str
    variant: str = ""
    event: str | None = None
    unconfirmed: bool = False
    is_legal: bool = False
    stopped_at: Moment | None = None
    ended_reason: str | None = None

    @property
    def is_time_limit(self) -> bool:
        return self.rule.startswith(TIME_LIMIT_PREFIX)

    @property
    def is_open(self) -> bool:
        """Has it neither been met nor ended otherwise? It need not have begun."""
        return self.status in (ClockStatus.RUNNING, ClockStatus.SUSPENDED, ClockStatus.BREACHED)

    @property
    def is_live(self) -> bool:
        """Does it still ask something of somebody?"""
        return self.due is not None and self.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a clock stands, with the moment and the reason where it has stopped."""

    status: ClockStatus
    at: Moment | None = None
    reason: str | None = None


def clock_by(
    rule: ClockRule,
    *,
    subject: str,
    starts: Moment | None,
    due: Moment | None,
    ending: Ending,
    why: str = "",
    unconfirmed: bool = False,
) -> Clock:
    """A clock of the catalogue; `why` is added to the sentence of its rule."""
    return Clock(
        rule=rule.key,
        variant=rule.variant,
        subject=subject,
        label=rule.label,
        starts=starts,
        due=due,
        status=ending.status,
        why=f"{rule.sentence} {why}".strip(),
        source=rule.source,
        owner_role=rule.owner_role,
        unconfirmed=unconfirmed or rule.unconfirmed,
        is_legal=rule.kind == "legal",
        stopped_at=ending.at,
        ended_reason=ending.reason,
    )


def is_over(due: Moment, at: datetime) -> bool:
    """Has the time passed? A day lasts until its last London instant, an instant until it has gone by."""
    return at > due if isinstance(due, datetime) else at >= end_of_day(due)


def in_time(due: Moment, done: Moment) -> bool:
    """Was something done on a day, or at an instant, done before the end?"""
    if isinstance(due, datetime):
        return done <= due if isinstance(done, datetime) else done <= london_day(due)
    return (london_day(done) if isinstance(done, datetime) else done) <= due


def standing(due: Moment, at: datetime, done: Moment | None = None) -> Ending:
    """Met or met late when it was done; otherwise running until its end and breached after it."""
    if done is not None:
        return Ending(status=ClockStatus.MET if in_time(due, done) else ClockStatus.MET_LATE, at=done)
    return Ending(status=ClockStatus.BREACHED if is_over(due, at) else ClockStatus.RUNNING)


def right_standing(due: Moment, at: datetime, used: Moment | None = None) -> Ending:
    """As `standing`, for a time in which somebody may ask: when it passes unused it is over, not missed."""
    if used is None and is_over(due, at):
        return Ending(status=ClockStatus.CLOSED, at=due, reason="The time to ask has ended.")
    return standing(due, at, used)


def unrecorded_standing(due: Moment, at: datetime, reason: str = "Whether it was done is not in the file.") -> Ending:
    """As `standing`, for what no fact of a case shows to be done: when it passes, it is not said to be missed."""
    if is_over(due, at):
        return Ending(status=ClockStatus.CLOSED, at=due, reason=reason)
    return Ending(status=ClockStatus.RUNNING)


def level(clock: Clock, at: datetime) -> Level | None:
    """How near its end a live clock is; None for one that has stopped or has no end."""
    if clock.due is None or not clock.is_live:
        return None
    if clock.status is ClockStatus.SUSPENDED:
        return Level.PAUSED
    if is_over(clock.due, at):
        return Level.MISSED
    family = _family(clock)
    for found in (Level.URGENT, Level.SOON, Level.EARLY):
        row = warning_levels().get((found.value, family))
        if row is not None and _reached(row, clock, at):
            return found
    return Level.ON_TIME


def _family(clock: Clock) -> str:
    """Whose warnings a clock has: a court's office closes before the day ends, so its clocks warn earlier."""
    if clock.is_time_limit:
        return "time_limit"
    return "court_office" if clock.rule in court_office_rules() else "clock"


def is_last_call(clock: Clock, at: datetime) -> bool:
    """Are only the last business days of a statutory time limit left?"""
    row = warning_levels()["last_call", "time_limit"]
    return clock.is_time_limit and level(clock, at) is not None and _reached(row, clock, at)


def _reached(row: WarningLevel, clock: Clock, at: datetime) -> bool:
    assert clock.due is not None  # noqa: S101 - asked only of clocks that end
    end = end_of_day(clock.due) if not isinstance(clock.due, datetime) else clock.due
    last_day = london_day(end) if isinstance(clock.due, datetime) else clock.due
    today = london_day(at)
    if row.ends_within is not None and _ends_within(last_day, today, row.ends_within):
        return True
    reached = []
    if row.days is not None:
        reached.append((last_day - today).days <= row.days)
    if row.business_days is not None:
        reached.append(today >= business_days_before(last_day, row.business_days, holiday_changes()))
    if row.share is not None and clock.starts is not None:
        begun = clock.starts if isinstance(clock.starts, datetime) else end_of_day(clock.starts)
        reached.append(end - at <= (end - begun) * float(row.share))
    return all(reached)


def _ends_within(last_day: date, today: date, days: int) -> bool:
    """Today (0), or by the next calendar day or business day (1), whichever is later."""
    if days == 0:
        return last_day <= today
    return last_day <= max(today + days * ONE_DAY, business_days_after(today, days, holiday_changes()))
