"""Recorded crimes and allegations of a case, as facts."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.case_file import allegations as facts
from app.domain.vocabulary import IdentificationMethod, Strand
from app.models.allegation import Allegation, Crime
from app.queries.case_file.ids import Ids, in_order, number_of


def load_crimes(incident_id: int) -> list[Crime]:
    return list(
        db.session.scalars(
            select(Crime)
            .where(Crime.incident_id == incident_id)
            .options(joinedload(Crime.victims), joinedload(Crime.strands))
            .order_by(Crime.id)
        ).unique()
    )


def crime_facts(row: Crime, ids: Ids) -> facts.CrimeFacts:
    return facts.CrimeFacts(
        crime_number=row.crime_number,
        recorded_at=row.recorded_at,
        offence_type_key=row.offence_type_key,
        victim_person_ids=tuple(sorted((ids.people[victim.person_id] for victim in row.victims), key=number_of)),
        has_no_victim=row.has_no_victim or None,
        hate_strands=tuple(item.strand for item in row.strands) if row.own_strands else None,
        ho_outcome_code=row.ho_outcome_code,
        outcome_date=row.outcome_date,
        cancelled_reason=row.cancelled_reason,
    )


def load_allegations(incident_id: int, ids: Ids, *, proof: bool = True) -> list[Allegation]:
    """`proof`: with the points to prove."""
    found = (
        select(Allegation)
        .where(Allegation.incident_id == incident_id)
        .options(joinedload(Allegation.acts), joinedload(Allegation.knowledge))
    )
    rows = in_order(db.session.scalars(found.options(selectinload(Allegation.elements)) if proof else found).unique())
    ids.allegations.update({row.id: row.file_id for row in rows})
    return rows


def allegation_facts(
    row: Allegation, ids: Ids, *, suspect: str, crime: Crime, elements: tuple[facts.Element, ...] | None = None
) -> facts.AllegationFacts:
    """`elements` takes the place of the points to prove where they were not loaded."""
    return facts.AllegationFacts(
        allegation_id=row.file_id,
        suspect_person_id=suspect,
        crime_number=crime.crime_number,
        offence_type_key=row.offence_type_key,
        wording=row.wording,
        offence_from=row.offence_from,
        offence_to=row.offence_to,
        charging_authority=row.charging_authority,
        status=row.status.value,
        hostility_strands=tuple(Strand(word) for word in row.hostility_strands or ()),
        alternative_to=None if row.alternative_to_id is None else ids.allegations[row.alternative_to_id],
        venue_view=row.venue_view,
        elements=_elements(row, ids) if elements is None else elements,
        identification_methods=tuple(IdentificationMethod(word) for word in row.identification_methods),
        is_online=row.is_online,
        echr_note=row.echr_note,
        damage=None
        if row.damage_owner is None or row.damage_cost_gbp is None
        else facts.DamageFacts(owner=row.damage_owner, repair_cost_gbp=float(row.damage_cost_gbp)),
        acts=tuple(
            facts.Act(on=item.on, text=item.text, source_ids=ids.sources_of("act", item.id)) for item in row.acts
        ),
        prosecution_consent=_consent(row),
        prosecutor_knowledge=tuple(
            facts.KnowledgeReview(
                reviewed_on=item.reviewed_on,
                prosecutor_id=ids.named_user(item.prosecutor_id),
                sufficient_evidence=item.sufficient_evidence,
                certificate_signed_on=item.certificate_signed_on,
            )
            for item in row.knowledge
        ),
        domestic_abuse_first_statement_on=row.domestic_abuse_first_statement_on,
        charged=_charge(row),
    )


def _elements(row: Allegation, ids: Ids) -> tuple[facts.Element, ...]:
    return tuple(
        facts.Element(kind=item.kind, text=item.text, source_ids=ids.sources_of("element", item.id))
        for item in row.elements
    )


def _consent(row: Allegation) -> facts.ConsentFacts | None:
    if row.consent_type is None:
        return None
    return facts.ConsentFacts(
        consent_type=row.consent_type,
        requested_at=row.consent_requested_at,
        granted_at=row.consent_granted_at,
        granted_by=row.consent_granted_by,
    )


def _charge(row: Allegation) -> facts.ChargeFacts | None:
    if row.charged_method is None or row.charged_at is None:
        return None
    return facts.ChargeFacts(
        method=row.charged_method,
        issued_at=row.charged_at,
        bailed=row.charged_bailed,
        police_charge_grounds=row.police_charge_grounds,
    )
