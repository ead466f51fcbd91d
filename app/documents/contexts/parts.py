"""Parts that several papers share: offences, points to prove, hostility, lines of inquiry, victims, background."""

from app.documents.blocks import Block, Heading, Run, Table, Words, facts, missing, strong, table, words
from app.documents.contexts.desk import Desk
from app.documents.wording import capital, count, day, days_of, due_words, joined, left, lower, moment
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.suspects import SuspectFacts
from app.domain.vocabulary import LineStatus, StatementResponse


def strands(desk: Desk) -> str:
    """The flagged strands in words."""
    own = [strand for crime in desk.case.crimes for strand in crime.hate_strands or ()]
    return joined(dict.fromkeys(strand.label.lower() for strand in (*desk.case.hate_strands, *own)))


def perceived(desk: Desk) -> str:
    return joined(lower(each.by.label) for each in desk.case.perceived_by)


def place_and_days(desk: Desk, allegation: AllegationFacts) -> str:
    when = days_of(allegation.offence_from, allegation.offence_to)
    return ". ".join(part for part in (when, desk.clean(desk.case.incident.location.description)) if part)


def alternative(desk: Desk, allegation: AllegationFacts) -> str:
    other = allegation.alternative_to
    return f"Alternative to {desk.number_of(other)}." if other else ""


def custody(desk: Desk, suspect: SuspectFacts) -> Words:
    """Custody or bail, and each clock of detention or bail with what is left of it."""
    parts: list[Run | str] = [f"{suspect.custody_status.label}."]
    for clock in desk.clocks_about(suspect.person_id):
        if clock.due is not None and clock.rule.startswith(("pace", "bail", "ctl")):
            remaining = left(clock.due, desk.dossier.as_of)
            parts += [
                f" {clock.label}: {due_words(clock.due)}, ",
                strong(remaining),
                unconfirmed(clock.not_confirmed),
                ".",
            ]
    return words(*parts)


def unconfirmed(is_so: bool) -> str:
    return " (not confirmed)" if is_so else ""


def time_limit(desk: Desk, allegation: AllegationFacts) -> Words:
    """The last day for starting proceedings and the days left, or that there is none."""
    clocks = [each for each in desk.dossier.clocks if each.subject == allegation.allegation_id]
    limits = [each for each in clocks if each.rule.startswith("slt_")]
    if not limits:
        return words("No time limit in the catalogue") if allegation.offence_from else missing("date of offence")
    rows: list[Run | str] = []
    for clock in limits:
        if clock.due is None:
            rows.append("No time limit.")
        elif clock.status in ("met", "met_late", "closed"):
            rows.append(
                f"{due_words(clock.due)}, kept." if clock.status != "met_late" else f"{due_words(clock.due)}, missed."
            )
        else:
            rows += [
                strong(due_words(clock.due)),
                f", {left(clock.due, desk.dossier.as_of)}",
                unconfirmed(clock.not_confirmed),
            ]
    return words(*rows)


def consent(desk: Desk, allegation: AllegationFacts) -> str:
    """Whose consent is needed and whether it was asked for and given."""
    given = allegation.prosecution_consent
    needed = desk.offence(allegation).consent
    if given is None or given.consent_type == "none":
        return f"{needed} needed, not asked for" if needed else "Not needed"
    state = (
        f"given {day(given.granted_at)}"
        if given.granted_at
        else (f"asked for {day(given.requested_at)}" if given.requested_at else "not asked for")
    )
    return f"{given.consent_type.label}: {state}"


def hostility_kind(desk: Desk, allegation: AllegationFacts) -> str:
    """Whether hostility is part of the offence or asked for at sentence."""
    if not allegation.hostility_strands:
        return "No hostility alleged"
    of = joined(strand.label.lower() for strand in allegation.hostility_strands)
    if desk.offence(allegation).aggravated:
        return f"Aggravated offence ({of})"
    return f"Increase of sentence under section 66 Sentencing Code sought ({of})"


def lines_of_inquiry(desk: Desk, status: LineStatus) -> tuple[Table, ...]:
    """The lines in one status, with result, date and effect on the decision, or why not pursued."""
    rows = []
    for line in desk.case.lines_of_inquiry:
        if line.status == status:
            what = [line.result, line.reason, line.impact, line.not_pursued_reason]
            told = "; ".join(desk.clean(part).rstrip(".") for part in what if part)
            due = [words(day(line.target_date) or "no date")] if status == LineStatus.OUTSTANDING else []
            rows.append((words(desk.clean(line.text)), words(line.points_to.label), words(told or "not said"), *due))
    if status == LineStatus.OUTSTANDING:
        return table(("Line", "Points", "Why, and what it decides", "By"), (40, 15, 30, 15), rows)
    return table(("Line", "Points", "Result" if status == LineStatus.DONE else "Why not pursued"), (45, 15, 40), rows)


def all_lines(desk: Desk) -> tuple[Block, ...]:
    """Done, outstanding and not pursued, each under its own heading, the empty ones said to be empty."""
    if not desk.case.lines_of_inquiry:
        return ()
    blocks: list[Block] = []
    for status in LineStatus:
        drawn = lines_of_inquiry(desk, status)
        blocks.append(Heading(status.label if drawn else f"{status.label}: none"))
        blocks.extend(drawn)
    return tuple(blocks)


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
    return f"{offered}{vps.response.label}.{aloud}"


def witnesses(desk: Desk) -> tuple[Table, ...]:
    """Everybody who gives evidence and is not a victim or suspect."""
    rows = []
    for person in desk.case.people:
        if "witness" in person.party_roles or "expert" in person.party_roles:
            due = person.statement_outstanding_due_on
            made = [each for each in desk.case.statements if each.person_id == person.person_id]
            state = f"statement due {day(due)}" if due else count(len(made), "statement") if made else "no statement"
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


def outstanding(desk: Desk) -> list[tuple[Words, Words, Words]]:
    """Evidence and statements that are still to come: what, by when, whether core."""
    rows = [
        (
            words(desk.clean(item.description)),
            words(day(item.due_on) or "no date"),
            words("core" if item.is_core_evidence else ""),
        )
        for item in desk.used_items()
        if item.availability == "outstanding"
    ]
    for person in desk.case.people:
        if person.statement_outstanding_due_on:
            due = words(day(person.statement_outstanding_due_on))
            rows.append((words(f"Statement of {desk.cast.name(person.person_id)}"), due, words("key witness")))
    return rows


def readiness(desk: Desk) -> tuple[Block, ...]:
    """Blocks and warnings with the reasons given, and overrides; nothing when no check was made."""
    rules = desk.dossier.readiness
    if not rules:
        return ()
    referral = desk.dossier.referral
    answers = {each.rule: each for each in referral.rule_answers} if referral else {}
    fired = [rule for rule in rules if rule.result in ("block", "warn")]
    blocks = count(sum(rule.result == "block" for rule in fired), "block")
    warnings = count(sum(rule.result == "warn" for rule in fired), "warning")
    rows = []
    for rule in sorted(fired, key=lambda each: (each.result, each.rule)):
        answer = answers.get(rule.rule)
        said = f"{answer.kind.label}: {desk.clean(answer.reason)}" if answer else "no reason given"
        rows.append(
            (
                words(rule.rule),
                words(strong("Block") if rule.result == "block" else "Warning"),
                words(desk.clean(rule.message)),
                words(said),
            )
        )
    heading = Heading(f"{capital(blocks)}, {warnings}, {count(len(rules), 'rule')} checked")
    return (heading, *table(("Rule", "Result", "Why", "Answer of the police"), (10, 10, 45, 35), rows))


def people_of_file(desk: Desk) -> tuple[Block, ...]:
    """Victims and witnesses together."""
    return (*victims(desk), *witnesses(desk))


def file_index(desk: Desk, *, with_hash: bool) -> tuple[Table, ...]:
    """The papers sent to the CPS: form, title, version, date and redaction, or hash."""
    rows = []
    for paper in desk.case.documents:
        if "cps" in paper.bundles and paper.mg_form != "MG11_back" and not (with_hash and paper.mg_form == "MG6D"):
            digest = paper.file.sha256[:12] if paper.file and paper.file.sha256 else "no file"
            rows.append(
                (
                    words(paper.mg_form.label),
                    words(desk.clean(paper.title)),
                    words(str(paper.version or 1)),
                    words(day(paper.dated_on) or "not dated"),
                    words(digest if with_hash else paper.redaction_status.label),
                )
            )
    last = "Hash (first 12)" if with_hash else "Redaction"
    return table(("Form", "Paper", "Version", "Dated", last), (30, 30, 10, 15, 15), rows)
