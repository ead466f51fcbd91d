"""The page of court and outcome; charge, hearings, results, sentence and uplift."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import HearingResult
from app.journeys.court import forms, view
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Hearing, Sentence
from app.queries import allegations as questions
from app.queries import court as court_questions
from app.services import charging, court, sentencing
from app.web.access import requires
from app.web.answers import stored
from app.web.case_pages import act_page, frame_of
from app.web.clock import now, today
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("court", __name__, surface=Surface.STAFF)
P = Permission
CASE = "/cases/<reference>"


def to_index(reference: str) -> ResponseReturnValue:
    return redirect(url_for("court.index", reference=reference), 303)


def index_url(reference: str) -> str:
    return url_for("court.index", reference=reference)


@room.get(f"{CASE}/court")
@requires(P.OUTCOME_READ)
def index(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    return render_template(
        "court/index.html",
        frame=frame,
        part="court.index",
        page=view.court_page(frame),
        button_form=BaseForm(),
        may=frame.may,
        P=Permission,
        S=Status,
    )


@room.route(f"{CASE}/offences/<allegation>/charge", methods=["GET", "POST"])
@requires(P.CHARGE_RECORD)
def charge(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = questions.by_file_id(frame.case, allegation)
    form = forms.ChargeForm(version=row.version, issued_at=now())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            charging.charge(
                frame.case,
                row,
                method=form.method.data,
                issued_at=form.issued_at.data,
                bailed=form.bailed.answer,
                actor=actor(),
                at=now(),
            )
            flash("The charge is recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Record the charge: {view.words(row)}",
        lead=f"The authorised wording: {row.wording or 'none is recorded'}",
        words="Record the charge",
        back=index_url(reference),
    )


@room.route(f"{CASE}/offences/<allegation>/emergency-charge", methods=["GET", "POST"])
@requires(P.CHARGE_RECORD)
def emergency(reference: str, allegation: str) -> ResponseReturnValue:
    """T38: only an inspector or above, and only when no prosecutor can be reached before the custody clock ends."""
    frame = frame_of(reference)
    row = questions.by_file_id(frame.case, allegation)
    form = forms.EmergencyForm(version=row.version, issued_at=now())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            charging.charge_in_emergency(
                frame.case,
                row,
                charging.Emergency(
                    grounds=form.grounds.data,
                    pace_ends_at=form.pace_ends_at.data,
                    no_prosecutor=form.no_prosecutor.data,
                ),
                issued_at=form.issued_at.data,
                bailed=form.bailed.answer,
                actor=actor(),
                at=now(),
            )
            flash("The charge is recorded. Refer the case to the CPS at once.")
            return redirect(url_for("referral.index", reference=reference), 303)
    return act_page(
        frame,
        form,
        title=f"Charge without a prosecutor: {view.words(row)}",
        lead="Only an inspector or above may do this. The same act makes a referral, due before the first hearing.",
        words="Record the charge",
        back=index_url(reference),
    )


@room.route(f"{CASE}/offences/<allegation>/station-charge", methods=["GET", "POST"])
@requires(P.CHARGE_RECORD)
def station(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = questions.by_file_id(frame.case, allegation)
    form = forms.ChargeForm(version=row.version, issued_at=now())
    del form.method
    if form.validate_on_submit():
        with form.showing_broken_rules():
            charging.charge_at_station(
                frame.case,
                row,
                issued_at=form.issued_at.data,
                bailed=form.bailed.answer,
                actor=actor(),
                at=now(),
            )
            flash("The charge is recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Charge at the station: {view.words(row)}",
        lead="Only where no strand is set and the police may charge this offence.",
        words="Record the charge",
        back=index_url(reference),
    )


@room.route(f"{CASE}/hearings/new", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def list_hearing(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    rows = [row for row in questions.of_case(frame.case) if row.charged_at is not None]
    form = forms.HearingForm(allegations=[row.id for row in rows])
    form.allegations.offer([(row.id, view.words(row)) for row in rows])
    if form.validate_on_submit():
        chosen = [row for row in rows if row.id in (form.allegations.data or ())]
        with form.showing_broken_rules():
            court.list_hearing(frame.case, form.details(), chosen, actor=actor(), at=now())
            flash("The hearing is recorded.")
            return to_index(reference)
    return act_page(frame, form, title="Record a hearing", words="Record the hearing", back=index_url(reference))


@room.route(f"{CASE}/hearings/<hearing>/change", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def change_hearing(reference: str, hearing: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = court_questions.hearing_by_file_id(frame.case, hearing)
    form = forms.HearingForm(version=row.version, **stored(row, court.HearingDetails))
    del form.allegations
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, stored(row, court.HearingDetails), row.version)
        ):
            court.change_hearing(frame.case, row, form.details(), seen=form.seen_version, actor=actor(), at=now())
            flash("The hearing is changed.")
            return to_index(reference)
    return act_page(frame, form, title="Change the hearing", words="Save the hearing", back=index_url(reference))


@room.route(f"{CASE}/hearings/<hearing>/results/<allegation>", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def result(reference: str, hearing: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    held, row = _before(frame.case, hearing, allegation)
    form = forms.ResultForm(version=row.version, on=today())
    if not frame.may(P.UPLIFT_RECORD):  # witness care records a warrant, and no other result
        form.result.offer([(HearingResult.WARRANT.value, HearingResult.WARRANT.label)])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            found = court.Result(result=form.result.data, on=form.on.data, reason=form.reason.data or None)
            court.record_result(frame.case, held, row, found, actor=actor(), at=now())
            flash("The result is recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Record the result: {view.words(row)}",
        lead=view.hearing_words(held),
        words="Record the result",
        back=index_url(reference),
    )


def _before(case: Incident, hearing: str, allegation: str) -> tuple[Hearing, Allegation]:
    """A hearing of the case and an offence before it."""
    held = court_questions.hearing_by_file_id(case, hearing)
    row = next((one.allegation for one in held.allegations if one.allegation.file_id == allegation), None)
    if row is None:
        raise NotFound("Page not found")
    return held, row


@room.route(f"{CASE}/hearings/<hearing>/sentence/<allegation>", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def sentence(reference: str, hearing: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    held, row = _before(frame.case, hearing, allegation)
    form = forms.SentenceForm(version=row.version, on=today())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            sentencing.record_sentence(
                frame.case,
                held,
                row,
                kind=form.kind.data,
                length=form.length.data,
                on=form.on.data,
                uplift=form.answers(),
                actor=actor(),
                at=now(),
            )
            flash("The sentence is recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Record the sentence: {view.words(row)}",
        lead="What you leave open about hostility does not hold back the sentence, but it does the completed case.",
        words="Record the sentence",
        back=index_url(reference),
        template="court/sentence.html",
    )


@room.route(f"{CASE}/sentences/<int:number>/uplift", methods=["GET", "POST"])
@requires(P.UPLIFT_RECORD)
def uplift(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = _sentence(frame.case, number)
    form = forms.UpliftForm(version=row.version, **forms.uplift_words(row))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, forms.uplift_words(row), row.version)):
            sentencing.answer_uplift(frame.case, row, form.answers(), seen=form.seen_version, actor=actor(), at=now())
            flash("The answers about hostility are recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title="Answer what is open about hostility at sentence",
        words="Save the answers",
        back=index_url(reference),
    )


def _sentence(case: Incident, number: int) -> Sentence:
    row = next((one for one in court_questions.sentences_of(case) if one.id == number), None)
    if row is None:
        raise NotFound("Page not found")
    return row


@room.route(f"{CASE}/offences/<allegation>/trial", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def trial(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row, form = questions.by_file_id(frame.case, allegation), forms.DayForm(on=today())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            court.begin_trial(frame.case, row, form.on.data, actor=actor(), at=now())
            flash("The trial has begun.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Record that the trial has begun: {view.words(row)}",
        words="Record it",
        back=index_url(reference),
    )
