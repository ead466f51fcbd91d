"""Hearings, pleas, verdicts, sentences, reviews asked for, events and contacts, as facts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.database.session import db
from app.domain.case_file import court as facts
from app.domain.case_file import events
from app.models.allegation import Allegation
from app.models.outcome import Hearing, PleaRow, Sentence, VerdictRow, VrrRequest
from app.models.victim import Contact, DatedEvent
from app.queries.case_file.ids import Ids, in_order, number_of


def hearing_facts(incident_id: int, ids: Ids) -> tuple[facts.HearingFacts, ...]:
    rows = in_order(
        db.session.scalars(
            select(Hearing).where(Hearing.incident_id == incident_id).options(selectinload(Hearing.allegations))
        )
    )
    ids.hearings.update({row.id: row.file_id for row in rows})
    return tuple(
        facts.HearingFacts(
            hearing_id=row.file_id,
            court=row.court,
            court_kind=row.court_kind,
            listed_at=row.listed_at,
            hearing_type=row.hearing_type,
            result=row.result,
            allegation_ids=tuple(ids.allegations[item.allegation_id] for item in row.allegations),
        )
        for row in rows
    )


def _of_case(model: Any, incident_id: int) -> Select[Any]:
    """Rows that hang on an allegation of this case."""
    return (
        select(model)
        .join(Allegation, Allegation.id == model.allegation_id)
        .where(Allegation.incident_id == incident_id)
        .order_by(model.id)
    )


def plea_facts(incident_id: int, ids: Ids) -> tuple[facts.PleaFacts, ...]:
    return tuple(
        facts.PleaFacts(
            allegation_id=ids.allegations[row.allegation_id],
            hearing_id=ids.hearings[row.hearing_id],
            plea=row.plea,
            entered_on=row.entered_on,
        )
        for row in db.session.scalars(_of_case(PleaRow, incident_id))
    )


def verdict_facts(incident_id: int, ids: Ids) -> tuple[facts.VerdictFacts, ...]:
    return tuple(
        facts.VerdictFacts(
            allegation_id=ids.allegations[row.allegation_id],
            hearing_id=ids.hearings[row.hearing_id],
            verdict=row.verdict,
            given_on=row.given_on,
        )
        for row in db.session.scalars(_of_case(VerdictRow, incident_id))
    )


def sentence_facts(incident_id: int, ids: Ids) -> tuple[facts.SentenceFacts, ...]:
    return tuple(
        facts.SentenceFacts(
            allegation_id=ids.allegations[row.allegation_id],
            hearing_id=ids.hearings[row.hearing_id],
            sentenced_on=row.sentenced_on,
            type=row.type,
            length=row.length,
            uplift_sought=row.uplift_sought,
            uplift_basis=row.uplift_basis,
            strand=row.strand,
            court_found_hostility=row.court_found_hostility,
            uplift_announced=row.uplift_announced,
            sentence_before_uplift=row.sentence_before_uplift,
            sentence_after_uplift=row.sentence_after_uplift,
            reason_not_applied=row.reason_not_applied,
            recorded_on_hrs=row.recorded_on_hrs,
            announced_in_open_court_at=row.announced_in_open_court_at,
        )
        for row in db.session.scalars(_of_case(Sentence, incident_id))
    )


def review_request_facts(incident_id: int, ids: Ids) -> tuple[facts.ReviewRequestFacts, ...]:
    rows = db.session.scalars(
        select(VrrRequest)
        .where(VrrRequest.incident_id == incident_id)
        .options(selectinload(VrrRequest.allegations))
        .order_by(VrrRequest.id)
    )
    return tuple(
        facts.ReviewRequestFacts(
            scheme=row.scheme,
            victim_person_id=ids.people[row.victim_person_id],
            requested_at=row.requested_at,
            stage=row.stage,
            allegation_ids=tuple(ids.allegations[item.allegation_id] for item in row.allegations),
            reviewer_id=ids.user(row.reviewer_id),
            result=row.result,
        )
        for row in rows
    )


def load_events(incident_id: int, ids: Ids) -> list[DatedEvent]:
    rows = in_order(db.session.scalars(select(DatedEvent).where(DatedEvent.incident_id == incident_id)))
    ids.events.update({row.id: row.file_id for row in rows})
    return rows


def event_facts(rows: Sequence[DatedEvent], ids: Ids) -> tuple[events.EventFacts, ...]:
    return tuple(
        events.EventFacts(
            event_id=row.file_id,
            kind=row.kind,
            at=row.at,
            person_id=ids.person(row.person_id),
            allegation_id=None if row.allegation_id is None else ids.allegations[row.allegation_id],
            note=row.note,
        )
        for row in rows
    )


def contact_log_facts(
    incident_id: int, ids: Ids, victims: dict[int, str], *, restricted: bool
) -> tuple[events.ContactFacts, ...]:
    rows = db.session.scalars(
        select(Contact)
        .where(Contact.incident_id == incident_id)
        .options(selectinload(Contact.told))
        .order_by(Contact.at, Contact.id)
    )
    return tuple(
        events.ContactFacts(
            at=row.at,
            victim_person_id=victims[row.victim_id],
            channel=row.channel,
            by=ids.user(row.by_id),
            outcome=row.outcome,
            answers_event_ids=tuple(sorted((ids.events[item.event_id] for item in row.told), key=number_of)),
            note=row.note if restricted else None,
        )
        for row in rows
    )
