"""My clients: referrals to accept, a card a client, the victim's view of a case. Nothing else of it exists here."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.care import client_view, forms, view
from app.journeys.care.routes import room as room
from app.models.victim import SupportReferral
from app.queries import care as questions
from app.queries import clients as client_questions
from app.services import care
from app.web import reading
from app.web.access import load_case, requires
from app.web.clock import now
from app.web.forms import BaseForm, form_page
from app.web.sessions import actor

P = Permission


@room.get("/clients")
@requires(P.SUPPORT_WRITE)
def clients() -> ResponseReturnValue:
    words = request.args.get("q", "").strip()[:200]
    rows = client_questions.clients_of(actor(), words)
    waiting = client_questions.waiting_for(actor())
    reading.listing("incident", [row.victim.person.incident.reference for row in rows], terms=words or None)
    cards = client_view.clients(rows, now())
    return render_template(
        "care/clients.html",
        clients=cards,
        waiting=waiting,
        words=words,
        without=sum(1 for one in cards if not one.badge.safe),
        button_form=BaseForm(),
    )


@room.post("/clients/referrals/<int:number>/accept")
@requires(P.SUPPORT_WRITE)
def accept(number: int) -> ResponseReturnValue:
    referral, form = client_questions.waiting_by_id(actor(), number), BaseForm()
    if form.validate_on_submit():
        care.accept_support(referral, actor=actor(), at=now())
        flash("You have accepted the referral. The client is on your list.")
    return redirect(url_for("care.clients"), 303)


@room.get("/clients/<reference>")
@requires(P.SUPPORT_WRITE)
def client(reference: str) -> ResponseReturnValue:
    return render_template("care/client.html", clients=client_view.clients(_own(reference), now()), reference=reference)


@room.route("/clients/<reference>/<person>/number", methods=["GET", "POST"])
@requires(P.PERSON_CONTACT)
def number(reference: str, person: str) -> ResponseReturnValue:
    """Behind a reason; without a safe way to reach somebody there is no number to be had."""
    row = own_client(reference, person)
    card = questions.contact_cards([row.victim.person_id]).get(row.victim.person_id)
    badge, form, shown = view.badge_of(card), forms.NumberForm(), False
    if badge.safe and form.validate_on_submit():
        reading.because(dict(forms.REASONS)[form.reason.data])
        shown = True
    return form_page(
        "care/number.html",
        form,
        badge=badge,
        name=row.victim.person.full_name,
        reference=reference,
        phones=(card.phones or ()) if card and shown else (),
        emails=(card.emails or ()) if card and shown else (),
        shown=shown,
    )


def _own(reference: str) -> list[SupportReferral]:
    """The worker's own clients in this case; the role's page of a case where there is none does not exist."""
    if actor().role is not Role.CASEWORKER:
        raise NotFound("Page not found")
    rows = client_questions.clients_in(actor(), load_case(reference))
    if not rows:
        raise NotFound("Page not found")
    return rows


def own_client(reference: str, person: str) -> SupportReferral:
    """One of them. Raises NotFound."""
    row = next((one for one in _own(reference) if one.victim.person.file_id == person), None)
    if row is None:
        raise NotFound("Page not found")
    return row
