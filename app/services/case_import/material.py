"""The material of an imported case: statements, papers, evidence, hostility, inquiries, answers, the report's text."""

from dataclasses import fields

from app.database.session import db
from app.domain.case_file.material import FileReference as FileFacts
from app.models import material as store
from app.models.report_text import ChronologyEntry, PoliceReport, SettledMatch, WitnessEvidence
from app.services.case_import.rows import Rows
from app.services.people import put
from app.services.report_text import WORDS


def papers(rows: Rows) -> None:
    """Statements and documents point to each other; evidence stands with them, so that all else can point to it."""
    for facts in rows.case.statements:
        statement = store.Statement(incident_id=rows.incident.id, file_id=facts.statement_id)
        put(statement, facts, leave=("statement_id", "person_id", "taken_by", "back_page_document_id"))
        statement.person_id = rows.people[facts.person_id].id
        statement.taken_by_id = rows.user(facts.taken_by)
        rows.statements[facts.statement_id] = statement
    db.session.add_all(rows.statements.values())
    db.session.flush()
    _documents(rows)
    for facts in rows.case.statements:
        rows.statements[facts.statement_id].back_page_document_id = rows.document(facts.back_page_document_id)
    _evidence(rows)


def _documents(rows: Rows) -> None:
    for facts in rows.case.documents:
        document = store.CaseDocument(
            incident_id=rows.incident.id,
            file_id=facts.document_id,
            mg_form=facts.mg_form,
            title=facts.title,
            about_person_id=rows.person(facts.about_person_id),
            statement_id=rows.statement(facts.statement_id),
            document_version=facts.version,
            dated_on=facts.dated_on,
            bundles=tuple(bundle.value for bundle in facts.bundles),
            contains_unredacted_personal_data=facts.contains_unredacted_personal_data,
            redaction_status=facts.redaction_status,
            redaction_reason=facts.redaction_reason,
            decided_by_id=rows.user(facts.decided_by),
        )
        _put_file(document, facts.file)
        rows.documents[facts.document_id] = document
    db.session.add_all(rows.documents.values())
    db.session.flush()


def _put_file(row: store.FileReference, facts: FileFacts | None) -> None:
    if facts:
        row.file_name, row.file_sha256 = facts.file_name, facts.sha256
        row.file_byte_size, row.file_link = facts.byte_size, facts.link


def _evidence(rows: Rows) -> None:
    for facts in rows.case.evidence_items:
        item = store.EvidenceItem(incident_id=rows.incident.id, file_id=facts.evidence_id)
        put(item, facts, leave=("evidence_id", "produced_by", "key_times", "file"))
        item.produced_by_id = rows.person(facts.produced_by)
        item.key_times = [store.KeyTime(starts=one.from_, ends=one.to, what=one.what) for one in facts.key_times]
        _put_file(item, facts.file)
        rows.evidence[facts.evidence_id] = item
    db.session.add_all(rows.evidence.values())
    db.session.flush()


def hostility(rows: Rows) -> None:
    for facts in rows.case.hostility_items:
        item = store.HostilityItem(incident_id=rows.incident.id)
        put(item, facts, leave=("said_by", "source_document_id"))
        item.said_by_id = rows.person(facts.said_by)
        db.session.add(item)
        db.session.flush()
        rows.link("hostility", item.id, [facts.source_document_id])


def inquiries(rows: Rows) -> None:
    """Lines of inquiry, answers about footage and about disclosure."""
    number = rows.incident.id
    for line in rows.case.lines_of_inquiry:
        row = store.LineOfInquiry(incident_id=number)
        put(row, line)
        db.session.add(row)
        db.session.flush()  # one at a time, so that they keep the order of the file
    db.session.add_all(
        store.MediaAnswerRow(incident_id=number, kind=one.kind, answer=one.answer, reason=one.reason)
        for one in rows.case.media_answers
    )
    facts = rows.case.disclosure
    answers = store.DisclosureAnswers(
        incident_id=number,
        undermining_material_answer=facts.undermining_material_answer,
        sensitive_material_exists=facts.sensitive_material_exists,
    )
    given = {one.name: getattr(facts.presumption_checklist, one.name) for one in fields(facts.presumption_checklist)}
    answers.checklist = [
        store.PresumptionAnswer(category=name, answer=answer) for name, answer in given.items() if answer is not None
    ]
    db.session.add(answers)
    db.session.flush()


def report_text(rows: Rows) -> None:
    facts = rows.case.police_report
    if facts is None:
        return
    report = PoliceReport(incident_id=rows.incident.id)
    for name in (*WORDS, "officer_certified_at", "supervisor_certified_at"):
        setattr(report, name, getattr(facts, name))
    report.chronology = [ChronologyEntry(at=one.at, text=one.text) for one in facts.chronology]
    report.witness_evidence = [
        WitnessEvidence(person_id=rows.people[one.person_id].id, text=one.text) for one in facts.witness_evidence
    ]
    report.settled_matches = [
        SettledMatch(
            field=one.field,
            match=one.match,
            reason_code=one.reason_code,
            reason=one.reason,
            by_id=rows.user(one.by),
            at=one.at,
            confirmed_by_id=rows.user(one.confirmed_by),
            confirmed_at=one.confirmed_at,
        )
        for one in facts.settled_matches
    ]
    db.session.add(report)
    db.session.flush()
    for row, entry in zip(report.chronology, facts.chronology, strict=True):
        rows.link("chronology", row.id, entry.source_ids)
