"""Online posts: recorded on one page with their pictures, shown, corrected, looked at again, said whose they are."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.shown_time import UK, ShownTime
from app.journeys.material import post_forms as forms
from app.journeys.material import post_view as view
from app.journeys.material.exhibit_routes import ITEM
from app.journeys.material.items import item_words
from app.journeys.material.routes import AT
from app.journeys.material.routes import page as plain_page
from app.journeys.material.withdrawal_routes import room as room
from app.models.online import OnlinePost
from app.queries import posts as questions
from app.services import posts
from app.web.access import requires
from app.web.answers import details_of
from app.web.arrivals import takes_files
from app.web.case_pages import Frame, act_page, open_frame
from app.web.clock import now
from app.web.forms import BaseForm
from app.web.saved import saved_now
from app.web.sessions import actor

P = Permission
POST = f"{ITEM}/post"


def me() -> str:
    """Who is signed in, with the role, to begin with."""
    who = actor()
    return f"{who.name}, {who.role.label.lower()}" if who.role else who.name


def opened(reference: str, item: str, *permissions: Permission) -> tuple[Frame, OnlinePost]:
    """The frame and the post that this item is."""
    frame = open_frame(reference, P.CASE_READ, P.EVIDENCE_LIST, *permissions)
    return frame, questions.post_of(frame.case, item)


def to_post(reference: str, item: str) -> ResponseReturnValue:
    return redirect(url_for("material.post", reference=reference, item=item), 303)


def post_page(frame: Frame, form: BaseForm, item: str, title: str, words: str, lead: str = "") -> ResponseReturnValue:
    """The page on which one thing is done about a post."""
    back = url_for("material.post", reference=frame.case.reference, item=item)
    return act_page(frame, form, title=title, words=words, lead=lead, back=back, part="material.index")


@room.route(f"{AT}/posts/add", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
@takes_files
def add_post(reference: str) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_EDIT, P.EVIDENCE_ADD, P.EVIDENCE_LIST)
    form = forms.NewPostForm(captured=ShownTime(now(), UK), captured_by=me())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            post = posts.record_post(frame.case, _capture(form), actor=actor(), at=now())
            flash("The post is recorded, and its pictures are stored.")
            return to_post(reference, post.item.file_id)
    lead = "Capture it before anybody asks for it to be taken down: what is gone cannot be captured."
    return plain_page(frame, form, "Record an online post", "Record the post", lead)


def _capture(form: forms.NewPostForm) -> posts.Capture:
    return posts.Capture(
        description=form.description.data,
        exhibit_ref=form.exhibit_ref.data or None,
        details=details_of(form, posts.PostDetails),
        picture=form.picture.sent(),
        paper=form.paper.sent() if form.paper.data is not None else None,
    )


@room.get(POST)
@requires(P.EVIDENCE_LIST)
def post(reference: str, item: str) -> ResponseReturnValue:
    """What was captured, and what was done since."""
    frame, row = opened(reference, item)
    return render_template(
        "material/post.html",
        frame=frame,
        part="material.index",
        item=row.item,
        page=view.post_page(frame, row, now()),
        edits=frame.may(P.CASE_EDIT) and row.item.counts,
        attributes=frame.may(P.CASE_EDIT) and frame.may(P.SUSPECT_READ) and row.item.counts,
    )


@room.route(f"{POST}/change", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def change_post(reference: str, item: str) -> ResponseReturnValue:
    frame, row = opened(reference, item, P.CASE_EDIT)
    form = forms.PostForm(version=row.version, **view.words_of(row))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: saved_now(form, frame.case, view.words_of(row), row.version)):
            details = details_of(form, posts.PostDetails)
            posts.change_post(row, frame.case, details, seen=form.seen_version, actor=actor(), at=now())
            flash("What is said of the post is saved.")
            return to_post(reference, item)
    lead = "Its pictures stay as they are."
    return post_page(frame, form, item, f"Change what is said of {item_words(row.item)}", "Save the post", lead)


@room.route(f"{POST}/check", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def check_post(reference: str, item: str) -> ResponseReturnValue:
    frame, row = opened(reference, item, P.CASE_EDIT)
    form = forms.CheckForm(checked_at=now())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, posts.CheckDetails)
            posts.record_check(row, frame.case, details, actor=actor(), at=now())
            flash("Your look is recorded.")
            return to_post(reference, item)
    lead = "Looking again and again at one person's profile may be directed surveillance and need authority."
    return post_page(frame, form, item, f"Is {item_words(row.item)} still online?", "Record it", lead)


@room.route(f"{POST}/account", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def attribute(reference: str, item: str) -> ResponseReturnValue:
    """Who is behind the account, or that nobody knows."""
    frame, row = opened(reference, item, P.CASE_EDIT, P.SUSPECT_READ)
    suspects = {one.file_id: one for one in questions.suspects_of(frame.case)}
    form = forms.AttributionForm(stated_by=me(), stated_at=now())
    known = [(file_id, one.full_name.strip()) for file_id, one in suspects.items()]
    form.person.offer([*known, ("unknown", "Not known")])
    if form.validate_on_submit():
        with form.showing_broken_rules():
            details = details_of(form, posts.AttributionDetails)
            posts.attribute(row, frame.case, suspects.get(form.person.data), details, actor=actor(), at=now())
            flash("It is recorded. What was said before stays below it.")
            return to_post(reference, item)
    lead = "Nothing is written over: a correction stands above what was said before."
    return post_page(frame, form, item, f"Whose account is {item_words(row.item)}?", "Record it", lead)
