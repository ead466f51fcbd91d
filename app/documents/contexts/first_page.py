"""Page one of the case summary: always one page, so details give way to their number and no heading ever does."""

from dataclasses import dataclass

from app.documents.blocks import Quotes, Run, Table, Words, missing, note, strong, words
from app.documents.contexts import evidence, parts
from app.documents.contexts.desk import Desk, ended, limits, live, nearness
from app.documents.contexts.grid import grid, hidden_words
from app.documents.wording import (
    clipped,
    day,
    days_of,
    due_words,
    joined,
    left,
    lower,
    sentences,
)
from app.domain.calendar import LONDON
from app.domain.case_file.referrals import ReferralFacts
from app.domain.deadlines import Clock
from app.domain.vocabulary import HostilityLimb, TimeRelation
from app.formatting import first_upper, plural


@dataclass(frozen=True, slots=True)
class Amount:
    """How much page one holds: rows of each part, and signs of each text."""

    suspects: int
    offences: int
    victims: int
    grid_rows: int
    gaps: int
    gap_signs: int
    signs: int


# The clocks that a charging decision must meet.
_DECIDING = ("pace_", "bail_", "slt_", "cps_decision", "ctl_")

# From roomy to tight; the first that fits one page is printed.
AMOUNTS = (
    Amount(suspects=4, offences=6, victims=4, grid_rows=18, gaps=10, gap_signs=220, signs=420),
    Amount(suspects=4, offences=6, victims=4, grid_rows=14, gaps=7, gap_signs=140, signs=420),
    Amount(suspects=4, offences=6, victims=4, grid_rows=14, gaps=5, gap_signs=120, signs=420),
    Amount(suspects=4, offences=6, victims=4, grid_rows=14, gaps=4, gap_signs=110, signs=300),
    Amount(suspects=4, offences=5, victims=3, grid_rows=10, gaps=3, gap_signs=110, signs=220),
    Amount(suspects=3, offences=4, victims=3, grid_rows=7, gaps=3, gap_signs=90, signs=160),
    Amount(suspects=2, offences=3, victims=2, grid_rows=7, gaps=3, gap_signs=80, signs=110),
    Amount(suspects=2, offences=2, victims=2, grid_rows=3, gaps=2, gap_signs=60, signs=70),
    Amount(suspects=1, offences=1, victims=1, grid_rows=2, gaps=1, gap_signs=60, signs=45),
)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The parts of page one, in their order."""

    asked: tuple[Words, ...]
    suspects: tuple[tuple[Words, Words], ...]
    offences: Table | None
    more_offences: str
    story: tuple[Words, ...]
    victims: tuple[Words, ...]
    hostility: Words
    quotes: Quotes | None
    is_flagged: bool
    grid: Table | None
    more_points: str
    clocks: tuple[tuple[Words, Words], ...]
    gaps: tuple[Words, ...]


def build(desk: Desk, amount: Amount) -> FirstPage:
    """Page one with at most so much of each part."""
    quotes = _strongest(desk, amount)
    points, more_points = grid(desk, amount.grid_rows, amount.signs)
    offences, more_offences = _offences(desk, amount)
    return FirstPage(
        asked=_asked(desk, amount),
        suspects=_suspects(desk, amount),
        offences=offences,
        more_offences=more_offences,
        story=_story(desk, amount),
        victims=_victims(desk, amount),
        hostility=_hostility(desk),
        quotes=quotes,
        is_flagged=desk.is_flagged,
        grid=points,
        more_points=more_points,
        clocks=_clocks(desk),
        gaps=_gaps(desk, amount),
    )


def _asked(desk: Desk, amount: Amount) -> tuple[Words, ...]:
    referral = desk.dossier.referral
    if referral is None:
        return (missing("Nothing is asked yet: no referral has been drafted."),)
    who = joined(dict.fromkeys(desk.cast.name(each.suspect_person_id) for each in desk.case.allegations))
    test = f", {referral.code_test.label}" if referral.code_test else ""
    lines = [
        words(strong(first_upper(referral.referral_type.label)), f"{test}."),
        words(f"On: {clipped(who, amount.signs)}."),
        words("Category: ", _category(referral)),
        _needed_by(desk, referral),
    ]
    return tuple(line for line in lines if line)


def _category(referral: ReferralFacts) -> Words:
    return words(strong(referral.referral_category.label), ".") if referral.referral_category else missing()


def _needed_by(desk: Desk, referral: ReferralFacts) -> Words:
    """The first clock that the decision must meet, and that it is the reason."""
    if referral.decisions:
        return words("Decided: see the review record.")
    clocks = [each for each in limits(desk.dossier) if each.rule.startswith(_DECIDING)]
    if not clocks:
        return words("No clock sets a day for the decision.")
    ahead = [each for each in clocks if not ended(each, desk.dossier)]
    first = min(ahead or clocks, key=nearness)
    said = "Decision needed by " if ahead else "Decision was needed by "
    return words(said, strong(due_words(first.due)), f" ({lower(parts.clock_name(first))}).")


def _suspects(desk: Desk, amount: Amount) -> tuple[tuple[Words, Words], ...]:
    rows: list[tuple[Words, Words]] = []
    for suspect in desk.case.suspects[: amount.suspects]:
        person = desk.cast.person(suspect.person_id)
        age = desk.cast.age(person)
        who = words(strong(desk.cast.name(suspect.person_id)), f", {age if age is not None else 'age not known'}")
        rows.append((who, parts.custody(desk, suspect)))
    if hidden := hidden_words(len(desk.case.suspects), amount.suspects, "suspect"):
        rows.append((words(note("More")), words(note(hidden))))
    return tuple(rows) or ((missing(), words("nobody is named as a suspect")),)


def _offences(desk: Desk, amount: Amount) -> tuple[Table | None, str]:
    rows = []
    for each in desk.case.allegations[: amount.offences]:
        offence = desk.offence(each)
        what = f"{desk.number_of(each.allegation_id)}. {clipped(desk.wording(each), amount.signs // 2)}"
        rows.append(
            (
                words(what, note(f" {offence.statute}")),
                words(clipped(desk.cast.name(each.suspect_person_id), amount.signs // 3)),
                words(offence.mode.label),
                parts.time_limit(desk, each),
                words(parts.consent(desk, each)),
            )
        )
    heads = ("Offence proposed", "Against", "Mode", "Time limit", "Consent")
    drawn = Table(heads, (45, 15, 10, 15, 15), tuple(rows)) if rows else None
    return drawn, hidden_words(len(desk.case.allegations), amount.offences, "offence")


def _story(desk: Desk, amount: Amount) -> tuple[Words, ...]:
    """What is said to have happened, when, and where: a sentence each."""
    case = desk.case
    report = case.police_report
    text = desk.clean(report.headline) if report else sentences(desk.clean(case.incident.narrative), 1)
    label = "It is said that: " if report else "From the first report: "
    when = _when(desk)
    where = clipped(desk.clean(case.incident.location.description), amount.signs)
    return (
        words(label, clipped(text, amount.signs)),
        words(strong("When: "), when) if when else words(strong("When: "), missing()),
        words(strong("Where: "), f"{where}."),
    )


def _when(desk: Desk) -> str:
    incident = desk.case.incident
    if incident.occurred_from:
        return f"{days_of(incident.occurred_from, incident.occurred_to)}." if not _same_day(desk) else _one_day(desk)
    first = [each.offence_from for each in desk.case.allegations if each.offence_from]
    last = [each.offence_to for each in desk.case.allegations if each.offence_to]
    return f"{days_of(min(first), max(last) if last else None)}." if first else ""


def _same_day(desk: Desk) -> bool:
    incident = desk.case.incident
    return incident.occurred_to is None or day(incident.occurred_from) == day(incident.occurred_to)


def _one_day(desk: Desk) -> str:
    incident = desk.case.incident
    times = [f"{each.astimezone(LONDON):%H:%M}" for each in (incident.occurred_from, incident.occurred_to) if each]
    return f"{day(incident.occurred_from)}, {' to '.join(dict.fromkeys(times))}."


def _victims(desk: Desk, amount: Amount) -> tuple[Words, ...]:
    lines: list[Words] = []
    for victim in desk.case.victims[: amount.victims]:
        person = desk.cast.person(victim.person_id)
        support = victim.victim_support.label if victim.victim_support else ""
        measures = joined(lower(each.label) for each in victim.special_measures)
        name = clipped(desk.cast.name(victim.person_id), amount.signs // 3)
        lines.append(
            words(
                strong(name),
                f", victim, {desk.cast.adult_or_child(person)}. ",
                support or missing("support not answered"),
                ". ",
                f"Special measures: {measures}." if measures else "No special measures asked for.",
            )
        )
    witnesses = sum("witness" in person.party_roles for person in desk.case.people)
    hidden = hidden_words(len(desk.case.victims), amount.victims, "victim")
    others = f"{plural(witnesses, 'witness', 'witnesses')}: see section 7."
    lines.append(words(note(f"{hidden} {others}".strip())))
    return tuple(lines)


def _hostility(desk: Desk) -> Words:
    if not desk.is_flagged:
        return ()
    by = parts.perceived(desk)
    who = words(f"Perceived by {by}.") if by else words("Perceived by: ", missing("nobody recorded"))
    return words(strong(f"{first_upper(parts.strands(desk))}. "), who)


def _strongest(desk: Desk, amount: Amount) -> Quotes | None:
    """The two strongest: with a limb before without, during before after or before, core source first."""
    ranked = sorted(
        desk.case.hostility_items,
        key=lambda item: (
            item.limb == HostilityLimb.NONE,
            item.time_relation != TimeRelation.DURING,
            not evidence.is_core(desk, item.source_document_id),
        ),
    )
    drawn = evidence.quotes(desk, tuple(ranked[:2]), with_limb=True)
    if not drawn:
        return None
    hidden = hidden_words(len(ranked), 2, "item", "items")
    items = tuple(type(each)(clipped(each.text, amount.signs), each.about) for each in drawn[0].items)
    if hidden:
        last = items[-1]
        items = (*items[:-1], type(last)(last.text, (*last.about, note(f" {hidden}"))))
    return Quotes(items)


def _clocks(desk: Desk) -> tuple[tuple[Words, Words], ...]:
    """The three nearest to come; where fewer run, those that ended unmet, the latest first."""
    ahead = sorted((each for each in live(desk.dossier) if not ended(each, desk.dossier)), key=nearness)
    behind = sorted((each for each in live(desk.dossier) if ended(each, desk.dossier)), key=nearness, reverse=True)
    alike: dict[tuple[str, str], list[Clock]] = {}
    for clock in [*ahead, *behind]:
        alike.setdefault((clock.label, due_words(clock.due)), []).append(clock)
    return tuple(_clock_row(desk, clocks) for clocks in list(alike.values())[:3])


def _clock_row(desk: Desk, clocks: list[Clock]) -> tuple[Words, Words]:
    """Clocks of one rule with one end in one row, with those they are about."""
    first = clocks[0]
    subjects = joined(dict.fromkeys(parts.subject(desk, clock) for clock in clocks))
    what = f" {parts.clock_name(first)}{f', {clipped(subjects, 60)}' if subjects else ''}. "
    line = words(strong(due_words(first.due)), what, note(clipped(first.source, 45)))
    return line, words(strong(left(first.due, desk.dossier.as_of) if first.due else ""))


def _gaps(desk: Desk, amount: Amount) -> tuple[Words, ...]:
    """What is missing or contested, each with its date."""
    found: list[Words] = []
    for what, by, mark in parts.outstanding(desk):
        found.append(words(strong("To come: "), *what, ", ", *by, *(words(f" ({mark[0].text})") if mark else ())))
    for suspect in desk.case.suspects:
        if suspect.defence_account:
            found.append(words(strong("Contested: "), desk.clean(suspect.defence_account)))
    for line in desk.case.lines_of_inquiry:
        if line.status == "outstanding":
            found.append(words(strong("Open line: "), desk.clean(line.text), f", {day(line.target_date) or 'no date'}"))
    checked = desk.dossier.readiness
    found += [words(strong(f"{rule}: "), desk.clean(checked.why[rule])) for rule in checked.blocks]
    shown = [_shortened(each, amount.gap_signs) for each in found[: amount.gaps]]
    if hidden := hidden_words(len(found), amount.gaps, "gap"):
        shown.append(words(note(hidden)))
    return tuple(shown) or (words("Nothing recorded as missing or contested."),)


def _shortened(line: Words, signs: int) -> Words:
    """The line cut to so many signs in all."""
    kept: list[Run] = []
    room = signs
    for run in line:
        if room <= 0:
            break
        kept.append(Run(clipped(run.text, room), run.kind))
        room -= len(run.text)
    return tuple(kept)
