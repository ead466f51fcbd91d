"""Acts of a course of conduct: the time limit counts from the last of them."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.offences import forms, view
from app.journeys.offences.routes import AT, page, to_index
from app.journeys.offences.routes import room as room
from app.models.allegation import Act, Allegation
from app.queries import allegations as questions
from app.queries import material
from app.services import allegations
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_pages import Frame, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_choices

P = Permission


def _opened(reference: str, allegation: str) -> tuple[Frame, Allegation, material.Sources]:
    frame = open_frame(reference, P.CASE_EDIT, P.SUSPECT_READ, P.EVIDENCE_LIST)
    return frame, questions.by_file_id(frame.case, allegation), material.sources_of(frame.case)


@room.route(f"{AT}/acts/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def add_act(reference: str, allegation: str) -> ResponseReturnValue:
    frame, row, sources = _opened(reference, allegation)
    form = forms.ActForm()
    form.sources.offer(source_choices(sources))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details, chosen = details_of(form, allegations.ActDetails), sources.chosen(form.sources.data or ())
            allegations.put_act(row, frame.case, details, chosen, actor=actor(), at=now())
            flash("The act is added.")
            return to_index(reference)
    return page(frame, form, f"Add an act: {view.allegation_words(row)}", "Add the act")


@room.route(f"{AT}/acts/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_act(reference: str, allegation: str, number: int) -> ResponseReturnValue:
    frame, row, sources = _opened(reference, allegation)
    act = _act(row, number)
    form = forms.ChangeActForm(version=row.version, **_words(frame, act, sources))
    form.sources.offer(source_choices(sources))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row, number, sources)):
            _save(frame, row, act, form, sources)
            flash("The act is saved.")
            return to_index(reference)
    return page(frame, form, f"Change an act: {view.allegation_words(row)}", "Save the act")


def _save(frame: Frame, row: Allegation, act: Act, form: forms.ChangeActForm, sources: material.Sources) -> None:
    if form.is_gone.data:
        allegations.remove_act(row, frame.case, act, seen=form.seen_version, actor=actor(), at=now())
        return
    details, chosen = details_of(form, allegations.ActDetails), sources.chosen(form.sources.data or ())
    seen = form.seen_version
    allegations.put_act(row, frame.case, details, chosen, act=act, seen=seen, actor=actor(), at=now())


def _act(row: Allegation, number: int) -> Act:
    found = next((one for one in row.acts if one.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def _words(frame: Frame, act: Act, sources: material.Sources) -> dict[str, Any]:
    held = material.linked(material.links_of(frame.case), sources, "act")
    return stored(act, allegations.ActDetails) | {"sources": [one.file_id for one in held.get(act.id, ())]}


def _now(form: BaseForm, frame: Frame, row: Allegation, number: int, sources: material.Sources) -> Any:
    """A colleague may have taken the act back meanwhile: then nothing of it is stored."""
    act = next((one for one in row.acts if one.id == number), None)
    return saved_now(form, frame.case, _words(frame, act, sources) if act else {}, row.version)
