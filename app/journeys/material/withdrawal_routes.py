"""Withdrawing an item of evidence and restoring it: the officer proposes, another person decides."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.vocabulary import ItemStanding
from app.journeys.material import withdrawal_forms as forms
from app.journeys.material.arriving_routes import room as room
from app.journeys.material.exhibit_routes import ITEM
from app.journeys.material.items import item_words
from app.models.material import EvidenceItem
from app.queries import material
from app.queries import withdrawals as questions
from app.services import additions, withdrawals
from app.web.access import requires
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission


def _page(frame: Frame, form: BaseForm, item: EvidenceItem, title: str, words: str, lead: str) -> ResponseReturnValue:
    back = url_for("material.custody", reference=frame.case.reference, item=item.file_id)
    return act_page(frame, form, title=title, words=words, lead=lead, back=back, part="material.index")


def _to_chain(reference: str, item: str) -> ResponseReturnValue:
    return redirect(url_for("material.custody", reference=reference, item=item), 303)


@room.route(f"{ITEM}/withdraw", methods=["GET", "POST"])
@requires(P.EVIDENCE_WITHDRAW_PROPOSE)
def withdraw(reference: str, item: str) -> ResponseReturnValue:
    """Propose that an item no longer counts, or that it counts again."""
    frame = open_frame(reference, P.EVIDENCE_WITHDRAW_PROPOSE, P.EVIDENCE_LIST)
    row = material.evidence_by_file_id(frame.case, item)
    if row.standing not in (ItemStanding.COUNTS, ItemStanding.WITHDRAWN):
        raise NotFound("Page not found")
    form = forms.ProposeForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            withdrawals.propose(frame.case, row, form.reason.data, actor=actor(), at=now())
            flash("It is proposed. A supervisor decides; until then nothing changes.")
            return _to_chain(reference, item)
    if row.counts:
        lead = "A withdrawn item is kept and marked. It stands in no paper, no file check and no exported file."
        return _page(frame, form, row, f"Propose to withdraw {item_words(row)}", "Propose it", lead)
    lead = "A restored item counts again, and what was linked to it is linked again."
    return _page(frame, form, row, f"Propose to restore {item_words(row)}", "Propose it", lead)


@room.route(f"{ITEM}/accept", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def accept_item(reference: str, item: str) -> ResponseReturnValue:
    """Something was sent in: take it as evidence, or not."""
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    row = material.evidence_by_file_id(frame.case, item)
    if row.standing not in (ItemStanding.WAITS, ItemStanding.DECLINED):
        raise NotFound("Page not found")
    form = forms.DecideForm(version=row.version)
    form.answer.offer([("yes", "Take it as evidence"), ("no", "Do not take it")])
    if form.validate_on_submit():
        accepted, reason = form.answer.data == "yes", form.reason.data or None
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, {}, row.version)):
            additions.answer(row, frame.case, accepted, reason, seen=form.seen_version, actor=actor(), at=now())
            if accepted:
                flash("It is evidence of the case now.")
            else:
                flash("It is kept and does not count.")
            return _to_chain(reference, item)
    lead = f"{row.description}. It is kept whatever you decide; look at the file first."
    return _page(frame, form, row, f"Take {item_words(row)} as evidence?", "Record what you decide", lead)


@room.route(f"{ITEM}/withdraw/decide", methods=["GET", "POST"])
@requires(P.EVIDENCE_WITHDRAW_APPROVE)
def decide_withdrawal(reference: str, item: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.EVIDENCE_WITHDRAW_APPROVE, P.EVIDENCE_LIST)
    row = material.evidence_by_file_id(frame.case, item)
    proposal = questions.open_by_item(frame.case, row)
    verb = "restore" if proposal.restores else "withdraw"
    form = forms.DecideForm(version=proposal.version)
    form.answer.offer([("yes", f"{verb.capitalize()} it"), ("no", "Decline: it stays as it is")])
    if form.validate_on_submit():
        approved, reason = form.answer.data == "yes", form.reason.data or None
        with form.showing_broken_rules():
            withdrawals.decide(proposal, frame.case, approved, reason, seen=form.seen_version, actor=actor(), at=now())
            flash("Your decision is recorded.")
            return _to_chain(reference, item)
    lead = f"{proposal.proposed_by.named} proposes it: {proposal.reason}"
    return _page(frame, form, row, f"Decide whether to {verb} {item_words(row)}", "Record what you decide", lead)
