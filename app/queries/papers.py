"""Issued documents of one case, looked up inside that case only (ACC-3)."""

from sqlalchemy import select

from app.database.session import db
from app.domain.errors import NotFound
from app.models.document import IssuedDocument
from app.models.incident import Incident


def issued_of(incident: Incident) -> list[IssuedDocument]:
    """What was issued, the newest first; the bytes are not read."""
    return list(
        db.session.scalars(
            select(IssuedDocument)
            .where(IssuedDocument.incident_id == incident.id)
            .order_by(IssuedDocument.id.desc())
            .limit(50)
        )
    )


def issued_by_id(incident: Incident, number: int) -> IssuedDocument:
    """One issued document of this case. Raises NotFound."""
    found = db.session.scalars(
        select(IssuedDocument).where(IssuedDocument.incident_id == incident.id, IssuedDocument.id == number)
    ).one_or_none()
    if found is None:
        raise NotFound("Page not found")
    return found
