"""Clocks after a conviction or a sentence: appeals, case stated, reference of an unduly lenient sentence."""

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.calendar import (
    business_days_after,
    days_after,
    days_beginning_with,
    is_business_day,
    months_after,
    written_day,
)
from app.domain.case_file import CaseFile
from app.domain.deadlines.clock import Clock, clock_by, right_standing
from app.domain.deadlines.counting import brought_back
from app.domain.facts import hearing_of
from app.domain.law import clock_rule, holiday_changes
from app.domain.offences import OffenceGroup, catalogue
from app.domain.vocabulary import CourtKind, ModeOfTrial, Verdict

GUILTY = frozenset({Verdict.GUILTY, Verdict.GUILTY_ALTERNATIVE})


def crown_court_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Appeal to the Court of Appeal against conviction and against sentence, each from its own day."""
    for verdict in case.verdicts:
        if verdict.verdict in GUILTY and _in_crown_court(case, verdict.hearing_id):
            yield from _days_clock("appeal_coa", verdict.allegation_id, verdict.given_on, at, "Against conviction.")
    for sentence in case.sentences:
        if _in_crown_court(case, sentence.hearing_id):
            yield from _days_clock("appeal_coa", sentence.allegation_id, sentence.sentenced_on, at, "Against sentence.")


def magistrates_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Appeal to the Crown Court and appeal by case stated, from what a magistrates' or youth court decided."""
    for sentence in case.sentences:
        if _in_magistrates_court(case, sentence.hearing_id):
            yield from _appeal_clock(sentence.allegation_id, sentence.sentenced_on, at)
            yield from _days_clock("case_stated", sentence.allegation_id, sentence.sentenced_on, at, "")
    for verdict in case.verdicts:
        if verdict.verdict is Verdict.NOT_GUILTY and _in_magistrates_court(case, verdict.hearing_id):
            yield from _days_clock("case_stated", verdict.allegation_id, verdict.given_on, at, "Against acquittal.")


def lenient_sentence_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """Reference of an unduly lenient sentence by the Attorney General, with both readings of its length."""
    offences = {allegation.allegation_id: allegation.offence_type_key for allegation in case.allegations}
    for sentence in case.sentences:
        rule = clock_rule("uls", sentence.sentenced_on)
        if rule is None or not _in_crown_court(case, sentence.hearing_id):
            continue
        due = days_after(sentence.sentenced_on, rule.length)
        listed = _is_listed(offences.get(sentence.allegation_id, ""))
        yield clock_by(
            rule,
            subject=sentence.allegation_id,
            starts=sentence.sentenced_on,
            due=due,
            ending=right_standing(due, at),
            why=_readings(sentence.sentenced_on, rule.length, listed=listed),
            unconfirmed=not listed,
        )


def safest_reading(day: date, days: int) -> str:
    """The end when the day of sentence counts, and the business day by which to ask."""
    safest = days_beginning_with(day, days)
    said = f"Counting the day of sentence it ends on {written_day(safest)}."
    if is_business_day(safest, holiday_changes()):
        return said
    return f"{said} That is no business day, so ask by {written_day(brought_back(safest))}."


def _readings(day: date, days: int, *, listed: bool) -> str:
    said = [safest_reading(day, days)]
    pending = clock_rule("uls", day, "act_2026")
    if pending is not None:
        later = written_day(months_after(day, pending.length))
        said.append(f"The {pending.source} would give victims until {later} (not confirmed).")
    if not listed:
        said.append("Whether this offence can be referred is not confirmed.")
    return " ".join(said)


def _is_listed(key: str) -> bool:
    """Indictable-only and racially or religiously aggravated offences can be referred; the others are not confirmed."""
    offence = catalogue().get(key)
    if offence is None:
        return False
    return offence.mode is ModeOfTrial.INDICTABLE_ONLY or OffenceGroup.CDA_AGGRAVATED in offence.groups


def _days_clock(key: str, allegation_id: str, day: date, at: datetime, why: str) -> Iterator[Clock]:
    rule = clock_rule(key, day)
    if rule is not None:
        due = days_after(day, rule.length)
        yield clock_by(rule, subject=allegation_id, starts=day, due=due, ending=right_standing(due, at), why=why)


def _appeal_clock(allegation_id: str, day: date, at: datetime) -> Iterator[Clock]:
    rule = clock_rule("appeal_mags_crown", day)
    if rule is not None:
        due = business_days_after(day, rule.length, holiday_changes())
        yield clock_by(rule, subject=allegation_id, starts=day, due=due, ending=right_standing(due, at))


def _in_crown_court(case: CaseFile, hearing_id: str) -> bool:
    hearing = hearing_of(case, hearing_id)
    return hearing is not None and hearing.court_kind is CourtKind.CROWN_COURT


def _in_magistrates_court(case: CaseFile, hearing_id: str) -> bool:
    hearing = hearing_of(case, hearing_id)
    return hearing is not None and hearing.court_kind is not CourtKind.CROWN_COURT
