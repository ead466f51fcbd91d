"""Gather one case: a fixed number of statements, whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from app.database.session import db
from app.domain.case_file import CaseFile, Source
from app.domain.case_file import incident as facts
from app.domain.case_file.report import PoliceReport
from app.domain.communication import with_communication
from app.domain.vocabulary import AttributionMethod, Strand
from app.models.incident import Incident, IncidentStrand, LinkedInvestigation, OnlineConduct, OtherReference, Perception
from app.models.suspect import Suspect
from app.queries.case_file import court, kept, material, offences, people, referrals
from app.queries.case_file.ids import Ids, load_sources, load_staff, staff_list
from app.queries.preserved import days_of

OUR_SYSTEM = "Throughline"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of a case and the row ids behind their file ids."""

    case: CaseFile
    ids: Ids


def gather(incident: Incident, *, restricted: bool = False) -> Gathered:
    """The facts of a case; with `restricted` also what no paper shows (contacts, needs, notes, address): for export."""
    ids, number = Ids(), incident.id
    staff = load_staff(number, ids)
    officer, supervisor = ids.named_user(incident.oic_id), ids.user(incident.supervisor_id)
    persons = people.load_people(number, ids)
    suspects = people.load_suspects(number, ids)
    papers = _papers(number, ids)
    load_sources(number, ids)
    alleged = _alleged(number, suspects, ids)
    after_charge = _after_charge(number, suspects, ids, restricted=restricted)
    gathered = CaseFile(
        source=source_of(incident),
        urn=incident.urn,
        incident=_incident(incident, ids, restricted=restricted),
        hate_strands=strands_of(number),
        perceived_by=_perceptions(number),
        hostility_items=material.hostility_facts(number, ids),
        no_hostility_found_reason=incident.no_hostility_found_reason,
        oic_id=officer,
        supervisor_id=supervisor,
        people=tuple(people.person_facts(row) for row in persons),
        person_contacts=people.contact_facts(number) if restricted else (),
        victims=people.load_victims(number, ids, restricted=restricted),
        suspects=tuple(people.suspect_facts(row, ids) for row in suspects),
        media_answers=material.media_facts(number),
        lines_of_inquiry=material.line_facts(number),
        disclosure=material.disclosure_facts(number),
        police_report=_report_text(number, ids),
        referrals=referrals.referral_facts(number, ids),
        staff=staff_list(staff, ids),
        **papers,
        **alleged,
        **after_charge,
    )
    return Gathered(with_communication(gathered), ids)


def _papers(number: int, ids: Ids) -> dict[str, Any]:
    """Statements, evidence and documents point to each other: all rows first, then the facts."""
    statements = material.load_statements(number, ids)
    items = material.load_evidence(number, ids)
    documents = material.load_documents(number, ids)
    return {
        "statements": tuple(material.statement_facts(row, ids) for row in statements),
        "evidence_items": tuple(material.evidence_facts(row, ids) for row in items),
        "documents": tuple(material.document_facts(row, ids) for row in documents),
    }


def _report_text(number: int, ids: Ids) -> PoliceReport | None:
    row = material.load_report(number)
    return None if row is None else material.report_facts(row, ids)


def _alleged(number: int, suspects: Sequence[Suspect], ids: Ids) -> dict[str, Any]:
    """Recorded crimes and allegations."""
    crimes = {row.id: row for row in offences.load_crimes(number)}
    of_suspect = {row.id: ids.people[row.person_id] for row in suspects}
    rows = offences.load_allegations(number, ids)
    return {
        "crimes": tuple(offences.crime_facts(row, ids) for row in crimes.values()),
        "allegations": tuple(
            offences.allegation_facts(row, ids, suspect=of_suspect[row.suspect_id], crime=crimes[row.crime_id])
            for row in rows
        ),
    }


def _after_charge(number: int, suspects: Sequence[Suspect], ids: Ids, *, restricted: bool) -> dict[str, Any]:
    """Court, reviews asked for, events, contacts, and what is kept for clocks."""
    hearings = court.hearing_facts(number, ids)
    events = court.load_events(number, ids)
    return {
        "hearings": hearings,
        "pleas": court.plea_facts(number, ids),
        "verdicts": court.verdict_facts(number, ids),
        "sentences": court.sentence_facts(number, ids),
        "vrr_requests": court.review_request_facts(number, ids),
        "events": court.event_facts(events, ids),
        "kept": kept.kept_facts(suspects, events, ids, days=days_of(number)),
        "contacts": court.contact_log_facts(number, ids, people.victim_files(number, ids), restricted=restricted),
    }


def source_of(incident: Incident) -> Source:
    """Who sent the record; a case that began here is its own source."""
    return Source(
        system=incident.source_system or OUR_SYSTEM,
        record_id=incident.source_record_id or incident.reference,
        exported_at=incident.source_exported_at or incident.created_at,
    )


def strands_of(incident_id: int) -> tuple[Strand, ...]:
    rows = db.session.scalars(
        select(IncidentStrand.strand).where(IncidentStrand.incident_id == incident_id).order_by(IncidentStrand.id)
    )
    return tuple(dict.fromkeys(rows))


def _perceptions(incident_id: int) -> tuple[facts.Perception, ...]:
    rows = db.session.scalars(select(Perception).where(Perception.incident_id == incident_id).order_by(Perception.id))
    return tuple(facts.Perception(by=row.by, basis=row.basis) for row in rows)


def _incident(incident: Incident, ids: Ids, *, restricted: bool) -> facts.IncidentFacts:
    return incident_facts(
        incident,
        others=_other_references(incident.id),
        linked=_linked_investigations(incident.id),
        online=_online(incident.id, ids),
        restricted=restricted,
    )


def incident_facts(
    incident: Incident,
    *,
    others: tuple[facts.OtherReference, ...],
    linked: tuple[facts.LinkedInvestigation, ...],
    online: facts.OnlineFacts | None,
    restricted: bool = False,
) -> facts.IncidentFacts:
    """What stands in the case's own row, with what was loaded beside it."""
    return facts.IncidentFacts(
        force_ref=incident.force_ref or incident.reference,
        reported_at=incident.reported_at,
        reported_by_role=incident.reported_by_role,
        channel=incident.channel,
        crime_decision=incident.crime_decision,
        non_crime_reason=incident.non_crime_reason,
        occurred_from=incident.occurred_from,
        occurred_to=incident.occurred_to,
        narrative=incident.narrative,
        is_protest=incident.is_protest,
        is_domestic_abuse=incident.is_domestic_abuse,
        community_tension=incident.community_tension,
        other_refs=others,
        linked_investigations=linked,
        location=facts.Place(
            kind=incident.location_kind,
            description=incident.location_description,
            address=incident.address if restricted else None,
            district=incident.district,
        ),
        online=online,
    )


def _other_references(incident_id: int) -> tuple[facts.OtherReference, ...]:
    rows = _rows(OtherReference, incident_id)
    return tuple(facts.OtherReference(organisation=row.organisation, reference=row.reference) for row in rows)


def _linked_investigations(incident_id: int) -> tuple[facts.LinkedInvestigation, ...]:
    rows = _rows(LinkedInvestigation, incident_id)
    return tuple(facts.LinkedInvestigation(reference=row.reference, status=row.status) for row in rows)


T = TypeVar("T", OtherReference, LinkedInvestigation)


def _rows(model: type[T], incident_id: int) -> list[T]:
    return list(db.session.scalars(select(model).where(model.incident_id == incident_id).order_by(model.id)))


def _online(incident_id: int, ids: Ids) -> facts.OnlineFacts | None:
    row = db.session.scalars(select(OnlineConduct).where(OnlineConduct.incident_id == incident_id)).one_or_none()
    if row is None:
        return None
    return facts.OnlineFacts(
        platform=row.platform,
        url=row.url,
        account_handle=row.account_handle,
        display_name=row.display_name,
        posted_at=row.posted_at,
        captured_at=row.captured_at,
        capture_source_ids=ids.sources_of("capture", row.id),
        attribution_methods=tuple(AttributionMethod(word) for word in row.attribution_methods),
        attribution_source_ids=ids.sources_of("attribution", row.id),
    )
