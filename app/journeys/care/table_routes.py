"""The lists of support workers and of witness care as a table, with a reason: what stands in the list, no more."""

from collections.abc import Sequence

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app import formatting
from app.domain.errors import NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.journeys.care import client_view, forms, witness_view
from app.journeys.care.witness_routes import room as room
from app.queries import clients as client_questions
from app.queries import witness_care as witness_questions
from app.services import list_export
from app.services.limits import Own, spend
from app.web.access import requires
from app.web.clock import now
from app.web.forms import form_page
from app.web.list_tables import handed_out
from app.web.sessions import actor

P = Permission
CLIENT_COLUMNS = (
    "Reference", "Client", "Since", "Said to the client", "Next hearing", "Last contact", "Officer", "Unit", "Strands",
)  # fmt: skip
NEWS_COLUMNS = ("Reference", "What", "Victims", "When", "Told")
TITLES = {"clients": "My clients as a table", "passing_on": "Hearings and results as a table"}


@room.route("/clients/table", methods=["GET", "POST"])
@requires(P.SUPPORT_WRITE)
def clients_table() -> ResponseReturnValue:
    """A support worker's own clients, as the cards say."""
    form, words = forms.TableForm(), _words()
    if form.validate_on_submit():
        spend(Own.TABLE, actor(), at=now())
        with form.showing_broken_rules():
            cards = client_view.clients(client_questions.clients_of(actor(), words), now())
            return _file("clients", CLIENT_COLUMNS, [_client(one) for one in cards], words, form.reason.data)
    return _asked(form, "clients", words)


@room.route("/passing-on/table", methods=["GET", "POST"])
@requires(P.CONTACT_RECORD)
def passing_on_table() -> ResponseReturnValue:
    """What witness care has to pass on, and the hearings, of every page of its list."""
    if actor().role is not Role.WITNESS_CARE:
        raise NotFound("Page not found")
    form, words = forms.TableForm(), _words()
    if form.validate_on_submit():
        spend(Own.TABLE, actor(), at=now())
        with form.showing_broken_rules():
            cases = witness_questions.every_live_case(actor(), words, most=list_export.MOST_ROWS + 1)
            page = witness_view.passing_on(cases)
            rows = [_result(one) for one in page.results] + [_hearing(one) for one in page.hearings]
            return _file("passing_on", NEWS_COLUMNS, rows, words, form.reason.data)
    return _asked(form, "passing_on", words)


def _words() -> str:
    return request.args.get("q", "").strip()[:200]


def _asked(form: forms.TableForm, which: str, words: str) -> ResponseReturnValue:
    back = url_for(f"care.{which}", q=words or None)
    return form_page("care/table.html", form, title=TITLES[which], words=words, back=back)


def _client(one: client_view.Client) -> tuple[str, ...]:
    hearing = one.hearing.words if one.hearing else ""
    return (
        one.reference, one.name, one.since, one.said, hearing, one.last_contact, one.officer, one.unit, one.strands,
    )  # fmt: skip


def _result(one: witness_view.ToPassOn) -> tuple[str, ...]:
    return (one.reference, one.item.words, one.victim, formatting.day_time(one.item.at), "Not told")


def _hearing(one: witness_view.Ahead) -> tuple[str, ...]:
    told = f"Not told: {formatting.listed(one.untold)}" if one.untold else "All victims told" if one.told else ""
    names = formatting.listed([*one.told, *one.untold])
    return (one.reference, one.item.words, names, formatting.day_time(one.item.at), told)


def _file(which: str, columns: Sequence[str], rows: list[tuple[str, ...]], words: str, reason: str) -> Response:
    table = list_export.Table(
        columns=columns,
        rows=rows,
        references=list(dict.fromkeys(row[0] for row in rows)),
        filters={"list": which} | ({"words": words} if words else {}),
    )
    return handed_out(table, reason, name=which.replace("_", "-"))
