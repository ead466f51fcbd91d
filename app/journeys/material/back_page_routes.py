"""The back page of a statement: apart from its front, read like contact details, in no paper."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.access import Circumstances, decide
from app.domain.permissions import Permission
from app.journeys.material import signing_forms as forms
from app.journeys.material.routes import page, to_index
from app.journeys.material.signing_routes import STATEMENT
from app.journeys.material.signing_routes import room as room
from app.models.material import Statement
from app.models.statement import StatementBackPage
from app.queries import material as questions
from app.queries.statements import back_page_of
from app.services import signing
from app.web import reading
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, Saved
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission


@room.route(f"{STATEMENT}/back", methods=["GET", "POST"])
@requires(P.PERSON_CONTACT)
def back_page(reference: str, statement: str) -> ResponseReturnValue:
    """The police team may change it; others who may read contact details say why first."""
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES, P.PERSON_CONTACT)
    row = questions.statement_by_file_id(frame.case, statement)
    if frame.may(P.PERSON_EDIT):
        return _change(frame, row)
    form = forms.WhyForm()
    given = form.validate_on_submit()
    if not decide(frame.standing, P.PERSON_CONTACT, Circumstances(reason_given=given)).allowed:
        lead = "It is shown once, and the police team can see that you asked."
        return page(frame, form, f"Back page of statement {row.file_id}", "Show the back page", lead)
    if given:
        reading.because(form.reason.data)
    return render_template("material/back_page.html", frame=frame, statement=row, facts=_facts(back_page_of(row)))


def _facts(row: StatementBackPage | None) -> list[tuple[str, str]]:
    consent = {True: "Yes", False: "No", None: "Not asked"}[row.medical_consent if row else None]
    return [
        ("Cannot come to court", (row.unavailable if row else None) or "Not recorded"),
        ("Needs", (row.needs if row else None) or "Not recorded"),
        ("Agrees that medical records are disclosed", consent),
    ]


def _change(frame: Frame, row: Statement) -> ResponseReturnValue:
    known = back_page_of(row)
    version = known.version if known else 0
    form = forms.BackPageForm(version=version, **stored(known, signing.BackPage))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row)):
            details, seen = details_of(form, signing.BackPage), form.seen_version
            signing.write_back_page(row, frame.case, details, seen=seen, actor=actor(), at=now())
            flash("The back page is saved.")
            return to_index(frame.case.reference)
    ref = frame.case.reference
    return act_page(
        frame,
        form,
        title=f"Back page of statement {row.file_id}",
        words="Save the back page",
        lead="Restricted: who opens this page is recorded. Nothing of it is ever printed.",
        back=url_for("material.index", reference=ref),
        part="material.index",
        template="material/change_back_page.html",
        contact=url_for("people.contact", reference=ref, person=row.person.file_id),
        name=row.person.full_name.strip(),
    )


def _now(form: BaseForm, frame: Frame, row: Statement) -> Saved:
    known = back_page_of(row)
    return saved_now(form, frame.case, stored(known, signing.BackPage), known.version if known else 0)
