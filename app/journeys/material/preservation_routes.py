"""Asking a platform to preserve what it holds of a post: the request, its answer, asking again, ending it."""

from flask import flash
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.material import post_forms as forms
from app.journeys.material.items import item_words
from app.journeys.material.post_routes import POST, me, opened, post_page, to_post
from app.journeys.material.post_routes import room as room
from app.queries import posts as questions
from app.services import preservation
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.clock import now
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission
REQUEST = f"{POST}/preservation/<int:number>"
LEAD = "What is held is kept for a while, and can be obtained later by a lawful order. Asking does not obtain it."


@room.route(f"{POST}/preservation/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def ask_preservation(reference: str, item: str) -> ResponseReturnValue:
    frame, row = opened(reference, item, P.CASE_EDIT)
    form = forms.PreservationForm(platform=questions.platform_of(row), asked_at=now(), asked_by=me())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, preservation.RequestDetails)
            preservation.ask(row, frame.case, details, actor=actor(), at=now())
            flash("The request is recorded. Record the answer when it comes.")
            return to_post(reference, item)
    return post_page(frame, form, item, f"Ask to preserve {item_words(row.item)}", "Record the request", LEAD)


@room.route(f"{REQUEST}/renew", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def renew_preservation(reference: str, item: str, number: int) -> ResponseReturnValue:
    """The platform was asked to keep it longer."""
    frame, row = opened(reference, item, P.CASE_EDIT)
    request = questions.request_of(row, number)
    form = forms.PreservationForm(platform=request.platform, asked_at=now(), asked_by=me(), reference=request.reference)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, preservation.RequestDetails)
            preservation.ask(row, frame.case, details, renews=request, actor=actor(), at=now())
            flash("The renewal is recorded. Record the answer when it comes.")
            return to_post(reference, item)

    return post_page(frame, form, item, f"Have {item_words(row.item)} preserved longer", "Record the request", LEAD)


@room.route(f"{REQUEST}/answer", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def answer_preservation(reference: str, item: str, number: int) -> ResponseReturnValue:
    frame, row = opened(reference, item, P.CASE_EDIT)
    request = questions.request_of(row, number)
    held = stored(request, preservation.ReplyDetails)
    if request.reply is None:
        held |= {"preserved_until": preservation.usual_end(frame.case, request)}
    form = forms.ReplyForm(version=request.version, **held)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, held, request.version)):
            details = details_of(form, preservation.ReplyDetails)
            preservation.record_reply(request, frame.case, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The answer is recorded.")
            return to_post(reference, item)
    lead = f"Asked by {request.asked_by}. The day offered is the usual one: correct it by what the answer says."
    return post_page(frame, form, item, f"Answer of {request.platform}", "Record the answer", lead)


@room.route(f"{REQUEST}/end", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def end_preservation(reference: str, item: str, number: int) -> ResponseReturnValue:
    frame, row = opened(reference, item, P.CASE_EDIT)
    request = questions.request_of(row, number)
    form = forms.EndForm(version=request.version)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, {}, request.version)):
            reason = form.reason.data
            preservation.end(request, frame.case, reason, seen=form.seen_version, actor=actor(), at=now())
            flash("Nobody is reminded of it any more.")
            return to_post(reference, item)
    lead = "The case no longer asks to renew it. The platform may delete it after its time."
    return post_page(frame, form, item, f"{item_words(row.item).capitalize()} need not be preserved", "Record it", lead)
