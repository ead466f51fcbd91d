"""What shows a point to prove or speaks against it, linked and taken back with one press; the base offence added."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.offences import forms
from app.journeys.offences.act_routes import room as room
from app.journeys.offences.grid import mark
from app.journeys.offences.routes import AT, element_of, to_index
from app.models.allegation import Allegation, Element
from app.queries import allegations as questions
from app.queries import material
from app.services import points
from app.web.access import requires
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.source_words import source_choices

P = Permission


def _opened(reference: str, allegation: str, number: int) -> tuple[Frame, Allegation, Element]:
    frame = open_frame(reference, P.CASE_EDIT, P.SUSPECT_READ, P.EVIDENCE_LIST)
    row = questions.by_file_id(frame.case, allegation)
    return frame, row, element_of(row, number)


@room.route(f"{AT}/points/<int:number>/evidence", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def support(reference: str, allegation: str, number: int) -> ResponseReturnValue:
    """What is linked to this point, and one more thing that is."""
    frame, row, element = _opened(reference, allegation, number)
    sources = material.sources_of(frame.case)
    form = forms.SupportForm(version=row.version)
    form.source.offer(source_choices(sources))
    if not form.source.choices[1:]:
        return render_template("offences/nothing_to_link.html", frame=frame, text=element.text)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(form, frame, row, element, sources)):
            [source] = sources.chosen([form.source.data])
            place, seen = form.key_time.data or None, form.seen_version
            points.link_source(
                element, row, frame.case, source, place,
                is_against=form.way.data == "against", seen=seen, actor=actor(), at=now(),
            )  # fmt: skip
            flash("It is linked.")
            return redirect(url_for(".support", reference=reference, allegation=allegation, number=number), 303)
    return _page(frame, form, row, element, sources)


def _now(form: BaseForm, frame: Frame, row: Allegation, element: Element, sources: material.Sources) -> Any:
    """What stands linked to the point now: the last of it, with its place."""
    held = material.shown_at(material.links_of(frame.case), sources).get(element.id, [])
    words = {}
    if held:
        last = held[-1]
        way = "against" if last.is_against else "supports"
        words = {"source": last.source.file_id, "key_time": last.place, "way": way}
    return saved_now(form, frame.case, words, row.version)


def _page(
    frame: Frame, form: BaseForm, row: Allegation, element: Element, sources: material.Sources
) -> ResponseReturnValue:
    held = material.shown_at(material.links_of(frame.case), sources).get(element.id, [])
    at: dict[str, Any] = {"reference": frame.case.reference, "allegation": row.file_id, "number": element.id}
    return act_page(
        frame,
        form,
        title="What shows this point, and what speaks against it?",
        words="Link it",
        lead=element.text,
        back=url_for("offences.index", reference=frame.case.reference),
        part="offences.index",
        template="offences/support.html",
        linked=[(mark(one), url_for(_act_on(one), source=one.source.file_id, **at)) for one in held if one.counts],
        unlink_form=BaseForm(version=row.version),
        several=url_for("offences.link", **at),
    )


def _act_on(one: material.Held) -> str:
    return "offences.unlink" if one.taken_back_at is None else "offences.restore_link"


@room.post(f"{AT}/points/<int:number>/evidence/<source>/unlink")
@requires(P.CASE_EDIT)
def unlink(reference: str, allegation: str, number: int, source: str) -> ResponseReturnValue:
    """One link is taken back."""
    frame, row, element = _opened(reference, allegation, number)
    found, seen = _source(frame, source), BaseForm().seen_version
    points.unlink_source(element, row, frame.case, found, seen=seen, actor=actor(), at=now())
    flash("The link is taken back.")
    return redirect(url_for(".support", reference=reference, allegation=allegation, number=number), 303)


@room.post(f"{AT}/points/<int:number>/evidence/<source>/restore")
@requires(P.CASE_EDIT)
def restore_link(reference: str, allegation: str, number: int, source: str) -> ResponseReturnValue:
    """A link that was taken back stands again."""
    frame, row, element = _opened(reference, allegation, number)
    found, seen = _source(frame, source), BaseForm().seen_version
    points.restore_link(element, row, frame.case, found, seen=seen, actor=actor(), at=now())
    flash("The link stands again.")
    return redirect(url_for(".support", reference=reference, allegation=allegation, number=number), 303)


def _source(frame: Frame, file_id: str) -> material.Source:
    found = material.sources_of(frame.case).chosen([file_id])
    if not found:
        raise NotFound("Page not found")
    return found[0]


@room.post(f"{AT}/alternatives/<base>")
@requires(P.CASE_EDIT)
def alternative(reference: str, allegation: str, base: str) -> ResponseReturnValue:
    """The base offence beside the aggravated one, in the alternative."""
    frame = open_frame(reference, P.CASE_EDIT, P.SUSPECT_READ)
    row = questions.by_file_id(frame.case, allegation)
    points.add_alternative(row, frame.case, base, seen=BaseForm().seen_version, actor=actor(), at=now())
    flash("The alternative is added, with what is linked to the same points.")
    return to_index(reference)
