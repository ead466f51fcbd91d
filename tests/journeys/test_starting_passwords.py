"""A password that somebody else gave is good for one thing: choosing another, within 72 hours (AUTH-7)."""

import re

import pytest
from flask import url_for
from sqlalchemy import select
from werkzeug.routing import Rule

from app.database.session import db
from app.domain.roles import Role
from app.models.user import User
from app.services import administration, sessions
from app.services.accounts import create_first_administrator
from app.services.demo.cast import build_cast
from tests.factories import PASSWORD, make_unit, make_user

OWN = "eleven brown buckets roll"


@pytest.fixture
def made(client, clock):
    """An account made by an administrator; gives the administrator, the account and its starting password."""
    boss = make_user(Role.ADMINISTRATOR, unit=make_unit())
    client.sign_in(boss)
    fields = {
        "name": "Idris Vale", "email": "idris.vale@throughline.example", "role": "officer",
        "unit": boss.unit_id, "rank": "staff",
    }  # fmt: skip
    answer = client.submit("/administration/people/new", fields)
    password = re.search(r"tl-mono\">([a-z ]+)<", answer.text)[1]
    return boss, db.session.scalars(select(User).where(User.name == "Idris Vale")).one(), password


def enter(client, email, password):
    return client.submit("/sign-in", {"email": email, "password": password})


def address(app, rule: Rule) -> str:
    values = {name: 1 if "int" in type(rule._converters[name]).__name__.lower() else "x" for name in rule.arguments}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


@pytest.mark.both
def test_auth_7_a_starting_password_opens_one_page(app, client, made):
    """Every route of the product, asked for as it may be: nothing but the password page and the way out."""
    _, user, password = made
    browser = app.test_client()
    assert enter(browser, user.email, password).status_code == 303
    token = browser.page("/account/password").select_one("input[name=csrf_token]")["value"]
    tried = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ("static", "account.password", "sign_in.sign_out"):
            continue
        if app.view_functions[rule.endpoint].access == "public":
            continue
        path = address(app, rule)
        for method in rule.methods & {"GET", "POST"}:
            answer = browser.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
            assert (answer.status_code, answer.location) == (303, "/account/password"), (method, path)
            tried += 1
    assert tried > 150
    page = browser.page("/account/password")
    assert "Choose your password" in page.select_one("h1").get_text() and not page.select("nav a")
    assert browser.submit("/account/password", {}, form="header form[action='/sign-out']").status_code == 303
    assert browser.get("/account/password").status_code == 302


@pytest.mark.both
def test_auth_7_with_a_password_of_ones_own_everything_opens(app, made, clock):
    _, user, password = made
    browser = app.test_client()
    enter(browser, user.email, password)
    same = browser.submit("/account/password", {"current": password, "new": password})
    assert same.status_code == 422 and "Choose another password" in same.text
    assert browser.submit("/account/password", {"current": password, "new": OWN}).status_code == 303
    assert browser.get("/figures").status_code == 200
    assert db.session.get(User, user.id).starting_password_until is None
    clock.move(days=30)
    assert enter(app.test_client(), user.email, OWN).status_code == 303


@pytest.mark.both
def test_auth_7_a_starting_password_ends_after_72_hours(app, client, made, clock):
    boss, user, password = made
    page = client.page(f"/administration/people/{user.id}").get_text()
    assert "has not chosen a password yet" in page and "26 Nov" in page
    clock.move(hours=72)
    answer = enter(app.test_client(), user.email, password)
    assert answer.status_code == 422
    client.sign_in(boss)
    path = f"/administration/people/{user.id}"
    assert "cannot sign in" in client.page(path).get_text()
    shown = client.submit(path, {}, form=f"form[action='{path}/starting-password']")
    fresh = re.search(r"tl-mono\">([a-z ]+)<", shown.text)[1]
    assert fresh != password and shown.status_code == 200
    assert enter(app.test_client(), user.email, fresh).status_code == 303


def test_auth_7_nobody_sets_the_password_of_somebody_who_chose_one(client, clock):
    boss = make_user(Role.ADMINISTRATOR)
    user = make_user(Role.ANALYST, unit=boss.unit)
    client.sign_in(boss)
    path = f"/administration/people/{user.id}"
    assert "Starting password" not in client.page(path).get_text()
    token = client.page(path).select_one("input[name=csrf_token]")["value"]
    assert client.post(f"{path}/starting-password", data={"csrf_token": token}).status_code == 422
    assert sessions.sign_in(user.email, PASSWORD, address="192.0.2.1", station=False, at=clock.at) is not None


def test_auth_7_the_command_line_gives_a_starting_password_and_the_demo_does_not(database, clock):
    first = create_first_administrator(name="Made Up", email="made.up@x.example", password=OWN, at=clock.at)
    assert (first.starting_password_until - clock.at).total_seconds() == 72 * 3600
    build_cast("a password of many words", at=clock.at)
    of_the_demo = db.session.scalars(select(User).where(User.is_demo)).all()
    assert of_the_demo and all(user.starting_password_until is None for user in of_the_demo)


def test_a_starting_password_is_never_the_same_twice():
    assert len({administration.starting_password("Idris Vale") for _ in range(50)}) == 50
