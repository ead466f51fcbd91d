"""The bail period stands still while the Director decides (PACE 1984 s47ZL); not confirmed, so the other day warns.

It stands still from release on bail for the Director's decision, runs on from the day of a request for more (an action
plan), and stands still again from the day of the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calendar import days_beginning_with, london_day, written_day
from app.domain.case_file import CaseFile
from app.domain.case_file.suspects import SuspectFacts
from app.domain.deadlines.bail import NO_LONGER, last_day_of_bail
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing
from app.domain.facts import allegations_of_suspect, decisions_on, sent_referrals
from app.domain.law import ClockRule, clock_rule
from app.domain.vocabulary import ClockStatus, CustodyStatus


@dataclass(frozen=True, slots=True)
class Count:
    """Where the count stands: still since a day, or on again since a day with so many days left."""

    since: date
    left: int
    still: bool


def suspension_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """For each suspect on bail for the Director's decision, with the day on which bail ends without the suspension."""
    for suspect in case.suspects:
        kept = case.kept.of(suspect.person_id)
        released, ends = kept.for_decision_at, last_day_of_bail(suspect, kept)
        rule = clock_rule("bail_suspend_cps", london_day(released)) if released else None
        if released is None or rule is None or ends is None:
            continue
        count = _count(case, released, ends, rule)
        beside = f"Without the suspension bail ends on {written_day(ends)}; act by that day."
        due, why = ends, beside
        if not count.still:
            due = days_beginning_with(count.since, count.left)
            why = f"It runs again since {written_day(count.since)}, with {count.left} days left. {beside}"
        ending = _ending(case, suspect, released, count, due, at)
        yield clock_by(rule, subject=suspect.person_id, starts=released, due=due, ending=ending, why=why)


def _count(case: CaseFile, released: datetime, ends: date, rule: ClockRule) -> Count:
    """At least 7 days are left whenever it runs on; the day on which it stands still again is not counted."""
    count = Count(london_day(released), (ends - london_day(released)).days + 1, still=True)
    for asked, answered in _requests(case, released):
        count = Count(asked, max(count.left, rule.length), still=False)
        if answered is None or (answered - asked).days >= count.left:
            break
        count = Count(answered, count.left - (answered - asked).days, still=True)
    return count


def _requests(case: CaseFile, since: datetime) -> Iterator[tuple[date, date | None]]:
    """The days on which the Director asked for more since then, and those of the answers."""
    sent = sent_referrals(case)
    for referral in sent:
        if referral.action_plan is None or referral.action_plan.issued_at < since:
            continue
        answers = (one.submitted_at for one in sent if one.answers_referral_no == referral.referral_no)
        answered = next((moment for moment in answers if moment is not None), None)
        yield london_day(referral.action_plan.issued_at), london_day(answered) if answered else None


def _ending(case: CaseFile, suspect: SuspectFacts, released: datetime, count: Count, due: date, at: datetime) -> Ending:
    if suspect.custody_status is not CustodyStatus.PRECHARGE_BAIL:
        return NO_LONGER
    decided = _decided_at(case, suspect, released)
    if decided is not None:
        return Ending(status=ClockStatus.CLOSED, at=decided, reason="The CPS has decided.")
    if count.still:
        return Ending(status=ClockStatus.SUSPENDED, at=count.since, reason="The CPS decides.")
    return standing(due, at)


def _decided_at(case: CaseFile, suspect: SuspectFacts, since: datetime) -> datetime | None:
    """When the last of what is alleged against the suspect was decided; None while anything waits."""
    alleged = allegations_of_suspect(case, suspect.person_id)
    found = [
        max(
            (one.decided_at for one in decisions_on(case, allegation.allegation_id) if one.decided_at >= since),
            default=None,
        )
        for allegation in alleged
    ]
    known = [moment for moment in found if moment is not None]
    return max(known) if known and len(known) == len(found) else None
