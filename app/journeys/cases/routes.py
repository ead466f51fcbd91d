"""The work list, one case with its clocks and history, who has it, a conflict of interest."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.calendar import end_of_day
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.stages import Stage
from app.domain.vocabulary import Strand
from app.journeys.cases import view
from app.journeys.cases.forms import AllocateForm, ConflictForm, SupervisorForm
from app.queries import alerts, case_history, case_page, staff, worklists
from app.queries import events as events_of
from app.queries.search_terms import question
from app.services import conflicts, investigation
from app.web import paging, reading
from app.web.access import load_case, requires
from app.web.case_pages import act_page, frame_of
from app.web.case_rows import list_row
from app.web.clock import now, today
from app.web.forms import form_page
from app.web.next_steps import button_for
from app.web.saved import saved_now
from app.web.sessions import actor
from app.web.surfaces import Room, Surface

room = Room("cases", __name__, surface=Surface.STAFF)

TRIES_SHOWN_FOR = timedelta(days=14)
HEADINGS = {
    Role.OFFICER: "My cases",
    Role.SUPERVISOR: "Team cases",
    Role.FILE_REVIEWER: "Files to check",
    Role.CPS_OPERATIONS: "Referrals",
    Role.PROSECUTOR: "My reviews",
    Role.SENIOR_PROSECUTOR: "Unit reviews",
}


@room.get("/work")
@requires(Permission.CASE_READ)
def work() -> ResponseReturnValue:
    case_roles_only()
    filters, after, role = filters_of(), paging.start(str | None, int), actor().role or Role.OFFICER
    waiting = request.args.get("list") == "waiting"
    turns = (not waiting,) if after else (True, False)
    found = worklists.work_lists(actor(), filters=filters, end_of_today=end_of_day(today()), turns=turns, after=after)
    shown = [case.reference for case in [*found.act.cases, *found.wait.cases]]
    reading.listing("incident", shown, terms=filters.words)
    return render_template(
        "cases/work.html",
        heading=HEADINGS.get(role, "Cases"),
        counts=found,
        act=[list_row(case, role, now()) for case in found.act.cases],
        wait=[list_row(case, role, now()) for case in found.wait.cases],
        act_next=_next(found.act.further, "act"),
        wait_next=_next(found.wait.further, "waiting"),
        drafts=[] if after else worklists.drafts_of(actor()),
        selects=_selects(filters),
        filtered=filters.any,
        kept={name: request.args.get(name) or None for name in ("stage", "strand", "q")},
        may_report=role in (Role.OFFICER, Role.SUPERVISOR),
        paged=bool(after),
        look=alerts.ToLookInto() if after else alerts.to_look_into(actor(), now() - TRIES_SHOWN_FOR),
    )


def case_roles_only() -> None:
    """A community organisation reads its own reports, not cases; its list is a room of its own."""
    if actor().role not in HEADINGS:
        raise NotFound("Page not found")


def filters_of() -> worklists.Filters:
    stage, strand = request.args.get("stage", ""), request.args.get("strand", "")
    words = request.args.get("q", "").strip()[:200]
    return worklists.Filters(
        stage=Stage(stage) if stage in {one.value for one in Stage} else None,
        strand=Strand(strand) if strand in {one.value for one in Strand} else None,
        words=words or None,
        asked=question(words) if words else None,
    )


def _selects(filters: worklists.Filters) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    stages = [("", "Any stage"), *((one.value, one.label) for one in Stage)]
    strands = [("", "Any strand"), *((one.value, one.label) for one in Strand)]
    return [
        ("stage", "Stage", stages, filters.stage.value if filters.stage else ""),
        ("strand", "Strand", strands, filters.strand.value if filters.strand else ""),
    ]


def _next(after: tuple[str | None, int] | None, which: str) -> str | None:
    if after is None:
        return None
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name not in ("after", "list")}
    return url_for("cases.work", **kept, list=which, after=paging.place(*after))


@room.get("/cases/<reference>")
@requires(Permission.CASE_READ)
def show(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    case = frame.case
    rows = case_page.clocks(case)
    happened, _ = case_history.history(case, frame.header, actor(), most=12)
    must_act, sentence = case.status.meaning.for_role(frame.standing.role)
    return render_template(
        "cases/show.html",
        frame=frame,
        part="cases.show",
        tracker=view.tracker(case),
        must_act=must_act,
        sentence=sentence,
        second="" if must_act else "Nothing for you to do.",
        step=button_for(frame),
        clocks=view.clock_lines([row for row in rows if view.is_live(row)][:4], frame.header, now()),
        more_clocks=len(rows),
        days=view.by_day(happened, now()),
        case=case,
        events=events_of.links_of(case) if frame.may(Permission.CASE_LINK) else [],
        may=frame.may,
        P=Permission,
    )


@room.get("/cases/<reference>/clocks")
@requires(Permission.CASE_READ)
def clocks(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    rows = case_page.clocks(frame.case)
    live = [row for row in rows if view.is_live(row)]
    other = [row for row in rows if not view.is_live(row)]
    return render_template(
        "cases/clocks.html",
        frame=frame,
        part="cases.show",
        live=view.clock_lines(live, frame.header, now()),
        other=view.clock_lines(other, frame.header, now()),
    )


@room.get("/cases/<reference>/history")
@requires(Permission.CASE_READ)
def history(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    place = paging.start(int)
    before = place[0] if place else None
    events, further = case_history.history(frame.case, frame.header, actor(), most=50, before=before)
    page = paging.Page(view.by_day(events, now()), paging.place(further) if further else None)
    return render_template("cases/history.html", frame=frame, part="cases.history", page=page)


@room.route("/cases/<reference>/officer", methods=["GET", "POST"])
@requires(Permission.CASE_ALLOCATE)
def allocate(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    form = AllocateForm(version=frame.case.version, officer=frame.case.oic_id)
    officers = staff.officers_of(frame.case.unit.organisation_id)
    form.officer.offer([(user.id, f"{user.named}, {user.unit.name}") for user in officers])
    if form.validate_on_submit():
        chosen = next(user for user in officers if user.id == form.officer.data)
        with form.showing_broken_rules(
            lambda: saved_now(form, frame.case, {"officer": frame.case.oic_id}, frame.case.version)
        ):
            investigation.allocate(frame.case, chosen, seen=form.seen_version, actor=actor(), at=now())
            flash("The case has an officer.")
            return redirect(url_for("cases.show", reference=reference), 303)
    return act_page(
        frame,
        form,
        title="Give this case to an officer",
        lead="The officer sees it at once among their cases. An officer who had it before no longer does.",
        words="Give the case",
    )


@room.route("/cases/<reference>/supervisor", methods=["GET", "POST"])
@requires(Permission.CASE_ALLOCATE)
def supervisor(reference: str) -> ResponseReturnValue:
    frame = frame_of(reference)
    case = frame.case
    form = SupervisorForm(version=case.version, supervisor=case.supervisor_id)
    known = staff.supervisors_of(case.unit.organisation_id)
    form.supervisor.offer([(user.id, f"{user.named}, {user.unit.name}") for user in known])
    if form.validate_on_submit():
        chosen = next(user for user in known if user.id == form.supervisor.data)
        with form.showing_broken_rules(lambda: saved_now(form, case, {"supervisor": case.supervisor_id}, case.version)):
            investigation.supervise(case, chosen, seen=form.seen_version, actor=actor(), at=now())
            flash("The supervisor is named.")
            return redirect(url_for("cases.show", reference=reference), 303)
    lead = "The supervisor named in the file. Every supervisor of the unit can still open the case."
    return act_page(frame, form, title="Who supervises this case", lead=lead, words="Name the supervisor")


@room.route("/cases/<reference>/conflict", methods=["GET", "POST"])
@requires(Permission.CONFLICT_DECLARE)
def conflict(reference: str) -> ResponseReturnValue:
    case = load_case(reference)
    form = ConflictForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            conflicts.declare_conflict(case, form.reason.data, actor=actor(), at=now())
            flash("Recorded. The case is no longer among yours.")
            return redirect(url_for("sign_in.home"), 303)
    return form_page("cases/conflict.html", form, reference=case.reference)
