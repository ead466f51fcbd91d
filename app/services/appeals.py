"""After the result: a warrant ended, an appeal lodged and decided."""

from datetime import date, datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.telling import EVENT_OF
from app.domain.vocabulary import ClockEvent
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Appeal
from app.services import history, progress
from app.services.authority import refuse_witness_care
from app.services.happenings import happened


@atomic
def end_warrant(incident: Incident, allegation: Allegation, on: date, *, actor: Actor, at: datetime) -> None:
    """T33: the defendant is before the court; the allegation stands where the warrant found it."""
    progress.apply("end_warrant", allegation, incident, actor=actor, at=at, given={"warrant_date": on})
    happened(incident, ClockEvent.WARRANT_OR_REARREST_RECEIVED, at=at, allegation=allegation)
    history.record(incident, EventKind.WARRANT_ENDED, actor=actor, at=at, allegation=allegation.id)


@atomic
def lodge_appeal(
    incident: Incident, allegation: Allegation, by_whom: str, lodged_on: date, *, actor: Actor, at: datetime
) -> Appeal:
    """T34: an appeal, or a reference by the Attorney General."""
    refuse_witness_care(actor)
    progress.apply("lodge_appeal", allegation, incident, actor=actor, at=at, given={"appellant": by_whom})
    appeal = Appeal(allegation_id=allegation.id, by_whom=by_whom, lodged_on=lodged_on)
    db.session.add(appeal)
    happened(incident, ClockEvent.APPEAL_EVENT_RECEIVED, at=at, allegation=allegation)
    history.record(
        incident, EventKind.APPEAL_LODGED, actor=actor, at=at, allegation=allegation.id,
        person=allegation.suspect.person_id,
    )  # fmt: skip
    return appeal


# What an appeal can leave, and the step that leads there.
APPEAL_LEAVES = {
    Status.SENTENCED: "appeal_leaves_sentence",
    Status.CONVICTED: "appeal_leaves_conviction",
    Status.ACQUITTED: "appeal_leaves_acquittal",
    Status.TRIAL_LISTED: "appeal_orders_retrial",
}


@atomic
def decide_appeal(
    incident: Incident,
    appeal: Appeal,
    allegation: Allegation,
    leaves: Status,
    result: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """T34: the result of an appeal, and the status it leaves."""
    refuse_witness_care(actor)
    if leaves not in APPEAL_LEAVES:
        raise RuleBroken("Choose what the appeal leaves.", field="leaves")
    given = {"appeal_result": result}
    progress.apply(APPEAL_LEAVES[leaves], allegation, incident, actor=actor, at=at, given=given)
    appeal.decided_on, appeal.result = london_day(at), result
    happened(incident, ClockEvent.APPEAL_EVENT_RECEIVED, at=at, allegation=allegation)
    if leaves is Status.ACQUITTED:
        happened(incident, EVENT_OF[leaves], at=at, allegation=allegation)
    history.record(
        incident, EventKind.APPEAL_DECIDED, actor=actor, at=at, allegation=allegation.id,
        person=allegation.suspect.person_id,
    )  # fmt: skip
