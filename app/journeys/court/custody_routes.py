"""Custody after charge as the court ordered it, notice of appeal against bail, and the day of initial disclosure."""

from flask import flash
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.court import custody_forms as forms
from app.journeys.court.ending_routes import room as room
from app.journeys.court.routes import CASE, index_url, to_index
from app.models.suspect import Suspect
from app.queries import court as court_questions
from app.queries import people
from app.services import court_custody
from app.web.access import requires
from app.web.case_pages import Frame, act_page, frame_of
from app.web.clock import now, today
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission
OF = f"{CASE}/defendants/<person>"


def _found(reference: str, person: str) -> tuple[Frame, Suspect, str]:
    """The frame, the defendant, and the name."""
    frame = frame_of(reference)
    row = people.suspect_by_file_id(frame.case, person)
    return frame, row, row.person.full_name.strip()


@room.route(f"{OF}/remand", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def remand(reference: str, person: str) -> ResponseReturnValue:
    frame, row, name = _found(reference, person)
    form = forms.RemandForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            court_custody.remand(row, form.remanded_at.data, actor=actor(), at=now())
            flash("The remand is recorded. The custody time limits count from it.")
            return to_index(reference)
    lead = "The first remand by a court starts the custody time limits; after bail they go on counting."
    title = f"Record a remand in custody: {name}"
    return act_page(frame, form, title=title, words="Record the remand", lead=lead, back=index_url(reference))


@room.route(f"{OF}/bail", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def bail(reference: str, person: str) -> ResponseReturnValue:
    frame, row, name = _found(reference, person)
    form = forms.GrantForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            court_custody.grant_bail(row, form.granted_at.data, actor=actor(), at=now())
            flash("The bail is recorded. Days on bail do not count towards the custody time limits.")
            return to_index(reference)
    title = f"Record bail granted by the court: {name}"
    return act_page(frame, form, title=title, words="Record the bail", back=index_url(reference))


@room.route(f"{OF}/disclosure", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def disclosure(reference: str, person: str) -> ResponseReturnValue:
    frame, row, name = _found(reference, person)
    stored = {"on": row.initial_disclosure_on}
    form = forms.DisclosureForm(version=row.version, on=row.initial_disclosure_on or today())
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, stored, row.version)):
            court_custody.record_disclosure(row, form.on.data, seen=form.seen_version, actor=actor(), at=now())
            flash("The day of disclosure is recorded. The time for the defence statement counts from it.")
            return to_index(reference)
    lead = (
        "The day on which the prosecutor complied, or purported to comply, with section 3 of the Criminal Procedure "
        "and Investigations Act 1996."
    )
    title = f"Record initial disclosure: {name}"
    return act_page(frame, form, title=title, words="Record the day", lead=lead, back=index_url(reference))


@room.route(f"{CASE}/bail-grants/<grant>/notice", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def appeal_notice(reference: str, grant: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = court_questions.grant_by_file_id(frame.case, grant)
    stored = {"given_at": row.oral_notice_at, "written_at": row.written_notice_at}
    form = forms.NoticeForm(version=row.version, **stored)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, stored, row.version)):
            court_custody.give_notice(
                row, form.given_at.data, form.written_at.data, seen=form.seen_version, actor=actor(), at=now()
            )
            flash("The notice is recorded. The clocks of the appeal follow.")
            return to_index(reference)
    lead = (
        "Oral notice is given at the hearing at which bail was granted, written notice within 2 hours; the appeal is "
        "heard by the end of the second business day after oral notice (Bail (Amendment) Act 1993)."
    )
    title = "Record notice of appeal against bail"
    return act_page(frame, form, title=title, words="Record the notice", lead=lead, back=index_url(reference))
