"""The material of one case, each row looked up inside that case only (ACC-3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
from app.queries.allegations import with_points

Source = EvidenceItem | Statement | CaseDocument
Numbered = TypeVar("Numbered", EvidenceItem, Statement, CaseDocument)
# The allegation and the place of a point in it → numbers of the sources that point the other way.
Against = Mapping[tuple[str, int], tuple[str, ...]]
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
    """The items of evidence with who produced them, their key times, and the online posts that some are."""
    return _all(
        select(EvidenceItem)
        .where(EvidenceItem.incident_id == incident.id)
        .options(
            joinedload(EvidenceItem.produced_by),
            joinedload(EvidenceItem.post),
            selectinload(EvidenceItem.key_times),
        )
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
    """Everything of a case that a point can be linked to, by the number it carries in the file; and items beside it
    that do not count, to which old links lead."""

    evidence: Sequence[EvidenceItem]
    statements: Sequence[Statement]
    documents: Sequence[CaseDocument]
    beside: Sequence[EvidenceItem] = ()

    def __iter__(self) -> Any:
        return iter((*self.statements, *self.evidence, *self.documents))

    def chosen(self, file_ids: Iterable[str]) -> list[Source]:
        """Those with these numbers, in the order they stand here; others are left out."""
        wanted = set(file_ids)
        return [row for row in self if row.file_id in wanted]


def sources_of(incident: Incident) -> Sources:
    """Statements, items and papers of a case."""
    items = evidence_of(incident)
    counting = [item for item in items if item.counts]
    beside = [item for item in items if not item.counts]
    return Sources(counting, statements_of(incident), documents_of(incident), beside)


def links_of(incident: Incident) -> list[SourceLink]:
    """Every link of a case, in the order given; also those taken back, with who did it."""
    return _all(
        select(SourceLink)
        .where(SourceLink.incident_id == incident.id)
        .options(joinedload(SourceLink.taken_back_by))
        .order_by(SourceLink.id)
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A source beside a point: where in it, whether it points the other way, and who took the link back when."""

    source: Source
    place: str | None
    is_against: bool
    taken_back_at: datetime | None
    taken_back_by: str

    @property
    def counts(self) -> bool:
        """An item that was withdrawn shows nothing any more, though its link keeps its place."""
        return not isinstance(self.source, EvidenceItem) or self.source.counts

    @property
    def supports(self) -> bool:
        return not self.is_against and self.taken_back_at is None and self.counts

    @property
    def speaks_against(self) -> bool:
        return self.is_against and self.taken_back_at is None and self.counts


def linked(links: Iterable[SourceLink], sources: Sources, owner: str) -> dict[int, list[Source]]:
    """Row id of the point → what supports it. `owner`: element, hostility, act …"""
    return {
        row_id: [one.source for one in held if one.supports] for row_id, held in shown_at(links, sources, owner).items()
    }


def shown_at(links: Iterable[SourceLink], sources: Sources, owner: str = "element") -> dict[int, list[Held]]:
    """Row id of the point → what is linked to it, supporting it or pointing the other way, and what was taken back."""
    items = {row.id: row for row in (*sources.evidence, *sources.beside)}
    statements = {row.id: row for row in sources.statements}
    papers = {row.id: row for row in sources.documents}
    found: dict[int, list[Held]] = {}
    for link in links:
        row_id = getattr(link, f"{owner}_id")
        source = (
            items.get(link.evidence_id or 0)
            or statements.get(link.statement_id or 0)
            or papers.get(link.document_id or 0)
        )
        if row_id is not None and source is not None:
            by = link.taken_back_by.named if link.taken_back_by else ""
            found.setdefault(row_id, []).append(Held(source, link.key_time, link.is_against, link.taken_back_at, by))
    return found


def speaking_against(incident: Incident) -> Against:
    """What points the other way about the points to prove of a case."""
    rows = list(
        db.session.scalars(
            select(SourceLink)
            .where(
                SourceLink.incident_id == incident.id,
                SourceLink.is_against.is_(True),
                SourceLink.taken_back_at.is_(None),
            )
            .options(joinedload(SourceLink.taken_back_by))
        )
    )
    if not rows:
        return {}
    held = shown_at(rows, sources_of(incident))
    return {
        (allegation.file_id, place): tuple(one.source.file_id for one in held[element.id] if one.counts)
        for allegation in with_points(incident)
        for place, element in enumerate(allegation.elements)
        if any(one.counts for one in held.get(element.id, ()))
    }
