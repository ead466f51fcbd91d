"""What a readiness rule is, what it may ask of a case, and what it answers."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.referrals import ReferralFacts
from app.domain.vocabulary import RuleSet
from app.domain.vocabulary.base import Labelled


class Result(Labelled):
    """What came of a rule; `not_applicable` = another type of referral, or nothing there to look at."""

    PASS = "pass", "Passed"
    WARN = "warn", "Warning"
    BLOCK = "block", "Block"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class Severity(Labelled):
    BLOCK = "block", "Block"
    WARN = "warn", "Warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A case as it is checked: for one referral (or none yet), at an instant."""

    case: CaseFile
    at: datetime
    referral: ReferralFacts | None
    rule_set: RuleSet
    #: Unit codes of the forces whose URN code is known; empty = any unit.
    unit_codes: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return london_day(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong: the words for the officer, and the field that mends it."""

    message: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of the readiness table.

    `there` says whether what the rule talks about exists in the case; `findings` gives everything wrong with it.
    `where` is the part of the case to open when a finding names no field of its own.
    """

    id: str
    applies: frozenset[RuleSet]
    severity: Severity
    there: Callable[[Asked], bool]
    findings: Callable[[Asked], Iterator[Finding]]
    where: str
    may_be_overridden: bool = False


class CannotTell(Exception):
    """The rule cannot be worked out; the message says why, in words for the officer."""
