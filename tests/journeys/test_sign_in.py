"""The door: what it lets in, what it says, what it remembers (AUTH, SESS, RATE)."""

import re

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.session import UserSession
from app.models.user import User, UserRole
from app.services import sessions
from app.services.accounts import Hashing
from tests.factories import PASSWORD, make_user
from tests.inspection import InspectingClient

pytestmark = pytest.mark.both


def try_sign_in(client: InspectingClient, email: str, password: str):
    return client.submit("/sign-in", {"email": email, "password": password})


def masked(text: str) -> str:
    text = re.sub(r'(name="(csrf_token|form_token)" value=")[^"]*', r"\1", text)
    return re.sub(r'name="email" type="email"[^>]*>', "", text)


def test_signing_in_leads_to_the_first_page(client, clock):
    user = make_user(Role.OFFICER, name="Robin Tarn")
    answer = try_sign_in(client, user.email.upper(), PASSWORD)
    assert answer.status_code == 303
    page = client.page(answer.location)
    assert "Robin Tarn" in page.select_one("header").get_text()
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1


def test_auth_2_an_old_hash_is_rewritten_after_one_sign_in(client, clock, app):
    user = make_user()
    before = user.password_hash
    assert before.startswith("$argon2id$")
    Hashing.use_cost(memory=16, passes=1, lanes=1)
    try:
        assert try_sign_in(client, user.email, PASSWORD).status_code == 303
    finally:
        cost = app.extensions["settings"].password_cost
        Hashing.use_cost(memory=cost.memory, passes=cost.passes, lanes=cost.lanes)
    after = db.session.get(User, user.id).password_hash
    assert after != before and "m=16," in after


def test_auth_5_wrong_unknown_disabled_and_throttled_look_the_same(client, clock):
    known, disabled, throttled = make_user(), make_user(), make_user()
    disabled.disabled_at = clock.at
    db.session.commit()
    for _ in range(6):
        try_sign_in(client, throttled.email, "not the password at all")
    answers = [
        try_sign_in(client, known.email, "not the password at all"),
        try_sign_in(client, "nobody@throughline.example", "not the password at all"),
        try_sign_in(client, disabled.email, PASSWORD),
        try_sign_in(client, throttled.email, PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({masked(answer.text) for answer in answers}) == 1


def test_auth_5_an_unknown_user_costs_a_hash_too(client, clock, monkeypatch):
    verified = []
    matches = Hashing.matches.__func__
    monkeypatch.setattr(
        Hashing,
        "matches",
        classmethod(lambda cls, stored, password: verified.append(stored) or matches(cls, stored, password)),
    )
    try_sign_in(client, "nobody@throughline.example", "not the password at all")
    assert verified == [None]
    assert not Hashing.matches(None, "nobody has this password")


def test_rate_1_five_wrong_passwords_in_a_quarter_of_an_hour(client, clock):
    user = make_user()
    spellings = [user.email, user.email.upper(), f" {user.email}", user.email.title(), user.email]
    for spelling in spellings:
        assert try_sign_in(client, spelling, "not the password at all").status_code == 422
    assert try_sign_in(client, user.email, PASSWORD).status_code == 422
    clock.move(minutes=16)
    assert try_sign_in(client, user.email, PASSWORD).status_code == 303


def test_rate_1_successful_sign_ins_never_count(client, clock, app):
    user = make_user()
    for _ in range(7):
        assert try_sign_in(app.test_client(), user.email, PASSWORD).status_code == 303


def test_rate_1_twenty_from_one_address(client, clock):
    for number in range(20):
        assert try_sign_in(client, f"nobody{number}@throughline.example", "x" * 20).status_code == 422
    user = make_user()
    assert try_sign_in(client, user.email, PASSWORD).status_code == 422
    refusals = db.session.scalars(select(AuditEvent.outcome).order_by(AuditEvent.seq)).all()
    assert refusals == ["refused"] * 20 + ["throttled"]


def test_sess_1_the_cookie_holds_a_random_id_and_the_row_a_digest(client, clock, app):
    user = make_user()
    cookie = try_sign_in(client, user.email, PASSWORD).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    with client.session_transaction() as held:
        token = held["sid"]
        assert set(held) <= {"sid", "csrf_token"}
    row = db.session.scalars(select(UserSession)).one()
    assert len(token) >= 43 and row.token_digest == sessions.digest(token) and token not in row.token_digest


def test_sess_2_a_planted_id_is_not_signed_in(client, clock):
    user = make_user()
    with client.session_transaction() as cookie:
        cookie["sid"] = "planted-before-signing-in"
    try_sign_in(client, user.email, PASSWORD)
    with client.session_transaction() as cookie:
        assert cookie["sid"] != "planted-before-signing-in"
        cookie["sid"] = "planted-before-signing-in"
    assert client.get("/account/activity").status_code == 302


def test_sess_2_a_new_id_when_the_role_changes(client, clock):
    user = make_user(Role.OFFICER, Role.SUPERVISOR)
    answer = try_sign_in(client, user.email, PASSWORD)
    assert answer.location == "/sign-in/role"
    with client.session_transaction() as cookie:
        first = cookie["sid"]
    assert client.submit("/sign-in/role", {"role": "supervisor"}).status_code == 303
    assert "Police supervisor" in client.page("/account/activity").select_one("header").get_text()
    with client.session_transaction() as cookie:
        assert cookie["sid"] != first
        cookie["sid"] = first
    assert client.get("/account/activity").status_code == 302


def test_sess_2_nobody_acts_in_a_role_they_do_not_hold(client, clock):
    user = make_user(Role.OFFICER)
    client.sign_in(user)
    assert client.submit("/sign-in/role", {"role": "administrator"}).status_code == 422
    assert db.session.scalars(select(UserSession.role)).all() == [Role.OFFICER]


@pytest.mark.parametrize(("role", "minutes"), [(Role.OFFICER, 30), (Role.ADMINISTRATOR, 15), (Role.ANALYST, 15)])
def test_sess_3_idle_limit(client, clock, role, minutes):
    client.sign_in(make_user(role))
    clock.move(minutes=minutes)
    assert client.get("/account/activity").status_code == 200
    clock.move(minutes=minutes, seconds=1)
    assert client.get("/account/activity").status_code == 302


def test_sess_3_twelve_hours_and_no_more(client, clock):
    client.sign_in(make_user())
    for _ in range(36):
        assert client.get("/account/activity").status_code == 200
        clock.move(minutes=20)
    clock.move(seconds=1)
    assert client.get("/account/activity").status_code == 302


def test_sess_3_a_page_that_asks_by_itself_does_not_keep_the_session(client, clock):
    client.sign_in(make_user())
    for _ in range(2):
        clock.move(minutes=14)
        assert client.get("/account/activity", headers={"X-Throughline-Polling": "1"}).status_code == 200
    clock.move(minutes=14)
    assert client.get("/account/activity").status_code == 302


def test_sess_3_three_sessions_at_most(app, client, clock):
    user = make_user()
    browsers = [app.test_client() for _ in range(4)]
    for browser in browsers:
        assert try_sign_in(browser, user.email, PASSWORD).status_code == 303
        clock.move(seconds=1)
    assert [browser.get("/account/activity").status_code for browser in browsers] == [302, 200, 200, 200]


def test_sess_3_a_person_can_see_and_end_own_sessions(app, client, clock):
    user = make_user()
    other = app.test_client()
    other.sign_in(user)
    clock.move(seconds=5)
    client.sign_in(user)
    assert len(client.page("/account/sessions").select("tbody tr")) == 2
    assert client.submit("/account/sessions", {}, form="main table form").status_code == 303
    assert other.get("/account/activity").status_code == 302
    assert client.get("/account/activity").status_code == 200


def test_sess_3_nobody_ends_the_session_of_another(app, client, clock):
    app.test_client().sign_in(make_user())
    theirs = db.session.scalars(select(UserSession)).one()
    client.sign_in(make_user())
    token = client.page("/account/activity").select_one("input[name=csrf_token]")["value"]
    answer = client.post(f"/account/sessions/{theirs.id}/end", data={"csrf_token": token})
    assert answer.status_code == 404
    assert db.session.get(UserSession, theirs.id).ended_at is None


def test_sess_4_rights_are_read_on_every_request(client, clock):
    user = make_user(Role.OFFICER, Role.ANALYST)
    client.sign_in(user, Role.ANALYST)
    assert client.get("/account/activity").status_code == 200
    db.session.delete(db.session.scalars(select(UserRole).where(UserRole.role == Role.ANALYST)).one())
    db.session.commit()
    assert client.get("/account/activity").status_code == 302


@pytest.mark.parametrize("change", ["disabled", "epoch"])
def test_sess_4_disabling_or_a_new_epoch_ends_the_session(client, clock, change):
    user = make_user()
    client.sign_in(user)
    if change == "disabled":
        user.disabled_at = clock.at
    else:
        user.auth_epoch += 1
    db.session.commit()
    assert client.get("/account/activity").status_code == 302


def test_changing_the_password_ends_the_other_sessions(app, client, clock):
    user = make_user(name="Robin Tarn")
    other = app.test_client()
    other.sign_in(user)
    client.sign_in(user)
    answer = client.submit("/account/password", {"current": PASSWORD, "new": "eleven brown buckets roll"})
    assert answer.status_code == 303
    assert client.get("/account/sessions").status_code == 200
    assert other.get("/account/sessions").status_code == 302


def test_hdr_2_signing_out_clears_the_browser_and_kills_the_id(client, clock):
    client.sign_in(make_user())
    with client.session_transaction() as cookie:
        token = cookie["sid"]
    answer = client.submit("/account/activity", {}, form="header form[action='/sign-out']")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    with client.session_transaction() as cookie:
        cookie["sid"] = token
    assert client.get("/account/activity").status_code == 302


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_after_signing_in_only_local_addresses_are_followed(client, clock, target):
    user = make_user()
    page = client.get("/sign-in", query_string={"next": target})
    token = re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]
    answer = client.post(
        "/sign-in", query_string={"next": target}, data={"csrf_token": token, "email": user.email, "password": PASSWORD}
    )
    assert answer.location == "/work"


def test_session_user_and_duties_cost_one_statement(client, clock, count_queries):
    client.sign_in(make_user())
    client.get("/account/drafts")
    with count_queries() as statements:
        assert client.get("/account/drafts").status_code == 200
    audit = [one for one in statements if "audit_" in one]
    door = [one for one in statements if "user_session" in one or "duty" in one]
    assert len(door) == 1, door
    assert len(audit) <= 4, audit
    assert len(statements) - len(audit) - len(door) == 1, statements


@pytest.mark.both
def test_rate_1_the_present_password_cannot_be_guessed_where_it_is_changed(client, clock):
    user = make_user()
    client.sign_in(user)
    wrong = {"current": "not the password at all", "new": "eleven brown buckets roll"}
    for _ in range(3):
        answer = client.submit("/account/password", wrong)
        assert answer.status_code == 422 and "too many tries" in answer.text
    right = wrong | {"current": PASSWORD}
    assert "too many tries" in client.submit("/account/password", right).text, "the right one waits too"
    clock.move(minutes=1)
    assert client.submit("/account/password", right).status_code == 303
