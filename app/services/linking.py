"""Links between two cases and named series. Each act asks for the right on both sides and widens nobody's sight."""

from datetime import datetime

from sqlalchemy import func, select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary.linking import LinkKind
from app.models.incident import Incident
from app.models.linking import CaseLink, Series, SeriesCase
from app.queries import linking
from app.services import history
from app.services.authority import demand, unchanged


def both_sides(incident: Incident, other: Incident, actor: Actor) -> None:
    """Raise where the actor has not the right on both cases; NotFound where one of them is not there for them.

    Two acts about the same two cases then happen one after the other: the second one finds what the first has said.
    """
    demand(actor, incident, Permission.CASE_LINK)
    demand(actor, other, Permission.CASE_LINK)
    if incident.id == other.id:
        raise RuleBroken("Choose another case than this one.", field="other")
    # The lower number first, whoever asks from which side; rows that point to the cases need not wait for it.
    pair = select(Incident.id).where(Incident.id.in_([incident.id, other.id])).order_by(Incident.id)
    db.session.execute(pair.with_for_update(key_share=True))


@atomic
def link(incident: Incident, other: Incident, kind: LinkKind, reason: str, *, actor: Actor, at: datetime) -> CaseLink:
    """Show two cases beside each other to whoever may open both, and say why."""
    both_sides(incident, other, actor)
    first, second = sorted((incident, other), key=lambda case: case.id)
    row = db.session.scalars(
        select(CaseLink).where(CaseLink.incident_id == first.id, CaseLink.other_id == second.id, CaseLink.kind == kind)
    ).one_or_none()
    if row is None:
        row = CaseLink(incident_id=first.id, other_id=second.id, kind=kind)
        db.session.add(row)
    elif row.ended_at is None:
        raise RuleBroken("These cases are linked in this way already.", field="kind")
    row.reason, row.linked_by_id, row.linked_at = reason, actor.user_id, at
    row.ended_by_id = row.ended_at = None
    db.session.flush()
    history.record_both(EventKind.CASES_LINKED, incident, other, actor=actor, at=at, link=kind.value)
    return row


@atomic
def end_link(row: CaseLink, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """The link was a mistake or says nothing any more; the history of both cases keeps that it was there."""
    both_sides(row.incident, row.other, actor)
    unchanged(row, seen)
    if row.ended_at is not None:
        raise RuleBroken("This link has ended already.")
    row.ended_by_id, row.ended_at = actor.user_id, at
    history.record_both(EventKind.LINK_ENDED, row.incident, row.other, actor=actor, at=at, link=row.kind.value)


@atomic
def begin_series(incident: Incident, other: Incident, name: str, *, actor: Actor, at: datetime) -> Series:
    """A named series of two cases to begin with."""
    both_sides(incident, other, actor)
    series = Series(name=name, begun_by_id=actor.user_id, begun_at=at)
    db.session.add(series)
    db.session.flush()
    for case in (incident, other):
        db.session.add(_membership(series, case, actor, at))
    db.session.flush()
    history.record_both(EventKind.SERIES_JOINED, incident, other, actor=actor, at=at, series=series.id)
    return series


def _membership(series: Series, incident: Incident, actor: Actor, at: datetime) -> SeriesCase:
    return SeriesCase(series_id=series.id, incident_id=incident.id, added_by_id=actor.user_id, added_at=at)


def _member(series: Series, incident: Incident) -> SeriesCase | None:
    return db.session.scalars(
        select(SeriesCase).where(SeriesCase.series_id == series.id, SeriesCase.incident_id == incident.id)
    ).one_or_none()


@atomic
def add_to_series(series: Series, incident: Incident, other: Incident, *, actor: Actor, at: datetime) -> None:
    """Put one more case into a series that `incident` is in."""
    both_sides(incident, other, actor)
    if _member(series, incident) is None:
        raise RuleBroken("This case is not in the series any more.")
    if _member(series, other) is not None:
        raise RuleBroken("That case is in this series already.", field="other")
    db.session.add(_membership(series, other, actor, at))
    db.session.flush()
    history.record_both(EventKind.SERIES_JOINED, incident, other, actor=actor, at=at, series=series.id)


@atomic
def leave_series(series: Series, incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Take a case out of a series. A series of one case is none: with the last but one it is over."""
    demand(actor, incident, Permission.CASE_LINK)
    row = _member(series, incident)
    rest = [case for case in linking.cases_of(series, actor) if case.id != incident.id]
    if row is None or not rest:
        raise RuleBroken("This case is not in the series any more.")
    both_sides(incident, rest[0], actor)
    db.session.delete(row)
    db.session.flush()
    left = select(SeriesCase).where(SeriesCase.series_id == series.id)
    if (db.session.scalar(select(func.count()).select_from(left.subquery())) or 0) < 2:
        for last in db.session.scalars(left):
            db.session.delete(last)
        db.session.flush()
        db.session.delete(series)
    history.record_both(EventKind.SERIES_LEFT, incident, rest[0], actor=actor, at=at, series=series.id)
