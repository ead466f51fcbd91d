"""The files of an item and its custody chain: send a file, take the original for a reason, record a step."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.audit_chain import AuditKind
from app.domain.errors import RuleBroken
from app.domain.permissions import Permission
from app.journeys.material import exhibit_forms as forms
from app.journeys.material import exhibit_view as view
from app.journeys.material.back_page_routes import room as room
from app.journeys.material.routes import AT
from app.models.material import EvidenceItem
from app.queries import evidence_files as questions
from app.queries import material
from app.services import evidence_files, evidence_store, exhibit_custody
from app.services.vault import Damaged, vault
from app.web import sending
from app.web.access import requires
from app.web.answers import details_of
from app.web.arrivals import takes_files
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.sessions import actor

P = Permission
ITEM = f"{AT}/items/<item>"
FILE = f"{AT}/files/<file>/original"


def _page(
    frame: Frame, form: BaseForm, item: str, title: str, words: str, lead: str = "", template: str = "cases/act.html"
) -> ResponseReturnValue:
    back = url_for("material.custody", reference=frame.case.reference, item=item)
    return act_page(
        frame, form, title=title, words=words, lead=lead, back=back, part="material.index", template=template, item=item
    )


def _to_chain(reference: str, row: EvidenceItem) -> ResponseReturnValue:
    return redirect(url_for("material.custody", reference=reference, item=row.file_id), 303)


@room.get(f"{ITEM}/custody")
@requires(P.EVIDENCE_LIST)
def custody(reference: str, item: str) -> ResponseReturnValue:
    """The custody chain of an item as one line, and its files."""
    frame = open_frame(reference, P.CASE_READ, P.EVIDENCE_LIST)
    row = material.evidence_by_file_id(frame.case, item)
    return render_template(
        "material/custody.html",
        frame=frame,
        part="material.index",
        item=row,
        page=view.custody_page(frame, row),
        may=frame.may,
        P=Permission,
    )


@room.route(f"{ITEM}/custody/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def add_step(reference: str, item: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST)
    row = material.evidence_by_file_id(frame.case, item)
    form = forms.StepForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, exhibit_custody.StepDetails)
            exhibit_custody.record_step(frame.case, row, details, actor=actor(), at=now())
            flash("The step is in the custody chain.")
            return _to_chain(reference, row)
    lead = "A step is never changed. If one is wrong, add another that says so."
    return _page(frame, form, item, f"Record a step of {view.item_words(row)}", "Record the step", lead)


@room.route(f"{ITEM}/file", methods=["GET", "POST"])
@requires(P.EVIDENCE_ADD)
@takes_files
def add_file(reference: str, item: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    row = material.evidence_by_file_id(frame.case, item)
    form = forms.FileForm()
    if form.validate_on_submit() and form.file.data is not None:
        with form.showing_broken_rules():
            sent = form.file.sent(received_from=form.received_from.data)
            held = evidence_files.add_file(frame.case, row, sent, actor=actor(), at=now())
            flash("The file is stored.")
            if "location" in held.flags:
                flash("The file says where it was made. The original keeps that.")
            return _to_chain(reference, row)
    lead = f"At most {vault().sizes.of_file // 2**20:,} MiB. The file is kept as it is and never changed."
    title = f"Send a file of {view.item_words(row)}"
    return _page(frame, form, item, title, "Send the file", lead, "material/send_file.html")


@room.route(FILE, methods=["GET", "POST"])
@requires(P.EVIDENCE_ORIGINAL)
def original(reference: str, file: str) -> ResponseReturnValue:
    """The reason comes first; the original can then be downloaded for an hour."""
    frame = open_frame(reference, P.EVIDENCE_ORIGINAL, P.EVIDENCE_LIST)
    held = questions.file_by_file_id(frame.case, file)
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            evidence_files.take_original(held, frame.case, form.reason.data, actor=actor(), at=now())
            return redirect(url_for("material.original_content", reference=reference, file=file), 303)
    lead = "The original may show what others must not see. Look after your copy."
    return _page(frame, form, held.item.file_id, f"Original of {held.name}", "Download the original", lead)


@room.get(f"{FILE}/content")
@requires(P.EVIDENCE_ORIGINAL, records=AuditKind.DISCLOSURE)
def original_content(reference: str, file: str) -> ResponseReturnValue:
    """The bytes as they were sent, in whole or in part."""
    frame = open_frame(reference, P.EVIDENCE_ORIGINAL, P.EVIDENCE_LIST)
    held = questions.file_by_file_id(frame.case, file)
    name, media_type, stored_as = held.name, held.media_type, held.stored.store_name
    if not evidence_files.has_reason(held, actor=actor(), at=now()):
        return redirect(url_for("material.original", reference=reference, file=file))
    try:
        content = evidence_files.original_of(
            held, frame.case, whole=not sending.asks_for_part(), actor=actor(), at=now()
        )
    except Damaged as error:
        evidence_store.found_damaged(stored_as, error, at=now())
        raise RuleBroken(sending.NOT_AS_STORED) from error
    return sending.attachment(content, name=name, media_type=media_type)
