"""ENC-2: what leads to a person's door is not in the database file; AUD-6: what an event held of a person can go."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text

from app.database import audit
from app.database.atomic import atomic
from app.database.session import db
from app.domain.audit_chain import AuditKind
from app.models.audit import AuditDetail, AuditEvent
from app.models.people import PersonCharacteristics, PersonContact
from app.services import people, safe_contact
from app.services.audit_check import CLEAN, verify
from app.services.demo import later_acts
from tests.stories import begin, tell

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CANARY = "qzx7canary"


def everything(app: Flask) -> bytes:
    """Every byte of the database file, after all pages that were given up are gone."""
    db.session.commit()
    path = Path(db.session.execute(text("PRAGMA database_list")).one()[2])
    db.session.remove()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def test_enc_2_what_leads_to_a_door_is_not_in_the_file(app: Flask, database: str) -> None:
    story = tell(later_acts.ready, begin())
    card = people.ContactCard(
        address=f"1 {CANARY} Road",
        postcode=f"{CANARY} 1AA",
        phones=(f"{CANARY} 123",),
        emails=(f"{CANARY}@post.example",),
        safe_channels=("text",),
        unsafe_channels=("letter",),
        voicemail_allowed=False,
        note=f"Ask for {CANARY}",
    )
    safe_contact.put_contact(story.victim, card, actor=story.officer, at=story.later(minutes=5))
    db.session.add(PersonCharacteristics(person=story.victim, told={"religion": CANARY}))
    story.incident.address = f"Flat 2, {CANARY} House"
    story.incident.coordinates = [51.123456789, -1.987654321]
    story.incident.location_description = "the visiblecanary bridge"
    bytes_on_disk = everything(app)
    assert b"visiblecanary" in bytes_on_disk  # the place itself is searched, so the search below would find words
    assert CANARY.encode() not in bytes_on_disk
    assert b"51.123456789" not in bytes_on_disk
    assert db.session.scalars(select(PersonContact)).one().note == card.note  # and who may know it reads it


@atomic
def erased() -> None:
    """As the erasure verb of a record will do: the detail goes, and an event says that it went."""
    row = db.session.scalars(select(AuditDetail)).one()
    db.session.delete(row)
    audit.note(
        audit.Note(
            action="erase", kind=AuditKind.ERASURE, at=NOW, actor_role="administrator", object_type="audit_event",
            object_id=row.event_id,
        )
    )  # fmt: skip


@atomic
def searched() -> None:
    audit.note(
        audit.Note(
            action="cases.find", kind=AuditKind.CONSULTATION, at=NOW, actor_role="officer", detail={"words": CANARY}
        )
    )


def test_aud_6_erasing_what_an_event_held_leaves_the_chain_whole(app: Flask, database: str) -> None:
    searched()
    columns = [list(row) for row in db.session.execute(select(*AuditEvent.__table__.columns))]
    assert CANARY not in json.dumps(columns, default=str)
    assert CANARY.encode() in everything(app)
    erased()
    assert CANARY.encode() not in everything(app)
    assert verify(app.extensions["settings"].keys.audit).result == CLEAN
