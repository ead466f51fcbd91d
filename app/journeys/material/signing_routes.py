"""Signing a statement: with one's own password, on paper, or on screen in an officer's presence."""

from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.signing import DECLARATION
from app.journeys.material import signing_forms as forms
from app.journeys.material.routes import AT, to_index
from app.journeys.material.settled_routes import room as room
from app.models.material import Statement
from app.models.statement import StatementSignature
from app.queries import material as questions
from app.queries.statements import signature_of
from app.services import signing
from app.web.access import requires
from app.web.answers import details_of
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm, Saved
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission
STATEMENT = f"{AT}/statements/<statement>"


def _opened(reference: str, statement: str) -> tuple[Frame, Statement]:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_LIST, P.EVIDENCE_VIEW)
    return frame, questions.statement_by_file_id(frame.case, statement)


def _page(frame: Frame, form: BaseForm, row: Statement, words: str, **context: Any) -> ResponseReturnValue:
    signature = signature_of(row)
    return act_page(
        frame,
        form,
        title=context.pop("title", f"Sign statement {row.file_id}"),
        words=words,
        back=url_for("material.index", reference=frame.case.reference),
        part="material.index",
        template=context.pop("template", "material/sign.html"),
        statement=row,
        changed=_changed(row, signature),
        declaration=DECLARATION,
        ways=[(page, url_for(f"material.{page}", reference=frame.case.reference, statement=row.file_id))
              for page in ("sign", "sign_paper", "sign_here")],
        **context,
    )  # fmt: skip


def _changed(row: Statement, signature: StatementSignature | None) -> str:
    if row.signed:
        return "These words are signed."
    if signature is None:
        return "Nobody has signed these words yet."
    return f"Version {row.text_version}. The words were changed after version {signature.text_version} was signed."


@room.route(f"{STATEMENT}/sign", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def sign(reference: str, statement: str) -> ResponseReturnValue:
    """A member of staff confirms their own statement with their own password."""
    frame, row = _opened(reference, statement)
    form = forms.PasswordForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row)):
            password, seen = form.password.data, form.seen_version
            signing.sign_with_password(row, frame.case, password, seen=seen, actor=actor(), at=now())
            flash("The statement is signed.")
            return to_index(reference)
    return _page(frame, form, row, "Sign my statement")


@room.route(f"{STATEMENT}/sign-on-paper", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def sign_paper(reference: str, statement: str) -> ResponseReturnValue:
    """What is recorded of a statement signed on paper."""
    frame, row = _opened(reference, statement)
    form = forms.PaperForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row)):
            original, seen = details_of(form, signing.PaperOriginal), form.seen_version
            signing.sign_on_paper(row, frame.case, original, seen=seen, actor=actor(), at=now())
            flash("The signature is recorded.")
            return to_index(reference)
    return _page(frame, form, row, "Record the signature", title=f"Statement {row.file_id} was signed on paper")


@room.route(f"{STATEMENT}/sign-here", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def sign_here(reference: str, statement: str) -> ResponseReturnValue:
    """The page handed to the person: the words, the declaration, their name, and nothing else of the case."""
    frame, row = _opened(reference, statement)
    form = forms.PresenceForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row)):
            typed, seen = form.full_name.data, form.seen_version
            confirmed = bool(form.confirmed.data)
            signing.sign_in_presence(
                row, frame.case, typed, confirmed=confirmed, seen=seen, actor=actor(), at=now()
            )  # fmt: skip
            flash("The statement is signed.")
            return to_index(reference)
    return _page(frame, form, row, "Sign", title="Your statement", template="material/sign_here.html")


def _now(form: BaseForm, frame: Frame, row: Statement) -> Saved:
    """Somebody changed the statement meanwhile: nothing is signed, and the page is read again."""
    return saved_now(form, frame.case, {}, row.version)
