"""Cases that belong together, as one reader may know it: whoever may not open both sides knows of neither link."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.matching import one_name, overlapping, similar_words, window
from app.domain.references import BadReference, parse
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.linking import CaseLink, DuplicateAnswer, Series, SeriesCase
from app.models.people import IdentityLink, Person
from app.models.suspect import Suspect
from app.queries.incidents import visible_to
from app.queries.relationships import of_one

# So many reports of one place are looked at for likeness, the newest first; so many are shown.
LOOKED_AT, SHOWN = 60, 5


def opened_by(actor: Actor) -> Select[int]:
    """The ids of the cases this person may open."""
    return visible_to(actor).with_only_columns(Incident.id).order_by(None)


def as_typed(reference: str) -> str:
    """A reference as it is written in full; empty where the words are none."""
    try:
        return str(parse(reference))
    except BadReference:
        return ""


def named(actor: Actor, reference: str) -> Incident | None:
    """The case somebody typed the reference of; None where it does not exist for them, whether or not it exists."""
    return db.session.scalars(visible_to(actor, of_one).where(Incident.reference == as_typed(reference))).one_or_none()


def other_of(row: CaseLink | DuplicateAnswer, incident: Incident) -> Incident:
    """The other side of a pair."""
    return row.other if row.incident_id == incident.id else row.incident


def links_of(incident: Incident, actor: Actor) -> list[CaseLink]:
    """The live links of a case to cases this person may open, the oldest first."""
    ids = opened_by(actor)
    return list(
        db.session.scalars(
            select(CaseLink)
            .where(
                or_(CaseLink.incident_id == incident.id, CaseLink.other_id == incident.id),
                CaseLink.incident_id.in_(ids),
                CaseLink.other_id.in_(ids),
                CaseLink.ended_at.is_(None),
            )
            .options(joinedload(CaseLink.incident), joinedload(CaseLink.other))
            .order_by(CaseLink.id)
        )
    )


def link_by_id(incident: Incident, actor: Actor, number: int) -> CaseLink:
    """One live link of a case. Raises NotFound, also where the other side is not to be seen."""
    found = next((row for row in links_of(incident, actor) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def _known_series(actor: Actor) -> Select[int]:
    """The series of which this person may open two cases at least: one case alone tells of no other."""
    return (
        select(SeriesCase.series_id)
        .where(SeriesCase.incident_id.in_(opened_by(actor)))
        .group_by(SeriesCase.series_id)
        .having(func.count() > 1)
    )


def series_of(incident: Incident, actor: Actor) -> list[Series]:
    """The series a case is in, as far as they are there for this person."""
    return list(
        db.session.scalars(
            select(Series)
            .join(SeriesCase, SeriesCase.series_id == Series.id)
            .where(SeriesCase.incident_id == incident.id, Series.id.in_(_known_series(actor)))
            .order_by(Series.name, Series.id)
        )
    )


def series_by_id(actor: Actor, number: int) -> Series:
    """One series. Raises NotFound where it is not there for this person."""
    found = db.session.scalars(
        select(Series).where(Series.id == number, Series.id.in_(_known_series(actor)))
    ).one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found


def cases_of(series: Series, actor: Actor) -> list[Incident]:
    """The cases of a series this person may open, in the order they were reported. Of the others nothing is said."""
    return list(
        db.session.scalars(
            visible_to(actor)
            .join(SeriesCase, SeriesCase.incident_id == Incident.id)
            .where(SeriesCase.series_id == series.id)
            .order_by(None)
            .order_by(Incident.reported_at, Incident.id)
        )
    )


def lead_of(incident: Incident, actor: Actor) -> Incident | None:
    """The case that leads this one, where this person may open it."""
    if incident.lead_incident_id is None:
        return None
    return db.session.scalars(visible_to(actor, of_one).where(Incident.id == incident.lead_incident_id)).one_or_none()


def joined_to(incident: Incident, actor: Actor) -> list[Incident]:
    """The cases that this one leads and this person may open."""
    return list(db.session.scalars(visible_to(actor).where(Incident.lead_incident_id == incident.id)))


def prosecuted_with(incident: Incident, actor: Actor) -> list[Incident]:
    """Every other case joined with this one, the leading one first, as far as this person may open them."""
    lead = incident.lead_incident_id or incident.id
    return list(
        db.session.scalars(
            visible_to(actor)
            .where(or_(Incident.id == lead, Incident.lead_incident_id == lead), Incident.id != incident.id)
            .order_by(None)
            .order_by(Incident.lead_incident_id.is_not(None), Incident.id)
        )
    )


def joined_offences(incident: Incident, actor: Actor) -> list[tuple[Incident, list[Allegation]]]:
    """What is alleged in the cases that this one leads, case by case, as far as this person may open them."""
    cases = {case.id: case for case in joined_to(incident, actor)}
    found: dict[int, list[Allegation]] = {number: [] for number in cases}
    if cases:
        for row in db.session.scalars(
            select(Allegation)
            .where(Allegation.incident_id.in_(cases))
            .options(joinedload(Allegation.suspect).joinedload(Suspect.person))
            .order_by(Allegation.id)
        ):
            found[row.incident_id].append(row)
    return [(case, found[number]) for number, case in cases.items()]


def duplicates_of(incident: Incident, actor: Actor) -> list[DuplicateAnswer]:
    """What people said about this report and others, in both directions, where this person may open both."""
    ids = opened_by(actor)
    return list(
        db.session.scalars(
            select(DuplicateAnswer)
            .where(
                or_(DuplicateAnswer.incident_id == incident.id, DuplicateAnswer.other_id == incident.id),
                DuplicateAnswer.incident_id.in_(ids),
                DuplicateAnswer.other_id.in_(ids),
                DuplicateAnswer.undone_at.is_(None),
            )
            .options(joinedload(DuplicateAnswer.incident), joinedload(DuplicateAnswer.other))
            .order_by(DuplicateAnswer.id)
        )
    )


def answer_about(incident: Incident, other: Incident) -> DuplicateAnswer | None:
    """What stands about these two reports, in either direction."""
    return db.session.scalars(
        select(DuplicateAnswer).where(
            or_(
                (DuplicateAnswer.incident_id == incident.id) & (DuplicateAnswer.other_id == other.id),
                (DuplicateAnswer.incident_id == other.id) & (DuplicateAnswer.other_id == incident.id),
            ),
            DuplicateAnswer.undone_at.is_(None),
        )
    ).first()


@dataclass(frozen=True, slots=True)
class LikeReport:
    """A report that may tell of the same incident, and what speaks for it."""

    case: Incident
    because: tuple[str, ...]


def like_reports(incident: Incident, actor: Actor) -> list[LikeReport]:
    """Reports that may tell of the same incident: place and time agree, and people or words do.

    Only what nobody has answered, among cases this person may open. Three statements, whatever there is.
    """
    same_place = [func.lower(Incident.location_description) == func.lower(incident.location_description)]
    if incident.district:
        same_place.append(func.lower(Incident.district) == func.lower(incident.district))
    answered = exists().where(
        or_(
            (DuplicateAnswer.incident_id == incident.id) & (DuplicateAnswer.other_id == Incident.id),
            (DuplicateAnswer.incident_id == Incident.id) & (DuplicateAnswer.other_id == incident.id),
        ),
        DuplicateAnswer.undone_at.is_(None),
    )
    rows = db.session.scalars(
        visible_to(actor)
        .where(Incident.id != incident.id, or_(*same_place), ~answered)
        .order_by(None)
        .order_by(Incident.reported_at.desc(), Incident.id.desc())
        .limit(LOOKED_AT)
    ).all()
    mine = window(incident.occurred_from, incident.occurred_to, incident.reported_at)
    near = [row for row in rows if overlapping(mine, window(row.occurred_from, row.occurred_to, row.reported_at))]
    return _with_reasons(incident, near)[:SHOWN]


def _with_reasons(incident: Incident, near: Sequence[Incident]) -> list[LikeReport]:
    names: dict[int, list[str]] = {}
    for person in db.session.scalars(
        select(Person).where(Person.incident_id.in_([incident.id, *(r.id for r in near)]))
    ):
        names.setdefault(person.incident_id, []).append(person.full_name)
    linked = _with_one_human(incident)
    found = []
    for row in near:
        because = []
        if row.id in linked or one_name(names.get(incident.id, ()), names.get(row.id, ())):
            because.append("the same person")
        if similar_words(incident.narrative, row.narrative):
            because.append("similar words")
        if because:
            found.append(LikeReport(row, tuple(because)))
    return sorted(found, key=lambda one: -len(one.because))


def _with_one_human(incident: Incident) -> set[int]:
    """The cases in which somebody of this one was found again."""
    one, other = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(one.incident_id, other.incident_id)
        .select_from(IdentityLink)
        .join(one, one.id == IdentityLink.person_id)
        .join(other, other.id == IdentityLink.same_as_id)
        .where(
            or_(one.incident_id == incident.id, other.incident_id == incident.id),
            IdentityLink.accepted_at.is_not(None),
            IdentityLink.undone_at.is_(None),
        )
    )
    return {number for pair in rows for number in pair} - {incident.id}
