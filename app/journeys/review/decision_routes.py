"""What the prosecutor decides: action plan, decision, second prosecutor, advice, consent, opening again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.review import forms, view
from app.journeys.review.routes import AT, found, to_referrals
from app.journeys.review.routes import room as room
from app.models.allegation import Allegation
from app.models.referral import Decision, Referral
from app.queries import allegations as questions
from app.services import advice, decisions, outcome, second_look
from app.web.access import requires
from app.web.case_pages import act_page, frame_of, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.sessions import actor

P = Permission


def _allegation(row: Referral, file_id: str) -> Allegation:
    match = next((one.allegation for one in row.allegations if one.allegation.file_id == file_id), None)
    if match is None:
        raise NotFound("Page not found")
    return match


def _pending(row: Referral, file_id: str) -> Decision:
    waiting = decisions.pending(row, _allegation(row, file_id))
    if waiting is None:
        raise NotFound("Page not found")
    return waiting


def _to_workspace(reference: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("review.workspace", reference=reference, number=number), 303)


@room.route(f"{AT}/action-plan", methods=["GET", "POST"])
@requires(P.ACTION_PLAN_ISSUE)
def plan(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = found(frame, number)
    form = forms.PlanForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            actions = view.actions_of(form)
            if not form.problems():
                decisions.issue_action_plan(row, actions, code=form.return_file.data, actor=actor(), at=now())
                flash("The action plan is with the police.")
                return to_referrals(reference)
    return act_page(
        frame,
        form,
        title="Send an action plan",
        lead="In hate crime, ask only for what goes to the heart of the decision. The rest can follow after charge.",
        words="Send it to the police",
        back=url_for("review.workspace", reference=reference, number=number),
    )


@room.route(f"{AT}/decisions/<allegation>", methods=["GET", "POST"])
@requires(P.DECISION_RECORD)
def decide(reference: str, number: int, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = found(frame, number)
    about = _allegation(row, allegation)
    form = forms.DecisionForm(version=about.version, wording=about.wording)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            decisions.decide(row, about, form.details(), actor=actor(), at=now())
            flash("The decision is recorded.")
            return _to_workspace(reference, number)
    return act_page(
        frame,
        form,
        title=f"Decide: {view.allegation_words(about)}",
        lead=view.decision_lead(row, about),
        words="Record the decision",
        back=url_for("review.workspace", reference=reference, number=number),
    )


@room.route(f"{AT}/decisions/<allegation>/confirm", methods=["GET", "POST"])
@requires(P.DECISION_CONFIRM)
def confirm(reference: str, number: int, allegation: str) -> ResponseReturnValue:
    """The second prosecutor confirms a refusal on a hate-flagged offence."""
    frame = frame_of(reference)
    row = found(frame, number)
    waiting, form = _pending(row, allegation), BaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            second_look.confirm_refusal(waiting, actor=actor(), at=now())
            flash("Confirmed. The decision takes effect now.")
            return to_referrals(reference)
    return act_page(
        frame,
        form,
        title="Confirm a decision not to charge",
        lead=f"{waiting.decided_by.named} decided: {waiting.decision_code.label}. {waiting.reasons}",
        words="Confirm it",
        back=url_for("referral.index", reference=reference),
    )


@room.route(f"{AT}/decisions/<allegation>/overturn", methods=["GET", "POST"])
@requires(P.DECISION_CONFIRM)
def overturn(reference: str, number: int, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = found(frame, number)
    waiting, form = _pending(row, allegation), forms.ReasonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            second_look.overturn_refusal(waiting, form.reason.data, actor=actor(), at=now())
            flash("Not confirmed. The review goes on.")
            return to_referrals(reference)
    return act_page(
        frame,
        form,
        title="Do not confirm the decision",
        lead="The refusal never takes effect, and the prosecutor goes on with the review.",
        words="Do not confirm it",
        back=url_for("referral.index", reference=reference),
    )


@room.route(f"{AT}/advice", methods=["GET", "POST"])
@requires(P.ADVICE_GIVE)
def give_advice(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = found(frame, number)
    form = forms.AdviceForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            advice.give_advice(row, form.advice.data, actor=actor(), at=now())
            flash("The advice is with the police.")
            return to_referrals(reference)
    questions_asked = " ".join(row.early_advice_questions or ())
    return act_page(
        frame,
        form,
        title="Give early advice",
        lead=f"The officer asks: {questions_asked}",
        words="Send the advice",
        back=url_for("referral.index", reference=reference),
    )


@room.route(f"{AT}/consent/<allegation>", methods=["GET", "POST"])
@requires(P.ADVICE_GIVE)
def consent(reference: str, number: int, allegation: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = found(frame, number)
    about, form = _allegation(row, allegation), forms.ConsentForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            advice.record_consent(row, about, form.granted_by.data, actor=actor(), at=now())
            flash("The consent is recorded.")
            return _to_workspace(reference, number)
    return act_page(
        frame,
        form,
        title=f"Record consent to prosecute: {view.allegation_words(about)}",
        lead="Consent must exist before the charge. Without it the proceedings are a nullity.",
        words="Record the consent",
        back=url_for("review.workspace", reference=reference, number=number),
    )


@room.route(f"{AT}/certificate/<allegation>", methods=["GET", "POST"])
@requires(P.DECISION_RECORD)
def certificate(reference: str, number: int, allegation: str) -> ResponseReturnValue:
    """The certificate of the day from which a knowledge-based time limit counts."""
    frame = open_frame(reference, P.DECISION_RECORD)
    row = found(frame, number)
    about, form = _allegation(row, allegation), forms.CertificateForm()
    reviews = {one.id: one for one in about.knowledge}
    form.review.offer([(key, view.knowledge_words(one)) for key, one in reviews.items()])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            chosen, day = reviews[form.review.data], form.signed_on.data
            advice.certify_knowledge(row, about, chosen, day, actor=actor(), at=now())
            flash("The certificate is recorded.")
            return _to_workspace(reference, number)
    return act_page(
        frame,
        form,
        title=f"Certificate of the prosecutor's knowledge: {view.allegation_words(about)}",
        lead="It says on which day sufficient evidence was known. Six months of the time limit count from there.",
        words="Record the certificate",
        back=url_for("review.workspace", reference=reference, number=number),
    )


@room.route("/cases/<reference>/offences/<allegation>/open-again", methods=["GET", "POST"])
@requires(P.CASE_REOPEN)
def reopen(reference: str, allegation: str) -> ResponseReturnValue:
    """A senior prosecutor opens a decision of the CPS again."""
    frame, form = frame_of(reference), forms.ReasonForm()
    about = questions.by_file_id(frame.case, allegation)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            outcome.reopen_charging(frame.case, about, form.reason.data, actor=actor(), at=now())
            flash("The decision is open again.")
            return to_referrals(reference)
    return act_page(
        frame,
        form,
        title=f"Open the decision again: {view.allegation_words(about)}",
        lead="For new evidence, or after a successful review asked for by the victim.",
        words="Open it again",
        back=url_for("court.index", reference=reference),
    )
