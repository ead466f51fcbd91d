"""Endings: appeals, warrants, out-of-court resolutions, ending by the police, outcome of a crime, victims' reviews."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import POLICE_ROLES
from app.domain.vocabulary import PartyRole, ReviewScheme
from app.journeys.court import forms, view
from app.journeys.court.routes import CASE, index_url, to_index
from app.journeys.court.routes import room as room
from app.models.outcome import VrrRequest
from app.queries import allegations as questions
from app.queries import court as court_questions
from app.queries import people
from app.services import appeals, charging, investigation, outcome
from app.web.access import requires
from app.web.case_pages import Frame, act_page, frame_of
from app.web.clock import now, today
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission


@room.route(f"{CASE}/offences/<allegation>/before-court", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def end_warrant(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row, form = questions.by_file_id(frame.case, allegation), forms.DayForm(on=today())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            appeals.end_warrant(frame.case, row, form.on.data, actor=actor(), at=now())
            flash("The defendant is before the court again.")
            return to_index(reference)
    return act_page(
        frame, form, title="Record that the defendant is before the court", words="Record it", back=index_url(reference)
    )


@room.route(f"{CASE}/offences/<allegation>/appeal", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def appeal(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row, form = questions.by_file_id(frame.case, allegation), forms.AppealForm(lodged_on=today())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            appeals.lodge_appeal(frame.case, row, form.by_whom.data, form.lodged_on.data, actor=actor(), at=now())
            flash("The appeal is recorded.")
            return to_index(reference)
    return act_page(
        frame, form, title=f"Record an appeal: {view.words(row)}", words="Record the appeal", back=index_url(reference)
    )


@room.route(f"{CASE}/offences/<allegation>/appeal/result", methods=["GET", "POST"])
@requires(P.COURT_RECORD)
def appeal_result(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row, form = questions.by_file_id(frame.case, allegation), forms.AppealResultForm()
    lodged = court_questions.open_appeal(row)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            appeals.decide_appeal(frame.case, lodged, row, form.leaves.data, form.result.data, actor=actor(), at=now())
            flash("The result of the appeal is recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Record the result of the appeal: {view.words(row)}",
        lead=f"{lodged.by_whom} appealed.",
        words="Record the result",
        back=index_url(reference),
    )


@room.route(f"{CASE}/offences/<allegation>/resolution/kept", methods=["GET", "POST"])
@requires(P.RESOLUTION_RECORD)
def kept(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row, form = questions.by_file_id(frame.case, allegation), forms.KeptForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            charging.keep_resolution(frame.case, row, form.done.data, form.outcome.data, actor=actor(), at=now())
            flash("The conditions were met.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title="Record that the conditions were met",
        lead=f"The conditions: {row.oocr_conditions or 'none recorded'}",
        words="Record it",
        back=index_url(reference),
    )


@room.route(f"{CASE}/offences/<allegation>/resolution/broken", methods=["GET", "POST"])
@requires(P.RESOLUTION_RECORD)
def broken(reference: str, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row, form = questions.by_file_id(frame.case, allegation), forms.ReasonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            charging.break_resolution(frame.case, row, form.reason.data, actor=actor(), at=now())
            flash("Recorded. The case is looked at again.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title="Record that the conditions were broken",
        lead=f"The conditions: {row.oocr_conditions or 'none recorded'}",
        words="Record it",
        back=index_url(reference),
    )


@room.route(f"{CASE}/offences/<allegation>/resolution/again", methods=["GET", "POST"])
@requires(P.RESOLUTION_RECORD)
def again(reference: str, allegation: str) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    row = questions.by_file_id(frame.case, allegation)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            charging.consider_again(frame.case, row, actor=actor(), at=now())
            flash("The case is looked at again.")
            return to_index(reference)
    to = "the investigation" if row.oocr_by_police else "the prosecutor"
    return act_page(frame, form, title=f"Send it back to {to}", words="Send it back", back=index_url(reference))


@room.route(f"{CASE}/crimes/<int:number>/ending", methods=["GET", "POST"])
@requires(P.DISPOSAL_PROPOSE)
def propose_ending(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    crime, form = questions.crime_by_id(frame.case, number), forms.ProposalForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            investigation.propose_ending(
                frame.case, crime, outcome=form.outcome.data, reason=form.reason.data, actor=actor(), at=now()
            )
            flash("A supervisor decides.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Propose to end crime {crime.crime_number} without charge",
        lead="A supervisor other than you decides. The victim is told, and may have a right to a review.",
        words="Propose it",
        back=index_url(reference),
    )


@room.route(f"{CASE}/crimes/<int:number>/ending/decide", methods=["GET", "POST"])
@requires(P.DISPOSAL_APPROVE)
def end(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    crime, form = questions.crime_by_id(frame.case, number), forms.ConfirmForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            investigation.end_by_police(
                frame.case,
                crime,
                confirmed=form.confirmed.data or (),
                agency=form.agency.data or None,
                actor=actor(),
                at=now(),
            )
            flash("The police have ended the case. Tell the victim.")
            return to_index(reference)
    proposed = crime.proposed_outcome.label if crime.proposed_outcome else "nothing"
    return act_page(
        frame,
        form,
        title=f"End crime {crime.crime_number} without charge",
        lead=f"Proposed: {proposed}. {crime.proposed_ending or ''}",
        words="End it",
        back=index_url(reference),
    )


@room.route(f"{CASE}/crimes/<int:number>/outcome", methods=["GET", "POST"])
@requires(P.DISPOSAL_APPROVE)
def set_outcome(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    crime = questions.crime_by_id(frame.case, number)
    form = forms.OutcomeForm(version=crime.version, outcome=crime.ho_outcome_code)
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, {"outcome": crime.ho_outcome_code}, crime.version)
        ):
            outcome.set_outcome(
                frame.case,
                crime,
                form.outcome.data,
                reason=form.reason.data,
                confirmed=form.confirmed.data or (),
                agency=form.agency.data or None,
                seen=form.seen_version,
                actor=actor(),
                at=now(),
            )
            flash("The outcome is set.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Set the outcome of crime {crime.crime_number}",
        words="Set the outcome",
        back=index_url(reference),
    )


@room.route(f"{CASE}/crimes/<int:number>/open-again", methods=["GET", "POST"])
@requires(P.CASE_REOPEN)
def reopen(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    crime, form = questions.crime_by_id(frame.case, number), forms.ReasonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            investigation.reopen_investigation(frame.case, crime, form.reason.data, actor=actor(), at=now())
            flash("The investigation is open again.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Open crime {crime.crime_number} again",
        lead="For new evidence, or after a successful review.",
        words="Open it again",
        back=index_url(reference),
    )


@room.route(f"{CASE}/reviews/new", methods=["GET", "POST"])
@requires(P.REVIEW_REQUEST)
def request_review(reference: str) -> ResponseReturnValue:
    """A victim asks that a decision be looked at again."""
    frame = frame_of(reference)
    rows = questions.of_case(frame.case)
    form = forms.ReviewRequestForm()
    form.victim.offer([(party.id, party.name) for party in frame.header.of_role(PartyRole.VICTIM)])
    form.allegations.offer([(row.id, view.words(row)) for row in rows if row.status.terminal])
    if form.validate_on_submit():
        chosen = [row for row in rows if row.id in (form.allegations.data or ())]
        with form.showing_broken_rules():
            victim = people.by_ids(frame.case, [form.victim.data])[0]
            outcome.request_review(frame.case, victim, chosen, view.scheme_of(chosen), actor=actor(), at=now())
            flash("The request is recorded.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title="Record a victim's request for review",
        words="Record the request",
        back=index_url(reference),
    )


@room.route(f"{CASE}/reviews/<int:number>", methods=["GET", "POST"])
@requires(P.REVIEW_DECIDE)
def decide_review(reference: str, number: int) -> ResponseReturnValue:
    frame, form = frame_of(reference), forms.ReviewResultForm()
    request = _review(frame, number)
    own = (actor().role in POLICE_ROLES) == (request.scheme is ReviewScheme.POLICE)
    if not own:
        raise NotFound("Page not found")
    if form.validate_on_submit():
        with form.showing_broken_rules():
            outcome.decide_review(
                frame.case,
                request,
                form.result.data,
                decider=view.decider_of(frame.case, request),
                actor=actor(),
                at=now(),
            )
            flash("The review is decided.")
            return to_index(reference)
    return act_page(
        frame,
        form,
        title="Decide a victim's request for review",
        lead=f"{request.victim_person.full_name} asked for it. Somebody other than the decider looks again.",
        words="Record the result",
        back=url_for("court.index", reference=reference),
    )


def _review(frame: Frame, number: int) -> VrrRequest:
    found = next((one for one in court_questions.reviews_of(frame.case) if one.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found
