"""Lists that somebody keeps, each with how many cases it holds; and a list as a table."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.cases.forms import ButtonForm, ListForm, TableForm
from app.journeys.cases.routes import case_roles_only, filters_of
from app.journeys.cases.search_routes import room as room
from app.models.saved_filter import SavedFilter
from app.queries import worklists
from app.queries.case_rows import CaseRow
from app.queries.saved_filters import MOST_COUNTED, lists_of, own_list, sizes
from app.services import list_export, saved_filters
from app.services.limits import Own, spend
from app.services.saved_filters import ListDetails
from app.web.access import requires
from app.web.answers import details_of, stored
from app.web.case_rows import list_row
from app.web.clock import now
from app.web.forms import Saved, form_page
from app.web.list_tables import handed_out
from app.web.sessions import actor

COLUMNS = ("Reference", "Case", "Stage", "Strand", "Officer", "Nearest clock", "Time left", "What to do")


@room.get("/work/lists")
@requires(Permission.CASE_READ)
def saved_lists() -> ResponseReturnValue:
    case_roles_only()
    rows = lists_of(actor(), now())
    kept = [row for row in rows if row.taken_off_at is None]
    counted = [str(size) if size <= MOST_COUNTED else f"more than {MOST_COUNTED}" for size in sizes(actor(), kept)]
    return render_template(
        "cases/saved_lists.html",
        kept=[(row, _address(row), size, _narrowed(row)) for row, size in zip(kept, counted, strict=True)],
        gone=[row for row in rows if row.taken_off_at is not None],
        form=ButtonForm(),
    )


def _address(row: SavedFilter) -> str:
    stage, strand = row.stage.value if row.stage else None, row.strand.value if row.strand else None
    return url_for("cases.work", stage=stage, strand=strand, q=row.words)


def _narrowed(one: SavedFilter | worklists.Filters) -> str:
    labels = [part.label for part in (one.stage, one.strand) if part]
    return ", ".join([*labels, f"“{one.words}”"] if one.words else labels)


@room.route("/work/lists/new", methods=["GET", "POST"])
@requires(Permission.CASE_READ)
def keep_list() -> ResponseReturnValue:
    case_roles_only()
    chosen = filters_of()
    form = ListForm(stage=chosen.stage, strand=chosen.strand, words=chosen.words)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            saved_filters.keep(details_of(form, ListDetails), actor=actor(), at=now())
            flash("The list is kept.")
            return redirect(url_for("cases.saved_lists"), 303)
    return form_page("cases/keep_list.html", form, title="Keep this list")


@room.route("/work/lists/<int:list_id>", methods=["GET", "POST"])
@requires(Permission.CASE_READ)
def change_list(list_id: int) -> ResponseReturnValue:
    row = own_list(actor(), list_id)
    form = ListForm(version=row.version, **stored(row, ListDetails))
    if form.validate_on_submit():
        with form.showing_broken_rules(lambda: _now(list_id)):
            details = details_of(form, ListDetails)
            saved_filters.change(row, details, seen=form.seen_version, actor=actor(), at=now())
            flash("The list is changed.")
            return redirect(url_for("cases.saved_lists"), 303)
    return form_page("cases/keep_list.html", form, title="Change this list")


def _now(list_id: int) -> Saved:
    row = own_list(actor(), list_id)
    words = {name: str(value or "") for name, value in stored(row, ListDetails).items()}
    return Saved(words, row.version, actor().role_name, row.kept_at)


@room.post("/work/lists/<int:list_id>/take-off")
@requires(Permission.CASE_READ)
def take_list_off(list_id: int) -> ResponseReturnValue:
    saved_filters.take_off(own_list(actor(), list_id), actor=actor(), at=now())
    flash("The list is taken off. You can put it back below for 7 days.")
    return redirect(url_for("cases.saved_lists"), 303)


@room.post("/work/lists/<int:list_id>/put-back")
@requires(Permission.CASE_READ)
def put_list_back(list_id: int) -> ResponseReturnValue:
    saved_filters.put_back(own_list(actor(), list_id), actor=actor(), at=now())
    flash("The list is back.")
    return redirect(url_for("cases.saved_lists"), 303)


@room.route("/work/table", methods=["GET", "POST"])
@requires(Permission.CASE_READ)
def table() -> ResponseReturnValue:
    """A list as a table for a spreadsheet, with a reason: what stands in the list, no more."""
    case_roles_only()
    filters = filters_of()
    form = TableForm(which="waiting" if request.args.get("list") == "waiting" else "act")
    if form.validate_on_submit():
        spend(Own.TABLE, actor(), at=now())
        with form.showing_broken_rules():
            turn = form.which.data == "act"
            cases = worklists.every_row(actor(), turn=turn, filters=filters, most=list_export.MOST_ROWS + 1)
            return handed_out(_table(cases, filters, turn), form.reason.data, name="cases")
    return form_page("cases/table.html", form, narrowed=_narrowed(filters))


def _table(cases: list[CaseRow], filters: worklists.Filters, turn: bool) -> list_export.Table:
    role = actor().role or Role.OFFICER
    rows = [list_row(case, role, now()) for case in cases]
    narrowed = {name: str(value) for name, value in asdict(filters).items() if name != "asked" and value}
    return list_export.Table(
        columns=COLUMNS,
        rows=[
            (row.reference, row.title, row.stage.label, row.strands, row.officer, row.what_ends, row.left, row.sentence)
            for row in rows
        ],
        references=[row.reference for row in rows],
        filters=narrowed | {"list": "act" if turn else "waiting"},
    )
