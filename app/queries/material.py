"""The material of one case, each row looked up inside that case only (ACC-3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.database.session import db
from app.domain.errors import NotFound
from app.models.base import Row
from app.models.incident import Incident
from app.models.material import (
    CaseDocument,
    DisclosureAnswers,
    EvidenceItem,
    HostilityItem,
    LineOfInquiry,
    MediaAnswerRow,
    SourceLink,
    Statement,
)
from app.models.report_text import PoliceReport, WitnessEvidence

Source = EvidenceItem | Statement | CaseDocument
Numbered = TypeVar("Numbered", EvidenceItem, Statement, CaseDocument)
One = TypeVar("One", bound=Row)


def _all(found: Select[Any]) -> list[Any]:
    return list(db.session.scalars(found))


def _numbered(rows: Iterable[Numbered], file_id: str) -> Numbered:
    found = next((row for row in rows if row.file_id == file_id), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def _by_id(rows: Iterable[One], number: int) -> One:
    found = next((row for row in rows if row.id == number), None)
    if found is None:
        raise NotFound("Page not found")
    return found


def evidence_of(incident: Incident) -> list[EvidenceItem]:
    """The items of evidence with who produced them and their key times."""
    return _all(
        select(EvidenceItem)
        .where(EvidenceItem.incident_id == incident.id)
        .options(joinedload(EvidenceItem.produced_by), selectinload(EvidenceItem.key_times))
        .order_by(EvidenceItem.id)
    )


def evidence_by_file_id(incident: Incident, file_id: str) -> EvidenceItem:
    """One item of this case (E1). Raises NotFound."""
    return _numbered(evidence_of(incident), file_id)


def statements_of(incident: Incident) -> list[Statement]:
    """The statements with who made them."""
    return _all(
        select(Statement)
        .where(Statement.incident_id == incident.id)
        .options(joinedload(Statement.person))
        .order_by(Statement.id)
    )


def statement_by_file_id(incident: Incident, file_id: str) -> Statement:
    """One statement of this case (S1). Raises NotFound."""
    return _numbered(statements_of(incident), file_id)


def documents_of(incident: Incident) -> list[CaseDocument]:
    """The papers of the file with whom they are about."""
    return _all(
        select(CaseDocument)
        .where(CaseDocument.incident_id == incident.id)
        .options(joinedload(CaseDocument.about_person))
        .order_by(CaseDocument.id)
    )


def document_by_file_id(incident: Incident, file_id: str) -> CaseDocument:
    """One paper of this case (D1). Raises NotFound."""
    return _numbered(documents_of(incident), file_id)


def hostility_of(incident: Incident) -> list[HostilityItem]:
    """Words and acts of hostility with who said or did them."""
    return _all(
        select(HostilityItem)
        .where(HostilityItem.incident_id == incident.id)
        .options(joinedload(HostilityItem.said_by))
        .order_by(HostilityItem.id)
    )


def hostility_by_id(incident: Incident, number: int) -> HostilityItem:
    """One of this case's words or acts. Raises NotFound."""
    return _by_id(hostility_of(incident), number)


def media_of(incident: Incident) -> list[MediaAnswerRow]:
    """What has been answered about footage and recordings."""
    return _all(select(MediaAnswerRow).where(MediaAnswerRow.incident_id == incident.id).order_by(MediaAnswerRow.id))


def lines_of(incident: Incident) -> list[LineOfInquiry]:
    """The lines of inquiry."""
    return _all(select(LineOfInquiry).where(LineOfInquiry.incident_id == incident.id).order_by(LineOfInquiry.id))


def line_by_id(incident: Incident, number: int) -> LineOfInquiry:
    """One line of inquiry of this case. Raises NotFound."""
    return _by_id(lines_of(incident), number)


def disclosure_of(incident: Incident) -> DisclosureAnswers | None:
    """The answers about disclosure, if anybody has begun them."""
    return db.session.scalars(
        select(DisclosureAnswers)
        .where(DisclosureAnswers.incident_id == incident.id)
        .options(selectinload(DisclosureAnswers.checklist))
    ).one_or_none()


def report_of(incident: Incident) -> PoliceReport | None:
    """The text of the police report with its entries."""
    return db.session.scalars(
        select(PoliceReport)
        .where(PoliceReport.incident_id == incident.id)
        .options(
            selectinload(PoliceReport.chronology),
            selectinload(PoliceReport.witness_evidence).joinedload(WitnessEvidence.person),
            selectinload(PoliceReport.settled_matches),
        )
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything of a case that a point can be linked to, by the number it carries in the file."""

    evidence: Sequence[EvidenceItem]
    statements: Sequence[Statement]
    documents: Sequence[CaseDocument]

    def __iter__(self) -> Any:
        return iter((*self.statements, *self.evidence, *self.documents))

    def chosen(self, file_ids: Iterable[str]) -> list[Source]:
        """Those with these numbers, in the order they stand here; others are left out."""
        wanted = set(file_ids)
        return [row for row in self if row.file_id in wanted]


def sources_of(incident: Incident) -> Sources:
    """Statements, items and papers of a case."""
    return Sources(evidence_of(incident), statements_of(incident), documents_of(incident))


def links_of(incident: Incident) -> list[SourceLink]:
    """Every link of a case, in the order given."""
    return _all(select(SourceLink).where(SourceLink.incident_id == incident.id).order_by(SourceLink.id))


def linked(links: Iterable[SourceLink], sources: Sources, owner: str) -> dict[int, list[Source]]:
    """Row id of the point → what supports it. `owner`: element, hostility, act …"""
    return {row_id: [source for source, _ in held] for row_id, held in shown_at(links, sources, owner).items()}


def shown_at(
    links: Iterable[SourceLink], sources: Sources, owner: str = "element"
) -> dict[int, list[tuple[Source, str | None]]]:
    """Row id of the point → what supports it, each with where in it the point is shown."""
    items = {row.id: row for row in sources.evidence}
    statements = {row.id: row for row in sources.statements}
    papers = {row.id: row for row in sources.documents}
    found: dict[int, list[tuple[Source, str | None]]] = {}
    for link in links:
        row_id = getattr(link, f"{owner}_id")
        source = (
            items.get(link.evidence_id or 0)
            or statements.get(link.statement_id or 0)
            or papers.get(link.document_id or 0)
        )
        if row_id is not None and source is not None:
            found.setdefault(row_id, []).append((source, link.key_time))
    return found
