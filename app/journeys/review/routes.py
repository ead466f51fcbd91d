"""The CPS side: first check, allocation, reminders, closing without a reply; the prosecutor's workspace."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.vocabulary import TriageReason
from app.journeys.review import forms, view
from app.models.referral import Referral
from app.queries import referrals, staff
from app.services import cps
from app.services import reviews as reviews_signed
from app.web import reading
from app.web.access import requires
from app.web.case_pages import Frame, act_page, frame_of
from app.web.clock import now
from app.web.forms import BaseForm, form_page
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("review", __name__, surface=Surface.STAFF)
P = Permission
AT = "/cases/<reference>/referrals/<int:number>"


def found(frame: Frame, number: int) -> Referral:
    """A referral that was sent to the CPS; NotFound for any other."""
    row = referrals.by_number(frame.case, number)
    if row is None or row.submitted_at is None:
        raise NotFound("Page not found")
    return row


def to_referrals(reference: str) -> ResponseReturnValue:
    return redirect(url_for("referral.index", reference=reference), 303)


@room.route(f"{AT}/triage", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def triage(reference: str, number: int) -> ResponseReturnValue:
    """The first check by CPS operations: accept, or return with reasons and a date."""
    frame = frame_of(reference)
    row = found(frame, number)
    form, others = forms.TriageForm(version=row.version), referrals.travelling_in(row, actor())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            cps.reject(
                row,
                reasons=[TriageReason(value) for value in form.reasons.data or ()],
                due_on=form.due_on.data,
                note=form.note.data or None,
                actor=actor(),
                at=now(),
            )
            flash("The file is back with the police.")
            return to_referrals(reference)
    return form_page(
        "review/triage.html",
        form,
        frame=frame,
        part="referral.index",
        row=row,
        files=[(part, view.sent_material(part)) for part in (row, *others.parts)],
        whole=others.whole,
        button_form=BaseForm(),
    )


@room.post(f"{AT}/accept")
@requires(P.REFERRAL_TRIAGE)
def accept(reference: str, number: int) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    if form.validate_on_submit():
        cps.accept(found(frame, number), actor=actor(), at=now())
        flash("Accepted. Give it to a prosecutor.")
    return redirect(url_for("review.allocate", reference=reference, number=number), 303)


@room.route(f"{AT}/prosecutor", methods=["GET", "POST"])
@requires(P.REFERRAL_ALLOCATE)
def allocate(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = found(frame, number)
    people = staff.prosecutors_under(row.unit.path if row.unit else "-")
    form = forms.ProsecutorForm(version=row.version, prosecutor=row.prosecutor_id)
    form.prosecutor.offer([(user.id, user.named) for user in people])
    if form.validate_on_submit():
        chosen = next(user for user in people if user.id == form.prosecutor.data)
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, {"prosecutor": row.prosecutor_id}, row.version)
        ):
            cps.allocate_prosecutor(row, chosen, seen=form.seen_version, actor=actor(), at=now())
            flash("The referral has a prosecutor.")
            return to_referrals(reference)
    return act_page(
        frame,
        form,
        title=f"Give referral {number} to a prosecutor",
        lead="Never to somebody with a conflict of interest. The prosecutor sees it at once.",
        words="Give it",
        back=url_for("referral.index", reference=reference),
    )


@room.route(f"{AT}/reminder", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def remind(reference: str, number: int) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            cps.remind(found(frame, number), actor=actor(), at=now())
            flash("The reminder is logged.")
            return to_referrals(reference)
    return act_page(
        frame,
        form,
        title="Remind the police",
        lead="Log that you reminded the police of what they owe on this referral.",
        words="Log the reminder",
        back=url_for("referral.index", reference=reference),
    )


@room.route(f"{AT}/close", methods=["GET", "POST"])
@requires(P.REFERRAL_CLOSE)
def close(reference: str, number: int) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            cps.close_without_reply(found(frame, number), actor=actor(), at=now())
            flash("The CPS file is closed without a decision.")
            return to_referrals(reference)
    return act_page(
        frame,
        form,
        title="Close the CPS file without a reply",
        lead="This is not a legal decision. It opens again when the police answer.",
        words="Close the file",
        back=url_for("referral.index", reference=reference),
    )


@room.route(f"{AT}/review", methods=["GET", "POST"])
@requires(P.DECISION_RECORD)
def workspace(reference: str, number: int) -> ResponseReturnValue:
    """The evidence beside the test: read what was sent, answer both stages for each allegation, sign."""
    frame = frame_of(reference)
    row = found(frame, number)
    if row.leading_id is not None:
        return _to_leading(row)
    others = referrals.travelling_in(row, actor())
    parts = (row, *others.parts)
    if others.parts:
        reading.listing("incident", [part.incident.reference for part in others.parts])
    rows = view.under_review(parts)
    form = forms.form_for(rows)()
    if rows and form.validate_on_submit():
        with form.showing_broken_rules():
            tests = forms.tests_of(form, rows, view.code_test_of(row))
            reviews_signed.record_review(row, form.analysis.data, tests, actor=actor(), at=now())
            flash("The review is signed. Now decide each offence.")
            return redirect(url_for("review.workspace", reference=reference, number=number), 303)
    return form_page(
        "review/workspace.html",
        form,
        frame=frame,
        part="referral.index",
        row=row,
        cases=[view.case_of_file(part.incident, part, now()) for part in parts],
        whole=others.whole,
        police_views=view.police_views(row),
        all_decided=not rows,
        signed=bool(row.reviews),
        may=frame.may,
        P=Permission,
    )


def _to_leading(row: Referral) -> ResponseReturnValue:
    """What travels in another referral is reviewed there: one file, one screen."""
    first = referrals.leading_of(row, actor())
    if first is None:
        raise NotFound("Page not found")
    number = first.referral_no
    return redirect(url_for("review.workspace", reference=first.incident.reference, number=number), 303)


@room.get(f"{AT}/reviews")
@requires(P.DECISION_RECORD, P.DECISION_CONFIRM)
def reviews(reference: str, number: int) -> ResponseReturnValue:
    """The signed reviews of a referral: privileged, for the CPS only."""
    frame = frame_of(reference)
    return render_template(
        "review/reviews.html", frame=frame, part="referral.index", row=found(frame, number), words=view.allegation_words
    )
