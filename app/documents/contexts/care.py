"""Parts that several papers share about people: victims, witnesses, what suspects say and who they are."""

from app.documents.blocks import Block, Heading, Table, Words, facts, missing, strong, table, words
from app.documents.contexts.desk import Desk
from app.documents.wording import day, joined, lower, moment
from app.domain.vocabulary import StatementResponse
from app.formatting import plural


def victims(desk: Desk) -> tuple[Block, ...]:
    """Support, special measures, personal statement and risk of each victim; private needs never."""
    blocks: list[Block] = []
    for victim in desk.case.victims:
        person = desk.cast.person(victim.person_id)
        support = victim.victim_support.label if victim.victim_support else ""
        blocks.append(Heading(f"{desk.cast.name(victim.person_id)}, victim, {desk.cast.adult_or_child(person)}"))
        blocks += facts(
            (
                "Support",
                words(
                    support or missing(), f". {desk.clean(victim.support_reason)}" if victim.support_reason else None
                ),
            ),
            ("No statement", desk.clean(victim.no_statement_reason)),
            ("Without the victim", desk.clean(victim.evidence_led_assessment)),
            ("Victims' Code", f"{victim.tier.label}. Needs assessed: {day(victim.needs_assessed_at) or 'not yet'}"),
            ("Special measures", joined(lower(each.label) for each in victim.special_measures) or "none asked for"),
            ("Vulnerable or intimidated", _yes_no(person.is_vulnerable_or_intimidated)),
            ("Interpreter", _yes_no(person.interpreter_needed)),
            ("Personal statement", personal_statement(desk, victim.person_id)),
            ("Risk", victim.risk_level.label if victim.risk_level else missing("risk assessment not done")),
            ("Injuries", _injuries(desk, victim.person_id)),
        )
    return tuple(blocks)


def _injuries(desk: Desk, person_id: str) -> str:
    injuries = next(each.injuries for each in desk.case.victims if each.person_id == person_id)
    return f"{desk.clean(injuries.description)} Source: {desk.cast.sources(injuries.source_ids)}" if injuries else ""


def _yes_no(answer: bool | None) -> Words:
    return missing("not answered") if answer is None else words("Yes" if answer else "No")


def personal_statement(desk: Desk, person_id: str) -> str:
    """Whether a personal statement was offered and made."""
    vps = next(each.vps for each in desk.case.victims if each.person_id == person_id)
    offered = f"Offered {day(vps.offered_at)}. " if vps.offered_at else "Not offered yet. "
    aloud = f" To be read aloud: {lower(vps.read_aloud.label)}." if vps.read_aloud else ""
    if vps.response == StatementResponse.NOT_ANSWERED and not vps.offered_at:
        return offered.strip()
    summary = f" {desk.clean(vps.summary)}" if vps.summary else ""
    return f"{offered}{vps.response.label}.{aloud}{summary}"


def witnesses(desk: Desk) -> tuple[Table, ...]:
    """Everybody who gives evidence and is not a victim or suspect."""
    rows = []
    for person in desk.case.people:
        if "witness" in person.party_roles or "expert" in person.party_roles:
            due = person.statement_outstanding_due_on
            made = [each for each in desk.case.statements if each.person_id == person.person_id]
            state = f"statement due {day(due)}" if due else plural(len(made), "statement") if made else "no statement"
            special = "yes" if person.is_vulnerable_or_intimidated else "no"
            special = "not answered" if person.is_vulnerable_or_intimidated is None else special
            rows.append(
                (
                    words(strong(desk.cast.name(person.person_id)), f", {desk.cast.adult_or_child(person)}"),
                    words("key witness" if person.is_key_witness else "witness"),
                    words(state),
                    words(f"vulnerable or intimidated: {special}"),
                )
            )
    return table(("Witness", "Part", "Statement", "Needs"), (30, 15, 25, 30), rows)


def background(desk: Desk) -> tuple[Block, ...]:
    """Antecedents, vulnerability and youth of each suspect."""
    rows: list[tuple[str, Words]] = []
    for suspect in desk.case.suspects:
        record = suspect.antecedents
        result = words(record.pnc_result.label) if record.pnc_result else missing("no print of previous convictions")
        intended = {True: "Bad character application intended.", False: "No bad character application intended."}
        youth = suspect.youth
        rows.append(
            (
                desk.cast.name(suspect.person_id),
                words(
                    result,
                    f". {desk.clean(record.summary)}" if record.summary else ".",
                    f" {intended[record.bad_character_intended]}"
                    if record.bad_character_intended is not None
                    else None,
                    f" Vulnerability: {desk.clean(suspect.vulnerability)}" if suspect.vulnerability else None,
                    f" Youth: age verified by {desk.clean(youth.age_verified_by) or 'nobody yet'}." if youth else None,
                ),
            )
        )
    return facts(*rows)


def accounts(desk: Desk) -> tuple[Block, ...]:
    """What each suspect says, and the defence that is likely from it."""
    rows: list[tuple[str, Words]] = []
    for suspect in desk.case.suspects:
        interview = suspect.interview
        if interview.status is None:
            rows.append((desk.cast.name(suspect.person_id), missing("interview not recorded")))
            continue
        held = f" {moment(interview.held_at)}" if interview.held_at else ""
        answers = " No comment." if interview.is_no_comment else ""
        rows.append(
            (
                desk.cast.name(suspect.person_id),
                words(
                    f"{interview.status.label}{held}.{answers} {desk.clean(interview.summary or interview.reason)}",
                    strong(" Likely defence: "),
                    desk.clean(suspect.defence_account) or "none put forward.",
                ),
            )
        )
    return facts(*rows)


def people_of_file(desk: Desk) -> tuple[Block, ...]:
    """Victims and witnesses together."""
    return (*victims(desk), *witnesses(desk))
