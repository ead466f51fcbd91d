"""Case summary for the prosecutor: page one answers what the case is and what is asked, the rest holds the detail."""

from dataclasses import dataclass

from app.documents.blocks import Block, Heading, Masthead, Paper, Section, Words, bullets, facts, missing, prose, table, words
from app.documents.contexts import evidence, first_page, parts
from app.documents.contexts.desk import Desk
from app.documents.contexts.first_page import AMOUNTS, FirstPage
from app.documents.dossier import Dossier
from app.documents.wording import capital, day, joined, lower, moment

_RECORDS = "Source: police records"
_SUMMARY = "Source: police summary"


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """Page one, and the numbered sections that follow it."""

    masthead: Masthead
    first: FirstPage
    sections: tuple[Section, ...]


def build(dossier: Dossier) -> tuple[CaseSummary, ...]:
    """The paper from the most to the least detailed page one; everything after it is the same in each."""
    desk = Desk.of(dossier)
    head = _masthead(desk)
    sections = _sections(desk)
    return tuple(CaseSummary(head, first_page.build(desk, amount), sections) for amount in AMOUNTS)


def _masthead(desk: Desk) -> Masthead:
    dossier, referral = desk.dossier, desk.dossier.referral
    who = [f"{desk.cast.name(each.person_id)}, {desk.cast.suspect_word(each.person_id)}" for each in desk.case.suspects]
    more = f" and {len(who) - 2} more" if len(who) > 2 else ""
    strand = f"Hate crime, as recorded: {parts.strands(desk)}." if desk.is_flagged else "Not flagged as hate crime."
    routing = [f"Referral {referral.referral_no}"] if referral else ["No referral yet"]
    routing += [referral.referral_category.label] if referral and referral.referral_category else []
    routing += [referral.code_test.label] if referral and referral.code_test else []
    return desk.masthead(
        "Case summary",
        f"{joined(who[:2]) if not more else ', '.join(who[:2])}{more}" or "Nobody named as suspect",
        f"Case summary for the prosecutor. {strand}",
        words(", ".join(routing)),
        words(dossier.cps_unit or dossier.holding_unit),
        words("Certified" if dossier.certified else "Not certified"),
    )


def _sections(desk: Desk) -> tuple[Section, ...]:
    blocks = evidence.quotes(desk, desk.case.hostility_items, with_limb=True)
    reason = desk.clean(desk.case.no_hostility_found_reason)
    hostility = Section(3, "Hostility in full", _RECORDS, blocks, reason)
    previous = _previous(desk)
    return (
        Section(1, "What happened, in order", _SUMMARY, _chronology(desk)),
        Section(2, "Evidence by element", _RECORDS, _evidence(desk)),
        *((hostility,) if desk.is_flagged else ()),
        Section(4, "Accounts and likely defence", _RECORDS, parts.accounts(desk)),
        Section(5, "Lines of inquiry", _RECORDS, parts.all_lines(desk)),
        Section(6, "What may undermine or assist", _RECORDS, _disclosure(desk)),
        Section(7, "Victims and witnesses", _RECORDS, parts.people_of_file(desk)),
        Section(8, "Previous convictions and background", _RECORDS, parts.background(desk)),
        *((Section(9, "Previous referrals", "Source: referrals", previous),) if previous else ()),
        Section(10, "File check", "Source: readiness rules", parts.readiness(desk), "The rules have not been run."),
        Section(11, "Index of the file", _RECORDS, parts.file_index(desk, with_hash=True)),
    )


def _chronology(desk: Desk) -> tuple[Block, ...]:
    report = desk.case.police_report
    rows = [
        (words(each.at), words(desk.clean(each.text)), words(desk.cast.sources(each.source_ids) or "not given"))
        for each in (report.chronology if report else ())
    ]
    return table(("Time", "Event", "Source"), (20, 55, 25), rows)


def _evidence(desk: Desk) -> tuple[Block, ...]:
    media = evidence.recordings(desk)
    still = table(("Still to come", "By", "Mark"), (60, 20, 20), list(parts.outstanding(desk)))
    return (
        *evidence.points_to_prove(desk, with_core=True),
        *((Heading("Recordings"), *media) if media else ()),
        *((Heading("Evidence still to come"), *still) if still else ()),
    )


def _disclosure(desk: Desk) -> tuple[Block, ...]:
    answers = desk.case.disclosure
    sensitive = answers.sensitive_material_exists
    return facts(
        ("May undermine or assist", desk.clean(answers.undermining_material_answer) or missing("not answered")),
        ("Sensitive material", missing("not answered") if sensitive is None else ("yes" if sensitive else "no")),
    )


def _previous(desk: Desk) -> tuple[Block, ...]:
    blocks: list[Block] = []
    current = desk.dossier.referral
    for referral in desk.case.referrals:
        if referral is not current or referral.action_plan:
            sent = moment(referral.submitted_at) or "never sent"
            blocks.append(Heading(f"Referral {referral.referral_no}: {lower(referral.referral_type.label)}, {sent}"))
            blocks += prose(_triage(desk, referral.referral_no))
            blocks += bullets([_action(desk, referral.referral_no, index) for index in range(_actions(referral))])
    return tuple(blocks)


def _actions(referral: object) -> int:
    plan = getattr(referral, "action_plan", None)
    return len(plan.actions) if plan else 0


def _triage(desk: Desk, number: int) -> str:
    triage = next(each.triage for each in desk.case.referrals if each.referral_no == number)
    if triage is None:
        return ""
    why = joined(lower(each.label) for each in triage.reason_codes)
    return f"{capital(triage.result.label)} {moment(triage.at)}{f': {why}' if why else ''}."


def _action(desk: Desk, number: int, index: int) -> Words:
    plan = next(each.action_plan for each in desk.case.referrals if each.referral_no == number)
    assert plan is not None
    action = plan.actions[index]
    answer = f"Answer: {desk.clean(action.answer)}" if action.answer else f"Not answered; due {day(action.due_on)}."
    return words(f"{action.action_no}. {desk.clean(action.text)} ", answer)
