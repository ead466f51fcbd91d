"""Our reports: the list, and one report with its own text and where it stands. Nothing of the case behind it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.telling import said_to_reporter
from app.models.incident import Incident
from app.queries import care as care_questions
from app.queries import partner as questions
from app.web import paging, reading
from app.web.access import load_case, requires
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("partner", __name__, surface=Surface.STAFF)
P = Permission


@dataclass(frozen=True, slots=True)
class Report:
    """One report as its organisation sees it; no title and no text once somebody else rewrote them."""

    reference: str
    reported_at: datetime
    title: str | None
    narrative: str | None
    place: str | None
    said: str


def _shaped(rows: list[Incident]) -> list[Report]:
    ids = [row.id for row in rows]
    acts, changed = care_questions.acts_of(ids), questions.rewritten(actor(), ids)
    return [
        Report(
            reference=row.reference,
            reported_at=row.reported_at,
            title=None if row.id in changed else row.title,
            narrative=None if row.id in changed else row.narrative,
            place=None if row.id in changed else row.location_description,
            said=said_to_reporter(row.status, acts.get(row.id, ())),
        )
        for row in rows
    ]


def _partner_only() -> None:
    """Others read reports as cases, on their own pages."""
    if actor().role is not Role.PARTNER:
        raise NotFound("Page not found")


def _start() -> questions.Place | None:
    """The place in the address; the beginning for one that makes no sense."""
    place = paging.start(str, int)
    with suppress(ValueError):
        at = datetime.fromisoformat(place[0]) if place else None
        return (at, place[1]) if place and at and at.tzinfo else None
    return None


@room.get("/our-reports")
@requires(P.CASE_READ)
def reports() -> ResponseReturnValue:
    _partner_only()
    words = request.args.get("q", "").strip()[:200]
    rows, further = questions.reports_of(actor(), words, _start())
    reading.listing("incident", [row.reference for row in rows], terms=words or None)
    page = paging.Page(_shaped(rows), paging.place(further[0].isoformat(), further[1]) if further else None)
    return render_template("partner/reports.html", page=page, words=words)


@room.get("/our-reports/<reference>")
@requires(P.CASE_READ)
def report(reference: str) -> ResponseReturnValue:
    _partner_only()
    return render_template("partner/report.html", report=_shaped([load_case(reference)])[0])
