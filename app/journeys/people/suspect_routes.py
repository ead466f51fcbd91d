"""A suspect: where he stands, arrest, bail, release, interview, background."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.people import forms, suspect_view
from app.journeys.people.routes import AT, page
from app.journeys.people.routes import room as room
from app.models.suspect import Suspect
from app.queries import material
from app.queries import people as questions
from app.services import suspects
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_words

P = Permission


def found(reference: str, person: str, *permissions: Permission) -> tuple[Frame, Suspect]:
    """The frame and the suspect, for whoever may know who that is and do this."""
    frame = open_frame(reference, P.CASE_READ, P.PERSON_NAMES, P.SUSPECT_READ, *permissions)
    return frame, questions.suspect_by_file_id(frame.case, person)


def _own_page(reference: str, person: str) -> str:
    return url_for("people.suspect", reference=reference, person=person)


def back(reference: str, person: str) -> ResponseReturnValue:
    """To the suspect's own page."""
    return redirect(_own_page(reference, person), 303)


def suspect_form(
    frame: Frame, form: BaseForm, row: Suspect, title: str, words: str, lead: str = ""
) -> ResponseReturnValue:
    """The page on which one thing about a suspect is recorded."""
    name, own = row.person.full_name.strip(), _own_page(frame.case.reference, row.person.file_id)
    return page(frame, form, title=f"{title}: {name}", words=words, lead=lead, back=own)


@room.get(f"{AT}/suspect")
@requires(P.SUSPECT_READ)
def suspect(reference: str, person: str) -> ResponseReturnValue:
    """Custody, interview and background, with what can be recorded now."""
    frame, row = found(reference, person)
    return render_template(
        "people/suspect.html", frame=frame, part="people.index", page=suspect_view.suspect_page(frame, row, now())
    )


@room.route(f"{AT}/arrest", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def arrest(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.ArrestForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            suspects.arrest(
                row,
                arrested_at=form.arrested_at.data,
                grounds=form.grounds.data,
                relevant_time=form.relevant_time.data,
                detention_authorised_at=form.detention_authorised_at.data,
                actor=actor(),
                at=now(),
            )
            flash("The arrest is recorded. The custody clock runs.")
            return back(reference, person)
    return suspect_form(frame, form, row, "Record the arrest", "Record the arrest")


@room.route(f"{AT}/bail", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def bail(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.BailForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            suspects.bail(
                row,
                released_at=form.released_at.data,
                conditions=form.conditions.answer,
                ends_on=form.ends_on.data,
                authorised_by=form.authorised_by.data,
                by_other_agency=form.by_other_agency.data,
                actor=actor(),
                at=now(),
            )
            flash("The bail is recorded.")
            return back(reference, person)
    return suspect_form(frame, form, row, "Release on bail", "Record the bail", suspect_view.bail_lead(row))


@room.route(f"{AT}/release-under-investigation", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def release_rui(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.ReleaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            suspects.release_under_investigation(row, released_at=form.released_at.data, actor=actor(), at=now())
            flash("The release under investigation is recorded.")
            return back(reference, person)
    lead = "No conditions, and no date by which the suspect hears. The time limits of the offences go on."
    return suspect_form(frame, form, row, "Release under investigation", "Record the release", lead)


@room.route(f"{AT}/release", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def release(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.FreeForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            suspects.release(row, released_at=form.released_at.data, reason=form.reason.data, actor=actor(), at=now())
            flash("The suspect is free of custody, bail and release under investigation.")
            return back(reference, person)
    lead = "For a suspect from whom nothing more is needed. What becomes of the offences is decided under Offences."
    return suspect_form(frame, form, row, "Release without charge", "Record the release", lead)


@room.route(f"{AT}/interview", methods=["GET", "POST"])
@requires(P.CUSTODY_RECORD)
def interview(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CUSTODY_RECORD)
    form = forms.InterviewForm(version=row.version, **stored(row, suspects.InterviewRecord))
    form.interview_summary_document_id.offer([(one.id, source_words(one)) for one in material.documents_of(frame.case)])
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, stored(row, suspects.InterviewRecord), row.version)
        ):
            record = details_of(form, suspects.InterviewRecord)
            suspects.record_interview(row, record, seen=form.seen_version, actor=actor(), at=now())
            flash("The interview is saved.")
            return back(reference, person)
    return suspect_form(frame, form, row, "Interview", "Save the interview")


@room.route(f"{AT}/background", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def background(reference: str, person: str) -> ResponseReturnValue:
    frame, row = found(reference, person, P.CASE_EDIT)
    form = forms.BackgroundForm(version=row.version, **stored(row, suspects.Background))
    adults = questions.adults_of(frame.case, row.appropriate_adult_id)
    form.appropriate_adult_id.offer([(one.id, one.full_name.strip()) for one in adults])
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, stored(row, suspects.Background), row.version)
        ):
            facts = details_of(form, suspects.Background)
            suspects.put_background(row, facts, seen=form.seen_version, actor=actor(), at=now())
            flash("The background is saved.")
            return back(reference, person)
    return suspect_form(frame, form, row, "Background", "Save the background")
