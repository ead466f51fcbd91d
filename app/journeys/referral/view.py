"""Shapes the file check and the referrals of a case for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from app import formatting
from app.domain import readiness
from app.domain.access import allows
from app.domain.offences import catalogue
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import ReferralType, RuleSet
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.referral import Referral
from app.queries import linking, referrals
from app.queries.case_file import gather
from app.queries.relationships import standing
from app.web.case_pages import Frame
from app.web.mending import mending_address
from app.web.sessions import actor


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule that fired: what is wrong, and the page that mends it."""

    id: str
    message: str
    address: str | None
    reason_address: str | None


@dataclass(frozen=True, slots=True)
class FileCheck:
    """The verdict on a file and its lines."""

    against: str
    ready: bool
    met: int
    applicable: int
    blocks: tuple[RuleLine, ...]
    warnings: tuple[RuleLine, ...]
    passed: tuple[str, ...]
    at: datetime
    number: int | None


AGAINST = {
    RuleSet.FCT: "a charging decision on the Full Code Test",
    RuleSet.TT: "a charging decision on the Threshold Test",
    RuleSet.EA: "early advice",
    RuleSet.RS: "an answer to the CPS",
}


# The rule that asks for the check itself: it stops nobody who is about to make it.
BY_THE_CHECK = "FR-063"


def file_check(frame: Frame, at: datetime, *, number: int | None = None, checking: bool = False) -> FileCheck:
    """Computed with the page: against the latest referral, or as if drafting the first one.

    `checking` is for the person who makes the check: that it is missing is then not said.
    """
    case = gather(frame.case).case
    latest = max((row.referral_no for row in case.referrals), default=None) if number is None else number
    result = readiness.check(case, at, referral_no=latest)
    applicable = [rule for rule, answer in result.rules.items() if answer is not readiness.Result.NOT_APPLICABLE]
    met = [rule for rule in applicable if result.rules[rule] is readiness.Result.PASS]
    blocks = [rule for rule in result.blocks if not (checking and rule == BY_THE_CHECK)]
    return FileCheck(
        against=AGAINST[result.applies],
        ready=not blocks,
        met=len(met),
        applicable=len(applicable),
        blocks=_lines(frame, result, blocks, latest),
        warnings=_lines(frame, result, result.warnings, latest),
        passed=tuple(met),
        at=at,
        number=latest,
    )


def _lines(frame: Frame, result: readiness.Readiness, rules: Sequence[str], number: int | None) -> tuple[RuleLine, ...]:
    overridable = {rule.id for rule in readiness.RULES if rule.may_be_overridden}
    lines = []
    for rule in rules:
        for finding in result.findings[rule]:
            reason = None
            if number is not None and (rule in result.warnings or rule in overridable):
                reason = url_for("referral.rule", reference=frame.case.reference, number=number, rule=rule)
            lines.append(RuleLine(rule, finding.message, mending_address(frame, finding.where, number), reason))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class ReferralLines:
    """One referral in words."""

    row: Referral
    heading: str
    state: str
    facts: tuple[tuple[str, str], ...]


def referral_lines(row: Referral) -> ReferralLines:
    """What was asked, of whom, where it stands."""
    facts = [
        ("Asked for", row.referral_type.label),
        ("Test", row.code_test.label if row.code_test else "Not chosen"),
        ("Category", row.referral_category.label if row.referral_category else "Not chosen"),
        ("Offences", "; ".join(allegation_words(one.allegation) for one in row.allegations)),
        ("Drafted by", row.drafted_by.named if row.drafted_by else "Not known"),
        ("Checked by", _checked(row)),
        ("With", row.unit.name if row.unit else "The police"),
        ("Prosecutor", row.prosecutor.named if row.prosecutor else "Nobody yet"),
    ]
    return ReferralLines(row, f"Referral {row.referral_no}", _state(row), tuple(facts))


def _checked(row: Referral) -> str:
    if row.checked_by is None or row.checked_at is None:
        return "Nobody yet"
    return f"{row.checked_by.named}, {formatting.day_time(row.checked_at)}"


def _state(row: Referral) -> str:
    if row.submitted_at is None:
        if row.returned_reason:
            return f"Returned after the check: {row.returned_reason}"
        return (
            "Waits for its check"
            if row.offered_for_check_at and not row.checked_at
            else ("Checked, not sent yet" if row.checked_at else "Draft. The CPS cannot see it.")
        )
    sent = f"Sent {formatting.day_time(row.submitted_at)}."
    if row.triage is None:
        return sent
    if row.triage.due_on is not None:
        codes = formatting.listed(code.replace("_", " ") for code in row.triage.reason_codes or ())
        needed = formatting.day(row.triage.due_on)
        return f"{sent} Returned by the CPS: {codes}. Needed by {needed}. {row.triage.note or ''}"
    return f"{sent} Accepted {formatting.day_time(row.triage.at)}."


def allegation_words(row: Allegation) -> str:
    """The offence and the suspect."""
    return f"{catalogue()[row.offence_type_key].title}, {row.suspect.person.full_name}"


def joined_lines(frame: Frame) -> list[tuple[Incident, tuple[str, ...]]]:
    """Of each joined case that the reader may open, what is alleged and where it stands."""
    return [
        (case, tuple(f"{allegation_words(row)}: {row.status.label.lower()}" for row in rows))
        for case, rows in linking.joined_offences(frame.case, actor())
    ]


def choices(frame: Frame, row: Referral | None = None) -> list[Allegation]:
    """What a draft may hold: what can be referred now of this case and of those joined with it, and what it holds."""
    joined = [case for case in linking.joined_to(frame.case, actor()) if may_draft(case)]
    found = referrals.referable(frame.case, *joined)
    known = {one.id for one in found}
    return found + [one for one in held(row) if one.id not in known]


def held(row: Referral | None) -> list[Allegation]:
    """What a draft holds, with what travels in it."""
    parts = () if row is None else (row, *referrals.travelling_in(row, actor()).parts)
    return [one.allegation for part in parts for one in part.allegations]


def may_draft(case: Incident) -> bool:
    """May the reader draft a referral of this other case?"""
    stand = standing(actor(), case)
    return allows(stand.role, Permission.REFERRAL_DRAFT, stand.live)


def choice_words(frame: Frame, row: Allegation) -> str:
    """The offence and the suspect, and which case where it is another one."""
    words = allegation_words(row)
    return words if row.incident_id == frame.case.id else f"{row.suspect.person.incident.reference}: {words}"


@dataclass(frozen=True, slots=True)
class PartLine:
    """The file of a joined case in words: which case, what is referred, what its own file check says."""

    case: Incident
    number: int
    offences: tuple[str, ...]
    blocks: int
    warnings: int


def part_lines(parts: Sequence[Referral], at: datetime) -> list[PartLine]:
    """Each file that travels in a referral, with the verdict on it."""
    lines = []
    for part in parts:
        found = readiness.check(gather(part.incident).case, at, referral_no=part.referral_no)
        offences = tuple(allegation_words(one.allegation) for one in part.allegations)
        blocks = len(set(found.blocks) - {BY_THE_CHECK})
        lines.append(PartLine(part.incident, part.referral_no, offences, blocks, len(found.warnings)))
    return lines


def suggested_type(rows: Sequence[Allegation]) -> ReferralType:
    """An answer where the CPS sent the case back, else a charging decision."""
    back = any(row.status is not Status.UNDER_INVESTIGATION for row in rows)
    return ReferralType.RESUBMISSION if back else ReferralType.CHARGING


def words_of(row: Referral) -> dict[str, Any]:
    """What a draft holds, by the form's names."""
    return {
        "referral_type": row.referral_type,
        "allegations": [one.id for one in held(row)],
        "code_test": row.code_test,
        "referral_category": row.referral_category,
        "cps_route": row.cps_route,
        "outline": row.outline,
        "police_view_evidential": row.police_view_evidential,
        "police_view_public_interest": row.police_view_public_interest,
        "delay_explanation": row.delay_explanation,
        "remand_grounds": row.remand_grounds,
        "early_advice_questions": "\n".join(row.early_advice_questions or ()),
        **{f"tt_{one.condition}": one.met for one in row.tt_conditions},
        **{f"tt_{one.condition}_reason": one.reason for one in row.tt_conditions},
    }


def send_sentence(row: Referral) -> str:
    """What sending does, in one sentence."""
    checked = _checked(row)
    others = formatting.listed(part.incident.reference for part in referrals.travelling_in(row, actor()).parts)
    joined = f" With it go the files of the joined cases: {others}." if others else ""
    return (
        f"This sends the file to the CPS. Checked by: {checked}. What is sent is kept as it is now, for good.{joined}"
    )
