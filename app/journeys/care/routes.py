"""Care for the victims of a case: what is owed to them, support services, telling them, news from outside."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.care import forms, view
from app.models.incident import Incident
from app.models.victim import Victim
from app.queries import care as questions
from app.queries import people, staff
from app.services import care
from app.web.access import requires
from app.web.case_pages import act_page, open_frame
from app.web.clock import now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("care", __name__, surface=Surface.STAFF)
P = Permission
CASE = "/cases/<reference>"


def care_url(reference: str) -> str:
    """Where somebody goes back to: witness care to its own page of the case, others to the care page."""
    endpoint = "care.witness" if actor().role is Role.WITNESS_CARE else "care.index"
    return url_for(endpoint, reference=reference)


@room.get(f"{CASE}/care")
@requires(P.CONTACT_READ)
def index(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CONTACT_READ)
    victims = people.victims_of(frame.case)
    names = {row.id: row.person.full_name for row in victims}
    return render_template(
        "care/index.html",
        frame=frame,
        part="care.index",
        victims=view.care_page(
            frame.case, victims, badges=frame.may(P.PERSON_CONTACT) and actor().role not in READ_ASK
        ),
        log=view.log_lines(questions.log_of(frame.case), names, notes=frame.may(P.NEEDS_READ)),
        may=frame.may,
        P=Permission,
    )


# These give a reason before they see how somebody is reached.
READ_ASK = (Role.PROSECUTOR, Role.SENIOR_PROSECUTOR)


@room.route(f"{CASE}/care/support", methods=["GET", "POST"])
@requires(P.NEEDS_EDIT)
def support(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.NEEDS_EDIT)
    form = forms.SupportForm(victim=request.args.get("victim"))
    victims, branches = _victims(frame.case), {unit.id: unit for unit in staff.support_branches()}
    form.victim.offer(_names(victims))
    form.unit.offer([(unit.id, unit.name) for unit in branches.values()])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            care.refer_to_support(
                frame.case,
                victims[form.victim.data],
                branches[form.unit.data],
                form.consent.data,
                actor=actor(),
                at=now(),
            )
            flash("The victim's choice is recorded.")
            return redirect(care_url(reference), 303)
    return act_page(
        frame,
        form,
        title="Offer a support service",
        lead="Ask first. The service sees nothing of the case until the victim has agreed and it has accepted.",
        words="Record the choice",
        back=care_url(reference),
    )


def _victims(case: Incident) -> dict[str, Victim]:
    return {row.person.file_id: row for row in people.victims_of(case)}


def _names(victims: dict[str, Victim]) -> list[tuple[str, str]]:
    return [(key, row.person.full_name) for key, row in victims.items()]


@room.route(f"{CASE}/care/contact", methods=["GET", "POST"])
@requires(P.CONTACT_RECORD)
def contact(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CONTACT_RECORD)
    case = frame.case
    victims = _victims(case)
    events = {row.file_id: row for row in questions.news_of([case.id]).get(case.id, [])}
    hearings = {row.file_id: row for row in questions.hearings_ahead([case.id]).get(case.id, [])}
    form = forms.ContactForm(victim=request.args.get("victim"), at=now(), news=request.args.getlist("about"))
    form.victim.offer(_names(victims))
    form.news.offer(view.news_choices(list(hearings.values()), list(events.values())))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            chosen = form.news.data or []
            details = care.ContactDetails(
                at=form.at.data,
                channel=form.channel.data,
                outcome=form.outcome.data,
                events=[events[key] for key in chosen if key in events],
                hearings=[hearings[key] for key in chosen if key in hearings],
                note=form.note.data or None,
            )
            care.record_contact(case, victims[form.victim.data], details, actor=actor(), at=now())
            flash("The contact is recorded.")
            return redirect(care_url(reference), 303)
    return act_page(
        frame,
        form,
        title="Record a contact with a victim",
        lead="Say when, how and what came of it. What the victim was told of is said to them from then on everywhere.",
        words="Record the contact",
        back=care_url(reference),
    )


@room.route(f"{CASE}/care/event", methods=["GET", "POST"])
@requires(P.CONTACT_RECORD)
def event(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CONTACT_RECORD)
    form = forms.EventForm(happened_at=now())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            care.record_event(
                frame.case,
                form.kind.data,
                happened_at=form.happened_at.data,
                note=form.note.data or None,
                actor=actor(),
                at=now(),
            )
            flash("The news is recorded. Tell the victim next.")
            return redirect(care_url(reference), 303)
    return act_page(
        frame,
        form,
        title="Record news from outside",
        lead="What is recorded on the case notes itself. Only news from a court, a prison or a letter is written here.",
        words="Record the news",
        back=care_url(reference),
    )
