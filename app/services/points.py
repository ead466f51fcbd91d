"""Points to prove and what shows them, one link at a time; and an offence beside another as its alternative."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.offence_forms import bases_of
from app.domain.offences import aggravation_strands
from app.domain.permissions import Permission
from app.domain.vocabulary import ElementKind
from app.models.allegation import Allegation, Element
from app.models.incident import Incident
from app.models.material import SourceLink
from app.services import history
from app.services.allegations import OPEN_TO_POLICE, AllegationDetails, add_allegation
from app.services.authority import demand, unchanged
from app.services.links import Source, column_of, of_case


@atomic
def link_source(
    element: Element,
    allegation: Allegation,
    incident: Incident,
    source: Source,
    key_time: str | None,
    *,
    is_against: bool = False,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Link one item, statement or document to a point, with where in it and whether it points the other way.

    Linked again, the place and the way are exchanged; a link that was taken back stands again.
    """
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(allegation, seen)
    of_case(incident, [source], field="source")
    _of(allegation, element)
    link = db.session.scalars(select(SourceLink).where(*_between(element, source))).one_or_none()
    if link is None:
        link = SourceLink(incident_id=incident.id, element_id=element.id, **{column_of(source): source.id})
        db.session.add(link)
    link.key_time, link.is_against = key_time or None, is_against
    link.taken_back_at, link.taken_back_by_id = None, None
    _record(incident, allegation, actor, at)


@atomic
def unlink_source(
    element: Element,
    allegation: Allegation,
    incident: Incident,
    source: Source,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Take a link back: it keeps its place beside the point, with who and when, and counts for nothing.

    Raises RuleBroken where no such link stands.
    """
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(allegation, seen)
    of_case(incident, [source], field="source")
    _of(allegation, element)
    link = _found(element, source, standing=True)
    link.taken_back_at, link.taken_back_by_id = at, actor.user_id
    _record(incident, allegation, actor, at, EventKind.POINT_LINK_TAKEN_BACK)


@atomic
def restore_link(
    element: Element,
    allegation: Allegation,
    incident: Incident,
    source: Source,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Let a link that was taken back stand again as it was. Raises RuleBroken where none was taken back."""
    demand(actor, incident, Permission.CASE_EDIT)
    unchanged(allegation, seen)
    of_case(incident, [source], field="source")
    _of(allegation, element)
    link = _found(element, source, standing=False)
    link.taken_back_at, link.taken_back_by_id = None, None
    _record(incident, allegation, actor, at, EventKind.POINT_LINK_RESTORED)


def _found(element: Element, source: Source, *, standing: bool) -> SourceLink:
    link = db.session.scalars(select(SourceLink).where(*_between(element, source))).one_or_none()
    if link is None or (link.taken_back_at is None) is not standing:
        raise RuleBroken("This link does not stand." if standing else "This link was not taken back.", field="source")
    return link


def _of(allegation: Allegation, element: Element) -> None:
    if element.allegation_id != allegation.id:
        raise RuleBroken("Choose a point of this offence.")


def _between(element: Element, source: Source) -> tuple[ColumnElement[bool], ...]:
    """The link between the two, as conditions."""
    return SourceLink.element_id == element.id, getattr(SourceLink, column_of(source)) == source.id


def _record(
    incident: Incident,
    allegation: Allegation,
    actor: Actor,
    at: datetime,
    kind: EventKind = EventKind.ALLEGATION_CHANGED,
) -> None:
    db.session.flush()
    history.record(
        incident,
        kind,
        actor=actor,
        at=at,
        allegation=allegation.id,
        person=allegation.suspect.person_id,
    )


@atomic
def add_alternative(
    allegation: Allegation, incident: Incident, key: str, *, seen: int | None = None, actor: Actor, at: datetime
) -> Allegation:
    """Allege the base offence beside an aggravated one, in the alternative: a magistrates' court cannot convict of it
    otherwise. Dates, people and what supports the points the two share are taken over.

    Hostility that is part of the aggravated offence is not alleged again. Raises RuleBroken where there is no such base
    on the day, or it stands there already.
    """
    demand(actor, incident, Permission.CASE_EDIT, state_allows=allegation.status in OPEN_TO_POLICE)
    unchanged(allegation, seen)
    on = allegation.offence_from or london_day(at)
    if key not in {row.key for row in bases_of(allegation.offence_type_key, on)}:
        raise RuleBroken("There is no such base offence on this day.")
    if _stands_already(allegation, key):
        raise RuleBroken("This alternative stands in the case already.")
    inside = aggravation_strands(on)
    same = {member.name: getattr(allegation, member.name) for member in fields(AllegationDetails)}
    others = tuple(one for one in allegation.hostility_strands or () if one not in inside)
    details = AllegationDetails(
        **same
        | {"offence_type_key": key, "alternative_to_id": allegation.id, "wording": None}
        | {"hostility_strands": others or None}
    )
    made = add_allegation(incident, allegation.suspect, allegation.crime, details, actor=actor, at=at)
    _take_over(allegation, made)
    return made


def _stands_already(allegation: Allegation, key: str) -> bool:
    found = select(Allegation.id).where(
        Allegation.crime_id == allegation.crime_id,
        Allegation.suspect_id == allegation.suspect_id,
        Allegation.offence_type_key == key,
    )
    return db.session.scalars(found.limit(1)).first() is not None


def _take_over(old: Allegation, new: Allegation) -> None:
    """What is linked to a point of the one is linked to the same point of the other: the same key, or who did it."""
    pairs = {mine.id: theirs.id for mine in old.elements for theirs in new.elements if _same_point(mine, theirs)}
    standing = SourceLink.element_id.in_(pairs), SourceLink.taken_back_at.is_(None)
    held = select(SourceLink).where(*standing).order_by(SourceLink.id)
    for link in list(db.session.scalars(held)):
        db.session.add(
            SourceLink(
                incident_id=link.incident_id,
                element_id=pairs[link.element_id or 0],
                evidence_id=link.evidence_id,
                statement_id=link.statement_id,
                document_id=link.document_id,
                key_time=link.key_time,
                is_against=link.is_against,
            )
        )
    db.session.flush()


def _same_point(mine: Element, theirs: Element) -> bool:
    return mine.key == theirs.key or mine.kind is theirs.kind is ElementKind.IDENTIFICATION
