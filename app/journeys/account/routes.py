"""Own activity, own sessions, own password, own drafts."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.journeys.account.forms import ButtonForm, PasswordForm
from app.journeys.account.view import line
from app.queries import activity as activity_questions
from app.services import sessions, typed_text
from app.web import paging
from app.web.access import requires, signed_in
from app.web.clock import now
from app.web.forms import form_page
from app.web.paging import Page
from app.web.sessions import actor, let_in, person
from app.web.surfaces import Room, Surface

room = Room("account", __name__, surface=Surface.STAFF)


@room.get("/account/activity")
@requires(Permission.ACTIVITY_OWN)
def activity() -> ResponseReturnValue:
    before = paging.start(int)
    rows = activity_questions.own_activity(actor(), before=before[0] if before else None, limit=paging.PER_PAGE + 1)
    shown = rows[: paging.PER_PAGE]
    after = paging.place(shown[-1].seq) if len(rows) > paging.PER_PAGE else None
    return render_template("account/activity.html", page=Page([line(event) for event in shown], after))


@room.get("/account/sessions")
@signed_in
def browsers() -> ResponseReturnValue:
    found = person()
    rows = sessions.own_sessions(actor(), at=now())
    return render_template(
        "account/sessions.html", rows=rows, this_one=found.session_id if found else None, form=ButtonForm()
    )


@room.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    sessions.end_own_session(session_id, actor=actor(), at=now())
    flash("That browser is signed out.")
    return redirect(url_for("account.browsers"), 303)


@room.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    form, found = PasswordForm(), person()
    first = found is not None and found.must_choose_password
    if form.validate_on_submit():
        with form.showing_broken_rules():
            admission = sessions.change_own_password(
                current=form.current.data, new=form.new.data, actor=actor(), at=now()
            )
            let_in(admission)
            if first:
                flash("Your password is set. Nobody else knows it.")
                return redirect(url_for("sign_in.home"), 303)
            flash("Your password is changed. Your other browsers are signed out.")
            return redirect(url_for("account.browsers"), 303)
    return form_page("account/password.html", form, first=first)


@room.get("/account/drafts")
@signed_in
def drafts() -> ResponseReturnValue:
    rows = typed_text.drafts_of(actor().user_id or 0, at=now())
    return render_template("account/drafts.html", rows=rows, form=ButtonForm())


@room.post("/account/drafts/<int:draft_id>/discard")
@signed_in
def discard_draft(draft_id: int) -> ResponseReturnValue:
    typed_text.discard_draft(draft_id, user_id=actor().user_id or 0)
    flash("The draft is gone.")
    return redirect(url_for("account.drafts"), 303)
