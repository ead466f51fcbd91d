"""Notes and tasks of a case: the log, comments of one's own side, things to do, following."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.access import Relationship
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.teamwork import Side, side_of
from app.journeys.log import forms
from app.models.incident import Incident
from app.models.teamwork import CaseTask
from app.models.user import User
from app.queries import teamwork as questions
from app.queries.asked import Asked, asked_of
from app.services import teamwork
from app.web import paging
from app.web.access import requires
from app.web.case_pages import Frame, act_page, frame_of, open_frame
from app.web.clock import now, today
from app.web.fields import ONE_LINE
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("log", __name__, surface=Surface.STAFF)
P = Permission
CASE = "/cases/<reference>/notes"


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("log.index", reference=reference), 303)


def _side(frame: Frame) -> Side:
    """Police or CPS; whoever is on neither side keeps no notes here. A share lets one read the case, not the notes."""
    side = side_of(frame.standing.role)
    shared_only = frame.standing.live & {Relationship.SHARED, Relationship.BREAK_GLASS} == frame.standing.live
    if side is None or shared_only:
        raise NotFound("Page not found")
    return side


@room.get(CASE)
@requires(P.CASE_READ)
def index(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    side = _side(frame)
    place = paging.start(int)
    notes, further = questions.notes_of(frame.case, side, before=place[0] if place else None)
    tasks = questions.tasks_of(frame.case) if side is Side.POLICE else []
    return render_template(
        "log/index.html",
        frame=frame,
        part="log.index",
        page=paging.Page(notes, paging.place(further) if further else None),
        open_tasks=[task for task in tasks if task.done_at is None],
        done_tasks=[task for task in tasks if task.done_at is not None][:10],
        asked=_asked_lines(frame) if side is Side.POLICE else [],
        holders={task.about: task.owner.named for task in tasks if task.done_at is None and task.about},
        police=side is Side.POLICE,
        edits=frame.may(P.CASE_EDIT),
        follows=questions.follows(frame.case, actor()),
        today=today(),
        button_form=BaseForm(),
    )


@room.route(f"{CASE}/log", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def write(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT)
    _side(frame)
    form = forms.LogForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            teamwork.write_log(frame.case, form.text.data, actor=actor(), at=now())
            flash("The entry is in the log.")
            return _back(reference)
    return _page(frame, form, title="Write in the case log", words="Save the entry")


@room.route(f"{CASE}/comment", methods=["GET", "POST"])
@requires(P.CASE_READ)
def comment(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    people = questions.colleagues_of(frame.case, _side(frame), but=actor().user_id)
    form = forms.CommentForm()
    form.mentioned.offer([(user.id, f"{user.named}, {user.unit.name}") for user in people])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            named = [user for user in people if user.id in (form.mentioned.data or ())]
            teamwork.comment(frame.case, form.text.data, named, actor=actor(), at=now())
            flash("Your comment is saved.")
            return _back(reference)
    return _page(frame, form, title="Comment on this case", words="Save the comment")


@room.route(f"{CASE}/tasks/new", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def give(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT)
    _side(frame)
    asked, people = _asked_about(frame.case), _owners(frame)
    form = forms.TaskForm(**_to_begin_with(frame.case, asked))
    form.owner.offer(_named(people))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = replace(_details(form, people), about=asked.key if asked else None)
            teamwork.give_task(frame.case, details, actor=actor(), at=now())
            flash("Saved. Whoever does it is told.")
            return _back(reference)
    return _page(frame, form, title="Something to do", words="Save the task")


@room.route(f"{CASE}/tasks/<int:number>", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change(reference: str, number: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT)
    _side(frame)
    task = questions.task_by_id(frame.case, number)
    form, people = forms.TaskForm(version=task.version, **_values(task)), _owners(frame, task.owner)
    form.owner.offer(_named(people))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, _values(task), task.version)):
            teamwork.change_task(task, _details(form, people), seen=form.seen_version, actor=actor(), at=now())
            flash("The task is changed.")
            return _back(reference)
    return _page(frame, form, title="Change the task", words="Save the task")


@room.route(f"{CASE}/tasks/<int:number>/done", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def done(reference: str, number: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT)
    _side(frame)
    task = questions.task_by_id(frame.case, number)
    form = forms.DoneForm(version=task.version)
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, {"result": task.result}, task.version)):
            teamwork.finish_task(task, form.result.data, seen=form.seen_version, actor=actor(), at=now())
            flash("Done.")
            return _back(reference)
    return _page(frame, form, title=f"Done: {task.says}", words="It is done")


@room.post(f"{CASE}/follow")
@requires(P.CASE_READ)
def follow(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    _side(frame)
    wanted = request.args.get("wanted") == "yes"
    teamwork.follow(frame.case, wanted=wanted, actor=actor(), at=now())
    if wanted:
        flash("You are told what happens on this case.")
    else:
        flash("You no longer follow this case.")
    return _back(reference)


def _asked_lines(frame: Frame) -> list[tuple[Asked, str]]:
    """What the case itself asks for, each with the page on which it is answered."""
    reference = frame.case.reference
    return [(one, url_for(one.endpoint, reference=reference, **dict(one.values))) for one in asked_of(frame.case)]


def _asked_about(case: Incident) -> Asked | None:
    """What the address names of what the case asks for; nothing where it is asked no more."""
    about = request.args.get("about", "")
    return next((one for one in asked_of(case) if one.key == about), None) if about else None


def _to_begin_with(case: Incident, found: Asked | None) -> dict[str, Any]:
    """Its words and its day, to begin a task with."""
    if found is None:
        return {}
    due = found.due_on if found.due_on and found.due_on >= today() else None
    return {"says": found.says[:ONE_LINE], "due_on": due, "owner": case.oic_id}


def _page(frame: Frame, form: BaseForm, **words: Any) -> ResponseReturnValue:
    back = url_for("log.index", reference=frame.case.reference)
    return act_page(frame, form, back=back, part="log.index", **words)


def _owners(frame: Frame, owner: User | None = None) -> list[User]:
    """Who works on the case, the reader among them, and who has the task now."""
    people = questions.colleagues_of(frame.case, Side.POLICE)
    return people if owner is None or owner.id in {user.id for user in people} else [*people, owner]


def _named(people: list[User]) -> list[tuple[int, str]]:
    return [(user.id, f"{user.named}, {user.unit.name}") for user in people]


def _details(form: forms.TaskForm, people: list[User]) -> teamwork.TaskDetails:
    owner = next(user for user in people if user.id == form.owner.data)
    return teamwork.TaskDetails(
        says=form.says.data, owner=owner, due_on=form.due_on.data, remind_on=form.remind_on.data
    )


def _values(task: CaseTask) -> dict[str, Any]:
    return {"says": task.says, "owner": task.owner_id, "due_on": task.due_on, "remind_on": task.remind_on}
