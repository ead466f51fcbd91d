"""Clocks between charge and trial: first hearing, the file for it, sending to the Crown Court, disclosure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calendar import days_after, london_day, start_of_day
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.court import HearingFacts
from app.domain.deadlines.clock import Clock, Ending, Moment, clock_by, standing, unrecorded_standing
from app.domain.deadlines.counting import PRIMITIVES, sentence_of_listing
from app.domain.deadlines.time_limits import ENDED
from app.domain.facts import hearing_of
from app.domain.law import clock_rule
from app.domain.vocabulary import (
    ChargeMethod,
    ClockEvent,
    ClockStatus,
    CourtKind,
    CustodyStatus,
    HearingType,
    Plea,
)

FIRST_HEARINGS = frozenset(
    {HearingType.FIRST_HEARING_GAP, HearingType.FIRST_HEARING_NGAP, HearingType.FIRST_HEARING_CUSTODY}
)
#: Nothing is listed any more for an allegation that stands here.
CONCLUDED = ENDED | {"convicted", "awaiting_sentence", "sentenced", "appeal_pending"}
GUILTY_PLEA = "Whether a guilty plea is anticipated is not in the file."
NO_HEARING = "No first hearing is listed yet."
OVER = Ending(status=ClockStatus.CLOSED, reason="The allegations have ended.")


@dataclass(frozen=True, slots=True)
class Charged:
    """What one suspect was charged with on one day."""

    suspect_id: str
    on: date
    at: datetime
    method: ChargeMethod
    bailed: bool | None
    allegations: tuple[AllegationFacts, ...]
    hearing: HearingFacts | None

    @property
    def detained(self) -> bool:
        return self.method is ChargeMethod.CHARGE and self.bailed is False

    @property
    def on_bail(self) -> bool:
        """Released on bail to court; one who came by requisition or summons was given the day with it."""
        return self.method is ChargeMethod.CHARGE and self.bailed is True

    @property
    def over(self) -> bool:
        return all(one.status in CONCLUDED for one in self.allegations)


def _charges(case: CaseFile) -> Iterator[Charged]:
    found: dict[tuple[str, date], list[AllegationFacts]] = {}
    for one in case.allegations:
        if one.charged is not None:
            found.setdefault((one.suspect_person_id, london_day(one.charged.issued_at)), []).append(one)
    for (suspect_id, on), allegations in found.items():
        first = min((one.charged for one in allegations if one.charged), key=lambda charge: charge.issued_at)
        hearing = first_hearing(case, allegations, on)
        yield Charged(suspect_id, on, first.issued_at, first.method, first.bailed, tuple(allegations), hearing)


def first_hearing(case: CaseFile, allegations: Sequence[AllegationFacts], charged_on: date) -> HearingFacts | None:
    """The earliest first hearing of any of these allegations since they were charged."""
    ids = {one.allegation_id for one in allegations}
    listed = (
        hearing
        for hearing in case.hearings
        if hearing.hearing_type in FIRST_HEARINGS
        and ids.intersection(hearing.allegation_ids)
        and london_day(hearing.listed_at) >= charged_on
    )
    return min(listed, key=lambda hearing: hearing.listed_at, default=None)


def first_hearing_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The first hearing: the next court from custody, 14 or 28 days on bail by the plea that is anticipated."""
    for charged in _charges(case):
        if charged.detained:
            yield from _from_custody(charged)
        elif charged.on_bail:
            for key in _lists(charged.hearing):
                yield from _on_bail(key, charged, at)


def _lists(hearing: HearingFacts | None) -> tuple[str, ...]:
    """The list the hearing stands in; both while it stands in none, for the file does not say which it will be."""
    if hearing is None:
        return "first_hearing_gap", "first_hearing_ngap"
    return ("first_hearing_gap",) if hearing.hearing_type is HearingType.FIRST_HEARING_GAP else ("first_hearing_ngap",)


def _from_custody(charged: Charged) -> Iterator[Clock]:
    rule = clock_rule("first_hearing_custody", charged.on)
    if rule is None:
        return
    ending = Ending(status=ClockStatus.RUNNING)
    if charged.hearing is not None:
        ending = Ending(status=ClockStatus.MET, at=charged.hearing.listed_at, reason="Listed.")
    elif charged.over:
        ending = OVER
    yield clock_by(rule, subject=charged.suspect_id, starts=charged.on, due=None, ending=ending)


def _on_bail(key: str, charged: Charged, at: datetime) -> Iterator[Clock]:
    rule = clock_rule(key, charged.on)
    if rule is None:
        return
    due = days_after(charged.on, rule.length)
    if charged.hearing is not None:
        ending = standing(due, at, charged.hearing.listed_at)
    elif charged.over:
        ending = OVER
    elif key == "first_hearing_gap":
        ending = unrecorded_standing(due, at, GUILTY_PLEA)
    else:
        ending = standing(due, at)
    why = sentence_of_listing(due)
    yield clock_by(rule, subject=charged.suspect_id, starts=charged.on, due=due, ending=ending, why=why)


def file_for_court_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The file after charge, dated by the first hearing, and the details of the case, which begin with its listing."""
    for charged in _charges(case):
        for key in ("file_post_charge_custody" if charged.detained else "file_post_charge_bail", "idpc"):
            rule = clock_rule(key, charged.on)
            if rule is None or (key == "idpc" and charged.hearing is None):
                continue
            due = None if charged.hearing is None else _before(key, charged.hearing)
            ending = Ending(status=ClockStatus.RUNNING) if due is None else unrecorded_standing(due, at)
            if due is None and charged.over:
                ending = OVER
            why = NO_HEARING if due is None else ""
            yield clock_by(rule, subject=charged.suspect_id, starts=charged.on, due=due, ending=ending, why=why)


def _before(key: str, hearing: HearingFacts) -> Moment:
    """Before the court sits, by the beginning of the day, or so many business days before the hearing."""
    day = london_day(hearing.listed_at)
    rule = clock_rule(key, day)
    if rule is not None and rule.counting:
        return PRIMITIVES[rule.counting](day, rule.length)
    return start_of_day(day) if key == "idpc" else hearing.listed_at


def summary_trial_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The upgraded file and initial disclosure after a plea of not guilty in a magistrates' or youth court."""
    statuses = {one.allegation_id: one.status for one in case.allegations}
    for plea in case.pleas:
        hearing = hearing_of(case, plea.hearing_id)
        in_magistrates = hearing is not None and hearing.court_kind is not CourtKind.CROWN_COURT
        if plea.plea is not Plea.NOT_GUILTY or not in_magistrates or sent_on(case, plea.allegation_id) is not None:
            continue
        for key in ("upgrade_file", "disclosure_initial"):
            rule = clock_rule(key, plea.entered_on)
            if rule is None:
                continue
            due = days_after(plea.entered_on, rule.length)
            over = statuses.get(plea.allegation_id) in CONCLUDED
            ending = OVER if over else unrecorded_standing(due, at)
            disclosed = _disclosed_on(case, plea.allegation_id) if key == "disclosure_initial" else None
            if disclosed is not None:
                ending = standing(due, at, disclosed)
            yield clock_by(rule, subject=plea.allegation_id, starts=plea.entered_on, due=due, ending=ending)


def _disclosed_on(case: CaseFile, allegation_id: str) -> date | None:
    """The day of initial disclosure to the defendant of an allegation."""
    person = next((one.suspect_person_id for one in case.allegations if one.allegation_id == allegation_id), "")
    return case.kept.of(person).disclosed_on


def sent_on(case: CaseFile, allegation_id: str) -> date | None:
    """The day on which an allegation was sent to the Crown Court; an event that names none is about all."""
    days = (
        london_day(event.at)
        for event in case.events
        if event.kind is ClockEvent.SENT_TO_CROWN_COURT and event.allegation_id in (None, allegation_id)
    )
    return min(days, default=None)


def sending_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """The preparation hearing, its papers and the prosecution case, from each day on which something was sent."""
    days = {london_day(event.at) for event in case.events if event.kind is ClockEvent.SENT_TO_CROWN_COURT}
    in_custody = any(suspect.custody_status is CustodyStatus.REMANDED for suspect in case.suspects)
    over = bool(case.allegations) and all(one.status in CONCLUDED for one in case.allegations)
    for day in sorted(days):
        for key, variant in (
            ("ptph", ""), ("ptph_papers", ""), ("pros_evidence_crown", "custody" if in_custody else "bail"),
        ):  # fmt: skip
            rule = clock_rule(key, day, variant)
            if rule is None:
                continue
            due = days_after(day, rule.length)
            heard = _crown_court_hearing(case, day) if key == "ptph" else None
            if heard is not None:
                ending = standing(due, at, heard)
            else:
                ending = OVER if over else standing(due, at) if key == "ptph" else unrecorded_standing(due, at)
            why = sentence_of_listing(due) if key == "ptph" else ""
            yield clock_by(rule, subject="incident", starts=day, due=due, ending=ending, why=why)


def _crown_court_hearing(case: CaseFile, since: date) -> datetime | None:
    """The first hearing in the Crown Court since a sending: as a rule the preparation hearing."""
    listed = (
        hearing.listed_at
        for hearing in case.hearings
        if hearing.court_kind is CourtKind.CROWN_COURT and london_day(hearing.listed_at) >= since
    )
    return min(listed, default=None)
