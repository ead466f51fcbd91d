"""What the law offers when an offence is chosen: which forms exist for the day and the strands, and why or why not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app import formatting
from app.domain.calendar import london_day
from app.domain.offence_forms import (
    OffenceForm,
    aggravated_forms,
    bases_of,
    choice_problem,
    extension_words,
    forms_of,
    is_aggravated,
)
from app.domain.offences import aggravation_strands, catalogue
from app.domain.vocabulary import Strand
from app.models.allegation import Allegation
from app.web.case_pages import Frame
from app.web.clock import today


@dataclass(frozen=True, slots=True)
class Pair:
    """A base offence and its aggravated form, with what this case's flag makes of it."""

    base: str
    aggravated: str
    exists: bool
    why: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Shown where an offence is chosen: the rule, the pairs, and the forms of the offence that is chosen already."""

    rule: str
    flag: str
    extension: str
    pairs: tuple[Pair, ...]
    chosen: str
    forms: tuple[OffenceForm, ...]


def guide(frame: Frame, key: str | None, strands: Collection[str] | None, on: date | None) -> Guide:
    """For the day of the offence, else of the incident; for the strands alleged, else those of the flag."""
    case = frame.case
    day = on or (london_day(case.occurred_from) if case.occurred_from else today())
    flagged = [Strand(row.strand) for row in case.strands]
    alleged = [one for one in Strand if one in set(strands or ())] or flagged
    known = key if key in catalogue() else None
    return Guide(
        rule=_rule(day),
        flag=_flag(flagged),
        extension=extension_words(day),
        pairs=tuple(_pairs(alleged, day)),
        chosen=catalogue()[known].title if known else "",
        forms=forms_of(known, alleged, day) if known else (),
    )


def _rule(day: date) -> str:
    named = formatting.listed(one.label.lower() for one in Strand if one in aggravation_strands(day))
    return f"On {formatting.day(day)} an aggravated form exists for hostility towards {named}."


def _flag(flagged: Collection[Strand]) -> str:
    if not flagged:
        return "No strand is flagged on this case."
    named = formatting.listed(one.label.lower() for one in flagged)
    return f"The flag of this case is {named}: that is what somebody perceived. What you allege here must be proved."


def _pairs(strands: Collection[Strand], day: date) -> list[Pair]:
    found = []
    for base in catalogue().values():
        for row in aggravated_forms(base.key):
            if not row.valid_on(day):
                continue
            problem = choice_problem(row.key, strands, day)
            found.append(Pair(base.title, row.title, problem is None, problem or "Hostility must be proved."))
    return found


def forms_of_row(row: Allegation) -> tuple[OffenceForm, ...]:
    """The forms of an offence that is alleged."""
    strands = [Strand(one) for one in row.hostility_strands or ()]
    return forms_of(row.offence_type_key, strands, row.offence_from or today())


def offered(row: Allegation, others: Collection[Allegation]) -> list[tuple[str, str]]:
    """Base offences that can still be added as an alternative with one press: (key, title)."""
    if not is_aggravated(row.offence_type_key):
        return []
    there = {one.offence_type_key for one in others if (one.suspect_id, one.crime_id) == (row.suspect_id, row.crime_id)}
    bases = bases_of(row.offence_type_key, row.offence_from or today())
    return [(base.key, base.title) for base in bases if base.key not in there]
