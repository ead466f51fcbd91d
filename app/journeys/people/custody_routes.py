"""Breach of bail, street bail, bail for the decision of the CPS, and reviews held."""

from flask import flash
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.people import custody_forms as forms
from app.journeys.people import suspect_view
from app.journeys.people.extension_routes import room as room
from app.journeys.people.routes import AT
from app.journeys.people.suspect_routes import back, found, suspect_form
from app.services import custody
from app.web.access import requires
from app.web.answers import details_of
from app.web.clock import now
from app.web.sessions import actor

P = Permission


@room.route(f"{AT}/breach-of-bail", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def breach(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.BreachForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            custody.arrest_for_breach(row, details_of(form, custody.BreachArrest), actor=actor(), at=now())
            flash("The arrest is recorded. The custody clock runs on from where it stood.")
            return back(reference, person)
    lead = (
        "For failing to answer pre-charge bail, or breaching it. What was left of detention at the release is left "
        "still, with three hours more; the period of bail goes on counting from the first arrest."
    )
    return suspect_form(frame, form, row, "Record an arrest for breach of bail", "Record the arrest", lead)


@room.route(f"{AT}/street-bail", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def street_bail(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.StreetBailForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = custody.StreetBail(
                arrested_at=form.arrested_at.data,
                grounds=form.grounds.data,
                released_at=form.released_at.data,
                attend_on=form.attend_on.data,
                conditions=form.conditions.answer,
            )
            custody.street_bail(row, details, actor=actor(), at=now())
            flash("The street bail is recorded.")
            return back(reference, person)
    lead = (
        "Arrested and released with a notice, without having been taken to a station. The notice names a day at most "
        "3 months away (Police and Criminal Evidence Act 1984, sections 30A and 30B)."
    )
    return suspect_form(frame, form, row, "Record street bail", "Record the street bail", lead)


@room.route(f"{AT}/bail-for-decision", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def bail_for_decision(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.ForDecisionForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            custody.bail_for_decision(row, form.released_at.data, actor=actor(), at=now())
            flash("It is recorded that bail waits for the decision of the CPS.")
            return back(reference, person)
    lead = (
        "For a release on bail under section 37(7)(a) or 37C(2)(b) of the Police and Criminal Evidence Act 1984. "
        "Sending the file does not do this by itself. The clock shows bail as paused, and the day on which it ends "
        "without the pause; act by that day, for the rule is not confirmed."
    )
    return suspect_form(frame, form, row, "Bail for the decision of the CPS", "Record the release", lead)


@room.route(f"{AT}/review", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def custody_review(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.CustodyReviewForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            custody.record_review(row, details_of(form, custody.Review), actor=actor(), at=now())
            flash("The review is recorded. The next one is counted from it.")
            return back(reference, person)
    lead = suspect_view.review_lead(row, actor())
    return suspect_form(frame, form, row, "Record a review you held", "Record the review", lead)
