"""When each victim was told of a refusal: told to one, it is not told to another whom the same crime names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.events import EventFacts
from app.domain.case_file.referrals import DecisionFacts
from app.domain.facts import allegations_of_victim
from app.domain.law import decision_rules
from app.domain.vocabulary import ClockEvent, ContactOutcome


def concerns(case: CaseFile, victim_id: str, event: EventFacts) -> bool:
    """Is the event about an allegation of this victim? What names no allegation is about every victim."""
    own = {one.allegation_id for one in allegations_of_victim(case, victim_id)}
    return event.allegation_id is None or event.allegation_id in own


def told_moments(case: CaseFile, victim_id: str, event_ids: set[str]) -> Iterator[datetime]:
    """The contacts in which this victim was told of one of these events."""
    for contact in case.contacts:
        was_told = contact.victim_person_id == victim_id and contact.outcome is ContactOutcome.TOLD
        if was_told and event_ids.intersection(contact.answers_event_ids):
            yield contact.at


def told_of_decision(case: CaseFile, victim_id: str, decision: DecisionFacts) -> datetime | None:
    """When this victim was told of a refusal: by a contact about what was decided that day, or as the sender says.

    The sender's file has one instant for all victims; where it names another than the contact, the earlier counts.
    """
    day = london_day(decision.decided_at)
    ids = {
        event.event_id
        for event in case.events
        if event.kind is ClockEvent.CPS_NFA and london_day(event.at) == day and concerns(case, victim_id, event)
    }
    moments = [moment for moment in told_moments(case, victim_id, ids) if moment >= decision.decided_at]
    if decision.communicated_at is not None:
        moments.append(decision.communicated_at)
    return min(moments, default=None)


def with_communication(case: CaseFile) -> CaseFile:
    """The case as its file says it: a refusal is communicated when the last of its victims was told, not before."""
    referrals = tuple(
        replace(referral, decisions=tuple(_communicated(case, one) for one in referral.decisions))
        for referral in case.referrals
    )
    return replace(case, referrals=referrals)


def _communicated(case: CaseFile, decision: DecisionFacts) -> DecisionFacts:
    if decision.communicated_at is not None or not decision_rules()[decision.decision_code].review:
        return decision
    concerned = [
        victim.person_id
        for victim in case.victims
        if any(one.allegation_id == decision.allegation_id for one in allegations_of_victim(case, victim.person_id))
    ]
    told = [told_of_decision(case, victim_id, decision) for victim_id in concerned]
    known = [moment for moment in told if moment is not None]
    return replace(decision, communicated_at=max(known)) if known and len(known) == len(told) else decision
