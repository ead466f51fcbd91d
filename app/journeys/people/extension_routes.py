"""Longer detention and longer bail: by the officer of the rank who is signed in, or as a court ordered."""

from flask import flash
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.people import extension_forms as forms
from app.journeys.people import suspect_view
from app.journeys.people.characteristics_routes import room as room
from app.journeys.people.routes import AT
from app.journeys.people.suspect_routes import back, found, suspect_form
from app.services import extensions
from app.web.access import requires
from app.web.answers import details_of
from app.web.clock import now
from app.web.sessions import actor

P = Permission


@room.route(f"{AT}/longer-detention", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def extend_detention(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.DetentionForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            extensions.extend_detention(row, details_of(form, extensions.LongerDetention), actor=actor(), at=now())
            flash("Longer detention is authorised. The custody clock follows.")
            return back(reference, person)
    lead = suspect_view.detention_lead(actor())
    return suspect_form(frame, form, row, "Authorise longer detention", "Authorise it", lead)


@room.route(f"{AT}/warrant", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def warrant(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.WarrantForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            extensions.record_warrant(row, details_of(form, extensions.Warrant), actor=actor(), at=now())
            flash("The warrant is recorded. The custody clock follows.")
            return back(reference, person)
    lead = (
        "At the latest 36 hours after it was issued, and 96 hours after the relevant time "
        "(Police and Criminal Evidence Act 1984, sections 43 and 44)."
    )
    return suspect_form(frame, form, row, "Record a warrant of further detention", "Record the warrant", lead)


@room.route(f"{AT}/longer-bail", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def extend_bail(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.LongerBailForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            extensions.extend_bail(row, details_of(form, extensions.LongerBail), actor=actor(), at=now())
            flash("The bail is extended.")
            return back(reference, person)
    return suspect_form(frame, form, row, "Extend bail", "Extend bail", suspect_view.longer_bail_lead(row))


@room.route(f"{AT}/bail-by-court", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def court_bail(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.CourtBailForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            extensions.record_court_bail(row, details_of(form, extensions.CourtBail), actor=actor(), at=now())
            flash("The order of the court is recorded.")
            return back(reference, person)
    lead = f"The application is made before bail ends. {suspect_view.longer_bail_lead(row)}"
    return suspect_form(frame, form, row, "Record bail extended by a court", "Record the order", lead)
