"""What supports what: the items, statements and documents linked to one point of a case."""

from collections.abc import Sequence

from sqlalchemy import delete, select

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
    """The links of one point, exchanged whole; the order is kept, and the key time of a source that stays."""
    column = getattr(SourceLink, f"{owner}_id")
    held = db.session.scalars(select(SourceLink).where(column == row_id))
    times = {(one.evidence_id, one.statement_id, one.document_id): one.key_time for one in held}
    db.session.execute(delete(SourceLink).where(column == row_id))
    for source in sources:
        link = SourceLink(incident_id=incident_id, **{f"{owner}_id": row_id, column_of(source): source.id})
        link.key_time = times.get((link.evidence_id, link.statement_id, link.document_id))
        db.session.add(link)
    db.session.flush()


def column_of(source: Source) -> str:
    """The column of a link that points to this kind of source."""
    if isinstance(source, EvidenceItem):
        return "evidence_id"
    return "statement_id" if isinstance(source, Statement) else "document_id"
