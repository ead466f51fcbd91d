"""A support worker sends in what a client has: a message, a picture, a recording. The officer accepts it, or not."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.care import forms
from app.journeys.care.client_routes import own_client
from app.journeys.care.safe_routes import room as room
from app.services import additions
from app.services.items import EvidenceDetails, sent_in
from app.web.access import requires
from app.web.arrivals import takes_files
from app.web.clock import now
from app.web.forms import form_page
from app.web.sessions import actor


@room.route("/clients/<reference>/<person>/material", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
@takes_files
def send_material(reference: str, person: str) -> ResponseReturnValue:
    row = own_client(reference, person).victim.person
    form = forms.MaterialForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            sent = form.file.sent(received_from=form.received_from.data or row.full_name.strip())
            details: EvidenceDetails = sent_in(form.kind.data, form.what.data)
            additions.offer(row.incident, details, sent, actor=actor(), at=now())
            flash("It is sent. The officer decides whether it becomes evidence.")
            return redirect(url_for("care.client", reference=reference), 303)
    back = url_for("care.client", reference=reference)
    return form_page("care/material.html", form, name=row.full_name.strip(), back=back)
