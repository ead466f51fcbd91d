"""The same person elsewhere: suggestions, answers, and a person chosen by hand."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import formatting
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.vocabulary import PartyRole
from app.journeys.linked import forms
from app.journeys.linked.routes import CASE, other_case, page, shown, there
from app.journeys.linked.together_routes import room as room
from app.models.people import IdentityLink, Person
from app.queries import identity as questions
from app.queries import people
from app.services import identity
from app.web.access import requires
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.sessions import actor

P = Permission
PERSON = f"{CASE}/people/<person>/elsewhere"


def _found(reference: str, person: str, *permissions: Permission) -> tuple[Frame, Person]:
    """The frame and a person of the case; who a suspect is only for those who may know it."""
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES, *permissions)
    row = people.by_file_id(frame.case, person)
    if not frame.may(P.SUSPECT_READ) and PartyRole.SUSPECT in {role.party_role for role in row.roles}:
        raise NotFound("Page not found")
    return frame, row


def _other(link: IdentityLink, row: Person) -> Person:
    return link.same_as if link.person_id == row.id else link.person


def _own_page(frame: Frame, row: Person) -> str:
    return url_for("linked.person", reference=frame.case.reference, person=row.file_id)


def _back(frame: Frame, row: Person) -> ResponseReturnValue:
    return redirect(_own_page(frame, row), 303)


@room.get(PERSON)
@requires(P.PERSON_NAMES)
def person(reference: str, person: str) -> ResponseReturnValue:
    frame, row = _found(reference, person)
    may_link = frame.may(P.CASE_LINK)
    links = [
        (one, one.same_as if one.person_id == row.id else one.person) for one in questions.links_of([row.id], actor())
    ]
    suggestions = questions.suggestions(row, actor()) if may_link else []
    shown(*(other.incident for _, other in links), *(one.person.incident for one in suggestions))
    return render_template(
        "linked/person.html",
        frame=frame,
        part="people.index",
        person=row,
        links=links,
        suggestions=suggestions,
        may_link=may_link,
    )


@room.route(f"{PERSON}/find", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def find_person(reference: str, person: str) -> ResponseReturnValue:
    """First half by hand: which other case?"""
    frame, row = _found(reference, person, P.CASE_LINK)
    form = forms.OtherForm()
    if form.validate_on_submit() and (other := other_case(form)) is not None:
        if other.id != frame.case.id:
            return redirect(
                url_for("linked.choose_person", reference=reference, person=row.file_id, other=other.reference), 303
            )
        form.say("Choose another case than this one.", "other")
    return page(
        frame,
        form,
        title=f"Look for {row.full_name.strip()} in another case",
        words="Go on",
        back=_own_page(frame, row),
    )


@room.route(f"{PERSON}/in/<other>", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def choose_person(reference: str, person: str, other: str) -> ResponseReturnValue:
    """Second half by hand: who of that case?"""
    frame, row = _found(reference, person, P.CASE_LINK)
    case, form = there(frame, other), forms.PersonForm()
    known = people.of_case(case)
    form.person.offer([(one.file_id, f"{one.full_name.strip()}, {_parts(one)}") for one in known])
    if form.validate_on_submit():
        chosen = next(one for one in known if one.file_id == form.person.data)
        with form.showing_broken_rules():
            identity.propose_same(row, chosen, actor=actor(), at=now())
            flash("Proposed. Somebody with rights on both cases says yes or no.")
            return _back(frame, row)
    return page(
        frame,
        form,
        title=f"Who is {row.full_name.strip()} there?",
        lead=f"{case.reference}, {case.title}. Nothing is copied from one case to the other.",
        words="Propose that it is the same person",
        back=_own_page(frame, row),
    )


def _parts(row: Person) -> str:
    return formatting.listed(role.party_role.label.lower() for role in row.roles)


@room.route(f"{PERSON}/in/<other>/<their>", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def answer_person(reference: str, person: str, other: str, their: str) -> ResponseReturnValue:
    """Is it the same person? Both stand side by side."""
    frame, row = _found(reference, person, P.CASE_LINK)
    found = people.by_file_id(there(frame, other), their)
    known = questions.pair_of(row, found)
    form = forms.SameForm(version=known.version if known else None)
    if form.validate_on_submit():
        verb = identity.accept_same if form.answer.data == "same" else identity.refuse_same
        with form.showing_broken_rules():
            verb(row, found, seen=form.seen_version, actor=actor(), at=now())
            flash("Your answer is kept. It can be undone.")
            return _back(frame, row)
    return page(
        frame,
        form,
        title="Is it the same person?",
        lead="Each case keeps its own person. Whoever may open both cases sees that they are one.",
        words="Save the answer",
        back=_own_page(frame, row),
        template="linked/compare.html",
        rows=_two_people(row, found),
        other=found.incident,
    )


def _two_people(one: Person, other: Person) -> list[tuple[str, str, str]]:
    def born(row: Person) -> str:
        return formatting.day(row.date_of_birth) if row.date_of_birth else "Not known"

    return [
        ("Name", one.full_name.strip(), other.full_name.strip()),
        ("Born", born(one), born(other)),
        ("Part in the case", _parts(one), _parts(other)),
        ("Occupation", one.occupation or "Not known", other.occupation or "Not known"),
    ]


@room.route(f"{PERSON}/<int:number>/undo", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def undo_person(reference: str, person: str, number: int) -> ResponseReturnValue:
    frame, row = _found(reference, person, P.CASE_LINK)
    link = questions.link_by_id(row, actor(), number)
    form = BaseForm(version=link.version)
    other = _other(link, row)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            identity.undo_same(link, seen=form.seen_version, actor=actor(), at=now())
            flash("They are two people again.")
            return _back(frame, row)
    return page(
        frame,
        form,
        title="Not the same person after all",
        lead=f"{other.full_name.strip()} in {other.incident.reference}. Both histories keep that somebody thought so.",
        words="Undo it",
        back=_own_page(frame, row),
    )
