"""Looking at a file: the page, what it shows of the copy, the copy itself, a copy that failed, times marked in it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.documents.limits import RenderFailed
from app.domain import playing_time
from app.domain.errors import NotFound, RuleBroken
from app.domain.permissions import Permission
from app.journeys.material import viewing_forms as forms
from app.journeys.material import viewing_view as view
from app.journeys.material.arriving_routes import room as room
from app.journeys.material.routes import AT
from app.queries import copies as questions
from app.queries.copies import Copied
from app.services import evidence_store, promised_copies, recording_marks, sheets, viewing
from app.services.limits import Own, spend
from app.services.vault import Content, Damaged
from app.web import reading, sending
from app.web.access import requires
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.sessions import actor

P = Permission
FILE = f"{AT}/files/<file>"


def _opened(reference: str, file: str, *permissions: Permission) -> tuple[Frame, Copied]:
    frame = open_frame(reference, P.EVIDENCE_VIEW, P.EVIDENCE_LIST, *permissions)
    found = questions.copied_by_file_id(frame.case, file)
    reading.listing("file", [found.original.file_id])
    return frame, found


def _content(frame: Frame, found: Copied, part: str, *, whole: bool = True) -> Content:
    """The copy for this purpose. Raises NotFound, RuleBroken, the alert of a damaged file behind it."""
    copy = found.copies.get(part)
    name = copy.stored.store_name if copy else ""
    try:
        return viewing.copy_to_show(frame.case, found, part, whole=whole, actor=actor())
    except Damaged as error:
        evidence_store.found_damaged(name, error, at=now())
        raise RuleBroken(sending.NOT_AS_STORED) from error


def _consult(row: int, *, ranges: bool = False) -> None:
    """Before anything leaves: the entry in the custody chain, and whether the audit has this consultation already."""
    if viewing.consult(row, ranges=ranges, actor=actor(), at=now()):
        reading.goes_on()


def _number(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return found if found is not None and 0 <= found < playing_time.LONGEST else None


@room.get(FILE)
@requires(P.EVIDENCE_VIEW)
def view_file(reference: str, file: str) -> ResponseReturnValue:
    """What can be seen, read or heard of a file, from its copy."""
    frame, found = _opened(reference, file)
    shown = view.kind_of(found) in ("picture", "paper", "sound", "film", "text")
    copy, stored_as = found.copy, found.copy.stored.store_name if found.copy else ""
    content = _content(frame, found, "copy", whole=False) if shown else None
    asked = view.Asked(
        page=_number("page") or 1, read="read" in request.args, starts=_number("starts"), ends=_number("ends")
    )
    row = copy.id if copy and shown else None
    try:
        page = view.file_page(frame, found, asked, content)
    except Damaged as error:
        evidence_store.found_damaged(stored_as, error, at=now())
        raise RuleBroken(sending.NOT_AS_STORED) from error
    html = render_template("material/view_file.html", frame=frame, part="material.index", page=page)
    if row is not None:
        _consult(row)
    return html


@room.get(f"{FILE}/picture")
@requires(P.EVIDENCE_VIEW)
def show_picture(reference: str, file: str) -> ResponseReturnValue:
    """A picture as large as a page shows it."""
    return _shown(reference, file, "preview")


@room.get(f"{FILE}/small")
@requires(P.EVIDENCE_VIEW)
def show_small(reference: str, file: str) -> ResponseReturnValue:
    """The small picture of a list. A list is no look at the item, so the custody chain stays as it is."""
    return _shown(reference, file, "small")


def _shown(reference: str, file: str, part: str) -> ResponseReturnValue:
    frame, found = _opened(reference, file)
    content = _content(frame, found, part)
    media_type, row = found.copies[part].media_type, found.copies["copy"].id
    answer = sending.inline(content, media_type=media_type)
    if part != "small":
        _consult(row)
    return answer


@room.get(f"{FILE}/play")
@requires(P.EVIDENCE_VIEW)
def play(reference: str, file: str) -> ResponseReturnValue:
    """A recording for the player of the page, in whole or in part."""
    frame, found = _opened(reference, file)
    if view.kind_of(found) not in ("sound", "film", "locked"):
        raise NotFound("Page not found")
    content = _content(frame, found, "copy", whole=not sending.asks_for_part())
    media_type, row = found.copies["copy"].media_type, found.copies["copy"].id
    answer = sending.inline(content, media_type=media_type)
    _consult(row, ranges=answer.status_code == 206)
    return answer


@room.get(f"{FILE}/pages/<int:sheet>")
@requires(P.EVIDENCE_VIEW)
def show_page(reference: str, file: str, sheet: int) -> ResponseReturnValue:
    """One page of a PDF, drawn in a render process."""
    frame, found = _opened(reference, file)
    pages = found.copying.pages if found.copying and view.kind_of(found) in ("paper", "locked") else None
    if pages is None or not 1 <= sheet <= pages:
        raise NotFound("Page not found")
    content, row = _content(frame, found, "copy", whole=False), found.copies["copy"].id
    try:
        drawn = sheets.page_picture(content, sheet, view.printer())
    except RenderFailed as failed:
        raise RuleBroken(f"This page cannot be shown: {failed.reason}") from failed
    except Damaged as error:
        evidence_store.found_damaged(content.name, error, at=now())
        raise RuleBroken(sending.NOT_AS_STORED) from error
    _consult(row)
    return sending.drawn(drawn)


@room.get(f"{FILE}/copy")
@requires(P.EVIDENCE_VIEW)
def download_copy(reference: str, file: str) -> ResponseReturnValue:
    """The copy without hidden details, to keep."""
    frame, found = _opened(reference, file)
    part = sending.asks_for_part()
    if not part:
        spend(Own.DOWNLOAD, actor(), at=now())
    content = _content(frame, found, "copy", whole=not part)
    name, media_type, row = found.copies["copy"].name, found.copies["copy"].media_type, found.copies["copy"].id
    answer = sending.attachment(content, name=name, media_type=media_type)
    _consult(row, ranges=answer.status_code == 206)
    return answer


def _act(frame: Frame, form: BaseForm, file: str, title: str, words: str, lead: str = "") -> ResponseReturnValue:
    back = url_for("material.view_file", reference=frame.case.reference, file=file)
    return act_page(frame, form, title=title, words=words, lead=lead, back=back, part="material.index")


def _to_file(reference: str, file: str) -> ResponseReturnValue:
    return redirect(url_for("material.view_file", reference=reference, file=file), 303)


@room.route(f"{FILE}/copy-again", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def copy_again(reference: str, file: str) -> ResponseReturnValue:
    frame, found = _opened(reference, file, P.CASE_EDIT)
    form = BaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            promised_copies.promise_again(frame.case, found.original, actor=actor(), at=now())
            flash("The copy is being prepared.")
            return _to_file(reference, file)
    problem = found.copying.problem if found.copying else None
    lead = f"The last time it failed. {problem}" if problem else ""
    return _act(frame, form, file, f"Make the copy of {found.original.name} again", "Try again", lead)


@room.route(f"{FILE}/times/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def mark_time(reference: str, file: str) -> ResponseReturnValue:
    frame, found = _opened(reference, file, P.CASE_EDIT)
    if view.kind_of(found) not in ("sound", "film"):
        raise NotFound("Page not found")
    form = forms.MarkForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            starts, ends = form.seconds
            note = form.note.data
            recording_marks.mark_time(frame.case, found.original, starts, ends, note, actor=actor(), at=now())
            flash("The time is marked.")
            return _to_file(reference, file)
    lead = "Whoever may look at the recording sees it, with your name."
    return _act(frame, form, file, f"Mark a time in {found.original.name}", "Mark the time", lead)


@room.route(f"{FILE}/times/<int:mark>/take-off", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def take_off_time(reference: str, file: str, mark: int) -> ResponseReturnValue:
    frame, found = _opened(reference, file, P.CASE_EDIT)
    row, form = questions.mark_by_number(found.original, mark), BaseForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            recording_marks.take_off(frame.case, row, actor=actor(), at=now())
            flash("The mark is taken off.")
            return _to_file(reference, file)
    title = f"Take off the mark at {playing_time.words(row.starts)}"
    return _act(frame, form, file, title, "Take it off", f"It says: {row.note}")
