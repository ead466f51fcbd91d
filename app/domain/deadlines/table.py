"""The clock table: which clocks a case can have and what makes them; a new one is a row here and in the files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.calendar import LONDON, end_of_day
from app.domain.case_file import CaseFile
from app.domain.deadlines import (
    aftermath,
    appeal,
    bail,
    court,
    custody_limits,
    detention,
    disclosure,
    letters,
    recording,
    referral,
    review,
    suspension,
    time_limits,
)
from app.domain.deadlines.clock import Clock
from app.domain.vocabulary import ClockStatus


@dataclass(frozen=True, slots=True)
class ClockFamily:
    """Rules that are worked out together, from the same facts."""

    rules: frozenset[str]
    clocks: Callable[[CaseFile, datetime], Iterator[Clock]]
    #: A case may be finalised only when these have ended.
    holds_finalising: bool = False


FAMILIES = (
    ClockFamily(frozenset({"crime_recording"}), recording.crime_recording_clocks),
    ClockFamily(
        frozenset(
            {
                "slt_6m",
                "slt_prosecutor_knowledge_6m_3y",
                "slt_da_assault",
                "slt_course_of_conduct",
                "slt_none",
            }
        ),
        time_limits.time_limit_clocks,
    ),
    ClockFamily(frozenset({"pace_review"}), detention.review_of_detention_clocks),
    ClockFamily(frozenset({"pace_24h", "pace_36h", "pace_warrant"}), detention.detention_clocks),
    ClockFamily(
        frozenset({"bail_initial", "bail_ext_1", "bail_ext_2", "bail_ext_complex", "bail_court_1", "bail_court_2"}),
        bail.bail_clocks,
    ),
    ClockFamily(frozenset({"pace_bail_breach"}), detention.breach_clocks),
    ClockFamily(frozenset({"bail_suspend_cps"}), suspension.suspension_clocks),
    ClockFamily(frozenset({"street_bail"}), bail.street_bail_clocks),
    ClockFamily(frozenset({"rui"}), bail.release_review_clocks),
    ClockFamily(frozenset({"cps_decision_green"}), referral.decision_clocks),
    ClockFamily(frozenset({"cps_decision_red"}), referral.detainee_clocks),
    ClockFamily(frozenset({"action_plan"}), referral.action_clocks),
    ClockFamily(frozenset({"ucs_victim_letter"}), letters.letter_clocks),
    ClockFamily(
        frozenset({"first_hearing_gap", "first_hearing_ngap", "first_hearing_custody"}), court.first_hearing_clocks
    ),
    ClockFamily(frozenset({"file_post_charge_custody", "file_post_charge_bail", "idpc"}), court.file_for_court_clocks),
    ClockFamily(frozenset({"upgrade_file", "disclosure_initial"}), court.summary_trial_clocks),
    ClockFamily(frozenset({"defence_statement"}), disclosure.defence_statement_clocks),
    ClockFamily(frozenset({"ptph", "ptph_papers", "pros_evidence_crown"}), court.sending_clocks),
    ClockFamily(
        frozenset({"ctl_summary", "ctl_either_way", "ctl_crown", "ctl_voluntary_bill", "ctl_application_notice"}),
        custody_limits.custody_limit_clocks,
    ),
    ClockFamily(frozenset({"bail_appeal_pros"}), aftermath.bail_appeal_clocks),
    ClockFamily(frozenset({"retention_review"}), aftermath.retention_clocks),
    ClockFamily(frozenset({"vrr_cps", "police_vrr_request"}), review.asking_clocks, holds_finalising=True),
    ClockFamily(frozenset({"vrr_cps_review", "police_vrr"}), review.review_clocks, holds_finalising=True),
    ClockFamily(frozenset({"appeal_coa"}), appeal.crown_court_clocks, holds_finalising=True),
    ClockFamily(frozenset({"appeal_mags_crown", "case_stated"}), appeal.magistrates_clocks, holds_finalising=True),
    ClockFamily(frozenset({"uls"}), appeal.lenient_sentence_clocks, holds_finalising=True),
)
OPEN = frozenset({ClockStatus.RUNNING, ClockStatus.SUSPENDED, ClockStatus.BREACHED})


def clocks_of(case: CaseFile, at: datetime, *, beside: Iterable[Clock] = ()) -> tuple[Clock, ...]:
    """Every clock of a case at an instant, the nearest end first; what has stopped or has no end comes last.

    `beside`: clocks of what the case file does not hold.
    """
    found = [clock for family in FAMILIES for clock in family.clocks(case, at)]
    return tuple(sorted((*found, *beside), key=_order))


def open_ends(case: CaseFile, at: datetime) -> tuple[Clock, ...]:
    """Review, appeal and reference clocks that still run or have not begun: while there is one, nothing is final."""
    families = (family for family in FAMILIES if family.holds_finalising)
    found = [clock for family in families for clock in family.clocks(case, at) if clock.status in OPEN]
    return tuple(sorted(found, key=_order))


def next_due(clocks: tuple[Clock, ...]) -> Clock | None:
    """The live clock that ends first."""
    return next((clock for clock in clocks if clock.is_live), None)


def end_instant(clock: Clock) -> datetime | None:
    """The instant at which a clock is over, for sorting and for the stored next due date."""
    if clock.due is None or isinstance(clock.due, datetime):
        return clock.due
    return end_of_day(clock.due)


def _order(clock: Clock) -> tuple[bool, datetime, str, str, str]:
    end = end_instant(clock)
    return not clock.is_live, end or datetime.max.replace(tzinfo=LONDON), clock.rule, clock.subject, clock.variant
