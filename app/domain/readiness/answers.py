"""Asking the readiness table about a case: what it answers rule by rule, and whether the file may be sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.case_file import CaseFile
from app.domain.case_file.referrals import ReferralFacts
from app.domain.readiness.rule import Asked, CannotTell, Finding, Result, Rule
from app.domain.readiness.table import RULES
from app.domain.vocabulary import CodeTest, ReferralType, RuleAnswerKind, RuleSet

NO_CODES: Mapping[str, Collection[str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The answer of the table at an instant. `why` and `where` hold the rules that fired, by id."""

    referral_no: int | None
    applies: RuleSet
    at: datetime
    rules: Mapping[str, Result]
    why: Mapping[str, str]
    where: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]

    @property
    def may_submit(self) -> bool:
        return Result.BLOCK not in self.rules.values()

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(rule for rule, result in self.rules.items() if result is Result.BLOCK)

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(rule for rule, result in self.rules.items() if result is Result.WARN)


def rule_set_of(referral: ReferralFacts | None) -> RuleSet:
    """Which rules apply: by type and test; without a referral those of a Full Code Test."""
    if referral is None:
        return RuleSet.FCT
    if referral.referral_type is ReferralType.EARLY_ADVICE:
        return RuleSet.EA
    if referral.referral_type is ReferralType.RESUBMISSION:
        return RuleSet.RS
    return RuleSet.TT if referral.code_test is CodeTest.TT else RuleSet.FCT


def check(
    case: CaseFile,
    at: datetime,
    *,
    referral_no: int | None = None,
    rule_set: RuleSet | None = None,
    unit_codes: Mapping[str, Collection[str]] = NO_CODES,
) -> Readiness:
    """Is the file of a referral ready? `referral_no` None = as if drafting one.

    `unit_codes` names the units of the forces whose URN code is known. Raises LookupError for a referral the case
    does not have.
    """
    referral = _referral(case, referral_no)
    applies = rule_set or rule_set_of(referral)
    asked = Asked(case=case, at=at, referral=referral, rule_set=applies, unit_codes=unit_codes)
    answers = {rule.id: _answer(rule, asked) for rule in RULES}
    fired = {rule: found for rule, (_, found) in answers.items() if found}
    return Readiness(
        referral_no=referral_no,
        applies=applies,
        at=at,
        rules={rule: result for rule, (result, _) in answers.items()},
        why={rule: " ".join(dict.fromkeys(one.message for one in found)) for rule, found in fired.items()},
        where={rule: found[0].where for rule, found in fired.items()},
        findings=fired,
    )


def _referral(case: CaseFile, number: int | None) -> ReferralFacts | None:
    if number is None:
        return None
    found = next((referral for referral in case.referrals if referral.referral_no == number), None)
    if found is None:
        raise LookupError(f"There is no referral {number} in this case.")
    return found


def _answer(rule: Rule, asked: Asked) -> tuple[Result, tuple[Finding, ...]]:
    if asked.rule_set not in rule.applies:
        return Result.NOT_APPLICABLE, ()
    try:
        if not rule.there(asked):
            return Result.NOT_APPLICABLE, ()
        found = tuple(rule.findings(asked))
    except CannotTell as reason:
        return Result.BLOCK, (Finding(message=f"{rule.id} cannot be worked out. {reason}", where=rule.where),)
    except Exception as error:
        message = f"{rule.id} cannot be worked out ({type(error).__name__}). Ask for help before you send the file."
        return Result.BLOCK, (Finding(message=message, where=rule.where),)
    if not found:
        return Result.PASS, ()
    if _is_overridden(rule, asked):
        overridden = tuple(
            Finding(message=f"{one.message} Overridden by a supervisor.", where=one.where) for one in found
        )
        return Result.WARN, overridden
    return Result(rule.severity.value), found


def _is_overridden(rule: Rule, asked: Asked) -> bool:
    if not rule.may_be_overridden or asked.referral is None:
        return False
    return any(
        answer.rule == rule.id and answer.kind is RuleAnswerKind.OVERRIDE for answer in asked.referral.rule_answers
    )
