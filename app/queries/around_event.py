"""Reports before, during and after an event: how many a day, among the cases the reader may open and no others."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day, start_of_day
from app.domain.vocabulary import Strand
from app.models.event import Event
from app.models.incident import Incident, IncidentStrand
from app.queries.incidents import visible_to

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days with how many reports fell on each; days still to come are not in it."""

    label: str
    first: date
    last: date
    counts: tuple[int, ...]

    @property
    def reports(self) -> int:
        return sum(self.counts)

    @property
    def a_day(self) -> float | None:
        """None where no day of it has come yet."""
        return self.reports / len(self.counts) if self.counts else None

    def days(self) -> list[tuple[date, int]]:
        return [(self.first + number * ONE_DAY, count) for number, count in enumerate(self.counts)]


def around(
    event: Event, actor: Actor, *, days: int, strand: Strand | None, district: str | None, today: date
) -> tuple[Span, Span, Span]:
    """So many days before the event, its own days, and as many after, by the day on which it happened. One statement.

    Where that day is not known it is the day of the report. A case the reader may not open is counted nowhere, so that
    no count says that it is there.
    """
    spans = (
        ("Before", event.begins_on - days * ONE_DAY, event.begins_on - ONE_DAY),
        ("During", event.begins_on, event.ends_on),
        ("After", event.ends_on + ONE_DAY, event.ends_on + days * ONE_DAY),
    )
    on = Counter(london_day(at) for at in _moments(actor, spans[0][1], spans[2][2], strand, district))
    before, during, after = (
        Span(label, first, last, tuple(on[day] for day in _until(first, min(last, today))))
        for label, first, last in spans
    )
    return before, during, after


def _until(first: date, last: date) -> list[date]:
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


def _moments(actor: Actor, first: date, last: date, strand: Strand | None, district: str | None) -> list[datetime]:
    happened = func.coalesce(Incident.occurred_from, Incident.reported_at)
    found: Select[Any] = visible_to(actor).with_only_columns(happened).order_by(None)
    found = found.where(happened >= start_of_day(first), happened < start_of_day(last + ONE_DAY))
    if strand is not None:
        flagged = select(IncidentStrand.incident_id).where(IncidentStrand.strand == strand)
        found = found.where(Incident.id.in_(flagged))
    if district is not None:
        found = found.where(Incident.district == district)
    return list(db.session.scalars(found))


def districts_of(actor: Actor) -> list[str]:
    """The districts of the cases the reader may open, in order."""
    found = visible_to(actor).with_only_columns(Incident.district).where(Incident.district.is_not(None)).order_by(None)
    return sorted(set(db.session.scalars(found)))
