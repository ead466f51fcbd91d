"""The offence catalogue: what each offence is, its limits, consents, maxima and points to prove, by offence date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from app.domain.tables import BadTable, Dated, by_key, load, on_day
from app.domain.vocabulary import ConsentType, ElementKind, ModeOfTrial, Strand
from app.domain.vocabulary.base import Labelled

IDENTIFICATION = "The suspect is the person who did it"
HOSTILITY = "Hostility demonstrated, or the offence motivated by it"


class Aggravation(Labelled):
    INHERENT = "inherent", "Hostility is an element of the offence"
    S66 = "s66", "Hostility counts at sentence"


class PoliceCharge(Labelled):
    """Who may charge when no strand is set."""

    POLICE = "police", "Police"
    POLICE_IF_GUILTY_PLEA = "police_if_guilty_plea", "Police, if a guilty plea and the magistrates' court are expected"
    CPS = "cps", "CPS"


class SpouseConsent(Labelled):
    """Consent of the Director where the property is that of a spouse or civil partner (Theft Act 1968 s30(4))."""

    YES = "yes", "Needed"
    NOT_CONFIRMED = "not_confirmed", "Needed (not confirmed)"


class OffenceGroup(Labelled):
    """Groups the rules speak of."""

    INJURY = "injury", "Injury"
    DAMAGE = "damage", "Damage"
    COURSE_OF_CONDUCT = "course_of_conduct", "Harassment or stalking"
    COMMUNICATIONS = "communications", "Communications"
    STIRRING_UP = "stirring_up", "Stirring up hatred"
    PROTEST = "protest", "Protest"
    EXPRESSION = "expression", "Freedom of expression must be weighed"
    CDA_AGGRAVATED = "cda_aggravated", "Aggravated under the Crime and Disorder Act 1998"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence(Dated):
    """An offence as it stands in the catalogue; `strands` are those the offence itself is about."""

    key: str
    title: str
    statute: str
    mode: ModeOfTrial
    time_limit_rule: str
    time_limit_rule_if_domestic_abuse: str
    consent: ConsentType
    spouse_consent: SpouseConsent | None
    aggravation: Aggravation
    strands: tuple[Strand, ...]
    bases: tuple[str, ...]
    authority: PoliceCharge
    cps_unit: str
    groups: tuple[OffenceGroup, ...]
    usable: bool
    note: str

    @property
    def is_summary_only(self) -> bool:
        return self.mode is ModeOfTrial.SUMMARY_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum(Dated):
    """Maximum sentence for offences of a time; empty = that court cannot give it. GL = the general limit."""

    offence_key: str
    magistrates_custody: str
    magistrates_fine: str
    crown_custody: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralLimit(Dated):
    """Most a magistrates' court can give for one either-way offence, in months; valid by date of conviction."""

    key: str
    months: int
    offence_from: date | None
    offence_before: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow(Dated):
    key: str
    offence_key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point to prove; the key stays the same whatever becomes of the text."""

    key: str
    kind: ElementKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AggravationStrand(Dated):
    strand: Strand
    in_force: bool


@cache
def catalogue() -> Mapping[str, Offence]:
    """Every offence by key, in the order of the file."""
    found: dict[str, Offence] = by_key(load("offences.csv", Offence), "key")
    for offence in found.values():
        if unknown := set(offence.bases) - set(found):
            raise BadTable(f"offences.csv: {offence.key} has unknown bases {sorted(unknown)}")
    return MappingProxyType(found)


def offence(key: str) -> Offence:
    """The offence of a key. Raises KeyError for a key the catalogue does not hold."""
    return catalogue()[key]


def offences_on(day: date) -> tuple[Offence, ...]:
    """The offences that may be proposed for an offence date."""
    return tuple(offence for offence in catalogue().values() if offence.usable and offence.valid_on(day))


@cache
def _maxima() -> tuple[Maximum, ...]:
    return load("offence_maxima.csv", Maximum)


def maximum(key: str, offence_date: date) -> Maximum | None:
    """Maximum sentence for an offence committed on a day."""
    return on_day([row for row in _maxima() if row.offence_key == key], offence_date)


@cache
def _general_limits() -> tuple[GeneralLimit, ...]:
    return load("general_limit.csv", GeneralLimit)


def general_limit(offence_date: date, convicted_on: date) -> GeneralLimit:
    """The general limit in a magistrates' court, by the dates of offence and conviction (Sentencing Code s224)."""
    rows = [
        row
        for row in _general_limits()
        if (row.offence_from is None or offence_date >= row.offence_from)
        and (row.offence_before is None or offence_date < row.offence_before)
    ]
    found = on_day(rows, convicted_on)
    if found is None:
        raise ValueError(f"Nobody can be convicted on {convicted_on} of an offence of {offence_date}")
    return found


@cache
def _points() -> tuple[PointRow, ...]:
    return load("points_to_prove.csv", PointRow)


def points_to_prove(key: str) -> tuple[Point, ...]:
    """What must be proved: the offence's own points or those of its base, hostility where inherent, identification."""
    own = offence(key)
    source = key if any(row.offence_key == key for row in _points()) else own.bases[0]
    points = [
        Point(key=row.key, kind=ElementKind.OFFENCE, text=row.text) for row in _points() if row.offence_key == source
    ]
    if own.aggravation is Aggravation.INHERENT:
        points.append(Point(key=f"{key}.hostility", kind=ElementKind.HOSTILITY, text=HOSTILITY))
    points.append(Point(key=f"{key}.identification", kind=ElementKind.IDENTIFICATION, text=IDENTIFICATION))
    return tuple(points)


@cache
def aggravation_rows() -> tuple[AggravationStrand, ...]:
    """Every strand with an aggravated form, those not commenced included; for pages that show the law."""
    return load("aggravation_strands.csv", AggravationStrand)


def aggravation_strands(offence_date: date) -> frozenset[Strand]:
    """Strands for which an aggravated offence of the Crime and Disorder Act 1998 exists on an offence date."""
    return frozenset(row.strand for row in aggravation_rows() if row.in_force and row.valid_on(offence_date))
