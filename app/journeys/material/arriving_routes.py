"""Sending a file in pieces, for browsers with scripts: begin, each piece, finish. Without scripts the form does it."""

from collections.abc import Callable

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.audit_chain import AuditKind
from app.domain.errors import RuleBroken
from app.domain.permissions import Permission
from app.journeys.material import exhibit_forms as forms
from app.journeys.material.exhibit_routes import ITEM
from app.journeys.material.exhibit_routes import room as room
from app.journeys.material.routes import AT
from app.models.vault import ArrivingFile
from app.queries import evidence_files as questions
from app.queries import material
from app.services import arriving
from app.web.access import requires
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import HANDLED_BY_THE_HALL
from app.web.sessions import actor

P = Permission
UPLOAD = f"{AT}/arriving/<upload>"


def _opened(reference: str, upload: str) -> tuple[Frame, ArrivingFile]:
    frame = open_frame(reference, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    return frame, questions.arriving_by_upload_id(frame.case, upload, actor())


def _said(act: Callable[[], dict[str, str | int]]) -> ResponseReturnValue:
    """What the script asked for, or the sentence for the person. Other refusals are the hall's."""
    try:
        return jsonify(act())
    except HANDLED_BY_THE_HALL:
        raise
    except RuleBroken as error:
        return jsonify({"reason": str(error)}), 422


@room.post(f"{ITEM}/arriving")
@requires(P.EVIDENCE_ADD)
def begin_file(reference: str, item: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    row, form = material.evidence_by_file_id(frame.case, item), forms.ArrivingForm()
    if not form.validate_on_submit():
        return jsonify({"reason": form.problems()[0][1]}), 422

    def begin() -> dict[str, str | int]:
        begun = arriving.begin(
            frame.case, row, name=form.name.data, size=form.size.data or 0, fingerprint=form.fingerprint.data,
            declared=form.declared.data, received_from=form.received_from.data, actor=actor(), at=now(),
        )  # fmt: skip
        pieces = url_for("material.begin_file", reference=reference, item=item).replace(f"items/{item}/", "")
        return {"address": f"{pieces}/{begun.upload_id}", "next": begun.pieces}

    return _said(begin)


@room.post(f"{UPLOAD}/<int:number>")
@requires(P.EVIDENCE_ADD, records=AuditKind.REFUSAL)
def add_piece(reference: str, upload: str, number: int) -> ResponseReturnValue:
    """The piece is the body of the request, as it is. Rights are asked for at each; a file is two events, not 512."""
    frame, row = _opened(reference, upload)
    piece = request.get_data()
    return _said(lambda: {"next": arriving.add_piece(frame.case, row, number, piece, actor=actor(), at=now())})


@room.post(f"{UPLOAD}/finish")
@requires(P.EVIDENCE_ADD)
def finish_file(reference: str, upload: str) -> ResponseReturnValue:
    frame, row = _opened(reference, upload)
    item = row.item.file_id

    def finish() -> dict[str, str | int]:
        arriving.finish(frame.case, row, actor=actor(), at=now())
        return {"location": url_for("material.custody", reference=reference, item=item)}

    return _said(finish)
