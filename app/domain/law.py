"""Law and lists that are not offences: time limits, clocks, outcomes, decisions, places; read once, by date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from app.domain.calendar import HolidayChange
from app.domain.tables import Dated, by_key, load, on_day
from app.domain.upload_limits import upload_limits
from app.domain.vocabulary import DecisionCode, HearingResult, NfaSubReason, OutcomeCode, Strand, TriageReason
from app.domain.vocabulary.base import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimitRule(Dated):
    """A limit on starting proceedings: a leg from the offence and perhaps a second from another day, in months."""

    key: str
    label: str
    months: int
    counting: str
    second_months: int
    second_counting: str
    second_from: str
    sentence: str


class ClockTrait(Labelled):
    """What sets a clock apart from plain counting."""

    NEXT_DAY = "next_day", "The first day counted is the day after the start"
    ROLLS_BACK = "rolls_back", "Brought back from a day that is no business day"
    COURT_OFFICE = "court_office", "Must reach an office that closes early"
    LAPSES = "lapses", "A time in which somebody may ask: over, not missed, when it passes unused"
    USUAL = "usual", "The variant meant when none is named"
    TOGETHER = "together", "Holds side by side with the other variants"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule(Dated):
    """How a clock counts: `length` of `unit` by `counting`, 0 = set by somebody; `kind` is legal or target."""

    key: str
    variant: str
    label: str
    starts: str
    length: int
    unit: str
    counting: str
    owner_role: str
    kind: str
    traits: tuple[ClockTrait, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDuty(Dated):
    """A duty of the Victims' Code: what starts it, which body owes it, how long by the rights of the victim.

    `standard` and `enhanced` are lengths of `unit` by `counting`; 0 = set by an event, which `sentence` names.
    """

    key: str
    edition: str
    right: int
    label: str
    starts: str
    owner: str
    owner_role: str
    standard: int
    enhanced: int
    unit: str
    counting: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningLevel(Dated):
    key: str
    family: str
    share: Decimal | None
    days: int | None
    business_days: int | None
    ends_within: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeType(Dated):
    """A Home Office outcome: `named_suspect` required or forbidden, `needs` facts that must be there."""

    key: OutcomeCode
    suspect: str
    named_suspect: str
    needs: tuple[str, ...]
    group: str
    usable: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule(Dated):
    """What a decision code does: the status it leads to, whether it answers the request, whether it opens a review."""

    key: DecisionCode
    kind: str
    leads_to: str
    decides: bool
    review: bool
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NfaSubReasonRow(Dated):
    key: NfaSubReason
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageReasonRow(Dated):
    key: TriageReason


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingResultRow(Dated):
    """Where a result takes the allegation it names, and that allegation's alternative; empty = no change."""

    key: HearingResult
    moves_to: str
    alternative_moves_to: str
    shown_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubStrand(Dated):
    key: str
    strand: Strand
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CpsArea(Dated):
    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Force(Dated):
    """A police force; `code` heads its URNs and is the adopter's data."""

    key: str
    code: str
    label: str
    cps_areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borough(Dated):
    """A London borough; figures are rounded and for demonstrations only."""

    key: str
    label: str
    command_unit: str
    command_unit_code: str
    population: int
    latitude: Decimal
    longitude: Decimal
    force: str
    cps_area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHolidayRow(Dated):
    day: date
    added: bool
    label: str


@cache
def time_limit_rules() -> Mapping[str, TimeLimitRule]:
    return MappingProxyType(by_key(load("time_limit_rules.csv", TimeLimitRule), "key"))


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    rows = load("clock_rules.csv", ClockRule)
    by_key(rows, "key", "variant", "valid_from")
    return rows


def clock_rule(key: str, day: date, variant: str = "") -> ClockRule | None:
    """The rule of a clock that starts on a day, or None where there was no such rule then."""
    return on_day([row for row in clock_rules() if (row.key, row.variant) == (key, variant)], day)


@cache
def court_office_rules() -> frozenset[str]:
    """Clocks whose paper must reach an office that closes before the day ends."""
    return frozenset(row.key for row in clock_rules() if ClockTrait.COURT_OFFICE in row.traits)


@cache
def code_duties() -> tuple[CodeDuty, ...]:
    """The duties of the Victims' Code in their order; one key may come again in a later edition."""
    rows = load("code_duties.csv", CodeDuty)
    by_key(rows, "key", "edition")
    return rows


def code_duty(key: str, day: date) -> CodeDuty | None:
    """The duty that a trigger of a day creates, or None where there was none then."""
    return on_day([row for row in code_duties() if row.key == key], day)


@cache
def warning_levels() -> Mapping[tuple[str, str], WarningLevel]:
    """Warning levels by (level, family)."""
    return MappingProxyType(by_key(load("warning_levels.csv", WarningLevel), "key", "family"))


@cache
def outcome_types() -> Mapping[OutcomeCode, OutcomeType]:
    return MappingProxyType(by_key(load("outcome_types.csv", OutcomeType), "key"))


@cache
def decision_rules() -> Mapping[DecisionCode, DecisionRule]:
    return MappingProxyType(by_key(load("decision_codes.csv", DecisionRule), "key"))


@cache
def nfa_sub_reasons() -> Mapping[NfaSubReason, NfaSubReasonRow]:
    return MappingProxyType(by_key(load("nfa_sub_reasons.csv", NfaSubReasonRow), "key"))


@cache
def triage_reasons() -> Mapping[TriageReason, TriageReasonRow]:
    return MappingProxyType(by_key(load("triage_reasons.csv", TriageReasonRow), "key"))


@cache
def hearing_results() -> Mapping[HearingResult, HearingResultRow]:
    return MappingProxyType(by_key(load("hearing_results.csv", HearingResultRow), "key"))


@cache
def sub_strands() -> Mapping[str, SubStrand]:
    return MappingProxyType(by_key(load("sub_strands.csv", SubStrand), "key"))


@cache
def cps_areas() -> Mapping[str, CpsArea]:
    return MappingProxyType(by_key(load("cps_areas.csv", CpsArea), "key"))


@cache
def forces() -> Mapping[str, Force]:
    return MappingProxyType(by_key(load("forces.csv", Force), "key"))


@cache
def boroughs() -> Mapping[str, Borough]:
    return MappingProxyType(by_key(load("boroughs.csv", Borough), "key"))


@cache
def holiday_changes() -> tuple[HolidayChange, ...]:
    """Proclaimed exceptions to the bank holidays worked out by rule."""
    return tuple(HolidayChange(row.day, row.added, row.label) for row in load("bank_holidays.csv", BankHolidayRow))


def check_all() -> None:
    """Read every file once; a broken file stops the program at its start."""
    readers: tuple[Callable[[], object], ...] = (
        time_limit_rules, clock_rules, code_duties, warning_levels, outcome_types, decision_rules, nfa_sub_reasons,
        triage_reasons, hearing_results, sub_strands, cps_areas, forces, boroughs, holiday_changes, upload_limits,
    )  # fmt: skip
    for read in readers:
        read()
