"""The file check; drafting, checking and sending a referral; answering an action plan; noting advice."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.vocabulary import RuleAnswerKind
from app.journeys.referral import view
from app.journeys.referral.forms import AnswerForm, NoteForm, ReferralForm, ReturnForm, RuleForm
from app.models.referral import ActionItem, Referral
from app.queries import linking, material, referrals
from app.services import action_answers, advice, drafting
from app.services import referral as verbs
from app.web.access import requires
from app.web.case_pages import Frame, act_page, frame_of
from app.web.clock import now
from app.web.forms import BaseForm, form_page
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_choices
from app.web.surfaces import Room, Surface

room = Room("referral", __name__, surface=Surface.STAFF)
P = Permission


def _found(frame: Frame, number: int) -> Referral:
    found = referrals.by_number(frame.case, number)
    if found is None:
        raise NotFound("Page not found")
    return found


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("referral.index", reference=reference), 303)


@room.get("/cases/<reference>/file-check")
@requires(P.READINESS_READ)
def file_check(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    return render_template(
        "referral/file_check.html",
        frame=frame,
        part="referral.file_check",
        check=view.file_check(frame, now()),
        joined=view.joined_lines(frame),
        may=frame.may,
        P=Permission,
    )


@room.get("/cases/<reference>/referrals")
@requires(P.REFERRAL_READ)
def index(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    rows = referrals.of_case(frame.case)
    return render_template(
        "referral/index.html",
        frame=frame,
        part="referral.index",
        referrals=[view.referral_lines(row) for row in rows],
        beside=referrals.beside(rows, actor()),
        lead=linking.lead_of(frame.case, actor()),
        open_draft=any(row.submitted_at is None for row in rows),
        button_form=BaseForm(),
        may=frame.may,
        P=Permission,
        private=frame.may(P.DECISION_RECORD) or frame.may(P.REFERRAL_ALLOCATE),
    )


@room.route("/cases/<reference>/referrals/new", methods=["GET", "POST"])
@requires(P.REFERRAL_DRAFT)
def draft(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    choices = view.choices(frame)
    form = ReferralForm(referral_type=view.suggested_type(choices), allegations=[row.id for row in choices])
    form.allegations.offer([(row.id, view.choice_words(frame, row)) for row in choices])
    if form.validate_on_submit():
        chosen = [row for row in choices if row.id in (form.allegations.data or ())]
        with form.showing_broken_rules():
            drafting.draft(frame.case, form.details(), chosen, actor=actor(), at=now())
            flash("Draft saved. The CPS cannot see it yet.")
            return _back(reference)
    return act_page(
        frame,
        form,
        title="Draft a referral",
        lead="Only the police see it until it is sent. A supervisor or file reviewer checks it first.",
        words="Save the draft",
        back=url_for("referral.index", reference=reference),
    )


@room.route("/cases/<reference>/referrals/<int:number>/change", methods=["GET", "POST"])
@requires(P.REFERRAL_DRAFT)
def change(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = _found(frame, number)
    choices = view.choices(frame, row)
    form = ReferralForm(version=row.version, **view.words_of(row))
    form.allegations.offer([(one.id, view.choice_words(frame, one)) for one in choices])
    if form.validate_on_submit():
        chosen = [one for one in choices if one.id in (form.allegations.data or ())]
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, view.words_of(row), row.version)):
            seen = form.seen_version
            drafting.change_draft(row, form.details(), chosen, seen=seen, actor=actor(), at=now())
            flash("Draft saved. The CPS cannot see it yet.")
            return _back(reference)
    return act_page(
        frame,
        form,
        title=f"Change referral {number}",
        words="Save the draft",
        back=url_for("referral.index", reference=reference),
    )


@room.route("/cases/<reference>/referrals/<int:number>/discard", methods=["GET", "POST"])
@requires(P.REFERRAL_DRAFT)
def discard(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = _found(frame, number)
    form = BaseForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            drafting.discard(row, seen=form.seen_version, actor=actor(), at=now())
            flash("The draft is thrown away.")
            return _back(reference)
    return act_page(
        frame,
        form,
        title=f"Throw away the draft of referral {number}",
        lead="What was written in it is gone for good. The history keeps that there was a draft.",
        words="Throw it away",
        back=url_for("referral.index", reference=reference),
    )


@room.post("/cases/<reference>/referrals/<int:number>/offer")
@requires(P.REFERRAL_DRAFT)
def offer(reference: str, number: int) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    if form.validate_on_submit():
        verbs.offer_for_check(_found(frame, number), actor=actor(), at=now())
        flash("The file waits for its check.")
    return _back(reference)


@room.route("/cases/<reference>/referrals/<int:number>/check", methods=["GET", "POST"])
@requires(P.REFERRAL_CHECK)
def check(reference: str, number: int) -> ResponseReturnValue:
    """The check: pass it, or return it with what must be mended."""
    frame = frame_of(reference)
    row = _found(frame, number)
    form, others = ReturnForm(version=row.version), referrals.travelling_in(row, actor())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.return_file(row, form.reason.data, actor=actor(), at=now())
            flash("The file is back with the officer.")
            return redirect(url_for("sign_in.home"), 303)
    return form_page(
        "referral/check.html",
        form,
        frame=frame,
        part="referral.index",
        row=row,
        lines=view.referral_lines(row),
        check=view.file_check(frame, now(), number=number, checking=True),
        others=view.part_lines(others.parts, now()),
        whole=others.whole,
        button_form=BaseForm(),
        may=frame.may,
        P=Permission,
    )


@room.post("/cases/<reference>/referrals/<int:number>/pass")
@requires(P.REFERRAL_CHECK)
def pass_check(reference: str, number: int) -> ResponseReturnValue:
    frame, form = frame_of(reference), BaseForm()
    if form.validate_on_submit():
        verbs.pass_check(_found(frame, number), actor=actor(), at=now())
        flash("Checked and passed.")
    return redirect(url_for("referral.check", reference=reference, number=number), 303)


@room.route("/cases/<reference>/referrals/<int:number>/send", methods=["GET", "POST"])
@requires(P.REFERRAL_SUBMIT, P.ADVICE_ASK)
def send(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = _found(frame, number)
    form = BaseForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.submit(row, actor=actor(), at=now())
            flash("Sent to the CPS.")
            return _back(reference)
    return act_page(
        frame,
        form,
        title=f"Send referral {number} to the CPS",
        lead=view.send_sentence(row),
        words="Send it",
        back=url_for("referral.index", reference=reference),
    )


@room.route("/cases/<reference>/referrals/<int:number>/actions/<int:action>", methods=["GET", "POST"])
@requires(P.REFERRAL_DRAFT)
def answer(reference: str, number: int, action: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    item = _action(_found(frame, number), action)
    sources = material.sources_of(frame.case)
    form = AnswerForm(version=item.version, **_answer_words(frame, item, sources))
    form.sources.offer(source_choices(sources))
    if form.validate_on_submit():
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, _answer_words(frame, item, sources), item.version)
        ):
            said, attached = form.answer.data, sources.chosen(form.sources.data or ())
            seen = form.seen_version
            action_answers.answer_action(item, said, sources=attached, seen=seen, actor=actor(), at=now())
            flash("Answer saved. The CPS sees it when the answers are sent.")
            return _back(reference)
    return act_page(
        frame,
        form,
        title=f"Answer action {action}",
        lead=f"CPS asks: {item.text} Why it decides the charge: {item.reason}",
        words="Save the answer",
        back=url_for("referral.index", reference=reference),
    )


def _action(row: Referral, number: int) -> ActionItem:
    items = row.action_plan.actions if row.action_plan else []
    found = next((item for item in items if item.action_no == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def _answer_words(frame: Frame, item: ActionItem, sources: material.Sources) -> dict[str, Any]:
    held = material.linked(material.links_of(frame.case), sources, "action")
    return {"answer": item.answer, "sources": [one.file_id for one in held.get(item.id, ())]}


@room.route("/cases/<reference>/referrals/<int:number>/rules/<rule>", methods=["GET", "POST"])
@requires(P.REFERRAL_DRAFT, P.READINESS_OVERRIDE)
def rule(reference: str, number: int, rule: str) -> ResponseReturnValue:
    """A reason for a warning, or a supervisor's override where the rule allows one."""
    frame = frame_of(reference)
    row = _found(frame, number)
    kind = RuleAnswerKind.OVERRIDE if frame.may(P.READINESS_OVERRIDE) else RuleAnswerKind.ACKNOWLEDGEMENT
    form = RuleForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.answer_rule(row, rule, kind, form.reason.data, actor=actor(), at=now())
            flash("The reason is kept with the file.")
            return redirect(url_for("referral.file_check", reference=reference), 303)
    return act_page(
        frame,
        form,
        title=f"Give the reason for {rule}",
        words="Save the reason",
        back=url_for("referral.file_check", reference=reference),
    )


@room.route("/cases/<reference>/referrals/<int:number>/advice-noted", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def note_advice(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = _found(frame, number)
    form = NoteForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            advice.note_advice(row, form.note.data, actor=actor(), at=now())
            flash("Noted. The investigation goes on.")
            return redirect(url_for("cases.show", reference=reference), 303)
    return act_page(
        frame,
        form,
        title="Note the prosecutor's advice",
        lead=f"The advice: {row.advice}" if row.advice else "",
        words="Save and go on with the investigation",
        back=url_for("referral.index", reference=reference),
    )
