"""Found not to be a crime, with what is kept; opened again; a crime record cancelled by the registrar."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.non_crime import RecordingMode
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import CancelGround
from app.journeys.report import finding_forms
from app.journeys.report.fact_routes import room as room
from app.journeys.report.forms import ReasonForm
from app.models.allegation import Crime
from app.queries import linking
from app.queries import non_crime as questions
from app.services import investigation, non_crime, recording
from app.web.access import requires
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission
LEADS = {
    RecordingMode.CODE2023: "Proposed: {reason} This force keeps such reports under the Code of 2023.",
    RecordingMode.ASB_INTEL: "Proposed: {reason} This force keeps no non-crime hate incidents.",
    RecordingMode.OFF: "Proposed: {reason} This force keeps no record beside the closed report, and no details of the "
    "subject.",
}


def _to(endpoint: str, reference: str) -> ResponseReturnValue:
    return redirect(url_for(endpoint, reference=reference), 303)


@room.route("/cases/<reference>/not-a-crime/confirm", methods=["GET", "POST"])
@requires(P.CASE_CLOSE_APPROVE)
def confirm_non_crime(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_CLOSE_APPROVE)
    case = frame.case
    if case.report_status is not Status.UNDER_ASSESSMENT or case.non_crime_proposed_by_id is None:
        raise NotFound("Page not found")
    mode = non_crime.mode_for(case, now())
    form = finding_forms.FindingForm(version=case.version)
    names = questions.names_in_account(case)
    form.ask_in(mode, has_subject=bool(questions.subjects_of(case)), names=names)
    if form.validate_on_submit() and form.answered():
        with form.showing_broken_rules(lambda: saved_now(form, case, {}, case.version)):
            non_crime.confirm_non_crime(
                case, worth_keeping=form.kept, threshold=form.threshold(), names_out=form.names(),
                seen=form.seen_version, actor=actor(), at=now(),
            )  # fmt: skip
            flash("Confirmed: it is not a crime.")
            return _to("cases.show", reference)
    lead = LEADS[mode].format(reason=case.non_crime_reason or "")
    return act_page(
        frame, form, title="Confirm that it is not a crime", lead=lead, words="Confirm it",
        template="report/assess.html", report=case.narrative,
        back=url_for("report.decision", reference=reference),
    )  # fmt: skip


@room.route("/cases/<reference>/subject-review", methods=["GET", "POST"])
@requires(P.CASE_CLOSE_APPROVE)
def review_subject(reference: str) -> ResponseReturnValue:
    """What is kept of the subject, looked at again."""
    frame = open_frame(reference, P.CASE_CLOSE_APPROVE)
    case, found = frame.case, questions.finding_of(frame.case)
    if found is None or found.ground is None:
        raise NotFound("Page not found")
    form = finding_forms.FindingForm(version=case.version)
    form.ask_again(names=questions.names_in_account(case))
    if form.validate_on_submit() and form.answered():
        with form.showing_broken_rules(lambda: saved_now(form, case, {}, case.version)):
            non_crime.review_subject(
                case, form.threshold(), names_out=form.names(), seen=form.seen_version, actor=actor(), at=now()
            )
            flash("The review is recorded.")
            return _to("report.decision", reference)
    return act_page(
        frame, form, title="Look again at what is kept of the subject", words="Record the review",
        lead=f"{found.ground.label}: {found.threshold_reason}", back=url_for("report.decision", reference=reference),
        template="report/assess.html", report=case.narrative,
    )  # fmt: skip


@room.route("/cases/<reference>/open-again", methods=["GET", "POST"])
@requires(P.CASE_REOPEN)
def reopen(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_REOPEN), ReasonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            recording.reopen_report(frame.case, form.reason.data, actor=actor(), at=now())
            flash("The report is open again.")
            return _to("report.decision", reference)
    return act_page(frame, form, title="Open the report again", words="Open it again")


@room.route("/cases/<reference>/crimes/<int:number>/cancel", methods=["GET", "POST"])
@requires(P.CRIME_CANCEL)
def cancel(reference: str, number: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CRIME_CANCEL)
    row = _crime_row(frame, number)
    form = finding_forms.CancelForm(version=row.version, **_begun(frame))
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, {"reason": row.cancelled_reason}, row.version)
        ):
            recording.cancel_crime(
                frame.case, row, form.ground.data, form.reason.data, seen=form.seen_version, actor=actor(), at=now()
            )
            flash("The crime record is cancelled.")
            return _to("cases.show", reference)
    return act_page(
        frame, form, title=f"Cancel crime record {row.crime_number}",
        lead="Only on further verified information. Its allegations end with it, and the victim is told.",
        words="Cancel the crime record", back=url_for("report.decision", reference=reference),
    )  # fmt: skip


def _begun(frame: Frame) -> dict[str, str]:
    """What to begin with where a person found this report to be the duplicate. It names no other case."""
    found = linking.duplicates_of(frame.case, actor())
    if not any(row.is_same and row.incident_id == frame.case.id for row in found):
        return {}
    reason = "Duplicate: the same incident was reported twice, and the other report stands."
    return {"ground": CancelGround.DUPLICATE.value, "reason": reason}


def _crime_row(frame: Frame, number: int) -> Crime:
    found = next((row for row in investigation.crimes_of(frame.case) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found
