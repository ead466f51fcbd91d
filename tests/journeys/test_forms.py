"""Every form of the product, found by its route: rubbish is refused beside its field, stays there, writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import func, select

from app.database.session import db
from app.models.incident import Incident
from app.models.user import User, UserRole
from tests import addresses
from tests.browser.every_page import READERS, may_try, paths_of, tell_all
from tests.conftest import FrozenClock
from tests.inspection import InspectingClient, filled, soup
from tests.journeys.trying import errors
from tests.stories import begin

DATE_PARTS = ("-day", "-month", "-year", "-time", "-zone")
HELD_BY_THE_HALL = ("csrf_token", "form_token", "version")
# What the hall itself writes when nothing of the product is written.
OF_THE_HALL = ("audit_", "user_session", "attempt", "kept_form", "submission", "draft", "rate_")
SCRIPT = "<script>alert(1)</script>"
Rubbish = Callable[[Tag], dict[str, Any]]


def _named(form: Tag, selector: str) -> list[str]:
    found = [str(one["name"]) for one in form.select(selector) if one.get("type") not in ("hidden", "submit")]
    return list(dict.fromkeys(name for name in found if not name.endswith(DATE_PARTS)))


def _too_long(form: Tag) -> dict[str, Any]:
    return dict.fromkeys(_named(form, "input[type=text]:not([inputmode]), input[type=email]"), SCRIPT + "x" * 20_000)


def _control_characters(form: Tag) -> dict[str, Any]:
    return dict.fromkeys(_named(form, "input[type=text], textarea"), f"{SCRIPT}a\x07b\x00")


def _no_day(form: Tag) -> dict[str, Any]:
    dates = [str(one["name"]).removesuffix("-day") for one in form.select("input[name$='-day']")]
    return {name: {"day": "not-a-day", "month": "-3", "year": f"{SCRIPT}a\x07b\x00"} for name in dates}


def _no_number(form: Tag) -> dict[str, Any]:
    return dict.fromkeys(_named(form, "input[inputmode=numeric], input[inputmode=decimal]"), "-5")


def _not_on_the_list(form: Tag) -> dict[str, Any]:
    several = set(_named(form, "input[type=radio], select"))
    several |= {
        name for name in _named(form, "input[type=checkbox]") if form.select_one(f"input[name='{name}']:not([value=y])")
    }
    return dict.fromkeys(sorted(several), "no-such-choice")


KINDS: dict[str, Rubbish] = {
    "too long": _too_long,
    "control characters": _control_characters,
    "not a day": _no_day,
    "not a number": _no_number,
    "not on the list": _not_on_the_list,
}


@dataclass
class Door:
    """A form somebody may send: who, where."""

    endpoint: str
    reader: str
    path: str


def doors(app: Flask, client: InspectingClient, cases: list[int]) -> Iterator[Door]:
    """For each route that shows a form and takes it, the first role and case in which it is shown."""
    for endpoint, rule in addresses.pages(app).items():
        if "POST" not in (rule.methods or ()):
            continue
        found = next(_opened(app, client, endpoint, list(paths_of(rule, cases))), None)
        assert found is not None, f"{endpoint} is shown to nobody"
        yield found


def _opened(app: Flask, client: InspectingClient, endpoint: str, paths: list[str]) -> Iterator[Door]:
    for role, name in READERS.items():
        if not may_try(app, endpoint, role):
            continue
        client.sign_in(begin().cast.user(name))
        for path in paths:
            answer = client.get(path)
            if answer.status_code == 200 and soup(answer.text).select_one("main form[method=post]"):
                yield Door(endpoint, name, path)


def form_of(client: InspectingClient, door: Door) -> Tag:
    form = client.page(door.path).select_one("main form[method=post]")
    assert form is not None, door.path
    return form


def sent_to(client: InspectingClient, path: str, data: dict[str, Any]) -> tuple[int, str, list[str]]:
    """Status and page; a page that is not well made is a fault."""
    try:
        answer = client.post(path, data=data)
    except AssertionError as wrong:
        return 0, "", [f"{path}: {wrong}"]
    return answer.status_code, answer.text, []


def rows_written() -> tuple[int, ...]:
    """How many rows each table of the product has."""
    tables = [table for table in db.metadata.sorted_tables if not table.name.startswith(OF_THE_HALL)]
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
    return tuple(db.session.execute(select(*counts)).one())


def as_sent(typed: dict[str, Any]) -> dict[str, Any]:
    """Days are sent in parts."""
    sent: dict[str, Any] = {}
    for name, value in typed.items():
        sent |= {f"{name}-{part}": word for part, word in value.items()} if isinstance(value, dict) else {name: value}
    return sent


def still_there(page: BeautifulSoup, sent: dict[str, Any]) -> list[str]:
    """The fields whose text is gone; control characters are shown as the sign for what cannot be shown."""
    form = page.select_one("main form[method=post]")
    assert form is not None
    kept = filled(form)
    return [name for name, value in sent.items() if kept.get(name) not in (value, f"{SCRIPT}a\ufffdb\ufffd")]


@pytest.fixture
def cases(database: str, clock: FrozenClock) -> list[int]:
    return tell_all()


def faults_of(client: InspectingClient, door: Door, kind: str) -> list[str]:
    """What is wrong with the answer to this kind of rubbish; nothing where the form has no such field."""
    form = form_of(client, door)
    typed = KINDS[kind](form)
    if not typed:
        return []
    sent, before = as_sent(typed), rows_written()
    status, html, faults = sent_to(client, door.path, filled(form) | sent)
    if status != 422:
        return faults or [f"{door.path} {kind}: answered {status} to {sorted(typed)}"]
    page = soup(html)
    silent = [name for name in typed if page.select_one(f"[id='{name}-error']") is None]
    gone = still_there(page, sent) if kind != "not on the list" else []
    return [
        *[f"{door.path} {kind}: nothing said beside {name}: {errors(html)}" for name in silent],
        *[f"{door.path} {kind}: what was typed in {name} is gone" for name in gone],
        *([f"{door.path} {kind}: a script of the reader's"] if SCRIPT in html else []),
        *([f"{door.path} {kind}: something was written"] if rows_written() != before else []),
    ]


def test_inp_2_rubbish_in_every_form_is_refused_beside_its_field(
    app: Flask, client: InspectingClient, cases: list[int]
) -> None:
    faults: list[str] = []
    tried: set[str] = set()
    for door in doors(app, client, cases):
        for kind in KINDS:
            faults += faults_of(client, door, kind)
        tried.add(door.endpoint)
    assert len(tried) > 60
    assert not faults, "\n".join(faults)


EXTRA = {
    "id": "999", "unit_id": "1", "force_id": "1", "status": "finalised", "stage": "outcome", "is_restricted": "1",
    "restricted": "1", "created_by": "1", "created_at": "2020-01-01", "reference": "HC-26-AAAAAAAA", "is_admin": "1",
    "auth_epoch": "0", "password_hash": "x", "disabled_at": "2020-01-01", "wrapped_key": "x",
}  # fmt: skip
MAY_MOVE_THESE = ("access_rules.", "administration.")


def kept_columns() -> list[Any]:
    """What no form of a case changes."""
    case = select(Incident.id, Incident.reference, Incident.unit_id, Incident.is_restricted, Incident.wrapped_key)
    user = select(User.id, User.email, User.unit_id, User.password_hash, User.disabled_at)
    role = select(UserRole.user_id, UserRole.role)
    tables = ((case, Incident.id), (user, User.id), (role, UserRole.user_id))
    return [tuple(row) for what, order in tables for row in db.session.execute(what.order_by(order))]


def test_inp_1_fields_nobody_listed_are_not_taken(app: Flask, client: InspectingClient, cases: list[int]) -> None:
    """Each form as it stands, then empty, with the names of columns added: never a fault, and the columns stay."""
    before, faults, taken = kept_columns(), [], 0
    found = [door for door in doors(app, client, cases) if not door.endpoint.startswith(MAY_MOVE_THESE)]
    for door in found:
        for empty in (True, False):
            client.sign_in(begin().cast.user(door.reader))
            page = soup(client.get(door.path).text)
            form = page.select_one("main form[method=post]")
            if form is None:  # an earlier form has moved the case on
                continue
            held = filled(form)
            own = {name: value for name, value in held.items() if not empty or name in HELD_BY_THE_HALL}
            added = {name: value for name, value in EXTRA.items() if name not in held}
            status, _, wrong = sent_to(client, door.path, own | added)
            taken += status == 303
            if wrong or status not in (200, 303, 403, 404, 409, 422):
                faults += wrong or [f"{door.path}: {status}"]
            if kept_columns() != before:
                faults.append(f"{door.path}: columns changed")
    assert not faults, "\n".join(faults)
    assert taken > 20


def test_no_button_on_its_own_answers_with_a_fault(app: Flask, client: InspectingClient, cases: list[int]) -> None:
    """Routes that only take a form, with rubbish in every field they might read."""
    only_sent = [rule for rule in app.url_map.iter_rules() if rule.methods and rule.methods <= {"POST", "OPTIONS"}]
    assert len(only_sent) >= 8
    for rule in only_sent:
        for role, name in READERS.items():
            if not may_try(app, rule.endpoint, role):
                continue
            client.sign_in(begin().cast.user(name))
            token = client.page("/account/password").select_one("input[name=csrf_token]")
            assert token is not None
            for path in paths_of(rule, cases):
                rubbish = {"csrf_token": token["value"], "version": "-1", "reason": "\x00" + "x" * 20_000} | EXTRA
                answer = client.post(path, data=rubbish)
                assert answer.status_code in (302, 303, 400, 403, 404, 409, 422), (path, answer.status_code)
            break
