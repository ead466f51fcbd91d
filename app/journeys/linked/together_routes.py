"""Cases that are prosecuted together, and series of cases."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.linked import forms
from app.journeys.linked.routes import CASE, other_case, page, shown, to_index
from app.journeys.linked.routes import room as room
from app.models.linking import Series
from app.queries import linking as questions
from app.services import joining, linking
from app.web.access import requires
from app.web.case_pages import Frame, frame_of, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission


@room.route(f"{CASE}/join", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def join(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_LINK)
    form = forms.OtherForm(version=frame.case.version)
    if form.validate_on_submit() and (lead := other_case(form)) is not None:
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, {"other": None}, frame.case.version)):
            joining.join(frame.case, lead, seen=form.seen_version, actor=actor(), at=now())
            flash("The cases are joined.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="Join this case to another",
        lead="The other case leads: its file lists the offences of this one. Both keep their reference, their history "
        "and who may open them. They can part until a referral was sent.",
        words="Join the cases",
    )


@room.route(f"{CASE}/part", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def part(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_LINK)
    lead = questions.lead_of(frame.case, actor())
    if lead is None:
        raise NotFound("Page not found")
    form = BaseForm(version=frame.case.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            joining.part(frame.case, lead, seen=form.seen_version, actor=actor(), at=now())
            flash("The cases are no longer joined.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="Let the cases part",
        lead=f"This case then no longer follows {lead.reference}, {lead.title}.",
        words="Let them part",
    )


@room.route(f"{CASE}/series/new", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def new_series(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_LINK), forms.SeriesForm()
    if form.validate_on_submit() and (other := other_case(form)) is not None:
        with form.showing_broken_rules():
            linking.begin_series(frame.case, other, form.name.data, actor=actor(), at=now())
            flash("The series is begun.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="Begin a series",
        lead="A series begins with this case and another one.",
        words="Begin the series",
    )


def _series(frame: Frame, number: int) -> Series:
    """A series this case is in."""
    found = next((row for row in questions.series_of(frame.case, actor()) if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


@room.get(f"{CASE}/series/<int:number>")
@requires(P.CASE_READ)
def series(reference: str, number: int) -> ResponseReturnValue:
    """The cases of a series that the reader may open; of others nothing is said, not even how many there are."""
    frame = frame_of(reference)
    row = _series(frame, number)
    cases = questions.cases_of(row, actor())
    shown(*cases)
    return render_template(
        "linked/series.html",
        frame=frame,
        part="linked.index",
        series=row,
        cases=cases,
        may_link=frame.may(P.CASE_LINK),
    )


@room.route(f"{CASE}/series/<int:number>/add", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def add_to_series(reference: str, number: int) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_LINK), forms.OtherForm()
    row = _series(frame, number)
    if form.validate_on_submit() and (other := other_case(form)) is not None:
        with form.showing_broken_rules():
            linking.add_to_series(row, frame.case, other, actor=actor(), at=now())
            flash("The case is in the series.")
            return to_index(reference)
    return page(
        frame,
        form,
        title=f"Add a case to “{row.name}”",
        words="Add the case",
        back=url_for("linked.series", reference=reference, number=number),
    )


@room.route(f"{CASE}/series/<int:number>/leave", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def leave_series(reference: str, number: int) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_LINK), BaseForm()
    row = _series(frame, number)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            linking.leave_series(row, frame.case, actor=actor(), at=now())
            flash("The case is no longer in the series.")
            return to_index(reference)
    return page(
        frame,
        form,
        title=f"Take this case out of “{row.name}”",
        lead="A series of which only one case would be left is over by it.",
        words="Take it out",
        back=url_for("linked.series", reference=reference, number=number),
    )
