"""Case summary for the prosecutor: page one answers what the case is and what is asked, the rest holds the detail."""

from dataclasses import dataclass

from app.documents.blocks import (
    Block,
    Heading,
    Masthead,
    Section,
    Words,
    bullets,
    facts,
    headed,
    missing,
    prose,
    table,
    words,
)
from app.documents.contexts import care, evidence, first_page, parts
from app.documents.contexts.desk import Desk
from app.documents.contexts.first_page import AMOUNTS, FirstPage
from app.documents.dossier import Dossier
from app.documents.wording import (
    clipped,
    day,
    joined,
    lower,
    moment,
)
from app.domain.case_file.referrals import ActionFacts, ReferralFacts

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
    strand = f"Hate crime, as recorded: {parts.strands(desk)}." if desk.is_flagged else "Not flagged as hate crime."
    routing = [f"Referral {referral.referral_no}"] if referral else ["No referral yet"]
    routing += [referral.referral_category.label] if referral and referral.referral_category else []
    routing += [referral.code_test.label] if referral and referral.code_test else []
    return desk.masthead(
        "Case summary",
        _title(desk),
        f"Case summary for the prosecutor. {strand}",
        words(", ".join(routing)),
        words(dossier.cps_unit or dossier.holding_unit),
        words("Certified" if dossier.certified else "Not certified"),
    )


def _title(desk: Desk) -> str:
    """Who the case is about: `A and B, suspects`, by what they are now."""
    groups: dict[str, list[str]] = {}
    for suspect in desk.case.suspects[:3]:
        word = desk.cast.suspect_word(suspect.person_id)
        groups.setdefault(word, []).append(clipped(desk.cast.name(suspect.person_id), 28))
    named = [f"{joined(names)}, {word}{'s' if len(names) > 1 else ''}" for word, names in groups.items()]
    more = len(desk.case.suspects) - 3
    return "; ".join(named) + (f", and {more} more" if more > 0 else "") or "Nobody named as suspect"


def _sections(desk: Desk) -> tuple[Section, ...]:
    blocks = evidence.quotes(desk, desk.case.hostility_items, with_limb=True)
    reason = desk.clean(desk.case.no_hostility_found_reason)
    hostility = Section(3, "Hostility in full", _RECORDS, blocks, reason)
    previous = _previous(desk)
    return (
        Section(1, "What happened, in order", _SUMMARY, _chronology(desk)),
        Section(2, "Evidence by element", _RECORDS, _evidence(desk)),
        *((hostility,) if desk.is_flagged else ()),
        Section(4, "Accounts and likely defence", _RECORDS, care.accounts(desk)),
        Section(5, "Lines of inquiry", _RECORDS, parts.all_lines(desk)),
        Section(6, "What may undermine or assist", _RECORDS, _disclosure(desk)),
        Section(7, "Victims and witnesses", _RECORDS, care.people_of_file(desk)),
        Section(8, "Previous convictions and background", _RECORDS, care.background(desk)),
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
        *headed("Recordings", media),
        *headed("Evidence still to come", still),
    )


def _disclosure(desk: Desk) -> tuple[Block, ...]:
    answers = desk.case.disclosure
    sensitive = answers.sensitive_material_exists
    return facts(
        ("May undermine or assist", desk.clean(answers.undermining_material_answer) or missing("not answered")),
        ("Sensitive material", missing("not answered") if sensitive is None else ("yes" if sensitive else "no")),
    )


def _previous(desk: Desk) -> tuple[Block, ...]:
    """Referrals before this one, and every action plan with its answers."""
    blocks: list[Block] = []
    for referral in desk.case.referrals:
        if referral is not desk.dossier.referral or referral.action_plan:
            sent = moment(referral.submitted_at) or "never sent"
            blocks.append(Heading(f"Referral {referral.referral_no}: {lower(referral.referral_type.label)}, {sent}"))
            blocks += prose(_triage(referral))
            actions = referral.action_plan.actions if referral.action_plan else ()
            blocks += bullets([_action(desk, each) for each in actions])
    return tuple(blocks)


def _triage(referral: ReferralFacts) -> str:
    triage = referral.triage
    if triage is None:
        return ""
    why = joined(lower(each.label) for each in triage.reason_codes)
    return f"{triage.result.label} {moment(triage.at)}{f': {why}' if why else ''}."


def _action(desk: Desk, action: ActionFacts) -> Words:
    answer = f"Answer: {desk.clean(action.answer)}" if action.answer else f"Not answered; due {day(action.due_on)}."
    return words(f"{action.action_no}. {desk.clean(action.text)} ", answer)
