"""What supports what: the items, statements and documents linked to one point of a case."""

from collections.abc import Sequence

from sqlalchemy import delete

from app.database.session import db
from app.domain.errors import RuleBroken
from app.models.incident import Incident
from app.models.material import CaseDocument, EvidenceItem, SourceLink, Statement

Source = EvidenceItem | Statement | CaseDocument


def of_case(incident: Incident, sources: Sequence[Source], *, field: str = "sources") -> None:
    """Raise RuleBroken where something of another case is to be linked."""
    if any(source.incident_id != incident.id for source in sources):
        raise RuleBroken("Choose material of this case.", field=field)


def replace_links(incident_id: int, owner: str, row_id: int, sources: Sequence[Source]) -> None:
    """The links of one point, exchanged whole; the order is kept."""
    column = getattr(SourceLink, f"{owner}_id")
    db.session.execute(delete(SourceLink).where(column == row_id))
    db.session.add_all(
        SourceLink(incident_id=incident_id, **{f"{owner}_id": row_id, _kind(source): source.id}) for source in sources
    )
    db.session.flush()


def _kind(source: Source) -> str:
    if isinstance(source, EvidenceItem):
        return "evidence_id"
    return "statement_id" if isinstance(source, Statement) else "document_id"
