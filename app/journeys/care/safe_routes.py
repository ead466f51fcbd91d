"""Making contact stricter at once: by a support worker for a client, by witness care for a victim or witness."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.vocabulary import ContactChannel
from app.journeys.care import forms, view
from app.journeys.care.client_routes import own_client
from app.journeys.care.review_routes import room as room
from app.models.people import Person
from app.queries import care as questions
from app.queries import people, safe_contact
from app.services import safe_contact as verbs
from app.web.access import load_case, requires
from app.web.clock import now
from app.web.forms import form_page
from app.web.sessions import actor

P = Permission


@room.route("/clients/<reference>/<person>/safe-contact", methods=["GET", "POST"])
@requires(P.SUPPORT_WRITE)
def client_contact(reference: str, person: str) -> ResponseReturnValue:
    row = own_client(reference, person).victim.person
    return _tighten(row, url_for("care.client", reference=reference), reasons=True)


@room.route("/passing-on/<reference>/<person>/safe-contact", methods=["GET", "POST"])
@requires(P.PERSON_EDIT)
def witness_contact(reference: str, person: str) -> ResponseReturnValue:
    if actor().role is not Role.WITNESS_CARE:
        raise NotFound("Page not found")
    row = people.by_file_id(load_case(reference), person)
    if not safe_contact.is_cared_for(row):
        raise NotFound("Page not found")
    return _tighten(row, url_for("care.witness", reference=reference), reasons=False)


def _tighten(row: Person, back: str, *, reasons: bool) -> ResponseReturnValue:
    """`reasons`: a support worker reads and writes why; others see the instruction alone."""
    card = questions.contact_cards([row.id]).get(row.id)
    form = forms.TightenForm()
    form.without.offer([(one, ContactChannel(one).label) for one in (card.safe_channels if card else None) or ()])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.tighten(
                row,
                without=form.without.data or (),
                never=form.never.answer,
                no_voicemail=form.no_voicemail.data,
                reason=form.reason.data if reasons else None,
                actor=actor(),
                at=now(),
            )
            flash("Saved. Everybody who may contact this person sees it at once.")
            return redirect(back, 303)
    return form_page(
        "care/safe.html",
        form,
        name=row.full_name.strip(),
        badge=view.badge_of(card),
        changes=safe_contact.changes_of(row, reasons=reasons),
        reasons=reasons,
        back=back,
    )
