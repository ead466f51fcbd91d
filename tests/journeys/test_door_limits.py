"""Guessing at the door: counts, waits that grow and always end, the alert, listed address ranges (RATE-1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.roles import Role
from app.models.alert import Alert, AlertKind
from app.models.audit import AuditEvent
from app.models.session import RateWindow
from app.services import alerts, limits, sessions
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.both
WRONG = "not the password at all"


def knock(email, password=WRONG, *, clock, address="192.0.2.7", station=False):
    """One try at the door; gives whether it opened."""
    return sessions.sign_in(email, password, address=address, station=station, at=clock.at) is not None


def waits(email, clock):
    """Until when the account must wait, in minutes from now; None where it need not."""
    key = limits.by_account(limits.SIGN_IN_ACCOUNT, email).key_digest
    until = db.session.scalar(select(func.max(RateWindow.waits_until)).where(RateWindow.key_digest == key))
    return None if until is None else (until - clock.at) / timedelta(minutes=1)


def test_rate_1_each_further_failure_waits_longer(database, clock):
    email = make_user().email
    found = []
    for _ in range(5):
        knock(email, clock=clock)
        found.append(waits(email, clock))
        clock.move(minutes=found[-1] or 0)
    assert found == [None, None, 1, 4, 15]


def test_rate_1_the_right_password_waits_too_and_then_opens(database, clock):
    email = make_user().email
    for _ in range(3):
        knock(email, clock=clock)
    assert not knock(email, PASSWORD, clock=clock)
    clock.move(seconds=59)
    assert not knock(email, PASSWORD, clock=clock)
    clock.move(seconds=1)
    assert knock(email, PASSWORD, clock=clock)


def test_rate_1_tries_while_waiting_do_not_lengthen_the_wait(database, clock):
    email = make_user().email
    for _ in range(3):
        knock(email, clock=clock)
    for _ in range(50):
        clock.move(seconds=1)
        knock(email, clock=clock)
    clock.move(seconds=10)
    assert knock(email, PASSWORD, clock=clock)


def test_rate_1_five_in_any_quarter_of_an_hour_wherever_it_begins(database, clock):
    """The count looks back; a quarter of the clock's hour brings no fresh start."""
    clock.at = datetime(2026, 11, 23, 12, 10, tzinfo=UTC)
    email, counted = make_user().email, []
    for _ in range(60):
        knock(email, clock=clock)
        outcome = db.session.scalars(select(AuditEvent.outcome).order_by(AuditEvent.seq.desc())).first()
        if outcome == "refused":
            counted.append(clock.at)
        clock.move(seconds=30)
    for first in counted:
        span = [at for at in counted if first <= at < first + timedelta(minutes=15)]
        assert len(span) <= 5


SPELLINGS = ["ROBIN@THROUGHLINE.EXAMPLE", " robin@throughline.example ", "ｒobin@throughline.example"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_rate_1_letter_case_and_unicode_form_do_not_reset_the_count(database, clock, spelling):
    make_user(email="robin@throughline.example")
    for _ in range(3):
        knock(spelling, clock=clock)
    assert not knock("robin@throughline.example", PASSWORD, clock=clock)


def test_rate_1_nobody_outside_shuts_the_owner_out(database, clock):
    """A stranger who fails all day long in somebody's name does not keep them from their usual place."""
    email = make_user().email
    assert knock(email, PASSWORD, clock=clock, address="192.0.2.7")
    for _ in range(40):
        knock(email, clock=clock, address="198.51.100.9")
        clock.move(minutes=1)
    assert not knock(email, PASSWORD, clock=clock, address="203.0.113.5")
    assert knock(email, PASSWORD, clock=clock, address="192.0.2.7")


def test_rate_1_the_usual_place_has_a_limit_of_its_own(database, clock):
    email = make_user().email
    assert knock(email, PASSWORD, clock=clock)
    for _ in range(3):
        knock(email, clock=clock)
    assert not knock(email, PASSWORD, clock=clock)


def test_rate_1_a_place_is_remembered_without_its_address(database, clock):
    knock(make_user().email, PASSWORD, clock=clock, address="192.0.2.7")
    digests = db.session.scalars(select(RateWindow.key_digest)).all()
    assert digests and not [one for one in digests if "192.0.2" in one or "@" in one]
    clock.move(days=3)
    assert limits.forget_old_windows(before=clock.at - timedelta(days=2)) == len(digests)


def test_rate_1_a_listed_range_may_have_a_whole_shift(database, clock):
    people = [make_user() for _ in range(3)]
    for number in range(25):
        knock(f"nobody{number}@throughline.example", clock=clock, station=True)
    assert knock(people[0].email, PASSWORD, clock=clock, station=True)
    assert not knock(people[1].email, PASSWORD, clock=clock, station=False)


def test_rate_1_the_operator_lists_ranges(app, client, clock, monkeypatch):
    user = make_user()
    settings = replace(app.extensions["settings"], station_networks=("127.0.0.0/8",))
    monkeypatch.setitem(app.extensions, "settings", settings)
    for number in range(25):
        client.submit("/sign-in", {"email": f"nobody{number}@throughline.example", "password": WRONG})
    assert client.submit("/sign-in", {"email": user.email, "password": PASSWORD}).status_code == 303


def test_rate_1_a_thousand_failures_raise_one_alert_and_refuse_nobody(client, clock, monkeypatch):
    monkeypatch.setattr(limits, "SIGN_IN_ALL", replace(limits.SIGN_IN_ALL, tries=6))
    user = make_user()
    for number in range(9):
        knock(f"nobody{number}@throughline.example", clock=clock, address=f"198.51.100.{number}")
    assert db.session.scalars(select(Alert.kind)).all() == [AlertKind.SIGN_IN_SURGE]
    events = db.session.scalars(select(AuditEvent.action).where(AuditEvent.outcome == "alert")).all()
    assert events == ["alert:sign_in_surge"]
    assert knock(user.email, PASSWORD, clock=clock)
    client.sign_in(make_user(Role.ADMINISTRATOR))
    assert "Somebody may be guessing passwords" in client.page("/administration/people").get_text()
    clock.move(days=8)
    client.sign_in(make_user(Role.ADMINISTRATOR))
    assert "Somebody may be guessing passwords" not in client.page("/administration/people").get_text()


def test_rate_1_an_administrator_closes_the_alert_with_what_they_found(client, clock):
    alerts.sign_in_surge(1000, within=timedelta(minutes=5), at=clock.at)
    row = db.session.scalars(select(Alert)).one()
    path = f"/administration/notices/{row.id}/close"
    client.sign_in(make_user(Role.SUPERVISOR))
    assert client.get(path).status_code == 404
    administrator = make_user(Role.ADMINISTRATOR)
    client.sign_in(administrator)
    assert client.page("/administration/people").select_one(f"a[href='{path}']")
    assert client.submit(path, {"reason": ""}).status_code == 422
    assert client.submit(path, {"reason": "A broken robot of ours."}).status_code == 303
    assert "Somebody may be guessing passwords" not in client.page("/administration/people").get_text()
    db.session.expire_all()
    assert (row.closed_reason, row.closed_by_id, row.closed_at) == (
        "A broken robot of ours.",
        administrator.id,
        clock.at,
    )
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "alert:sign_in_surge_closed")).one()
    assert event.actor_id == administrator.id
    assert client.get(path).status_code == 404
    clock.move(minutes=6)
    alerts.sign_in_surge(1000, within=timedelta(minutes=5), at=clock.at)
    assert "Somebody may be guessing passwords" in client.page("/administration/people").get_text()


def test_rate_1_the_limit_of_all_is_a_thousand_in_five_minutes():
    assert (limits.SIGN_IN_ALL.tries, limits.SIGN_IN_ALL.window) == (1000, timedelta(minutes=5))
    assert (limits.SIGN_IN_ACCOUNT.tries, limits.SIGN_IN_ACCOUNT.window) == (5, timedelta(minutes=15))
    assert (limits.SIGN_IN_ADDRESS.tries, limits.SIGN_IN_ADDRESS.window) == (20, timedelta(minutes=15))
