"""No audit, no view: every page that is shown was recorded first (AUD-1 to AUD-4)."""

import pytest
from flask import Response
from sqlalchemy import select, text

from app.database.session import db
from app.models.audit import AuditDetail, AuditEvent
from app.models.session import UserSession
from app.services import consultation
from app.web import reading
from tests.factories import make_user

pytestmark = pytest.mark.both


def events() -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq)))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_aud_3_each_request_is_one_consultation(client, clock, method):
    user = make_user()
    client.sign_in(user)
    for _ in range(3):
        client.open("/account/drafts", method=method, headers={"If-Modified-Since": "Mon, 23 Nov 2026 11:00:00 GMT"})
    found = events()
    assert [event.action for event in found] == ["page:account.drafts"] * 3
    assert {(event.kind, event.actor_id, event.actor_role) for event in found} == {("consultation", user.id, "officer")}


def test_aud_2_what_cannot_be_recorded_is_not_shown(client, clock, monkeypatch):
    client.sign_in(make_user(name="Robin Tarn"))

    def fail(*args, **kwargs) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(consultation.audit, "append_noted", fail)
    monkeypatch.setattr("app.database.atomic.audit.append_noted", fail)
    response = client.get("/account/drafts")
    assert response.status_code == 503
    assert "Your drafts" not in response.text and "tbody" not in response.text
    assert not events()


def test_aud_2_a_change_that_cannot_be_recorded_is_not_made(client, clock, monkeypatch):
    user = make_user()
    client.sign_in(user)
    form = client.page("/account/password").select_one("main form")
    from tests.factories import PASSWORD
    from tests.inspection import filled

    def fail(*args, **kwargs) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("app.database.atomic.audit.append_noted", fail)
    data = filled(form) | {"current": PASSWORD, "new": "eleven brown buckets roll"}
    before = user.password_hash
    assert client.post("/account/password", data=data).status_code == 500
    db.session.refresh(user)
    assert user.password_hash == before


def test_aud_4_a_list_records_what_it_showed_in_the_erasable_part(app, client, clock, monkeypatch):
    client.sign_in(make_user())
    view = app.view_functions["account.drafts"]

    def listing() -> Response:
        reading.listing("incident", ["HC-26-AAAAAAA1", "HC-26-BBBBBBB2"], terms="canary words")
        return Response("shown", mimetype="text/plain")

    from app.web.access import signed_in

    monkeypatch.setitem(app.view_functions, "account.drafts", signed_in(listing))
    assert client.get("/account/drafts").text == "shown"
    event = events()[-1]
    detail = db.session.get(AuditDetail, event.event_id)
    assert detail.body == {"shown": "incident", "ids": ["HC-26-AAAAAAA1", "HC-26-BBBBBBB2"], "terms": "canary words"}
    columns = [str(getattr(event, column.key)) for column in AuditEvent.__table__.columns]
    assert "canary" not in " ".join(columns)
    assert view is not None


def test_aud_1_a_refusal_is_recorded(client, clock):
    client.sign_in(make_user())
    client.get("/nowhere")
    assert [(event.kind, event.outcome) for event in events()] == [("refusal", "NotFound")]


def test_sess_3_the_session_is_touched_at_most_once_a_minute(client, clock):
    client.sign_in(make_user())
    began = clock.at
    for _ in range(5):
        client.get("/account/drafts")
        clock.move(seconds=10)
    assert db.session.scalars(select(UserSession.last_seen_at)).one() == began
    clock.move(seconds=20)
    client.get("/account/drafts")
    assert db.session.scalars(select(UserSession.last_seen_at)).one() == clock.at


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET outcome = 'x'", "DELETE FROM audit_event"])
def test_aud_7_events_cannot_be_changed_through_the_application(client, clock, database, statement):
    client.sign_in(make_user())
    client.get("/account/drafts")
    with pytest.raises(Exception, match=r"audit|append"), db.session.begin_nested():
        db.session.execute(text(statement))
    db.session.rollback()
    assert [event.outcome for event in events()] == ["done"]
