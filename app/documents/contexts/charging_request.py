"""Charging request: police to CPS only, never disclosable."""

from app.documents.blocks import (
    Block,
    Paper,
    Section,
    Words,
    bullets,
    facts,
    headed,
    missing,
    prose,
    strong,
    table,
    words,
)
from app.documents.contexts import care, evidence, parts
from app.documents.contexts.desk import Desk
from app.documents.dossier import Dossier
from app.documents.wording import (
    day,
    days_of,
    joined,
    lower,
    moment,
)
from app.domain.case_file.referrals import ReferralFacts
from app.domain.vocabulary import CodeTest, EvidenceKind
from app.formatting import first_upper, plural

_REFERRAL = "Source: referral"
_RECORDS = "Source: police records"
_DIGITAL = (
    EvidenceKind.SCREENSHOT,
    EvidenceKind.MESSAGE_EXPORT,
    EvidenceKind.SUBSCRIBER_DATA,
    EvidenceKind.DEVICE_EXTRACTION,
)


def build(dossier: Dossier) -> Paper:
    """What the police ask and why, in the order of the outline."""
    desk = Desk.of(dossier, hides_children=False, keeps_handles=True)
    referral = dossier.referral
    head = desk.masthead(
        "Charging request",
        "Charging request",
        "From the police to the Crown Prosecution Service. Not for the defence.",
        words(f"Referral {referral.referral_no}" if referral else "No referral yet"),
        words(dossier.cps_unit),
    )
    sections = (
        Section(1, "Routing", _REFERRAL, _routing(desk, referral), "No referral has been drafted."),
        Section(2, "Suspects and their clocks", _RECORDS, _suspects(desk)),
        Section(3, "Proposed offences", _RECORDS, _offences(desk)),
        Section(4, "Monitoring", _RECORDS, _monitoring(desk)),
        Section(5, "Case outline", _REFERRAL, prose(desk.clean(referral.outline) if referral else "")),
        Section(6, "Evidence against each element", _RECORDS, evidence.points_to_prove(desk, with_core=True)),
        *_hostility(desk),
        Section(8, "Interview and defence case", _RECORDS, care.accounts(desk)),
        Section(9, "Reasonable lines of inquiry", _RECORDS, parts.all_lines(desk)),
        *_when(10, "Digital devices and accounts", _digital(desk)),
        *_when(11, "Evidence still to come", _outstanding(desk)),
        Section(12, "Disclosure", _RECORDS, _disclosure(desk)),
        Section(13, "Victims and witnesses", _RECORDS, _people(desk)),
        Section(14, "Background of the suspects", _RECORDS, care.background(desk)),
        *_when(15, "Articles 10 and 11", _rights(desk)),
        Section(16, "Police view", _REFERRAL, _view(desk, referral)),
        *_when(17, "Bail, remand and orders", _bail(desk, referral)),
        Section(18, "File check", "Source: readiness rules", parts.readiness(desk), "The rules have not been run."),
        Section(19, "Index of the file", _RECORDS, parts.file_index(desk, with_hash=False)),
        Section(20, "Officer and supervisor", _REFERRAL, _authority(desk, referral)),
    )
    return Paper(head, sections)


def _when(number: int, title: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    return (Section(number, title, _RECORDS, blocks),) if blocks else ()


def _routing(desk: Desk, referral: ReferralFacts | None) -> tuple[Block, ...]:
    if referral is None:
        return ()
    category, test = referral.referral_category, referral.code_test
    return facts(
        ("Asked for", referral.referral_type.label),
        ("Category", words(strong(category.label)) if category else missing("no category chosen")),
        ("Test", test.label if test else _untested(referral)),
        ("CPS unit", desk.dossier.cps_unit or (referral.cps_route.label if referral.cps_route else missing())),
        ("Sent", f"{moment(referral.submitted_at)} (London)" if referral.submitted_at else "Not sent yet: draft"),
        ("Previous referrals", _previous(desk, referral)),
        ("Why late", desk.clean(referral.delay_explanation)),
        ("Questions", joined(desk.clean(each) for each in referral.early_advice_questions)),
    )


def _untested(referral: ReferralFacts) -> Words | str:
    return "Early advice: none" if referral.referral_type == "early_advice" else missing("no test chosen")


def _previous(desk: Desk, referral: ReferralFacts) -> str:
    earlier = [each for each in desk.case.referrals if each.referral_no < referral.referral_no]
    told = [
        f"{each.referral_no}: {lower(each.referral_type.label)}, sent {day(each.submitted_at) or 'never'}"
        for each in earlier
    ]
    return "; ".join(told) or "none"


def _suspects(desk: Desk) -> tuple[Block, ...]:
    rows = []
    for suspect in desk.case.suspects:
        person = desk.cast.person(suspect.person_id)
        age = desk.cast.age(person)
        who = words(strong(desk.cast.name(suspect.person_id)), f", {age}" if age is not None else ", age not known")
        rows.append((who, words(first_upper(desk.cast.suspect_word(suspect.person_id))), parts.custody(desk, suspect)))
    return table(("Name and age", "Is a", "Custody or bail, and clocks"), (25, 15, 60), rows)


def _offences(desk: Desk) -> tuple[Block, ...]:
    rows = []
    for each in desk.case.allegations:
        offence = desk.offence(each)
        what = words(
            f"{desk.number_of(each.allegation_id)}. {desk.wording(each)}",
            f". {parts.alternative(desk, each)}",
            f" {desk.cast.name(each.suspect_person_id)}, {days_of(each.offence_from, each.offence_to) or 'no date'}.",
        )
        rows.append(
            (
                what,
                words(f"{offence.statute}. {offence.mode.label}."),
                parts.time_limit(desk, each),
                words(parts.consent(desk, each)),
            )
        )
    return table(("Offence", "Law and mode of trial", "Time limit", "Consent"), (35, 25, 20, 20), rows)


def _monitoring(desk: Desk) -> tuple[Block, ...]:
    case = desk.case
    youths = [each for each in case.suspects if desk.cast.is_child(desk.cast.person(each.person_id))]
    vulnerable = sum(bool(person.is_vulnerable_or_intimidated) for person in case.people)
    return facts(
        ("Hate crime", parts.strands(desk) or "not flagged"),
        ("Perceived by", parts.perceived(desk) or ("nobody recorded" if desk.is_flagged else "")),
        ("Domestic abuse", "yes" if case.incident.is_domestic_abuse else "no"),
        ("Vulnerable or intimidated", plural(vulnerable, "person", "people")),
        ("Suspects under 18", str(len(youths))),
    )


def _hostility(desk: Desk) -> tuple[Section, ...]:
    if not desk.is_flagged:
        return ()
    accounts = [
        words(f"{desk.cast.name(each.person_id)}: ", desk.clean(each.defence_account))
        for each in desk.case.suspects
        if each.defence_account
    ]
    drawn = evidence.quotes(desk, desk.case.hostility_items, with_limb=True)
    other = headed("Other explanation put forward", bullets(accounts))
    blocks: tuple[Block, ...] = (*drawn, *other) if drawn else ()
    return (Section(7, "Hostility", _RECORDS, blocks, desk.clean(desk.case.no_hostility_found_reason)),)


def _digital(desk: Desk) -> tuple[Block, ...]:
    online = desk.case.incident.online
    items = [
        words(
            f"{each.exhibit_ref or each.evidence_id}: {desk.clean(each.description)} ({lower(each.availability.label)})"
        )
        for each in desk.used_items()
        if each.kind in _DIGITAL
    ]
    platform = (
        facts(
            ("Platform", desk.clean(online.platform)),
            ("Account", desk.clean(online.account_handle)),
            ("Captured", moment(online.captured_at)),
            ("Captured in", desk.cast.sources(online.capture_source_ids)),
            ("Attributed by", joined(lower(each.label) for each in online.attribution_methods)),
            ("Attributed in", desk.cast.sources(online.attribution_source_ids)),
        )
        if online
        else ()
    )
    return (*platform, *bullets(items))


def _outstanding(desk: Desk) -> tuple[Block, ...]:
    return table(("What", "By", "Mark"), (60, 20, 20), list(parts.outstanding(desk)))


def _disclosure(desk: Desk) -> tuple[Block, ...]:
    answers = desk.case.disclosure
    checklist = answers.presumption_checklist
    rows = [
        (words(first_upper(name.replace("_", " ").replace("999", "999 call"))), words(answer.label))
        for name in checklist.__dataclass_fields__
        if (answer := getattr(checklist, name)) is not None
    ]
    unanswered = len(checklist.__dataclass_fields__) - len(rows)
    sensitive = answers.sensitive_material_exists
    return (
        *facts(
            ("May undermine or assist", desk.clean(answers.undermining_material_answer) or missing("not answered")),
            ("Sensitive material", missing("not answered") if sensitive is None else ("yes" if sensitive else "no")),
            (
                "Presumption checklist",
                missing(f"{plural(unanswered, 'category', 'categories')} not answered") if unanswered else "complete",
            ),
        ),
        *table(("Presumed disclosable", "Answer"), (60, 40), rows),
    )


def _people(desk: Desk) -> tuple[Block, ...]:
    tension = desk.clean(desk.case.incident.community_tension)
    check = facts(("Community tension", tension or missing("check not answered"))) if desk.is_flagged or tension else ()
    drawn = care.people_of_file(desk)
    return (*drawn, *check) if drawn else ()


def _rights(desk: Desk) -> tuple[Block, ...]:
    notes = [
        words(f"{desk.number_of(each.allegation_id)}. ", desk.clean(each.echr_note))
        for each in desk.case.allegations
        if each.echr_note
    ]
    protest = (
        [words("The incident was a demonstration, procession or assembly.")] if desk.case.incident.is_protest else []
    )
    return bullets([*protest, *notes])


def _view(desk: Desk, referral: ReferralFacts | None) -> tuple[Block, ...]:
    if referral is None:
        return ()
    view = referral.police_view
    conditions = [
        words(f"Threshold Test condition {each.condition}: ", _met(each.met), f" {desk.clean(each.reason)}")
        for each in referral.tt_conditions
    ]
    stages = (
        facts(
            ("Evidential stage", desk.clean(view.evidential_stage) or missing()),
            ("Public interest stage", desk.clean(view.public_interest_stage) or missing()),
        )
        if view and referral.code_test != CodeTest.TT
        else ()
    )
    return (*stages, *bullets(conditions))


def _met(met: bool | None) -> Words:
    return missing("not answered.") if met is None else words(strong("met." if met else "not met."))


def _bail(desk: Desk, referral: ReferralFacts | None) -> tuple[Block, ...]:
    conditions = [
        (desk.cast.name(each.person_id), "; ".join(desk.clean(one) for one in each.bail.conditions))
        for each in desk.case.suspects
        if each.bail
    ]
    report = desk.case.police_report
    return facts(
        ("Remand sought because", desk.clean(referral.remand_grounds) if referral else ""),
        *[(f"Bail conditions, {name}", text) for name, text in conditions],
        ("Orders sought", desk.clean(report.orders_sought) if report else ""),
    )


def _authority(desk: Desk, referral: ReferralFacts | None) -> tuple[Block, ...]:
    check = referral.supervisor_check if referral else None
    return facts(
        ("Officer in the case", desk.signature(desk.case.oic_id)),
        (
            "Supervisor",
            f"{desk.signature(check.staff_id)}, checked {moment(check.checked_at)} (London)"
            if check
            else missing("no supervisor has checked this referral"),
        ),
    )
