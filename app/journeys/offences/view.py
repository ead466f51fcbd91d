"""Shapes the offences of a case: suspect, law, dates, time limit, consent, and each point with what supports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import url_for

from app import formatting
from app.domain.case_file import CaseFile
from app.domain.deadlines import TimeLimit, allegation_time_limit
from app.domain.offences import OffenceGroup, catalogue
from app.domain.permissions import Permission
from app.domain.vocabulary import ChargingAuthority, IdentificationMethod, PartyRole, Strand
from app.models.allegation import Act, Allegation, Crime, Element
from app.queries import allegations as questions
from app.queries import material
from app.queries.case_file import gather
from app.queries.material import Source
from app.services.allegations import OPEN_TO_POLICE
from app.web.case_pages import Frame
from app.web.clock import today
from app.web.source_words import short_words

P = Permission
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point to prove and the numbers of what is linked to it."""

    text: str
    kind: str
    sources: tuple[str, ...]
    address: str | None

    @property
    def is_empty(self) -> bool:
        return not self.sources


@dataclass(frozen=True, slots=True)
class Block:
    """One allegation."""

    id: str
    title: str
    suspect: str
    when: str
    law: str
    facts: tuple[tuple[str, str], ...]
    limit: str
    limit_why: tuple[str, ...]
    limit_source: str
    limit_stands_out: bool
    points: tuple[PointLine, ...]
    acts: tuple[tuple[str, str | None], ...]
    change: str | None
    add_point: str | None
    add_act: str | None


def blocks(frame: Frame, at: datetime) -> list[Block]:
    """Every allegation of the case with its points and their links."""
    rows = questions.with_points(frame.case)
    if not rows:
        return []
    case = gather(frame.case).case
    shown = frame.may(P.EVIDENCE_LIST)
    sources = material.sources_of(frame.case)
    links = material.linked(material.links_of(frame.case), sources, "element") if shown else {}
    return [_block(frame, row, case, links, at) for row in rows]


def _block(frame: Frame, row: Allegation, case: CaseFile, links: Mapping[int, Sequence[Source]], at: datetime) -> Block:
    offence, limit = catalogue()[row.offence_type_key], _limit_of(case, row)
    edits = frame.may(P.CASE_EDIT)
    ref, file_id = frame.case.reference, row.file_id
    return Block(
        id=row.file_id,
        title=offence.title,
        suspect=row.suspect.person.full_name.strip(),
        when=_dates(row),
        law=f"{offence.statute}, {offence.mode.label.lower()}",
        facts=_facts(row),
        limit=_limit_words(limit, row, at),
        limit_why=(limit.why, *(("This rule is not confirmed.",) if limit.unconfirmed else ())),
        limit_source=limit.source,
        limit_stands_out=limit.problem is not None,
        points=tuple(_point(frame, row, one, links.get(one.id, ())) for one in row.elements),
        acts=tuple((f"{formatting.day(one.on, today())}: {one.text}", _act(frame, row, one)) for one in row.acts),
        change=url_for("offences.change", reference=ref, allegation=file_id)
        if edits and row.status in OPEN_TO_POLICE
        else None,
        add_point=url_for("offences.point", reference=ref, allegation=file_id) if edits else None,
        add_act=url_for("offences.add_act", reference=ref, allegation=file_id)
        if edits and row.status in OPEN_TO_POLICE and OffenceGroup.COURSE_OF_CONDUCT in offence.groups
        else None,
    )


def _act(frame: Frame, row: Allegation, act: Act) -> str | None:
    """The page of an act, for who may change it now."""
    if not frame.may(P.CASE_EDIT) or row.status not in OPEN_TO_POLICE:
        return None
    return url_for("offences.change_act", reference=frame.case.reference, allegation=row.file_id, number=act.id)


def _limit_of(case: CaseFile, row: Allegation) -> TimeLimit:
    return allegation_time_limit(case, next(one for one in case.allegations if one.allegation_id == row.file_id))


def _limit_words(limit: TimeLimit, row: Allegation, at: datetime) -> str:
    """The limit in words, with what is left of it while nobody is charged."""
    if not limit.has_limit:
        return limit.label
    if limit.due is None:
        return limit.problem or limit.label
    last = formatting.day(limit.due)
    if row.charged_at:
        return f"It was {last}. Charged {formatting.day(row.charged_at)}."
    return f"{last}. {formatting.how_long_left(limit.due, at)}."


def _facts(row: Allegation) -> tuple[tuple[str, str], ...]:
    strands = formatting.listed(Strand(one).label.lower() for one in row.hostility_strands or ())
    found = formatting.listed(IdentificationMethod(one).label.lower() for one in row.identification_methods)
    facts = (
        ("Stands at", row.status.label),
        ("Who decides the charge", "The CPS" if row.charging_authority is ChargingAuthority.CPS else "The police"),
        ("Consent", _consent(row)),
        ("Hostility alleged", formatting.first_upper(strands) or "None"),
        ("Identified by", formatting.first_upper(found) or "Not stated"),
        ("Recorded crime", row.crime.crime_number),
        ("Particulars", row.wording or "Not written"),
    )
    return tuple((label, words) for label, words in facts if words)


def _dates(row: Allegation) -> str:
    if row.offence_from is None:
        return "the date is not known"
    first = formatting.day(row.offence_from, today())
    if row.offence_to is None or row.offence_to == row.offence_from:
        return first
    return f"{first} to {formatting.day(row.offence_to, today())}"


def _consent(row: Allegation) -> str:
    if row.consent_type is None:
        return "Nobody's consent is needed"
    who = row.consent_type.label
    if row.consent_granted_at:
        return f"{who}: given {formatting.day(row.consent_granted_at, today())}"
    asked = f", asked for {formatting.day(row.consent_requested_at, today())}" if row.consent_requested_at else ""
    return f"{who}: needed before proceedings start{asked}"


def _point(frame: Frame, row: Allegation, element: Element, held: Sequence[Source]) -> PointLine:
    address = None
    if frame.may(P.CASE_EDIT):
        ref = frame.case.reference
        address = url_for("offences.link", reference=ref, allegation=row.file_id, number=element.id)
    return PointLine(
        text=element.text, kind=element.kind.label, sources=tuple(short_words(one) for one in held), address=address
    )


def lead(found: Sequence[Block]) -> str:
    """Is everything that must be proved covered? The answer of the page."""
    empty = sum(point.is_empty for block in found for point in block.points)
    count = formatting.plural(len(found), "offence")
    if not empty:
        return f"{count}. Every point to prove has something linked to it."
    return f"{count}. {formatting.plural(empty, 'point')} to prove with nothing linked yet."


def missing(frame: Frame) -> str:
    """What must be there before an offence can be alleged: a suspect, a crime, both, or nothing."""
    lacking = []
    if not frame.header.of_role(PartyRole.SUSPECT):
        lacking.append("suspect")
    if not frame.header.crimes:
        lacking.append("crime")
    return " and ".join(lacking)


def only(rows: Mapping[Key, object]) -> Key | None:
    """The key of the one row there is; None where there is a choice."""
    return next(iter(rows)) if len(rows) == 1 else None


def crime_words(row: Crime) -> str:
    """A recorded crime in a list."""
    return f"{row.crime_number}: {catalogue()[row.offence_type_key].title}"


def allegation_words(row: Allegation) -> str:
    """The offence and the suspect."""
    return f"{catalogue()[row.offence_type_key].title}, {row.suspect.person.full_name.strip()}"
