"""Shapes the people of a case for their pages: by part in the case, each with what its reader may know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import url_for

from app import formatting
from app.domain.non_crime import in_its_words, role_word
from app.domain.permissions import Permission
from app.domain.vocabulary import (
    PartyRole,
    SpecialMeasure,
    StatementKind,
    Tier,
    TierBasis,
    VictimSupport,
)
from app.models.people import Person
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.queries import identity
from app.queries import people as questions
from app.queries.material import Sources
from app.web.case_pages import Frame
from app.web.clock import today
from app.web.sessions import actor
from app.web.source_words import source_choices, source_words

P = Permission
Links = tuple[tuple[str, str], ...]
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person: name, what matters most in this group, a second sentence, the pages that lead on."""

    id: int
    name: str
    also: str
    says: str
    second: tuple[str, ...]
    links: Links
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """People of one part in the case."""

    heading: str
    one: str
    lines: list[PersonLine] = field(default_factory=list)


def groups(frame: Frame) -> list[Group]:
    """Suspects, victims, witnesses, others: a person stands once, in the first group that fits."""
    case = frame.case
    suspects = {row.person_id: row for row in questions.suspects_of(case)}
    victims = {row.person_id: row for row in questions.victims_of(case)}
    words = in_its_words if frame.header.non_crime else str
    found = [Group(words("Suspects"), words("suspect")), Group(words("Victims"), words("victim"))]
    found.append(Group("Witnesses", "witness"))
    others = Group("Others", "other person")
    everybody = questions.of_case(case)
    again = identity.repeats((person.id for person in everybody), actor())
    for person in everybody:
        roles = {role.party_role for role in person.roles}
        if person.id in suspects:
            if frame.may(P.SUSPECT_READ):
                found[0].lines.append(_suspect(frame, person, suspects[person.id]))
        elif person.id in victims:
            found[1].lines.append(_victim(frame, person, victims[person.id]))
        elif PartyRole.WITNESS in roles:
            found[2].lines.append(_other(frame, person, _witness_words(person)))
        else:
            others.lines.append(_other(frame, person, _roles(roles)))
    return [_with_repeats(group, again) for group in (*found, others) if group.lines]


def _with_repeats(group: Group, again: Mapping[int, identity.Repeats]) -> Group:
    """Said over the cases this reader may open, and no others."""
    return replace(
        group, lines=[replace(line, second=(*line.second, *_again(again.get(line.id)))) for line in group.lines]
    )


def _again(found: identity.Repeats | None) -> Iterator[str]:
    for count, words in ((found.victim, "victim"), (found.suspect, "suspect")) if found else ():
        if count:
            yield f"Repeat {words}: also {words} in {formatting.plural(count, 'other case')} you may open."


def _roles(roles: Iterable[PartyRole]) -> str:
    return formatting.first_upper(formatting.listed(role.label.lower() for role in roles))


def lead(frame: Frame, found: Sequence[Group]) -> str:
    """How many of each, and whether the victims support a prosecution: the answer of the page."""
    many = {"witness": "witnesses", "other person": "other people"}
    counts = formatting.listed(formatting.plural(len(one.lines), one.one, many.get(one.one)) for one in found)
    if frame.header.non_crime:
        return f"{counts}."
    return f"{counts}. {_support(questions.victims_of(frame.case))}".strip()


def _support(victims: Sequence[Victim]) -> str:
    """Whether the victims support a prosecution; who has not been asked comes first."""
    if not victims:
        return "No victim is named."
    unasked = sum(row.victim_support in (None, VictimSupport.UNKNOWN) for row in victims)
    if unasked:
        return f"{formatting.plural(unasked, 'victim')} still to be asked about supporting a prosecution."
    if len(victims) == 1:
        return f"The victim: {victims[0].victim_support.label.lower()}." if victims[0].victim_support else ""
    agreed = sum(row.victim_support is VictimSupport.SUPPORTS for row in victims)
    return f"{agreed} of {len(victims)} victims support a prosecution."


def _line(frame: Frame, person: Person, says: str, second: Sequence[str], links: Links, **more: Any) -> PersonLine:
    return PersonLine(
        id=person.id,
        name=formatting.full_name(person.given_names, person.surname, person.organisation),
        also=", ".join(
            role_word(role.party_role, non_crime=frame.header.non_crime).lower() for role in person.roles[1:]
        ),
        says=says,
        second=tuple(words for words in (*second, _language(person)) if words),
        links=(*links, *_common_links(frame, person)),
        **more,
    )


def _language(person: Person) -> str:
    if person.interpreter_needed:
        return f"Interpreter needed{f': {person.language}' if person.language else ''}."
    return f"Speaks {person.language}." if person.language else ""


def _address(frame: Frame, person: Person, page: str) -> str:
    return url_for(f"people.{page}", reference=frame.case.reference, person=person.file_id)


def _common_links(frame: Frame, person: Person) -> Links:
    links = [("Same person elsewhere", url_for("linked.person", reference=frame.case.reference, person=person.file_id))]
    if frame.may(P.PERSON_CONTACT):
        links.append(("Contact details", _address(frame, person, "contact")))
    if frame.may(P.PERSON_CHARACTERISTICS):
        links.append(("Protected characteristics", _address(frame, person, "characteristics")))
    if frame.may(P.CASE_EDIT):
        links.append(("Change", _address(frame, person, "change")))
        works_here = url_for("access_rules.works_here", reference=frame.case.reference, person=person.file_id)
        links.append(("Works here", works_here))
    return tuple(links)


def _suspect(frame: Frame, person: Person, row: Suspect) -> PersonLine:
    if frame.header.non_crime:
        return _line(frame, person, role_word(PartyRole.SUSPECT, non_crime=True), (), ())
    interview = row.interview_status.label if row.interview_status else "No interview yet"
    ends = f" until {formatting.day(row.bail_ends_on, today())}" if _on_bail(row) and row.bail_ends_on else ""
    links = (("Custody, interview and background", _address(frame, person, "suspect")),)
    return _line(frame, person, f"{row.custody_status.label}{ends}", [f"{interview}."], links)


def _on_bail(row: Suspect) -> bool:
    return row.custody_status.value == "precharge_bail"


def _victim(frame: Frame, person: Person, row: Victim) -> PersonLine:
    if frame.header.non_crime:
        return _line(frame, person, role_word(PartyRole.VICTIM, non_crime=True), (), ())
    said = row.victim_support
    links = [("What the victim says", _address(frame, person, "victim"))]
    second = [f"{row.tier.label}."]
    if frame.may(P.NEEDS_READ):
        links.append(("Needs and special measures", _address(frame, person, "needs")))
        second.append(_measures(row))
    if frame.may(P.CASE_EDIT):
        links.append(("News", _address(frame, person, "updates")))
        second.append(_news(row))
    return _line(
        frame,
        person,
        said.label if said else "Nobody has asked whether the victim supports a prosecution",
        second,
        tuple(links),
        stands_out=said is None or said is VictimSupport.UNKNOWN,
    )


def _news(row: Victim) -> str:
    if row.updates_opted_out_at:
        return "Wants no news."
    if row.updates_every_days is None:
        return "How often to bring news is not agreed yet."
    return f"News every {formatting.plural(row.updates_every_days, 'day')}."


def offer_statements(form: Any, row: Victim, sources: Sources) -> None:
    """The victim's own statements by kind, and everything that can show injuries."""
    for name, kind in (
        ("vps_statement_id", StatementKind.VICTIM_PERSONAL),
        ("withdrawal_statement_id", StatementKind.WITHDRAWAL),
    ):
        own = [one for one in sources.statements if one.person_id == row.person_id and one.kind is kind]
        form[name].offer([(one.id, source_words(one)) for one in own])
    form.injured.offer(source_choices(sources))


def _measures(row: Victim) -> str:
    if row.needs_assessed_at is None:
        return "Needs not assessed yet."
    if not row.special_measures:
        return "No special measures asked for."
    return f"Special measures: {formatting.listed(SpecialMeasure(one).label.lower() for one in row.special_measures)}."


def _witness_words(person: Person) -> str:
    return "Key witness" if person.is_key_witness else "Witness"


def _other(frame: Frame, person: Person, words: str) -> PersonLine:
    second = []
    if person.is_vulnerable_or_intimidated:
        second.append("Vulnerable or intimidated.")
    if person.statement_outstanding_due_on:
        second.append(f"Statement still to come, by {formatting.day(person.statement_outstanding_due_on, today())}.")
    return _line(frame, person, words, second, ())


def tier_lead(row: Victim) -> str:
    """Which rights the victim has now."""
    offered = row.vps_offered_at
    told = f"personal statement offered on {formatting.day(offered, today())}" if offered else None
    return f"{row.tier.label}; {told or 'no personal statement offered yet'}."


def victim_facts(frame: Frame, row: Victim) -> Facts:
    """A victim's answers for a reader who does not change them."""
    said = row.victim_support
    facts = [
        ("Prosecution", said.label if said else "Not asked yet"),
        ("Why", row.support_reason or "Not stated"),
        ("Rights", _tier(row)),
        ("Personal statement", row.vps_response.label),
    ]
    if frame.may(P.STATEMENT_PERSONAL) and row.vps_summary:
        facts.append(("In short", row.vps_summary))
    if frame.may(P.EVIDENCE_LIST):
        facts.append(("Injuries", row.injuries_description or "None recorded"))
        facts.append(("If there is no statement", row.no_statement_reason or "Not stated"))
        facts.append(("Without the victim", row.evidence_led_assessment or "Not assessed"))
    return tuple(facts)


def _tier(row: Victim) -> str:
    basis = formatting.listed(TierBasis(one).label.lower() for one in row.tier_basis or ())
    return f"{row.tier.label}: {basis}" if basis and row.tier is Tier.ENHANCED else row.tier.label


def needs_facts(row: Victim) -> Facts:
    """Needs and special measures for a reader who does not change them."""
    return (
        ("Needs", "\n".join(row.needs or ()) or "None recorded"),
        ("Special measures", "\n".join(SpecialMeasure(one).label for one in row.special_measures or ()) or "None"),
        ("Assessed", formatting.day_time(row.needs_assessed_at) if row.needs_assessed_at else "Not yet"),
    )


def needs_lead(row: Victim) -> str:
    """When the needs were assessed."""
    at = row.needs_assessed_at
    return f"Last assessed {formatting.day_time(at, today())}." if at else "Nobody has assessed the needs yet."
