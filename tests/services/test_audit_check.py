"""`audit verify` finds each tampering of the table in its own way, and says when it cannot tell."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.database import audit
from app.database.atomic import atomic
from app.database.session import db
from app.domain.audit_chain import AuditKind
from app.services.audit_check import CANNOT_TELL, CLEAN, TAMPERED, Verdict, verify

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@atomic
def act(number: int, *, at: datetime | None = None, kind: AuditKind = AuditKind.CONSULTATION, about: str = "x") -> None:
    audit.note(
        audit.Note(
            action=f"act {number}", kind=kind, at=at or NOW + timedelta(minutes=number), actor_role="officer",
            object_type="audit_event", object_id=about, detail={"read": number} if number % 2 else None,
        )
    )  # fmt: skip


@pytest.fixture
def chain(database: str) -> Iterator[str]:
    for number in range(1, 7):
        act(number)
    if database == "sqlite":  # somebody with the file in hand is not stopped by a trigger
        for name in db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            db.session.execute(text(f"DROP TRIGGER {name}"))
        db.session.execute(text("PRAGMA foreign_keys=OFF"))
        db.session.commit()
        db.session.execute(text("PRAGMA foreign_keys=OFF"))
    else:
        db.session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
        db.session.commit()
    yield database


def checked(app: Flask, **since: int) -> Verdict:
    db.session.expire_all()
    return verify(app.extensions["settings"].keys.audit, **since)


def run(*statements: str) -> None:
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()


def test_a_chain_that_nobody_touched_is_whole(app: Flask, chain: str) -> None:
    assert checked(app) == Verdict(CLEAN, 6, (), ())
    assert checked(app, since=4) == Verdict(CLEAN, 2, (), ())
    assert checked(app, since=99).result == CANNOT_TELL


LAST_TWO = "SELECT event_id FROM audit_event WHERE seq > 4"
TAMPERINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "change a column": (("UPDATE audit_event SET actor_role = 'analyst' WHERE seq = 3",), "Event 3 was changed"),
    "change the time": (("UPDATE audit_event SET at = 'never' WHERE seq = 3",), "Event 3 was changed"),
    "change who": (("UPDATE audit_event SET actor_id = 1 WHERE seq = 2",), "Event 2 was changed"),
    "delete in the middle": (("DELETE FROM audit_detail WHERE event_id IN (SELECT event_id FROM audit_event"
                              " WHERE seq = 3)", "DELETE FROM audit_event WHERE seq = 3"), "Event 3 is missing"),
    "swap two": (("UPDATE audit_event SET seq = 99 WHERE seq = 2", "UPDATE audit_event SET seq = 2 WHERE seq = 4",
                  "UPDATE audit_event SET seq = 4 WHERE seq = 99"), "does not link"),
    "renumber": (("UPDATE audit_event SET seq = 8 WHERE seq = 6",), "Event 6 is missing"),
    "rewrite a hash": (("UPDATE audit_event SET hash = 'f00d' WHERE seq = 5",), "Event 5 was changed"),
    "delete the newest": ((f"DELETE FROM audit_detail WHERE event_id IN ({LAST_TWO})",
                           "DELETE FROM audit_event WHERE seq > 4"), "The head names event 6, the last event is 4"),
    "change a detail": (("UPDATE audit_detail SET body = '{\"read\": 7}' WHERE event_id IN (SELECT event_id FROM"
                         " audit_event WHERE seq = 3)",), "Event 3: its detail was changed"),
    "delete a detail": (("DELETE FROM audit_detail WHERE event_id IN (SELECT event_id FROM audit_event"
                         " WHERE seq = 3)",), "Event 3: its detail is gone"),
    "lose the head": (("DELETE FROM audit_head",), "The head of the chain is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_is_found(app: Flask, chain: str, name: str) -> None:
    statements, says = TAMPERINGS[name]
    run(*statements)
    found = checked(app)
    assert found.result == TAMPERED
    assert any(says in line for line in found.findings), found.findings


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_changed_event_is_found_on_the_other_database(app: Flask, chain: str) -> None:
    assert checked(app).result == CLEAN
    run("UPDATE audit_event SET actor_role = 'analyst' WHERE seq = 3")
    assert checked(app).findings == ("Event 3 was changed.",)


def test_an_erasure_that_was_recorded_is_no_tampering(app: Flask, chain: str) -> None:
    event_id = db.session.scalar(text("SELECT event_id FROM audit_event WHERE seq = 3"))
    run(f"DELETE FROM audit_detail WHERE event_id = '{event_id}'")
    act(8, kind=AuditKind.ERASURE, about=event_id)
    assert checked(app).result == CLEAN


def test_a_clock_set_back_is_reported_and_is_no_tampering(app: Flask, chain: str) -> None:
    act(8, at=NOW - timedelta(hours=1))
    found = checked(app)
    assert found.result == CLEAN
    assert "the clock was set back" in found.remarks[0]


def test_without_the_key_nobody_can_tell(chain: str) -> None:
    assert verify({}).result == CANNOT_TELL
