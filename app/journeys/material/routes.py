"""The material of a case on one page; items of evidence, statements and documents."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.material import forms, view
from app.journeys.material.items import item_words
from app.models.material import EvidenceItem
from app.queries import material as questions
from app.queries import people
from app.services import material
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_words
from app.web.surfaces import Room, Surface

room = Room("material", __name__, surface=Surface.STAFF)
P = Permission
AT = "/cases/<reference>/evidence"


def to_index(reference: str) -> ResponseReturnValue:
    return redirect(url_for("material.index", reference=reference), 303)


def page(frame: Frame, form: BaseForm, title: str, words: str, lead: str = "") -> ResponseReturnValue:
    """The page on which one piece of material is added or changed."""
    back = url_for("material.index", reference=frame.case.reference)
    return act_page(frame, form, title=title, words=words, lead=lead, back=back, part="material.index")


def names(frame: Frame) -> list[tuple[int, str]]:
    """Everybody of the case, to choose from."""
    return [(person.id, person.full_name.strip()) for person in people.of_case(frame.case)]


@room.get(AT)
@requires(P.EVIDENCE_LIST)
def index(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_READ, P.EVIDENCE_LIST)
    return render_template(
        "material/index.html",
        frame=frame,
        part="material.index",
        page=view.material_page(frame, now()),
        may=frame.may,
        P=Permission,
    )


@room.route(f"{AT}/items/add", methods=["GET", "POST"])
@requires(P.EVIDENCE_ADD)
def add_evidence(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    form = forms.EvidenceForm()
    form.produced_by_id.offer(names(frame))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            material.add_evidence(frame.case, _evidence(form), actor=actor(), at=now())
            flash("The item of evidence is added.")
            return to_index(reference)
    return page(frame, form, "Add an item of evidence", "Add the item")


def _evidence(form: forms.EvidenceForm) -> material.EvidenceDetails:
    minutes = form.media_minutes.data
    return details_of(form, material.EvidenceDetails, media_minutes=None if minutes is None else float(minutes))


@room.route(f"{AT}/items/<item>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_evidence(reference: str, item: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    row = questions.evidence_by_file_id(frame.case, item)
    form = forms.EvidenceForm(version=row.version, **_evidence_words(row))
    form.produced_by_id.offer(names(frame))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, _evidence_words(row), row.version)):
            material.change_evidence(row, frame.case, _evidence(form), seen=form.seen_version, actor=actor(), at=now())
            flash("The item of evidence is saved.")
            return to_index(reference)
    return page(frame, form, f"Change {item_words(row)}", "Save the item")


def _evidence_words(row: EvidenceItem) -> dict[str, Any]:
    times = [(one.starts, one.ends, one.what) for one in row.key_times]
    return stored(row, material.EvidenceDetails, key_times=times)


@room.route(f"{AT}/statements/add", methods=["GET", "POST"])
@requires(P.EVIDENCE_ADD)
def add_statement(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    known = {person.file_id: person for person in people.of_case(frame.case)}
    form = forms.NewStatementForm()
    form.person.offer([(file_id, person.full_name.strip()) for file_id, person in known.items()])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, material.StatementDetails)
            material.add_statement(frame.case, known[form.person.data], details, actor=actor(), at=now())
            flash("The statement is added.")
            return to_index(reference)
    lead = "" if known else "Nobody is named in this case yet. Add the person under People first."
    return page(frame, form, "Add a statement", "Add the statement", lead)


@room.route(f"{AT}/statements/<statement>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_statement(reference: str, statement: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    row = questions.statement_by_file_id(frame.case, statement)
    form = forms.StatementForm(version=row.version, **stored(row, material.StatementDetails))
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, stored(row, material.StatementDetails), row.version)
        ):
            details = details_of(form, material.StatementDetails)
            material.change_statement(row, frame.case, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The statement is saved.")
            return to_index(reference)
    lead = "It is signed. Other words make a new version that nobody has signed." if row.signed else ""
    return page(frame, form, f"Change statement {row.file_id}", "Save the statement", lead)


@room.route(f"{AT}/documents/add", methods=["GET", "POST"])
@requires(P.EVIDENCE_ADD)
def add_document(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    form = forms.DocumentForm()
    form.about_person_id.offer(names(frame))
    form.statement_id.offer([(one.id, source_words(one)) for one in questions.statements_of(frame.case)])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            material.add_document(frame.case, details_of(form, material.DocumentDetails), actor=actor(), at=now())
            flash("The document is added.")
            return to_index(reference)
    return page(frame, form, "Add a document", "Add the document")


@room.route(f"{AT}/documents/<document>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_document(reference: str, document: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    row = questions.document_by_file_id(frame.case, document)
    form = forms.DocumentForm(version=row.version, **stored(row, material.DocumentDetails))
    form.about_person_id.offer(names(frame))
    form.statement_id.offer([(one.id, source_words(one)) for one in questions.statements_of(frame.case)])
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, stored(row, material.DocumentDetails), row.version)
        ):
            details = details_of(form, material.DocumentDetails)
            material.change_document(row, frame.case, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The document is saved.")
            return to_index(reference)
    return page(frame, form, f"Change document {row.file_id}", "Save the document")
