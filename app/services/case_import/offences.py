"""Recorded crimes and allegations of an imported case. Points to prove are kept as the file gives them."""

from decimal import Decimal

from app.database.session import db
from app.domain.case_file.allegations import AllegationFacts, CrimeFacts
from app.domain.offences import points_to_prove
from app.domain.stages import Status
from app.models.allegation import Act, Allegation, Crime, CrimeStrand, CrimeVictim, Element, ProsecutorKnowledge
from app.services import progress
from app.services.case_import.rows import Rows
from app.services.case_import.statuses import interrupted_by_warrant, status_of_crime


def crimes(rows: Rows) -> None:
    for facts in rows.case.crimes:
        crime = _crime(rows, facts)
        rows.crimes[facts.crime_number] = crime
        db.session.add(crime)
        db.session.flush()


def _crime(rows: Rows, facts: CrimeFacts) -> Crime:
    crime = Crime(
        incident_id=rows.incident.id,
        crime_number=facts.crime_number,
        recorded_at=facts.recorded_at,
        offence_type_key=facts.offence_type_key,
        has_no_victim=bool(facts.has_no_victim),
        own_strands=facts.hate_strands is not None,
        ho_outcome_code=facts.ho_outcome_code,
        outcome_date=facts.outcome_date,
        cancelled_reason=facts.cancelled_reason,
    )
    crime.victims = [CrimeVictim(person_id=rows.people[one].id) for one in facts.victim_person_ids]
    crime.strands = [CrimeStrand(strand=strand) for strand in facts.hate_strands or ()]
    alleged = any(one.crime_number == facts.crime_number for one in rows.case.allegations)
    progress.place(crime, status_of_crime(facts, alleged=alleged))
    return crime


ALLEGATION_WORDS = (
    "offence_type_key", "wording", "offence_from", "offence_to", "charging_authority", "venue_view", "is_online",
    "echr_note", "domestic_abuse_first_statement_on",
)  # fmt: skip


def allegations(rows: Rows) -> None:
    for facts in rows.case.allegations:
        allegation = _allegation(rows, facts)
        rows.allegations[facts.allegation_id] = allegation
        db.session.add(allegation)
        db.session.flush()
        for element, point in zip(allegation.elements, facts.elements, strict=True):
            rows.link("element", element.id, point.source_ids)
        for act, one in zip(allegation.acts, facts.acts, strict=True):
            rows.link("act", act.id, one.source_ids)
    for facts in rows.case.allegations:
        if facts.alternative_to:
            rows.allegations[facts.allegation_id].alternative_to_id = rows.allegations[facts.alternative_to].id
    db.session.flush()


def _allegation(rows: Rows, facts: AllegationFacts) -> Allegation:
    allegation = Allegation(
        incident_id=rows.incident.id,
        file_id=facts.allegation_id,
        suspect_id=rows.suspects[facts.suspect_person_id].id,
        crime_id=rows.crimes[facts.crime_number].id,
        hostility_strands=tuple(strand.value for strand in facts.hostility_strands),
        identification_methods=tuple(method.value for method in facts.identification_methods),
    )
    for name in ALLEGATION_WORDS:
        setattr(allegation, name, getattr(facts, name))
    allegation.elements = _elements(facts)
    allegation.acts = [Act(on=one.on, text=one.text) for one in facts.acts]
    allegation.knowledge = [
        ProsecutorKnowledge(
            reviewed_on=one.reviewed_on,
            prosecutor_id=rows.user(one.prosecutor_id),
            sufficient_evidence=one.sufficient_evidence,
            certificate_signed_on=one.certificate_signed_on,
        )
        for one in facts.prosecutor_knowledge
    ]
    _put_parts(allegation, facts)
    status = Status(facts.status)
    found = interrupted_by_warrant(rows.case, facts) if status is Status.WARRANT_ISSUED else None
    progress.place(allegation, status, interrupted=found)
    return allegation


def _elements(facts: AllegationFacts) -> list[Element]:
    """The sender's points, none added and none dropped; one that the catalogue words alike keeps its key."""
    known = {point.text: point.key for point in points_to_prove(facts.offence_type_key)}
    return [
        Element(key=known.get(point.text, f"sent_{number}"), kind=point.kind, text=point.text)
        for number, point in enumerate(facts.elements, start=1)
    ]


def _put_parts(allegation: Allegation, facts: AllegationFacts) -> None:
    if facts.damage:
        allegation.damage_owner = facts.damage.owner
        allegation.damage_cost_gbp = Decimal(str(facts.damage.repair_cost_gbp))
    consent = facts.prosecution_consent
    if consent:
        allegation.consent_type, allegation.consent_requested_at = consent.consent_type, consent.requested_at
        allegation.consent_granted_at, allegation.consent_granted_by = consent.granted_at, consent.granted_by
    if facts.charged:
        allegation.charged_method, allegation.charged_at = facts.charged.method, facts.charged.issued_at
        allegation.charged_bailed = facts.charged.bailed
        allegation.police_charge_grounds = facts.charged.police_charge_grounds
