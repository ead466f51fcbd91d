"""Which forms of an offence exist: base, aggravated, alternative before a jury, increase at sentence.

Checked by the day of the offence and the strands alleged. A strand of the flag says what somebody perceived; a strand
alleged here must be proved (Crime and Disorder Act 1998 ss28 to 32, Sentencing Code s66).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domain.calendar import written_day
from app.domain.offences import (
    Aggravation,
    Offence,
    OffenceGroup,
    aggravation_rows,
    aggravation_strands,
    catalogue,
    offence,
)
from app.domain.tables import Dated, load
from app.domain.vocabulary import Strand, UpliftBasis
from app.domain.vocabulary.base import Labelled


class FormKind(Labelled):
    AGGRAVATED = "aggravated", "Aggravated form"
    BASE = "base", "Base offence"
    ALTERNATIVE = "alternative", "Alternative before a jury"
    UPLIFT = "uplift", "Section 66 uplift"


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceForm:
    """One form of an offence: does it exist in this case, and why or why not. No key = a rule of sentence."""

    kind: FormKind
    key: str | None
    exists: bool
    why: str
    source: str

    @property
    def title(self) -> str:
        return offence(self.key).title if self.key else self.kind.label


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryAlternative(Dated):
    offence_key: str
    alternative_key: str


@cache
def jury_alternatives() -> tuple[JuryAlternative, ...]:
    """Every offence of which a jury may convict instead of the one charged."""
    return load("jury_alternatives.csv", JuryAlternative)


def is_aggravated(key: str) -> bool:
    """Is it one of the aggravated offences of the Crime and Disorder Act 1998?"""
    return OffenceGroup.CDA_AGGRAVATED in offence(key).groups


def aggravated_forms(key: str) -> tuple[Offence, ...]:
    """The aggravated offences whose base this one is, whether or not they exist on a day."""
    return tuple(one for one in catalogue().values() if key in one.bases and is_aggravated(one.key))


def bases_of(key: str, on: date) -> tuple[Offence, ...]:
    """The base offences of an aggravated one that exist on a day: what is charged beside it before magistrates."""
    return tuple(one for one in map(offence, offence(key).bases if is_aggravated(key) else ()) if one.valid_on(on))


def _names(strands: Iterable[Strand]) -> str:
    names = [one.label.lower() for one in Strand if one in set(strands)]
    return " and ".join(", ".join(names).rsplit(", ", 1))


def pending_strands(on: date) -> tuple[Strand, ...]:
    """Strands to which the aggravated forms are to extend; the commencement is not confirmed."""
    return tuple(row.strand for row in aggravation_rows() if not row.in_force and row.valid_on(on))


def extension_words(on: date) -> str:
    """What is said of the extension of 2026: it is shown, never used. Empty where nothing is pending."""
    waiting = pending_strands(on)
    if not waiting:
        return ""
    return f"An extension to {_names(waiting)} is announced; that it is in force is not confirmed, so it is not used."


def choice_problem(key: str, strands: Collection[Strand], on: date) -> str | None:
    """Why this offence cannot be alleged with these strands for an offence of a day, or None; fit for a field.

    An aggravated offence needs hostility towards race or religion (Crime and Disorder Act 1998 s28); stirring up
    exists for the strands each section names (Public Order Act 1986 ss18 to 29G).
    """
    found = offence(key)
    if OffenceGroup.STIRRING_UP in found.groups:
        named = frozenset(found.strands)
        if not strands or named.intersection(strands):
            return None
        return f"This offence is about {_names(named)}, not {_names(strands)}."
    if not is_aggravated(key):
        return None
    allowed = aggravation_strands(on)
    if allowed.intersection(strands):
        return None
    instead = " or ".join(offence(base).title for base in found.bases)
    if not strands:
        return f"Say whether hostility towards {_words(allowed)} is alleged, or choose the base offence: {instead}."
    waits = " The extension of 2026 is not confirmed." if set(pending_strands(on)).intersection(strands) else ""
    return (
        f"For an offence of {written_day(on)} an aggravated form exists for {_names(allowed)}, not for"
        f" {_names(strands)}.{waits} Choose the base offence: {instead}. Hostility then counts at sentence."
    )


def _words(strands: Iterable[Strand]) -> str:
    return _names(strands).replace(" and ", " or ")


def forms_of(key: str, strands: Collection[Strand], on: date) -> tuple[OffenceForm, ...]:
    """Every form of an offence with whether it exists for these strands on a day, and why or why not."""
    if is_aggravated(key):
        return (*_base_forms(key, on), *_jury(key, on), _uplift_beside(key, strands, on))
    return (*_aggravated(key, strands, on), *_jury(key, on), _uplift(key, strands, on))


def _aggravated(key: str, strands: Collection[Strand], on: date) -> Iterator[OffenceForm]:
    rows = aggravated_forms(key)
    if not rows:
        yield OffenceForm(
            kind=FormKind.AGGRAVATED, key=None, exists=False, why="There is no aggravated form of this offence.",
            source="Crime and Disorder Act 1998 ss29 to 32",
        )  # fmt: skip
    for row in rows:
        if not row.usable or not row.valid_on(on):
            exists, why = False, f"It did not exist on {written_day(on)}."
        else:
            problem = choice_problem(row.key, strands, on)
            found = aggravation_strands(on).intersection(strands)
            exists, why = problem is None, problem or f"Hostility towards {_names(found)} must be proved."
        yield OffenceForm(kind=FormKind.AGGRAVATED, key=row.key, exists=exists, why=why, source=row.statute)


def _base_forms(key: str, on: date) -> Iterator[OffenceForm]:
    for row in map(offence, offence(key).bases):
        exists = row.valid_on(on)
        why = (
            "A magistrates' court cannot convict of it unless it is charged: there, charge both, one in the"
            " alternative. It keeps its own time limit."
            if exists
            else f"It did not exist on {written_day(on)}."
        )
        yield OffenceForm(kind=FormKind.BASE, key=row.key, exists=exists, why=why, source=row.statute)


def _jury(key: str, on: date) -> Iterator[OffenceForm]:
    found = offence(key)
    if is_aggravated(key) and found.is_summary_only:
        yield OffenceForm(
            kind=FormKind.ALTERNATIVE, key=None, exists=False, source=found.statute,
            why="It is tried by magistrates only, so there is no jury to convict of another offence.",
        )  # fmt: skip
    for row in jury_alternatives():
        if row.offence_key == key:
            yield OffenceForm(
                kind=FormKind.ALTERNATIVE,
                key=row.alternative_key,
                exists=row.valid_on(on) and offence(row.alternative_key).valid_on(on),
                why="In the Crown Court the jury may convict of it without a charge of its own.",
                source=row.source,
            )


def _uplift(key: str, strands: Collection[Strand], on: date) -> OffenceForm:
    """Hostility that is no part of the offence: at sentence, for every strand."""
    found = offence(key)
    if found.aggravation is Aggravation.INHERENT:
        return _uplift_beside(key, strands, on)
    why = "Hostility is no part of this offence. It must be proved at sentence, and the court must increase for it."
    available = aggravation_strands(on).intersection(strands)
    if available and any(row.usable and row.valid_on(on) for row in aggravated_forms(key)):
        why += (
            f" For {_words(available)} the aggravated form exists: without it the court should normally not increase."
        )
    return OffenceForm(kind=FormKind.UPLIFT, key=None, exists=True, why=why, source="Sentencing Code s66")


def _uplift_beside(key: str, strands: Collection[Strand], on: date) -> OffenceForm:
    """Hostility that is part of the offence is not counted again; towards other strands it still is."""
    inside = _inside(key, on)
    outside = [one for one in strands if one not in inside]
    own = f"Hostility towards {_words(inside)} is part of this offence and is not counted again at sentence."
    why = own if inside else "Hostility is part of this offence."
    if outside:
        why += f" Hostility towards {_names(outside)} counts at sentence."
    return OffenceForm(kind=FormKind.UPLIFT, key=None, exists=bool(outside), why=why, source="Sentencing Code s66")


def _inside(key: str, on: date) -> frozenset[Strand]:
    """The strands that are an element of the offence itself."""
    found = offence(key)
    if is_aggravated(key):
        return aggravation_strands(on)
    return frozenset(found.strands) if found.aggravation is Aggravation.INHERENT else frozenset()


def uplift_problem(key: str, strand: Strand | None, basis: UpliftBasis | None, on: date) -> str | None:
    """Why this basis of an increase for hostility cannot be right for an offence, or None (Sentencing Code s66)."""
    if basis is UpliftBasis.S66 and is_aggravated(key) and (strand is None or strand in _inside(key, on)):
        named = strand.label.lower() if strand else "race or religion"
        return f"Hostility towards {named} is part of this offence, so section 66 is not used as well."
    if basis is UpliftBasis.INHERENT and offence(key).aggravation is not Aggravation.INHERENT:
        return "Hostility is no part of this offence. The basis is section 66."
    return None
