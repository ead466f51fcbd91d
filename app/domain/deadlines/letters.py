"""The letter to each victim about a decision not to charge, or to stop or alter a prosecution."""

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.calendar import business_days_after, london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.events import EventFacts
from app.domain.case_file.victims import VictimFacts
from app.domain.communication import concerns, told_moments, told_of_decision
from app.domain.deadlines.clock import Clock, Ending, clock_by, standing
from app.domain.facts import allegations_of_victim, decisions_on, is_hate_flagged
from app.domain.law import clock_rule, decision_rules, holiday_changes
from app.domain.vocabulary import ClockEvent, ClockStatus, Tier

FINALISED = "finalised"
NOT_WANTED = Ending(status=ClockStatus.NOT_REQUIRED, reason="The victim chose not to be told.")
OVER = Ending(status=ClockStatus.CLOSED, reason="The case is complete; when the victim was told is not in the file.")


def letter_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """One letter a victim and day of decision: one business day where hostility or enhanced rights ask for it."""
    for victim in case.victims:
        for day, (decided, told) in sorted(_decisions(case, victim).items()):
            rule = clock_rule("ucs_victim_letter", day, _variant(case, victim))
            if rule is None:
                continue
            due = business_days_after(day, rule.length, holiday_changes())
            ending = standing(due, at, told)
            if told is None:
                ending = _unanswered(case, victim, at) or ending
            yield clock_by(rule, subject=victim.person_id, starts=decided, due=due, ending=ending)


def _unanswered(case: CaseFile, victim: VictimFacts, at: datetime) -> Ending | None:
    opted_out = victim.updates.opted_out_at if victim.updates else None
    if opted_out is not None and opted_out <= at:
        return NOT_WANTED
    concerned = allegations_of_victim(case, victim.person_id)
    return OVER if all(one.status == FINALISED for one in concerned) else None


def _variant(case: CaseFile, victim: VictimFacts) -> str:
    flagged = any(is_hate_flagged(case, one) for one in allegations_of_victim(case, victim.person_id))
    return "hate" if flagged or victim.tier is Tier.ENHANCED else "other"


def _decisions(case: CaseFile, victim: VictimFacts) -> dict[date, tuple[datetime, datetime | None]]:
    """By day: when the first of its decisions was taken, and when the victim knew of all of them."""
    found: dict[date, list[tuple[datetime, datetime | None]]] = {}
    concerned = {one.allegation_id for one in allegations_of_victim(case, victim.person_id)}
    for number in concerned:
        for decision in decisions_on(case, number):
            if decision_rules()[decision.decision_code].review:
                told = told_of_decision(case, victim.person_id, decision)
                found.setdefault(london_day(decision.decided_at), []).append((decision.decided_at, told))
    for event in case.events:
        if _is_stop(event) and concerned and concerns(case, victim.person_id, event):
            told = _told_of_stop(case, victim.person_id, london_day(event.at))
            found.setdefault(london_day(event.at), []).append((event.at, told))
    return {day: (min(decided for decided, _ in news), _all_told(news)) for day, news in found.items()}


def _all_told(news: list[tuple[datetime, datetime | None]]) -> datetime | None:
    told = [moment for _, moment in news if moment is not None]
    return max(told) if len(told) == len(news) else None


def _is_stop(event: EventFacts) -> bool:
    return event.kind is ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED


def _told_of_stop(case: CaseFile, victim_id: str, day: date) -> datetime | None:
    """The contact in which the victim was told of what was stopped or altered on a day."""
    ids = {
        event.event_id
        for event in case.events
        if _is_stop(event) and london_day(event.at) == day and concerns(case, victim_id, event)
    }
    return min(told_moments(case, victim_id, ids), default=None)
