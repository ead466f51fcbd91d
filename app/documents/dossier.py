"""Everything a paper may be made of: the case file and what was worked out from it at one instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.referrals import ReferralFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One clock as it stands: the rule, in words what must happen, whom it is about, and when it ends.

    `subject` is an allegation, person or referral of the file, or `incident`. `due` is an instant for clocks of hours
    and a day for all others; None where there is no limit. `law` names where the rule stands; `not_confirmed` marks a
    length that nobody has confirmed.
    """

    rule: str
    label: str
    subject: str
    due: date | datetime | None
    status: str = "running"
    law: str = ""
    not_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One file-readiness rule and its result: `block`, `warn`, `pass` or `not_applicable`."""

    rule: str
    result: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceRow:
    """What the catalogue says of one offence. `aggravated`: hostility is an element of it."""

    key: str
    name: str
    law: str
    mode: str
    consent: str = ""
    aggravated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The case file and what a paper needs besides. Nothing in a paper comes from anywhere else.

    `certified` is false until a supervisor has certified the summary: every page then says DRAFT. `referral_no` chooses
    the referral a paper speaks of (None: the latest). `offences` holds a row for each offence key of the case.
    """

    case: CaseFile
    reference: str
    version: int
    certified: bool
    as_of: datetime
    stage: str
    status: str
    holding_unit: str
    made_by: str
    offences: Mapping[str, OffenceRow]
    clocks: tuple[ClockRow, ...]
    readiness: tuple[RuleRow, ...]
    referral_no: int | None = None
    cps_unit: str = ""

    @property
    def today(self) -> date:
        """The civil day in London."""
        return london_day(self.as_of)

    @property
    def referral(self) -> ReferralFacts | None:
        """The referral the papers speak of."""
        found = [each for each in self.case.referrals if self.referral_no in (None, each.referral_no)]
        return max(found, key=lambda each: each.referral_no) if found else None
