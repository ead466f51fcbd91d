"""Our reports: the list, one report with its own text and where it stands, changes until the police take it up.

Nothing of the case behind it.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.telling import said_to_reporter
from app.journeys.partner import forms
from app.models.incident import Incident
from app.queries import care as care_questions
from app.queries import partner as questions
from app.services import own_reports
from app.web import paging, reading
from app.web.access import load_case, requires
from app.web.arrivals import takes_files
from app.web.clock import now
from app.web.forms import BaseForm, Saved, form_page
from app.web.saved import saved_now
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
    case = load_case(reference)
    return render_template(
        "partner/report.html",
        report=_shaped([case])[0],
        still_ours=own_reports.is_open(case, actor()),
        added=questions.additions_to(actor(), case),
    )


@room.route("/our-reports/<reference>/change", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change(reference: str) -> ResponseReturnValue:
    """Correct the report until the police take it up; a report in the making, and no page of a case."""
    _partner_only()
    case = load_case(reference)
    still_ours = own_reports.is_open(case, actor())
    form = forms.OwnReportForm(version=case.version, **(forms.own_words(case) if still_ours else {}))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _saved(form, case)):
            own_reports.change_own_report(case, form.words(), seen=form.seen_version, actor=actor(), at=now())
            flash("The report is changed.")
            return redirect(url_for("partner.report", reference=reference), 303)
    return _own_page(form, case, still_ours, "Change the report", "Save the report")


def _saved(form: BaseForm, case: Incident) -> Saved:
    """What stands there now; a text of the police is not shown to the organisation."""
    if own_reports.is_open(case, actor()):
        return saved_now(form, case, forms.own_words(case), case.version)
    return Saved({}, case.version, "The police", now())


@room.route("/our-reports/<reference>/add", methods=["GET", "POST"])
@requires(P.EVIDENCE_ADD)
@takes_files
def add(reference: str) -> ResponseReturnValue:
    """Add a file, a text or a reference until the police take the report up."""
    _partner_only()
    case, form = load_case(reference), forms.AdditionForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            own_reports.add_to_own_report(case, form.addition(), actor=actor(), at=now())
            flash("It is added to the report.")
            return redirect(url_for("partner.report", reference=reference), 303)
    return _own_page(form, case, own_reports.is_open(case, actor()), "Add to the report", "Add it")


def _own_page(form: BaseForm, case: Incident, still_ours: bool, title: str, words: str) -> ResponseReturnValue:
    return form_page(
        "partner/own.html",
        form,
        reference=case.reference,
        still_ours=still_ours,
        title=title,
        words=words,
        back=url_for("partner.report", reference=case.reference),
    )
