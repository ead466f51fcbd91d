"""What a victim is told, and when it may be said to them: the duty to tell comes first, by whom it falls.

A status that awaits a duty (`awaits_duty` of the status table) is not said to the victim or to a support service before
somebody has told the victim of the event behind it.
"""

from collections.abc import Mapping, Sequence, Set

from app.domain.events import EventKind
from app.domain.stages import Stage, Status
from app.domain.vocabulary import ClockEvent

E, K, S = ClockEvent, EventKind, Status

# The events that a duty of the Victims' Code is about: told of the latest of them, the duty is met.
DUTY_EVENTS: Mapping[str, frozenset[ClockEvent]] = {
    "R6-ARR": frozenset({E.SUSPECT_ARRESTED}),
    "R6-BAIL": frozenset({E.RELEASED_ON_BAIL_OR_RUI}),
    "R6-CHG": frozenset({E.SUSPECT_CHARGED}),
    "R6-NFAP": frozenset({E.POLICE_NFA}),
    "R6-NFAC": frozenset({E.CPS_NFA}),
    "R6-OOCD": frozenset({E.OOCR_DECIDED}),
    "R6-STOP": frozenset({E.PROCEEDINGS_STOPPED_OR_ALTERED}),
    "R8-HEAR": frozenset({E.HEARING_DATE_RECEIVED}),
    "R8-WARR": frozenset({E.WARRANT_OR_REARREST_RECEIVED}),
    "R9-OUT": frozenset({E.CONVICTED, E.OUTCOME_RECEIVED}),
    "R9-SENT": frozenset({E.SENTENCED, E.SENTENCE_RECEIVED}),
    "R9-APP": frozenset({E.APPEAL_EVENT_RECEIVED}),
}

# The event that is stored when an allegation comes to stand there at court: what the duty to tell is counted from. The
# case file has no kind for an acquittal or for how an appeal ended: the news of the result stands for them, and the
# instant at which it is recorded here is the instant at which witness care has it.
EVENT_OF: Mapping[Status, ClockEvent] = {
    S.CONVICTED: E.CONVICTED,
    S.ACQUITTED: E.OUTCOME_RECEIVED,
    S.DISCONTINUED: E.PROCEEDINGS_STOPPED_OR_ALTERED,
    S.STAYED: E.PROCEEDINGS_STOPPED_OR_ALTERED,
    S.LIE_ON_FILE: E.PROCEEDINGS_STOPPED_OR_ALTERED,
    S.WARRANT_ISSUED: E.WARRANT_OR_REARREST_RECEIVED,
    S.APPEAL_PENDING: E.APPEAL_EVENT_RECEIVED,
}

# Each kind of event a victim is told of, as one would say it. Kinds that are not here are the work of others.
NEWS: Mapping[ClockEvent, str] = {
    E.INVESTIGATION_REFUSED: "The police will not investigate",
    E.SUSPECT_ARRESTED: "A suspect was arrested",
    E.SUSPECT_INTERVIEWED: "A suspect was interviewed under caution",
    E.RELEASED_NO_CHARGE: "A suspect was released without charge",
    E.RELEASED_ON_BAIL_OR_RUI: "A suspect was released on bail or under investigation",
    E.BAIL_CHANGED: "Bail was changed or cancelled",
    E.SUSPECT_CHARGED: "A suspect was charged",
    E.POLICE_NFA: "The police ended the case without a charge",
    E.CPS_NFA: "The CPS decided not to charge",
    E.PROCEEDINGS_STOPPED_OR_ALTERED: "A charge was stopped or altered",
    E.OOCR_DECIDED: "It is dealt with outside court",
    E.HEARING_DATE_RECEIVED: "A hearing has a date",
    E.BAIL_OUTCOME_RECEIVED: "The result of a bail hearing",
    E.WARRANT_OR_REARREST_RECEIVED: "A warrant was issued, or a suspect arrested again",
    E.VICTIM_MUST_ATTEND_RECEIVED: "The victim must come to court",
    E.NOT_GUILTY_PLEA: "The defendant pleaded not guilty",
    E.COURT_BAIL_GRANTED: "The court granted bail",
    E.CONVICTED: "The defendant was convicted",
    E.OUTCOME_RECEIVED: "The result of the case",
    E.SENTENCED: "The court passed sentence",
    E.SENTENCE_RECEIVED: "The sentence and what it means",
    E.APPEAL_EVENT_RECEIVED: "News of an appeal",
    E.EXPENSES_CLAIM_RECEIVED: "A claim for expenses has come",
    E.PROPERTY_NOT_NEEDED: "Property is no longer needed",
    E.COMPLAINT_RECEIVED: "A complaint has come",
}

# What also comes from outside, without an act of this system: somebody writes it down when the news arrives.
BY_HAND: tuple[ClockEvent, ...] = (
    E.HEARING_DATE_RECEIVED,
    E.VICTIM_MUST_ATTEND_RECEIVED,
    E.BAIL_OUTCOME_RECEIVED,
    E.COURT_BAIL_GRANTED,
    E.BAIL_CHANGED,
    E.WARRANT_OR_REARREST_RECEIVED,
    E.OUTCOME_RECEIVED,
    E.SENTENCE_RECEIVED,
    E.APPEAL_EVENT_RECEIVED,
    E.EXPENSES_CLAIM_RECEIVED,
    E.PROPERTY_NOT_NEEDED,
    E.COMPLAINT_RECEIVED,
)

# Where the case stood after an act of its history. Acts that move nothing are not here.
AFTER: Mapping[EventKind, Status] = {
    K.REPORT_RECEIVED: S.REPORTED,
    K.ASSESSMENT_BEGUN: S.UNDER_ASSESSMENT,
    K.CRIME_RECORDED: S.RECORDED,
    K.ALLOCATED: S.UNDER_INVESTIGATION,
    K.SUSPECT_ARRESTED: S.SUSPECT_IN_CUSTODY,
    K.SUSPECT_BAILED: S.SUSPECT_ON_PRECHARGE_BAIL,
    K.ARRESTED_FOR_BREACH: S.SUSPECT_IN_CUSTODY,
    K.STREET_BAILED: S.SUSPECT_ON_PRECHARGE_BAIL,
    K.SUSPECT_RELEASED: S.SUSPECT_RUI,
    K.SUSPECT_FREED: S.UNDER_INVESTIGATION,
    K.ADVICE_ASKED: S.EARLY_ADVICE_REQUESTED,
    K.ADVICE_GIVEN: S.EARLY_ADVICE_GIVEN,
    K.CHECK_ASKED: S.SUPERVISOR_REVIEW,
    K.REFERRED: S.SUBMITTED_TO_CPS,
    K.RESUBMITTED: S.RESUBMITTED,
    K.TRIAGE_ACCEPTED: S.TRIAGE_ACCEPTED,
    K.TRIAGE_REJECTED: S.TRIAGE_REJECTED,
    K.PROSECUTOR_ALLOCATED: S.PROSECUTOR_REVIEW,
    K.ACTION_PLAN_SENT: S.ACTION_PLAN_ISSUED,
    K.CPS_FILE_CLOSED: S.ADMIN_FINALISED,
    K.CHARGED: S.CHARGED,
    K.CHARGED_BY_POLICE: S.CHARGED,
    K.HEARING_LISTED: S.FIRST_HEARING_LISTED,
}


def may_be_said(status: Status, told: Set[ClockEvent]) -> bool:
    """`told` holds the kinds of event of whose latest the victim was told."""
    duty = status.meaning.awaits_duty
    return duty is None or bool(DUTY_EVENTS[duty] & told)


def said_to_victim(current: Status, acts: Sequence[EventKind], told: Set[ClockEvent]) -> str:
    """The sentence a victim, and who supports them, may read now. `acts` is the history, newest first.

    Where the present status waits to be told, the last one that was told or needs no telling is said instead.
    """
    past = [AFTER[kind] for kind in acts if kind in AFTER]
    found = next((status for status in (current, *past) if may_be_said(status, told)), Status.REPORTED)
    return found.meaning.victim


def said_to_reporter(current: Status, acts: Sequence[EventKind]) -> str:
    """For an organisation that reported: never how it ended, since that is the victim's to share."""
    if current.terminal and current.stage is not Stage.REPORT:
        return "The police can tell you more about what happened if the person agrees."
    early = [Stage.REPORT, Stage.INVESTIGATION, Stage.REFERRAL]
    past = [AFTER[kind] for kind in acts if kind in AFTER]
    shown = [status for status in (current, *past) if status.stage in early and may_be_said(status, frozenset())]
    return (shown[0] if shown else Status.REPORTED).meaning.victim


def about_hearing(file_id: str) -> str:
    """The note of an event that is the news of one hearing."""
    return f"Hearing {file_id}"
