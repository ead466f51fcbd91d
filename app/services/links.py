"""What supports what: the items, statements and documents linked to one point of a case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.vocabulary import ItemStanding
from app.models.incident import Incident
from app.models.material import CaseDocument, EvidenceItem, SourceLink, Statement

Source = EvidenceItem | Statement | CaseDocument


def of_case(incident: Incident, sources: Sequence[Source], *, field: str = "sources") -> None:
    """Raise RuleBroken where something of another case is to be linked, or an item that does not count."""
    if any(source.incident_id != incident.id or not _counts(source) for source in sources):
        raise RuleBroken("Choose material of this case.", field=field)


def _counts(source: Source) -> bool:
    return not isinstance(source, EvidenceItem) or source.counts


def _beside(incident_id: int) -> set[int]:
    """Items that do not count now: links to them keep their place, for an item may be restored."""
    found = select(EvidenceItem.id).where(EvidenceItem.incident_id == incident_id)
    return set(db.session.scalars(found.where(EvidenceItem.standing != ItemStanding.COUNTS)))


def replace_links(incident_id: int, owner: str, row_id: int, sources: Sequence[Source]) -> None:
    """The links of one owner, exchanged whole; the order is kept. For a point to prove: `exchange_support`."""
    column = getattr(SourceLink, f"{owner}_id")
    gone = delete(SourceLink).where(column == row_id)
    if owner != "hostility" and (beside := _beside(incident_id)):  # words of hostility stand in one paper
        gone = gone.where(or_(SourceLink.evidence_id.is_(None), SourceLink.evidence_id.not_in(beside)))
    db.session.execute(gone)
    for source in sources:
        db.session.add(SourceLink(incident_id=incident_id, **{f"{owner}_id": row_id, column_of(source): source.id}))
    db.session.flush()


def exchange_support(
    incident_id: int, element_id: int, sources: Sequence[Source], *, actor: Actor, at: datetime
) -> None:
    """These support the point, and no others: what is left out is taken back, what points the other way stays."""
    chosen = {(column_of(source), source.id): source for source in sources}
    beside = _beside(incident_id)
    for link in db.session.scalars(select(SourceLink).where(SourceLink.element_id == element_id)):
        if chosen.pop(_target(link), None) is not None:
            link.is_against, link.taken_back_at, link.taken_back_by_id = False, None, None
        elif not link.is_against and link.taken_back_at is None and link.evidence_id not in beside:
            link.taken_back_at, link.taken_back_by_id = at, actor.user_id
    for column, source in ((column, source) for (column, _), source in chosen.items()):
        db.session.add(SourceLink(incident_id=incident_id, element_id=element_id, **{column: source.id}))
    db.session.flush()


def _target(link: SourceLink) -> tuple[str, int]:
    """The column by which a link points to its source, and the source's row."""
    columns = ("evidence_id", "statement_id", "document_id")
    return next((name, held) for name in columns if (held := getattr(link, name)) is not None)


def column_of(source: Source) -> str:
    """The column of a link that points to this kind of source."""
    if isinstance(source, EvidenceItem):
        return "evidence_id"
    return "statement_id" if isinstance(source, Statement) else "document_id"
