"""Clocks of the right to review, worked out per victim across all suspects and allegations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calendar import business_days_after, london_day, months_after
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.court import ReviewRequestFacts
from app.domain.case_file.events import EventFacts
from app.domain.communication import concerns, told_moments, told_of_decision
from app.domain.deadlines.clock import Clock, Ending, clock_by, right_standing, standing
from app.domain.facts import allegations_of_victim, latest_decision, suspect_of
from app.domain.law import ClockRule, clock_rule, decision_rules, holiday_changes
from app.domain.vocabulary import ClockEvent, ClockStatus, InterviewStatus, ReviewScheme, ReviewStage

STOPPED = frozenset({"discontinued", "lie_on_file"})
ACQUITTED = "acquitted"
NFA_POLICE = "nfa_police"
FINALISED = "finalised"
ENDED = Ending(status=ClockStatus.CLOSED, reason="The review has ended; its date is not in the file.")


def asking_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The time in which each victim may ask the CPS, or the police, to look again; it begins with the news."""
    for victim in case.victims:
        for scheme, rules in (
            (ReviewScheme.CPS, (("vrr_cps", "target"), ("vrr_cps", "long_stop"))),
            (ReviewScheme.POLICE, (("police_vrr_request", ""),)),
        ):
            if not _qualifies(case, victim.person_id, scheme):
                continue
            told = _told_at(case, victim.person_id, scheme)
            asked = _asked_at(case, victim.person_id, scheme, told)
            for key, variant in rules:
                yield from _asking_clock(key, variant, victim.person_id, told, asked, at)


def _asking_clock(
    key: str, variant: str, victim_id: str, told: datetime | None, asked: datetime | None, at: datetime
) -> Iterator[Clock]:
    rule = clock_rule(key, london_day(told or at), variant)
    if rule is None:
        return
    if told is None:
        waiting = Ending(status=ClockStatus.RUNNING)
        why = "It has not begun: the victim has not been told of the decision."
        yield clock_by(rule, subject=victim_id, starts=None, due=None, ending=waiting, why=why)
        return
    start = london_day(told)
    due = months_after(start, rule.length) if rule.unit == "months" else _business_end(rule, told)
    yield clock_by(rule, subject=victim_id, starts=told, due=due, ending=right_standing(due, at, asked))


def _business_end(rule: ClockRule, start: datetime) -> date:
    return business_days_after(london_day(start), rule.length, holiday_changes())


def _qualifies(case: CaseFile, victim_id: str, scheme: ReviewScheme) -> bool:
    allegations = allegations_of_victim(case, victim_id)
    if scheme is ReviewScheme.CPS:
        return (
            any(_ended_by_cps(case, one) for one in allegations)
            and all(_ended_by_cps(case, one) or one.status == NFA_POLICE for one in allegations)
        )  # fmt: skip
    return (
        bool(allegations)
        and all(_ended_by_police(case, one) for one in allegations)
        and any(_was_interviewed(case, one) for one in allegations)
    )


def _was_stopped(case: CaseFile, allegation: AllegationFacts) -> bool:
    """Ended by the prosecution: discontinued, left on the file, or acquitted because no evidence was offered."""
    if allegation.status != ACQUITTED:
        return allegation.status in STOPPED
    number = allegation.allegation_id
    tried = any(verdict.allegation_id == number for verdict in case.verdicts)
    stops = (event for event in case.events if event.kind is ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED)
    # A file may tell of the end of the whole case; an allegation with a verdict of its own did not end that way.
    return any(event.allegation_id == number or (event.allegation_id is None and not tried) for event in stops)


def _ended_by_cps(case: CaseFile, allegation: AllegationFacts) -> bool:
    """The CPS decided not to charge, or stopped the proceedings, and nobody has taken it up again."""
    if _was_stopped(case, allegation):
        return True
    decision = latest_decision(case, allegation.allegation_id)
    refused = decision is not None and decision_rules()[decision.decision_code].review
    return refused and (allegation.status == FINALISED or allegation.status.startswith("nfa_cps_"))


def _ended_by_police(case: CaseFile, allegation: AllegationFacts) -> bool:
    decided_by_cps = latest_decision(case, allegation.allegation_id) is not None
    finalised = allegation.status == FINALISED and bool(tuple(_decisions(case, ReviewScheme.POLICE)))
    return not decided_by_cps and (allegation.status == NFA_POLICE or finalised)


def _was_interviewed(case: CaseFile, allegation: AllegationFacts) -> bool:
    suspect = suspect_of(case, allegation.suspect_person_id)
    if suspect is None or suspect.interview.status is not InterviewStatus.INTERVIEWED:
        return False
    return suspect.interview.under_caution is not False


def _decisions(case: CaseFile, scheme: ReviewScheme) -> Iterator[EventFacts]:
    kinds = {ClockEvent.POLICE_NFA}
    if scheme is ReviewScheme.CPS:
        kinds = {ClockEvent.CPS_NFA, ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED}
    return (event for event in case.events if event.kind in kinds)


def _own_decisions(case: CaseFile, victim_id: str, scheme: ReviewScheme) -> Iterator[EventFacts]:
    return (event for event in _decisions(case, scheme) if concerns(case, victim_id, event))


def _told_at(case: CaseFile, victim_id: str, scheme: ReviewScheme) -> datetime | None:
    """When the victim was told of the last of the decisions; None until the victim was told of all."""
    if scheme is ReviewScheme.CPS:
        refused = [
            decision
            for allegation in allegations_of_victim(case, victim_id)
            if (decision := latest_decision(case, allegation.allegation_id)) is not None
            and decision_rules()[decision.decision_code].review
        ]
        moments = [told_of_decision(case, victim_id, decision) for decision in refused]
        if moments and not _stopped(case, victim_id):
            told = [moment for moment in moments if moment is not None]
            return max(told) if len(told) == len(moments) else None
    decided = max((event.at for event in _own_decisions(case, victim_id, scheme)), default=None)
    if decided is None:
        return None
    return min((moment for moment in _news(case, victim_id, scheme) if moment >= decided), default=None)


def _stopped(case: CaseFile, victim_id: str) -> bool:
    return any(_was_stopped(case, allegation) for allegation in allegations_of_victim(case, victim_id))


def _news(case: CaseFile, victim_id: str, scheme: ReviewScheme) -> Iterator[datetime]:
    """Moments at which the victim was told: the event of that name, and contacts that answer the decision."""
    for event in case.events:
        if event.kind is ClockEvent.DECISION_COMMUNICATED and event.person_id in (None, victim_id):
            yield event.at
    yield from told_moments(case, victim_id, {event.event_id for event in _own_decisions(case, victim_id, scheme)})


def _asked_at(case: CaseFile, victim_id: str, scheme: ReviewScheme, told: datetime | None) -> datetime | None:
    return min(
        (
            request.requested_at
            for request in case.vrr_requests
            if request.scheme is scheme
            and request.victim_person_id == victim_id
            and (told is None or request.requested_at >= told)
        ),
        default=None,
    )


def review_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Each review that was asked for."""
    for request in case.vrr_requests:
        key = "vrr_cps_review" if request.scheme is ReviewScheme.CPS else "police_vrr"
        rule = clock_rule(key, london_day(request.requested_at))
        if rule is None:
            continue
        due = _business_end(rule, request.requested_at)
        yield clock_by(
            rule,
            subject=request.victim_person_id,
            starts=request.requested_at,
            due=due,
            ending=standing(due, at) if _is_open(request) else ENDED,
        )


def _is_open(request: ReviewRequestFacts) -> bool:
    return request.result is None and request.stage is not ReviewStage.CLOSED


@dataclass(frozen=True, slots=True)
class RightToAsk:
    """A victim may ask for a review now: of whom, until the end of which day, on which allegations."""

    scheme: ReviewScheme
    until: date
    allegation_ids: tuple[str, ...]


def right_to_ask(case: CaseFile, victim_id: str, at: datetime) -> RightToAsk | None:
    """The right of a victim who was told of the decision, has not asked yet, and is in time (process.md 1.12).

    Later than that the CPS and the police take a request only exceptionally: that is not offered here.
    """
    for scheme, key, variant in (
        (ReviewScheme.CPS, "vrr_cps", "long_stop"),
        (ReviewScheme.POLICE, "police_vrr_request", ""),
    ):
        if not _qualifies(case, victim_id, scheme):
            continue
        told = _told_at(case, victim_id, scheme)
        asked = _asked_at(case, victim_id, scheme, told)
        for clock in _asking_clock(key, variant, victim_id, told, asked, at):
            if clock.due is not None and clock.status is ClockStatus.RUNNING:
                until = london_day(clock.due) if isinstance(clock.due, datetime) else clock.due
                return RightToAsk(scheme, until, _to_review(case, victim_id, scheme))
    return None


def _to_review(case: CaseFile, victim_id: str, scheme: ReviewScheme) -> tuple[str, ...]:
    ended = _ended_by_cps if scheme is ReviewScheme.CPS else _ended_by_police
    own = allegations_of_victim(case, victim_id)
    return tuple(one.allegation_id for one in own if ended(case, one))
