"""Court: hearings, results as moves of each allegation, warrants, appeals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.court_moves import moves_to
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.law import hearing_results
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.telling import EVENT_OF, about_hearing
from app.domain.vocabulary import ClockEvent, CourtKind, HearingResult, HearingType, Plea, Verdict
from app.domain.workflow import STEPS
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Hearing, HearingAllegation, PleaRow, VerdictRow
from app.services import history, progress
from app.services.authority import demand, refuse_witness_care, unchanged
from app.services.happenings import happened
from app.services.numbering import next_file_id


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingDetails:
    """Court, kind of court, date and time, kind of hearing."""

    court: str
    court_kind: CourtKind
    listed_at: datetime
    hearing_type: HearingType


# Listing a hearing of this kind moves an allegation that stands at one of the sources of the step.
LISTING = {
    HearingType.FIRST_HEARING_GAP: "list_first_hearing",
    HearingType.FIRST_HEARING_NGAP: "list_first_hearing",
    HearingType.FIRST_HEARING_CUSTODY: "list_first_hearing",
    HearingType.PTPH: "list_ptph",
    HearingType.SENTENCE: "adjourn_sentence",
}


@atomic
def list_hearing(
    incident: Incident,
    details: HearingDetails,
    allegations: Sequence[Allegation],
    *,
    actor: Actor,
    at: datetime,
) -> Hearing:
    """T26, T28, T31: a hearing gets its date; the allegations it is about move where the table says so."""
    demand(actor, incident, Permission.COURT_RECORD)
    if not allegations or any(one.incident_id != incident.id or one.charged_at is None for one in allegations):
        raise RuleBroken("Choose at least one allegation that was charged.", field="allegations")
    hearing = Hearing(
        incident_id=incident.id,
        file_id=next_file_id(Hearing, incident.id, "H"),
        court=details.court,
        court_kind=details.court_kind,
        listed_at=details.listed_at,
        hearing_type=details.hearing_type,
    )
    hearing.allegations = [HearingAllegation(allegation_id=one.id) for one in allegations]
    db.session.add(hearing)
    db.session.flush()
    step = LISTING.get(details.hearing_type)
    given = {"court_date": details.listed_at, "date_or_reason": details.listed_at}
    for allegation in allegations:
        if step and allegation.status in STEPS[step].sources:
            progress.apply(step, allegation, incident, actor=actor, at=at, given=given)
    if actor.role is Role.WITNESS_CARE:
        happened(incident, ClockEvent.HEARING_DATE_RECEIVED, at=at, note=about_hearing(hearing.file_id))
    history.record(incident, EventKind.HEARING_LISTED, actor=actor, at=at, hearing=hearing.id)
    return hearing


@atomic
def change_hearing(
    incident: Incident,
    hearing: Hearing,
    details: HearingDetails,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Another date or place for a hearing that has no result yet."""
    demand(actor, incident, Permission.COURT_RECORD, state_allows=hearing.result is None)
    unchanged(hearing, seen)
    hearing.court, hearing.court_kind = details.court, details.court_kind
    hearing.listed_at, hearing.hearing_type = details.listed_at, details.hearing_type
    if actor.role is Role.WITNESS_CARE:
        happened(incident, ClockEvent.HEARING_DATE_RECEIVED, at=at, note=about_hearing(hearing.file_id))
    history.record(incident, EventKind.HEARING_CHANGED, actor=actor, at=at, hearing=hearing.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the court did with one allegation on a day; the reason where the result needs one."""

    result: HearingResult
    on: date
    reason: str | None = None


PLEAS = {
    HearingResult.PLEA_GUILTY: Plea.GUILTY,
    HearingResult.PLEA_NOT_GUILTY: Plea.NOT_GUILTY,
    HearingResult.NO_PLEA: Plea.NO_PLEA,
}
VERDICTS = {
    HearingResult.FOUND_GUILTY: Verdict.GUILTY,
    HearingResult.FOUND_NOT_GUILTY: Verdict.NOT_GUILTY,
    HearingResult.GUILTY_ALTERNATIVE: Verdict.GUILTY_ALTERNATIVE,
    HearingResult.HUNG: Verdict.HUNG,
    HearingResult.NO_VERDICT: Verdict.NO_VERDICT,
}
NEEDS_REASON = frozenset(
    {
        HearingResult.WITHDRAWN,
        HearingResult.DISCONTINUED,
        HearingResult.LIE_ON_FILE,
        HearingResult.STAYED,
        HearingResult.NO_EVIDENCE_OFFERED,
        HearingResult.DECEASED,
        HearingResult.UNFIT,
        HearingResult.ADJOURNED,
    }
)


@atomic
def record_result(
    incident: Incident, hearing: Hearing, allegation: Allegation, result: Result, *, actor: Actor, at: datetime
) -> None:
    """A result moves the allegation by the moves of the step table, one after another, in one transaction."""
    demand(actor, incident, Permission.COURT_RECORD)
    if result.result is not HearingResult.WARRANT:
        refuse_witness_care(actor)
    _check(hearing, allegation, result, at)
    given = _given(result)
    row = hearing_results()[result.result]
    if row.moves_to:
        _walk(incident, allegation, Status(row.moves_to), given, actor, at)
    if row.alternative_moves_to:
        _walk(incident, _alternative(incident, allegation), Status(row.alternative_moves_to), given, actor, at)
    if row.shown_as or result.result is HearingResult.NO_EVIDENCE_OFFERED:
        allegation.shown_ending = row.shown_as or result.result.value
    _keep(hearing, allegation, result)
    if result.result in BESIDES:
        happened(incident, BESIDES[result.result], at=at, allegation=allegation)
    history.record(
        incident,
        EventKind.COURT_RESULT,
        actor=actor,
        at=at,
        result=result.result.value,
        allegation=allegation.id,
        person=allegation.suspect.person_id,
        hearing=hearing.id,
    )


def _check(hearing: Hearing, allegation: Allegation, result: Result, at: datetime) -> None:
    if result.result is HearingResult.SENTENCED:
        raise RuleBroken("Record the sentence itself on its own page.", field="result")
    if allegation.id not in {row.allegation_id for row in hearing.allegations}:
        raise RuleBroken("Choose an allegation of this hearing.", field="allegation")
    if result.on > london_day(at):
        raise RuleBroken("The result cannot lie in the future.", field="on")
    if result.on < london_day(hearing.listed_at):
        raise RuleBroken("The result cannot lie before the hearing.", field="on")
    if result.result in NEEDS_REASON and not result.reason:
        raise RuleBroken("Give the reason the court or the prosecutor gave.", field="reason")
    if result.result is HearingResult.NO_VERDICT and not _other_conviction(allegation):
        raise RuleBroken("Only where the main or the alternative charge ended in a conviction.", field="result")


def _other_conviction(allegation: Allegation) -> bool:
    convicted = (Status.CONVICTED, Status.AWAITING_SENTENCE, Status.SENTENCED)
    siblings = [one for one in allegation.crime.allegations if one.suspect_id == allegation.suspect_id]
    linked = [
        one for one in siblings if one.id == allegation.alternative_to_id or one.alternative_to_id == allegation.id
    ]
    return any(one.status in convicted for one in linked)


def _alternative(incident: Incident, allegation: Allegation) -> Allegation:
    found = next((one for one in allegation.crime.allegations if one.alternative_to_id == allegation.id), None)
    if found is None:
        raise RuleBroken("This allegation has no alternative in the case.", field="result")
    return found


def _given(result: Result) -> Mapping[str, Any]:
    """What a result gives to the steps it takes; a plea noted on the way is the one the result implies."""
    plea = PLEAS.get(result.result, Plea.NO_PLEA)
    return {
        "plea": plea,
        "plea_not_guilty": plea is not Plea.GUILTY,
        "guilty": result.result,
        "not_guilty": result.result,
        "sending_date": result.on,
        "court_date": result.on,
        "trial_date": result.on,
        "jury_discharged": result.result is HearingResult.HUNG,
        "date_or_reason": result.reason or result.on,
        "warrant_date": result.on,
        "reason": result.reason,
    }


def _walk(
    incident: Incident,
    allegation: Allegation,
    target: Status,
    given: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    for step in moves_to(allegation.status, target):
        progress.apply(step, allegation, incident, actor=actor, at=at, given=given)
        if allegation.status in EVENT_OF:
            happened(incident, EVENT_OF[allegation.status], at=at, allegation=allegation)


def _keep(hearing: Hearing, allegation: Allegation, result: Result) -> None:
    """The plea or the verdict as a row; the hearing shows its results as written."""
    plea, verdict = PLEAS.get(result.result), VERDICTS.get(result.result)
    if plea:
        db.session.add(PleaRow(allegation_id=allegation.id, hearing_id=hearing.id, plea=plea, entered_on=result.on))
    if verdict:
        db.session.add(
            VerdictRow(allegation_id=allegation.id, hearing_id=hearing.id, verdict=verdict, given_on=result.on)
        )
    said = f"{allegation.file_id}: {result.result.label}" + (f" ({result.reason})" if result.reason else "")
    hearing.result = f"{hearing.result}; {said}" if hearing.result else said


# What a result is news of besides the status it leads to. No evidence offered ends in an acquittal that the CPS chose:
# the victim is told of both, and may ask for a review of the choice.
BESIDES = {
    HearingResult.PLEA_NOT_GUILTY: ClockEvent.NOT_GUILTY_PLEA,
    HearingResult.SENT: ClockEvent.SENT_TO_CROWN_COURT,
    HearingResult.NO_EVIDENCE_OFFERED: ClockEvent.PROCEEDINGS_STOPPED_OR_ALTERED,
}


@atomic
def begin_trial(incident: Incident, allegation: Allegation, on: date, *, actor: Actor, at: datetime) -> None:
    """T28: the jury is sworn, or evidence begins."""
    refuse_witness_care(actor)
    given = {"trial_date": on}
    progress.apply("begin_trial", allegation, incident, actor=actor, at=at, given=given)
    history.record(
        incident, EventKind.COURT_RESULT, actor=actor, at=at, result="trial_begun", allegation=allegation.id,
        person=allegation.suspect.person_id,
    )  # fmt: skip


@atomic
def note_plea(incident: Incident, allegation: Allegation, *, actor: Actor, at: datetime) -> None:
    """T27: a plea noted before the court has said what follows rests here."""
    refuse_witness_care(actor)
    step = "plea_at_ptph" if allegation.status is Status.PTPH_LISTED else "enter_plea"
    progress.apply(step, allegation, incident, actor=actor, at=at, given={"plea": True})
    history.record(
        incident, EventKind.COURT_RESULT, actor=actor, at=at, result="plea_noted", allegation=allegation.id,
        person=allegation.suspect.person_id,
    )  # fmt: skip
