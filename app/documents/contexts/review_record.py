"""Prosecutor's review record: privileged, append-only, for the prosecution alone."""

from app.documents.blocks import (
    Block,
    Heading,
    Paper,
    Section,
    Words,
    bullets,
    facts,
    missing,
    prose,
    strong,
    table,
    words,
)
from app.documents.contexts import evidence, parts
from app.documents.contexts.desk import Desk, live, nearness
from app.documents.dossier import Dossier
from app.documents.wording import (
    day,
    due_words,
    joined,
    left,
    lower,
    moment,
)
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.material import StatementFacts
from app.domain.case_file.referrals import DecisionFacts, ReferralFacts
from app.domain.vocabulary import CodeTest, DecisionCode
from app.formatting import first_upper

_REVIEW = "Source: prosecutor's review"
_RECORDS = "Source: police records"
_CHARGE = (DecisionCode.CHARGE_FCT, DecisionCode.CHARGE_TT, DecisionCode.CHARGE_ALTERNATIVE)
_NFA = (DecisionCode.NFA_EVIDENTIAL, DecisionCode.NFA_PUBLIC_INTEREST)


def build(dossier: Dossier) -> Paper:
    """Every review and decision of the case, oldest first; later ones add, none is changed."""
    desk = Desk.of(dossier, hides_children=False, keeps_handles=True)
    reviewed = [each for each in dossier.case.referrals if each.reviews or each.decisions]
    head = desk.masthead(
        "Review record",
        "Prosecutor's review record",
        "Privileged: for the prosecution alone. Never disclosable.",
        words(dossier.cps_unit),
    )
    decisions = [decision for each in reviewed for decision in each.decisions]
    tests = {each.code_test for each in reviewed}
    sections = (
        Section(1, "Reviewer", _REVIEW, _reviewers(desk, reviewed), "No prosecutor has reviewed this case yet."),
        Section(2, "Material considered", _RECORDS, _material(desk)),
        Section(3, "Test and decisions", _REVIEW, _decisions(desk, reviewed), "No decision yet."),
        Section(4, "Evidential analysis", _REVIEW, _analysis(desk, reviewed)),
        *_when(5, "Hostility", _hate(desk), desk.is_flagged),
        *_when(6, "Public interest", _in_analysis(reviewed), CodeTest.FCT in tests),
        *_when(7, "Human rights", _rights(desk), bool(_rights(desk))),
        Section(8, "Disclosure", _RECORDS, _disclosure(desk)),
        *_when(9, "Charges", _charges(desk, decisions), any(each.decision_code in _CHARGE for each in decisions)),
        *_when(10, "Consents", _consents(desk), bool(_consents(desk))),
        *_when(11, "Mode of trial and bail", _mode(desk), bool(decisions)),
        *_when(12, "Threshold Test review", _threshold(desk), CodeTest.TT in tests),
        *_when(13, "Action plans", _plans(desk), bool(_plans(desk))),
        Section(14, "Victims and witnesses", _RECORDS, _victims(desk, decisions)),
        *_when(15, "Approvals", _approvals(desk, decisions), bool(_approvals(desk, decisions))),
        Section(16, "Sign-off", _REVIEW, _sign_off(desk, reviewed), "Not signed off."),
    )
    return Paper(head, sections)


def _when(number: int, title: str, blocks: tuple[Block, ...], holds: bool) -> tuple[Section, ...]:
    return (Section(number, title, _REVIEW, blocks),) if holds else ()


def _reviewers(desk: Desk, reviewed: list[ReferralFacts]) -> tuple[Block, ...]:
    rows = [
        (
            words(f"Referral {each.referral_no}"),
            words(desk.signature(review.prosecutor_id)),
            words(desk.dossier.cps_unit),
            words(f"{moment(review.reviewed_at)} (London)"),
        )
        for each in reviewed
        for review in each.reviews
    ]
    return table(("For", "Prosecutor", "Unit", "When"), (15, 35, 25, 25), rows)


def _material(desk: Desk) -> tuple[Block, ...]:
    items = [
        words(f"{each.exhibit_ref or each.evidence_id}: {desk.clean(each.description)}")
        for each in desk.used_items()
        if each.availability == "held"
    ]
    statements = [
        words(f"{desk.cast.source(each.statement_id)}, {day(each.made_on)}", _signature(desk, each))
        for each in desk.case.statements
    ]
    return (*parts.file_index(desk, with_hash=True), *bullets([*statements, *items]))


def _signature(desk: Desk, statement: StatementFacts) -> str:
    """Who signed which words when; a statement signed elsewhere says only that it is."""
    found = next((one for one in desk.dossier.signed if one.statement_id == statement.statement_id), None)
    if found is None:
        return ", signed" if statement.signed else ", NOT SIGNED"
    name, when = desk.cast.name(statement.person_id), moment(found.signed_at)
    return f", signed by {name}, {when}, {found.manner}, SHA-256 of the words {found.text_sha256}"


def _decisions(desk: Desk, reviewed: list[ReferralFacts]) -> tuple[Block, ...]:
    rows = [_decision(desk, each, decision) for each in reviewed for decision in each.decisions]
    return table(("Offence", "Test", "Decision", "Reasons"), (30, 15, 25, 30), rows)


def _decision(desk: Desk, referral: ReferralFacts, decision: DecisionFacts) -> tuple[Words, ...]:
    allegation = _allegation(desk, decision.allegation_id)
    reason = f" ({lower(decision.nfa_sub_reason.label)})" if decision.nfa_sub_reason else ""
    who = desk.cast.name(allegation.suspect_person_id)
    return (
        words(f"{desk.number_of(decision.allegation_id)}. {desk.wording(allegation)}: {who}"),
        words(referral.code_test.label if referral.code_test else "none"),
        words(strong(decision.decision_code.label), f"{reason}. {moment(decision.decided_at)}"),
        words(desk.clean(decision.reasons)),
    )


def _allegation(desk: Desk, allegation_id: str) -> AllegationFacts:
    return next(each for each in desk.case.allegations if each.allegation_id == allegation_id)


def _analysis(desk: Desk, reviewed: list[ReferralFacts]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for each in reviewed:
        for review in each.reviews:
            blocks.append(Heading(f"Referral {each.referral_no}, {moment(review.reviewed_at)}"))
            blocks.extend(prose(desk.clean(review.analysis)))
    return (*blocks, *evidence.points_to_prove(desk, with_core=True)) if blocks else ()


def _hate(desk: Desk) -> tuple[Block, ...]:
    rows = []
    for each in desk.case.allegations:
        rows.append(
            (
                words(f"{desk.number_of(each.allegation_id)}. {desk.wording(each)}"),
                words(parts.hostility_kind(desk, each)),
                words(parts.alternative(desk, each) or "none"),
            )
        )
    flag = facts(("Flag", parts.strands(desk)), ("Perceived by", parts.perceived(desk)))
    return (*flag, *table(("Offence", "Hostility", "Alternative"), (45, 35, 20), rows))


def _in_analysis(reviewed: list[ReferralFacts]) -> tuple[Block, ...]:
    written = any(review.analysis for each in reviewed for review in each.reviews)
    return prose("Set out with the analysis in section 4 and the reasons in section 3." if written else "")


def _rights(desk: Desk) -> tuple[Block, ...]:
    return bullets(
        [
            words(f"Police note on offence {desk.number_of(each.allegation_id)}: ", desk.clean(each.echr_note))
            for each in desk.case.allegations
            if each.echr_note
        ]
    )


def _disclosure(desk: Desk) -> tuple[Block, ...]:
    answer = desk.case.disclosure
    sensitive = answer.sensitive_material_exists
    return facts(
        ("Police answer", desk.clean(answer.undermining_material_answer) or missing("not answered")),
        ("Sensitive material", missing("not answered") if sensitive is None else ("yes" if sensitive else "no")),
    )


def _charges(desk: Desk, decisions: list[DecisionFacts]) -> tuple[Block, ...]:
    rows = []
    for each in decisions:
        if each.decision_code in _CHARGE:
            allegation = _allegation(desk, each.allegation_id)
            rows.append(
                (
                    words(desk.wording(allegation)),
                    words(parts.alternative(desk, allegation) or "none"),
                    parts.time_limit(desk, allegation),
                    words(desk.signature(each.decided_by)),
                )
            )
    return table(("Charge", "Alternative", "Time limit", "Verified by"), (40, 15, 20, 25), rows)


def _consents(desk: Desk) -> tuple[Block, ...]:
    told = [(each, parts.consent(desk, each)) for each in desk.case.allegations]
    return bullets(
        [words(f"{desk.number_of(each.allegation_id)}. {said}") for each, said in told if said != "Not needed"]
    )


def _mode(desk: Desk) -> tuple[Block, ...]:
    venues = [
        words(
            f"{desk.number_of(each.allegation_id)}. {desk.offence(each).mode.label}. Police expect: "
            f"{lower(each.venue_view.label) if each.venue_view else 'not stated'}."
        )
        for each in desk.case.allegations
    ]
    bail = facts(*[(desk.cast.name(each.person_id), parts.custody(desk, each)) for each in desk.case.suspects])
    return (*bullets(venues), *bail)


def _threshold(desk: Desk) -> tuple[Block, ...]:
    found = [each for each in live(desk.dossier) if each.rule.startswith("tt_")]
    return bullets([words(f"{each.label}: {due_words(each.due)}") for each in found])


def _plans(desk: Desk) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for referral in desk.case.referrals:
        if referral.action_plan:
            blocks.append(Heading(f"Referral {referral.referral_no}, issued {moment(referral.action_plan.issued_at)}"))
            rows = [
                (
                    words(str(each.action_no)),
                    words(desk.clean(each.text)),
                    words(desk.clean(each.reason)),
                    words(desk.clean(each.owner) or "not named"),
                    words(day(each.due_on)),
                    words(desk.clean(each.answer)) if each.answer else words("not answered"),
                )
                for each in referral.action_plan.actions
            ]
            blocks += table(("No.", "Action", "Why it decides", "Owner", "By", "Answer"), (5, 25, 20, 15, 10, 25), rows)
    return tuple(blocks)


def _victims(desk: Desk, decisions: list[DecisionFacts]) -> tuple[Block, ...]:
    rows: list[tuple[str, Words]] = []
    refused = any(each.decision_code in _NFA for each in decisions)
    letters = sorted((each for each in live(desk.dossier) if each.rule.startswith("ucs_")), key=nearness)
    for victim in desk.case.victims:
        measures = joined(lower(each.label) for each in victim.special_measures) or "none asked for"
        review = "may ask for a review of the decision" if refused else "no decision that can be reviewed"
        rows.append(
            (desk.cast.name(victim.person_id), words(f"Special measures: {measures}. Right to review: {review}."))
        )
    rows += [
        ("Letter due", words(f"{due_words(each.due)}, {left(each.due, desk.dossier.as_of)}"))
        for each in letters
        if each.due
    ]
    asked = [
        words(f"{each.scheme.label} review asked for {day(each.requested_at)}: {lower(each.stage.label)}")
        for each in desk.case.vrr_requests
    ]
    return (*facts(*rows), *bullets(asked))


def _approvals(desk: Desk, decisions: list[DecisionFacts]) -> tuple[Block, ...]:
    return bullets(
        [
            words(f"{desk.number_of(each.allegation_id)}. Confirmed by {desk.signature(each.confirmed_by)}")
            for each in decisions
            if each.confirmed_by
        ]
    )


def _sign_off(desk: Desk, reviewed: list[ReferralFacts]) -> tuple[Block, ...]:
    last = [decision for each in reviewed for decision in each.decisions][-1:]
    return prose(
        *[f"{first_upper(desk.signature(each.decided_by))}, {moment(each.decided_at)} (London)." for each in last]
    )
