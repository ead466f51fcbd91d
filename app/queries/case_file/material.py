"""Evidence, statements, documents, inquiries, disclosure answers and the report's text, as facts."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database.session import db
from app.domain.case_file import incident as hostility
from app.domain.case_file import material as facts
from app.domain.case_file import report
from app.domain.vocabulary import Bundle, ItemStanding
from app.models.material import (
    CaseDocument,
    DisclosureAnswers,
    EvidenceItem,
    FileReference,
    HostilityItem,
    LineOfInquiry,
    MediaAnswerRow,
    Statement,
)
from app.models.report_text import PoliceReport
from app.queries.case_file.ids import Ids, in_order


def load_evidence(incident_id: int, ids: Ids, *, with_times: bool = True) -> list[EvidenceItem]:
    """The items that count. `with_times`: with the stretches of recordings that matter."""
    found = select(EvidenceItem).where(
        EvidenceItem.incident_id == incident_id, EvidenceItem.standing == ItemStanding.COUNTS
    )
    rows = in_order(db.session.scalars(found.options(selectinload(EvidenceItem.key_times)) if with_times else found))
    ids.evidence.update({row.id: row.file_id for row in rows})
    return rows


def evidence_facts(
    row: EvidenceItem, ids: Ids, *, key_times: tuple[facts.KeyTime, ...] | None = None
) -> facts.EvidenceFacts:
    """`key_times` takes the place of the stretches that matter where they were not loaded."""
    return facts.EvidenceFacts(
        evidence_id=row.file_id,
        exhibit_ref=row.exhibit_ref,
        kind=row.kind,
        description=row.description,
        is_core_evidence=row.is_core_evidence,
        usage=row.usage,
        is_sensitive=row.is_sensitive,
        schedule=row.schedule,
        item_no=row.item_no,
        disclosure_decision=row.disclosure_decision,
        availability=row.availability,
        due_on=row.due_on,
        produced_by=ids.person(row.produced_by_id),
        obtained_at=row.obtained_at,
        media_minutes=row.media_minutes,
        key_times=_key_times(row) if key_times is None else key_times,
        transcript=row.transcript,
        file=_file(row),
    )


def _key_times(row: EvidenceItem) -> tuple[facts.KeyTime, ...]:
    return tuple(facts.KeyTime(from_=item.starts, to=item.ends, what=item.what) for item in row.key_times)


def _file(row: FileReference) -> facts.FileReference | None:
    if not any((row.file_name, row.file_sha256, row.file_byte_size, row.file_link)):
        return None
    return facts.FileReference(
        file_name=row.file_name, sha256=row.file_sha256, byte_size=row.file_byte_size, link=row.file_link
    )


def load_statements(incident_id: int, ids: Ids) -> list[Statement]:
    rows = in_order(db.session.scalars(select(Statement).where(Statement.incident_id == incident_id)))
    ids.statements.update({row.id: row.file_id for row in rows})
    return rows


def statement_facts(row: Statement, ids: Ids) -> facts.StatementFacts:
    return facts.StatementFacts(
        statement_id=row.file_id,
        person_id=ids.people[row.person_id],
        kind=row.kind,
        made_on=row.made_on,
        taken_by=ids.user(row.taken_by_id),
        signed=row.signed,
        declaration=row.declaration,
        is_draft=row.is_draft,
        is_recorded_interview=row.is_recorded_interview,
        text=row.text,
        back_page_document_id=None if row.back_page_document_id is None else ids.documents[row.back_page_document_id],
    )


def load_documents(incident_id: int, ids: Ids) -> list[CaseDocument]:
    rows = in_order(db.session.scalars(select(CaseDocument).where(CaseDocument.incident_id == incident_id)))
    ids.documents.update({row.id: row.file_id for row in rows})
    return rows


def document_facts(row: CaseDocument, ids: Ids) -> facts.DocumentFacts:
    return facts.DocumentFacts(
        document_id=row.file_id,
        mg_form=row.mg_form,
        title=row.title,
        about_person_id=ids.person(row.about_person_id),
        statement_id=None if row.statement_id is None else ids.statements[row.statement_id],
        version=row.document_version,
        dated_on=row.dated_on,
        bundles=tuple(Bundle(word) for word in row.bundles),
        contains_unredacted_personal_data=row.contains_unredacted_personal_data,
        redaction_status=row.redaction_status,
        redaction_reason=row.redaction_reason,
        decided_by=ids.user(row.decided_by_id),
        file=_file(row),
    )


def hostility_facts(incident_id: int, ids: Ids) -> tuple[hostility.HostilityItem, ...]:
    rows = db.session.scalars(
        select(HostilityItem).where(HostilityItem.incident_id == incident_id).order_by(HostilityItem.id)
    )
    return tuple(
        hostility.HostilityItem(
            strand=row.strand,
            limb=row.limb,
            quote=row.quote,
            translation=row.translation,
            said_by=ids.person(row.said_by_id),
            time_relation=row.time_relation,
            source_document_id=next(iter(ids.sources_of("hostility", row.id)), ""),
        )
        for row in rows
    )


def media_facts(incident_id: int) -> tuple[facts.MediaAnswerFacts, ...]:
    rows = db.session.scalars(
        select(MediaAnswerRow).where(MediaAnswerRow.incident_id == incident_id).order_by(MediaAnswerRow.id)
    )
    return tuple(facts.MediaAnswerFacts(kind=row.kind, answer=row.answer, reason=row.reason) for row in rows)


def line_facts(incident_id: int) -> tuple[facts.LineOfInquiryFacts, ...]:
    rows = db.session.scalars(
        select(LineOfInquiry).where(LineOfInquiry.incident_id == incident_id).order_by(LineOfInquiry.id)
    )
    return tuple(
        facts.LineOfInquiryFacts(
            text=row.text,
            status=row.status,
            points_to=row.points_to,
            result=row.result,
            reason=row.reason,
            target_date=row.target_date,
            impact=row.impact,
            not_pursued_reason=row.not_pursued_reason,
        )
        for row in rows
    )


def disclosure_facts(incident_id: int) -> facts.DisclosureFacts:
    row = db.session.scalars(
        select(DisclosureAnswers)
        .where(DisclosureAnswers.incident_id == incident_id)
        .options(selectinload(DisclosureAnswers.checklist))
    ).one_or_none()
    if row is None:
        return facts.DisclosureFacts(
            undermining_material_answer=None, presumption_checklist=facts.PresumptionChecklist()
        )
    return facts.DisclosureFacts(
        undermining_material_answer=row.undermining_material_answer,
        presumption_checklist=facts.PresumptionChecklist(**{item.category: item.answer for item in row.checklist}),
        sensitive_material_exists=row.sensitive_material_exists,
    )


def load_report(incident_id: int) -> PoliceReport | None:
    return db.session.scalars(
        select(PoliceReport)
        .where(PoliceReport.incident_id == incident_id)
        .options(
            selectinload(PoliceReport.chronology),
            selectinload(PoliceReport.witness_evidence),
            selectinload(PoliceReport.settled_matches),
        )
    ).one_or_none()


def report_facts(row: PoliceReport, ids: Ids) -> report.PoliceReport:
    return report.PoliceReport(
        headline=row.headline,
        chronology=tuple(
            report.ChronologyEntry(at=item.at, text=item.text, source_ids=ids.sources_of("chronology", item.id))
            for item in row.chronology
        ),
        identification=row.identification,
        witness_evidence=tuple(
            report.WitnessEvidence(person_id=ids.people[item.person_id], text=item.text)
            for item in row.witness_evidence
        ),
        exhibits_note=row.exhibits_note,
        injuries_loss_damage=row.injuries_loss_damage,
        interview=row.interview,
        antecedents=row.antecedents,
        victim_impact=row.victim_impact,
        orders_sought=row.orders_sought,
        officer_certified_at=row.officer_certified_at,
        supervisor_certified_at=row.supervisor_certified_at,
        settled_matches=tuple(
            report.SettledMatch(
                field=item.field,
                match=item.match,
                reason_code=item.reason_code,
                reason=item.reason,
                by=ids.named_user(item.by_id),
                at=item.at,
                confirmed_by=ids.user(item.confirmed_by_id),
                confirmed_at=item.confirmed_at,
            )
            for item in row.settled_matches
        ),
    )
