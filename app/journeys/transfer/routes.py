"""A case offered to another force, and what other forces offer to this one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.stages import Stage
from app.journeys.transfer import forms
from app.models.incident import Incident
from app.queries import transfers as questions
from app.services import transfer
from app.web import reading
from app.web.access import requires
from app.web.case_pages import act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, form_page
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("transfer", __name__, surface=Surface.STAFF)
P = Permission


@room.get("/cases/<reference>/transfer")
@requires(P.CASE_TRANSFER)
def index(reference: str) -> ResponseReturnValue:
    """What the case was offered to, and what came of it."""
    frame = open_frame(reference, P.CASE_TRANSFER)
    return render_template(
        "transfer/case.html",
        frame=frame,
        part="cases.show",
        offers=questions.offers_of(frame.case),
        can_offer=_can_be_offered(frame.case),
        still_recorded=questions.still_recorded(frame.case),
    )


def _can_be_offered(case: Incident) -> bool:
    live = case.stage in (Stage.REPORT, Stage.INVESTIGATION) and not case.status.terminal
    return live and case.transfer_to_unit_id is None and not case.is_restricted


@room.route("/cases/<reference>/transfer/offer", methods=["GET", "POST"])
@requires(P.CASE_TRANSFER)
def offer(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_TRANSFER)
    case, units = frame.case, questions.other_teams(frame.case)
    form = forms.OfferForm(version=case.version)
    form.unit.offer([(unit.id, f"{unit.organisation.name}: {unit.name}") for unit in units])
    if form.validate_on_submit():
        unit = next(unit for unit in units if unit.id == form.unit.data)
        with form.showing_broken_rules(lambda: saved_now(form, case, {}, case.version)):
            transfer.offer_transfer(case, unit, form.reason.data, seen=form.seen_version, actor=actor(), at=now())
            flash("The case is offered. It stays yours until they accept it.")
            return redirect(url_for("transfer.index", reference=reference), 303)
    return act_page(
        frame, form, title="Offer this case to another force", words="Offer the case",
        lead="If they accept, your case ends and they open their own with the report, its people and how to reach them "
        "safely. Evidence, notes and victim care stay with you.",
        back=url_for("transfer.index", reference=reference),
    )  # fmt: skip


@room.route("/cases/<reference>/transfer/<int:offer_id>/withdraw", methods=["GET", "POST"])
@requires(P.CASE_TRANSFER)
def withdraw(reference: str, offer_id: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_TRANSFER)
    row = questions.open_offer_of(frame.case, offer_id)
    form = forms.WithdrawForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, {}, row.version)):
            transfer.withdraw_offer(row, form.reason.data, seen=form.seen_version, actor=actor(), at=now())
            flash("The offer is withdrawn. The case stays yours.")
            return redirect(url_for("transfer.index", reference=reference), 303)
    return act_page(
        frame, form, title="Withdraw the offer", words="Withdraw the offer",
        lead=f"{row.unit.organisation.name} has not answered yet. It is told that you withdrew the offer, and why.",
        back=url_for("transfer.index", reference=reference),
    )  # fmt: skip


@room.get("/transfers")
@requires(P.CASE_TRANSFER)
def waiting() -> ResponseReturnValue:
    """What other forces offer to the supervisor's units."""
    offers = questions.waiting_for(actor())
    withdrawn = questions.withdrawn_from(actor(), now())
    reading.listing("incident", [row.incident.reference for row in (*offers, *withdrawn)])
    return render_template("transfer/waiting.html", offers=offers, withdrawn=withdrawn)


@room.get("/transfers/<int:offer_id>")
@requires(P.CASE_TRANSFER)
def show(offer_id: int) -> ResponseReturnValue:
    """One offer: enough to answer it, and nobody's name or account."""
    row = questions.offer_for(actor(), offer_id, now())
    reading.about("incident", row.incident.reference)
    return render_template("transfer/show.html", offer=row, accept_form=BaseForm(version=row.version))


@room.post("/transfers/<int:offer_id>/accept")
@requires(P.CASE_TRANSFER)
def accept(offer_id: int) -> ResponseReturnValue:
    row, form = questions.offer_for(actor(), offer_id, now()), BaseForm()
    if not form.validate_on_submit():
        return redirect(url_for("transfer.show", offer_id=offer_id), 303)
    received = transfer.accept_transfer(row, seen=form.seen_version, actor=actor(), at=now())
    flash("The case is yours, under this reference. Nobody has begun the assessment.")
    return redirect(url_for("cases.show", reference=received.reference), 303)


@room.route("/transfers/<int:offer_id>/decline", methods=["GET", "POST"])
@requires(P.CASE_TRANSFER)
def decline(offer_id: int) -> ResponseReturnValue:
    row = questions.offer_for(actor(), offer_id, now())
    reading.about("incident", row.incident.reference)
    form = forms.DeclineForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            transfer.decline_transfer(row, form.reason.data, seen=form.seen_version, actor=actor(), at=now())
            flash("Declined. The case stays with the other force.")
            return redirect(url_for("transfer.waiting"), 303)
    return form_page("transfer/decline.html", form, offer=row)
