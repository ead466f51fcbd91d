"""Shapes the offences of a case: suspect, law, dates, time limit, consent, and each point with what supports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import url_for

from app import formatting
from app.domain.case_file import CaseFile
from app.domain.deadlines import TimeLimit, allegation_time_limit
from app.domain.facts import strands_of_crime
from app.domain.offence_forms import OffenceForm
from app.domain.offences import OffenceGroup, catalogue
from app.domain.permissions import Permission
from app.domain.vocabulary import ChargingAuthority, IdentificationMethod, PartyRole, Strand
from app.journeys.offences import grid, law_view
from app.models.allegation import Act, Allegation, Crime
from app.queries import allegations as questions
from app.queries import material
from app.queries.case_file import gather
from app.services.allegations import OPEN_TO_POLICE
from app.web.case_pages import Frame
from app.web.clock import today
from app.web.forms import BaseForm

P = Permission
Key = TypeVar("Key")


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
    rows: tuple[grid.GridRow, ...]
    forms: tuple[OffenceForm, ...]
    alternative_to: str
    offers: tuple[tuple[str, str], ...]
    form: BaseForm | None
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
    held = material.shown_at(material.links_of(frame.case), sources) if shown else {}
    return [_block(frame, row, rows, case, held, at) for row in rows]


def _block(
    frame: Frame, row: Allegation, every: Sequence[Allegation], case: CaseFile, held: grid.Held, at: datetime
) -> Block:
    offence, limit = catalogue()[row.offence_type_key], _limit_of(case, row)
    edits = frame.may(P.CASE_EDIT)
    ref, file_id = frame.case.reference, row.file_id
    offers = law_view.offered(row, every) if edits and row.status in OPEN_TO_POLICE else []
    return Block(
        id=row.file_id,
        title=offence.title,
        suspect=row.suspect.person.full_name.strip(),
        when=_dates(row),
        law=f"{offence.statute}, {offence.mode.label.lower()}",
        facts=_facts(row, case),
        limit=_limit_words(limit, row, at),
        limit_why=(limit.why, *(("This rule is not confirmed.",) if limit.unconfirmed else ())),
        limit_source=limit.source,
        limit_stands_out=limit.problem is not None,
        rows=grid.rows(frame, row, held),
        forms=law_view.forms_of_row(row),
        alternative_to=next((one.file_id for one in every if one.id == row.alternative_to_id), ""),
        offers=tuple(
            (title, url_for("offences.alternative", reference=ref, allegation=file_id, base=key))
            for key, title in offers
        ),
        form=BaseForm(version=row.version) if offers else None,
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


def _facts(row: Allegation, case: CaseFile) -> tuple[tuple[str, str], ...]:
    crime = next((one for one in case.crimes if one.crime_number == row.crime.crime_number), None)
    flagged = strands_of_crime(case, crime) if crime else ()
    flag = formatting.listed(one.label.lower() for one in Strand if one in flagged)
    strands = formatting.listed(Strand(one).label.lower() for one in row.hostility_strands or ())
    found = formatting.listed(IdentificationMethod(one).label.lower() for one in row.identification_methods)
    facts = (
        ("Stands at", row.status.label),
        ("Who decides the charge", "The CPS" if row.charging_authority is ChargingAuthority.CPS else "The police"),
        ("Consent", _consent(row)),
        ("Flag: what was perceived", formatting.first_upper(flag) or "None"),
        ("Hostility alleged, to be proved", formatting.first_upper(strands) or "None"),
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


def lead(found: Sequence[Block]) -> str:
    """Is everything that must be proved covered? The answer of the page."""
    empty = sum(row.is_empty for block in found for row in block.rows)
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
