"""A victim asks for a review: recorded by their support worker or by witness care, who never see the case page."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.care import forms
from app.journeys.care.client_routes import own_client
from app.journeys.care.table_routes import room as room
from app.models.incident import Incident
from app.models.victim import Victim
from app.queries import people
from app.services import own_reviews
from app.web.access import load_case, requires
from app.web.clock import now
from app.web.forms import form_page
from app.web.sessions import actor

P = Permission


@room.route("/clients/<reference>/<person>/review", methods=["GET", "POST"])
@requires(P.REVIEW_REQUEST)
def ask_review(reference: str, person: str) -> ResponseReturnValue:
    victim = own_client(reference, person).victim
    return _ask(victim.person.incident, victim, url_for("care.client", reference=reference))


@room.route("/passing-on/<reference>/<person>/review", methods=["GET", "POST"])
@requires(P.REVIEW_REQUEST)
def witness_review(reference: str, person: str) -> ResponseReturnValue:
    if actor().role is not Role.WITNESS_CARE:
        raise NotFound("Page not found")
    case = load_case(reference)
    victim = next((row for row in people.victims_of(case) if row.person.file_id == person), None)
    if victim is None:
        raise NotFound("Page not found")
    return _ask(case, victim, url_for("care.witness", reference=reference))


def _ask(case: Incident, victim: Victim, back: str) -> ResponseReturnValue:
    form = forms.AskReviewForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            own_reviews.ask_for_victim(case, victim, actor=actor(), at=now())
            flash("The request is recorded. Whoever reviews the decision answers the victim.")
            return redirect(back, 303)
    return form_page(
        "care/review.html",
        form,
        name=victim.person.full_name,
        right=own_reviews.right_of(case, victim, at=now()),
        back=back,
    )
