"""Parts that several papers share: offences, points to prove, hostility, lines of inquiry, victims, background."""

from app.documents.blocks import Block, Heading, Table, Words, missing, strong, table, words
from app.documents.contexts.desk import Desk
from app.documents.wording import day, days_of, due_words, joined, left, lower
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.suspects import SuspectFacts
from app.domain.deadlines import Clock
from app.domain.facts import strands_of_case
from app.domain.offences import Aggravation
from app.domain.vocabulary import ConsentType, CustodyStatus, LineStatus, Strand
from app.formatting import plural


def strands(desk: Desk) -> str:
    """The flagged strands in words, in the order of the list."""
    found = strands_of_case(desk.case)
    return joined(strand.label.lower() for strand in Strand if strand in found)


def perceived(desk: Desk) -> str:
    return joined(lower(each.by.label) for each in desk.case.perceived_by)


def clock_name(clock: Clock) -> str:
    """What a clock is called in a paper; a length nobody has confirmed says so."""
    name = f"Time limit: {lower(clock.label)}" if clock.is_time_limit else clock.label
    return f"{name}{unconfirmed(clock.unconfirmed)}"


def subject(desk: Desk, clock: Clock) -> str:
    """Whom or what a clock is about: an offence by its number, a person by name; nothing for the case itself."""
    if any(each.allegation_id == clock.subject for each in desk.case.allegations):
        return f"offence {desk.number_of(clock.subject)}"
    if any(each.person_id == clock.subject for each in desk.case.people):
        return desk.cast.name(clock.subject)
    referral, _, action = clock.subject.removeprefix("R").partition(".")
    if not clock.subject.startswith("R"):
        return ""
    return f"action {action} of referral {referral}" if action else f"referral {referral}"


def place_and_days(desk: Desk, allegation: AllegationFacts) -> str:
    when = days_of(allegation.offence_from, allegation.offence_to)
    return ". ".join(part for part in (when, desk.clean(desk.case.incident.location.description)) if part)


def alternative(desk: Desk, allegation: AllegationFacts) -> str:
    other = allegation.alternative_to
    return f"Alternative to {desk.number_of(other)}." if other else ""


# The clocks that matter while a suspect is in this state.
_CLOCKS_OF = {
    CustodyStatus.IN_CUSTODY: "pace_",
    CustodyStatus.PRECHARGE_BAIL: "bail_",
}


def custody(desk: Desk, suspect: SuspectFacts) -> Words:
    """Custody or bail, and the clock that belongs to it with what is left."""
    line = words(f"{suspect.custody_status.label}.")
    prefix = _CLOCKS_OF.get(suspect.custody_status)
    clocks = desk.clocks_about(suspect.person_id, prefix) if prefix else []
    if suspect.custody_status is CustodyStatus.REMANDED:
        clocks = desk.custody_limit(suspect.person_id)
    for clock in clocks:
        if clock.due is not None:
            remaining = strong(left(clock.due, desk.dossier.as_of))
            line += words(f" {clock.label}: {due_words(clock.due)}, ", remaining, unconfirmed(clock.unconfirmed), ".")
    return line


def unconfirmed(is_so: bool) -> str:
    return " (not confirmed)" if is_so else ""


def time_limit(desk: Desk, allegation: AllegationFacts) -> Words:
    """The last day for starting proceedings and the days left, or that there is none."""
    clocks = [each for each in desk.dossier.clocks if each.subject == allegation.allegation_id]
    limits = [each for each in clocks if each.rule.startswith("slt_")]
    if not limits:
        limit = desk.offence(allegation).time_limit_rule
        return words("No time limit") if limit == "slt_none" else missing("no offence date to count from")
    return words(*(_limit(desk, clock) for clock in limits))


def _limit(desk: Desk, clock: Clock) -> Words:
    if clock.due is None:
        return words("No time limit. ")
    if not clock.is_live:
        return words(f"{due_words(clock.due)}, {clock.status.label.lower()}. ")
    remaining = f", {left(clock.due, desk.dossier.as_of)}{unconfirmed(clock.unconfirmed)} "
    return words(strong(due_words(clock.due)), remaining)


def consent(desk: Desk, allegation: AllegationFacts) -> str:
    """Whose consent is needed and whether it was asked for and given."""
    needed, given = desk.offence(allegation).consent, allegation.prosecution_consent
    kind = given.consent_type if given and given.consent_type != ConsentType.NONE else needed
    if kind == ConsentType.NONE:
        return "Not needed"
    state = "not asked for"
    if given and given.granted_at:
        state = f"given {day(given.granted_at)}"
    elif given and given.requested_at:
        state = f"asked for {day(given.requested_at)}"
    return f"{kind.label}: {state}"


def hostility_kind(desk: Desk, allegation: AllegationFacts) -> str:
    """Whether hostility is part of the offence or asked for at sentence."""
    if not allegation.hostility_strands:
        return "No hostility alleged"
    of = joined(strand.label.lower() for strand in allegation.hostility_strands)
    if desk.offence(allegation).aggravation == Aggravation.INHERENT:
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
    """Blocks and warnings with the reasons given, and overrides."""
    checked, referral = desk.dossier.readiness, desk.dossier.referral
    answers = {each.rule: each for each in referral.rule_answers} if referral else {}
    rows = []
    for rule in (*checked.blocks, *checked.warnings):
        answer = answers.get(rule)
        said = f"{answer.kind.label}: {desk.clean(answer.reason)}" if answer else "no reason given"
        result = words(strong("Block") if rule in checked.blocks else "Warning")
        rows.append((words(rule), result, words(desk.clean(checked.why[rule])), words(said)))
    for rule in sorted(set(answers) - set(checked.blocks) - set(checked.warnings)):
        answer = answers[rule]
        said = f"{answer.kind.label}: {desk.clean(answer.reason)}"
        rows.append(
            (
                words(rule),
                words("Answered"),
                words("Answered by the police; it does not stop the file now."),
                words(said),
            )
        )
    blocks, warnings = plural(len(checked.blocks), "block"), plural(len(checked.warnings), "warning")
    heading = Heading(f"{blocks}, {warnings}. {checked.applies.label}, {plural(len(checked.rules), 'rule')}")
    return (heading, *table(("Rule", "Result", "Why", "Answer of the police"), (10, 10, 45, 35), rows))


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
