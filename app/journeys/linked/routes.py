"""Linked cases: the part of a case's page, links between two cases, two reports of one incident."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import formatting
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.journeys.linked import forms
from app.models.incident import Incident
from app.queries import identity
from app.queries import linking as questions
from app.services import joining, linking
from app.web import reading
from app.web.access import alert_if_closed, requires
from app.web.case_pages import Frame, act_page, frame_of, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("linked", __name__, surface=Surface.STAFF)
P = Permission
CASE = "/cases/<reference>"


def to_index(reference: str) -> ResponseReturnValue:
    return redirect(url_for("linked.index", reference=reference), 303)


def page(frame: Frame, form: BaseForm, **words: Any) -> ResponseReturnValue:
    """The page of one act about this case and another."""
    back = words.pop("back", None) or url_for("linked.index", reference=frame.case.reference)
    return act_page(frame, form, back=back, part="linked.index", **words)


def other_case(form: forms.OtherForm) -> Incident | None:
    """The case somebody typed; one that is not theirs to see is answered like one that does not exist."""
    found = questions.named(actor(), form.other.data or "")
    if found is None:
        alert_if_closed(questions.as_typed(form.other.data or ""))
        form.say("You have no case with this reference.", "other")
    return found


def there(frame: Frame, reference: str) -> Incident:
    """The other case at this address. Raises NotFound where it is not there for the reader, or is this one."""
    found = questions.named(actor(), reference)
    if found is None:
        alert_if_closed(reference)
    if found is None or found.id == frame.case.id:
        raise NotFound("Page not found")
    shown(found)
    return found


def shown(*cases: Incident) -> None:
    """Other cases stand on this page: the audit learns which."""
    reading.listing("incident", dict.fromkeys(case.reference for case in cases))


@room.get(f"{CASE}/linked")
@requires(P.CASE_READ)
def index(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    case, who = frame.case, actor()
    links, answers = questions.links_of(case, who), questions.duplicates_of(case, who)
    lead, joined = questions.lead_of(case, who), questions.joined_to(case, who)
    pairs = [(row, questions.other_of(row, case)) for row in links]
    reports = [(row, questions.other_of(row, case)) for row in answers]
    people = [_sides(row, case) for row in identity.of_case(case, who)] if frame.may(P.PERSON_NAMES) else []
    shown(*joined, *(other for _, other in (*pairs, *reports)), *(side[2].incident for side in people))
    return render_template(
        "linked/index.html",
        frame=frame,
        part="linked.index",
        lead=lead,
        joined=joined,
        links=pairs,
        series=questions.series_of(case, who),
        reports=reports,
        people=people,
        may_link=frame.may(P.CASE_LINK),
    )


def _sides(row: Any, case: Incident) -> tuple[Any, Any, Any]:
    """The link, this case's person, the other one."""
    mine = row.person if row.person.incident_id == case.id else row.same_as
    return row, mine, row.same_as if mine is row.person else row.person


@room.route(f"{CASE}/linked/add", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def add(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_LINK), forms.LinkForm()
    if form.validate_on_submit() and (other := other_case(form)) is not None:
        with form.showing_broken_rules():
            linking.link(frame.case, other, form.kind.data, form.reason.data, actor=actor(), at=now())
            flash("The cases are linked.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="Link with another case",
        lead="Nobody sees more cases by it: the link is there for whoever may open both.",
        words="Link the cases",
    )


@room.route(f"{CASE}/linked/<int:number>/end", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def end(reference: str, number: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_LINK)
    row = questions.link_by_id(frame.case, actor(), number)
    form, other = BaseForm(version=row.version), questions.other_of(row, frame.case)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            linking.end_link(row, seen=form.seen_version, actor=actor(), at=now())
            flash("The link has ended.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="End the link",
        lead=f"{row.kind.label}: {other.reference}, {other.title}. The history of both cases keeps that it was there.",
        words="End the link",
    )


# The row of the comparison whose words are covered until somebody asks for them.
REPORT_ROW = "The report"


@room.route(f"{CASE}/same-incident/<other>", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def same_incident(reference: str, other: str) -> ResponseReturnValue:
    """Is this the same incident as the other one? Both reports stand side by side."""
    frame, form = open_frame(reference, P.CASE_LINK), forms.SameForm()
    found = there(frame, other)
    if form.validate_on_submit():
        verb = joining.mark_duplicate if form.answer.data == "same" else joining.deny_duplicate
        with form.showing_broken_rules():
            verb(frame.case, found, actor=actor(), at=now())
            flash("Your answer is kept. It can be taken back.")
            return to_index(reference)
    return page(
        frame,
        form,
        title="Is it the same incident?",
        lead="If it is, this report is the duplicate of the other one. The crime registrar can then cancel its crime.",
        words="Save the answer",
        template="linked/compare.html",
        rows=_two_reports(frame.case, found),
        covered_row=REPORT_ROW,
        other=found,
    )


def _two_reports(one: Incident, other: Incident) -> list[tuple[str, str, str]]:
    def happened(case: Incident) -> str:
        return formatting.day_time(case.occurred_from) if case.occurred_from else "Not known"

    return [
        ("Reported", formatting.day_time(one.reported_at), formatting.day_time(other.reported_at)),
        ("Happened", happened(one), happened(other)),
        ("Where", one.location_description, other.location_description),
        (REPORT_ROW, one.narrative, other.narrative),
    ]


@room.route(f"{CASE}/same-incident/<other>/undo", methods=["GET", "POST"])
@requires(P.CASE_LINK)
def undo_same_incident(reference: str, other: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_LINK)
    found = there(frame, other)
    row = questions.answer_about(frame.case, found)
    if row is None:
        raise NotFound("Page not found")
    form = BaseForm(version=row.version)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            joining.undo_duplicate(row, seen=form.seen_version, actor=actor(), at=now())
            flash("The answer is taken back.")
            return to_index(reference)
    says = "the same incident" if row.is_same else "not the same incident"
    return page(
        frame, form, title="Take the answer back", words="Take it back",
        lead=f"Somebody said that {found.reference}, {found.title}, is {says}. The question is open again after this.",
    )  # fmt: skip
