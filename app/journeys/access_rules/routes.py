"""Restricting a case to a named list, adding a name, who of the case works here, lifting what two people lift."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import RuleBroken
from app.domain.permissions import Permission
from app.formatting import day_time
from app.journeys.access_rules import forms
from app.models.user import User
from app.queries import access_rules as questions
from app.queries import alerts as alert_questions
from app.queries import people
from app.queries.actors import user_by_email
from app.services import alerts, conflicts, lifting
from app.web.access import requires
from app.web.case_pages import act_page, open_frame
from app.web.clock import now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("access_rules", __name__, surface=Surface.STAFF)
P = Permission
CASE = "/cases/<reference>/access"


def _choices(people: list[User]) -> list[tuple[int, str]]:
    return [(user.id, f"{user.named}, {user.unit.name}, {user.unit.organisation.name}") for user in people]


def _to_index(reference: str) -> ResponseReturnValue:
    return redirect(url_for("access_rules.index", reference=reference), 303)


@room.get(CASE)
@requires(P.CASE_RESTRICT, P.CONFLICT_LIFT)
def index(reference: str) -> ResponseReturnValue:
    """Who the case exists for, and what can be done about it."""
    frame = open_frame(reference, P.CASE_RESTRICT)
    return render_template(
        "access_rules/index.html",
        frame=frame,
        part="cases.show",
        restricted=frame.case.is_restricted,
        named=questions.named_on(frame.case),
        conflicts=questions.conflicts_of(actor(), frame.case),
        proposals={row.conflict_id: row for row in questions.open_proposals(actor(), frame.case)},
        may_unrestrict=frame.may(P.CASE_UNRESTRICT),
        me_id=actor().user_id,
    )


@room.route(f"{CASE}/restrict", methods=["GET", "POST"])
@requires(P.CASE_RESTRICT)
def restrict(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_RESTRICT), forms.RestrictForm()
    people = [user for user in questions.may_be_named(actor(), frame.case) if user.id != actor().user_id]
    form.members.offer(_choices(people))
    if form.validate_on_submit():
        chosen = [user for user in people if user.id in (form.members.data or ())]
        with form.showing_broken_rules():
            conflicts.restrict(frame.case, chosen, actor=actor(), at=now())
            flash("The case is restricted. It exists only for the people on the list.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title="Restrict this case to a list of names",
        lead="Only these people find or open it: no team, no unit, no search. Lifting it again needs two supervisors.",
        words="Restrict the case",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route(f"{CASE}/names", methods=["GET", "POST"])
@requires(P.CASE_RESTRICT)
def add(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_RESTRICT), forms.NameForm()
    known = {user.id for user in questions.named_on(frame.case)}
    people = [user for user in questions.may_be_named(actor(), frame.case) if user.id not in known]
    form.user.offer(_choices(people))
    if form.validate_on_submit():
        chosen = next(user for user in people if user.id == form.user.data)
        with form.showing_broken_rules():
            conflicts.add_to_list(frame.case, chosen, actor=actor(), at=now())
            flash("The name is on the list.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title="Add a name to the list",
        lead="The person sees the case at once, as far as their role allows.",
        words="Add the name",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route(f"{CASE}/conflicts/<int:number>/lift", methods=["GET", "POST"])
@requires(P.CONFLICT_LIFT)
def lift(reference: str, number: int) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CONFLICT_LIFT), forms.LiftForm()
    conflict, user = questions.conflict_by_id(actor(), frame.case, number)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            lifting.propose_to_lift_conflict(frame.case, conflict, form.reason.data, actor=actor(), at=now())
            flash("It is proposed. A second person decides; until then the case stays closed to them.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title=f"Propose to lift the conflict of {user.named}",
        lead=f"What was said: {conflict.reason}",
        words="Propose it",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route(f"{CASE}/tries/<int:number>/close", methods=["GET", "POST"])
@requires(P.CONFLICT_LIFT)
def close_tries(reference: str, number: int) -> ResponseReturnValue:
    """Somebody in conflict asked for the case; whoever looks after it has looked into that."""
    frame, form = open_frame(reference, P.CONFLICT_LIFT), forms.CloseTriesForm()
    row = alert_questions.try_by_id(actor(), frame.case, number)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            alerts.close_tries(row, frame.case, form.reason.data, actor=actor(), at=now())
            flash("Closed. Another try is shown to you again.")
            return redirect(url_for("cases.work"), 303)
    return act_page(
        frame,
        form,
        title=f"Close the notice about {row.user.named if row.user else 'a colleague'}",
        lead=f"They asked for this case, last {day_time(row.at)}, and a conflict of interest keeps them from it.",
        words="Close it",
        back=url_for("cases.work"),
    )


@room.route(f"{CASE}/lift", methods=["GET", "POST"])
@requires(P.CASE_UNRESTRICT)
def unrestrict(reference: str) -> ResponseReturnValue:
    frame, form = open_frame(reference, P.CASE_UNRESTRICT), forms.UnrestrictForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            lifting.propose_to_lift_restriction(frame.case, form.reason.data, actor=actor(), at=now())
            flash("It is proposed. A second supervisor on the list decides; until then the case stays restricted.")
            return _to_index(reference)
    return act_page(
        frame,
        form,
        title="Propose to lift the restriction",
        lead="Once a second supervisor agrees, everybody whose work it is finds the case again.",
        words="Propose it",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route(f"{CASE}/proposals/<int:number>", methods=["GET", "POST"])
@requires(P.CONFLICT_LIFT, P.CASE_UNRESTRICT)
def decide(reference: str, number: int) -> ResponseReturnValue:
    frame = open_frame(reference, P.CASE_RESTRICT)
    proposal = questions.proposal_by_id(actor(), frame.case, number)
    form = forms.DecideForm(version=proposal.version)
    if form.validate_on_submit():
        approved = form.answer.data == "yes"
        with form.showing_broken_rules():
            lifting.decide_lift(proposal, frame.case, approved, seen=form.seen_version, actor=actor(), at=now())
            flash("Your decision is recorded.")
            return _to_index(reference)
    what = "the restriction" if proposal.conflict is None else "a conflict of interest"
    return act_page(
        frame,
        form,
        title=f"Decide whether to lift {what}",
        lead=f"{proposal.proposed_by.named} proposes it: {proposal.reason}",
        words="Record what you decide",
        back=url_for("access_rules.index", reference=reference),
    )


@room.route("/cases/<reference>/people/<person>/works-here", methods=["GET", "POST"])
@requires(P.CASE_EDIT)
def works_here(reference: str, person: str) -> ResponseReturnValue:
    """A victim, witness or suspect has an account: the case closes to them at once."""
    frame, form = open_frame(reference, P.CASE_EDIT), forms.WorksHereForm()
    row = people.by_file_id(frame.case, person)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            user = user_by_email(form.email.data)
            if user is None:
                raise RuleBroken("Nobody has an account with this address.", field="email")
            conflicts.record_as(frame.case, row, user, form.reason.data, actor=actor(), at=now())
            flash("Recorded. The case no longer exists for this account.")
            own = user.id == actor().user_id
            return redirect(url_for("sign_in.home") if own else url_for("people.index", reference=reference), 303)
    return act_page(
        frame,
        form,
        title=f"{row.full_name.strip()} works here",
        lead="From the moment you record it, the case does not exist for that account: no page, no list, no search. "
        "Supervisors are told of each try. Lifting it again needs two of them.",
        words="Close the case to them",
        back=url_for("people.index", reference=reference),
        part="people.index",
    )
