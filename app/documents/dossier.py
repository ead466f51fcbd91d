"""Everything a paper may be made of: the case file and what was worked out from it at one instant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.referrals import ReferralFacts
from app.domain.deadlines import Clock, clocks_of
from app.domain.exhibit_custody import Link
from app.domain.readiness import Readiness, check


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedWords:
    """The signature under the words of a statement as they stand: when, how, and their SHA-256."""

    statement_id: str
    signed_at: datetime
    manner: str
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The case file and what a paper needs besides. Nothing in a paper comes from anywhere else.

    `certified` is false until a supervisor has certified the summary: every page then says DRAFT. `referral_no` chooses
    the referral a paper speaks of (None: the latest). `against`: the allegation and the place of a point in it → what
    points the other way; the case file knows only what supports.
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
    clocks: tuple[Clock, ...]
    readiness: Readiness
    referral_no: int | None = None
    cps_unit: str = ""
    signed: tuple[SignedWords, ...] = ()
    against: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    chains: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)  # by the number of the item
    posts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # likewise: label and words

    @property
    def today(self) -> date:
        """The civil day in London."""
        return london_day(self.as_of)

    @property
    def referral(self) -> ReferralFacts | None:
        """The referral the papers speak of."""
        found = [each for each in self.case.referrals if self.referral_no in (None, each.referral_no)]
        return max(found, key=lambda each: each.referral_no) if found else None


def compile_dossier(
    case: CaseFile,
    as_of: datetime,
    *,
    reference: str,
    version: int,
    stage: str,
    status: str,
    holding_unit: str,
    made_by: str,
    referral_no: int | None = None,
    cps_unit: str = "",
    signed: tuple[SignedWords, ...] = (),
    unit_codes: Mapping[str, Collection[str]] | None = None,
) -> Dossier:
    """The dossier of a case at an instant: clocks and file check are worked out here from its facts.

    `version` is that of the facts; `stage` and `status` are in words. The paper is certified once a supervisor has
    certified the summary.
    """
    report = case.police_report
    latest = max((referral.referral_no for referral in case.referrals), default=None)
    number = referral_no if referral_no is not None else latest
    return Dossier(
        case=case,
        reference=reference,
        version=version,
        certified=report is not None and report.supervisor_certified_at is not None,
        as_of=as_of,
        stage=stage,
        status=status,
        holding_unit=holding_unit,
        made_by=made_by,
        clocks=clocks_of(case, as_of),
        readiness=check(case, as_of, referral_no=number, unit_codes=unit_codes or {}),
        referral_no=number,
        cps_unit=cps_unit,
        signed=signed,
    )
