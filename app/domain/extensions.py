"""Longer detention and longer pre-charge bail: by which rank or court, in which order, and until when at the latest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from app.domain.calendar import days_after, hours_after, london_day, months_beginning_with
from app.domain.law import ClockRule, clock_rule
from app.domain.roles import Rank
from app.domain.vocabulary import BailExtensionClock, PaceExtensionKind

B = BailExtensionClock

#: A superintendent, for an indictable offence (PACE 1984 s42).
DETENTION_RANK = Rank.SUPERINTENDENT
#: Each warrant of a magistrates' court is for so many hours at most (PACE 1984 ss43, 44).
WARRANT_HOURS = 36
#: Who may extend pre-charge bail (PACE 1984 ss47ZD, 47ZDA, 47ZE).
BAIL_RANK: Mapping[BailExtensionClock, Rank] = {
    B.BAIL_EXT_1: Rank.INSPECTOR,
    B.BAIL_EXT_2: Rank.SUPERINTENDENT,
    B.BAIL_EXT_COMPLEX: Rank.ASSISTANT_CHIEF_CONSTABLE,
}
#: What can follow the longest period granted so far (None = the initial period).
NEXT_BAIL: Mapping[BailExtensionClock | None, tuple[BailExtensionClock, ...]] = {
    None: (B.BAIL_EXT_1,),
    B.BAIL_EXT_1: (B.BAIL_EXT_2,),
    B.BAIL_EXT_2: (B.BAIL_EXT_COMPLEX, B.BAIL_COURT_1),
    B.BAIL_EXT_COMPLEX: (B.BAIL_COURT_1,),
    B.BAIL_COURT_1: (B.BAIL_COURT_2,),
    B.BAIL_COURT_2: (B.BAIL_COURT_2,),
}


def _rule(key: str, day: date, variant: str = "") -> ClockRule:
    found = clock_rule(key, day, variant)
    if found is None:
        raise LookupError(f"no rule {key} {variant} on {day}")
    return found


def detention_ends(relevant_time: datetime, granted: Sequence[datetime]) -> datetime:
    """The instant at which detention without charge ends: that of the latest extension, else 24 hours (PACE s41)."""
    return max(granted, default=hours_after(relevant_time, _rule("pace_24h", london_day(relevant_time)).length))


def last_detention(kind: PaceExtensionKind, relevant_time: datetime, issued_at: datetime) -> datetime:
    """The latest end of an extension: 36 hours by a superintendent (s42); 36 by each warrant, 96 in all (ss43, 44)."""
    day = london_day(relevant_time)
    if kind is PaceExtensionKind.SUPERINTENDENT_36H:
        return hours_after(relevant_time, _rule("pace_36h", day).length)
    in_all = hours_after(relevant_time, _rule("pace_warrant", day).length)
    return min(hours_after(issued_at, WARRANT_HOURS), in_all)


def bail_begins(arrested_at: datetime) -> date:
    """The bail start date: the day after arrest, whenever the suspect was released (PACE 1984 s47ZB)."""
    return days_after(london_day(arrested_at), 1)


def initial_variant(other_agency: bool) -> str:
    """Which line of the clock rules counts for the initial period (s47ZB)."""
    return "other_agency" if other_agency else "standard"


def bail_variant(key: BailExtensionClock, granted: Collection[BailExtensionClock], *, with_delay: bool = False) -> str:
    """Which line of the clock rules counts: a court gives more after an exceptionally complex case, and more again
    where it finds the delay conditions met (s47ZF)."""
    if key is not B.BAIL_COURT_1:
        return ""
    variant = "complex" if B.BAIL_EXT_COMPLEX in granted else "standard"
    return f"{variant}_delay" if with_delay else variant


def last_bail_day(
    key: BailExtensionClock | None,
    arrested_at: datetime,
    granted: Collection[BailExtensionClock] = (),
    *,
    other_agency: bool = False,
    with_delay: bool = False,
) -> date | None:
    """The last day of a bail period, counted from the bail start date; None where the law of that arrest sets none.

    `key` None is the initial period; a further extension by a court has no length of its own (s47ZG).
    """
    day = london_day(arrested_at)
    variant = bail_variant(key, granted, with_delay=with_delay) if key else initial_variant(other_agency)
    rule = clock_rule(key or "bail_initial", day, variant)
    return months_beginning_with(bail_begins(arrested_at), rule.length) if rule and rule.length else None


def street_bail_ends(released_at: datetime) -> date | None:
    """The last day that a notice of street bail can name (s30B); None where the law of that day has no such."""
    day = london_day(released_at)
    rule = clock_rule("street_bail", day)
    return months_beginning_with(day, rule.length) if rule else None


def breach_hours(arrested_at: datetime) -> int:
    """How much an arrest for breach of pre-charge bail adds to what is left of detention."""
    return _rule("pace_bail_breach", london_day(arrested_at)).length


def latest_bail(granted: Collection[BailExtensionClock]) -> BailExtensionClock | None:
    """The furthest of the periods granted, in the order of the law."""
    return max(granted, key=list(B).index, default=None)
