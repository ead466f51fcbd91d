"""Record a report, correct it, the flag, and the decision whether it is a crime."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.roles import POLICE_ROLES
from app.domain.vocabulary import CrimeDecision, PartyRole
from app.journeys.report import forms, view
from app.models.incident import Incident
from app.queries import linking
from app.queries import non_crime as non_crime_questions
from app.queries import people as questions
from app.services import investigation, recording, reporting
from app.web.access import requires
from app.web.answers import offence_choices
from app.web.case_pages import Frame, act_page, frame_of
from app.web.clock import now
from app.web.forms import BaseForm, form_page
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("report", __name__, surface=Surface.STAFF)
P = Permission


def _to(endpoint: str, reference: str) -> ResponseReturnValue:
    return redirect(url_for(endpoint, reference=reference), 303)


@room.route("/reports/new", methods=["GET", "POST"])
@requires(P.CASE_REPORT)
def new() -> ResponseReturnValue:
    form = forms.ReportForm(reported_at=now())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            case = reporting.take_report(form.details(), actor=actor(), at=now())
            flash("The report is recorded.")
            return redirect(_next_page(case), 303)
    return form_page("report/new.html", form)


def _next_page(case: Incident) -> str:
    """Where somebody who recorded a report goes next: the case, or for others their own list."""
    if actor().role in POLICE_ROLES:
        return url_for("cases.show", reference=case.reference)
    return url_for("sign_in.home")


@room.route("/cases/<reference>/report", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    case = frame.case
    form = forms.ReportForm(version=case.version, **forms.report_words(case))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, case, forms.report_words(case), case.version)):
            reporting.change_report(case, form.details(), seen=form.seen_version, actor=actor(), at=now())
            flash("The report is corrected.")
            return _to("cases.show", reference)
    return act_page(frame, form, title="Correct the report", words="Save the report")


@room.route("/cases/<reference>/assessment", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def assess(reference: str) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            reporting.begin_assessment(frame.case, actor=actor(), at=now())
            flash("The assessment has begun.")
            return _to("report.decision", reference)
    return act_page(
        frame,
        form,
        title="Begin the assessment",
        lead="Read the report first.",
        template="report/assess.html",
        report=frame.case.narrative,
        words="Begin the assessment",
    )


@room.route("/cases/<reference>/perception", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def perception(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    case = frame.case
    before = {row.by: row.basis for row in case.perceptions}
    form = forms.PerceptionForm(version=case.version, **forms.perception_words(case))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, case, forms.perception_words(case), case.version)):
            reporting.record_perception(
                case,
                strands=form.strand_choices(),
                perceived=form.perceived(before),
                seen=form.seen_version,
                actor=actor(),
                at=now(),
            )
            flash("Who perceived it as hate crime is recorded.")
            return _to("report.decision", reference)
    return act_page(
        frame,
        form,
        title="Who perceived it as hate crime?",
        lead="Perception is enough to set the flag. Evidence of hostility is a separate matter, and comes later.",
        words="Save",
    )


@room.route("/cases/<reference>/urn", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def urn(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    form = forms.UrnForm(version=frame.case.version, urn=frame.case.urn)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            reporting.set_urn(frame.case, form.urn.data, actor=actor(), at=now())
            flash("The URN is saved.")
            return _to("referral.file_check", reference)
    return act_page(frame, form, title="Give the URN", words="Save the URN")


@room.get("/cases/<reference>/decision")
@requires(P.CASE_EDIT)
def decision(reference: str) -> ResponseReturnValue:
    """Where the recording decision stands, and what can be done about it."""
    frame = frame_of(reference)
    return render_template(
        "report/decision.html",
        frame=frame,
        part="cases.show",
        case=frame.case,
        crimes=investigation.crimes_of(frame.case),
        pending=frame.case.crime_decision is CrimeDecision.PENDING,
        due=view.recording_clock(frame.case, now()),
        finding=non_crime_questions.finding_of(frame.case),
        proposed=frame.case.non_crime_proposed_by_id is not None,
        like=linking.like_reports(frame.case, actor()) if frame.may(P.CASE_LINK) else [],
        button_form=BaseForm(),
        may=frame.may,
        P=Permission,
    )


@room.route("/cases/<reference>/crimes/new", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def crime(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    form = forms.CrimeForm()
    victims = frame.header.of_role(PartyRole.VICTIM)
    form.offence.offer(offence_choices())
    form.victims.offer([(party.id, party.name) for party in victims])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            recording.record_crime(frame.case, _crime(frame, form), actor=actor(), at=now())
            flash("Recorded as a crime.")
            return _to("cases.show", reference)
    lead = view.recording_clock(frame.case, now())
    if not victims:
        lead += " Nobody is named as a victim yet. Add the victim under People first, or say there is none."
    return act_page(
        frame, form, title="Record a crime", lead=lead, words="Record the crime",
        back=url_for("report.decision", reference=reference),
    )  # fmt: skip


def _crime(frame: Frame, form: forms.CrimeForm) -> recording.CrimeDetails:
    return recording.CrimeDetails(
        crime_number=form.crime_number.data,
        offence_type_key=form.offence.data,
        reason=form.reason.data,
        victims=questions.by_ids(frame.case, form.victims.data or ()),
        has_no_victim=bool(form.has_no_victim.data),
    )


@room.route("/cases/<reference>/not-a-crime", methods=["GET", "POST"])
@requires(P.CASE_CLOSE_PROPOSE)
def non_crime(reference: str) -> ResponseReturnValue:
    frame, form = frame_of(reference), forms.ReasonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            recording.propose_non_crime(frame.case, form.reason.data, actor=actor(), at=now())
            flash("A supervisor confirms it.")
            return _to("report.decision", reference)
    return act_page(
        frame,
        form,
        title="Propose that it is not a crime",
        lead="A supervisor other than you confirms it. The person who reported it can still have support.",
        words="Propose it",
        back=url_for("report.decision", reference=reference),
    )
