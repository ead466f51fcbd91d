"""What came after charge, what was asked to be reviewed, dated events and contacts of an imported case."""

from app.database.session import db
from app.models.outcome import (
    Hearing,
    HearingAllegation,
    PleaRow,
    Sentence,
    VerdictRow,
    VrrAllegation,
    VrrRequest,
)
from app.models.victim import Contact, ContactEvent, DatedEvent
from app.services.case_import.rows import Rows
from app.services.people import put


def hearings(rows: Rows) -> None:
    for facts in rows.case.hearings:
        hearing = Hearing(incident_id=rows.incident.id, file_id=facts.hearing_id)
        put(hearing, facts, leave=("hearing_id", "allegation_ids"))
        hearing.allegations = [
            HearingAllegation(allegation_id=rows.allegations[key].id) for key in facts.allegation_ids
        ]
        rows.hearings[facts.hearing_id] = hearing
    db.session.add_all(rows.hearings.values())
    db.session.flush()


def results(rows: Rows) -> None:
    """Pleas, verdicts, sentences, in the order of the file."""
    case = rows.case
    for model, found in ((PleaRow, case.pleas), (VerdictRow, case.verdicts), (Sentence, case.sentences)):
        for facts in found:
            row = model(
                allegation_id=rows.allegations[facts.allegation_id].id, hearing_id=rows.hearings[facts.hearing_id].id
            )
            put(row, facts, leave=("allegation_id", "hearing_id"))
            db.session.add(row)
            db.session.flush()


def review_requests(rows: Rows) -> None:
    for facts in rows.case.vrr_requests:
        request = VrrRequest(
            incident_id=rows.incident.id,
            scheme=facts.scheme,
            victim_person_id=rows.people[facts.victim_person_id].id,
            requested_at=facts.requested_at,
            stage=facts.stage,
            reviewer_id=rows.user(facts.reviewer_id),
            result=facts.result,
        )
        request.allegations = [VrrAllegation(allegation_id=rows.allegations[key].id) for key in facts.allegation_ids]
        db.session.add(request)
        db.session.flush()


def events(rows: Rows) -> None:
    for facts in rows.case.events:
        rows.events[facts.event_id] = DatedEvent(
            incident_id=rows.incident.id,
            file_id=facts.event_id,
            kind=facts.kind,
            at=facts.at,
            person_id=rows.person(facts.person_id),
            allegation_id=None if facts.allegation_id is None else rows.allegations[facts.allegation_id].id,
            note=facts.note,
        )
    db.session.add_all(rows.events.values())
    db.session.flush()


def contacts(rows: Rows) -> None:
    for facts in rows.case.contacts:
        contact = Contact(
            incident_id=rows.incident.id,
            victim=rows.victims[facts.victim_person_id],
            at=facts.at,
            channel=facts.channel,
            by_id=rows.user(facts.by),
            outcome=facts.outcome,
        )
        contact.note = facts.note
        contact.told = [ContactEvent(event_id=rows.events[key].id) for key in facts.answers_event_ids]
        db.session.add(contact)
        db.session.flush()
