"""Offences of a case: allege one, change it, add a point to prove, say what supports a point."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.offences import forms, view
from app.journeys.offences.grid import COLUMNS
from app.journeys.offences.law_view import guide
from app.models.allegation import Allegation, Element
from app.queries import allegations as questions
from app.queries import material, people
from app.services import allegations
from app.web.access import requires
from app.web.answers import details_of, offence_choices, stored
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_words
from app.web.surfaces import Room, Surface

room = Room("offences", __name__, surface=Surface.STAFF)
P = Permission
AT = "/cases/<reference>/offences/<allegation>"


def to_index(reference: str) -> ResponseReturnValue:
    """Back to the offences."""
    return redirect(url_for("offences.index", reference=reference), 303)


def page(frame: Frame, form: BaseForm, title: str, words: str, lead: str = "") -> ResponseReturnValue:
    """The page on which one thing about an offence is done."""
    back = url_for("offences.index", reference=frame.case.reference)
    return act_page(frame, form, title=title, words=words, lead=lead, back=back, part="offences.index")


@room.get("/cases/<reference>/offences")
@requires(P.SUSPECT_READ)
def index(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_READ, P.SUSPECT_READ)
    blocks = view.blocks(frame, now())
    return render_template(
        "offences/index.html",
        frame=frame,
        part="offences.index",
        blocks=blocks,
        lead=view.lead(blocks),
        missing=view.missing(frame),
        columns=COLUMNS,
        sees_evidence=frame.may(P.EVIDENCE_LIST),
        may=frame.may,
        P=Permission,
    )


@room.route("/cases/<reference>/offences/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def add(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.SUSPECT_READ)
    if view.missing(frame):
        return to_index(reference)
    suspects = {row.person.file_id: row for row in people.suspects_of(frame.case)}
    crimes = {row.id: row for row in questions.crimes_of(frame.case)}
    form = forms.AddForm(suspect=view.only(suspects), crime=view.only(crimes))
    form.suspect.offer([(file_id, row.person.full_name) for file_id, row in suspects.items()])
    form.crime.offer([(number, view.crime_words(row)) for number, row in crimes.items()])
    _offer(form, frame)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            allegations.add_allegation(
                frame.case,
                suspects[form.suspect.data],
                crimes[form.crime.data],
                details_of(form, allegations.AllegationDetails),
                actor=actor(),
                at=now(),
            )
            flash("The offence is added. Link what supports each point.")
            return to_index(reference)
    return _choosing(frame, form, "Add an offence", "Add the offence")


def _choosing(frame: Frame, form: forms.AllegationForm, title: str, words: str, lead: str = "") -> ResponseReturnValue:
    """The page on which an offence is chosen, with what the law offers beside it."""
    return act_page(
        frame,
        form,
        title=title,
        words=words,
        lead=lead,
        back=url_for("offences.index", reference=frame.case.reference),
        part="offences.index",
        template="offences/choose.html",
        guide=guide(frame, form.offence_type_key.data, form.hostility_strands.data, form.offence_from.data),
    )


def _offer(form: forms.AllegationForm, frame: Frame, row: Allegation | None = None) -> None:
    """Offences and the other allegations of this case."""
    form.offence_type_key.offer(offence_choices(row.offence_type_key if row else None))
    others = [one for one in questions.of_case(frame.case) if row is None or one.id != row.id]
    form.alternative_to_id.offer([(one.id, view.allegation_words(one)) for one in others])


@room.route(f"{AT}/change", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change(reference: str, allegation: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.SUSPECT_READ)
    row = questions.by_file_id(frame.case, allegation)
    form = forms.AllegationForm(version=row.version, **stored(row, allegations.AllegationDetails))
    _offer(form, frame, row)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row)):
            details = details_of(form, allegations.AllegationDetails)
            allegations.change_allegation(row, frame.case, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The offence is saved.")
            return to_index(reference)
    lead = "" if row.status in allegations.OPEN_TO_POLICE else "The police can change it only while they have the case."
    return _choosing(frame, form, f"Change {view.allegation_words(row)}", "Save the offence", lead)


def _now(form: BaseForm, frame: Frame, row: Allegation) -> Any:
    return saved_now(form, frame.case, stored(row, allegations.AllegationDetails), row.version)


@room.route(f"{AT}/points/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def point(reference: str, allegation: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.SUSPECT_READ)
    row = questions.by_file_id(frame.case, allegation)
    form = forms.PointForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            allegations.add_point(row, frame.case, form.text.data, actor=actor(), at=now())
            flash("The point is added.")
            return to_index(reference)
    return page(frame, form, f"Add a point to prove: {view.allegation_words(row)}", "Add the point")


@room.route(f"{AT}/points/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def link(reference: str, allegation: str, number: int) -> ResponseReturnValue:
    """Which statements, items and papers support a point; all of the case stand there, those linked are ticked."""
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    row = questions.by_file_id(frame.case, allegation)
    element = element_of(row, number)
    sources = material.sources_of(frame.case)
    held = material.linked(material.links_of(frame.case), sources, "element").get(element.id, [])
    form = forms.LinkForm(version=row.version, sources=[one.file_id for one in held])
    form.sources.offer([(one.file_id, source_words(one)) for one in sources])
    if not form.sources.choices:
        return render_template("offences/nothing_to_link.html", frame=frame, text=element.text)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _links_now(form, frame, row, element)):
            chosen = sources.chosen(form.sources.data or ())
            allegations.link_sources(element, row, frame.case, chosen, seen=form.seen_version, actor=actor(), at=now())
            flash("The links are saved.")
            return to_index(reference)
    return page(frame, form, "What supports this point?", "Save the links", element.text)


def element_of(row: Allegation, number: int) -> Element:
    """One point to prove of an allegation. Raises NotFound."""
    found = next((one for one in row.elements if one.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def _links_now(form: BaseForm, frame: Frame, row: Allegation, element: Element) -> Any:
    held = material.linked(material.links_of(frame.case), material.sources_of(frame.case), "element")
    file_ids = [one.file_id for one in held.get(element.id, [])]
    return saved_now(form, frame.case, {"sources": file_ids}, row.version)
