"""Make, issue and open the papers of a case."""

from flask import Response, current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.documents.client import StillRendering
from app.documents.limits import RenderFailed
from app.documents.registry import DOCUMENTS
from app.domain.access import knows_history
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.queries import linking, staff
from app.queries import non_crime as non_crime_questions
from app.queries import papers as questions
from app.services import documents, non_crime, promised_papers
from app.services.limits import Own, spend
from app.web.access import requires
from app.web.case_pages import Frame, act_page, frame_of, open_frame
from app.web.clock import now
from app.web.fields import LongTextField, SelectField, TextField
from app.web.forms import BaseForm
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("papers", __name__, surface=Surface.STAFF)
P = Permission
PATIENCE_SECONDS = 5.0


class IssueForm(BaseForm):
    """For whom and why: both are printed at the foot of every page."""

    recipient = TextField("For whom?", required="Say for whom the copy is", most=120)
    purpose = LongTextField("What for?", rows=2, most=200, required="Say what the copy is for")


class RelevanceForm(BaseForm):
    """Who asked for papers of a report that is no crime, and why they are relevant."""

    prosecutor = SelectField(
        "Which prosecutor asked?", choices=[], coerce=int, required="Choose the prosecutor", empty="Choose a prosecutor"
    )
    reason = LongTextField("To what is it relevant?", rows=3, most=2000, required="Say to what it is relevant")


@room.get("/cases/<reference>/documents")
@requires(P.DOCUMENT_ISSUE)
def index(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    return render_template(
        "papers/index.html",
        frame=frame,
        part="papers.index",
        documents=[document for document in DOCUMENTS.values() if _may_read(frame, document.key)],
        issued=[row for row in questions.issued_of(frame.case) if _may_read(frame, row.key)],
        titles={key: document.title for key, document in DOCUMENTS.items()},
        closed=documents.NO_PAPER if non_crime_questions.papers_are_closed(frame.case) else "",
        relevance=non_crime_questions.relevance_of(frame.case) if frame.header.non_crime else None,
        may_open=frame.may(P.CASE_EDIT),
        together=linking.prosecuted_with(frame.case, actor()),
    )


@room.route("/cases/<reference>/documents/relevance", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def relevance(reference: str) -> ResponseReturnValue:
    """A prosecutor asked for papers of a report that is no crime."""
    frame = open_frame(reference, P.CASE_EDIT, P.DOCUMENT_ISSUE)
    if not frame.header.non_crime:
        raise NotFound("Page not found")
    form, people = RelevanceForm(), staff.prosecutors_for(frame.case.unit)
    form.prosecutor.offer([(user.id, user.named) for user in people])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            asked_by = next(user for user in people if user.id == form.prosecutor.data)
            non_crime.record_relevance(frame.case, asked_by, form.reason.data, actor=actor(), at=now())
            flash("Recorded. Documents can be made now.")
            return redirect(url_for("papers.index", reference=reference), 303)
    return act_page(
        frame, form, title="A prosecutor asks for papers", lead=documents.NO_PAPER, words="Record the request",
        back=url_for("papers.index", reference=reference), part="papers.index",
    )  # fmt: skip


def _may_read(frame: Frame, key: str) -> bool:
    stated = frame.may(P.DOCUMENT_ISSUE) and frame.may(documents.document_for(key).permission)
    return stated and knows_history(frame.standing)


@room.route("/cases/<reference>/documents/<key>", methods=["GET", "POST"])
@requires(P.DOCUMENT_ISSUE, records=AuditKind.DISCLOSURE)
def issue(reference: str, key: str) -> ResponseReturnValue:
    """A copy is made for somebody, stamped and recorded; opening one means issuing it for oneself."""
    frame = frame_of(reference)
    document = documents.document_for(key)
    if not _may_read(frame, key):
        raise NotFound("Page not found")
    documents.refuse_closed(frame.case)
    form = IssueForm(recipient=actor().name, purpose="My own work on this case")
    if form.validate_on_submit():
        asked = documents.Request(requester=actor().name, recipient=form.recipient.data, purpose=form.purpose.data)
        spend(Own.PAPER, actor(), at=now())
        number = frame.case.id
        try:
            prepared = documents.prepare(key, frame.case, actor=actor(), as_of=now())
            row = documents.issue(
                prepared, asked, current_app.extensions["printer"], actor=actor(), at=now(), timeout=PATIENCE_SECONDS
            )
        except StillRendering:
            promised_papers.promise(key, number, asked, actor=actor(), at=now())
            return redirect(url_for("papers.preparing", reference=reference, key=key), 303)
        except RenderFailed as error:
            form.say(f"We could not make this document: {error.reason}")
        else:
            flash("The copy is made.")
            return redirect(url_for("papers.made", reference=reference, number=row.id), 303)
    return act_page(
        frame,
        form,
        title=f"Make a copy: {document.title.lower()}",
        lead="Who asked, for whom, what for and when are printed on every page. The copy is kept.",
        words="Make the PDF",
        back=url_for("papers.index", reference=reference),
    )


@room.get("/cases/<reference>/documents/<key>/being-prepared")
@requires(P.DOCUMENT_ISSUE)
def preparing(reference: str, key: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    if not _may_read(frame, key):
        raise NotFound("Page not found")
    title = documents.document_for(key).title
    return render_template("papers/preparing.html", frame=frame, part="papers.index", key=key, title=title)


@room.get("/cases/<reference>/documents/issued/<int:number>")
@requires(P.DOCUMENT_ISSUE)
def made(reference: str, number: int) -> ResponseReturnValue:
    frame = frame_of(reference)
    row = questions.issued_by_id(frame.case, number)
    if not _may_read(frame, row.key):
        raise NotFound("Page not found")
    documents.refuse_closed(frame.case)
    title = documents.document_for(row.key).title
    return render_template("papers/made.html", frame=frame, part="papers.index", row=row, title=title)


@room.get("/cases/<reference>/documents/issued/<int:number>/file")
@requires(P.DOCUMENT_ISSUE)
def file(reference: str, number: int) -> ResponseReturnValue:
    """The bytes as issued."""
    frame = frame_of(reference)
    row = questions.issued_by_id(frame.case, number)
    if not _may_read(frame, row.key):
        raise NotFound("Page not found")
    documents.refuse_closed(frame.case)
    spend(Own.DOWNLOAD, actor(), at=now())
    response: Response = make_response(row.content)
    response.headers["Content-Type"] = "application/pdf"
    name = f"{frame.case.reference}-{row.key}-{row.version_no}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
