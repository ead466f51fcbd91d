"""Police report: may go to the defence, so nothing of outline, police view, lines of inquiry or advice."""

from app.documents.blocks import Block, Paper, Section, Words, bullets, facts, missing, prose, strong, table, words
from app.documents.contexts import care, evidence, parts
from app.documents.contexts.desk import Desk
from app.documents.dossier import Dossier
from app.documents.wording import (
    day,
    joined,
    lower,
    moment,
)
from app.domain.case_file.report import PoliceReport
from app.domain.vocabulary import HearingType, HostilityLimb
from app.formatting import first_upper

_SUMMARY = "Source: police summary"
_RECORDS = "Source: police records"
_ANTICIPATED = {HearingType.FIRST_HEARING_GAP: "guilty", HearingType.FIRST_HEARING_NGAP: "not guilty"}


def build(dossier: Dossier) -> Paper:
    """The disclosable summary, in the order of the outline; conditional parts only where their condition holds."""
    desk = Desk.of(dossier)
    report = dossier.case.police_report
    head = desk.masthead(
        "Police report",
        "Police report",
        "For the prosecution, the defence and the court. No contact details are in this report.",
        words(dossier.holding_unit),
        _certified(report),
    )
    return Paper(
        head, (*_what_is_alleged(desk, report), *_what_supports_it(desk, report), *_certificates(desk, report))
    )


def _what_is_alleged(desk: Desk, report: PoliceReport | None) -> tuple[Section, ...]:
    headline, identification = (report.headline, report.identification) if report else ("", "")
    return (
        Section(1, "Case", _RECORDS, facts(*_heading(desk))),
        Section(2, "Offences", _RECORDS, _offences(desk)),
        *_hate_statement(desk),
        Section(4, "In short", _SUMMARY, prose(desk.clean(headline))),
        Section(5, "What happened, in order", _SUMMARY, _chronology(desk, report)),
        Section(6, "Identification", _SUMMARY, prose(desk.clean(identification))),
        Section(7, "Key witnesses", _SUMMARY, _key_witnesses(desk, report)),
        *_hostility(desk),
    )


def _what_supports_it(desk: Desk, report: PoliceReport | None) -> tuple[Section, ...]:
    exhibits, injuries = (report.exhibits_note, report.injuries_loss_damage) if report else (None, None)
    orders = report.orders_sought if report else None
    return (
        *_when(9, "Exhibits", _RECORDS, (*prose(desk.clean(exhibits)), *evidence.exhibits(desk))),
        *_when(10, "Recorded media", _RECORDS, evidence.recordings(desk)),
        *_when(11, "Injuries, loss and damage", _SUMMARY, prose(desk.clean(injuries))),
        Section(12, "Account in interview", _SUMMARY, _interview(desk, report)),
        Section(13, "Points to prove", _RECORDS, evidence.points_to_prove(desk, with_core=False)),
        Section(14, "Previous convictions", _SUMMARY, _antecedents(desk, report)),
        *_when(15, "Effect on the victim", _SUMMARY, _impact(desk, report)),
        *_when(16, "Orders and compensation sought", _SUMMARY, prose(desk.clean(orders))),
    )


def _certificates(desk: Desk, report: PoliceReport | None) -> tuple[Section, ...]:
    nobody = "has certified this summary."
    return (
        Section(17, "Officer's certification", _RECORDS, _officer(desk, report), f"No officer {nobody}"),
        Section(18, "Supervisor's certification", _RECORDS, _supervisor(desk, report), f"No supervisor {nobody}"),
    )


def _when(number: int, title: str, source: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    return (Section(number, title, source, blocks),) if blocks else ()


def _certified(report: PoliceReport | None) -> Words:
    at = report.supervisor_certified_at if report else None
    return words(f"Certified {day(at)}") if at else words("Not certified")


def _heading(desk: Desk) -> list[tuple[str, Words]]:
    case = desk.case
    hearing = max(case.hearings, key=lambda each: each.listed_at, default=None)
    plea = next((_ANTICIPATED[each.hearing_type] for each in case.hearings if each.hearing_type in _ANTICIPATED), "")
    rows = [
        (first_upper(desk.cast.suspect_word(each.person_id)), _suspect(desk, each.person_id)) for each in case.suspects
    ]
    court = (
        f"{hearing.court}. {hearing.hearing_type.label}, {moment(hearing.listed_at)}."
        if hearing
        else "None yet. Not charged."
    )
    return [
        ("URN", words(strong(case.urn)) if case.urn else missing("no unique reference number issued")),
        *(rows or [("Suspect", missing("nobody is named as a suspect"))]),
        ("Court", words(court)),
        ("Anticipated plea", words(first_upper(plea) if plea else "Not recorded")),
    ]


def _suspect(desk: Desk, person_id: str) -> Words:
    person = desk.cast.person(person_id)
    also_victim = any(each.person_id == person_id for each in desk.case.victims)
    hidden = desk.cast.is_child(person) or also_victim
    born = f", born {day(person.date_of_birth)}" if person.date_of_birth and not hidden else ""
    status = next(each.custody_status.label for each in desk.case.suspects if each.person_id == person_id)
    charge = "" if desk.cast.suspect_word(person_id) != "suspect" else " Not charged."
    return words(
        strong(desk.cast.name(person_id)), f"{born or f', {desk.cast.adult_or_child(person)}'}. {status}.{charge}"
    )


def _offences(desk: Desk) -> tuple[Block, ...]:
    rows = []
    for allegation in desk.case.allegations:
        number = str(desk.number_of(allegation.allegation_id))
        what = words(
            desk.wording(allegation),
            ". ",
            strong(parts.alternative(desk, allegation)),
            f" {desk.cast.name(allegation.suspect_person_id)}.",
        )
        when = parts.place_and_days(desk, allegation)
        rows.append(
            (words(number), what, words(desk.offence(allegation).statute), words(when) if when else missing("date"))
        )
    return table(("No.", "Offence", "Law", "Date and place"), (5, 45, 25, 25), rows)


def _hate_statement(desk: Desk) -> tuple[Section, ...]:
    if not desk.is_flagged:
        return ()
    alleged = dict.fromkeys(strand.label.lower() for each in desk.case.allegations for strand in each.hostility_strands)
    kinds = [
        words(f"Offence {desk.number_of(each.allegation_id)}: {parts.hostility_kind(desk, each)}")
        for each in desk.case.allegations
    ]
    blocks: tuple[Block, ...] = (
        *facts(("Hate crime", words(strong("Yes"))), ("As alleged", joined(alleged) or parts.strands(desk))),
        *bullets(kinds),
    )
    return (Section(3, "Hate crime statement", _RECORDS, blocks),)


def _chronology(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    entries = report.chronology if report else ()
    rows = [
        (words(each.at), words(desk.clean(each.text)), words(desk.cast.sources(each.source_ids) or "not given"))
        for each in entries
    ]
    return table(("Time", "Event", "Source"), (20, 55, 25), rows)


def _key_witnesses(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    rows = []
    for each in report.witness_evidence if report else ():
        person = desk.cast.person(each.person_id)
        role = joined(lower(role.label) for role in person.party_roles)
        label = words(strong(desk.cast.name(each.person_id)), f" ({desk.cast.initials(person)}), {role}")
        rows.append((label, words(desk.clean(each.text))))
    return table(("Witness", "Says"), (30, 70), rows)


def _hostility(desk: Desk) -> tuple[Section, ...]:
    shown = tuple(item for item in desk.case.hostility_items if item.limb != HostilityLimb.NONE)
    if not desk.is_flagged:
        return ()
    blocks = evidence.quotes(desk, shown, with_limb=False)
    why = desk.clean(desk.case.no_hostility_found_reason)
    return (Section(8, "Words and acts said to show hostility", _RECORDS, blocks, why),)


def _interview(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    if report and report.interview:
        return prose(desk.clean(report.interview))
    told = [
        words(f"{desk.cast.name(each.person_id)}: ", desk.clean(each.interview.summary))
        for each in desk.case.suspects
        if each.interview.summary
    ]
    return bullets(told)


def _antecedents(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    if report and report.antecedents:
        return prose(desk.clean(report.antecedents))
    known = [
        words(f"{desk.cast.name(each.person_id)}: {lower(each.antecedents.pnc_result.label)}")
        for each in desk.case.suspects
        if each.antecedents.pnc_result
    ]
    return bullets(known)


def _impact(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    if report and report.victim_impact:
        return prose(desk.clean(report.victim_impact))
    return facts(
        *[
            (desk.cast.name(each.person_id), care.personal_statement(desk, each.person_id))
            for each in desk.case.victims
            if each.vps.offered_at
        ]
    )


def _officer(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    at = report.officer_certified_at if report else None
    return prose(f"{desk.signature(desk.case.oic_id)}, {moment(at)} (London).") if at else ()


def _supervisor(desk: Desk, report: PoliceReport | None) -> tuple[Block, ...]:
    at = report.supervisor_certified_at if report else None
    if at is None:
        return ()
    who = desk.signature(desk.case.supervisor_id) or "the supervisor"
    return prose(f"{who} certifies that this summary is accurate and balanced: {moment(at)} (London).")
