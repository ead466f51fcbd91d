"""People of a case, how to reach them, what a victim says and needs."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.access import Circumstances, decide
from app.domain.non_crime import role_word
from app.domain.permissions import Permission
from app.domain.vocabulary import PartyRole
from app.journeys.people import forms, view
from app.journeys.people.contact_view import contact_card
from app.models.people import Person
from app.models.victim import Victim
from app.queries import material
from app.queries import people as questions
from app.services import people, safe_contact
from app.web import reading
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, form_page
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("people", __name__, surface=Surface.STAFF)
P = Permission
AT = "/cases/<reference>/people/<person>"


def to_index(reference: str) -> ResponseReturnValue:
    return redirect(url_for("people.index", reference=reference), 303)


def page(
    frame: Frame, form: BaseForm, *, title: str, words: str, lead: str = "", back: str = ""
) -> ResponseReturnValue:
    """The page on which one thing about a person is done."""
    return act_page(
        frame,
        form,
        title=title,
        words=words,
        lead=lead,
        back=back or url_for("people.index", reference=frame.case.reference),
        part="people.index",
    )


@room.get("/cases/<reference>/people")
@requires(P.PERSON_NAMES)
def index(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES)
    groups = view.groups(frame)
    return render_template(
        "people/index.html",
        frame=frame,
        part="people.index",
        groups=groups,
        lead=view.lead(frame, groups),
        may=frame.may,
        P=Permission,
    )


@room.route("/cases/<reference>/people/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def add(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.PERSON_NAMES)
    form = forms.PersonForm()
    form.roles.offer(_roles(frame))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            people.add_person(frame.case, details_of(form, people.PersonDetails), actor=actor(), at=now())
            flash("The person is added to the case.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="Add a person",
        lead="Telephone, address and how to reach them safely come on a page of their own.",
        words="Add the person",
    )


@room.route(AT, methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change(reference: str, person: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.PERSON_NAMES)
    row = questions.by_file_id(frame.case, person)
    form = forms.PersonForm(version=row.version, **_person_words(row))
    form.roles.offer(_roles(frame))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, _person_words(row), row.version)):
            details = details_of(form, people.PersonDetails)
            people.change_person(row, details, seen=form.seen_version, actor=actor(), at=now())
            flash("Saved.")
            return to_index(reference)
    return page(frame, form, title=f"Change {row.full_name.strip()}", words="Save")


def _roles(frame: Frame) -> list[tuple[str, str]]:
    """Nobody is victim or suspect of what is no crime."""
    return [(role.value, role_word(role, non_crime=frame.header.non_crime)) for role in PartyRole]


def _person_words(row: Person) -> dict[str, Any]:
    return stored(row, people.PersonDetails, roles=[role.party_role for role in row.roles])


@room.route(f"{AT}/contact", methods=["GET", "POST"])
@requires(P.PERSON_CONTACT)
def contact(reference: str, person: str) -> ResponseReturnValue:
    """Contact and safe contact: the police team may change it; others read it and say why first."""
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES, P.PERSON_CONTACT)
    row = questions.by_file_id(frame.case, person)
    if frame.may(P.PERSON_EDIT):
        return _change_contact(frame, row)
    form = forms.WhyForm()
    given = form.validate_on_submit()
    if not decide(frame.standing, P.PERSON_CONTACT, Circumstances(reason_given=given)).allowed:
        return page(
            frame,
            form,
            title=f"Contact details of {row.full_name.strip()}",
            lead="They are shown once, and the police team can see that you asked.",
            words="Show the contact details",
        )
    if given:
        reading.because(form.reason.data)
    card = contact_card(people.contact_of(row))
    return render_template("people/contact.html", frame=frame, part="people.index", person=row, card=card)


def _change_contact(frame: Frame, row: Person) -> ResponseReturnValue:
    known = people.contact_of(row)
    version = known.version if known else 0
    form = forms.ContactForm(version=version, **stored(known, people.ContactCard))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _contact_now(form, frame, row)):
            card = details_of(form, people.ContactCard)
            word = form.word_given_on.data
            safe_contact.put_contact(row, card, word_given_on=word, seen=form.seen_version, actor=actor(), at=now())
            flash("The contact details are saved.")
            return to_index(frame.case.reference)
    return form_page(
        "people/change_contact.html",
        form,
        frame=frame,
        title=f"Contact details of {row.full_name.strip()}",
        words="Save the contact details",
        lead="Restricted: who opens this page is recorded. Nothing of it is ever printed.",
        back=url_for("people.index", reference=frame.case.reference),
        card=contact_card(known),
    )


def _contact_now(form: BaseForm, frame: Frame, row: Person) -> Any:
    known = people.contact_of(row)
    return saved_now(form, frame.case, stored(known, people.ContactCard), known.version if known else 0)


@room.route(f"{AT}/victim", methods=["GET", "POST"])
@requires(P.PERSON_NAMES)
def victim(reference: str, person: str) -> ResponseReturnValue:
    """A victim's answers: the police team changes them, other readers of the case read them."""
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES)
    row = questions.victim_by_file_id(frame.case, person)
    if not frame.may(P.CASE_EDIT):
        facts = view.victim_facts(frame, row)
        title = f"Victim: {row.person.full_name}"
        return render_template("people/facts.html", frame=frame, part="people.index", title=title, facts=facts)
    sources = material.sources_of(frame.case)
    form = forms.VictimForm(version=row.version, **_victim_words(frame, row, sources))
    view.offer_statements(form, row, sources)
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, _victim_words(frame, row, sources), row.version)
        ):
            answers, shown = details_of(form, people.VictimAnswers), sources.chosen(form.injured.data or ())
            people.answer_for_victim(row, answers, injured=shown, seen=form.seen_version, actor=actor(), at=now())
            flash("What the victim says is saved.")
            return to_index(reference)
    return page(frame, form, title=f"Victim: {row.person.full_name}", lead=view.tier_lead(row), words="Save")


def _victim_words(frame: Frame, row: Victim, sources: material.Sources) -> dict[str, Any]:
    held = material.linked(material.links_of(frame.case), sources, "injured")
    return stored(row, people.VictimAnswers) | {"injured": [one.file_id for one in held.get(row.id, ())]}


@room.route(f"{AT}/needs", methods=["GET", "POST"])
@requires(P.NEEDS_READ)
def needs(reference: str, person: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES, P.NEEDS_READ)
    row = questions.victim_by_file_id(frame.case, person)
    title = f"Needs of {row.person.full_name}"
    if not frame.may(P.NEEDS_EDIT):
        facts = view.needs_facts(row)
        return render_template("people/facts.html", frame=frame, part="people.index", title=title, facts=facts)
    form = forms.NeedsForm(version=row.version, needs=row.needs, special_measures=row.special_measures)
    if form.validate_on_submit():
        now_held = {"needs": row.needs, "special_measures": row.special_measures}
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, now_held, row.version)):
            people.put_needs(
                row,
                form.needs.answer,
                form.special_measures.data or (),
                seen=form.seen_version,
                actor=actor(),
                at=now(),
            )
            flash("The needs are saved.")
            return to_index(reference)
    return page(frame, form, title=title, lead=view.needs_lead(row), words="Save the needs")
